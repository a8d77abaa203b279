"""One block, several entries: lines with their own marks, and two citations on one line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from citecheck.outlets import OutletTable
from citecheck.parser.document import Block
from citecheck.parser.quotemarks import MARK, pair_marks
from citecheck.parser.references.chunks import Chunk, chunk_of, lines_of
from citecheck.parser.references.urls import find_urls
from citecheck.parser.words import AND

_MARK = re.compile(
    r"\s*(?:[-–—•·‣◦▪●■►▶➤→*+](?=\s)|\\?\[\^?\w{1,8}\\?\]|【\d{1,4}】|\(?\d{1,3}[.)]\s"
    r"|[\U0001F300-\U0001FAFF\u2600-\u27bf]|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}\s?)"
)
_GOES_ON = (",", "，", "،")
"""What no entry ends in."""
_LINES_MAX = 2000
_FEW = 3
"""Lines of which each counts; in longer lists a line that only gives a year heads others."""
_ON_A_LINE = 12
"""Entries on one line; more semicolons than that part something else."""
_SHORTEST = 4
"""Words of an entry; "(Reuters; AP)" credits one headline to two outlets."""
_AND = re.compile(
    rf"[)\]]\s*[,;]?\s*(?:{AND}|sowie|see also|siehe auch)\s+(?=[^()\[\]]{{0,60}}$)",
    re.IGNORECASE,
)
"""What joins a citation that ends in brackets to the next one's author or headline."""
_LABELLED = re.compile(r"[^:;,]{2,60}:\s{1,3}(?:https?://|www\.|[\w-]{1,40}\.[a-z]{2,6}/)")
_NEXT_LABEL = re.compile(r"[,;]\s{1,3}(?=[^\s:;,][^:;,]{1,59}:\s{1,3}https?://)")
"""An outlet before its address, as lists of sources have it."""
_TWO = re.compile(r"[\"“«„‘]")
_BETWEEN = re.compile(rf"\s*(?:[-–—|,(]|\bin\b)?\s*[^\"“«„]{{2,80}}?[;,.)\s]\s*(?:(?:{AND})\s+)?$")


def split_entries(block: Block, start: int, outlets: OutletTable) -> Iterator[Chunk]:
    """Yield the entries in block.text[start:].

    Lines with a mark of their own, or complete in themselves, are entries; others are one entry, wrapped.
    """
    lines = [(max(a, start), b) for a, b in lines_of(block) if b > start]
    for a, b in _grouped(block, lines):
        chunk = chunk_of(block, a, b)
        if chunk is None:
            continue
        cuts = _inner_cuts(chunk, outlets)
        if not cuts:
            yield chunk
            continue
        bounds = [0, *cuts, len(chunk.text)]
        for x, y in itertools.pairwise(bounds):
            part = chunk_of(block, chunk.start + x, chunk.start + y)
            if part:
                yield part


