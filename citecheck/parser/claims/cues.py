"""Words that speak for or against a sentence stating something that can be checked (`data/cues.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

WEIGHTS: dict[str, tuple[float, float, int]] = {
    "say": (0.8, 0.2, 2),
    "event": (0.7, 0.3, 3),
    "body": (0.6, 0.3, 3),
    "number": (0.8, 0.3, 2),
    "few": (0.4, 0.1, 2),
    "date": (0.7, 0.2, 2),
    "i": (-1.1, -0.4, 3),
    "my": (-0.5, -0.2, 2),
    "we": (-0.5, -0.2, 2),
    "you": (-0.8, -0.3, 3),
    "feel": (-0.8, -0.3, 3),
    "mood": (-0.3, -0.2, 3),
    "hedge": (-0.7, -0.3, 2),
    "modal": (-0.35, -0.15, 2),
    "praise": (-0.5, -0.3, 3),
    "vague": (-0.5, -0.2, 3),
    "filler": (-0.2, -0.1, 3),
    "muse": (-0.3, -0.2, 3),
}
"""Class -> (weight of the first word, of each further one, how many count)."""

ENDS_EMPTY = frozenset({"something", "anything", "nothing", "everything", "somehow", "somewhere", "someone"})
"""Words that leave open what a sentence states where they end it."""


@cache
def _data() -> dict[str, dict[str, str]]:
    text = files("citecheck.parser").joinpath("data/cues.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def table(language: str) -> dict[str, str]:
    """Return word -> class for a language (two-letter code); empty where none is known."""
    classes = _data().get(language, {})
    return {word: name for name, words in classes.items() for word in words.split()}


@cache
def words(group: str, name: str) -> frozenset[str]:
    """Return a list of the data file; empty where there is none.

    Groups: "starts" (nameless, deictic, imperative), "shape" (small, verbs), "abbreviations" (by language).
    """
    return frozenset(_data()[group].get(name, "").split())
