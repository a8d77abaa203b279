"""Attributions in running text: "as Reuters reported on 3 June", "according to The Guardian"."""

from __future__ import annotations

from collections.abc import Set

from citecheck.models import Reference
from citecheck.outlets import OutletTable
from citecheck.parser.document import Document


def find_attributions(
    document: Document, outlets: OutletTable, references: Set[int], *, sparse: bool
) -> list[Reference]:
    """Return attributions."""
    return []
