# ruff: noqa: SIM905  - word lists read better as text
"""Number words, magnitudes, units and the phrases that bound a number: data for `numbers`."""

from __future__ import annotations

import re

SMALL: dict[str, float] = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: float(value)
    for value, word in zip(
        range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True
    )
}
SMALL |= TENS
SCALES: dict[str, float] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
}
MAGNITUDES = {word: value for word, value in SCALES.items() if word != "dozen"} | {
    "bn": 1e9,
    "tn": 1e12,
    "trn": 1e12,
    "mn": 1e6,
    "mln": 1e6,
    "bln": 1e9,
}
SHORT_MAGNITUDES = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
"""Letters that are a magnitude only where they touch the digits: "6k"."""
AFTER_METRES = frozenset(
    "long high deep wide tall away race sprint final hurdles freestyle relay butterfly above "
    "below from freestyle backstroke breaststroke steeplechase dash champion title world record "
    "wave waves".split()
)

VAGUE: dict[str, tuple[float, float]] = {
    "dozens": (24, 1_000),
    "scores": (40, 1_000),
    "hundreds": (200, 10_000),
    "thousands": (2_000, 1_000_000),
    "millions": (2e6, 1e9),
    "billions": (2e9, 1e12),
    "trillions": (2e12, 1e15),
}
"""Vague plurals with the widest range a careful writer would use them for."""

ORDINALS: dict[str, float] = {
    word: float(value)
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30.0, "fortieth": 40.0, "fiftieth": 50.0, "hundredth": 100.0}
ORDINAL_SUFFIXES = frozenset(("st", "nd", "rd", "th"))
PARTS = {
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
    "tenths": 10,
    "half": 2,
    "halves": 2,
}

STARTERS = frozenset(SMALL) | frozenset(ORDINALS) | frozenset(VAGUE) | {"a", "an", "half", "quarter", "dozen"}

_HINTS = frozenset((*SMALL, *ORDINALS, *VAGUE, *SCALES, "half", "quarter"))
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")


def may_hold_number(text: str) -> bool:
    """Whether `text` has a digit or a word that numbers are made of; without either it holds no number."""
    return _DIGIT.search(text) is not None or not _HINTS.isdisjoint(_WORD.findall(text.lower()))


CURRENCY_SIGNS = {
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "₴": "UAH",
    "₽": "RUB",
    "₩": "KRW",
}
DOLLARS = {
    "us": "USD",
    "a": "AUD",
    "au": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "nz": "NZD",
    "hk": "HKD",
    "s": "SGD",
}
CURRENCIES = frozenset(CURRENCY_SIGNS) | {"usd", "gbp", "eur", "aud", "cad", "rs"}
PERCENT_SIGNS = frozenset(("%", "percent", "pc", "percentage"))

UNITS: dict[str, str] = {
    "dollar": "USD",
    "dollars": "USD",
    "usd": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "eur": "EUR",
    "gbp": "GBP",
    "yen": "JPY",
    "rupees": "INR",
    "roubles": "RUB",
    "rubles": "RUB",
    "second": "second",
    "seconds": "second",
    "minute": "minute",
    "minutes": "minute",
    "mins": "minute",
    "hour": "hour",
    "hours": "hour",
    "hrs": "hour",
    "day": "day",
    "days": "day",
    "week": "week",
    "weeks": "week",
    "month": "month",
    "months": "month",
    "year": "year",
    "years": "year",
    "yr": "year",
    "yrs": "year",
    "decade": "decade",
    "decades": "decade",
    "km": "km",
    "kilometre": "km",
    "kilometres": "km",
    "kilometer": "km",
    "kilometers": "km",
    "m": "m",
    "metre": "m",
    "metres": "m",
    "meter": "m",
    "meters": "m",
    "mile": "mile",
    "miles": "mile",
    "cm": "cm",
    "centimetre": "cm",
    "centimetres": "cm",
    "centimeter": "cm",
    "centimeters": "cm",
    "mm": "mm",
    "millimetre": "mm",
    "millimetres": "mm",
    "millimeter": "mm",
    "millimeters": "mm",
    "inch": "inch",
    "inches": "inch",
    "hectare": "hectare",
    "hectares": "hectare",
    "acre": "acre",
    "acres": "acre",
    "litre": "litre",
    "litres": "litre",
    "liter": "litre",
    "liters": "litre",
    "p": "pence",
    "pence": "pence",
    "ft": "ft",
    "foot": "ft",
    "feet": "ft",
    "kg": "kg",
    "gram": "g",
    "grams": "g",
    "grammes": "g",
    "celsius": "°C",
    "fahrenheit": "°F",
    "kilogram": "kg",
    "kilograms": "kg",
    "tonne": "tonne",
    "tonnes": "tonne",
    "ton": "tonne",
    "tons": "tonne",
    "lb": "lb",
    "lbs": "lb",
    "mph": "mph",
    "kph": "kph",
}
"""Measures and spelt currencies. "pounds" is left out: it is weight or money."""

