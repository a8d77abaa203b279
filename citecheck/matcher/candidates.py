"""The stories that might be the cited one, ranked by how likely each is it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from citecheck.fold import fold_words
from citecheck.matcher.edits import align, differences
from citecheck.matcher.headline import edit_of
from citecheck.matcher.identity import Surroundings, days_between, features, model, weight
from citecheck.matcher.normalize import Forms, forms
from citecheck.matcher.tokens import Words, take_apart
from citecheck.models import Edit, Headline, HeadlineSource, Reference, Story
from citecheck.outlets import OutletTable
from citecheck.slug import slug_words

_FULL_LOOKS = 6
"""Stories that are aligned word by word; the rest are ranked by their shared words alone."""
_SLUG_WORDS = 5
"""Words that an address must have for its equality to count as the headline's."""
_KICKER_DAYS = 3
"""With "– live" on one side alone, days beyond which it is another story of the series."""
_DATE_WORTH = 0.15
"""What a date that fits adds to the share of words in the first ranking."""
_RIVAL = 0.12
_TEXT_LOOKED_AT = 20_000


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
class _Rough:
    """A story with its words, before it is aligned."""

    story: Story
    headline: Headline
    slug: frozenset[str]
    share: float
    """Of the citation's weight."""
    rank: float


def address(url: str) -> str:
    """Return a URL without scheme, "www.", query and trailing slash; "" for none."""
    if not url:
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    return (parts.netloc.lower().removeprefix("www.") + parts.path).rstrip("/")