def _grouped(block: Block, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(lines) <= 1 or len(lines) > _LINES_MAX:
        return lines
    text = block.text
    marked = [bool(_MARK.match(text, a, b)) for a, b in lines]
    if sum(marked) >= 2 or (marked[0] and sum(marked) == 1 and len(lines) > 1):
        starts = marked
    elif _each_complete(block, lines):
        starts = [True] * len(lines)
    else:
        starts = [False] * len(lines)
    starts = [
        new and not (i and not marked[i] and text[slice(*lines[i - 1])].rstrip().endswith(_GOES_ON))
        for i, new in enumerate(starts)
    ]
    starts = [
        new and not (i and _only_address(block, lines[i]) and not _has_address(block, lines[i - 1]))
        for i, new in enumerate(starts)
    ]
    groups: list[tuple[int, int]] = []
    for (a, b), new in zip(lines, starts, strict=True):
        if groups and not new:
            groups[-1] = (groups[-1][0], b)
        else:
            groups.append((a, b))
    return groups


def _has_address(block: Block, line: tuple[int, int]) -> bool:
    a, b = line
    return any(link.start < b and link.end > a for link in block.links) or bool(find_urls(block.text[a:b]))


def _only_address(block: Block, line: tuple[int, int]) -> bool:
    """Say whether a line is nothing but an address or a link to one: the end of the entry above it."""
    a, b = line
    rest = block.text[a:b]
    for found in find_urls(rest):
        rest = rest.replace(found.url, " ")
    for link in block.links:
        if (
            link.start < b
            and link.end > a
            and not any(c.isspace() for c in block.text[link.start : link.end].strip())
        ):
            rest = rest.replace(block.text[max(link.start, a) : min(link.end, b)], " ")
    return _has_address(block, line) and not any(c.isalpha() for c in rest)


def _each_complete(block: Block, lines: list[tuple[int, int]]) -> bool:
    """Say whether (nearly) every line has its own address, link or closed quotation."""
    complete = whole = 0
    for a, b in lines:
        whole += any(map(str.isalpha, block.text[a:b])) or len(lines) <= _FEW
        line = block.text[a:b]
        linked = any(link.start < b and link.end > a for link in block.links)
        quoted = bool(re.match(r"\s*[\"“«„]", line)) and bool(pair_marks(line))
        complete += linked or bool(find_urls(line)) or quoted
    return complete >= 2 and complete >= 0.75 * whole


def _inner_cuts(chunk: Chunk, outlets: OutletTable) -> list[int]:
    """Return where a further citation begins on the same line: `"A" – Reuters; "B" – BBC`."""
    text = chunk.text
    if "://" in text and len(text) <= 3000 and (labels := _at_labels(text)):
        return labels
    cuts = _at_semicolons(text, outlets) if "; " in text and len(text) <= 3000 else []
    if not cuts and len(text) <= 3000 and len(_TWO.findall(text)) >= 2:
        cuts = _at_conjunctions(text, outlets)
    if cuts or not MARK.search(text, 0, 4) or len(text) > 3000 or len(_TWO.findall(text)) < 2:
        return cuts
    passages = pair_marks(text)
    if len(passages) < 2 or passages[0].start > 3:
        return []
    from citecheck.parser.references.pieces import Piece, find_named

    last = passages[0].end
    for passage in passages[1:]:
        between = text[last : passage.start]
        if (
            _BETWEEN.fullmatch(between)
            and len(text[passage.start : passage.end].split()) >= 3
            and find_named(Piece(0, between), outlets)
        ):
            cuts.append(passage.start)
        last = passage.end
    return cuts


def _at_labels(text: str) -> list[int]:
    """Return where further citations begin in "Outlet: https://…, 2025-07-02, Outlet: https://…"."""
    if not _LABELLED.match(text):
        return []
    cuts = [match.end() for match in _NEXT_LABEL.finditer(text)]
    return cuts if len(cuts) < _ON_A_LINE * 2 else []


def _at_conjunctions(text: str, outlets: OutletTable) -> list[int]:
    """Return where a further citation begins in `Roe, “A” (Outlet, 3 May) and Doe, “B” (Outlet, 4 May)`."""
    from citecheck.parser.references.pieces import Piece, find_named

    passages = pair_marks(text)
    cuts = []
    for place, passage in enumerate(passages[:-1][:_ON_A_LINE]):
        following = passages[place + 1]
        behind = passages[place + 2].start if place + 2 < len(passages) else len(text)
        match = _AND.search(text, passage.end, following.start)
        if (
            match
            and find_named(Piece(0, text[passage.end : match.start() + 1]), outlets)
            and find_named(Piece(0, text[following.end : behind]), outlets)
        ):
            cuts.append(match.end())
    return cuts


def _at_semicolons(text: str, outlets: OutletTable) -> list[int]:
    """Return where the parts of "Headline – Outlet; headline – Outlet" begin: each names an outlet."""
    from citecheck.parser.references.pieces import Piece, find_named

    passages = pair_marks(text)
    ends = [
        match.end()
        for match in re.finditer(r";\s+(?:and\s+)?", text)
        if not any(passage.start < match.start() < passage.end for passage in passages)
    ]
    parts = [text[a:b] for a, b in itertools.pairwise([0, *ends, len(text)])]
    if not 2 <= len(parts) <= _ON_A_LINE or any(len(part.split()) < _SHORTEST for part in parts):
        return []
    bare = text
    for passage in passages:
        bare = bare[: passage.start] + " " * (passage.end - passage.start) + bare[passage.end :]
    pieces = sorted((bare[a:b] for a, b in itertools.pairwise([0, *ends, len(text)])), key=len)
    return ends if all(find_named(Piece(0, piece), outlets) for piece in pieces) else []
