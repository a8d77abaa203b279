"""What a site's robots.txt lets citecheck ask.

The file is read once a run for each site, through the same gate as everything else, and decides as RFC
9309 says: no such file (404 and its like) allows everything; 401 and 403 on the file itself are taken for a
wish to be left alone. Where the file cannot be read (a server error, a broken answer) nothing is asked: a
rule that nobody could see may forbid it, and a wrong "unchecked" costs less than a trespass. Where the site
could not be reached at all, that is the reason reported, for the page could not have been reached either.

Published APIs are exempt. robots.txt speaks to crawlers that find their own way through a site; an API whose
documentation invites programs to call it has its own terms (keys, rates), and those are kept instead. Several
of these hosts disallow everything to crawlers while inviting API calls.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from citecheck.fetcher.flights import look_at
from citecheck.fetcher.host import Gates
from citecheck.fetcher.interface import FetchError, Request, Response
from citecheck.fetcher.safety import Target
from citecheck.models import Reason

AGENT = "citecheck"
"""The product name that robots.txt rules are matched against."""

_LARGEST = 600_000
# Host -> the documented paths. "" stands for the whole host.
PUBLISHED_APIS = {
    "content.guardianapis.com": ("",),
    "archive.org": ("/wayback/available",),
    "web.archive.org": ("/cdx/", "/web/"),
    "api.gdeltproject.org": ("/api/v2/",),
    "index.commoncrawl.org": ("/",),
    "data.commoncrawl.org": ("/",),
    "api.search.brave.com": ("/res/v1/",),
    "newsapi.org": ("/v2/",),
    "search.mediacloud.org": ("/api/",),
}
_NETWORK = frozenset(
    {
        Reason.DNS,
        Reason.CONNECT,
        Reason.TLS,
        Reason.TIMEOUT,
        Reason.RESET,
        Reason.RATE_LIMITED,
        Reason.BUDGET,
        Reason.UNSAFE_URL,
    }
)


class Robots:
    """The robots.txt files of a run."""

    def __init__(self, get: Callable[[Request], Awaitable[Response]], gates: Gates) -> None:
        """Read files with `get`, which must not ask for robots.txt's leave itself."""
        self._get = get
        self._gates = gates
        self._rules: dict[str, asyncio.Task[Any]] = {}

    async def check(self, target: Target) -> None:
        """Return if citecheck may ask for this.

        Raises:
            FetchError: ROBOTS where it may not; the network's reason where the site cannot be reached.
        """
        if any(target.path.startswith(path) for path in PUBLISHED_APIS.get(target.host, ())):
            return
        rules = await self._rules_of(target)
        if rules is None:
            return
        if rules is False or not rules.can_fetch(f"{target.origin}{target.path}", AGENT):
            raise FetchError(
                Reason.ROBOTS,
                f"{target.host} does not let programs read this page (robots.txt)",
                "look it up by hand, or import the outlet's headlines into the archive",
            )

    async def _rules_of(self, target: Target) -> Any:
        """Return the parsed file, None for "everything is allowed", False for "nothing is"."""
        task = self._rules.get(target.origin)
        if task is None:
            task = asyncio.create_task(self._read(target))
            task.add_done_callback(look_at)
            self._rules[target.origin] = task
        try:
            return await asyncio.shield(task)
        except FetchError as error:
            raise FetchError(error.reason, error.detail, error.advice) from None

    async def _read(self, target: Target) -> Any:
        from protego import Protego

        host = target.host
        try:
            answer = await self._get(
                Request(
                    f"{target.origin}/robots.txt",
                    headers={"accept": "text/plain, */*;q=0.5"},
                    max_bytes=_LARGEST,
                    ok=(200, 204, 400, 401, 402, 403, 404, 405, 406, 410, 451),
                )
            )
        except FetchError as error:
            if error.reason in _NETWORK:
                raise
            raise FetchError(
                Reason.ROBOTS, f"the robots.txt of {host} could not be read ({error.detail})", error.advice
            ) from None
        if answer.status in (401, 402, 403, 451):
            return False
        if answer.status != 200:
            return None
        rules = Protego.parse(answer.text.removeprefix("\ufeff"))
        delay = rules.crawl_delay(AGENT)
        if delay:
            self._gates[host].slow_down(float(delay))
        return rules

    async def close(self) -> None:
        """Stop reading."""
        for task in self._rules.values():
            task.cancel()
        await asyncio.gather(*self._rules.values(), return_exceptions=True)
