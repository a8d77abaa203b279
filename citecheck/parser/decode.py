"""Bytes -> text, or a clear word on why not."""

from __future__ import annotations

import codecs
import re
import unicodedata

from citecheck.errors import ArticleError

LIMIT = 64 * 1024 * 1024
"""Largest article in bytes; a book of the Bible's length is 5 MB."""

_NOT_TEXT = "not a text file; citecheck reads text, Markdown, HTML, wikitext and .docx"
_SAMPLE = 256 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NO_TEXT = frozenset({"Cc", "Cn", "Co", "Cs"})
"""Categories of code points that a text of any script hardly has."""
_PLAIN = frozenset(" \n\r\t.,:;-\"'()0123456789etaoinsr")
"""What texts in every script have some of; read with the bytes swapped, these are rare letters."""
_WESTERN = re.compile(
    rb"\b(?:the|of|le|la|les|des|et|est|dans|que|une|der|die|und|das|ist|von|el|los|una|por|con|il"
    rb"|che|di|non|per|um|uma|com|och|og|det|som|het|een|van|de)\b",
    re.IGNORECASE,
)
_CENTRAL = re.compile(
    rb"\b(?:na|se|je|nie|jest|do|si|ale|jako|za|od|po|az|hogy|nem|egy|pe|nu|cu|din|pentru|w|z)\b",
    re.IGNORECASE,
)
"""Small words without accents, of the languages written in Windows-1252 and in 1250."""
_TURKISH = re.compile(rb"\b(?:ve|bir|bu|ile|olan)\b", re.IGNORECASE)
_DOTLESS = re.compile(rb"[\xf0\xfd\xfe]")
"""Turkish letters in Windows-1254, Icelandic ones in 1252."""
_SIGNATURES = (
    b"%PDF-",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x7fELF",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
)


def decode(data: bytes, name: str) -> str:
    """Return the text of a file, line ends as they are but a lone CR turned into LF.

    UTF-8, UTF-16 and UTF-32 are told by their byte order mark or by being valid; then what an HTML page says
    of itself; then Windows-1251, 1252 and the like by the frequency of letters.

    Raises:
        ArticleError: empty, too large, binary, or in no encoding that can be told.
    """
    if len(data) > LIMIT:
        raise ArticleError(f"{name}: {len(data) >> 20} MB, and articles may have at most {LIMIT >> 20}")
    if not data.strip():
        raise ArticleError(f"{name}: the file is empty")
    if data.startswith(_SIGNATURES) or data[:4] == b"PK\x03\x04":
        raise ArticleError(f"{name}: {_NOT_TEXT}")
    text = _decoded(data, name)
    if _is_binary(text):
        raise ArticleError(f"{name}: {_NOT_TEXT}")
    if "\r" in text and "\n" not in text:
        text = text.replace("\r", "\n")
    return text


def _decoded(data: bytes, name: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\x00" not in text[:_SAMPLE]:
            return text
    wide = _utf16_without_bom(data)
    if wide is not None:
        return wide
    if b"\x00" in data[:_SAMPLE]:
        raise ArticleError(f"{name}: {_NOT_TEXT}")
    declared = _CHARSET.search(data[:4096])
    if declared:
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return _guessed(data, name)


def _utf16_without_bom(data: bytes) -> str | None:
    """Read UTF-16 by its zero bytes: those of blanks and line ends, whatever the script."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2 or 0 not in sample:
        return None
    readings = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        odd = sum(c not in "\t\n\r" and unicodedata.category(c) in _NO_TEXT for c in text)
        if odd <= len(text) // 50:
            readings[encoding] = sum(c in _PLAIN for c in text)
    if not any(readings.values()):
        return None
    try:
        return data.decode(max(readings, key=readings.__getitem__))
    except UnicodeDecodeError:
        return None


def _guessed(data: bytes, name: str) -> str:
    repaired = data.decode("utf-8", "replace")
    if repaired.count("\ufffd") <= len(repaired) // 500 and any(
        ord(c) > 127 for c in repaired if c != "\ufffd"
    ):
        return repaired  # UTF-8 with a few broken bytes: better than any guess
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE]
    best = from_bytes(
        sample,
        cp_isolation=[
            "cp1252",
            "cp1251",
            "cp1250",
            "cp1254",
            "cp1256",
            "koi8_r",
            "koi8_u",
            "gb18030",
            "big5",
            "shift_jis",
        ],
    ).best()
    if best is None:
        raise ArticleError(f"{name}: cannot tell the encoding; save the file as UTF-8")
    encoding = _by_small_words(best.encoding, sample)
    return data.decode(encoding, "replace")


def _by_small_words(encoding: str, sample: bytes) -> str:
    """Choose among the encodings of Latin letters, which no single letter tells apart, by small words."""
    if encoding == "cp1250" and len(_WESTERN.findall(sample)) >= len(_CENTRAL.findall(sample)):
        encoding = "cp1252"
    if encoding == "cp1252" and _DOTLESS.search(sample) and _TURKISH.search(sample):
        return "cp1254"
    return encoding


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) > max(8, len(sample) // 200)
