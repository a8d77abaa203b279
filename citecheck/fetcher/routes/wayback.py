"""Copies of single pages in the Wayback Machine."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

from citecheck.fetcher.interface import FetchError, Request, Response, Web
from citecheck.fetcher.routes.documents import read_json
from citecheck.fetcher.routes.wayback_cdx import cdx_rows
from citecheck.models import Reason

_TIMESTAMP = re.compile(r"\d{14}")


async def archived_copy(web: Web, url: str, day: str | None = None) -> Response:
    """Return the archive's copy of a page, as it was taken, nearest to a day.

    Args:
        web: the network.
        url: the page's own address.
        day: ISO date, or None for the latest.

    Raises:
        FetchError: there is no copy, or it cannot be had.
    """
    timestamp = await _available(web, url, day) or await _indexed(web, url)
    if timestamp is None:
        raise FetchError(Reason.STATUS, f"the web archive has no copy of {url}")
    return await web.get(Request(f"https://web.archive.org/web/{timestamp}id_/{url}"))


async def _available(web: Web, url: str, day: str | None) -> str | None:
    """Ask the quick service, which misses some copies."""
    near = f"&timestamp={day.replace('-', '')}" if day and _is_day(day) else ""
    try:
        response = await web.get(
            Request(f"https://archive.org/wayback/available?url={quote(url, safe='')}{near}")
        )
        answer = read_json(response, "JSON")
    except FetchError:
        return None
    snapshots = answer.get("archived_snapshots") if isinstance(answer, dict) else None
    closest = snapshots.get("closest") if isinstance(snapshots, dict) else None
    if not isinstance(closest, dict) or str(closest.get("status")) != "200":
        return None
    stamp = str(closest.get("timestamp"))
    return stamp if _TIMESTAMP.fullmatch(stamp) else None


async def _indexed(web: Web, url: str) -> str | None:
    """Ask the index itself for the latest copy."""
    rows, _ = await cdx_rows(
        web,
        f"https://web.archive.org/cdx/search/cdx?url={quote(url, safe='')}&output=json"
        f"&fl=timestamp,original,statuscode&filter=statuscode:200&limit=-1",
    )
    stamps = [row["timestamp"] for row in rows if _TIMESTAMP.fullmatch(row["timestamp"])]
    return max(stamps, default=None)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
