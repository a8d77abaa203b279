"""The stories that might be the cited one, ranked by how likely each is it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from citecheck.fold import fold_all, loosen
from citecheck.matcher.headlines import closed
from citecheck.matcher.headlines.addresswords import address, vouches
from citecheck.matcher.headlines.compare import compare, edit_of
from citecheck.matcher.headlines.edits import align, differences
from citecheck.matcher.headlines.identity import Surroundings, days_between, features, model, weight
from citecheck.matcher.headlines.normalize import Forms, bare_words, forms, signs_conflict
from citecheck.matcher.headlines.pages import merged, pages, with_headlines_of
from citecheck.matcher.headlines.tokens import Words, take_apart
from citecheck.models import Edit, EditKind, Headline, HeadlineSource, Reference, Story
from citecheck.outlets import OutletTable
from citecheck.slug import slug_words

_FULL_LOOKS = 2
"""Stories that are aligned word by word: measured, looking at four changes one verdict in a thousand."""
_SETTLED = 0.8
"""Probability of the first that makes a look at the others needless: measured, no verdict changes."""
_GLANCES = 2
"""Stories after these that may be named as near by their shared words alone."""
_AT_A_GLANCE = 0.006
"""How often such a one was the story cited, measured."""
_NEAR_BEST = 0.65
"""Share of the best story's rank below which another is not aligned."""
_LEAST_RANK = 0.15
_CLEAR = 0.7
"""Share of words in a headline that makes the address needless."""
_COMPARED = 12
"""Stories that count as rivals of one another."""
_FEW_EDITS = 2
_EQUAL_SCORES = {3: 0.99, 2: 0.98, 1: 0.95}
_SLUG_WORDS = 5
"""Words that an address must have for its equality to count as the headline's."""
_KICKER_DAYS = 3
"""With "– live" on one side alone, days beyond which it is another story of the series."""
_TWIN_DAYS = 1
_DATE_WORTH = 0.15
"""What a date that fits adds to the share of words in the first ranking."""
_FEW_STORIES = 8
"""Stories of the outlet below which the best one's lead says little: the others may just not be held."""
_USUAL_RIVAL = 0.41
"""How much the second best usually shares where many are held, measured: it is assumed where few are."""
_RIVAL = 0.12
_ALIKE = 0.6
"""Words in common, by Dice's measure, from which two headlines may be of one series."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A reference made ready for comparison."""

    headline: str
    outlet: str
    date: str | None
    url: str | None
    address: str
    forms: Forms
    words: Words
    weights: dict[str, float]
    """Each of its words with its weight."""
    total: float
    long_weights: tuple[tuple[str, float], ...]
    """The same for words long enough to be sought in an address."""
    core_words: tuple[str, ...]
    core_set: frozenset[str]

    @classmethod
    def of(cls, reference: Reference, outlets: OutletTable) -> Cited:
        """Fold the reference's headline, and name its outlet (by its link where it names none)."""
        outlet = outlets.canonical(reference.outlet) if reference.outlet else ""
        if not outlet and reference.url:
            owner = outlets.by_url(reference.url)
            outlet = owner.name if owner else ""
        known = forms(reference.headline or "", outlet, outlets)
        words = take_apart(known.text)
        weights = {w: weight(w) for w in known.uncredited.split()}
        return cls(
            reference.headline or "",
            outlet,
            reference.date,
            reference.url,
            address(reference.url or ""),
            known,
            words,
            weights,
            sum(weights.values()) or 1.0,
            tuple((word, w) for word, w in weights.items() if len(word) > 3),
            tuple(known.core.split()),
            frozenset(known.core.split()),
        )

    def same_address(self, story: Story) -> bool:
        """Say whether the reference's link is the story's."""
        return bool(self.address) and self.address == address(story.url)


@dataclass(frozen=True, slots=True)
class Match:
    """A story laid beside the citation."""

    story: Story
    headline: Headline
    probability: float
    """0..1, that this is the cited story."""
    edits: tuple[Edit, ...] = ()


