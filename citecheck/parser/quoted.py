"""The quotation marks that enclose a headline, told from those inside it."""

from __future__ import annotations

import re

from citecheck.parser.quotemarks import pair_marks

_BEFORE = re.compile(
    r"(?:^|[.,;:)\]|*_—–\-/]|\b(?:in|by|on|at|see|article|titled|entitled|headlined|called))\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:$|[.,;:()\[\]|/*_–—-]|(?:in|by|on|from|via|at|on)\s|[A-ZÀ-ÞА-ЯЄІЇҐ\u0600-\u06ff\u4e00-\u9fff\d])"
)
_MIN_LETTERS = 3


def enclosed(text: str) -> tuple[int, int] | None:
    """Return the span between the quotation marks that enclose the headline, or None.

    The marks must stand where a segment begins and ends: `Author. "Headline." Outlet`. A quotation inside
    an unquoted headline (`Minister says "no" to talks - BBC`) does not.
    """
    if not re.search("[\"“”„«»‹›‘’‚「『《〈']", text):
        return None
    text = text.translate(_ANGLES)
    passages, _ = pair_marks(text)
    for i, passage in enumerate(passages):
        start, end = passage.inner
        if sum(c.isalnum() for c in text[start:end]) < _MIN_LETTERS or not _BEFORE.search(
            text, max(0, passage.start - 20), passage.start
        ):
            continue
        for last in passages[i:]:
            if _AFTER.match(text, last.end) and _balanced(text, passage.end, last.start):
                return start, last.inner[1]
            if text[last.end : last.end + 1].isalnum():
                break
        if _AFTER.match(text, passage.end):
            return start, end
    return None


_ANGLES = str.maketrans("《》〈〉", "「」「」")


def _balanced(text: str, start: int, end: int) -> bool:
    """Say whether nothing but the same quotation lies between: only then is a later mark its end."""
    return end <= start
