"""From raw answers to a Response or a FetchError: the same for the network and for a recording."""

from __future__ import annotations

import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from citecheck.fetcher.interface import FetchError, Request, Response
from citecheck.fetcher.redact import host_of, redact, redact_headers, redact_url
from citecheck.fetcher.walls import consent_host, refusing_wall, wall
from citecheck.models import Reason

_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GZIP = b"\x1f\x8b\x08"
_CHUNK = 65_536
# Names for what people meet; every other status is given as its number.
_SAYINGS = {
    402: "asks for payment",
    404: "has no such page (404)",
    410: "says the page is gone (410)",
    451: "may not show this page for legal reasons (451)",
}


@dataclass(frozen=True, slots=True)
class Raw:
    """One answer of one server, whatever its status, body decompressed."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case; several of a name joined by ", "."""
    body: bytes


Hop = Callable[[str, Mapping[str, str]], Awaitable[Raw]]
"""URL and request headers -> the answer, redirects not followed; raises FetchError where none came."""


async def follow(request: Request, hop: Hop) -> Response:
    """Get a request's answer through its redirects.

    Raises:
        FetchError: no answer, an answer that `request` does not call ok, a wall, or a redirect that loops,
            leads nowhere, or would carry a secret to another host.
    """
    url, headers = request.url, request.headers
    seen = {url}
    for _ in range(_MOST_REDIRECTS + 1):
        raw = await hop(url, headers)
        if raw.status not in _REDIRECTS or raw.status in request.ok:
            return judge(request, url, raw)
        target = _redirected(request, url, raw)
        if target in seen:
            raise FetchError(Reason.REDIRECT, f"{host_of(url)} redirects in a circle")
        seen.add(target)
        if _leaves(url, target):
            headers = redact_headers(headers, request.secrets)
        url = target
    raise FetchError(Reason.REDIRECT, f"{host_of(request.url)} redirects more than {_MOST_REDIRECTS} times")


def judge(request: Request, url: str, raw: Raw) -> Response:
    """Turn a raw answer into a response.

    Args:
        request: what was asked; its `ok`, `secrets` and `max_bytes` decide.
        url: where the answer came from, after redirects.
        raw: the answer.

    Raises:
        FetchError: see `refusal`; TOO_LARGE; UNREADABLE for a compressed body that is cut or damaged.
    """
    problem = refusal(request, url, raw)
    if problem is not None:
        raise problem
    body = expanded(raw.body, request.max_bytes, host_of(url))
    headers = {name: redact(value, request.secrets) for name, value in raw.headers.items()}
    return Response(redact_url(url, request.secrets), raw.status, headers, body)


def refusal(request: Request, url: str, raw: Raw) -> FetchError | None:
    """Say how an answer refuses, or None where it is one that the request calls ok and no wall."""
    host = host_of(url)
    if raw.status in request.ok:
        barrier = wall(raw.headers, raw.body)
        return _blocked(host, barrier) if barrier else None
    barrier = refusing_wall(raw.headers, raw.body) if raw.status in (401, 403, 405, 429, 503) else None
    if barrier:
        return _blocked(host, f"{raw.status}, {barrier}")
    if raw.status in (401, 403):
        return _forbidden(request, host, raw.status)
    if raw.status == 429:
        return FetchError(
            Reason.RATE_LIMITED, f"{host} says too many requests were made (429)", "try again later"
        )
    if raw.status in (402, 451):
        return FetchError(Reason.BLOCKED, f"{host} {_SAYINGS[raw.status]}")
    return FetchError(Reason.STATUS, f"{host} {_SAYINGS.get(raw.status, f'answered {raw.status}')}")


def expanded(body: bytes, most: int, host: str) -> bytes:
    """Expand a body that is itself a gzip file, as sitemaps often are; any other comes back as it is.

    Raises:
        FetchError: TOO_LARGE above `most` bytes; UNREADABLE where the file is damaged or cut off.
    """
    if body.startswith(_GZIP):
        expander = Expander("gzip", most, host)
        body = b"".join(expander.feed(body[at : at + _CHUNK]) for at in range(0, len(body), _CHUNK))
        expander.finish()
    if len(body) > most:
        raise too_large(host, most)
    return body


