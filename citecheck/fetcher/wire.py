"""One exchange over the network: connect, ask, read within bounds. The only module that asks outlets.

No cookies, no redirects, no retries, no manners: those are http.py's. A connection goes to the very address
that safety.py checked, in a pool of its own for each host, so that two hosts at one address never share a
certificate. Behind a proxy (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`) the proxy resolves the name and its
rules decide; then only the name itself is checked here.
"""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import Callable, Mapping
from urllib.request import getproxies, proxy_bypass

import httpx

from citecheck.errors import SettingsError
from citecheck.fetcher.exchange import Expander, Raw, too_large
from citecheck.fetcher.interface import FetchError, Request
from citecheck.fetcher.safety import Resolver, Target, public_addresses
from citecheck.models import Reason

_LARGEST_ERROR_PAGE = 256_000
_LONGEST_LOOKUP = 5.0
_LONGEST_CONNECT = 8.0
_CHECK_NETWORK = "check the network connection"
_CHECK_CLOCK = "check the clock of this computer; if it is right, only the outlet can mend this"
_CHECK_PLACE = "check the network connection: a login page of the network may stand in between"
# OpenSSL's X509_V_ERR_… codes, as far as a person can do something about them.
_CERTIFICATES = {
    9: ("is not valid yet", _CHECK_CLOCK),
    10: ("has expired", _CHECK_CLOCK),
    62: ("is for another host", _CHECK_PLACE),
    64: ("is for another host", _CHECK_PLACE),
}
_UNTRUSTED = (
    "is not signed by anybody this computer trusts",
    "if a proxy or virus scanner stands in between, name the file of its certificate in SSL_CERT_FILE",
)


