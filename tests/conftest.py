"""Makes the loopback outlets importable from every test, and starts and stops them."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def asking() -> Iterator[Callable[..., Any]]:
    """Return a maker of askers before loopback outlets: `asking(faults={"bing": "consent"}, keys={…})`."""
    from outlets_server import Outlets
    from outlets_server.asking import Asking

    with ExitStack() as stack:

        def make(**how: Any) -> Asking:
            given = {name: how.pop(name) for name in ("stories", "faults", "robots") if name in how}
            return Asking(stack.enter_context(Outlets(**given)), **how)

        yield make
