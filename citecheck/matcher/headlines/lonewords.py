# ruff: noqa: SIM905  - word lists read better as text
"""Words that turn a headline's sense by standing there, or by being left out, with nothing in their place."""

from __future__ import annotations

from collections.abc import Sequence

from citecheck.matcher import lexicon
from citecheck.matcher.headlines import closed
from citecheck.matcher.headlines.tokens import Token
from citecheck.models import EditKind

_LONGEST = 4
_REVERSING = frozenset(
    "deny refuse decline fail avoid avert prevent cease stop foil thwart abort cancel scrap botch acquit "
    "exonerate dispel debunk refute rebut block halt veto reject lift clears cleared "
    "fake false bogus hoax scare sham phoney phony unfounded baseless untrue mock drill dummy "
    "mistakenly wrongly falsely".split()
)
"""Dictionary forms: what is denied, refused, foiled or fake is not so."""
_PLANNING = frozenset(
    "plan intend intention aim vow pledge promise propose seek consider mull weigh threaten expect rumour "
    "rumor hope want threat attempt try cautiously tentatively".split()
)
"""Dictionary forms: what is planned, promised or rumoured is not yet so."""
_BESIDE = frozenset(("short", "set", "due"))
"""What goes with them: "stops short of", "due to be"."""
_STAGES = frozenset(("semi", "demi", "quarter", "half"))
"""Before "final": another match."""


def kind_of_lone_words(run: Sequence[Token], following: Token | None) -> EditKind | None:
    """Return the kind of words that one headline has and the other has nothing for.

    Args:
        run: the words.
        following: the word behind them, None at the end.

    Returns:
        None where they may be left out, or are too many for one of them to be what matters.
    """
    if len(run) > _LONGEST:
        return None
    content = [t for t in run if t.fold not in closed.FUNCTION_WORDS and t.fold not in _BESIDE]
    if len(content) == 1:
        word = content[0].fold
        lemmas = lexicon.word(word).lemmas | {word}
        if word in _STAGES and following is not None and following.fold.startswith("final"):
            return EditKind.SENSE
        if not lemmas.isdisjoint(_REVERSING):
            return EditKind.OPPOSITE
        if not lemmas.isdisjoint(_PLANNING):
            return EditKind.HEDGE
    if {t.fold for t in run} in ({"to", "be"}, {"will", "be"}, {"would", "be"}):
        return EditKind.HEDGE
    return None


def is_done(planned: Sequence[Token], done: Token) -> bool:
    """Say whether words such as "to" or "will" stand before a verb that the other headline has as past."""
    return len(planned) == 1 and planned[0].fold in ("will", "to", "shall") and done.fold.endswith("ed")
