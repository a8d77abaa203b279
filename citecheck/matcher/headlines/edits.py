"""From two headlines taken apart to the differences between them, each with its kind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from citecheck.matcher import lexicon
from citecheck.matcher.headlines import closed
from citecheck.matcher.headlines.exchanges import exchange, of_numbers, role_swaps
from citecheck.matcher.headlines.languages import (
    ENGLISH,
    OTHER,
    same_but_for_the_sound_before,
    same_stem,
)
from citecheck.matcher.headlines.lonewords import is_done, kind_of_lone_words
from citecheck.matcher.headlines.relations import GROUP, PERSON, kind_of_swap, relate
from citecheck.matcher.headlines.tokens import Token, Words, is_name
from citecheck.models import EditKind

_LARGE_BLOCK = 64
"""Pairs of tokens in a replaced stretch above which it is a rewording, not to be taken apart."""
_LONGEST_DENIAL = 2
_AUXILIARIES = frozenset(("has", "have", "had", "is", "are", "was", "were", "been", "be"))
_STRENGTH = {
    kind: rank
    for rank, kind in enumerate(
        (
            EditKind.TYPOGRAPHY,
            EditKind.SPELLING,
            EditKind.ABBREVIATION,
            EditKind.INFLECTION,
            EditKind.SYNONYM,
            EditKind.OPPOSITE,
            EditKind.DATE,
            EditKind.NUMBER,
            EditKind.HEDGE,
            EditKind.QUANTIFIER,
            EditKind.NEGATION,
            EditKind.PLACE,
            EditKind.NAME,
            EditKind.FUNCTION_WORD,
        )
    )
}
_SAME = frozenset(
    {EditKind.TYPOGRAPHY, EditKind.SPELLING, EditKind.ABBREVIATION, EditKind.INFLECTION, EditKind.SYNONYM}
)


@dataclass(frozen=True, slots=True)
class Difference:
    """Tokens a0 to a1 of the cited headline stand where b0 to b1 stand in the outlet's."""

    kind: EditKind
    a0: int
    a1: int
    b0: int
    b1: int


@dataclass(slots=True)
class Alignment:
    """Two headlines laid side by side."""

    cited: Words
    actual: Words
    matched: list[tuple[int, int]] = field(default_factory=list)
    """Tokens with equal keys, standing in the same order."""
    moved: list[tuple[int, int]] = field(default_factory=list)
    """Tokens with equal keys that stand in another order."""
    blocks: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Stretches (a0, a1, b0, b1) between matched tokens."""


def align(cited: Words, actual: Words) -> Alignment:
    """Align two headlines word by word with the fewest replacements, then find words that moved."""
    # Imported when first needed: an exact match, the commonest answer, comes without it.
    from rapidfuzz.distance import Levenshtein

    found = Alignment(cited, actual)
    a_keys, b_keys = cited.keys(), actual.keys()
    _respell(actual, b_keys, a_keys)
    _respell(cited, a_keys, b_keys)
    block: tuple[int, int, int, int] | None = None
    for op in Levenshtein.opcodes(a_keys, b_keys):
        if op.tag == "equal":
            found.matched += zip(
                range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True
            )
            if block:
                found.blocks.append(block)
            block = None
        elif block:
            block = (block[0], op.src_end, block[2], op.dest_end)
        else:
            block = (op.src_start, op.src_end, op.dest_start, op.dest_end)
    if block:
        found.blocks.append(block)
    if found.blocks:
        _find_moves(found, a_keys, b_keys)
    return found


def _respell(words: Words, keys: list[str], others: list[str]) -> None:
    """Give tokens the keys they have as the other headline types them: "für" is "fuer" there."""
    for i, typed in words.respelt:
        if typed in others and keys[i] not in others:
            keys[i] = typed


def _find_moves(found: Alignment, a_keys: list[str], b_keys: list[str]) -> None:
    free = defaultdict(list)
    for _, _, b0, b1 in found.blocks:
        for j in range(b0, b1):
            free[b_keys[j]].append(j)
    for a0, a1, _, _ in found.blocks:
        for i in range(a0, a1):
            if free.get(a_keys[i]):
                found.moved.append((i, free[a_keys[i]].pop(0)))


def differences(found: Alignment) -> list[Difference]:
    """Class every difference of an alignment, in the order of the cited headline."""
    exchanged = _exchanged(found)
    if exchanged is not None:
        return exchanged
    moved_a = {i for i, _ in found.moved}
    moved_b = {j for _, j in found.moved}
    swapped = role_swaps(found.cited, found.actual, found.matched, found.moved) if found.moved else set()
    kept = len(found.matched) + len(found.moved)
    loose = 2 * kept < min(len(found.cited.tokens), len(found.actual.tokens))
    out: list[Difference] = []
    for a0, a1, b0, b1 in found.blocks:
        a = [i for i in range(a0, a1) if i not in moved_a]
        b = [j for j in range(b0, b1) if j not in moved_b]
        if a or b:
            out += _Block(found, a, b, (a0, b0), loose).classed()
    out += [Difference(EditKind.ROLE, i, i + 1, j, j + 1) for i, j in swapped]
    for i, j in found.moved:
        word = found.cited.tokens[i].fold
        if (i, j) not in swapped and word not in closed.FUNCTION_WORDS:
            out.append(Difference(EditKind.REWORDING, i, i + 1, j, j + 1))
    out.sort(key=lambda d: (d.a0, d.b0))
    return out


def _exchanged(found: Alignment) -> list[Difference] | None:
    """Return the differences where two stretches stand in one another's place and nothing else differs."""
    if not found.blocks or len(found.cited.tokens) != len(found.actual.tokens):
        return None
    swap = exchange(found.cited, found.actual)
    if swap is None:
        return None
    kind = EditKind.NUMBER if of_numbers(found.cited, swap) else EditKind.ROLE
    first, after = swap.first, swap.after
    return [
        Difference(kind, first, first + swap.head, after - swap.head, after),
        Difference(kind, after - swap.tail, after, first, first + swap.tail),
    ]


