"""The network: one polite, careful GET at a time for each host. The only module that imports httpx.

Everything above it sees a `Response` or a `FetchError`. What it keeps to: robots.txt (robots.py), one gate a
host (host.py), public addresses only (safety.py), bounds on size and time, no cookies, an honest User-Agent.
"""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpx

from citecheck import __version__
from citecheck.errors import SettingsError
from citecheck.fetcher.exchange import Expander, Raw, follow, refusal, too_large
from citecheck.fetcher.flights import Flights
from citecheck.fetcher.host import Clock, Gates, HostGate, retry_after
from citecheck.fetcher.interface import FetchError, Request, Response
from citecheck.fetcher.record import Recorder
from citecheck.fetcher.redact import redact_url
from citecheck.fetcher.robots import AGENT, PUBLISHED_APIS, Robots
from citecheck.fetcher.safety import Resolver, Target, check_url, public_addresses, resolve
from citecheck.models import Reason

_MOST_TRIES = 3
_PASSING_STATUSES = frozenset({502, 503, 504})
_PASSING_REASONS = frozenset({Reason.RESET, Reason.TIMEOUT})
_LARGEST_ERROR_PAGE = 256_000
_LONGEST_LOOKUP = 5.0
_LONGEST_CONNECT = 8.0
_ACCEPT = "text/html,application/xhtml+xml,application/json;q=0.9,application/xml;q=0.9,*/*;q=0.5"
# Indexes that routes ask about outlets, besides the published APIs.
_INDEXES = frozenset({"www.bing.com", "news.google.com"})
_NO_ADVICE = "check the network connection"


@dataclass(slots=True)
class Budget:
    """What a run may take from the network."""

    most_bytes: int = 500_000_000
    """Bytes received, compressed."""
    most_seconds: float = 3600.0
    """From the first question on."""
    _spent: int = 0
    _until: float | None = None

    def check(self, now: float) -> None:
        """Return if there is anything left.

        Raises:
            FetchError: BUDGET.
        """
        if self._until is None:
            self._until = now + self.most_seconds
        if self._spent >= self.most_bytes:
            raise FetchError(Reason.BUDGET, f"this run may read {self.most_bytes / 1e6:.0f} MB, and has")
        if now >= self._until:
            raise FetchError(Reason.BUDGET, f"this run may ask for {self.most_seconds:.0f} seconds, and has")

    def spend(self, count: int) -> None:
        """Note bytes received."""
        self._spent += count


