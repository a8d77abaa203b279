"""Where something stands in the file as the writer sees it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the decoded source file.

    Lines and columns count from 1, columns in Unicode code points, as SARIF's
    ``unicodeCodePoints`` does; the end is exclusive.
    """

    line: int
    """Line of the first character, from 1."""
    column: int
    """Column of the first character, from 1, in code points."""
    end_line: int
    """Line of the first character after the span."""
    end_column: int
    """Column of the first character after the span."""
    start: int
    """Offset of the first character in the decoded file."""
    end: int
    """Offset of the first character after the span."""