class _Block:
    """One stretch where the headlines differ, taken apart into differences."""

    def __init__(
        self, found: Alignment, a: list[int], b: list[int], at: tuple[int, int], loose: bool
    ) -> None:
        self.found, self.a, self.b, self.at, self.loose = found, a, b, at, loose
        self.cited, self.actual = found.cited.tokens, found.actual.tokens
        self.foreign = not found.cited.language == found.actual.language == ENGLISH
        self.out: list[Difference] = []

    def classed(self) -> list[Difference]:
        if self.a and self.b:
            kind = self._as_phrases()
            if kind is not None:
                return [Difference(kind, self.a[0], self.a[-1] + 1, self.b[0], self.b[-1] + 1)]
            self._pair()
        self._leftover()
        return self.out

    def _as_phrases(self) -> EditKind | None:
        """Class the stretch as a whole: one place by two names, one word in two parts, an acronym."""
        a, b = [self.cited[i].fold for i in self.a], [self.actual[j].fold for j in self.b]
        if len(a) == len(b) == 1 or len(a) > 5 or len(b) > 5:
            return None
        return phrase_kind(" ".join(a), " ".join(b))

    def _pair(self) -> None:
        """Take out the pairs of tokens that have to do with each other, the surest first."""
        if len(self.a) * len(self.b) > _LARGE_BLOCK:
            return
        pairs = []
        mine = [is_name(self.cited[i], self.found.cited, i) for i in self.a]
        theirs = [is_name(self.actual[j], self.found.actual, j) for j in self.b]
        for x, i in enumerate(self.a):
            for y, j in enumerate(self.b):
                names = mine[x] and theirs[y]
                kind = relate(self.cited[i], self.actual[j], names=names)
                if kind is None and self.foreign:
                    kind = self._by_form(i, j, names)
                elif kind is EditKind.FUNCTION_WORD and self._parts_time(i, j):
                    kind = EditKind.DATE
                if kind is not None:
                    apart = abs((len(self.a) - x) - (len(self.b) - y)) if x and y else abs(x - y)
                    if kind is not EditKind.FUNCTION_WORD or apart == 0 or len(self.a) == len(self.b) == 1:
                        pairs.append((_STRENGTH[kind], apart, i, j, kind))
        for _, _, i, j, kind in sorted(pairs):
            if i in self.a and j in self.b:
                self._take([i], [j], kind)

    def _parts_time(self, i: int, j: int) -> bool:
        """Say whether one word begins a span of time and the other ends it: "from 2030", "by 2030"."""
        words = {self.cited[i].fold, self.actual[j].fold}
        behind = self.cited[i + 1 : i + 2]
        return (
            not words.isdisjoint(("from", "since"))
            and not words.isdisjoint(("by", "until", "before", "in"))
            and any(t.number is not None or t.fold in closed.TIMES for t in behind)
        )

    def _by_form(self, i: int, j: int, names: bool) -> EditKind | None:
        """Relate two words of another language than English by their letters alone."""
        a, b, language = self.cited[i], self.actual[j], self.found.cited.language
        if a.number is not None or b.number is not None:
            return None
        if same_but_for_the_sound_before(language, a.key, b.key):
            return EditKind.SPELLING
        return EditKind.INFLECTION if same_stem(language, a.key, b.key, names=names) else None

    def _take(self, a: list[int], b: list[int], kind: EditKind) -> None:
        a0 = a[0] if a else self.at[0]
        b0 = b[0] if b else self.at[1]
        self.out.append(Difference(kind, a0, a[-1] + 1 if a else a0, b0, b[-1] + 1 if b else b0))
        self.a = [i for i in self.a if i not in a]
        self.b = [j for j in self.b if j not in b]

    def _leftover(self) -> None:
        a, b = self.a, self.b
        if not a and not b:
            return
        content_a = [i for i in a if self._is_content(self.cited[i])]
        content_b = [j for j in b if self._is_content(self.actual[j])]
        special = self._special(a, b)
        if special is not None:
            self._take(a, b, special)
        elif a and b:
            self._take(a, b, self._swap(content_a, content_b))
        elif self._may_be_a_not(a or b):
            self._take(a, b, EditKind.SENSE)
        elif a:
            self._take(a, b, EditKind.ADDITION if content_a else EditKind.FUNCTION_WORD)
        else:
            self._take(a, b, EditKind.OMISSION if content_b else EditKind.FUNCTION_WORD)

    def _may_be_a_not(self, run: list[int]) -> bool:
        """Say whether words that one headline lacks are few and of a language not known: one may deny."""
        return len(run) <= _LONGEST_DENIAL and OTHER in (
            self.found.cited.language,
            self.found.actual.language,
        )

    @staticmethod
    def _is_someone(token: Token) -> bool:
        """Say whether a word stands for a person or a body, as a name does: "the mayor", "Senate"."""
        return token.number is None and not {PERSON, GROUP}.isdisjoint(lexicon.word(token.fold).fields)

    @staticmethod
    def _is_content(token: Token) -> bool:
        return token.fold not in closed.FUNCTION_WORDS

    def _special(self, a: list[int], b: list[int]) -> EditKind | None:
        """Return the kind of a stretch with a word that logic hangs on, on one side alone."""
        mine, theirs = [self.cited[i] for i in a], [self.actual[j] for j in b]
        if _count(mine, closed.NEGATIONS) != _count(theirs, closed.NEGATIONS):
            return EditKind.NEGATION
        if self.loose:
            return None
        kind = _logic(a, self.cited) or _logic(b, self.actual) or self._lone(a, b)
        if kind is not None:
            return kind
        if a and not b and any(t.number is not None for t in mine):
            return EditKind.NUMBER
        return None

    def _lone(self, a: list[int], b: list[int]) -> EditKind | None:
        """Return the kind of words that one headline has and the other has nothing for."""
        a = [] if b and all(self.cited[i].fold in _AUXILIARIES for i in a) else a
        b = [] if a and all(self.actual[j].fold in _AUXILIARIES for j in b) else b
        if a and b:
            return None
        tokens, run = (self.cited, a) if a else (self.actual, b)
        after = run[-1] + 1
        following = tokens[after] if after < len(tokens) else None
        for d in self.out:
            if d.kind is EditKind.INFLECTION and (d.a0 if a else d.b0) == after:
                other = self.actual[d.b0] if a else self.cited[d.a0]
                if is_done([tokens[i] for i in run], other):
                    return EditKind.HEDGE
        return kind_of_lone_words([tokens[i] for i in run], following)

    def _swap(self, a: list[int], b: list[int]) -> EditKind:
        """Return the kind of two stretches of which nothing could be paired."""
        if not a and not b:
            return EditKind.FUNCTION_WORD
        if self.loose or len(a) > 3 or len(b) > 3:
            return EditKind.REWORDING
        names = [is_name(self.cited[i], self.found.cited, i) for i in a]
        others = [is_name(self.actual[j], self.found.actual, j) for j in b]
        if all(names) and all(others):
            return EditKind.NAME
        if (all(names) and self._is_someone(self.actual[b[-1]])) or (
            all(others) and self._is_someone(self.cited[a[-1]])
        ):
            return EditKind.NAME
        if not a or not b:
            # One preposition or other small word stands for a word of another class: "in" for "near".
            return EditKind.SENSE if len(self.a) == len(self.b) == 1 else EditKind.REWORDING
        if len(a) == len(b) == 1:
            if names[0] and others[0]:
                return EditKind.NAME
            return kind_of_swap(self.cited[a[0]].fold, self.actual[b[0]].fold)
        if any(self.cited[i].number is not None for i in a) and any(
            self.actual[j].number is not None for j in b
        ):
            return EditKind.NUMBER
        # Of words of which nothing is known none can be passed as a mere rewording.
        return EditKind.SENSE if len(a) == len(b) or self.foreign else EditKind.REWORDING


