# ruff: noqa: SIM905  - word lists read better as text
"""Sentences changed so that they say something else, or the same in fewer words.

Each change takes a sentence and a source of chance and returns the changed sentence, or None where the
sentence offers no place for it. The lists are the project's own.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

Change = Callable[[str, random.Random, Sequence[str]], str | None]
"""Sentence, chance, and other sentences of the same article (for names) to the changed sentence."""

_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\w-])|(?<![\w.,-])\d+(?:\.\d+)?(?![\w,-]|\.\d)")
_COUNTS = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty".split()
_COUNT = re.compile(r"\b(" + "|".join(_COUNTS) + r")\b")
_AUXILIARY = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|should|did|does|do|must)\b")
_DENIED = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|should|did|does|do) not\b|\bnever "
)
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+(?: [A-Z][a-z]+)*\b")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April June July August September October November December".split()
_OPPOSITES = [
    tuple(pair.split("/"))
    for pair in (
        "rose/fell increased/decreased gained/lost won/lost up/down more/fewer higher/lower before/after "
        "accepted/rejected approved/rejected allowed/banned supported/opposed welcomed/condemned "
        "confirmed/denied acquitted/convicted guilty/innocent arrested/released opened/closed began/ended "
        "started/stopped arrived/left increase/decrease rise/fall gain/loss victory/defeat success/failure "
        "best/worst first/last largest/smallest biggest/smallest early/late earlier/later success/failure "
        "agreed/refused backed/opposed raised/cut raise/cut bought/sold buy/sell hired/fired joined/quit "
        "above/below inside/outside north/south east/west northern/southern eastern/western men/women "
        "man/woman boys/girls father/mother son/daughter husband/wife old/new majority/minority "
        "strengthened/weakened improved/worsened improve/worsen alive/dead survived/died safe/dangerous "
        "legal/illegal public/private domestic/foreign temporary/permanent expanded/shrank profit/loss "
        "profits/losses good/bad strong/weak young/old long/short with/without most/least many/few "
        "increasing/decreasing rising/falling winning/losing attack/defend praised/criticised "
        "praised/criticized optimistic/pessimistic likely/unlikely possible/impossible able/unable"
    ).split()
]
_SWAP: dict[str, list[str]] = {}
for _one, _other in _OPPOSITES:
    _SWAP.setdefault(_one, []).append(_other)
    _SWAP.setdefault(_other, []).append(_one)
_OPPOSITE = re.compile(r"\b(" + "|".join(sorted(_SWAP, key=len, reverse=True)) + r")\b")
_HEDGE = re.compile(r"\b(may|might|could|plans? to|hopes? to|expects? to|is expected to|are expected to)\b ")
_SAID = re.compile(
    r",[\"”]? (?:he|she|they|it|[A-Z][\w.'’-]*(?: [\w.'’-]+){0,4}) "
    r"(?:said|says|told \w+|added)(?: on \w+)?\.$"
)
_ASIDE = re.compile(r", (?:[^,;\"“”]{8,70}), (?=[a-z])")
_BRACKETS = re.compile(r" \([^()]{2,60}\)")
_ADVERB = re.compile(r" (?:also|however|meanwhile|already|recently|earlier|later|still|just|now),? (?=[a-z])")
_TAIL = re.compile(
    r"^(.{45,}?),? (?:after|while|although|because|but|which|who|amid|saying|adding) .{15,}\.$"
)


def change_number(sentence: str, rng: random.Random, _others: Sequence[str]) -> str | None:
    """Put another figure or count in the place of one."""
    places = [*_NUMBER.finditer(sentence), *_COUNT.finditer(sentence)]
    if not places:
        return None
    match = rng.choice(places)
    old = match.group()
    if old in _COUNTS:
        return _put(sentence, match, rng.choice([count for count in _COUNTS if count != old]))
    value = float(old.replace(",", ""))
    if value.is_integer() and 1900 <= value <= 2030 and "," not in old:
        return _put(sentence, match, str(int(value) + rng.choice((-10, -3, -2, -1, 1, 2, 4))))
    new = value * rng.choice((0.1, 0.5, 0.7, 1.3, 1.5, 2, 3, 10)) + rng.choice((0, 1, 2))
    decimals = len(old.partition(".")[2])
    text = f"{new:,.{decimals}f}" if "," in old else f"{new:.{decimals}f}"
    return _put(sentence, match, text) if text != old else None


def change_negation(sentence: str, rng: random.Random, _others: Sequence[str]) -> str | None:
    """Put in a "not", or take one out."""
    denied = list(_DENIED.finditer(sentence))
    if denied:
        match = rng.choice(denied)
        return _put(sentence, match, f"{match.group(1)}" if match.group(1) else "")
    places = [m for m in _AUXILIARY.finditer(sentence) if sentence[m.end() : m.end() + 1] == " "]
    if not places:
        return None
    match = places[0]
    return _put(sentence, match, f"{match.group()} {rng.choice(('not', 'not', 'never'))}")


def change_opposite(sentence: str, rng: random.Random, _others: Sequence[str]) -> str | None:
    """Put a word's opposite in its place."""
    places = list(_OPPOSITE.finditer(sentence))
    if not places:
        return None
    match = rng.choice(places)
    return _put(sentence, match, rng.choice(_SWAP[match.group()]))


