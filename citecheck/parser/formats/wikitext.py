"""MediaWiki wikitext: paragraphs, lists, <ref> notes and citation templates in many languages."""

from __future__ import annotations

import re
from typing import Any

from citecheck.parser.builder import BlockBuilder
from citecheck.parser.document import Block, BlockKind, Document
from citecheck.parser.formats.citations import citation_fields, is_citation
from citecheck.parser.formats.definitions import with_terms
from citecheck.parser.formats.text import read_plain

_TOO_LARGE = 12_000_000
_TOO_DEEP = re.compile(r"[\[{<'*#:;]{3000}")
_BRACES = re.compile(r"\{\{|\}\}|\[\[|\]\]|<(/?)([a-zA-Z]{1,12})(?=[\s>/])([^<>]{0,300}/>)?")
_DEEPEST = 40
_STRAY = 60
"""Unclosed braces or tags; the library tries each to the end of the page, at quadratic cost and worse."""
_MEDIA = re.compile(
    r"\s*(?:file|image|datei|bild|fichier|archivo|imagen|immagine|plik|ficheiro|imagem|файл|изображение|зображення|dosya|ملف|category|"
    r"kategorie|catégorie|categoría|categoria|kategoria|категория|категорія|kategori|تصنيف|分类|文件)\s*:",
    re.IGNORECASE,
)
_SKIPPED_TAGS = frozenset(
    {
        "math",
        "gallery",
        "syntaxhighlight",
        "source",
        "score",
        "timeline",
        "nowiki",
        "pre",
        "imagemap",
        "templatedata",
    }
)
_LIST_MARKS = {"*": "li", "#": "li", ":": "dd", ";": "dt"}
_DEPTH = 12


def read_wikitext(source: str, name: str) -> Document:
    """Split wikitext into blocks."""
    if len(source) > _TOO_LARGE or _TOO_DEEP.search(source) or _is_tangled(source):
        plain = read_plain(source, name)
        return Document(name, "wikitext", source, plain.blocks, title=plain.title)
    import mwparserfromhell

    reader = _Reader()
    try:
        reader.walk(mwparserfromhell.parse(source, skip_style_tags=False), 0, 0)
    except (RecursionError, mwparserfromhell.parser.ParserError):
        plain = read_plain(source, name)
        return Document(name, "wikitext", source, plain.blocks, title=plain.title)
    reader.flush()
    return Document(name, "wikitext", source, with_terms(reader.blocks, reader.parts))


def _is_tangled(source: str) -> bool:
    """Say whether braces or tags nest deeper, or stay open more often, than any hand-written page's."""
    depth = {"{{": 0, "[[": 0}
    tags: dict[str, int] = {}
    stray = 0
    for match in _BRACES.finditer(source):
        mark = match.group()
        if mark in depth:
            depth[mark] += 1
            if depth[mark] > _DEEPEST:
                return True
        elif mark in ("}}", "]]"):
            opener = "{{" if mark == "}}" else "[["
            depth[opener] = max(depth[opener] - 1, 0)
        elif match.group(2) and match.group(3) is None:
            name = match.group(2).lower()
            if match.group(1):
                stray += not tags.get(name)
                tags[name] = max(tags.get(name, 0) - 1, 0)
            elif name not in ("br", "hr", "wbr", "img", "li", "p", "references", "nowiki"):
                tags[name] = tags.get(name, 0) + 1
                if tags[name] > _DEEPEST:
                    return True
    return stray > _STRAY or sum(tags.values()) > _STRAY