def _count(tokens: list[Token], words: frozenset[str]) -> int:
    return sum(1 for token in tokens if token.fold in words)


_PARTS = frozenset(("half", "third", "thirds", "quarter", "quarters", "fifth", "dozen"))
_PLAIN_FUTURE = frozenset({"will", "shall", "would", "confirmed", "reported", "claimed", "supposed"})


def _logic(run: list[int], tokens: tuple[Token, ...]) -> EditKind | None:
    """Return the kind that a word in a run of tokens gives it: hedge, quantifier, standing."""
    for i in run:
        fold = tokens[i].fold
        before_number = any(t.number is not None or t.fold in _PARTS for t in tokens[i + 1 : i + 3])
        if fold in closed.HEDGES and fold not in _PLAIN_FUTURE:
            return EditKind.HEDGE
        if fold in closed.BOUNDS and before_number:
            return EditKind.QUANTIFIER
        if fold in closed.QUANTIFIERS and fold not in (
            "just",
            "always",
            "entire",
            "whole",
            "much",
            "many",
            "several",
        ):
            return EditKind.QUANTIFIER
        if fold in closed.STANDING:
            return EditKind.NAME
        if (
            fold in closed.VAGUE_NUMBERS
            and tokens[i].number is None
            and fold not in ("third", "quarter", "score")
        ):
            return EditKind.NUMBER
    return None


@lru_cache(maxsize=20_000)
def phrase_kind(a: str, b: str) -> EditKind | None:
    """Class two phrases (folded words) that may be one thing: a place, a compound, an acronym."""
    first, second = lexicon.place(a), lexicon.place(b)
    if first and second:
        if first[0] == second[0]:
            return EditKind.ABBREVIATION
        return EditKind.SYNONYM if first[0].rstrip("*") == second[0].rstrip("*") else EditKind.PLACE
    if a.replace(" ", "") == b.replace(" ", ""):
        return EditKind.TYPOGRAPHY
    if closed.ABBREVIATIONS.get(a) == b or closed.ABBREVIATIONS.get(b) == a:
        return EditKind.ABBREVIATION
    short, long = sorted((a, b), key=len)
    initials = "".join(w[0] for w in long.split() if w not in ("of", "the", "and", "for"))
    if " " not in short and len(short) > 1 and short in (initials, "".join(w[0] for w in long.split())):
        return EditKind.ABBREVIATION
    return None
