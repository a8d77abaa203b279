"""Text from drafts and pages, made fit to be shown: nothing in it can steer what shows it."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_BREAKS = re.compile(r"[\s\x85\u2028\u2029]+")

# C0 and C1 controls, bidirectional embeddings, overrides and isolates, lone surrogates, noncharacters.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

_STEERING = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

_PLAIN = str.maketrans(
    {
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{DOUBLE LOW-9 QUOTATION MARK}": '"',
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "\N{NO-BREAK SPACE}": " ",
    }
)


def one_line(text: str) -> str:
    """Return `text` with each run of white space and line breaks as one blank, none at its ends."""
    return _BREAKS.sub(" ", text).strip()


def visible(text: str) -> str:
    """Return `text` on one line with every character that could steer a terminal or reader spelled out.

    ESC becomes "␛", a right-to-left override "<U+202E>". Leading and trailing blanks are kept as
    one, because the text may be a part of a line.
    """
    return _HIDDEN.sub(_spell, _BREAKS.sub(" ", text))


def spelled(text: str) -> str:
    """Return `text` as `visible` does, its blanks and tabs kept; for a line of a file shown as it is."""
    return _STEERING.sub(_spell, text)


def _spell(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else f"<U+{code:04X}>"


def clip(text: str, limit: int) -> str:
    """Return `text`, cut at a blank to at most `limit` characters with an ellipsis where it is longer."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    blank = head.rfind(" ", limit // 2)
    return (head[:blank] if blank > 0 else head).rstrip() + "…"


def plain(text: str) -> str:
    """Return `text` with typographic quotes, dashes and ellipses as ASCII, for other encodings than UTF-8."""
    return text.translate(_PLAIN)


def web_url(url: str | None) -> str | None:
    """Return `url` fit for a link target: http or https, nothing in it but printable ASCII; else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        fit = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    if not fit or _BREAKS.search(url.strip()) or _HIDDEN.search(url):
        return None
    return quote(url.strip(), safe="%/:=&?~#+!$,;@*()[]._-")
