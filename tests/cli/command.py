"""Where the installed command is, and the world it is run in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).with_name("citecheck")

Cite = Callable[..., subprocess.CompletedProcess[str]]


def clean_environment(home: Path) -> dict[str, str]:
    """Return an environment that knows nothing of the person who runs the tests."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return kept | {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PYTHONUTF8": "1",
    }
