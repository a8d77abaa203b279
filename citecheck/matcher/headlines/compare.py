"""The differences between a cited headline and an outlet's, word by word."""

from __future__ import annotations

from citecheck.matcher.headlines.edits import Difference, align, differences
from citecheck.matcher.headlines.tokens import Words, take_apart
from citecheck.models import Change, Edit


def compare(cited: str, actual: str) -> tuple[Edit, ...]:
    """Say how a cited headline differs from the outlet's.

    Args:
        cited: the headline as the article has it.
        actual: a headline of the story, as the outlet has it.

    Returns:
        The differences in the order of the cited words, each with its kind and its offsets in both strings;
        empty where the words are the same but for case, typography and the writing of numbers.
    """
    return edits_of(take_apart(cited), take_apart(actual))


def edits_of(cited: Words, actual: Words) -> tuple[Edit, ...]:
    """Say how two headlines taken apart differ; see `compare`."""
    found = align(cited, actual)
    return tuple(edit_of(d, cited, actual) for d in differences(found))


def change_of(edits: tuple[Edit, ...]) -> Change:
    """Return whether edits change the meaning or only the wording."""
    return Change.MEANING if any(edit.kind.is_meaning for edit in edits) else Change.WORDING


def edit_of(d: Difference, cited: Words, actual: Words, cited_from: int = 0, actual_from: int = 0) -> Edit:
    """Turn a difference between tokens into one between strings.

    Args:
        d: the difference.
        cited: the cited headline, taken apart.
        actual: the outlet's.
        cited_from: offset of `cited.text` in the headline as the article has it (a prefix was stripped).
        actual_from: the same of `actual.text`.
    """
    a, b = _offsets(cited, d.a0, d.a1), _offsets(actual, d.b0, d.b1)
    return Edit(
        cited.text[a[0] : a[1]],
        actual.text[b[0] : b[1]],
        d.kind,
        (a[0] + max(cited_from, 0), a[1] + max(cited_from, 0)),
        (b[0] + max(actual_from, 0), b[1] + max(actual_from, 0)),
    )


def _offsets(words: Words, first: int, after: int) -> tuple[int, int]:
    if first < after:
        return words.tokens[first].start, words.tokens[after - 1].end
    at = words.tokens[first].start if first < len(words.tokens) else len(words.text)
    return at, at
