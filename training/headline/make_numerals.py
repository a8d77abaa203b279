# ruff: noqa: SIM905  - word lists read better as text
"""Generate numerals.tsv: number words, months and weekdays of other languages, each with its English word.

    python training/headline/make_numerals.py RBNF [--out citecheck/matcher/data]

RBNF is the folder "rbnf" of the package cldr-rbnf (npm): CLDR's rules for spelling numbers out. Needs Babel,
too. Sources and licences stand in citecheck/matcher/data/NOTICE and in the file's first line.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path

from citecheck.fold import fold_words, loosen
from citecheck.matcher.headlines import closed

LANGUAGES = "ar de es fr it pl pt ru tr uk".split()
SCALES = {10**3: "thousand", 10**6: "million", 10**9: "billion", 10**12: "trillion"}
MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
ARTICLE = 1
"""What is spelt like one is chiefly an article, a pronoun or "once": left out."""
_SUBSTITUTION = re.compile(r"(←|→|=)([^←→=]*)\1|\$\(cardinal,([^)]*)\)\$")
_FORM = re.compile(r"\{([^}]*)\}")
_OPTIONAL = re.compile(r"\[([^\]]*)\]")


class Speller:
    """Spells numbers out by the rules of one language."""

    def __init__(self, path: Path) -> None:
        """Read a JSON file of CLDR's rule-based number formats."""
        groups = json.loads(path.read_text(encoding="utf-8"))["rbnf"]["rbnf"]
        self.sets = {
            name: [
                (*self._base(base), text)
                for base, text in rules
                if base[0].isdigit() and not set(base) & set("x.,")
            ]
            for group in groups.values()
            for name, rules in group.items()
            if isinstance(rules, list)
        }

    @staticmethod
    def _base(written: str) -> tuple[int, int]:
        base, _, radix = written.partition("/")
        return int(base.rstrip(">")), int(radix or 10)

    def spell(self, n: int, name: str, depth: int = 0) -> set[str]:
        """Return the ways in which the rules called `name` spell `n`: a form for each plural."""
        fitting = [rule for rule in self.sets.get(name, ()) if rule[0] <= n]
        if not fitting or depth > 12:
            return set()
        base, radix, text = max(fitting, key=lambda rule: rule[0])
        divisor = radix ** int(math.log(base, radix) + 1e-9) if base else 1
        text = text.removesuffix(";").removeprefix("'")
        text = _OPTIONAL.sub(lambda m: m[1] if n % divisor else "", text)
        return self._filled(text, n, divisor, name, depth)

    def _filled(self, text: str, n: int, divisor: int, name: str, depth: int) -> set[str]:
        match = _SUBSTITUTION.search(text)
        if not match:
            return {text}
        if match[1]:
            of = {"←": n // divisor, "→": n % divisor, "=": n}[match[1]]
            inner = self.spell(of, match[2] or name, depth + 1)
        else:
            inner = set(_FORM.findall(match[3]))
        rest = self._filled(text[match.end() :], n, divisor, name, depth)
        return {text[: match.start()] + middle + after for middle in inner for after in rest}


def numbers(speller: Speller) -> Iterator[tuple[str, str]]:
    """Yield (word, English word or digits) for the numbers that are written as one word."""
    cardinals = [name for name in speller.sets if "cardinal" in name or name == "%spellout-numbering"]
    ordinals = [name for name in speller.sets if name.startswith("%spellout-ordinal")]
    wanted = [*range(2, 101), *range(200, 1000, 100), *range(2000, 10_001, 1000), 20_000, 50_000, 100_000]
    english = {value: word for word, value in closed.NUMBER_WORDS.items()}
    first = {value: word for word, value in closed.ORDINALS.items()}
    for name in cardinals:
        for n in wanted:
            for word in speller.spell(n, name):
                yield word, english.get(n, str(n))
        for scale, english_word in SCALES.items():
            for n in (scale, 2 * scale, 5 * scale):
                for spelt in speller.spell(n, name):
                    yield spelt.split()[-1], english_word
    for name in ordinals:
        for n in range(1, 21):
            for word in speller.spell(n, name):
                yield word, first[n]


def calendar(language: str) -> Iterator[tuple[str, str]]:
    """Yield (name, English name) for months and weekdays, in full."""
    from babel import Locale

    locale = Locale.parse(language)
    for context in ("format", "stand-alone"):
        # The short forms are left out: "mar" and "sal" are words of their own.
        for at, name in locale.months[context]["wide"].items():
            yield name, MONTHS[at - 1]
        for at, name in locale.days[context]["wide"].items():
            yield name.removesuffix("-feira"), WEEKDAYS[at]


def words_of(language: str, folder: Path) -> dict[str, str]:
    """Return the folded words of a language with their English ones."""
    found: dict[str, str] = {}
    of_one = set()
    speller = Speller(folder / f"{language}.json")
    for name in speller.sets:
        of_one |= (
            {loosen(fold_words(word)) for word in speller.spell(ARTICLE, name)}
            if "cardinal" in name
            else set()
        )
    for written, english in (*numbers(speller), *calendar(language)):
        word = loosen(fold_words(written))
        if " " in word or len(word) < 2 or word in of_one or any(c.isdigit() for c in word):
            continue
        found.setdefault(word, english)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rbnf", type=Path)
    parser.add_argument("--out", type=Path, default=Path("citecheck/matcher/data"))
    args = parser.parse_args()
    rows: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for word, english in words_of(language, args.rbnf).items():
            rows.setdefault(word, []).append(f"{language} {english}")
    lines = sorted("\t".join([word, *meanings]) for word, meanings in rows.items())
    path = args.out / "numerals.tsv"
    path.write_text(
        "# Generated by training/headline/make_numerals.py. Source: Unicode CLDR (Unicode-3.0)\n"
        + "\n".join(lines)
        + "\n",
        encoding="utf-8",
    )
    print(f"{path.name}: {len(lines):,} rows, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
