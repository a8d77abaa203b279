"""The network as routes see it: a `Response` or a `FetchError`, within the manners towards each host.

Kept to, in this order: the answers of the cache (cache.py) and of this run (flights.py), public addresses of
known outlets only (safety.py), robots.txt (robots.py), one gate a host (host.py), the run's budget. Then one
careful exchange (wire.py), and another try where the trouble may pass.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace

from citecheck import __version__
from citecheck.fetcher.allowance import Allowance
from citecheck.fetcher.cache import Cache
from citecheck.fetcher.exchange import Raw, follow, refusal
from citecheck.fetcher.flights import Flights
from citecheck.fetcher.host import Clock, Gates, HostGate, retry_after
from citecheck.fetcher.interface import FetchError, Request, Response
from citecheck.fetcher.record import Recorder
from citecheck.fetcher.redact import host_of, redact_url
from citecheck.fetcher.robots import AGENT, PUBLISHED_APIS, Robots
from citecheck.fetcher.safety import Resolver, Target, check_url, own_origins, resolve
from citecheck.fetcher.wire import Wire
from citecheck.models import Reason

_MOST_TRIES = 3
_PASSING_STATUSES = frozenset({502, 503, 504})
_PASSING_REASONS = frozenset({Reason.RESET, Reason.TIMEOUT})
_ACCEPT = "text/html,application/xhtml+xml,application/json;q=0.9,application/xml;q=0.9,*/*;q=0.5"
# Indexes that routes ask about outlets, besides the published APIs.
_INDEXES = frozenset({"www.bing.com", "news.google.com"})


@dataclass(slots=True)
class Budget:
    """What a run may take from the network."""

    most_bytes: int = 500_000_000
    """Bytes received, as sent."""
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
        own: Collection[str] = (),
        connect_to: Mapping[str, tuple[str, int]] | None = None,
        connect_plain: bool = True,
        recorder: Recorder | None = None,
        pace: float = 1.0,
        budget: Budget | None = None,
        cache: Cache | None = None,
        allowance: Allowance | None = None,
        clock: Clock | None = None,
        resolver: Resolver = resolve,
        gates: Gates | None = None,
    ) -> None:
        """Set the manners; nothing is asked yet.

        Args:
            contact: a mail address or URL that the User-Agent gives to the outlets.
            timeout: seconds one attempt may take from the connection to the last byte; all attempts at one
                URL together may take twice as long.
            allowed: says whether a host may be asked, also after redirects; the indexes and published APIs
                always may. None allows every public host.
            own: URLs of the user's own services ("http://localhost:8888"), which may be private and on any
                port; only requests with `published_api` go there.
            connect_to: host -> (loopback address, port) to which connections for it go, in plain HTTP; "*"
                stands for every other host. Everything else keeps the real https address.
            connect_plain: False speaks TLS to the addresses of `connect_to` too.
            recorder: told of every exchange and failure.
            pace: least seconds between two requests to one host; 0 does not wait for anything, for tests.
            budget: what the run may take from the network.
            cache: good answers of earlier runs, closed by its owner; not used while recording, for a
                recording shows what the outlets say now.
            allowance: counts the questions of the day to services that limit them; closed by its owner.
            clock: the time, for the gates.
            resolver: the name server.
            gates: whose turn it is at each host, where others share it; None for one's own, at `pace`.

        Raises:
            SettingsError: `connect_to` names an address that is not a loopback one.
        """
        self._allowed = allowed
        self._own = own_origins(own)
        self._recorder = recorder
        self._pace = pace
        self._timeout = timeout
        self._budget = budget or Budget()
        self._cache = cache if recorder is None else None
        self._allowance = allowance
        self._clock = clock or Clock()
        self._gates = gates or Gates(pace, self._clock)
        self._flights = Flights(self._clock.now)
        self._robots = Robots(self._get_unasked, self._gates)
        self._wire = Wire(resolver, self._budget.spend, connect_to or {}, connect_plain)
        self._agent = user_agent(contact)

    async def __aenter__(self) -> HttpWeb:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Stop what is under way and close the connections; recorder and cache are their owner's to close."""
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
            request.published_api,
        )

        def fetch() -> Awaitable[Response]:
            return self._fetched(
                request, lambda url: not (request.published_api and _same_host(url, request))
            )

        return await self._flights.share(key, fetch, request.cacheable)

    async def _get_unasked(self, request: Request) -> Response:
        """Fetch without asking robots.txt: robots.txt itself."""
        return await self._fetched(request, lambda url: False)  # noqa: ARG005

    async def _fetched(self, request: Request, robots: Callable[[str], bool]) -> Response:
        """Return the answer of the cache where it is fresh or has not changed, else the network's.

        Args:
            request: what is wanted.
            robots: says of a URL, first or redirected to, whether robots.txt is to be asked.
        """
        asked = request

        async def hop(url: str, headers: Mapping[str, str]) -> Raw:
            return await self._hop(asked, url, headers, robots=robots(url))

        if self._cache is None:
            return await follow(request, hop)
        kept = self._cache.get(request)
        if kept is not None and kept.fresh:
            return kept.response
        if kept is not None and kept.validators:
            asked = replace(request, headers={**request.headers, **kept.validators}, ok=(*request.ok, 304))
        response = await follow(asked, hop)
        if kept is not None and response.status == 304:
            self._cache.still_good(request)
            return kept.response
        self._cache.put(request, response)
        return response

    async def _hop(self, request: Request, url: str, headers: Mapping[str, str], *, robots: bool) -> Raw:
        """Make one exchange, and record it or its failure."""
        sent = {"user-agent": self._agent, "accept": _ACCEPT, "accept-encoding": "gzip, deflate"}
        sent |= {name.lower(): value for name, value in headers.items()}
        try:
            # Only a route's own question may go to a private service, never a link or a redirect.
            target = self._permitted(url, request.published_api and url == request.url)
            if robots and not target.own:
                await self._robots.check(target)
            raw = await self._tried(request, url, target, sent)
        except FetchError as error:
            if self._recorder:
                self._recorder.failure(url, error, request.secrets)
            raise
        if self._recorder:
            self._recorder.exchange(url, sent, raw, request.secrets)
        return raw

    def _permitted(self, url: str, may_be_own: bool) -> Target:
        target = check_url(url, self._own if may_be_own else frozenset())
        host = target.host
        known = target.own or host in PUBLISHED_APIS or host in _INDEXES
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
                if self._allowance is not None:
                    self._allowance.take(target.host)
                started = self._clock.now()
                try:
                    raw = await self._wire.exchange(target, headers, request, min(self._timeout, left))
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


def _same_host(url: str, request: Request) -> bool:
    return host_of(url) == host_of(request.url)


def user_agent(contact: str | None) -> str:
    """Return the User-Agent: program, version, and where to reach whoever runs it."""
    contact = "".join(c for c in contact or "" if c.isprintable() and c.isascii() and c not in "()").strip()
    return f"{AGENT}/{__version__}" + (f" (+{contact[:200]})" if contact else "")
