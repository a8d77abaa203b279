"""The word lists in data/words.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

AND = "and|und|et|y|e|i|и|та|й|і|ve"
"""What joins two names, or two headings, in the languages citecheck reads: part of a pattern."""


def has_any(text: str, signs: Iterable[str]) -> bool:
    """Say whether a text has one of some words, in lower case, in it: far cheaper than a long pattern."""
    return any(map(text.lower().__contains__, signs))


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("citecheck.parser").joinpath("data/words.toml").read_text(encoding="utf-8"))


@cache
def words(section: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of one section by their names."""
    return {name: tuple(items) for name, items in _data()[section].items()}
