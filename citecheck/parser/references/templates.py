"""Citation templates and the like: named parameters -> a reference."""

from __future__ import annotations

from citecheck.models import Reference, ReferenceForm, ReferenceKind
from citecheck.outlets import OutletTable
from citecheck.parser.document import Block, Document
from citecheck.parser.references.dates import find_dates, find_years
from citecheck.parser.references.headline import clean_headline, without_suffix
from citecheck.parser.references.kinds import is_other_host, kind_of
from citecheck.parser.references.naming import find_outlet, trimmed
from citecheck.parser.references.urls import absolute, host_of, is_article, original

_SHAPE = {"book": "ISBN "}
"""What kind_of is told about a template's sort, in the words it knows."""


def read_template(block: Block, document: Document, outlets: OutletTable) -> Reference | None:
    """Return the reference that a TEMPLATE block's fields make, or None."""
    fields = block.fields
    url = absolute(original(fields["url"])) if fields.get("url") else None
    headline = clean_headline(fields.get("title", "")) or None
    suffix = None
    written = fields.get("outlet", "")
    names = fields.get("outlets", written).split("\n")
    named = next((found for name in names if (found := find_outlet(name, outlets))), None)
    if headline and named is None and url and (named := find_outlet(headline, outlets)):
        headline = None  # a link by the name of who published it
    if headline:
        headline, suffix = without_suffix(headline, outlets, named.name if named else None)
    if not headline and not url:
        return None
    known = named or suffix or (outlets.by_url(url) if url else None)
    outlet = (
        known.name
        if known
        else trimmed(written) or (host_of(url) if url and is_article(url) else None) or None
    )
    kind = kind_of(
        _SHAPE.get(fields.get("kind", ""), "") + (outlet or ""),
        outlet,
        bool(named or suffix),
        url,
        outlets,
        listed=fields.get("kind") in ("news", "press"),
    )
    if fields.get("kind") == "press" and not (url and is_other_host(url)):
        kind = ReferenceKind.NEWS
    span = document.span(block, 0, len(block.text))
    text = " ".join(block.text.split())
    return Reference(
        "",
        span,
        text,
        kind,
        ReferenceForm.TEMPLATE,
        headline,
        outlet,
        url,
        _date(fields.get("date", "")),
        fields.get("author") or None,
        block.label,
    )


def _date(text: str) -> str | None:
    dates = [d.iso for d in find_dates(text) if d.exactness]
    return dates[0] if dates else next((y.iso for y in find_years(text)), None)
