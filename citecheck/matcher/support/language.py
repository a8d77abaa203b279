"""Whether a text reads as English, which the word lists are made for."""

from __future__ import annotations

import re
from functools import lru_cache

_EVERYDAY = frozenset(
    ("the", "of", "and", "to", "a", "in", "is", "was", "for", "on", "that", "with", "he", "it", "by")
)
_WORD = re.compile(r"\w+(?:['’.,]\w+)*")
_READ = 2_000
"""Characters that are looked at."""
_FEWEST = 40
"""Words; a shorter text is taken for English."""
_ENGLISH_SHARE = 0.12
"""About a third of the words of English prose are in the list, under a tenth of any other language's."""


@lru_cache(maxsize=16)
def is_english(text: str) -> bool:
    """Say whether `text` reads as English; a short one is taken for it."""
    words = _WORD.findall(text[:_READ].lower())
    return len(words) < _FEWEST or sum(map(_EVERYDAY.__contains__, words)) >= _ENGLISH_SHARE * len(words)
