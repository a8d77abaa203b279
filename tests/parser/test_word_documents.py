"""Word documents: hyperlinks in both spellings, footnotes, endnotes, tables, tracked changes."""

import io
import zipfile

import pytest

from citecheck.outlets import known_outlets
from citecheck.parser import parse

pytest.importorskip("docx")

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMES = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{OFFICE}"'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
URL = "https://www.reuters.com/world/ferry-sinks-off-northern-coast-2025-06-03/"


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs, style=""):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def link(text):
    return f'<w:hyperlink r:id="rId9">{run(text)}</w:hyperlink>'


def field(text):
    """The same link as a field, as older files and other programs write it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> HYPERLINK "{URL}" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(text)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def simple_field(text):
    return f"<w:fldSimple w:instr=' HYPERLINK \"{URL}\"'>{run(text)}</w:fldSimple>"


def relations(*rows):
    inner = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{t}" Target="{u}"{m}/>' for i, t, u, m in rows)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def package(body, footnotes="", endnotes=""):
    kinds = {"document.main": "document", "footnotes": "footnotes", "endnotes": "endnotes"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>'
        for kind, name in kinds.items()
    )
    link_row = ("rId9", "hyperlink", URL, ' TargetMode="External"')
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml", "")),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {NAMES}>{footnotes}</w:footnotes>",
        "word/endnotes.xml": f"<w:endnotes {NAMES}>{endnotes}</w:endnotes>",
        "word/_rels/document.xml.rels": relations(
            ("rId5", "footnotes", "footnotes.xml", ""), ("rId6", "endnotes", "endnotes.xml", ""), link_row
        ),
        "word/_rels/footnotes.xml.rels": relations(link_row),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def read(*parts):
    return parse(package(*parts), name="a.docx", outlets=known_outlets())


@pytest.mark.parametrize("linked", [link, field, simple_field])
def test_a_hyperlink_is_read_however_it_is_written(linked):
    entry = paragraph(linked("Ferry sinks off the northern coast"), run(" – Reuters, 3 June 2025"))
    article = read(paragraph(run("It sank.")) + paragraph(run("Sources"), style="Heading1") + entry)
    (reference,) = article.references
    assert (reference.headline, reference.outlet) == ("Ferry sinks off the northern coast", "Reuters")
    assert (reference.url, reference.date) == (URL, "2025-06-03")
    assert (reference.span.line, reference.span.column) == (3, 1)
    assert article.title is None


def test_a_footnote_and_an_endnote_of_one_number_are_two_notes():
    mark = '<w:r><w:{}Reference w:id="1"/></w:r>'
    body = paragraph(run("The ferry sank on Monday with 40 people aboard."), mark.format("footnote"))
    body += paragraph(run("The owner paid a fine of 3,000 crowns in 2024."), mark.format("endnote"))
    article = read(
        body,
        f'<w:footnote w:id="1">{paragraph(run("“Ferry sinks off coast”, "), link("Reuters"))}</w:footnote>',
        f'<w:endnote w:id="1">{paragraph(run("“Owner fined”, BBC News, 3 June 2024."))}</w:endnote>',
    )
    sank, paid = article.claims
    outlets = {reference.id: reference.outlet for reference in article.references}
    assert [outlets[id_] for id_ in sank.references] == ["Reuters"]
    assert [outlets[id_] for id_ in paid.references] == ["BBC"]


def test_what_was_deleted_is_not_there_and_what_was_inserted_is():
    deleted = "<w:del><w:r><w:delText>“Old headline of it” – BBC</w:delText></w:r></w:del>"
    inserted = f"<w:ins>{run('“Ferry sinks off the northern coast” – Reuters')}</w:ins>"
    article = read(paragraph(run("Sources"), style="Heading1") + paragraph(deleted, inserted))
    assert [r.outlet for r in article.references] == ["Reuters"]
