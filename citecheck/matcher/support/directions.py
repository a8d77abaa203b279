# ruff: noqa: SIM905  - word lists read better as text
"""The same figures and names the other way round: "30 % more" for "30 % fewer", "A to B" for "B to A"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from citecheck.matcher.numbers.compare import Agreement
from citecheck.matcher.numbers.read import Number
from citecheck.matcher.support.closeread import Reading, Token, tokenize
from citecheck.matcher.support.polarity import NEGATORS
from citecheck.matcher.support.sentences import is_under_denial, sentence_around
from citecheck.matcher.support.wordstock import TELLING, weight
from citecheck.models import Check

_MORE = frozenset(
    "more higher larger bigger greater longer faster dearer costlier heavier taller stronger better richer "
    "above later older".split()
)
_LESS = frozenset(
    "fewer less lower smaller shorter slower cheaper lighter weaker worse poorer below earlier "
    "younger".split()
)
_BEHIND = re.compile(r"(?:\s+(?:points?|times))?\s+([a-z]+)\b")
"""The word right behind a number and its unit."""
_CONTRARY = (
    ("adults", "children"),
    ("men", "women"),
    ("boys", "girls"),
    ("men", "children"),
    ("women", "children"),
)
_OTHER_PEOPLE = {
    one: frozenset(other for pair in _CONTRARY if one in pair for other in pair if other != one)
    for pair in _CONTRARY
    for one in pair
}
_COUNTED = re.compile(r"(?:\s+of\s+(?:them|whom|these|those))?(?:\s+(?:were|are))?\s+([a-z]+)\b")
_PERIODS = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year"}
_RATE = re.compile(
    r"(?:\s+[^\W\d_]+){0,2}?\s*(?:\b(?:an?|per|each|every)\s+|/)(hour|day|night|week|month|quarter|year)\b"
    r"|(?:\s+[^\W\d_]+)?\s+(daily|weekly|monthly|yearly|annually)\b"
)
_EVERY = re.compile(r"\ball(?:\s+of)?(?:\s+(?:the|its|their|his|her|these|those))?\s+$", re.IGNORECASE)
_SOME_OF = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|\d+|some|several|most|half|none)\s+(?:out\s+)?of\s+"
    r"(?:(?:the|its|their|his|her|these|those)\s+)?$",
    re.IGNORECASE,
)
_BEFORE = 30
"""Characters before a number in which it may be said how many of it are meant."""
_FROM_TO = 6
"""Words between a "from" and its "to"."""
_UP_FROM = 10
"""Words between a figure and the "up from" of the one before it."""
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_THAN_REACH = 7
_AGREE = (Agreement.SAME, Agreement.FOLLOWS)
_STOPS = frozenset(",;:.!?—–()")
_LONGEST = 300
"""Tokens that are looked through for "from" and "than"."""


def find_other_direction(reading: Reading) -> Check | None:
    """Look for a figure that the passage has the other way, for another span of time, or of a part only."""
    for match in reading.matches:
        if match.item.number is None or match.source is None or match.agreement not in _AGREE:
            continue
        mine = match.item.number
        theirs = [one for one in reading.numbers if (one.value, one.unit) == (mine.value, mine.unit)]
        found = (
            _other_people(reading, mine, theirs)
            or _turned(reading, mine, theirs)
            or _other_rate(reading, mine, theirs)
            or _part(reading, mine, theirs)
        )
        if found is not None and not is_under_denial(reading, match.item):
            return found
    return find_reversed(reading)


def _other_people(reading: Reading, mine: Number, theirs: Sequence[Number]) -> Check | None:
    """Compare "nine adults" with "nine of them children"."""
    said = _people(reading.claim.text, mine)
    others = [_people(reading.text, one) for one in theirs]
    if not said or not others or any(other not in _OTHER_PEOPLE.get(said, ()) for other in others):
        return None
    text = f"the article says '{mine.phrase} {said}', the source says '{theirs[0].phrase} {others[0]}'"
    return Check("number", False, text)


def _people(text: str, number: Number) -> str:
    found = _COUNTED.match(text, number.end)
    return found.group(1) if found else ""


def _turned(reading: Reading, mine: Number, theirs: Sequence[Number]) -> Check | None:
    """Compare "30 per cent more" with "30 per cent fewer"."""
    said = _side(reading.claim.text, mine)
    if said is None or not theirs:
        return None
    others = [_side(reading.text, one) for one in theirs]
    if any(other is None or other[0] is said[0] for other in others):
        return None
    other = others[0]
    assert other is not None  # noqa: S101 - looked at above
    text = f"the article says '{mine.phrase} {said[1]}', the source says '{theirs[0].phrase} {other[1]}'"
    return Check("number", False, text)


def _side(text: str, number: Number) -> tuple[bool, str] | None:
    """Return whether the word behind a number makes it more, and the word; None where it does neither."""
    found = _BEHIND.match(text, number.end)
    if found is None or found.group(1) not in _MORE | _LESS:
        return None
    return found.group(1) in _MORE, found.group(1)


def _other_rate(reading: Reading, mine: Number, theirs: Sequence[Number]) -> Check | None:
    """Compare "27 million a month" with "27 million a year"."""
    said = _rate(reading.claim.text, mine)
    others = {_rate(reading.text, one) for one in theirs}
    if not said or len(others) != 1 or not (other := others.pop()) or other == said:
        return None
    text = f"the article says '{mine.phrase} a {said}', the source says '{mine.phrase} a {other}'"
    return Check("number", False, text)


def _rate(text: str, number: Number) -> str:
    found = _RATE.match(text, number.end)
    return (found.group(1) or _PERIODS[found.group(2)]) if found else ""


def _part(reading: Reading, mine: Number, theirs: Sequence[Number]) -> Check | None:
    """Compare "all three lines" with "one of its three lines"."""
    if not theirs or _EVERY.search(_before(reading.claim.text, mine)) is None:
        return None
    parts = [_SOME_OF.search(_before(reading.text, one)) for one in theirs]
    if not all(parts):
        return None
    said = " ".join(parts[0].group().split()) if parts[0] else ""
    text = f"the article says 'all {mine.phrase}', the source says '{said} {theirs[0].phrase}'"
    return Check("number", False, text)


def _before(text: str, number: Number) -> str:
    return text[max(0, number.start - _BEFORE) : number.start]


def find_reversed(reading: Reading) -> Check | None:
    """Look for "from A to B" or "A more than B" of the claim that the passage has the other way round."""
    said = reading.claim.text
    if "than" not in said and not (" to " in said and "rom " in said):
        return None
    tokens = tokenize(reading.claim.text)[:_LONGEST]
    words = {token.text for token in tokens}
    if not ("than" in words or {"from", "to"} <= words) or any(token.stem in NEGATORS for token in tokens):
        return None
    theirs = reading.tokens[:_LONGEST]
    mine, others = list(_ways(tokens)), list(_ways(theirs))
    for start, end in mine:
        if (start, end) not in others and (end, start) in others:
            return Check("role", False, "the source has 'from' and 'to' the other way round")
    return _find_turned_comparison(tokens, theirs)


def _ways(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield the stems of what stands behind each "from" and its "to"; of "57, up from 12" likewise."""
    for place, token in enumerate(tokens):
        if token.text.lower() != "from":
            continue
        if place and tokens[place - 1].text.lower() in ("up", "down"):
            yield from _up_from(tokens, place)
        start = _first_telling(tokens, place + 1, place + 1 + _FROM_TO)
        to = next(
            (i for i in range(place + 1, min(len(tokens), place + 1 + _FROM_TO)) if tokens[i].text == "to"),
            None,
        )
        if start is None or to is None or start > to:
            continue
        end = _first_telling(tokens, to + 1, to + 4)
        if end is not None and tokens[start].stem != tokens[end].stem:
            yield tokens[start].stem, tokens[end].stem


