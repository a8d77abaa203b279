"""Which addresses may be asked: a draft is untrusted, and so are the redirects of the pages it names.

A URL is refused unless it is plain http(s) to the usual port of a public address. The name is resolved here,
and the connection then goes to the very address that was checked, so that a second, different answer of the
name server (DNS rebinding) changes nothing. Every redirect passes through here again.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import re
import socket
import threading
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from citecheck.fetcher.interface import FetchError
from citecheck.models import Reason

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Awaitable[list[str]]]
"""Host name and port -> numeric addresses, best first; raises OSError where there are none."""

_PORTS = {"http": 80, "https": 443}
_LONGEST_URL = 8_192
_CHECK_NETWORK = "check the network connection and the address"
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62})){0,40}")
_LOCAL_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa", "onion")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
# Cloud platforms answer with credentials at addresses that look public.
_METADATA = frozenset({ipaddress.ip_address("168.63.129.16"), ipaddress.ip_address("192.0.0.192")})


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart and found fit to be asked."""

    scheme: str
    host: str
    """In lower case, as the name server takes it."""
    port: int
    path: str
    """Path and query, percent-encoded: safe in a request line."""
    own: bool = False
    """True for a service of the user's own, which may be private."""

    @property
    def authority(self) -> str:
        """Host, and port where it is not the usual one: the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and authority, for robots.txt."""
        return f"{self.scheme}://{self.authority}"


def own_origins(urls: Collection[str]) -> frozenset[str]:
    """Return scheme, host and port of the user's own services; what is no http(s) URL is left out."""
    origins = set()
    for url in urls:
        with contextlib.suppress(ValueError):
            parts = urlsplit(url)
            if parts.scheme in _PORTS and parts.hostname:
                origins.add(_origin(parts.scheme, parts.hostname, parts.port))
    return frozenset(origins)


def check_url(url: str, own: frozenset[str] = frozenset()) -> Target:
    """Take a URL apart, refusing what must not be asked whatever its address.

    Args:
        url: from anywhere.
        own: origins of the user's own services, as `own_origins` gives them: private names, addresses and
            other ports are allowed there.

    Raises:
        FetchError: UNSAFE_URL, for other schemes and ports, credentials, control characters, and names of
            the local network.
    """
    if len(url) > _LONGEST_URL:
        raise _unsafe("the link is too long")
    if any(ord(c) <= 0x20 or ord(c) == 0x7F for c in url) or "\\" in url:
        raise _unsafe("the link holds blanks or control characters")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = _ascii_host(parts.hostname or "")
    except ValueError:
        raise _unsafe("the link cannot be read") from None
    if parts.scheme not in _PORTS:
        raise _unsafe(f"only http and https links are followed, not {parts.scheme[:20] or 'a bare name'}")
    if parts.username is not None or parts.password is not None:
        raise _unsafe("links with a user name or password are not followed")
    is_own = _origin(parts.scheme, parts.hostname or "", port) in own
    if port not in (None, _PORTS[parts.scheme]) and not is_own:
        raise _unsafe(f"{host} is asked for at the unusual port {port}")
    if not is_public_name(host) and not is_own:
        raise _unsafe(f"{host or 'the link'} is not a public address")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    whole = f"{path}?{query}" if parts.query else path
    return Target(parts.scheme, host, port or _PORTS[parts.scheme], whole, is_own)


def is_public_name(host: str) -> bool:
    """Say whether a host, by its looks alone, can be public: not local, not a private numeric address."""
    literal = _literal(host)
    if literal is not None:
        return is_public(literal)
    if any(host == name or host.endswith("." + name) for name in _LOCAL_NAMES):
        return False
    # "127.1" and "0x7f.1" are numbers to a resolver: a public name ends in letters.
    return "." in host and bool(_HOST.fullmatch(host)) and not host.rpartition(".")[2][0].isdigit()


def is_public(address: Address) -> bool:
    """Say whether an address, and any IPv4 address it carries inside, is on the public internet."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local or address in _LOCAL_NAT64:
            return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and address not in _METADATA
    )


async def public_addresses(target: Target, resolve: Resolver, seconds: float, most: int = 3) -> list[str]:
    """Resolve a target's name and return its addresses, all of them public unless it is the user's own.

    Args:
        target: what is to be asked.
        resolve: the name server.
        seconds: how long it may take.
        most: addresses returned at most.

    Raises:
        FetchError: DNS where the name has no address; UNSAFE_URL where any address is not public.
    """
    host = target.host
    literal = _literal(host)
    if literal is not None:
        found = [str(literal)]
    else:
        try:
            async with asyncio.timeout(seconds):
                found = await resolve(host, target.port)
        except TimeoutError:
            detail = f"the name server gave no address for {host} in time"
            raise FetchError(Reason.DNS, detail, _CHECK_NETWORK) from None
        except (OSError, UnicodeError):
            raise FetchError(Reason.DNS, f"{host} could not be resolved", _CHECK_NETWORK) from None
    if not found:
        raise FetchError(Reason.DNS, f"{host} could not be resolved", _CHECK_NETWORK)
    for text in () if target.own else found:
        address = _literal(text)
        if address is None or not is_public(address):
            raise _unsafe(f"{host} leads to an address that is not public")
    return found[:most]


async def resolve(host: str, port: int) -> list[str]:
    """Ask the system's name server.

    In a thread of its own that nothing waits for: a look-up cannot be cancelled, and without a network it
    can take far longer than a run.

    Raises:
        OSError: the name has no address.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str] | None, error: OSError | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(found or [])

    def look_up() -> None:
        found, error = None, None
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found = list(dict.fromkeys(str(row[4][0]) for row in rows))
        except (OSError, UnicodeError) as problem:
            error = problem if isinstance(problem, OSError) else OSError(str(problem))
        with contextlib.suppress(RuntimeError):  # the loop has closed: nobody is waiting any more
            loop.call_soon_threadsafe(settle, found, error)

    threading.Thread(target=look_up, name=f"resolve {host}", daemon=True).start()
    return await answer


def _origin(scheme: str, host: str, port: int | None) -> str:
    return f"{scheme}://{host.lower().rstrip('.')}:{port or _PORTS[scheme]}"


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that a mapped, NAT64, 6to4, Teredo or compatible address stands for."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _ascii_host(host: str) -> str:
    host = host.rstrip(".").lower()
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _unsafe(detail: str) -> FetchError:
    return FetchError(Reason.UNSAFE_URL, detail)
