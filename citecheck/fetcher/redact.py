"""Cuts key values out of whatever is shown, stored or compared."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, quote_plus, urlsplit

REDACTED = "REDACTED"
# A shorter key ("test") is cut out only where it is a query value of its own: it may be a plain word.
_DISTINCTIVE = 8
_LONGEST_PLACE = 120
_PRIVATE_HEADERS = frozenset(
    {
        "authorization",
        "proxy-authorization",
        "cookie",
        "set-cookie",
        "x-api-key",
        "x-subscription-token",
        "api-key",
    }
)


def redact(text: str, secrets: tuple[str, ...]) -> str:
    """Return `text` with every secret, plain or percent-encoded, replaced by REDACTED."""
    for form in _forms(secrets):
        if len(form) >= _DISTINCTIVE:
            text = text.replace(form, REDACTED)
    return text


def redact_bytes(body: bytes, secrets: tuple[str, ...]) -> bytes:
    """Do the same to a body, whatever ASCII-compatible encoding it is in."""
    for form in _forms(secrets):
        if len(form) >= _DISTINCTIVE:
            body = body.replace(form.encode(), REDACTED.encode())
    return body


def redact_url(url: str, secrets: tuple[str, ...]) -> str:
    """Return the URL without its secrets and fragment: what messages, keys and recordings call it.

    Credentials before the host and blanks go too.

    Query values that are a secret are cut however short they are, so that a recording made with one key is
    found again with another.
    """
    url = "".join(url.split()).partition("#")[0]
    scheme, slashes, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    url = scheme + slashes + authority.rpartition("@")[2] + slash + path
    if not secrets:
        return url
    base, question, query = url.partition("?")
    short = set(_forms(secrets))
    pairs = []
    for pair in query.split("&"):
        name, equals, value = pair.partition("=")
        pairs.append(f"{name}={REDACTED}" if equals and value in short else pair)
    return redact(base + question + "&".join(pairs), secrets)


def redact_headers(headers: Mapping[str, str], secrets: tuple[str, ...]) -> dict[str, str]:
    """Return the headers without credentials and cookies, secrets in the others cut out."""
    short = set(_forms(secrets))
    return {
        name: REDACTED if value in short else redact(value, secrets)
        for name, value in headers.items()
        if name.lower() not in _PRIVATE_HEADERS
    }


def host_of(url: str) -> str:
    """Return the host of a URL for messages and gates, in lower case; "" where it has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def place_of(url: str) -> str:
    """Return host and path of a URL, which tell a person more than its whole query would."""
    host = host_of(url)
    path = url.partition("?")[0].partition("://")[2].partition("/")[2]
    return f"{host}/{path}"[:_LONGEST_PLACE].rstrip("/") or url[:_LONGEST_PLACE]


def _forms(secrets: tuple[str, ...]) -> list[str]:
    """Every way a secret may stand in a URL or body, longest first so that none leaves a rest behind."""
    forms = {form for s in secrets if s for form in (s, quote(s), quote(s, safe=""), quote_plus(s))}
    return sorted(forms, key=lambda form: (-len(form), form))
