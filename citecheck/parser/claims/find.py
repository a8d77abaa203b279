"""Find the claims of a draft: the sentences of its own text that can be checked against a source."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from citecheck.models import Claim, Quotation, Reference
from citecheck.outlets import OutletTable
from citecheck.parser.claims.blockquotes import block_quotation
from citecheck.parser.claims.language import LANGUAGES, guess_language
from citecheck.parser.claims.leaning import Leaning, prose_limits, section_starts
from citecheck.parser.claims.sentences import split_sentences
from citecheck.parser.claims.speech import Listener, Speech, fold_title
from citecheck.parser.claims.stretches import prose_stretches
from citecheck.parser.claims.worth import CITED, is_fragment, surplus
from citecheck.parser.document import Block, BlockKind, Document, folded, is_even
from citecheck.parser.quotemarks import Passage, pair_marks

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
_MOSTLY = 0.7
"""Share of a sentence covered by references, or of a block by links, from which it is no text of its own."""


_OPENERS = ("“", "„", "«", '"')

_FRAGMENT = 80
"""Code points; what is longer completes no sentence before it."""

_LAST_BRACKET = re.compile(r"\s?\((?P<inside>[^()]+)\)(?P<stop>[.,;]?)\s*\Z")
_LONGEST_BRACKET = 200
_BULLET = re.compile(r"(?:[-–—•*·▪◦‣●○►➤→✓✔]\s+)+")

_POINTER = re.compile(r"(?:\([^()]{1,80}\)[\s,;.]*){1,6}")
"""A sentence of nothing but brackets names the source of the one before: "(Reuters) (BBC)"."""


_Fold = Callable[[str], str]
"""Folds white space: nothing is to do in a block that has only single blanks."""


@dataclass(slots=True)
class _Draft:
    """A sentence on its way to being a claim."""

    start: int
    end: int
    reach: int
    words: str
    """The sentence, white space folded, what others say in it blanked out."""
    speeches: list[Speech] = field(default_factory=list)
    kept: bool = False


def find_claims(
    document: Document,
    references: tuple[Reference, ...],
    reference_blocks: frozenset[int],
    outlets: OutletTable,
    languages: Collection[str] = (),
) -> tuple[Claim, ...]:
    """Find the check-worthy sentences of an article's own text.

    Args:
        document: the draft.
        references: what it cites, in document order.
        reference_blocks: indices of the blocks that make up its reference list: no claims stand there.
        outlets: the outlets whose names a sentence may lean on.
        languages: those that the text can be in; any that can be told where there is none.

    Returns:
        The claims in document order, "c1", "c2" …, each with the references it leans on.
    """
    language = _language(document, reference_blocks, languages)
    titles = frozenset(fold_title(r.headline) for r in references if r.headline)
    leaning = Leaning(references, outlets, section_starts(document))
    limits = prose_limits(document)
    claims: list[Claim] = []
    listener = Listener(language, titles)
    for index, block in enumerate(document.blocks):
        if index in reference_blocks or not _is_own_text(block):
            continue
        listener.turn()
        leaning.enter(block, limits[index])
        before = document.blocks[index - 1].text if index else ""
        for draft in _kept(block, before, _opens(document, index + 1), language, listener, leaning):
            claim = _claim(document, block, draft, leaning, f"c{len(claims) + 1}")
            if claim:
                claims.append(claim)
    return tuple(claims)


def _language(document: Document, reference_blocks: frozenset[int], languages: Collection[str]) -> str | None:
    """Return the language that the document declares, or else reads like; None where that is open."""
    if document.language and (not languages or document.language in languages):
        return document.language
    if len(languages) == 1:
        return next(iter(languages))
    return guess_language(_own_text(document, reference_blocks), languages or LANGUAGES)


def _own_text(document: Document, reference_blocks: frozenset[int]) -> str:
    """Return enough of the article's own text to tell its language."""
    found: list[str] = []
    size = 0
    for index, block in enumerate(document.blocks):
        if index not in reference_blocks and block.kind in _PROSE:
            found.append(block.text[:2000])
            size += len(found[-1])
            if size > 6000:
                break
    return " ".join(found)


def _is_own_text(block: Block) -> bool:
    if block.kind not in _PROSE or not block.text.strip():
        return False
    if not block.links:
        return True
    linked = sum(link.end - link.start for link in block.links)
    return linked < _MOSTLY * len(block.text.strip())


def _opens(document: Document, index: int) -> bool:
    """Say whether a block opens with a quotation mark."""
    return index < len(document.blocks) and document.blocks[index].text.lstrip().startswith(_OPENERS)


