"""An archive of each engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from archive_engines import ENGINES, Opener

from citecheck.archive.interface import Archive


@pytest.fixture(params=sorted(ENGINES))
def another(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Opener]:
    """Return a maker of new, empty archives of one engine."""

    def made() -> Opener:
        return ENGINES[request.param](tmp_path_factory.mktemp(request.param))

    return made


@pytest.fixture
def opened(another: Callable[[], Opener]) -> Opener:
    """Return how to open one new archive."""
    return another()


@pytest.fixture
def archive(opened: Opener) -> Iterator[Archive]:
    """Give a new archive, open for writing."""
    with opened() as archive:
        yield archive
