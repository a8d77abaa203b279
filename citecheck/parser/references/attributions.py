"""Attributions in running text: "as Reuters reported on 3 June", "according to The Guardian's …"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, takewhile
from typing import AnyStr

from citecheck.models import Reference, ReferenceForm, ReferenceKind
from citecheck.outlets import Outlet, OutletTable
from citecheck.parser.document import Block, BlockKind, Document
from citecheck.parser.references.dates import find_dates
from citecheck.parser.references.headline import clean_headline
from citecheck.parser.references.pieces import Piece, find_named
from citecheck.parser.words import has_any, words

_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
_ARTICLE = re.compile(
    r"\s{0,3}(?:(?:the|la|le|el|die|der|das|газет[аиі]|видання|издание|агентств[оа]|صحيفة"
    r"|وكالة)\s+)?[«\"“„]?",
    re.IGNORECASE,
)
_ADVERB = re.compile(r"\s(?:has|had|also|first|later|then|previously)\s*$", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w’'.&+-]*(?:\s(?:of|the|and|&|de|du|la|le|[^\W\d_a-z][\w’'.&+-]*)){0,5}")
_CAPITAL = re.compile(r"(?<![\w.])[A-ZÀ-ÞА-ЯЄІЇҐ\u4e00-\u9fff\u0600-\u06ff+9]")
_HEADLINE = re.compile(
    r"(?:titled|entitled|headlined|(?:under the )?headline|title|заголовком|заголовок|титул\w*"
    r"|titre|título|titel|titolo|tytuł\w*)\s*[,:]?\s*[\"“„«‘']([^\"“”„«»]{8,250}?)(?:[\"”“»]|['’](?!\w))",
    re.IGNORECASE,
)
_HEADLINE_SIGNS = ("title", "headline", "заголов", "титул", "titre", "título", "titel", "titolo", "tytuł")
"""A text without one of these does not match `_HEADLINE`."""
_PIECE = (
    r"(?:report|stor(?:y|ies)|article|piece|investigation|editorial|analysis|feature|dispatch|explainer|column"
    r"|op-ed|profile|obituary|interview)"
)
_PIECE_OF = re.compile(rf"['’]s?\s+(?:[\w-]+\s+){{0,3}}{_PIECE},?\s+(?=[\"“„«‘])")
"""Between an outlet and the headline of its piece: "Reuters' exclusive report “…”"."""
_POSSESSIVE = re.compile(rf"['’]s?\s+((?:[\w-]+\s+){{0,3}}{_PIECE},?\s+)?")
_OWN = re.compile(rf"{_POSSESSIVE.pattern}[\"“„«‘]")
"""What every headline that belongs to its outlet by the grammar stands behind."""
_SAID_SO = re.compile(
    r"\b(?:according to|(?:reported|report|article|story|piece|editorial|analysis) (?:in|by|from))"
    r"(?: the)?\s+$",
    re.IGNORECASE,
)
"""What comes before "The Guardian's “…”" where a piece is meant: not "told NBC's “Meet the Press”"."""
_TITLE = re.compile(r"[\"“„«‘]([^\"“”„«»]{8,250}?)(?:[\"”“»]|['’](?!\w))")
_CREDIT = re.compile(r"[\"”’*_]?\s{0,2}\(([^()]{2,80})\)")
"""What stands behind a headline in italics: "(Financial Times, 4 June 2025)"."""
_DATED = re.compile(r"\s{0,2}\([^()]{4,30}\)\s*$")
_TITLE_WORDS, _BARE_TITLE_WORDS = 3, 5
"""Words of a headline in running text, and of one that nothing calls a piece; fewer may be a programme's."""
_ALIKE = 0.6
"""Share of the shorter headline's words from which two headlines in one draft are held to be one."""
_TITLED = 500
"""Headlines that running text gives; a draft with more is none, and each is compared with those before."""
_SOURCED = 3
"""A draft with more news references than this is held to give its sources there."""
_DETAIL = re.compile(r"[\d\"“„«‘'](?:(?<!')|(?<=\s'))")
"""Without a digit or a mark, a text gives neither date nor headline."""
_STEM = 5
"""Letters from which on cues are looked for together."""
_SENTENCE_END = re.compile(r"[.!?。！？؟][\"”»’)]?\s")


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    outlet: Outlet


