"""How often Python looks for memory to give back."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Let a process that works through a batch look seldom: what it keeps it keeps to the end.

    Looking takes a sixth of the time of finding headlines, a twentieth of that of judging claims.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