class HttpWeb:
    """The live network, as a `Web`."""

    def __init__(
        self,
        *,
        contact: str | None = None,
        timeout: float = 20.0,
        allowed: Callable[[str], bool] | None = None,
        connect_to: Mapping[str, tuple[str, int]] | None = None,
        connect_plain: bool = True,
        recorder: Recorder | None = None,
        pace: float = 1.0,
        budget: Budget | None = None,
        clock: Clock | None = None,
        resolver: Resolver = resolve,
    ) -> None:
        """Set the manners; nothing is asked yet.

        Args:
            contact: a mail address or URL that the User-Agent gives to the outlets.
            timeout: seconds one attempt may take from the connection to the last byte; all attempts at one
                URL together may take twice as long.
            allowed: says whether a host may be asked, also after redirects; the indexes and published APIs
                always may. None allows every public host.
            connect_to: host -> (loopback address, port) to which connections for it go, in plain HTTP; "*"
                stands for every other host. Everything else keeps the real https address.
            connect_plain: False speaks TLS to the addresses of `connect_to` too.
            recorder: told of every exchange and failure.
            pace: least seconds between two requests to one host; 0 does not wait for anything, for tests.
            budget: what the run may take from the network.
            clock: the time, for the gates.
            resolver: the name server.

        Raises:
            SettingsError: `connect_to` names an address that is not a loopback one.
        """
        self._allowed = allowed
        self._recorder = recorder
        self._pace = pace
        self._timeout = timeout
        self._budget = budget or Budget()
        self._clock = clock or Clock()
        self._gates = Gates(pace, self._clock)
        self._flights = Flights(self._clock.now)
        self._robots = Robots(self._get_unasked, self._gates)
        self._wire = _Wire(_loopback_only(connect_to or {}), connect_plain, resolver)
        self._agent = user_agent(contact)

    async def __aenter__(self) -> HttpWeb:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Stop what is under way and close the connections; the recorder stays its owner's to close."""
        await self._flights.close()
        await self._robots.close()
        await self._wire.close()

    async def get(self, request: Request) -> Response:
        """Fetch one address within its host's manners.

        Raises:
            FetchError: for whatever is not one of `request.ok`.
        """
        key = (
            redact_url(request.url, request.secrets),
            tuple(sorted(request.headers.items())),
            request.ok,
            request.max_bytes,
        )

        async def hop(url: str, headers: Mapping[str, str]) -> Raw:
            return await self._hop(request, url, headers, robots=not request.published_api)

        return await self._flights.share(key, lambda: follow(request, hop), request.cacheable)

    async def _get_unasked(self, request: Request) -> Response:
        """Fetch without asking robots.txt: robots.txt itself."""

        async def hop(url: str, headers: Mapping[str, str]) -> Raw:
            return await self._hop(request, url, headers, robots=False)

        return await follow(request, hop)

    async def _hop(self, request: Request, url: str, headers: Mapping[str, str], *, robots: bool) -> Raw:
        """Make one exchange, and record it or its failure."""
        sent = {"user-agent": self._agent, "accept": _ACCEPT, "accept-encoding": "gzip, deflate"}
        sent |= {name.lower(): value for name, value in headers.items()}
        try:
            target = self._permitted(url)
            if robots:
                await self._robots.check(target)
            raw = await self._tried(request, url, target, sent)
        except FetchError as error:
            if self._recorder:
                self._recorder.failure(url, error, request.secrets)
            raise
        if self._recorder:
            self._recorder.exchange(url, sent, raw, request.secrets)
        return raw

    def _permitted(self, url: str) -> Target:
        target = check_url(url)
        host = target.host
        known = host in PUBLISHED_APIS or host in _INDEXES
        if self._allowed is not None and not known and not self._allowed(host):
            raise FetchError(
                Reason.UNSAFE_URL,
                f"{host} belongs to no outlet that citecheck knows",
                "add the outlet to your configuration",
            )
        return target

    async def _tried(self, request: Request, url: str, target: Target, headers: Mapping[str, str]) -> Raw:
        """Ask, and ask again where the trouble may pass: a broken connection, a time-out, 502 to 504."""
        gate = self._gates[target.host]
        left = 2 * self._timeout
        for attempt in range(1, _MOST_TRIES + 1):
            raw: Raw | None = None
            problem: FetchError | None
            async with gate.turn():
                self._budget.check(self._clock.now())
                started = self._clock.now()
                try:
                    raw = await self._exchanged(target, headers, request, min(self._timeout, left))
                    problem = None if 300 <= raw.status < 400 else refusal(request, url, raw)
                except FetchError as error:
                    problem = error
                left -= self._clock.now() - started
            if problem is None:
                gate.answered()
                break
            if not self._worth_another_try(gate, problem, raw) or attempt == _MOST_TRIES or left < 1:
                gate.refused(problem, raw.status if raw else 0)
                break
            await self._clock.sleep(self._pace * (3 ** (attempt - 1)))
        if raw is None:
            raise problem or FetchError(Reason.RESET, f"{target.host} did not answer")
        return raw

    def _worth_another_try(self, gate: HostGate, problem: FetchError, raw: Raw | None) -> bool:
        if raw is None:
            return problem.reason in _PASSING_REASONS
        asked = retry_after(raw.headers.get("retry-after"))
        if raw.status == 429 or (raw.status == 503 and asked is not None):
            rest = gate.rest(asked)
            return asked is not None and rest <= self._gates.patience
        return raw.status in _PASSING_STATUSES and problem.reason is Reason.STATUS

    async def _exchanged(
        self, target: Target, headers: Mapping[str, str], request: Request, seconds: float
    ) -> Raw:
        """Make one exchange within so many seconds, its troubles put into words."""
        host = target.host
        try:
            async with asyncio.timeout(seconds):
                return await self._wire.exchange(target, headers, request, seconds, self._budget.spend)
        except (TimeoutError, httpx.TimeoutException):
            raise FetchError(Reason.TIMEOUT, f"{host} did not answer within {seconds:.3g} seconds") from None
        except httpx.ConnectError as error:
            if _is_tls(error):
                raise FetchError(Reason.TLS, f"no secure connection to {host} could be made") from None
            raise FetchError(Reason.CONNECT, f"no connection to {host} could be made", _NO_ADVICE) from None
        except httpx.LocalProtocolError:
            raise FetchError(Reason.UNSAFE_URL, f"{host} cannot be asked for such an address") from None
        except httpx.TransportError:
            raise FetchError(Reason.RESET, f"{host} broke off the connection") from None