def _kept(
    block: Block, before: str, goes_on: bool, language: str | None, listener: Listener, leaning: Leaning
) -> list[_Draft]:
    """Return the sentences of a block that are claims."""
    if block.kind is BlockKind.QUOTE:
        speech = block_quotation(block, before, listener.reader)
        if speech:
            listener.speaks(speech.speaker)
            text = block.text
            start = len(text) - len(text.lstrip())
            return [_Draft(start, len(text.rstrip()), len(text), "", [speech], kept=True)]
    fold = str if is_even(block.text) else folded
    drafts = _drafts(block, language, pair_marks(block.text, goes_on), listener, fold)
    return list(_judged(block, drafts, language, leaning, fold))


def _drafts(
    block: Block, language: str | None, passages: list[Passage], listener: Listener, fold: _Fold
) -> Iterator[_Draft]:
    """Yield the sentences of a block with their quotations."""
    text = block.text
    cuts: list[tuple[int, int]] = []
    at = 0
    for start, end in prose_stretches(text):
        within, at = _within(passages, at, start, end)
        inside = [passage.moved(-start) for passage in within] if start else within
        cuts += [(start + a, start + b) for a, b in split_sentences(text[start:end], language, inside)]
    at = 0
    for number, (start, end) in enumerate(cuts):
        reach = cuts[number + 1][0] if number + 1 < len(cuts) else len(text)
        bullet = None if text[start].isalnum() else _BULLET.match(text, start, end)
        start = bullet.end() if bullet and bullet.end() < end else start
        speeches: list[Speech] = []
        if at < len(passages):
            mine, at = _within(passages, at, start, end)
            speeches = listener.find(text, start, end, mine) if mine else []
        yield _Draft(start, end, reach, fold(_without_speech(text, start, end, speeches)), speeches)


def _within(passages: list[Passage], at: int, start: int, end: int) -> tuple[list[Passage], int]:
    """Return the passages that lie in text[start:end], from the one at `at` on, and where to go on."""
    inside = []
    while at < len(passages) and passages[at].start < end:
        if passages[at].start >= start and passages[at].end <= end:
            inside.append(passages[at])
        at += 1
    return inside, at


def _judged(
    block: Block, drafts: Iterable[_Draft], language: str | None, leaning: Leaning, fold: _Fold
) -> Iterator[_Draft]:
    """Yield the sentences that are claims, a fragment joined to the sentence it completes."""
    kept: _Draft | None = None
    for draft in drafts:
        words = draft.words
        if kept and words[:1] == "(" and _POINTER.fullmatch(words):
            kept.reach = draft.reach
            continue
        if kept and kept.reach == draft.start and len(words) < _FRAGMENT and is_fragment(words, language):
            whole = replace(kept, end=draft.end, reach=draft.reach)
            if not kept.kept:
                whole.words = fold(_without_speech(block.text, whole.start, whole.end, whole.speeches))
                whole.kept = _surplus(whole, language) >= 0
            if whole.kept:
                kept = whole
                continue
        if kept and kept.kept:
            yield kept
        worth = _surplus(draft, language)
        draft.kept = worth >= 0 or (worth >= CITED and leaning.points(draft.start, draft.reach))
        kept = draft
    if kept and kept.kept:
        yield kept


def _without_sources(block: Block, draft: _Draft) -> str:
    """Return a sentence without brackets at its end that hold nothing but links: "… (Reuters, BBC)."."""
    text = block.text[draft.start : draft.end]
    match = _LAST_BRACKET.search(text[-_LONGEST_BRACKET:]) if block.links else None
    if not match:
        return text
    start = draft.start + max(0, len(text) - _LONGEST_BRACKET) + match.start()
    linked = sum(k.end - k.start for k in block.links if start <= k.start and k.end <= draft.end)
    if linked < _MOSTLY * (match.end("inside") - match.start("inside")):
        return text
    return block.text[draft.start : start] + match.group("stop")


def _surplus(draft: _Draft, language: str | None) -> float:
    spoken = bool(draft.speeches) and any(speech.attributed for speech in draft.speeches)
    return surplus(draft.words, language, spoken)


def _without_speech(text: str, start: int, end: int, speeches: list[Speech]) -> str:
    """Return text[start:end] with what others say in it blanked out."""
    if not speeches:
        return text[start:end]
    parts: list[str] = []
    for speech in speeches:
        parts += (text[start : speech.start], "…")
        start = speech.end
    return "".join([*parts, text[start:end]])


def _claim(document: Document, block: Block, draft: _Draft, leaning: Leaning, name: str) -> Claim | None:
    first = block.source_offset(draft.start)
    last = block.source_offset(draft.end - 1) + 1
    if leaning.covering(first, last) >= _MOSTLY * (last - first):
        return None
    ids, link = leaning.of(draft.start, draft.end, draft.reach)
    quotations = [
        Quotation(
            document.span(block, speech.start, speech.end),
            folded(block.text[speech.start : speech.end]),
            speech.speaker,
        )
        for speech in draft.speeches
    ]
    return Claim(
        name,
        document.source_span(first, last),
        leaning.without_markers(_without_sources(block, draft)),
        ids,
        link,
        tuple(quotations),
    )
