"""What the parser reads out of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from citecheck.models.place import Span


class ReferenceKind(StrEnum):
    """What a reference points to."""

    NEWS = "news"
    OTHER = "other"
    """A book, paper, government page or the like: kept, not checked, not failed."""


class ReferenceForm(StrEnum):
    """How a reference stands in the draft."""

    ENTRY = "entry"
    FOOTNOTE = "footnote"
    LINK = "link"
    TEMPLATE = "template"
    ATTRIBUTION = "attribution"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Reference:
    """One citation of a published piece in an article."""

    id: str
    """"r1", "r2", … in document order."""
    span: Span
    """The whole entry, where it starts and ends."""
    text: str
    """The entry as written, white space folded to single blanks."""
    kind: ReferenceKind = ReferenceKind.NEWS
    form: ReferenceForm = ReferenceForm.ENTRY
    headline: str | None = None
    """The cited headline without its enclosing quotation marks; None where none is given."""
    outlet: str | None = None
    """Canonical name where the outlet is known, else as written; None where none is given."""
    url: str | None = None
    """The piece's own address, also where the writer links a web archive's or a cache's copy of it."""
    date: str | None = None
    """Publication date as a partial ISO date ("2025", "2025-06", "2025-06-03"), never an access date."""
    author: str | None = None
    marker: str | None = None
    """What the text uses to point here: "3" for [3], "note" for [^note]; None where there is none."""
    copy_url: str | None = None
    """The address as written, where it is that of a copy in an archive or a cache."""


class ClaimLink(StrEnum):
    """Why a claim is held to lean on its references."""

    MARKER = "marker"
    """A footnote marker or link stands in or right after the sentence."""
    OUTLET = "outlet"
    """The sentence names the outlet."""
    LIST = "list"
    """Nothing points anywhere: the article's whole list is meant."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage the article gives as somebody's own words."""

    span: Span
    text: str
    """The words between the quotation marks."""
    speaker: str | None = None
    """Who is said to have said it, as written; None where not named."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A check-worthy sentence of the article's own text."""

    id: str
    """"c1", "c2", … in document order."""
    span: Span
    text: str
    """The sentence, white space folded to single blanks, markup removed."""
    references: tuple[str, ...] = ()
    """Ids of the references it leans on, the most specific first."""
    link: ClaimLink = ClaimLink.LIST
    quotations: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """An entry of a reference list that could not be read (finding CC301)."""

    span: Span
    text: str
    why: str
    """One clause for the writer: "no headline and no link"."""


@dataclass(frozen=True, slots=True)
class Directive:
    """Words to citecheck itself inside an article: no claim and no reference."""

    span: Span
    """From the opening of its comment or bracket to the closing."""
    text: str
    """What follows "citecheck:", white space folded: "ignore CC003 older headline until 2027-01-01"."""


@dataclass(frozen=True, slots=True)
class Article:
    """The document under check."""

    path: str
    """The name it was given under; "-" for standard input."""
    format: str
    """"text", "markdown", "html", "wikitext" or "docx"."""
    source: str
    """The decoded file, every character where spans say it is (for .docx: the extracted text)."""
    title: str | None = None
    date: str | None = None
    """The article's own date as a partial ISO date; None where it gives none."""
    language: str | None = None
    """Two-letter code, or None where unsure."""
    references: tuple[Reference, ...] = ()
    claims: tuple[Claim, ...] = ()
    unread: tuple[Unread, ...] = ()
    directives: tuple[Directive, ...] = ()
