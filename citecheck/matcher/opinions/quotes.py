"""Where a passage that a judge names stands in the text."""

from __future__ import annotations

import re

_LONGEST = 2_000
_FORGIVEN = {
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    " ": " ",
}
_FOLD = str.maketrans(_FORGIVEN)


def place_of_quote(quote: str, text: str) -> tuple[int, int] | None:
    """Return the offsets of `quote` in `text`; None where its words do not stand there one after another.

    Forgiven are white space, the shape of quotation marks and dashes, quotation marks around the
    whole, and what ends the sentence: models retype these. Not a letter and not a digit more.
    """
    words = quote[:_LONGEST].translate(_FOLD).strip().strip('"').split()
    if words and (words[-1] != "." and words[-1].endswith(".")):
        words[-1] = words[-1].rstrip(".")
    if not words or len(quote) > _LONGEST:
        return None
    pattern = r"\s+".join(map(re.escape, words))
    if words[0][0].isalnum():
        pattern = r"(?<!\w)" + pattern
    if words[-1][-1].isalnum():
        pattern += r"(?!\w)"
    pattern += r"[.!?]?[\"']?"  # what ends the sentence in the text belongs to it
    found = re.search(pattern, text.translate(_FOLD))  # one character for one: the offsets are the text's
    return found.span() if found else None