def _up_from(tokens: Sequence[Token], place: int) -> Iterator[tuple[str, str]]:
    start = _first_telling(tokens, place + 1, place + 4)
    nearest = range(place - 2, max(-1, place - 2 - _UP_FROM), -1)
    figures = [i for i in nearest if tokens[i].text[0].isdigit()]
    end = next((i for i in figures if not _YEAR.fullmatch(tokens[i].text)), figures[0] if figures else None)
    if start is not None and end is not None and tokens[start].text[0].isdigit():
        yield tokens[start].stem, tokens[end].stem


def _first_telling(tokens: Sequence[Token], first: int, past: int) -> int | None:
    for place in range(first, min(past, len(tokens))):
        if tokens[place].text in _STOPS:
            return None
        if weight(tokens[place].stem) >= TELLING:
            return place
    return None


def _find_turned_comparison(tokens: Sequence[Token], theirs: Sequence[Token]) -> Check | None:
    mine = _comparison(tokens, 0)
    if mine is None:
        return None
    found = None
    for place, token in enumerate(theirs):
        other = _comparison(theirs, place) if token.text == "than" else None
        if other is None or other[0] is not mine[0] or _denies(theirs, place):
            continue
        here, there = mine[2] & other[1] - mine[1], mine[1] & other[2] - mine[2]
        if mine[2] & other[2] - mine[1] and mine[1] & other[1] - mine[2]:
            return None
        if here and there and found is None:
            low, high = _written(tokens, there), _written(tokens, here)
            text = f"the article sets '{low}' over '{high}', the source '{high}' over '{low}'"
            found = Check("role", False, text)
    return found


def _denies(tokens: Sequence[Token], place: int) -> bool:
    first, past = sentence_around(tokens, place)
    return any(token.stem in NEGATORS for token in tokens[first:past])


def _comparison(tokens: Sequence[Token], first: int) -> tuple[bool, frozenset[str], frozenset[str]] | None:
    """Return which way the next "than" compares, and the telling stems before and behind it."""
    than = next((i for i in range(first, len(tokens)) if tokens[i].text == "than"), None)
    if than is None or than + 1 >= len(tokens) or tokens[than + 1].text[0].isdigit():
        return None
    before = _clause(tokens, range(than - 1, max(-1, than - 1 - _THAN_REACH), -1))
    behind = _clause(tokens, range(than + 1, min(len(tokens), than + 1 + _THAN_REACH)))
    way = next((t.text.lower() in _MORE for t in before if t.text.lower() in _MORE | _LESS), None)
    if way is None:
        return None
    return way, _telling(before), _telling(behind)


def _clause(tokens: Sequence[Token], places: range) -> list[Token]:
    found = []
    for place in places:
        if tokens[place].text in _STOPS:
            break
        found.append(tokens[place])
    return found


def _telling(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(token.stem for token in tokens if weight(token.stem) >= TELLING)


def _written(tokens: Sequence[Token], stems: frozenset[str]) -> str:
    return next(token.text for token in tokens if token.stem in stems)
