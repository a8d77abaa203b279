"""Read a quotation set off as a block of its own: whose words they are stands under it or before it."""

from __future__ import annotations

import re

from citecheck.parser.claims.attribution import Reader
from citecheck.parser.claims.speech import Speech
from citecheck.parser.document import Block

_LONGEST = 3000
_SIGNED = re.compile(r"(?:\n|(?<=[.!?…\"”»]))\s*(?:[—―]|–|--?)\s*(?P<who>[^\W\d_][^\n]{1,120})\s*\Z")
_NAME = re.compile(r"[^,(\n]+")
_MARKS = ' \t\n"“”„«»❝❞❛❜'


def block_quotation(block: Block, before: str, reader: Reader) -> Speech | None:
    """Read a block that is a quotation.

    Args:
        block: a block of kind QUOTE.
        before: the text of the paragraph before it.
        reader: reads attributions in the document's language.

    Returns:
        The quoted words, in offsets of the block's text, with their speaker; None where nothing says
        that they are somebody's: a block quote is often only set off for looks.
    """
    text = block.text
    if len(text) > _LONGEST:
        return None
    signed = _SIGNED.search(text)
    speaker = None
    end = len(text)
    if signed:
        name = _NAME.match(signed.group("who"))
        speaker = name.group().strip() if name else None
        end = signed.start()
    elif before.rstrip().endswith(":"):
        said = reader.read(before.rstrip()[-180:], "", before[-360:])
        if not said.spoken:
            return None
        speaker = said.speaker
    else:
        return None
    start = len(text) - len(text.lstrip(_MARKS))
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return Speech(start, end, speaker, attributed=True) if end > start else None