class Candidates:
    """All stories of an answer, against one citation."""

    def __init__(self, cited: Cited, stories: Iterable[Story], outlets: OutletTable) -> None:
        """Part the stories into those of the outlet cited and others; each is kept once."""
        self._cited, self._outlets = cited, outlets
        self._here: list[Story] = []
        self._elsewhere: list[Story] = []
        seen: set[tuple[str, str]] = set()
        for story in stories:
            key = (story.outlet, address(story.url) or fold_words(story.headline) + (story.published or ""))
            if key not in seen:
                seen.add(key)
                (self._here if self._is_here(story) else self._elsewhere).append(story)
        self._ranked: list[Match] | None = None

    def _is_here(self, story: Story) -> bool:
        outlet = self._cited.outlet
        if not outlet or story.outlet == outlet:
            return True
        return self._outlets.canonical(story.outlet) == outlet or (
            story.copy_of is not None and self._outlets.canonical(story.copy_of) == outlet
        )

    def equal_here(self) -> Match | None:
        """Return the outlet's story with the cited words among its headlines, the nearest in time."""
        if not self._cited.forms.full:
            linked = [s for s in self._here if self._cited.same_address(s)]
            return Match(linked[0], linked[0].headlines[0], 0.99) if linked else None
        found = [m for story in self._here if (m := self._equal(story))]
        return min(found, key=lambda m: m[0])[1] if found else None

    def equal_elsewhere(self) -> list[Match]:
        """Return the stories of other outlets that have the cited words, nearest in time first."""
        found = [m for story in self._elsewhere if (m := self._equal(story, least=2))]
        return [m for _, m in sorted(found, key=lambda m: m[0])]

    def _equal(self, story: Story, least: int = 1) -> tuple[tuple[int, int, int], Match] | None:
        """Return (order, match) where a headline of the story equals the citation."""
        cited = self._cited
        gap, _ = days_between(cited.date, story.published)
        same_address = cited.same_address(story)
        best: tuple[int, Headline] | None = None
        for headline in story.headlines:
            grade = self._grade(headline, story)
            if grade == 1 and gap is not None and gap > _KICKER_DAYS and not same_address:
                grade = 0
            if grade >= least and (best is None or grade > best[0]):
                best = grade, headline
        if best is None and least == 1 and (slug := self._equal_slug(story)):
            best = 1, slug
        if best is None:
            return None
        score = {3: 0.99, 2: 0.98, 1: 0.95}[best[0]]
        order = (not same_address, -best[0], gap if gap is not None else 0)
        return order, Match(story, best[1], score)

    def _grade(self, headline: Headline, story: Story) -> int:
        if headline.source is HeadlineSource.SLUG:
            return 0
        mine = self._cited.forms
        folded = fold_words(headline.text)
        if folded in (mine.full, mine.bare):
            return 3 if folded else 0
        if not (folded.startswith(mine.core[:12]) or mine.core in folded or folded in mine.full):
            return 0
        return mine.equal(forms(headline.text, story.outlet, self._outlets))

    def _equal_slug(self, story: Story) -> Headline | None:
        words = self._cited.forms.full
        for headline in story.headlines:
            if headline.source is HeadlineSource.SLUG:
                folded = fold_words(headline.text)
                if folded in (words, self._cited.forms.core) and len(folded.split()) >= _SLUG_WORDS:
                    return headline
        return None

    def best_here(self) -> Match | None:
        """Return the outlet's story most likely to be the cited one, or None where there is none at all."""
        here = [m for m in self.ranked() if self._is_here(m.story)]
        return here[0] if here else None

    def ranked(self) -> list[Match]:
        """Return the likeliest stories of the outlet, best first, with their probabilities and edits."""
        if self._ranked is None:
            self._ranked = self._rank()
        return self._ranked

    def _rank(self) -> list[Match]:
        if not self._cited.words.tokens:
            return []
        rough = sorted((self._rough(s) for s in self._here), key=lambda r: -r.rank)
        elsewhere = max((self._share(s) for s in self._elsewhere), default=0.0)
        looked = rough[:_FULL_LOOKS]
        matches = [self._look(r, rough, elsewhere) for r in looked]
        matches.sort(key=lambda m: -m.probability)
        return matches

    def _share(self, story: Story) -> float:
        words = set(fold_words(story.headline).split())
        return sum(w for word, w in self._cited.weights.items() if word in words) / self._cited.total

    def _rough(self, story: Story) -> _Rough:
        """Weigh the words a story shares with the citation, and its date."""
        cited = self._cited
        best: tuple[float, float, Headline] | None = None
        slug: frozenset[str] = frozenset()
        for headline in story.headlines:
            words = set(fold_words(headline.text).split())
            if headline.source is HeadlineSource.SLUG:
                slug = frozenset(words)
                continue
            shared = sum(w for word, w in cited.weights.items() if word in words)
            both = 2 * shared / (cited.total + sum(map(weight, words)))
            if best is None or both > best[0]:
                best = both, shared / cited.total, headline
        if not slug and story.url:
            slug = frozenset(fold_words(slug_words(story.url) or "").split())
        by_slug = sum(w for word, w in cited.weights.items() if word in slug) / cited.total
        if best is None:
            best = by_slug, by_slug, story.headlines[0]
        gap, exact = days_between(cited.date, story.published)
        worth = 0.0
        if gap is not None:
            worth = _DATE_WORTH if gap <= 2 else 0.0 if gap <= 31 or exact < 2 else -_DATE_WORTH / 2
        rank = max(best[0], 0.9 * by_slug) + 0.2 * best[1] + worth + cited.same_address(story)
        return _Rough(story, best[2], slug, max(best[1], by_slug), rank)

    def _look(self, rough: _Rough, others: list[_Rough], elsewhere: float) -> Match:
        """Align one story with the citation and weigh what is found."""
        cited, story = self._cited, rough.story
        rest = [r.share for r in others[:12] if r is not rough]
        gap, precision = days_between(cited.date, story.published)
        around = Surroundings(
            rough.slug,
            _text_words(story),
            gap,
            precision,
            sum(1 for share in rest if share >= rough.share - _RIVAL),
            rough.share - max(rest, default=0.0),
            elsewhere,
        )
        actual = take_apart(forms(rough.headline.text, story.outlet, self._outlets).text)
        found = align(cited.words, actual)
        diffs = differences(found)
        probability = model().probability(features(found, diffs, around))
        if cited.same_address(story):
            probability = max(probability, 0.97)
        at = rough.headline.text.find(actual.text)
        edits = tuple(
            edit_of(d, cited.words, actual, cited.headline.find(cited.words.text), at) for d in diffs
        )
        return Match(story, rough.headline, probability, edits)


def _text_words(story: Story) -> frozenset[str]:
    """Return the words of what was read of a story beside its headline."""
    read = f"{story.standfirst or ''} {(story.text or '')[:_TEXT_LOOKED_AT]}"
    return frozenset(fold_words(read).split()) if read.strip() else frozenset()