def change_name(sentence: str, rng: random.Random, others: Sequence[str]) -> str | None:
    """Put a name of another sentence in the place of one: the wrong man did it."""
    places = [m for m in _NAME.finditer(sentence) if m.group() not in (*_DAYS, *_MONTHS)]
    known = sorted({n for other in others for n in _NAME.findall(other)} - {*_DAYS, *_MONTHS})
    if not places:
        return None
    match = rng.choice(places)
    fit = [n for n in known if n not in sentence and len(n.split()) == len(match.group().split())]
    return _put(sentence, match, rng.choice(fit)) if fit else None


def change_roles(sentence: str, rng: random.Random, _others: Sequence[str]) -> str | None:
    """Exchange two names of the sentence: who did it to whom."""
    places = [m for m in _NAME.finditer(sentence) if m.group() not in (*_DAYS, *_MONTHS)]
    if len(places) < 2:
        return None
    first, second = sorted(rng.sample(places, 2), key=lambda m: m.start())
    if first.group() in second.group() or second.group() in first.group():
        return None
    middle = sentence[first.end() : second.start()]
    if re.fullmatch(r",? (?:and|or)? ?", middle):
        return None  # "Ann and Bob" is "Bob and Ann"
    return sentence[: first.start()] + second.group() + middle + first.group() + sentence[second.end() :]


def change_day(sentence: str, rng: random.Random, _others: Sequence[str]) -> str | None:
    """Put another day of the week or month in the place of one."""
    for names in (_DAYS, _MONTHS):
        places = list(re.finditer(r"\b(" + "|".join(names) + r")\b", sentence))
        if places:
            match = rng.choice(places)
            return _put(sentence, match, rng.choice([name for name in names if name != match.group()]))
    return None


def change_hedge(sentence: str, rng: random.Random, _others: Sequence[str]) -> str | None:
    """Make what may be into what is: "may close" to "will close"."""
    match = _HEDGE.search(sentence)
    return _put(sentence, match, rng.choice(("did ", "will certainly "))) if match else None


def shorten(sentence: str, rng: random.Random, _others: Sequence[str]) -> str | None:
    """Take out what may be missing without making the sentence false: asides, adverbs, who said it."""
    ways: list[Callable[[str], str]] = [
        lambda s: _SAID.sub(".", s),
        lambda s: _ASIDE.sub(" ", s, count=1),
        lambda s: _BRACKETS.sub("", s),
        lambda s: _ADVERB.sub(" ", s, count=1),
        lambda s: _TAIL.sub(r"\1.", s),
    ]
    rng.shuffle(ways)
    short = sentence
    for way in ways[:4]:
        tried = way(short)
        short = tried if len(tried.split()) >= 6 else short
    return short if short != sentence else None


DENYING: dict[str, Change] = {
    "number": change_number,
    "negation": change_negation,
    "opposite": change_opposite,
    "name": change_name,
    "roles": change_roles,
    "day": change_day,
}
"""Changes after which the article says otherwise."""


def _put(sentence: str, match: re.Match[str], new: str) -> str:
    return re.sub(r"  +", " ", sentence[: match.start()] + new + sentence[match.end() :])
