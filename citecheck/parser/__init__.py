"""Bytes -> Article: what a draft cites and what it claims. No I/O happens here."""

from __future__ import annotations

from collections.abc import Collection

from citecheck.models import Article, Claim
from citecheck.outlets import OutletTable
from citecheck.parser.directives import find_directives
from citecheck.parser.formats import read
from citecheck.parser.references.find import find_references

__all__ = ["parse"]


def parse(
    data: bytes,
    *,
    name: str,
    outlets: OutletTable,
    format: str | None = None,  # noqa: A002
    claims: bool = True,
    languages: Collection[str] = (),
) -> Article:
    """Read an article: its title, what it cites and what it claims.

    Args:
        data: the file as it is on disk.
        name: what to call it in reports; its suffix hints at the format.
        outlets: the outlets to tell by name and by host.
        format: one of `citecheck.parser.formats.FORMATS`; None finds out.
        claims: whether to look for claims as well.
        languages: those the article can be in, of `citecheck.parser.claims.language.LANGUAGES`; any if empty.

    Raises:
        ArticleError: the file is empty, binary, too large or in no encoding that can be told.
    """
    document = read(data, name, format)
    references, unread, reference_blocks = find_references(document, outlets)
    found: tuple[Claim, ...] = ()
    if claims:
        from citecheck.parser.claims.find import find_claims

        found = find_claims(document, references, reference_blocks, outlets, languages)
    return Article(
        path=name,
        format=document.format,
        source=document.source,
        title=document.title,
        date=document.date,
        language=document.language,
        references=references,
        claims=found,
        unread=unread,
        directives=find_directives(document),
    )