MEASURES: dict[str, tuple[str, float]] = {
    "second": ("time", 1 / 86_400),
    "minute": ("time", 1 / 1_440),
    "hour": ("time", 1 / 24),
    "day": ("time", 1.0),
    "week": ("time", 7.0),
    "month": ("time", 30.4375),
    "year": ("time", 365.25),
    "decade": ("time", 3652.5),
    "km": ("length", 1.0),
    "m": ("length", 0.001),
    "mile": ("length", 1.609344),
    "cm": ("length", 0.00001),
    "mm": ("length", 0.000001),
    "inch": ("length", 0.0000254),
    "ft": ("length", 0.0003048),
    "hectare": ("area", 0.01),
    "acre": ("area", 0.0040468564224),
    "litre": ("volume", 1.0),
    "GBP": ("sterling", 1.0),
    "pence": ("sterling", 0.01),
    "kg": ("weight", 1.0),
    "g": ("weight", 0.001),
    "tonne": ("weight", 1000.0),
    "lb": ("weight", 0.45359237),
    "mph": ("speed", 1.609344),
    "kph": ("speed", 1.0),
}
"""Unit to (dimension, factor to the dimension's base: day, km, km², litre, kg, km/h, pound sterling)."""
SPANS_OF_TIME = frozenset(unit for unit, (dimension, _) in MEASURES.items() if dimension == "time")

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
CLOCK = frozenset(("am", "pm", "gmt", "o'clock"))
YEAR_PREFIXES = frozenset(
    ("mid", "post", "pre", "late", "early", "since", "ex", "sub", "nearly", "around", "to")
)
BEFORE_YEAR = frozenset(
    "in since during by until till from of before after between through late early mid summer "
    "winter spring autumn fall year ( circa".split()
)
COUNTING = frozenset(
    "least than about around some nearly almost roughly over another approximately exactly".split()
)

BEFORE_PRONOUN = frozenset("no any every some each the this that which only another".split())
AFTER_PRONOUN = frozenset("of another s to by day is was can could who thing side hand".split())

BOUNDS_BEFORE: dict[str, str] = {
    "more than": "at-least",
    "over": "at-least",
    "at least": "at-least",
    "a minimum of": "at-least",
    "upwards of": "at-least",
    "upward of": "at-least",
    "no fewer than": "at-least",
    "no less than": "at-least",
    "not less than": "at-least",
    "in excess of": "at-least",
    "exceeding": "at-least",
    "greater than": "at-least",
    "well over": "at-least",
    "just over": "about",
    "slightly more than": "about",
    "just under": "about",
    "up to": "at-most",
    "at most": "at-most",
    "no more than": "at-most",
    "not more than": "at-most",
    "a maximum of": "at-most",
    "as many as": "at-most",
    "as much as": "at-most",
    "less than": "at-most",
    "fewer than": "at-most",
    "under": "at-most",
    "below": "at-most",
    "below the": "at-most",
    "short of": "at-most",
    "short of the": "at-most",
    "far from": "at-most",
    "far from the": "at-most",
    "above": "at-least",
    "above the": "at-least",
    "nearly": "about",
    "almost": "about",
    "close to": "about",
    "about": "about",
    "around": "about",
    "roughly": "about",
    "approximately": "about",
    "approx": "about",
    "some": "about",
    "an estimated": "about",
    "estimated": "about",
    "circa": "about",
    "~": "about",
    ">": "at-least",
    "<": "at-most",
}
BOUNDS_AFTER: dict[str, str] = {
    "or more": "at-least",
    "and more": "at-least",
    "+": "at-least",
    "plus": "at-least",
    "or so": "about",
    "or less": "at-most",
    "or fewer": "at-most",
}

_IRREGULAR_PLURALS = frozenset("people men women children police troops dead injured staff".split())


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun, so that a number before it counts something."""
    return word in _IRREGULAR_PLURALS or (len(word) > 3 and word.endswith("s") and not word.endswith("ss"))


VERBS_WITH_OVER = frozenset(
    f"{stem}{ending}"
    for stem, endings in {
        "hand": ("", "s", "ed", "ing"),
        "turn": ("", "s", "ed", "ing"),
        "sign": ("", "s", "ed", "ing"),
        "pass": ("", "es", "ed", "ing"),
        "transfer": ("", "s", "red", "ring"),
        "look": ("", "s", "ed", "ing"),
        "go": ("", "es", "ing"),
        "run": ("", "s", "ning"),
        "giv": ("e", "es", "ing", "en"),
        "tak": ("e", "es", "ing", "en"),
        "bring": ("", "s", "ing"),
    }.items()
    for ending in endings
) | {"gave", "took", "brought", "went", "ran"}
"""Verbs whose "over" is part of them: "hand over 6,000 bodies" is 6,000, not more than 6,000."""