def find_attributions(
    document: Document, outlets: OutletTable, references: Sequence[Reference], listed: Set[int]
) -> list[Reference]:
    """Return the attributions that name a source nothing else in the document names.

    An outlet that a list entry or a link names already is what such a sentence leans on. An attribution is
    kept only where it says which piece is meant, by a date or a headline: "she told Reuters" names nothing
    that could be looked up. A draft with a full list names in its sentences what stands there.

    Args:
        document: the blocks.
        outlets: the known outlets.
        references: those found already.
        listed: indices of blocks that are reference material.
    """
    sources = sum(r.kind is ReferenceKind.NEWS for r in references)
    named = {r.outlet for r in references if r.outlet}
    full_list = sources > _SOURCED
    prose = [b for i, b in enumerate(document.blocks) if b.kind in _KINDS and i not in listed]
    sign = _OWN if full_list else _DETAIL
    told = [block for block in prose if sign.search(block.text)]
    titles = _Titles(references)
    found: list[Reference] = []
    seen: set[tuple[str, str | None, str | None]] = set()
    for block, ends, starts in _with_cues(told):
        for mention in _mentions(block.text, ends, starts, outlets):
            day, headline = _details(block.text, mention, full_list=full_list)
            if not headline and (not day or mention.outlet.name in named or full_list):
                continue
            date = _completed(day, document.date)
            key = (mention.outlet.name, date, headline)
            if key in seen or (headline and not titles.take(headline, mention.outlet.name)):
                continue
            seen.add(key)
            found.append(_reference(document, block, mention, date, headline))
    for block in prose:
        for a, b in () if block.links else block.emphasis:
            credited = _credited(block.text, a, b, outlets)
            if credited and titles.take(credited[1], credited[0].outlet.name):
                mention, headline, date = credited
                found.append(_reference(document, block, mention, date, headline))
    return found