class _Reader:
    """Walks over the nodes, counting where each stands: joined, they are the source."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.parts: dict[int, str] = {}
        """Which blocks are terms ("dt") and descriptions ("dd") of definition lists."""
        self._part = ""
        self._builder = BlockBuilder()
        self._notes: list[Block] = []
        """Notes met inside the paragraph at hand: they follow it."""
        self._list_level = 0
        self._number = 0

    def walk(self, code: Any, at: int, depth: int) -> None:
        """Read the nodes of `code`, whose text begins at `at` in the source."""
        for node in code.nodes:
            size = len(str(node))
            self._node(node, at, size, depth)
            at += size

    def _node(self, node: Any, at: int, size: int, depth: int) -> None:
        match type(node).__name__:
            case "Text":
                self._text(str(node), at)
            case "Heading":
                self.flush()
                self.walk(node.title, at + node.level, depth + 1)
                self._end(BlockKind.HEADING, level=max(node.level - 1, 1))
            case "Tag":
                self._tag(node, at, size, depth)
            case "Wikilink":
                self._wikilink(node, at, depth)
            case "ExternalLink":
                self._external(node, at, depth)
            case "Template":
                self._template(node, at, depth, None)
            case "HTMLEntity":
                self._builder.replace(node.normalize() or "", at, size)
            case _:
                pass

    def _text(self, text: str, at: int) -> None:
        begin = 0
        while True:
            end = text.find("\n", begin)
            if end < 0:
                self._builder.add(text[begin:], at + begin)
                return
            self._builder.add(text[begin:end], at + begin)
            if self._list_level or text.startswith("\n", end + 1) or not text[begin:end].strip():
                self.flush()
            else:
                self._builder.add("\n", at + end)
            begin = end + 1

    def flush(self) -> None:
        """End the paragraph or list item at hand."""
        level, self._list_level = self._list_level, 0
        self._end(BlockKind.LIST_ITEM if level else BlockKind.PARAGRAPH, level=level)

    def _end(self, kind: BlockKind, *, level: int = 0, label: str | None = None) -> None:
        block = self._builder.build(kind, level=level, label=label)
        self._builder = BlockBuilder()
        if block:
            if self._part:
                self.parts[len(self.blocks)] = self._part
            self.blocks.append(block)
        self._part = ""
        self.blocks.extend(self._notes)
        self._notes = []

    def _tag(self, node: Any, at: int, size: int, depth: int) -> None:
        name = str(node.tag).strip().lower()
        markup = str(node.wiki_markup or "")
        if markup in _LIST_MARKS:
            if not self._list_level or self._builder.length:
                self.flush()
            self._list_level += 1
            self._part = {":": "dd", ";": "dt"}.get(markup, "")
        elif name == "ref":
            self._ref(node, at, size, depth)
        elif name == "br":
            self._builder.replace("\n", at, size)
        elif name not in _SKIPPED_TAGS and node.contents is not None and depth < _DEPTH:
            start = self._builder.length
            table = name in ("table", "tr", "td", "th", "references", "div", "blockquote")
            if table:
                self.flush()
                start = 0
            self.walk(node.contents, at + _contents_at(node, size), depth + 1)
            if table:
                self.flush()
            elif name in ("i", "b", "em", "strong", "cite"):
                self._builder.emphasise(start)

    def _wikilink(self, node: Any, at: int, depth: int) -> None:
        title = str(node.title)
        if _MEDIA.match(title):
            return
        if node.text is not None:
            self.walk(node.text, at + 3 + len(title), depth + 1)
        elif not (title.startswith(":") or "|" in title):
            self._builder.add(title, at + 2)

    def _external(self, node: Any, at: int, depth: int) -> None:
        written = str(node.url)
        url = written.split("{{")[0].rstrip("|")
        if not node.brackets or node.title is None:
            self._builder.add(url, at + (1 if node.brackets else 0))
            self._builder.fill(" ")
            return
        start = self._builder.length
        gap = 0 if getattr(node, "suppress_space", False) else 1
        self.walk(node.title, at + 1 + len(written) + gap, depth + 1)
        self._builder.link(start, url)

    # -- notes and templates -------------------------------------------------------------------------------

    def _ref(self, node: Any, at: int, size: int, depth: int) -> None:
        name = (
            str(node.get("name").value).strip(" \"'") if node.has("name") and node.get("name").value else ""
        )
        if name or node.contents:
            self._number += 1
        label = name or str(self._number)
        self._builder.mark(label)
        if node.contents is None or not str(node.contents).strip() or depth >= _DEPTH:
            return
        outer, level = self._builder, self._list_level
        self._builder, self._list_level = BlockBuilder(), 0
        before = len(self._notes)
        start = at + _contents_at(node, size)
        for child in node.contents.nodes:
            length = len(str(child))
            if type(child).__name__ == "Template":
                self._template(child, start, depth + 1, label)
            elif type(child).__name__ == "Text":
                self._builder.add(str(child).replace("\n", " "), start)
            else:
                self._node(child, start, length, depth + 1)
            start += length
        note = self._builder.build(BlockKind.FOOTNOTE, label=label)
        cited = len(self._notes) > before
        self._builder, self._list_level = outer, level
        if note and (not cited or note.links or "://" in note.text):
            self._notes.insert(before, note)

    def _template(self, node: Any, at: int, depth: int, label: str | None) -> None:
        if depth >= _DEPTH:
            return
        if is_citation(str(node.name)):
            fields = citation_fields(node)
            if fields:
                builder = BlockBuilder()
                builder.add(str(node), at)
                block = builder.build(BlockKind.TEMPLATE, label=label, fields=fields)
                if block:
                    self._notes.append(block)
            return
        place = at + 2 + len(str(node.name))
        outer = self._builder
        for parameter in node.params:
            place += 1 + (len(str(parameter.name)) + 1 if parameter.showkey else 0)
            value = str(parameter.value)
            if "<ref" in value or "{{" in value:
                self._builder = BlockBuilder()
                self._only_notes(parameter.value, place, depth + 1)
            place += len(value)
        self._builder = outer

    def _only_notes(self, code: Any, at: int, depth: int) -> None:
        """Read the notes in a template's value; its text is no running text."""
        for node in code.nodes:
            size = len(str(node))
            kind = type(node).__name__
            if kind == "Tag" and str(node.tag).strip().lower() == "ref":
                self._ref(node, at, size, depth)
            elif kind == "Template":
                self._template(node, at, depth, None)
            elif kind == "Tag" and node.contents is not None and depth < _DEPTH:
                self._only_notes(node.contents, at + _contents_at(node, size), depth + 1)
            at += size


def _contents_at(node: Any, size: int) -> int:
    """Return where a tag's contents begin, counted from the tag's own beginning."""
    closing = str(node.closing_wiki_markup or "") if node.wiki_markup else f"</{node.closing_tag}>"
    return max(size - len(closing) - len(str(node.contents)), 0)
