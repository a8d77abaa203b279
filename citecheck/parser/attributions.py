"""Attributions in running text: "as Reuters reported on 3 June", "according to The Guardian's …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from citecheck.models import Reference, ReferenceForm, ReferenceKind
from citecheck.outlets import Outlet, OutletTable
from citecheck.parser.dates import find_dates
from citecheck.parser.document import Block, BlockKind, Document
from citecheck.parser.headline import clean_headline

_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
_BEFORE_NAME = re.compile(
    r"(?:according to|as reported by|as reported in|reported by|reported in|reporting by|reporting from|citing|published by|published in"
    r"|(?:article|report|story|piece|analysis|editorial|interview|investigation) (?:in|by|from|for|with)|speaking to|told"
    r"|laut|nach angaben (?:von|der|des)|berichtete? (?:die|der|das)|selon|d['’]après|rapporte|según|de acuerdo con|informó|informa"
    r"|secondo|riporta|scrive|według|podaje|podał|podała|informuje|segundo|de acordo com|conforme"
    r"|за даними|за інформацією|повідомляє|повідомив|повідомила|повідомило|пише|передає"
    r"|по данным|по информации|сообщает|сообщил|сообщила|сообщило|пишет|передает|передаёт"
    r"|وفقا ل|وفقًا ل|بحسب|نقلا عن|نقلًا عن|ذكرت|据|據)"
)
_ARTICLE = re.compile(
    r"\s{0,3}(?:(?:the|la|le|el|die|der|das|газет[аиі]|видання|издание|агентств[оа]|صحيفة|وكالة)\s+)?[«\"“„]?", re.IGNORECASE
)
_AFTER_NAME = re.compile(
    r"(?<!\w)(?:reported|reports|wrote|writes|revealed|headlined|published|berichtet|berichtete|schrieb|schreibt|rapportait|rapporte|écrit"
    r"|informó|publicó|ha scritto|scrive|podało|podał|podała|noticiou|bildirdi|yazdı|повідомив|повідомила|повідомило|повідомляє|написав"
    r"|написала|написало|пише|сообщил|сообщила|сообщило|сообщает|написал|написало|пишет)(?!\w)|报道|報導|報道"
)
_ADVERB = re.compile(r"\s(?:has|had|also|first|later|then|previously)\s*$")
_NAME = re.compile(
    r"(?:\b(?:according to|as reported (?:by|in)|reported (?:by|in)|reporting (?:by|from)|citing|published (?:by|in)|first reported by"
    r"|(?:article|report|story|piece|analysis|editorial|interview|investigation) (?:in|by|from|for|with)|speaking to|told"
    r"|laut|nach angaben (?:von|der|des)|wie (?:die|der|das)|berichtete?n? (?:die|der|das)|selon|d['’]après|rapporte|a rapporté|según|de acuerdo con|informó|informa"
    r"|secondo|riporta|scrive|według|jak (?:podaje|podał|podała|pisze|informuje)|podaje|segundo|de acordo com|conforme"
    r"|за даними|за інформацією|як повідомля[єв]|як повідомил[оаи]|повідомля[єв]|повідомил[оаи]|пише|пишуть|передає"
    r"|по данным|по информации|как сообща[ею]т|как сообщил[оаи]?|сообща[ею]т|сообщил[оаи]?|пишет|передает|передаёт)"
    r"|وفق[اًا]*\s?ل|بحسب|حسب|نقل[اًا]*\s?عن|ذكرت|据|據)\s{0,3}(?:the\s+|la\s+|le\s+|el\s+|die\s+|der\s+|das\s+|газет[аиі]\s+|видання\s+|издание\s+|агентств[оа]\s+|صحيفة\s+|وكالة\s+)?"
    r"[«\"“„]?(?=\w)",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"(?:['’]s\s+\w+\s+)?[»\"”]?\s{0,2}(?:has\s+|had\s+|also\s+|first\s+|later\s+)?(?:\breported|\breports|\bwrote|\bwrites|\brevealed|\bheadlined|\bran\s+(?:a|the)|\bpublished"
    r"|\bberichtete?|\bschrieb|\bschreibt|\brapportait|\brapporte|\bécrit|\binformó|\bpublicó|\bha scritto|\bscrive|\bpodało|\bpodał[ao]?|\bnoticiou|\bbildirdi|\byazdı"
    r"|повідомил[оаи]|повідомляє|написал[оаи]|пише|сообщил[оаи]?|сообщает|написал[аои]?|пишет|报道|報導|報道)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w’'.&+-]*(?:\s(?:of|the|and|&|de|du|la|le|[^\W\d_a-z][\w’'.&+-]*)){0,5}")
_CAPITAL = re.compile(r"(?<![\w.])[A-ZÀ-ÞА-ЯЄІЇҐ\u4e00-\u9fff\u0600-\u06ff+9]")
_HEADLINE = re.compile(
    r"(?:titled|entitled|headlined|(?:under the )?headline|title|заголовком|заголовок|титул\w*|titre|título|titel|titolo|tytuł\w*)\s*[,:]?\s*[\"“„«‘]([^\"“”„«»]{8,250})[\"”“»’]",
    re.IGNORECASE,
)
_SOURCED = 3
"""A draft with more news references than this is held to give its sources there."""
_SENTENCE_END = re.compile(r"[.!?。！？؟][\"”»’)]?\s")


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    outlet: Outlet


def find_attributions(document: Document, outlets: OutletTable, references: Sequence[Reference], listed: Set[int]) -> list[Reference]:
    """Return the attributions that name a source nothing else in the document names.

    An outlet that a list entry or a link names already is what such a sentence leans on. In a draft that has
    a few references, an attribution is kept only where it says which piece is meant, by a date or a headline;
    a draft with a full list names in its sentences what stands there.

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
    found: list[Reference] = []
    seen: set[tuple[str, str | None, str | None]] = set()
    for index, block in enumerate(document.blocks):
        if block.kind not in _KINDS or index in listed:
            continue
        for mention in _mentions(block.text, outlets):
            if mention.outlet.name in named:
                continue
            date, headline = _details(block.text, mention)
            key = (mention.outlet.name, date, headline)
            if key in seen or (sources and not date and not headline):
                continue
            seen.add(key)
            found.append(_reference(document, block, mention, date, headline))
    return found


