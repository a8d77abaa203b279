# ruff: noqa: SIM905  - word lists read better as text
"""Who a story gives a passage to."""

from __future__ import annotations

import re

_NAME = r"(?:[A-Z][\w'’.-]*\s+){0,4}[A-Z][\w'’-]+"
_SAYS = (
    r"(?:said|says|told|added|adds|wrote|writes|tweeted|posted|declared|argued|insisted|warned|explained|"
    r"replied|announced|stated|claimed|noted|remarked|continued|recalled|admitted|concluded|commented)"
)
_ASIDE = r"(?:,[^.;:!?\"“”\n]{3,120})?"
"""", who leads the council's larger group,": what may stand between a name and its verb."""
_NAME_SAYS = re.compile(rf"\b({_NAME}){_ASIDE},?\s+(?:[a-z]+ly\s+)?{_SAYS}\b")
_NO_TITLE = (
    r"(?:in|at|on|to|of|for|from|by|with|about|after|before|during|while|when|as|that|if|it|he|she|they|we|"
    r"his|her|their)"
)
_SAYS_NAME = re.compile(
    rf"\b(?!told\b){_SAYS}\s+(?:the\s+)?(?:(?!{_NO_TITLE}\b)[a-z][\w-]*\s+){{0,4}}({_NAME})"
)
"""Nobody is named in "told reporters in Torvik" or "said at a meeting in Leeds"."""
_HE_SAYS = re.compile(rf"\s*(?:(?:he|she)\s+(?:[a-z]+ly\s+)?{_SAYS}|{_SAYS}\s+(?:he|she))\b")
_SAYS_SOMEBODY = re.compile(
    rf"[^\n“]{{0,60}}?[,.!?…]?[”\"»]\s*{_SAYS}\s+(?:the|an?|one|another|his|her|their)\b"
)
"""Somebody without a name has said it: whoever is named before it has not."""
_SUBJECT = re.compile(rf"(?:\A|[.!?][”\"]?\s)\s*({_NAME})")
_ACCORDING = re.compile(rf"\b[Aa]ccording to\s+(?:the\s+)?(?:[a-z][\w-]*\s+){{0,4}}({_NAME})")
_REACH = 400
"""Characters before and behind the words in which the one who said them may be named."""
_CLOSING = re.compile(r"[,.!?…]?[”\"»]")
_OPENING = re.compile(r"[“«]")
_SENTENCE_END = re.compile(r"[.!?]\s")
_LONGEST = 600
"""Characters from the words to the mark that closes their quotation."""
_NEAR = 160
"""Characters before and behind in which an attribution belongs to these very words."""
_NO_PERSON = frozenset(
    "he she they it we i the a an but and in on monday tuesday wednesday thursday friday saturday "
    "sunday".split()
)


def other_speaker(text: str, start: int, end: int, speaker: str | None) -> str | None:
    """Return who else is said to have said ``text[start:end]``; None unless that is plain.

    The words stay with `speaker` where his last name, or any word of his description, stands
    near them, and where nobody is named.
    """
    if not speaker:
        return None
    named = _named_behind_quote(text, start, end)
    if named is not None and _are_two(text, start, end, speaker, named):
        return named
    meant = _meant_behind_quote(text, start, end)
    if meant is not None and _are_two(text, start, end, speaker, meant):
        return meant
    around = text[max(0, start - _REACH) : end + _REACH]
    if any(_has_word(around, word) for word in _telling(speaker)):
        return None
    paragraph_start = text.rfind("\n\n", 0, start) + 1
    paragraph_end = text.find("\n\n", end)
    before = text[max(paragraph_start, start - _REACH, 0) : start]
    behind = text[end : min(len(text) if paragraph_end < 0 else paragraph_end, end + _NEAR)]
    for part in (behind,) if _SAYS_SOMEBODY.match(behind) else (behind, before):
        for pattern in (_SAYS_NAME, _NAME_SAYS, _ACCORDING):
            for match in pattern.finditer(part):
                if match.group(1).split()[0].lower() not in _NO_PERSON:
                    return match.group(1)
    return None


def _named_behind_quote(text: str, start: int, end: int) -> str | None:
    """Return the name right behind the mark that closes the quotation the words stand in."""
    closing = _CLOSING.search(text, end, end + _LONGEST)
    if (
        closing is None
        or _OPENING.search(text, end, closing.start())
        or "\n\n" in text[start : closing.end()]
    ):
        return None
    behind = text[closing.end() : closing.end() + _NEAR].partition("\n")[0]
    for pattern in (_SAYS_NAME, _NAME_SAYS):
        match = pattern.search(behind)
        if match is not None and not _SENTENCE_END.search(behind[: match.start()]):
            name: str = match.group(1)
            return name if name.split()[0].lower() not in _NO_PERSON else None
    return None


def _meant_behind_quote(text: str, start: int, end: int) -> str | None:
    """Return the name that "he said" behind the words means: the one subject of the paragraph before them."""
    closing = _CLOSING.search(text, end, end + _LONGEST)
    if closing is None or "\n\n" in text[start : closing.end()] or not _HE_SAYS.match(text, closing.end()):
        return None
    before = text[max(text.rfind("\n\n", 0, start) + 1, start - _REACH, 0) : start].lstrip()
    names = [m.group(1) for m in _SUBJECT.finditer(before) if m.group(1).split()[0].lower() not in _NO_PERSON]
    return names[0] if len(names) == 1 and " " in names[0] else None


def _are_two(text: str, start: int, end: int, speaker: str, named: str) -> bool:
    """Whether `speaker` is plainly another than `named`: the text has both, and not in one paragraph."""
    last = re.findall(r"[A-Z][\w'’-]+", speaker)[-1:]
    if not last or any(_has_word(named, word) for word in _telling(speaker)):
        return False
    first, past = text.rfind("\n\n", 0, start) + 1, text.find("\n\n", end)
    paragraph = text[first : past if past >= 0 else len(text)]
    return _has_word(text, last[0]) and not any(_has_word(paragraph, word) for word in _telling(speaker))


def _telling(speaker: str) -> list[str]:
    """The words by which a speaker may be recognised: the last name first, titles too."""
    return [
        word
        for word in re.findall(r"[^\W\d_]+", speaker)
        if len(word) > 2 and word.lower() not in ("the", "and")
    ]


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) is not None