class Expander:
    """Decompresses a body as it arrives, never beyond a bound."""

    def __init__(self, encoding: str, most: int, host: str) -> None:
        """Begin.

        Args:
            encoding: the Content-Encoding: gzip, deflate, identity or "".
            most: bytes of expanded body at which to stop.
            host: for messages.

        Raises:
            FetchError: an encoding that was not asked for.
        """
        self._most = most
        self._host = host
        self._size = 0
        self._fed = 0
        self._kind = encoding.strip().lower()
        if self._kind not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(Reason.UNREADABLE, f"{host} answered in an encoding that was not asked for")
        self._stream_is_wrapped = True
        self._stream = None if self._kind in ("", "identity") else self._new_stream()

    def feed(self, data: bytes) -> bytes:
        """Return what `data` expands to.

        Raises:
            FetchError: TOO_LARGE, or UNREADABLE for damaged data.
        """
        if self._stream is None:
            return self._counted(data)
        parts = []
        while data:
            self._fed += len(data)
            try:
                piece = self._stream.decompress(data, self._most - self._size + 1)
            except zlib.error:
                if self._kind == "deflate" and not self._size and self._stream_is_wrapped:
                    # Some servers send raw deflate, without the zlib wrapper the standard asks for.
                    self._stream, self._stream_is_wrapped = zlib.decompressobj(-zlib.MAX_WBITS), False
                    continue
                raise FetchError(Reason.UNREADABLE, f"{self._host} sent a damaged compressed page") from None
            parts.append(self._counted(piece))
            data = self._stream.unused_data
            if data[:2] == _GZIP[:2]:
                self._stream = self._new_stream()
            elif data:
                break  # padding after the end
        return b"".join(parts)

    def finish(self) -> None:
        """Check that the compressed stream came to its end.

        Raises:
            FetchError: UNREADABLE where it was cut off.
        """
        if self._stream is not None and self._fed and not self._stream.eof:
            raise FetchError(Reason.UNREADABLE, f"{self._host} sent a page that is cut off")

    def _new_stream(self) -> zlib._Decompress:
        return zlib.decompressobj(zlib.MAX_WBITS | (0 if self._kind == "deflate" else 16))

    def _counted(self, piece: bytes) -> bytes:
        self._size += len(piece)
        if self._size > self._most:
            raise too_large(self._host, self._most)
        return piece


def too_large(host: str, most: int) -> FetchError:
    """Return the refusal of a body above `most` bytes."""
    size = f"{most / 1e6:.0f} MB" if most >= 1_000_000 else f"{most:,} bytes"
    return FetchError(Reason.TOO_LARGE, f"{host} sent more than {size}")


def _redirected(request: Request, url: str, raw: Raw) -> str:
    """Return where a redirect leads, refusing what must not be followed."""
    host, location = host_of(url), raw.headers.get("location", "")
    try:
        target = urljoin(url, location.strip()).partition("#")[0] if location.strip() else ""
        urlsplit(target)
    except ValueError:
        target = ""
    if not target:
        raise FetchError(Reason.REDIRECT, f"{host} redirects to nowhere")
    new_host = host_of(target)
    if new_host != host and consent_host(new_host):
        raise _blocked(host, "a consent page")
    if _leaves(url, target) and request.secrets and redact_url(target, request.secrets) != target:
        raise FetchError(Reason.REDIRECT, f"{host} redirects to {new_host}, where the key must not go")
    return target


def _leaves(url: str, target: str) -> bool:
    """Say whether a redirect leaves the host, or its encryption: secrets stay behind then."""
    old, new = urlsplit(url), urlsplit(target)
    return host_of(url) != host_of(target) or (old.scheme == "https" and new.scheme != "https")


def _forbidden(request: Request, host: str, status: int) -> FetchError:
    if request.secrets:
        return FetchError(
            Reason.BAD_KEY, f"{host} answered {status} (the API key was not accepted)", "check the API key"
        )
    return FetchError(Reason.BLOCKED, f"{host} answered {status} (access refused)")


def _blocked(host: str, barrier: str) -> FetchError:
    return FetchError(Reason.BLOCKED, f"{host} answered with {barrier}")