@dataclass(slots=True)
class _Entry:
    """A story with its headlines folded."""

    story: Story
    lines: list[list[str]]
    """The words of each of the story's headlines, in order."""
    words: list[frozenset[str]]
    """The words of each."""
    written: bool
    """Whether any of them is more than the words of the address."""
    copies: tuple[Story, ...]
    """The same page as the routes named it, where more than once."""
    headline: int = 0
    """Which of them shares most with the citation."""
    share: float = 0.0
    """How much of the citation's weight it has."""
    rank: float = 0.0


class Candidates:
    """All stories of an answer, against one citation."""

    def __init__(self, cited: Cited, stories: Iterable[Story], outlets: OutletTable) -> None:
        """Part the stories into those of the outlet cited and others; each is kept once."""
        self._cited, self._outlets = cited, outlets
        self._here: list[_Entry] = []
        self._elsewhere: list[_Entry] = []
        found = [(merged(copies), copies) for copies in pages(stories)]
        folded = map(loosen, fold_all([h.text for story, _ in found for h in story.headlines]))
        for story, copies in found:
            lines = [next(folded).split() for _ in story.headlines]
            written = not all(map(_is_slug, story.headlines))
            entry = _Entry(story, lines, [frozenset(line) for line in lines], written, copies)
            (self._here if self._is_here(story) else self._elsewhere).append(entry)
        self._ranked: list[Match] | None = None

    def _is_here(self, story: Story) -> bool:
        outlet = self._cited.outlet
        if not outlet or story.outlet == outlet:
            return True
        return _canonical(story.outlet, self._outlets) == outlet or (
            story.copy_of is not None and _canonical(story.copy_of, self._outlets) == outlet
        )

    def equal_here(self) -> Match | None:
        """Return the outlet's story with the cited words among its headlines, the nearest in time."""
        if not self._cited.forms.full:
            linked = [e.story for e in self._here if self._cited.same_address(e.story)]
            return Match(linked[0], linked[0].headlines[0], 0.99) if linked else None
        found = [m for entry in self._here if (m := self._equal(entry))]
        return min(found, key=lambda m: m[0])[1] if found else None

    def equal_copy(self) -> Match | None:
        """Return another outlet's story with the cited words that says it was taken from the outlet cited."""
        outlet = self._cited.outlet
        found = [
            m
            for entry in self._elsewhere
            if outlet
            and entry.story.syndicated_from
            and _canonical(entry.story.syndicated_from, self._outlets) == outlet
            and (m := self._equal(entry))
        ]
        return min(found, key=lambda m: m[0])[1] if found else None

    def equal_elsewhere(self) -> list[Match]:
        """Return the stories of other outlets that have the cited words, nearest in time first."""
        found = [m for entry in self._elsewhere if (m := self._equal(entry, least=2))]
        return [m for _, m in sorted(found, key=lambda m: m[0])]

    def _equal(self, entry: _Entry, least: int = 1) -> tuple[tuple[int, int, int], Match] | None:
        """Return (order, match) where a headline of the story equals the citation."""
        best: tuple[int, Headline] | None = None
        core, needed = self._cited.forms.core, self._cited.core_set
        for headline, words, line in zip(entry.story.headlines, entry.words, entry.lines, strict=True):
            # Whatever may be taken off at its ends, what is left of an equal headline holds the core.
            if not needed <= words or core not in (folded := " ".join(line)):
                continue
            grade = self._grade(headline, folded, entry.story)
            if grade and (best is None or grade > best[0]):
                best = grade, headline
        if best is None and least == 1:
            slug = self._equal_slug(entry)
            best = (1, slug) if slug else None
        if best is None or best[0] < least:
            return None
        story = entry.story
        gap, _ = days_between(self._cited.date, story.published)
        same_address = self._cited.same_address(story)
        if best[0] == 1 and gap is not None and gap > _KICKER_DAYS and not same_address:
            return None
        order = (not same_address, -best[0], gap if gap is not None else 0)
        return order, Match(_copy_with(best[1], entry), best[1], _EQUAL_SCORES[best[0]])

    def _grade(self, headline: Headline, folded: str, story: Story) -> int:
        mine = self._cited.forms
        if headline.source is HeadlineSource.SLUG or not folded:
            return 0
        same = folded in (mine.full, mine.bare)
        grade = 3 if same else mine.equal(forms(headline.text, story.outlet, self._outlets))
        return 0 if grade and signs_conflict(self._cited.headline, headline.text) else grade

    def _equal_slug(self, entry: _Entry) -> Headline | None:
        """Return the address as a headline, where it has the cited words and no number says otherwise."""
        mine, story, words = self._cited.forms, entry.story, self._cited.core_words
        if not entry.written:
            for headline, line in zip(story.headlines, entry.lines, strict=True):
                if vouches(" ".join(line), (mine.core, mine.uncredited, mine.full)):
                    return headline
            return None
        if len(words) < _SLUG_WORDS or words[0] not in story.url or words[-1] not in story.url:
            return None
        if sum(1 for w in words if w in closed.SERIES) > 1:
            return None
        slugs = [
            (h, " ".join(line)) for h, line in zip(story.headlines, entry.lines, strict=True) if _is_slug(h)
        ]
        if not slugs:
            slug = slug_words(story.url) or ""
            slugs = [(Headline(slug, HeadlineSource.SLUG), bare_words(slug))]
        for headline, folded in slugs:
            if folded in (mine.full, mine.core) and not self._numbers_differ(story):
                return headline
        return None

    def _numbers_differ(self, story: Story) -> bool:
        """Say whether the written headline differs in a number alone ("3.0" and "30" make one address)."""
        written = [h for h in story.headlines if not _is_slug(h)]
        edits = compare(self._cited.words.text, written[0].text) if written else ()
        return len(edits) <= _FEW_EDITS and any(e.kind is EditKind.NUMBER for e in edits)

    def best_here(self) -> Match | None:
        """Return the outlet's story most likely to be the cited one, or None where there is none at all."""
        ranked = self.ranked()
        return ranked[0] if ranked else None

    def ranked(self) -> list[Match]:
        """Return the likeliest stories of the outlet, best first, with their probabilities and edits."""
        if self._ranked is None:
            self._ranked = self._rank() if self._cited.words.tokens else []
        return self._ranked

    def _rank(self) -> list[Match]:
        for entry in self._here:
            self._weigh(entry)
        entries = sorted(self._here, key=lambda e: -e.rank)[:_COMPARED]
        elsewhere = max((self._share(e.words[0]) for e in self._elsewhere), default=0.0)
        if not entries:
            return []
        least = max(entries[0].rank * _NEAR_BEST, _LEAST_RANK)
        near = [e for i, e in enumerate(entries[: _FULL_LOOKS + _GLANCES]) if not i or e.rank >= least]
        looked = [self._look(near[0], entries, elsewhere)]
        if looked[0][0].probability < _SETTLED:
            looked += [self._look(entry, entries, elsewhere) for entry in near[1:_FULL_LOOKS]]
        glanced = [Match(e.story, e.story.headlines[e.headline], _AT_A_GLANCE) for e in near[len(looked) :]]
        looked.sort(key=lambda m: -m[0].probability)
        best, edits = looked[0]
        others = sorted([*(m for m, _ in looked[1:]), *glanced], key=lambda m: -m.probability)
        return [replace(best, edits=edits()), *others]

    def _share(self, words: frozenset[str]) -> float:
        return sum(w for word, w in self._cited.weights.items() if word in words) / self._cited.total

    def _weigh(self, entry: _Entry) -> None:
        """Weigh the words a story shares with the citation, in headlines and address, and its date."""
        cited, story = self._cited, entry.story
        weights, total = cited.weights, cited.total
        usual = total / len(weights)
        both = 0.0
        for i, words in enumerate(entry.words):
            # Added up in the citation's order, so that the sum is the same to the last digit in every run.
            shared = sum([w for word, w in weights.items() if word in words])
            dice = 2 * shared / (total + usual * len(words))
            if dice > both:
                both, entry.headline, entry.share = dice, i, shared / total
        by_slug = 0.0
        if story.url and both < _CLEAR:
            url = story.url.lower()
            by_slug = sum([w for word, w in cited.long_weights if word in url]) / total
        worth = 0.0
        if cited.date and story.published:
            gap, exact = days_between(cited.date, story.published)
            if gap is not None:
                worth = _DATE_WORTH if gap <= 2 else 0.0 if gap <= 31 or exact < 2 else -_DATE_WORTH / 2
        entry.rank = max(both, 0.9 * by_slug) + 0.2 * entry.share + worth + cited.same_address(story)
        entry.share = max(entry.share, by_slug)

    def _look(
        self, entry: _Entry, entries: list[_Entry], elsewhere: float
    ) -> tuple[Match, Callable[[], tuple[Edit, ...]]]:
        """Align one story with the citation and weigh what is found; its edits are made when asked for."""
        cited, story = self._cited, entry.story
        rest = [e.share for e in entries if e is not entry and not _twins(entry, e)]
        if len(self._here) < _FEW_STORIES:
            rest.append(_USUAL_RIVAL)
        gap, precision = days_between(cited.date, story.published)
        around = Surroundings(
            _slug_of(entry),
            gap,
            precision,
            sum([1 for share in rest if share >= entry.share - _RIVAL]),
            entry.share - max(rest, default=0.0),
            elsewhere,
            *self._alike(entry),
        )
        headline = story.headlines[entry.headline]
        theirs = forms(headline.text, story.outlet, self._outlets)
        # A credit after a bar is left out of the comparison where one side alone has it.
        both_credited = cited.forms.text != cited.forms.credited and theirs.text != theirs.credited
        mine = take_apart(cited.forms.credited) if both_credited else cited.words
        actual = take_apart(theirs.credited if both_credited else theirs.text)
        found = align(mine, actual)
        diffs = differences(found)
        probability = model().probability(features(found, diffs, around))
        if cited.same_address(story):
            probability = max(probability, 0.97)

        def edits() -> tuple[Edit, ...]:
            starts = cited.headline.find(mine.text), headline.text.find(actual.text)
            return tuple(edit_of(d, mine, actual, *starts) for d in diffs)

        return Match(story, headline, probability), edits

    def _alike(self, entry: _Entry) -> tuple[int, float, int]:
        """Count the stories of the outlet alike this one, how much so, and how many share its slot.

        The last lack all words that the citation lacks of it.
        """
        words = entry.words[entry.headline]
        lost = words.difference(self._cited.weights)
        count, most, slot = 0, 0.0, 0
        for other in self._here:
            theirs = other.words[other.headline]
            if other is entry or not words:
                continue
            dice = 2 * len(words & theirs) / (len(words) + len(theirs))
            if dice < _ALIKE or _twins(entry, other):
                most = max(most, dice) if dice < _ALIKE else most
                continue
            count += 1
            most = max(most, dice)
            slot += bool(lost) and lost.isdisjoint(theirs)
        return count, most, slot