def _mentions(text: str, outlets: OutletTable) -> Iterator[_Mention]:
    low = text.lower()
    if len(low) != len(text):
        low = text
    taken = 0
    for match in _BEFORE_NAME.finditer(low):
        if match.start() and low[match.start() - 1].isalpha() and match.group().isascii():
            continue
        article = _ARTICLE.match(text, match.end())
        mention = _outlet_at(text, article.end() if article else match.end(), outlets)
        if mention and mention.start >= taken:
            taken = mention.end
            yield mention
    taken = 0
    for match in _AFTER_NAME.finditer(low):
        adverb = _ADVERB.search(low, max(0, match.start() - 14), match.start())
        mention = _outlet_before(text, adverb.start() if adverb else match.start(), outlets)
        if mention and mention.start >= taken:
            taken = mention.end
            yield mention


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
    window = text[begin:end].rstrip(" ,»”\"")
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
    begin = max((m.end() for m in _SENTENCE_END.finditer(text, max(0, mention.start - 300), mention.start)), default=max(0, mention.start - 300))
    end_match = _SENTENCE_END.search(text, mention.end, mention.end + 400)
    sentence = text[begin : end_match.end() if end_match else mention.end + 400]
    headline = _HEADLINE.search(sentence)
    after = text[mention.end : mention.end + 60]
    dates = [d for d in find_dates(after) if d.exactness >= 2 and d.start < 40]
    return (dates[0].iso if dates else None), (clean_headline(headline.group(1)) if headline else None)


def _reference(document: Document, block: Block, mention: _Mention, date: str | None, headline: str | None) -> Reference:
    span = document.span(block, mention.start, mention.end)
    text = " ".join(block.text[mention.start : mention.end].split())
    return Reference("", span, text, ReferenceKind.NEWS, ReferenceForm.ATTRIBUTION, headline, mention.outlet.name, None, date)