class _Titles:
    """The headlines that a draft names, by outlet, as sets of words."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self._left = _TITLED
        self._by_outlet: dict[str | None, list[frozenset[str]]] = defaultdict(list)
        for reference in references:
            words = _words(reference.headline or reference.url or "")
            if words:
                self._by_outlet[reference.outlet].append(words)

    def take(self, headline: str, outlet: str) -> bool:
        """Add a headline, unless it is named already, if not word for word, or too many are."""
        if not self._left:
            return False
        words = _words(headline)
        alike = any(
            len(words & others) >= _ALIKE * min(len(words), len(others))
            for owner in (outlet, None)
            for others in self._by_outlet.get(owner, ())
        )
        if alike:
            return False
        self._left -= 1
        self._by_outlet[outlet].append(words)
        return True


def _credited(
    text: str, start: int, end: int, outlets: OutletTable
) -> tuple[_Mention, str, str | None] | None:
    """Read a headline in italics with its outlet in brackets behind it: *Headline* (Reuters, 3 June 2025)."""
    credit = _CREDIT.match(text, end) if len(text[start:end].split()) >= _TITLE_WORDS else None
    named = find_named(Piece(0, credit.group(1)), outlets) if credit else None
    if credit is None or named is None or named[1].start > 0:
        return None
    dates = [date.iso for date in find_dates(credit.group(1)) if date.exactness]
    headline = clean_headline(text[start:end])
    return _Mention(start, credit.end(), named[0]), headline, dates[0] if dates else None


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{2,}", text.casefold()))


def _with_cues(blocks: Sequence[Block]) -> Iterator[tuple[Block, list[int], list[int]]]:
    """Yield each block in which a cue stands: where cues before a name end, where cues behind one start.

    All blocks are searched as one text: the cues are many, and most stand nowhere.
    """
    lows = [low if len(low := block.text.lower()) == len(block.text) else block.text for block in blocks]
    whole = "\n".join(lows)
    firsts = list(accumulate((len(low) + 1 for low in lows), initial=0))
    before, after = (frozenset(words("attribution")[side]) for side in ("before", "after"))
    ends: dict[int, list[int]] = defaultdict(list)
    starts: dict[int, list[int]] = defaultdict(list)
    for start, cue in _cues(whole):
        at = bisect_right(firsts, start) - 1
        if cue in before:
            ends[at].append(start + len(cue) - firsts[at])
        if cue in after:
            starts[at].append(start - firsts[at])
    for at, block in enumerate(blocks):
        pieces = [match.start() for match in _PIECE_OF.finditer(block.text)]
        if pieces:
            starts[at] += pieces
    for at in sorted(ends.keys() | starts.keys()):
        yield blocks[at], ends[at], starts[at]


def _mentions(text: str, ends: Sequence[int], starts: Sequence[int], outlets: OutletTable) -> list[_Mention]:
    """Return the outlets named behind the cues that end, or before the cues that start, at these places."""
    found: dict[int, _Mention] = {}
    for end in ends:
        article = _ARTICLE.match(text, end)
        mention = _outlet_at(text, article.end() if article else end, outlets)
        if mention:
            found.setdefault(mention.start, mention)
    for start in starts:
        adverb = _ADVERB.search(text, max(0, start - 14), start)
        end = adverb.start() if adverb else start
        day = _DATED.search(text, max(0, end - 34), end)
        mention = _outlet_before(text, day.start() if day and find_dates(day.group()) else end, outlets)
        if mention:
            found.setdefault(mention.start, mention)
    return sorted(found.values(), key=lambda mention: mention.start)


def _cues(low: str) -> Iterator[tuple[int, str]]:
    """Yield where cues stand as words: looked for one by one, far faster than as one pattern."""
    narrow = low.encode("latin-1", "replace")  # a byte a character: gone through twice as fast
    seen: Iterable[int]
    for stem, group in _by_stem().items():
        letter = max(stem)
        if letter < "\u0100":
            seen = _places(narrow, stem.encode("latin-1"))
        else:
            seen = _places(low, stem) if letter in low else ()
        for at in seen:
            for cue in group:
                end = at + len(cue)
                if low.startswith(cue, at) and (
                    cue > "\u0600" or not (low[at - 1 : at].isalpha() or low[end : end + 1].isalpha())
                ):
                    yield at, cue


@cache
def _by_stem() -> dict[str, list[str]]:
    """Group the cues that begin alike by their beginning: "reported by", "report in"."""
    groups: dict[str, list[str]] = defaultdict(list)
    for cue in sorted({cue for cues in words("attribution").values() for cue in cues}):
        groups[cue[:_STEM]].append(cue)
    return {_common(group[0], group[-1]): group for group in groups.values()}


def _common(first: str, last: str) -> str:
    """Return what two texts have in common at their beginning."""
    pairs = zip(first, last, strict=False)
    return "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _places(text: AnyStr, sign: AnyStr) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + len(sign))


def _outlet_at(text: str, at: int, outlets: OutletTable) -> _Mention | None:
    """Return the outlet whose name begins at `at`, the longest that is known."""
    match = _NAME.match(text, at, at + 80)
    if not match or not _CAPITAL.match(text, at):
        return None
    words = re.split(r"(?<=\S)(?=\s)", match.group())
    for count in range(len(words), 0, -1):
        name = "".join(words[:count])
        bare = re.sub(r"['’]s?$", "", name).rstrip(".")
        outlet = outlets.get(bare) if len(bare) > 1 else None
        if outlet and _is_name(bare):
            return _Mention(at, at + len(bare), outlet)
    return None


def _outlet_before(text: str, end: int, outlets: OutletTable) -> _Mention | None:
    """Return the outlet whose name ends at `end`, the longest that is known."""
    begin = max(0, end - 60)
    window = text[begin:end].rstrip(' ,»”"')
    stop = begin + len(window)
    for match in _CAPITAL.finditer(text, begin, stop):
        name = text[match.start() : stop]
        if len(name.split()) <= 6:
            outlet = outlets.get(name)
            if outlet and _is_name(name):
                return _Mention(match.start(), stop, outlet)
    return None


def _is_name(name: str) -> bool:
    """Say whether a name is written as one: "Time" and "AP", not "time" or "Ap"."""
    bare = name.removeprefix("The ").removeprefix("the ")
    if len(bare) <= 3 and bare.isascii():
        return bare.isupper()
    return not bare[:1].islower()


def _details(text: str, mention: _Mention, *, full_list: bool) -> tuple[str | None, str | None]:
    """Return the date and the headline that the sentence of a mention gives.

    Where the draft has a full list, only a headline that belongs to the outlet by its grammar counts.
    """
    begin = max(
        (m.end() for m in _SENTENCE_END.finditer(text, max(0, mention.start - 300), mention.start)),
        default=max(0, mention.start - 300),
    )
    end_match = _SENTENCE_END.search(text, mention.end, mention.end + 400)
    sentence = text[begin : end_match.end() if end_match else mention.end + 400]
    headline = _own_title(text, mention.start, mention.end)
    if headline is None and not full_list and has_any(sentence, _HEADLINE_SIGNS):
        headline = _HEADLINE.search(sentence)
    after = text[mention.end : mention.end + 60]
    dates = [d for d in find_dates(after) if d.exactness != 1 and d.start < 40]
    return (dates[0].iso if dates else None), (clean_headline(headline.group(1)) if headline else None)


def _own_title(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the headline in marks that belongs to the outlet named from `start` to `end`."""
    possessive = _POSSESSIVE.match(text, end)
    title = _TITLE.match(text, possessive.end()) if possessive else None
    if not possessive or not title or title.group(1)[0].islower():
        return None  # "called Reuters' report “a complete fabrication”"
    words = len(title.group(1).split())
    if possessive.group(1):
        return title if words >= _TITLE_WORDS else None
    said = _SAID_SO.search(text, max(0, start - 40), start)
    return title if said and words >= _BARE_TITLE_WORDS else None


def _completed(day: str | None, written: str | None) -> str | None:
    """Give "--06-03" the year of the article's own date; None where that is not known."""
    if day is None or not day.startswith("--"):
        return day
    return f"{written[:4]}-{day[2:]}" if written else None


def _reference(
    document: Document, block: Block, mention: _Mention, date: str | None, headline: str | None
) -> Reference:
    span = document.span(block, mention.start, mention.end)
    text = " ".join(block.text[mention.start : mention.end].split())
    return Reference(
        "",
        span,
        text,
        ReferenceKind.NEWS,
        ReferenceForm.ATTRIBUTION,
        headline,
        mention.outlet.name,
        None,
        date,
    )
