"""The forms under which a headline may be cited: as it stands, without outlet, without kicker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from citecheck.fold import fold_words, loosen
from citecheck.outlets import OutletTable, fold_name

_SEPARATOR = re.compile(r"\s+[|·•]+\s*|\s+[-–—―]{1,2}\s+")
_PIPE = re.compile(r"\s+[|·•]+\s+")
_LONGEST_CREDIT = 5
"""Words of an author or section after a bar ("| John Harris", "| World news")."""
_LONGEST_HEADLINE = 1000
_FEWEST_WORDS = 2
"""Words that must be left once a suffix or kicker is gone."""

_BEFORE = (
    "exclusive|live|live updates|live blog|explainer|explained|breaking|breaking "
    "news|watch|opinion|analysis|update|updated|update [1-9]|wrapup "
    "[1-9]|wrapup|corrected|refile|factbox|instant view|insight|special "
    "report|focus|editorial|comment|fact check|long read|the long read|just "
    "in|developing|newsmaker|perspective|column|commentary|breakingviews"
)
_AFTER = (
    "live|live updates|live blog|as it happened|as it happens|happened live|live coverage|live text|live "
    "reporting|latest updates|updates"
)
# A podcast, video or gallery of the same title is another piece, so "– podcast" is no kicker.
_KICKER_BEFORE = re.compile(rf"^\s*(?:{_BEFORE})\s*(?:[:|]|\s[-–—])\s*", re.IGNORECASE)
_KICKER_AFTER = re.compile(rf"\s*(?:[-–—:|]\s*|\()(?:{_AFTER})!?\)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Forms:
    """A headline folded to bare words, with ever more around it taken off."""

    full: str
    """As it stands."""
    bare: str
    """Without the outlet's name around it."""
    uncredited: str
    """Without an author or section after a bar, too."""
    core: str
    """Without a kicker such as "Exclusive:" or "– live", too."""
    credited: str
    """The written headline less the outlet."""
    text: str
    """The same less a credit, too: what is compared word by word."""

    def equal(self, other: Forms) -> int:
        """Say how surely two headlines are the same words.

        Returns:
            3 where only the outlet differs, 2 where a credit does, 1 where a kicker does, else 0.
        """
        if self.bare == other.bare or self.full == other.full:
            return 3 if self.bare else 0
        if self._has_another_credit(other):
            return 0
        if (
            self.uncredited == other.uncredited
            or self.full == other.uncredited
            or self.uncredited == other.full
        ):
            return 2
        return 1 if self.core == other.core else 0

    def _has_another_credit(self, other: Forms) -> bool:
        """Say whether the credits are one but for a word: another name, not author here and section there."""
        mine = set(self.bare[len(self.uncredited) :].split())
        theirs = set(other.bare[len(other.uncredited) :].split())
        return mine != theirs and not mine.isdisjoint(theirs)


_SIGN = re.compile(r"(?P<money>[$£€¥₹₽₴₩₪₺])\s?(?=\d)|(?<![^\s(])(?<!\d\s)(?P<minus>[-−–])(?=\d)")


def signs_conflict(one: str, other: str) -> bool:
    """Say whether two headlines of the same words differ in what folding drops: the money, or below zero.

    A sign of money that one of them lacks is no conflict.
    """
    if one == other:
        return False
    mine, theirs = list(_SIGN.finditer(one)), list(_SIGN.finditer(other))
    money = [[sign["money"] for sign in signs if sign["money"]] for signs in (mine, theirs)]
    below = [sum(1 for sign in signs if sign["minus"]) for signs in (mine, theirs)]
    return below[0] != below[1] or (all(money) and money[0] != money[1])


def bare_words(text: str) -> str:
    """Fold text as headlines are compared: see `citecheck.fold.fold_words` and `loosen`."""
    return loosen(fold_words(text))


def forms(text: str, outlet: str, outlets: OutletTable) -> Forms:
    """Return the forms of a headline.

    Args:
        text: any headline; only its first thousand characters are looked at.
        outlet: the outlet it is said to be from: its name and aliases are taken off the ends.
        outlets: the known outlets: their names are taken off, too.
    """
    text = text[:_LONGEST_HEADLINE]
    folded = bare_words(text)
    bare = without_outlet(text, outlet, outlets)
    uncredited = _without_credit(bare)
    core = _without_kickers(uncredited)
    bare_fold = folded if bare is text else bare_words(bare)
    uncredited_fold = bare_fold if uncredited is bare else bare_words(uncredited)
    core_fold = uncredited_fold if core is uncredited else bare_words(core)
    return Forms(folded, bare_fold, uncredited_fold, core_fold, bare, uncredited)


def without_outlet(text: str, outlet: str, outlets: OutletTable) -> str:
    """Return a headline without the names of outlets at its ends: " | Reuters", " - BBC News"."""
    if not _SEPARATOR.search(text):
        return text
    kept = text
    for _ in range(3):
        last = None
        for last in _SEPARATOR.finditer(kept):  # noqa: B007 - the last one is wanted
            pass
        if last is None or not _names_outlet(kept[last.end() :], outlet, outlets):
            break
        kept = _unless_short(kept[: last.start()], kept)
        if kept.endswith(text):
            break
    first = _SEPARATOR.search(kept)
    if first and _names_outlet(kept[: first.start()], outlet, outlets):
        kept = _unless_short(kept[first.end() :], kept)
    return kept


@lru_cache(maxsize=4096)
def _folded_name(name: str) -> str:
    return fold_name(name)


def _names_outlet(piece: str, outlet: str, outlets: OutletTable) -> bool:
    piece = piece.strip(" .")
    if not piece or len(piece) > 60:
        return False
    if fold_name(piece) == _folded_name(outlet):
        return True
    return outlets.get(piece) is not None


def _without_credit(text: str) -> str:
    bars = list(_PIPE.finditer(text))
    if bars and len(text[bars[-1].end() :].split()) <= _LONGEST_CREDIT:
        return _unless_short(text[: bars[-1].start()], text)
    return text


def _without_kickers(text: str) -> str:
    kept = _unless_short(_KICKER_BEFORE.sub("", text, count=1), text)
    return _unless_short(_KICKER_AFTER.sub("", kept, count=1), kept)


def _unless_short(shorter: str, longer: str) -> str:
    """Return the shorter string, or the longer where too little would be left of it."""
    if len(shorter) == len(longer):
        return longer
    return shorter if len(shorter.split()) >= _FEWEST_WORDS else longer