@lru_cache(maxsize=10_000)
def _canonical(name: str, outlets: OutletTable) -> str:
    return outlets.canonical(name)


def _copy_with(headline: Headline, entry: _Entry) -> Story:
    """Return the copy of a page that has a headline, with the headlines of all copies."""
    if len(entry.copies) == 1:
        return entry.story
    copy = next((s for s in entry.copies if headline in s.headlines), entry.story)
    return with_headlines_of(copy, entry.copies)


def _twins(one: _Entry, other: _Entry) -> bool:
    """Say whether two stories look like one published twice: no rivals, whichever is meant."""
    first, second = one.words[one.headline], other.words[other.headline]
    longer = max(len(one.lines[one.headline]), len(other.lines[other.headline]))
    if 5 * len(first & second) < 4 * longer:
        return False
    gap, precision = days_between(one.story.published, other.story.published)
    return gap is not None and gap <= _TWIN_DAYS and precision == 2


def _is_slug(headline: Headline) -> bool:
    return headline.source is HeadlineSource.SLUG


def _slug_of(entry: _Entry) -> frozenset[str]:
    """Return the folded words of a story's address."""
    for headline, words in zip(entry.story.headlines, entry.words, strict=True):
        if _is_slug(headline):
            return words
    return (
        frozenset(bare_words(slug_words(entry.story.url) or "").split()) if entry.story.url else frozenset()
    )
