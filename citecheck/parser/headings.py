"""The words under which writers put their references, in the languages citecheck reads."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from citecheck.parser.words import words


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", " ", plain).strip()


_NUMBER = re.compile(r"(?:\d{1,3}(?:[.)]\d{1,3})*[.)]?|[ivxlc]{1,6}[.)]|[a-z][.)])\s+", re.IGNORECASE)
_TRAILER = re.compile(r"\s*[(\[][^()\[\]]{0,40}[)\]]\s*$")
_LONGEST = 60


@cache
def _known() -> frozenset[str]:
    return frozenset(_fold(line) for lines in words("headings").values() for line in lines)


def is_reference_heading(text: str) -> bool:
    """Say whether a line is a heading for a list of references ("Sources:", "5. Works cited", "Джерела")."""
    line = text.strip()
    if not line or len(line) > _LONGEST:
        return False
    line = line.strip("#*=_:：-–—|•·>~ \t\r")
    line = _TRAILER.sub("", _NUMBER.sub("", line, count=1))
    return _fold(line) in _known()
