"""How the written forms of a stem begin, so that a text can be searched for a claim's words and not be read.

A search by these beginnings finds every form, and more: what is found must be brought to its stem.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

_KEPT = 256
_CUT = 4
"""Letters from which on a stem's last may change ("city", "cities"; "use", "using" is shorter)."""
_DOTTED = 5
"""Letters up to which a word may be written with full stops ("U.N.")."""
_DOUBLES = {"@US": ("united",), "@GB": ("united", "great")}


@lru_cache(maxsize=_KEPT)
def openings(wanted: frozenset[str]) -> tuple[str, ...]:
    """Return the beginnings, in lower case, of all words that have one of these stems, none twice."""
    found = sorted({opening for root in wanted for opening in _openings(root)})
    kept: list[str] = []
    for opening in found:
        if not kept or not opening.startswith(kept[-1]):
            kept.append(opening)
    return tuple(kept)


def _openings(root: str) -> Iterator[str]:
    if root.startswith("@"):
        names = _place_names().get(root, ())
        yield from names
        yield from (".".join(name) for name in names if len(name) <= _DOTTED)
        yield from _DOUBLES.get(root, ())
        return
    yield regular_opening(root)
    yield from _irregular().get(root, ())
    if root.isdigit() and len(root) > 3:
        yield f"{int(root):,}"
    if 1 < len(root) <= _DOTTED and root.isalpha():
        yield ".".join(root)


def regular_opening(root: str) -> str:
    """Return what every regular form begins with: "cit" of "cities", "us" of "using"."""
    return root[:-1] if len(root) >= _CUT or (root.endswith(("e", "y")) and len(root) > 2) else root


@cache
def _irregular() -> dict[str, list[str]]:
    """Return the forms that begin otherwise than their stem, by stem: "went", "men", "kerb"."""
    text = files("citecheck.matcher").joinpath("data", "irregular.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {root: forms.split() for root, forms in rows}


@cache
def _place_names() -> dict[str, list[str]]:
    """Return the names of countries, peoples and capitals of one word, by their common stem."""
    found: dict[str, list[str]] = {}
    text = files("citecheck.matcher").joinpath("data", "places.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        name, group, kind = line.split("\t")
        if kind in ("country", "people", "capital") and " " not in name:
            found.setdefault("@" + group, []).append(name)
    return found
