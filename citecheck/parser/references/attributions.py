"""Attributions in running text: "as Reuters reported on 3 June", "according to The Guardian's …"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate

from citecheck.models import Reference, ReferenceForm, ReferenceKind
from citecheck.outlets import Outlet, OutletTable
from citecheck.parser.document import Block, BlockKind, Document
from citecheck.parser.references.dates import find_dates
from citecheck.parser.references.headline import clean_headline
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
_SOURCED = 3
"""A draft with more news references than this is held to give its sources there."""
_DETAIL = re.compile(r"\d|[\"“„«‘]|\s'")
"""Without a digit or a mark, a text gives neither date nor headline."""
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
    named = {r.outlet for r in references if r.outlet}
    sources = sum(r.kind is ReferenceKind.NEWS for r in references)
    if sources > _SOURCED:
        return []
    told = [
        block
        for index, block in enumerate(document.blocks)
        if block.kind in _KINDS and index not in listed and _DETAIL.search(block.text)
    ]
    found: list[Reference] = []
    seen: set[tuple[str, str | None, str | None]] = set()
    for block, ends, starts in _with_cues(told):
        for mention in _mentions(block.text, ends, starts, outlets):
            if mention.outlet.name in named:
                continue
            day, headline = _details(block.text, mention)
            date = _completed(day, document.date)
            key = (mention.outlet.name, date, headline)
            if key in seen or not (day or headline):
                continue
            seen.add(key)
            found.append(_reference(document, block, mention, date, headline))
    return found


def _with_cues(blocks: Sequence[Block]) -> Iterator[tuple[Block, list[int], list[int]]]:
    """Yield each block in which a cue stands: where cues before a name end, where cues behind one start.

    All blocks are searched as one text: the cues are many, and most stand nowhere.
    """
    lows = [low if len(low := block.text.lower()) == len(block.text) else block.text for block in blocks]
    whole = "\n".join(lows)
    firsts = list(accumulate((len(low) + 1 for low in lows), initial=0))
    cues = words("attribution")
    ends: dict[int, list[int]] = defaultdict(list)
    starts: dict[int, list[int]] = defaultdict(list)
    for _, end in _cues(whole, cues["before"]):
        at = bisect_right(firsts, end - 1) - 1
        ends[at].append(end - firsts[at])
    for start, _ in _cues(whole, cues["after"]):
        at = bisect_right(firsts, start) - 1
        starts[at].append(start - firsts[at])
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
        mention = _outlet_before(text, adverb.start() if adverb else start, outlets)
        if mention:
            found.setdefault(mention.start, mention)
    return sorted(found.values(), key=lambda mention: mention.start)


def _cues(low: str, cues: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where a cue stands as a word: looked for one by one, far faster than as one pattern."""
    for word in cues:
        at = low.find(word)
        while at >= 0:
            end = at + len(word)
            if word > "\u0600" or not (low[at - 1 : at].isalpha() or low[end : end + 1].isalpha()):
                yield at, end
            at = low.find(word, end)


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


def _details(text: str, mention: _Mention) -> tuple[str | None, str | None]:
    """Return the date and the headline that the sentence of a mention gives."""
    begin = max(
        (m.end() for m in _SENTENCE_END.finditer(text, max(0, mention.start - 300), mention.start)),
        default=max(0, mention.start - 300),
    )
    end_match = _SENTENCE_END.search(text, mention.end, mention.end + 400)
    sentence = text[begin : end_match.end() if end_match else mention.end + 400]
    headline = _HEADLINE.search(sentence) if has_any(sentence, _HEADLINE_SIGNS) else None
    after = text[mention.end : mention.end + 60]
    dates = [d for d in find_dates(after) if d.exactness != 1 and d.start < 40]
    return (dates[0].iso if dates else None), (clean_headline(headline.group(1)) if headline else None)


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