class _Wire:
    """Connections: a pool for each host, so that two hosts of one address never share a certificate."""

    def __init__(self, connect_to: Mapping[str, tuple[str, int]], plain: bool, resolver: Resolver) -> None:
        self._connect_to = connect_to
        self._plain = plain
        self._resolver = resolver
        self._pools: dict[str, httpx.AsyncHTTPTransport] = {}
        self._tls: ssl.SSLContext | None = None

    async def close(self) -> None:
        for pool in self._pools.values():
            await pool.aclose()
        self._pools.clear()

    async def exchange(
        self,
        target: Target,
        headers: Mapping[str, str],
        request: Request,
        seconds: float,
        spend: Callable[[int], None],
    ) -> Raw:
        """Send one GET and read the answer, within the request's bounds.

        Raises:
            FetchError: for unsafe addresses, sizes and damage; httpx's own errors for the rest.
        """
        rerouted = self._connect_to.get(target.host) or self._connect_to.get("*")
        if rerouted:
            scheme = "http" if self._plain else target.scheme
            addresses, port = [rerouted[0]], rerouted[1]
        else:
            scheme, port = target.scheme, target.port
            lookup = min(seconds, _LONGEST_LOOKUP)
            addresses = await public_addresses(target.host, port, self._resolver, lookup)
        connect = min(seconds, _LONGEST_CONNECT)
        for address in addresses:
            asked = httpx.Request(
                "GET",
                httpx.URL(scheme=scheme, host=address, port=port, raw_path=target.path.encode("ascii")),
                headers={"host": target.host, **headers},
                extensions={
                    "timeout": {"connect": connect, "read": seconds, "write": seconds, "pool": seconds},
                    "sni_hostname": target.host,
                },
            )
            try:
                response = await self._pool(target.host, scheme).handle_async_request(asked)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                if address == addresses[-1] or _is_tls(error):
                    raise
                continue
            try:
                return await _read(response, request, target.host, spend)
            finally:
                await response.aclose()
        raise FetchError(Reason.DNS, f"{target.host} could not be resolved")

    def _pool(self, host: str, scheme: str) -> httpx.AsyncHTTPTransport:
        key = f"{scheme}://{host}"
        if key not in self._pools:
            if scheme == "http":
                # Never used for TLS; without it httpx would load every certificate of the system.
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            else:
                self._tls = self._tls or httpx.create_ssl_context()
                context = self._tls
            self._pools[key] = httpx.AsyncHTTPTransport(
                verify=context, limits=httpx.Limits(max_connections=2, max_keepalive_connections=1)
            )
        return self._pools[key]


async def _read(response: httpx.Response, request: Request, host: str, spend: Callable[[int], None]) -> Raw:
    """Read a body as it comes, bounded as sent and as expanded; of an error page only the beginning."""
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
            spend(len(chunk))
            received += len(chunk)
            if received > most:
                raise too_large(host, most)
            parts.append(expander.feed(chunk))
        expander.finish()
    except FetchError:
        if wanted:
            raise
    return Raw(response.status_code, headers, b"".join(parts))


def user_agent(contact: str | None) -> str:
    """Return the User-Agent: program, version, and where to reach whoever runs it."""
    contact = "".join(c for c in contact or "" if c.isprintable() and c.isascii() and c not in "()").strip()
    return f"{AGENT}/{__version__}" + (f" (+{contact[:200]})" if contact else "")


def _loopback_only(connect_to: Mapping[str, tuple[str, int]]) -> Mapping[str, tuple[str, int]]:
    for host, (address, _) in connect_to.items():
        try:
            loopback = ipaddress.ip_address(address).is_loopback
        except ValueError:
            loopback = False
        if not loopback:
            raise SettingsError(
                f"connections for {host} can only be sent to a loopback address, not {address}"
            )
    return {host.lower(): place for host, place in connect_to.items()}


def _is_tls(error: BaseException) -> bool:
    """Say whether a failed connection failed at its encryption."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
