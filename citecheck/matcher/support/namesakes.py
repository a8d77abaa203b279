"""Two names with one head: "Lake Michigan" for "Lake Superior", "University of Bern" for "… of Basel"."""

from __future__ import annotations

import re

from citecheck.matcher.support.closeread import Reading
from citecheck.matcher.support.sentences import is_under_denial
from citecheck.models import Check

_HEADED = re.compile(
    r"\b(?P<head>Lake|Mount|Cape|Fort|Hurricane|Storm|Cyclone|Typhoon|Route|Flight|Operation|"
    r"(?:University|Bank|Gulf|Bay|Strait|Isle|Port) of)\s+(?:the\s+)?"
    r"(?P<name>[A-Z][\w'’-]+)"
)


def find_namesake(reading: Reading) -> Check | None:
    """Look for a name of the claim that the passage lacks, where it has one with the same head."""
    said = list(_HEADED.finditer(reading.claim.text))
    for mine in said if len(said) == 1 else ():
        head, name = mine.group("head"), _bare(mine.group("name"))
        theirs = [found for found in _HEADED.finditer(reading.text) if found.group("head") == head]
        if not theirs or any(_bare(found.group("name")) == name for found in theirs):
            continue
        item = next((one for one in reading.claim.items if one.start == mine.start("name")), None)
        if item is None or is_under_denial(reading, item):
            continue
        return Check(
            "name", False, f"the article says '{mine.group()}', the source says '{theirs[0].group()}'"
        )
    return None


def _bare(name: str) -> str:
    return name.removesuffix("'s").removesuffix("’s")
