"""Where a story has nearly the words of a quotation, and which words differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from citecheck.matcher.lexicon import shape
from citecheck.matcher.numbers.read import read_numbers
from citecheck.matcher.numbers.words import UNITS
from citecheck.matcher.quotations.quotewords import QuoteWord
from citecheck.matcher.support.polarity import HEDGES, NEGATORS
from citecheck.matcher.support.wordstock import TELLING, likeness, opposites, stem, weight
from citecheck.models import Edit, EditKind

_SHORTEST = 4
"""Words; a shorter quotation stands there exactly or not at all."""
_LONGEST = 400
_NEAR = 0.65
"""Share of the weight of the quotation's words that the passage must have in order."""
_ANCHORS = 4
_PLACES_PER_ANCHOR = 50
_TENSES = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        *("is/was", "are/were", "am/was", "has/had", "have/had", "do/did", "does/did"),
        *("will/would", "can/could", "may/might"),
    )
)


@dataclass(frozen=True, slots=True)
class Drift:
    """A passage that is nearly the quotation."""

    quoted: tuple[QuoteWord, ...]
    words: tuple[QuoteWord, ...]
    """The words of the story from `first` to `last`."""
    first: int
    last: int
    share: float
    """Weight of the quotation's words that the passage has in order, 0..1."""


def find_drift(quoted: Sequence[QuoteWord], words: Sequence[QuoteWord]) -> Drift | None:
    """Return the passage of `words` nearest to `quoted`, None where none is near."""
    if not _SHORTEST <= len(quoted) <= _LONGEST:
        return None
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        places.setdefault(word.fold, []).append(place)
    anchors = sorted(
        (place for place, word in enumerate(quoted) if word.fold in places),
        key=lambda place: len(places[quoted[place].fold]),
    )[:_ANCHORS]
    starts = {
        max(0, where - place)
        for place in anchors
        for where in places[quoted[place].fold][:_PLACES_PER_ANCHOR]
    }
    best: Drift | None = None
    room = max(4, len(quoted) // 4)
    for start in _thin(sorted(starts), room):
        found = _align(tuple(quoted), words, max(0, start - room), start + len(quoted) + 2 * room)
        if found is not None and (best is None or found.share > best.share):
            best = found
    return best if best is not None and best.share >= _NEAR else None


def _thin(starts: list[int], room: int) -> list[int]:
    """Drop starts so near to the last that the same words would be compared again."""
    kept: list[int] = []
    for start in starts:
        if not kept or start - kept[-1] > room // 2:
            kept.append(start)
    return kept


def _align(quoted: tuple[QuoteWord, ...], words: Sequence[QuoteWord], start: int, end: int) -> Drift | None:
    window = words[start:end]
    blocks = SequenceMatcher(None, [w.fold for w in quoted], [w.fold for w in window], autojunk=False)
    matching = [block for block in blocks.get_matching_blocks() if block.size]
    if not matching:
        return None
    total = sum(_worth(word) for word in quoted)
    held = sum(_worth(quoted[block.a + i]) for block in matching for i in range(block.size))
    first = start + max(0, matching[0].b - matching[0].a)
    last = start + matching[-1].b + matching[-1].size - 1
    tail = len(quoted) - matching[-1].a - matching[-1].size
    last = min(last + tail, len(words) - 1)
    first = max(first, start + matching[0].b - 6)
    return Drift(quoted, tuple(words[first : last + 1]), first, last, held / total)


def _worth(word: QuoteWord) -> float:
    return 0.3 + weight(stem(word.fold))


def word_edits(drift: Drift, cited: str, text: str, shift: int) -> tuple[Edit, ...]:
    """Return the differing words.

    Args:
        drift: the passage.
        cited: the quotation's text, which `cited_at` counts in.
        text: the story's text.
        shift: where the evidence starts in it; `actual_at` counts from there.
    """
    left, right = [w.fold for w in drift.quoted], [w.fold for w in drift.words]
    edits = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        cited_at = _range(drift.quoted, a, b, len(cited))
        actual_at = _range(drift.words, c, d, len(text))
        edits.append(
            Edit(
                cited[slice(*cited_at)],
                text[slice(*actual_at)],
                kind_of(left[a:b], right[c:d]),
                cited_at,
                (actual_at[0] - shift, actual_at[1] - shift),
            )
        )
    return tuple(edits)


def _range(words: Sequence[QuoteWord], first: int, past: int, length: int) -> tuple[int, int]:
    if first < past:
        return words[first].start, words[past - 1].end
    at = words[first].start if first < len(words) else (words[-1].end if words else length)
    return at, at


def kind_of(cited: Sequence[str], actual: Sequence[str]) -> EditKind:
    """Return what the change of these folded words does to the sense."""
    both = (*cited, *actual)
    mine, theirs = {stem(word) for word in cited}, {stem(word) for word in actual}
    if _negates(mine) != _negates(theirs):
        return EditKind.NEGATION
    if {UNITS.get(word) for word in cited} - {None} != {UNITS.get(word) for word in actual} - {None}:
        return EditKind.NUMBER  # "six for a mile", "six for a kilometre"
    if read_numbers(" ".join(cited)) or read_numbers(" ".join(actual)):
        return EditKind.NUMBER
    if any(opposites(root) & theirs for root in mine):
        return EditKind.OPPOSITE
    if (mine | theirs) & HEDGES and (mine & HEDGES) != (theirs & HEDGES):
        return EditKind.HEDGE
    if mine == theirs:
        return EditKind.INFLECTION
    if all(weight(stem(word)) < TELLING for word in both):
        return EditKind.FUNCTION_WORD
    if not cited:
        return EditKind.OMISSION
    if not actual:
        return EditKind.ADDITION
    if len(cited) == len(actual) == 1 and likeness(stem(cited[0]), stem(actual[0])) > 0:
        return EditKind.SYNONYM
    return EditKind.REWORDING


def is_tense(cited: str, actual: str) -> bool:
    """Say whether two differing words are one verb in two tenses: "would" and "will"."""
    mine, theirs = cited.lower(), actual.lower()
    if frozenset((mine, theirs)) in _TENSES:
        return True
    if not mine or not theirs:
        return False
    roots = {stem(mine), stem(theirs)}
    if len(roots) > 1 or "v" not in shape(roots.pop())[1] or " " in mine + theirs:
        return False
    return mine.endswith("ed") != theirs.endswith("ed") and not (mine + theirs).endswith("ing")


def _negates(roots: set[str]) -> bool:
    return bool(roots & NEGATORS)
