"""Say on which references a sentence leans: what it points to, what it names, or else the whole list."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from citecheck.models import ClaimLink, Reference, ReferenceForm, ReferenceKind
from citecheck.outlets import OutletTable, fold_name
from citecheck.parser.claims import cues
from citecheck.parser.document import Block, BlockKind, Document, Link, Marker, folded

_LISTED = (ReferenceForm.ENTRY, ReferenceForm.FOOTNOTE)
_BRACKETED = re.compile(r"\[(\^?[\w.:-]{1,24}(?:\s?[,;–-]\s?\^?[\w.:-]{1,24}){0,20})\]")
_ROUND = re.compile(r"\((\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20})\)(?=\s*(?:[.,;:!?…\"”»]|\Z))")
_RAISED = re.compile(
    r"(?<=\S)(?<!\bm)(?<!\b[kcdm]m)(?<!\bft)(?<!\bin)"
    r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[⁻˒,][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}){0,10})"
)
"""Raised digits, but not those of km² and m³."""
_RAISED_DIGIT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]")
_NUMBERED = re.compile(r"\s?\[\s?\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\s?\]")
_RAISED_AT_END = re.compile(r"(?<=[.,;:!?…\"”’»)])[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_SOURCE = re.compile(
    r"\s?\((?:source|sources|via|quelle|fuente|fonte|джерело|источник):? [^()\n]{1,80}\)", re.I
)
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")
_RANGE = re.compile(r"(\d{1,3})\s?[–-]\s?(\d{1,3})")
_LONGEST_RANGE = 30
_LONGEST_SORTED = 300
"""References in a list up to which it is put in order for each section."""
_FEW_NAMES = 40
"""Names up to which it is faster to look for each than to go through the words."""
_AUTHOR_YEAR = re.compile(r"\s?\(([^()\n]{2,120})\)")
_YEAR = re.compile(r"\b(?:19|20)\d\d(?=[a-z]?\b)")
_NAME = re.compile(r"[^\W\d_][\w’'-]+")
_WORD = re.compile(r"\w+")


class Leaning:
    """Looks up, for stretches of a document, the references they lean on."""

    def __init__(
        self, references: Sequence[Reference], outlets: OutletTable, sections: Sequence[int] = ()
    ) -> None:
        """Index the references by place, marker, address, author and outlet.

        Args:
            references: what the document cites.
            outlets: for the other names of the outlets cited.
            sections: offsets in the source at which its sections start, sorted.
        """
        self._placed = sorted(references, key=lambda r: r.span.start)
        self._starts = [r.span.start for r in self._placed]
        self._by_marker = _grouped((_marker(r.marker), r) for r in references if r.marker)
        self._by_url = _grouped((_address(r.url), r) for r in references if r.url)
        self._by_author = _grouped(_author_keys(references, outlets))
        listed = [r for r in references if r.form in _LISTED]
        if not self._by_marker and listed:
            # A numbered text over a list without numbers: the order counts.
            self._ordinals = {str(number): [r] for number, r in enumerate(listed, 1)}
        else:
            self._ordinals = {}
        self._aliases = _aliases(references, outlets)
        whole = listed or [r for r in references if r.kind is ReferenceKind.NEWS]
        self._whole = tuple(r.id for r in whole)
        self._sections = sections
        self._by_section: dict[int, tuple[str, ...]] = {}
        self._block = Block(BlockKind.PARAGRAPH, "", ((0, 0),), 0)
        self._limit = 0
        self._markers: list[Marker] = []
        self._links: list[Link] = []
        self._names: list[int] = []
        """Where names of outlets cited may stand in the block's text."""
        self._cited = False
        """A reference stands in the block or right behind it."""
        self._points = False
        """Something in the block may point to a reference."""

    def enter(self, block: Block, limit: int) -> None:
        """Turn to another block: what is asked from now on is asked about it.

        Args:
            block: the block; its references, markers and names are looked up once for all its sentences.
            limit: offset in the source up to which something right behind its text belongs to it.
        """
        self._block, self._limit = block, limit
        self._markers = sorted(block.markers, key=lambda m: m.at) if block.markers else []
        self._links = sorted(block.links, key=lambda k: k.start) if block.links else []
        self._cited = any(True for _ in self._between(block.source_offset(0), limit))
        self._points = self._cited or bool(block.markers or block.links) or self._may_be_written(block.text)
        self._names = self._places_of_names(block.text)

    def of(self, start: int, end: int, reach: int) -> tuple[tuple[str, ...], ClaimLink]:
        """Return the ids of the references a sentence leans on, the most specific first, and why.

        Args:
            start: its first character in the block's text.
            end: after its last character.
            reach: where the next sentence starts; the end of the text where it is the last.
        """
        block = self._block
        if self._points:
            limit = block.source_offset(reach) if reach < len(block.text) else self._limit
            pointed = list(self._pointed(start, reach, limit))
            if pointed:
                attributions = all(r.form is ReferenceForm.ATTRIBUTION for r in pointed)
                link = ClaimLink.OUTLET if attributions else ClaimLink.MARKER
                ids = [r.id for r in pointed]
                if attributions:
                    ids += self._named(start, end)
                return tuple(dict.fromkeys(ids)), link
        named = tuple(dict.fromkeys(self._named(start, end))) if self._names else ()
        if named:
            return named, ClaimLink.OUTLET
        return self._list_from(block.source_offset(start)) if self._whole else (), ClaimLink.LIST

    def points(self, start: int, reach: int) -> bool:
        """Say whether a sentence points to a reference by a marker, a link or a source in brackets."""
        if not self._points:
            return False
        block = self._block
        limit = block.source_offset(reach - 1) + 1 if reach > start else block.source_offset(start)
        return any(
            reference.form is not ReferenceForm.ATTRIBUTION
            for reference in self._pointed(start, reach, limit)
        )

    def _pointed(self, start: int, reach: int, limit: int) -> Iterator[Reference]:
        yield from self._between(self._block.source_offset(start), limit)
        if self._markers:
            yield from self._marked(start, reach)
        if self._links:
            yield from self._linked(start, reach)
        yield from self._written(self._block.text[start:reach])

    def _list_from(self, at: int) -> tuple[str, ...]:
        """Return the whole list, what stands in the same section first."""
        if len(self._whole) > _LONGEST_SORTED:
            return self._whole
        section = bisect_right(self._sections, at)
        if section not in self._by_section:
            low = self._sections[section - 1] if section else 0
            high = self._sections[section] if section < len(self._sections) else 1 << 62
            near = {r.id for r in self._between(low, high)}
            self._by_section[section] = tuple(sorted(self._whole, key=lambda name: name not in near))
        return self._by_section[section]

    def covering(self, start: int, end: int) -> int:
        """Return how many characters of source[start:end] the references that start in it cover."""
        if not self._cited:
            return 0
        covered = 0
        for reference in self._between(start, end):
            covered += min(end, reference.span.end) - reference.span.start
        return covered

    def _between(self, start: int, end: int) -> Iterator[Reference]:
        for at in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            yield self._placed[at]

    def _marked(self, start: int, reach: int) -> Iterator[Reference]:
        markers = self._markers
        first = bisect_right(markers, start, key=lambda m: m.at) if start else 0
        for marker in markers[first : bisect_right(markers, reach, key=lambda m: m.at)]:
            yield from self._by_marker.get(_marker(marker.label), ())

    def _linked(self, start: int, reach: int) -> Iterator[Reference]:
        links = self._links
        first = bisect_left(links, start, key=lambda k: k.start)
        for link in links[first : bisect_left(links, reach, key=lambda k: k.start)]:
            yield from self._by_url.get(_address(link.url), ())

    def _may_be_written(self, text: str) -> bool:
        """Say whether a text has a sign of what `_written` reads."""
        labels = self._by_marker or self._ordinals
        return bool(
            (labels and ("[" in text or (not text.isascii() and _RAISED_DIGIT.search(text))))
            or ((self._by_marker or self._by_author) and "(" in text)
        )

    def _written(self, text: str) -> Iterator[Reference]:
        """Yield what markers standing in plain text point to: [3], [3, 5–7], (3), ³, (Miller, 2020)."""
        labels = self._by_marker or self._ordinals
        if labels and "[" in text:
            for match in _BRACKETED.finditer(text):
                yield from _looked_up(match.group(1), labels)
        if labels and not text.isascii():
            for match in _RAISED.finditer(text):
                yield from _looked_up(match.group(1).translate(_PLAIN_DIGITS), labels)
        if self._by_marker and "(" in text:
            for match in _ROUND.finditer(text):
                if match.start() > 0:
                    yield from _looked_up(match.group(1), self._by_marker)
        if self._by_author and "(" in text:
            for match in _AUTHOR_YEAR.finditer(text):
                yield from self._authored(match.group(1))

    def without_markers(self, text: str) -> str:
        """Return a sentence, white space folded, without what only points to references.

        The number of a marker, or the year of "(Miller, 2020)", is no statement of the sentence.
        """
        if "[" in text:
            text = _NUMBERED.sub("", text)
        if not text.isascii() and _RAISED_DIGIT.search(text):
            text = _RAISED_AT_END.sub("", text)
        if "(" in text:
            text = _SOURCE.sub("", text)
            if self._by_author:
                text = _AUTHOR_YEAR.sub(lambda m: "" if any(self._authored(m.group(1))) else m.group(), text)
        return folded(text)

    def _authored(self, inside: str) -> Iterator[Reference]:
        for part in inside.split(";"):
            years = _YEAR.findall(part)
            if not years:
                continue
            for name in _NAME.findall(part):
                for year in years:
                    yield from self._by_author.get(f"{name.casefold()} {year}", ())

    def _places_of_names(self, text: str) -> list[int]:
        """Return where the names of outlets cited may stand in a text, in order."""
        if len(self._aliases) > _FEW_NAMES:
            firsts = self._aliases.keys()
            return [match.start() for match in _WORD.finditer(text) if match.group() in firsts]
        places: list[int] = []
        for aliases in self._aliases.values():
            for alias, _ in aliases:
                at = text.find(alias)
                while at >= 0:
                    places.append(at)
                    at = text.find(alias, at + 1)
        return sorted(places)

    def _named(self, start: int, end: int) -> Iterator[str]:
        """Yield the ids of references to outlets whose names stand in a sentence."""
        first = bisect_left(self._names, start)
        if first == len(self._names) or self._names[first] >= end:
            return
        text = self._block.text[start:end]
        reports: bool | None = None
        for match in _WORD.finditer(text):
            for alias, ids in self._aliases.get(match.group(), ()):
                at = match.start()
                if not text.startswith(alias, at) or text[at + len(alias) : at + len(alias) + 1].isalnum():
                    continue
                if alias.lower() in cues.words("phrases", "outlets"):
                    reports = _reports(text) if reports is None else reports
                    if not reports:
                        continue
                yield from ids


