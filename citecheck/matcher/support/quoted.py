"""What the quotations in a claim say about it: looked up in the stories it leans on, and weighed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from citecheck.matcher.quotations.find import find_quotation
from citecheck.models import Claim, ClaimResult, QuotationResult, QuotationVerdict, Story, Support

_FAULTY = (QuotationVerdict.DRIFTED, QuotationVerdict.OTHER_SPEAKER)


def look_up(
    claim: Claim, stories: Sequence[tuple[str, Story]], leaned: Collection[str], unread: Collection[str]
) -> tuple[QuotationResult, ...]:
    """Look the quotations of a claim up in stories.

    Args:
        claim: the sentence with its quotations.
        stories: (id of the reference, story with its text): those it leans on first, then all others.
        leaned: the references that it leans on.
        unread: those of them whose text could not be read.

    Returns:
        One result a quotation. What could stand in a text that was not read, or not to its end,
        is `unchecked`, never absent, nor misquoted because another story has something like it.
    """
    is_cut = any(story.cut for name, story in stories if name in leaned)
    results = []
    for quotation in claim.quotations:
        found = find_quotation(quotation, stories)
        why = _open_reason(found, leaned, is_cut=is_cut) if unread or is_cut else ""
        if why:
            found = QuotationResult(quotation, QuotationVerdict.UNCHECKED, why)
        results.append(found)
    return tuple(results)


def _open_reason(found: QuotationResult, leaned: Collection[str], *, is_cut: bool) -> str:
    """Return why a verdict cannot stand where not all was read; "" where it can."""
    elsewhere = found.evidence is not None and found.evidence.reference not in leaned
    if found.verdict is QuotationVerdict.ABSENT or (found.verdict in _FAULTY and elsewhere):
        read = "be read to its end" if is_cut else "be read"
        return f"A cited story that may hold it could not {read}."
    return ""


def doubt_quoted(result: ClaimResult) -> ClaimResult:
    """Leave open a claim whose words about the matter are backed, but not the words it quotes."""
    if result.support is not Support.SUPPORTED:
        return result
    faulty = next((one for one in result.quotations if _is_false(one)), None)
    if faulty is None:
        return result
    outlet = result.evidence.outlet if result.evidence else "The source"
    reason = f"{outlet} backs the rest of it, but not the quotation: {_as_clause(faulty.reason)}"
    return replace(result, support=Support.UNCLEAR, reason=reason)


def _is_false(found: QuotationResult) -> bool:
    """Whether the quotation is not what somebody said, or is not what he said."""
    if found.verdict is QuotationVerdict.DRIFTED:
        return any(edit.kind.is_meaning for edit in found.edits)
    return found.verdict in (QuotationVerdict.ABSENT, QuotationVerdict.OTHER_SPEAKER)


def _as_clause(sentence: str) -> str:
    return sentence.replace("These words", "these words", 1) if sentence.startswith("These") else sentence