class Wire:
    """The connections of a run."""

    def __init__(
        self,
        resolver: Resolver,
        spend: Callable[[int], None],
        connect_to: Mapping[str, tuple[str, int]],
        plain: bool,
    ) -> None:
        """Open nothing yet.

        Args:
            resolver: the name server.
            spend: told of bytes received, as sent.
            connect_to: host, or "*", -> loopback address and port that its connections go to.
            plain: whether those speak HTTP without TLS.

        Raises:
            SettingsError: `connect_to` names an address that is not a loopback one.
        """
        self._resolver = resolver
        self._spend = spend
        self._connect_to = _loopback_only(connect_to)
        self._plain = plain
        self._pools: dict[str, httpx.AsyncHTTPTransport] = {}
        self._tls: ssl.SSLContext | None = None

    async def close(self) -> None:
        """Close the connections."""
        for pool in self._pools.values():
            await pool.aclose()
        self._pools.clear()

    async def exchange(
        self, target: Target, headers: Mapping[str, str], request: Request, seconds: float
    ) -> Raw:
        """Send one GET and read the answer.

        Args:
            target: what to ask.
            headers: sent as they are, after Host.
            request: its `ok` and `max_bytes` bound the reading: of an error page only the beginning is read.
            seconds: from now to the last byte.

        Raises:
            FetchError: DNS, CONNECT, TLS, TIMEOUT, RESET, UNSAFE_URL, TOO_LARGE or UNREADABLE.
        """
        host = target.host
        try:
            async with asyncio.timeout(seconds):
                response = await self._send(target, headers, seconds)
                try:
                    return await self._read(response, request, host)
                finally:
                    await response.aclose()
        except (TimeoutError, httpx.TimeoutException):
            raise FetchError(Reason.TIMEOUT, f"{host} did not answer within {seconds:.3g} seconds") from None
        except (httpx.ConnectError, httpx.ProxyError) as error:
            trouble = _tls_error(error)
            if trouble:
                raise _insecure(host, trouble) from None
            raise FetchError(
                Reason.CONNECT, f"no connection to {host} could be made", _CHECK_NETWORK
            ) from None
        except httpx.LocalProtocolError:
            raise FetchError(Reason.UNSAFE_URL, f"{host} cannot be asked for such an address") from None
        except httpx.TransportError:
            raise FetchError(Reason.RESET, f"{host} broke off the connection") from None

    async def _send(self, target: Target, headers: Mapping[str, str], seconds: float) -> httpx.Response:
        """Return the head of the answer from the first of the host's addresses that can be reached."""
        scheme, port, addresses, proxy = await self._route(target, seconds)
        pool = self._pool(target.host, scheme, proxy)
        for address in addresses:
            asked = httpx.Request(
                "GET",
                httpx.URL(scheme=scheme, host=address, port=port, raw_path=target.path.encode("ascii")),
                headers={"host": target.authority, **headers},
                extensions={
                    "timeout": {
                        "connect": min(seconds, _LONGEST_CONNECT),
                        "read": seconds,
                        "write": seconds,
                        "pool": seconds,
                    },
                    "sni_hostname": target.host,
                },
            )
            try:
                return await pool.handle_async_request(asked)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                if address == addresses[-1] or _tls_error(error):
                    raise
        raise FetchError(Reason.DNS, f"{target.host} could not be resolved")

    async def _route(self, target: Target, seconds: float) -> tuple[str, int, list[str], str | None]:
        """Return scheme, port, addresses and proxy by which a target is reached."""
        rerouted = self._connect_to.get(target.host) or self._connect_to.get("*")
        if rerouted:
            return "http" if self._plain else target.scheme, rerouted[1], [rerouted[0]], None
        proxy = None if target.own else _proxy_for(target)
        if proxy:
            return target.scheme, target.port, [target.host], proxy
        lookup = min(seconds, _LONGEST_LOOKUP)
        addresses = await public_addresses(target, self._resolver, lookup)
        return target.scheme, target.port, addresses, None

    def _pool(self, host: str, scheme: str, proxy: str | None) -> httpx.AsyncHTTPTransport:
        key = f"{scheme}://{host}"
        if key not in self._pools:
            if scheme == "http" and not proxy:
                # Never used for TLS; without it httpx would load every certificate of the system.
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            else:
                self._tls = self._tls or httpx.create_ssl_context()
                context = self._tls
            limits = httpx.Limits(max_connections=2, max_keepalive_connections=1)
            self._pools[key] = httpx.AsyncHTTPTransport(verify=context, limits=limits, proxy=proxy)
        return self._pools[key]

    async def _read(self, response: httpx.Response, request: Request, host: str) -> Raw:
        """Read a body as it comes, bounded as sent and as expanded."""
        wanted = response.status_code in request.ok
        most = request.max_bytes if wanted else _LARGEST_ERROR_PAGE
        headers: dict[str, str] = {}
        for name, value in response.headers.multi_items():
            name = name.lower()
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        parts = []
        received = 0
        try:
            expander = Expander(headers.get("content-encoding", ""), most, host)
            async for chunk in response.aiter_raw():
                self._spend(len(chunk))
                received += len(chunk)
                if received > most:
                    raise too_large(host, most)
                parts.append(expander.feed(chunk))
            expander.finish()
        except FetchError:
            if wanted:
                raise
        return Raw(response.status_code, headers, b"".join(parts))


def _loopback_only(connect_to: Mapping[str, tuple[str, int]]) -> Mapping[str, tuple[str, int]]:
    for host, (address, _) in connect_to.items():
        try:
            loopback = ipaddress.ip_address(address).is_loopback
        except ValueError:
            loopback = False
        if not loopback:
            raise SettingsError(f"connections for {host} can only go to a loopback address, not {address}")
    return {host.lower(): place for host, place in connect_to.items()}


def _proxy_for(target: Target) -> str | None:
    """Return the HTTP proxy that the environment names for a target; other kinds are not used."""
    proxies = getproxies()
    proxy = proxies.get(target.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(target.host):
        return None
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    return proxy if proxy.startswith(("http://", "https://")) else None


def _tls_error(error: BaseException) -> ssl.SSLError | None:
    """Return what failed at the encryption of a connection; None where something else did."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return None


def _insecure(host: str, trouble: ssl.SSLError) -> FetchError:
    """Say what is wrong with a host's certificate, or that no encryption could be agreed on."""
    what = f"no secure connection to {host} could be made"
    if not isinstance(trouble, ssl.SSLCertVerificationError):
        return FetchError(Reason.TLS, what, _CHECK_NETWORK)
    why, advice = _CERTIFICATES.get(trouble.verify_code, _UNTRUSTED)
    return FetchError(Reason.TLS, f"{what}: its certificate {why}", advice)
