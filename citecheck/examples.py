"""An example of each finding code: what a draft has, and what the report says of it.

All are about the same two invented stories. Tests check every draft against them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """A story that an outlet of the examples has; it is all that the outlet published that month."""

    outlet: str
    date: str
    headline: str
    text: str


STORIES = (
    Held(
        "The Guardian",
        "2026-06-02",
        "Ardenia reopens the Sella crossing for 4,000 families",
        "Ardenia has reopened the Sella river crossing for 4,000 displaced families. The first ferries will "
        "sail on 14 June, the town hall said. “This is a door, not a treaty,” said Mira Toll, who led the "
        "Ardenian delegation.",
    ),
    Held(
        "Al Jazeera",
        "2026-06-03",
        "Velmark bakers end strike over flour tax",
        "Bakers in Velmark went back to work on Wednesday after the flour tax was halved.",
    ),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A draft that has exactly one finding."""

    claim: str
    """Its sentences; "" where the example is about a reference alone."""
    references: tuple[str, ...]
    """The entries of its list of references."""
    says: str
    """The message of the finding."""
    write: str | None = None
    """What the report suggests instead."""

    @property
    def draft(self) -> str:
        """The article as a file holds it."""
        entries = "".join(f"- {entry}\n" for entry in self.references)
        parts = [self.claim + "\n" if self.claim else "", f"References:\n\n{entries}" if entries else ""]
        return "\n".join(part for part in parts if part)


_SELLA = '"Ardenia reopens the Sella crossing for 4,000 families" – The Guardian, 2 June 2026'
_SELLA_WRITE = '"Ardenia reopens the Sella crossing for 4,000 families" – The Guardian, 2026-06-02'

EXAMPLES: dict[str, Example] = {
    "CC001": Example(
        "",
        ('"Ardenia and Velmark sign peace treaty in Port Sella" – The Guardian, 2 June 2026',),
        "The Guardian has no such headline. "
        "The nearest is “Ardenia reopens the Sella crossing for 4,000 families”.",
    ),
    "CC002": Example(
        "",
        ('"Ardenia reopens the Sella crossing for 40,000 families" – The Guardian, 2 June 2026',),
        "The Guardian has this story, but its headline says something else: “4,000”, not “40,000”.",
        _SELLA_WRITE,
    ),
    "CC003": Example(
        "",
        ('"Ardenia reopens Sella river crossing for 4,000 families" – The Guardian, 2 June 2026',),
        "The Guardian has this story, but its headline is worded otherwise.",
        _SELLA_WRITE,
    ),
    "CC004": Example(
        "",
        ('"Ardenia reopens the Sella crossing for 4,000 families" – Al Jazeera, 2 June 2026',),
        "This headline is by The Guardian; Al Jazeera does not have it.",
        _SELLA_WRITE,
    ),
    "CC005": Example(
        "",
        ('"Ardenia reopens the Sella crossing for 4,000 families" – The Guardian, 12 June 2026',),
        "The date given is 2026-06-12; the story is of 2026-06-02.",
    ),
    "CC101": Example(
        "The first ferries will sail on 24 June.",
        (_SELLA,),
        "The Guardian says otherwise: '24 June' is not in the source; it has '14 June'.",
    ),
    "CC102": Example(
        "The first ferries will sail on 14 June. "
        "Seven of the nine ferries were built by a shipyard in Denmark.",
        (_SELLA,),
        "Nothing in the cited story of The Guardian comes near it.",
    ),
    "CC103": Example(
        "“This is a gate, not a treaty,” said Mira Toll.",
        (_SELLA,),
        "The Guardian has 'door' where the article has 'gate'.",
    ),
    "CC104": Example(
        "The first ferries will sail on 14 June.",
        (_SELLA, '"Velmark bakers end strike over flour tax" – Al Jazeera, 3 June 2026'),
        "No sentence of the article was found in this story.",
    ),
    "CC201": Example(
        "",
        ('"Velmark sets out tough terms at river talks" – Reuters, 3 June 2026',),
        "Reuters could not be asked in full.",
    ),
    "CC301": Example(
        "",
        (_SELLA, "Reuters"),
        "This entry could not be read: no headline and no link.",
    ),
    "CC302": Example(
        "I read this twice before I believed it.",
        (),
        "No references were found in this article.",
    ),
}
"""By code; one for each."""