def _grouped(pairs: Iterable[tuple[str, Reference]]) -> dict[str, list[Reference]]:
    groups: dict[str, list[Reference]] = defaultdict(list)
    for key, reference in pairs:
        if reference not in groups[key][-1:]:
            groups[key].append(reference)
    return dict(groups)


def _marker(label: str) -> str:
    return label.strip().lstrip("^").casefold()


def _address(url: str) -> str:
    bare = url.strip().casefold()
    for start in ("https://", "http://", "www."):
        bare = bare.removeprefix(start)
    return bare.partition("#")[0].rstrip("/")


def _looked_up(written: str, labels: dict[str, list[Reference]]) -> Iterator[Reference]:
    whole = labels.get(_marker(written))
    if whole:
        yield from whole
        return
    for part in re.split(r"\s?[,;]\s?", written):
        span = _RANGE.fullmatch(part)
        if span:
            low, high = int(span.group(1)), int(span.group(2))
            for number in range(low, min(high, low + _LONGEST_RANGE) + 1):
                yield from labels.get(str(number), ())
        else:
            yield from labels.get(_marker(part), ())


def _author_keys(references: Sequence[Reference], outlets: OutletTable) -> Iterator[tuple[str, Reference]]:
    for reference in references:
        if reference.form not in _LISTED or not reference.date:
            continue
        year = reference.date[:4]
        names = set()
        if reference.author:
            # "Miller, A. and Sherman, P." or "Ann Miller": the first word or the last of the first name.
            first = re.split(r"\band\b|&|;", reference.author)[0]
            parts = [p for p in _NAME.findall(first) if len(p) > 1]
            names.update(parts[:1] if "," in first else parts[-1:])
        elif reference.outlet:
            names.update(_NAME.findall(reference.outlet)[-1:])
            known = outlets.get(reference.outlet)
            names.update(alias for alias in (known.aliases if known else ()) if alias.isupper())
        for name in names:
            yield f"{name.casefold()} {year}", reference


