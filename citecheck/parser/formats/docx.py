"""Word documents: paragraphs, lists, tables, hyperlinks, foot- and endnotes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from citecheck.errors import ArticleError
from citecheck.parser.builder import BlockBuilder
from citecheck.parser.decode import LIMIT
from citecheck.parser.document import CELL_BAR, Block, BlockKind, Document
from citecheck.parser.headings import is_reference_heading

_UNPACKED_MAX = 512 * 1024 * 1024
_RATIO_MAX = 200
"""A Word file's XML packs to a tenth; hundredfold is a bomb."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NUMBER = re.compile(r"\d+")
_HYPERLINK = re.compile(r"\s*HYPERLINK\s+\"([^\"]{1,2000})\"", re.IGNORECASE)
_NO_TITLE = "Word Document"
"""What the library says of a package without properties."""


def read_docx(data: bytes, name: str) -> Document:
    """Read a .docx file; places are those of its extracted text, one paragraph a line.

    Raises:
        ArticleError: python-docx is not installed, or the file is no Word document or unpacks beyond reason.
    """
    try:
        import docx
    except ImportError:
        raise ArticleError(
            f'{name}: reading .docx needs python-docx: pip install "citecheck-news[docx]"'
        ) from None
    _check(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        reader = _Reader(document)
        reader.read()
    except ArticleError:
        raise
    except Exception as error:  # the library raises whatever a broken package makes it raise
        raise ArticleError(f"{name}: not a readable Word document ({type(error).__name__})") from None
    if not reader.blocks:
        raise ArticleError(f"{name}: the document has no text")
    named = document.core_properties.title or None
    title = next((b.text for b in reader.blocks if b.kind is BlockKind.TITLE), None)
    title = title or (named if named != _NO_TITLE else None)
    return Document(name, "docx", reader.source(), reader.blocks, title=title)


def _check(data: bytes, name: str) -> None:
    if len(data) > LIMIT:
        raise ArticleError(f"{name}: {len(data) >> 20} MB, and articles may have at most {LIMIT >> 20}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            total = sum(info.file_size for info in package.infolist())
            names = package.namelist()
    except zipfile.BadZipFile:
        raise ArticleError(f"{name}: not a readable Word document (the file is damaged)") from None
    if "word/document.xml" not in names:
        raise ArticleError(
            f"{name}: not a Word document; citecheck reads text, Markdown, HTML, wikitext and .docx"
        )
    if total > _UNPACKED_MAX or total > max(_RATIO_MAX * len(data), 10_000_000):
        raise ArticleError(f"{name}: unpacks to {total >> 20} MB; refused")


class _Reader:
    """Walks over the body and lays its text out line by line."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []

    def source(self) -> str:
        """Return the extracted text."""
        return "".join(self._parts)

    def read(self) -> None:
        """Read paragraphs and tables in order, then the notes."""
        for element in self._document.element.body.iterchildren():
            if element.tag == _W + "p":
                self._paragraph(element, self._document.part)
            elif element.tag == _W + "tbl":
                for i, row in enumerate(element.iter(_W + "tr")):
                    self._row(row, header=i == 0)
        self._notes()

    def _write(self, builder: BlockBuilder, text: str) -> None:
        builder.add(text, self._length)
        self._parts.append(text)
        self._length += len(text)

    def _line_end(self) -> None:
        self._parts.append("\n")
        self._length += 1

    def _paragraph(self, element: Any, part: Any) -> None:
        builder = BlockBuilder()
        self._runs(builder, element, part)
        kind, level = self._kind(element)
        block = builder.build(kind, level=level)
        if block:
            if kind is BlockKind.PARAGRAPH and is_reference_heading(block.text):
                block = builder.build(BlockKind.HEADING, level=2) or block
            self.blocks.append(block)
        self._line_end()

    def _row(self, row: Any, *, header: bool) -> None:
        builder = BlockBuilder()
        for i, cell in enumerate(row.iterchildren(_W + "tc")):
            if i:
                self._write(builder, CELL_BAR)
            for paragraph in cell.iter(_W + "p"):
                self._runs(builder, paragraph, self._document.part)
        block = builder.build(BlockKind.TABLE_ROW, level=int(header))
        if block:
            self.blocks.append(block)
        self._line_end()

    def _runs(self, builder: BlockBuilder, element: Any, part: Any) -> None:
        field = _Field()
        for child in element.iterchildren():
            if child.tag == _W + "r" and field.read(child, builder):
                continue
            if child.tag == _W + "hyperlink":
                start = builder.length
                self._runs(builder, child, part)
                builder.link(start, _target(child, part))
            elif child.tag == _W + "fldSimple":
                start = builder.length
                self._runs(builder, child, part)
                builder.link(start, _field_target(child.get(_W + "instr") or ""))
            elif child.tag in (_W + "r", _W + "ins", _W + "smartTag", _W + "sdt", _W + "sdtContent"):
                if child.tag != _W + "r":
                    self._runs(builder, child, part)
                else:
                    self._run(builder, child)

    def _run(self, builder: BlockBuilder, run: Any) -> None:
        start = builder.length
        for child in run.iterchildren():
            if child.tag == _W + "t":
                self._write(builder, child.text or "")
            elif child.tag in (_W + "br", _W + "cr"):
                self._write(builder, "\n")
            elif child.tag == _W + "tab":
                self._write(builder, "\t")
            elif child.tag == _W + "noBreakHyphen":
                self._write(builder, "-")
            elif child.tag in (_W + "footnoteReference", _W + "endnoteReference"):
                builder.mark(_label(child))
        properties = run.find(_W + "rPr")
        if properties is not None and (
            properties.find(_W + "i") is not None or properties.find(_W + "b") is not None
        ):
            builder.emphasise(start)

    def _kind(self, element: Any) -> tuple[BlockKind, int]:
        properties = element.find(_W + "pPr")
        if properties is None:
            return BlockKind.PARAGRAPH, 0
        style = properties.find(_W + "pStyle")
        name = (style.get(_W + "val") or "").lower() if style is not None else ""
        if name == "title":
            return BlockKind.TITLE, 1
        if name.startswith(("heading", "berschrift", "titre", "titolo", "ttulo", "nagwek")):
            number = _NUMBER.search(name)
            return BlockKind.HEADING, int(number.group()) if number else 1
        if "quote" in name:
            return BlockKind.QUOTE, 0
        if name == "caption":
            return BlockKind.CAPTION, 0
        numbering = properties.find(_W + "numPr")
        if numbering is not None or name.startswith("list"):
            depth = numbering.find(_W + "ilvl") if numbering is not None else None
            return BlockKind.LIST_ITEM, 1 + int(depth.get(_W + "val") or 0) if depth is not None else 1
        return BlockKind.PARAGRAPH, 0

    def _notes(self) -> None:
        for part in _note_parts(self._document.part):
            from lxml import etree

            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
            for note in etree.fromstring(part.blob, parser):
                if note.get(_W + "type") in ("separator", "continuationSeparator", "continuationNotice"):
                    continue
                builder = BlockBuilder()
                for paragraph in note.iter(_W + "p"):
                    self._runs(builder, paragraph, part)
                block = builder.build(BlockKind.FOOTNOTE, label=_label(note))
                if block:
                    self.blocks.append(block)
                self._line_end()


class _Field:
    """A hyperlink written as a field: "begin", its instruction, "separate", the anchor's runs, "end"."""

    def __init__(self) -> None:
        self._instruction = ""
        self._start: int | None = None

    def read(self, run: Any, builder: BlockBuilder) -> bool:
        """Take a run; return whether it belongs to a field's frame and holds no text."""
        mark = run.find(_W + "fldChar")
        if mark is None:
            instructions = run.findall(_W + "instrText")
            self._instruction += "".join(each.text or "" for each in instructions)
            return bool(instructions)
        kind = mark.get(_W + "fldCharType")
        if kind == "begin":
            self._instruction = ""
        elif kind == "separate":
            self._start = builder.length
        elif kind == "end" and self._start is not None:
            builder.link(self._start, _field_target(self._instruction))
            self._start = None
        return run.find(_W + "t") is None


def _field_target(instruction: str) -> str:
    found = _HYPERLINK.match(instruction)
    return found.group(1) if found else ""


def _label(element: Any) -> str:
    """Return a note's label; endnotes are numbered apart from footnotes."""
    number = str(element.get(_W + "id") or "")
    return f"e{number}" if element.tag in (_W + "endnote", _W + "endnoteReference") else number


def _target(hyperlink: Any, part: Any) -> str:
    relation = hyperlink.get(_R_ID)
    if relation and relation in part.rels:
        return str(part.rels[relation].target_ref)
    return ""


def _note_parts(part: Any) -> Iterator[Any]:
    for relation in part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")) and not relation.is_external:
            yield relation.target_part
