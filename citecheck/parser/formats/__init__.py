"""Article formats: each file here turns one kind of source into a `Document`."""

from __future__ import annotations

from dataclasses import replace

from citecheck.errors import ArticleError
from citecheck.parser.decode import decode
from citecheck.parser.detect import FORMATS, detect
from citecheck.parser.directives import masked, without_directives
from citecheck.parser.document import Document


def read(data: bytes, name: str, format: str | None = None) -> Document:  # noqa: A002
    """Decode a file and split it into blocks.

    Args:
        data: the file's bytes.
        name: what to call it; the suffix hints at the format.
        format: one of `FORMATS`, or None to find out.

    Raises:
        ArticleError: the file cannot be read as an article.
    """
    if format is not None and format not in FORMATS:
        raise ArticleError(f"{name}: unknown format {format!r} (known: {', '.join(FORMATS)})")
    if format == "docx" or (format is None and data[:4] == b"PK\x03\x04"):
        from citecheck.parser.formats.docx import read_docx

        return without_directives(read_docx(data, name))
    text = decode(data, name)
    kind = format or detect(text, name)
    return replace(read_text(masked(text, kind), name, kind), source=text)


def read_text(text: str, name: str, format: str) -> Document:  # noqa: A002
    """Split decoded text of a known format into blocks."""
    match format:
        case "markdown":
            from citecheck.parser.formats.markdown import read_markdown

            return read_markdown(text, name)
        case "html":
            from citecheck.parser.formats.html import read_html

            return read_html(text, name)
        case "wikitext":
            from citecheck.parser.formats.wikitext import read_wikitext

            return read_wikitext(text, name)
        case _:
            from citecheck.parser.formats.text import read_plain

            return read_plain(text, name)
