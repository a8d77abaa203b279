"""Turning the answer to a request for a story's page into the story."""

from __future__ import annotations

from citecheck.fetcher.interface import FetchError, Response
from citecheck.models import Reason, Story


def read_story_page(response: Response, url: str, outlet: str) -> Story:
    """Read a page that should be a story's.

    Args:
        response: the page.
        url: where it stands at the outlet.
        outlet: canonical name.

    Raises:
        FetchError: it is a wall, or has neither a date nor text: the empty shell of a site that builds its
            pages in the browser.
    """
    from citecheck.fetcher.page import read_page

    story = read_page(response.body, url, outlet, headers=response.headers)
    if not (story.published or story.text):
        raise FetchError(Reason.UNREADABLE, f"{url} shows no story")
    return story
