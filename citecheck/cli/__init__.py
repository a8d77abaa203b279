"""The command line: options -> settings -> check -> report -> exit code."""

from __future__ import annotations


def run() -> int:
    """Run the command line and return its exit code."""
    raise NotImplementedError