def _aliases(
    references: Sequence[Reference], outlets: OutletTable
) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Return first word of an outlet's name -> (name as written, ids of the references to it)."""
    ids: dict[str, list[str]] = defaultdict(list)
    for reference in references:
        if reference.outlet:
            ids[reference.outlet].append(reference.id)
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for name, leaning in ids.items():
        outlet = outlets.get(name)
        names = {name, *((outlet.name, *outlet.aliases) if outlet else ())}
        for alias in {_bare(alias) for alias in names}:
            first = _WORD.match(alias)
            if first and any(c.isupper() or not c.isascii() for c in alias):
                found[first.group()].append((alias, tuple(leaning)))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return dict(found)


def _reports(text: str) -> bool:
    """Say whether a sentence reports what somebody published: there "the Sun" is a newspaper."""
    reporting = cues.words("phrases", "reporting")
    return any(word in reporting for word in _WORD.findall(text.lower()))


def _bare(alias: str) -> str:
    """Drop a leading "The": the sentence may say "the Guardian's"; the rest must agree in case."""
    return alias[4:] if alias[:4].casefold() == "the " and fold_name(alias) else alias


def section_starts(document: Document) -> list[int]:
    """Return the offsets in the source at which the sections of a document start, sorted."""
    headings = (BlockKind.TITLE, BlockKind.HEADING)
    return sorted(b.source_offset(0) for b in document.blocks if b.kind in headings and b.text)


def prose_limits(document: Document) -> list[int]:
    """Return, for each block, the source offset before which something behind its text belongs to it."""
    limits = [len(document.source)] * len(document.blocks)
    following = len(document.source)
    for index in range(len(document.blocks) - 1, -1, -1):
        block = document.blocks[index]
        newline = document.source.find("\n", block.source_end, following)
        limits[index] = max(block.source_end, following if newline < 0 else newline)
        if block.kind not in (BlockKind.FOOTNOTE, BlockKind.TEMPLATE) and block.text:
            following = block.source_offset(0)
    return limits
