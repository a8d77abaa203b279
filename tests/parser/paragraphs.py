"""Documents of plain paragraphs for the tests of what is read out of prose."""

from citecheck.models import Reference, ReferenceForm
from citecheck.outlets import Outlet, OutletTable
from citecheck.parser.claims.find import find_claims
from citecheck.parser.document import Block, BlockKind, Document, Marker

OUTLETS = OutletTable(
    [
        Outlet("Reuters", ("Reuters News",), ("reuters.com",)),
        Outlet("The Guardian", ("Guardian", "theguardian.com"), ("theguardian.com",)),
        Outlet("BBC News", ("BBC",), ("bbc.co.uk",)),
        Outlet("The Sun", ("Sun",), ("thesun.co.uk",)),
    ]
)


def paragraphs(source, *, kinds=None, markers=None, language="en"):
    """A document whose blocks are the non-empty lines of `source`.

    `kinds` maps a line's number (from 0, empty ones not counted) to its kind, `markers` to its markers.
    """
    blocks = []
    at = 0
    for line in source.split("\n"):
        if line.strip():
            number = len(blocks)
            blocks.append(
                Block(
                    (kinds or {}).get(number, BlockKind.PARAGRAPH),
                    line,
                    ((0, at),),
                    at + len(line),
                    markers=tuple(Marker(*m) for m in (markers or {}).get(number, ())),
                )
            )
        at += len(line) + 1
    return Document("draft.txt", "text", source, blocks, language=language)


def reference(document, name, text, **fields):
    """A reference that stands in the document's source as `text`."""
    start = document.source.index(text)
    fields.setdefault("form", ReferenceForm.ENTRY)
    return Reference(name, document.source_span(start, start + len(text)), text, **fields)


def claims_of(source, references=(), reference_blocks=(), **how):
    """The claims of a document of plain paragraphs."""
    document = paragraphs(source, **how)
    return find_claims(document, tuple(references), frozenset(reference_blocks), OUTLETS)


def texts(source, **how):
    """The texts of the claims of a document of plain paragraphs."""
    return [claim.text for claim in claims_of(source, **how)]
