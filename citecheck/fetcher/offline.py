"""The network in --offline: nothing leaves the machine."""

from __future__ import annotations

from citecheck.fetcher.interface import FetchError, Request, Response
from citecheck.models import Reason


class OfflineWeb:
    """Refuses everything."""

    async def __aenter__(self) -> OfflineWeb:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def get(self, request: Request) -> Response:
        """Refuse.

        Raises:
            FetchError: OFFLINE, always.
        """
        del request
        raise FetchError(Reason.OFFLINE, "nothing was asked over the network", "run without --offline")

    async def close(self) -> None:
        """Do nothing."""
