"""`python -m citecheck`, and the installed command."""

from __future__ import annotations


def main() -> None:
    """Run the command line and exit with its code."""
    from citecheck.cli import run

    raise SystemExit(run())


if __name__ == "__main__":
    main()
