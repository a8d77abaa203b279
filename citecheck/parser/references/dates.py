"""Dates as writers give them, in any order and in the languages citecheck reads, as partial ISO dates."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from citecheck.parser.words import has_any


class FoundDate(NamedTuple):
    """A date in a text."""

    start: int
    end: int
    iso: str
    """"2025-06-03", "2025-06" or "2025"; "--06-03" where no year is given."""
    accessed: bool = False
    """The day a page was looked at, not the day it was published."""
    lead: int = -1
    """Where the words begin that say so; -1 where none do."""

    @property
    def exactness(self) -> int:
        """3 for a day, 2 for a month, 1 for a year, 0 where the year is missing."""
        return 0 if self.iso.startswith("--") else self.iso.count("-") + 1


_YEAR = r"((?:1[5-9]|20)\d\d)"
_CITED_YEAR = re.compile(
    rf"(?:(?<=[(\[,.;])|(?<=[(\[,.;]\s)|(?<=\s[A-Z]\s)|^)[c©]?{_YEAR}[a-z]?(?=\s?[)\],.;:]|\s?$)"
)
_DAY = r"(0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:st|nd|rd|th|er|\.?[ºª°]|\.|-?го|-?е)?"
_OF = r"(?:(?:de|of|del|d['’]|of the)\s{1,3})?"
_SEASON = {"winter": 1, "spring": 4, "summer": 7, "autumn": 10, "fall": 10}

_ACCESS = re.compile(
    r"(?:(?:(?<![\w-])(?:last|letzter|dernier|dernière|[uú]ltim[oa]|ostatni|son|дата|останнє|последнее)\s)?"
    r"(?<![\w-])(?:web\s?\.|last\s+(?:access|seen|visit|check|modif|updat)\w*"
    r"|date\s+of\s+access|(?:abruf|zugriff|dost[eę]p|odczyt|erişi|erişme|доступ)\w*"
    r"|consult[ée]+[es]*d?|acess(?:o|ado)\s?|stand(?=\W{0,4}(?:vom\s)?$)"
    r"|(?:accessed|retrieved|viewed|visited|checked|cited|archived"
    r"|consultad[oa]s?|consulta|accedido|recuperado|visitad[oa]|acedido|consultato|consultata|accesso|acceso"
    r"|visitato|abgerufen|zuletzt|aufgerufen|geraadpleegd"
    r"|дата\s+(?:обращения|звернення|доступа?|доступу)|проверено|обращения|звернення|переглянуто)(?!\w))"
    r"|تاريخ\s+(?:الوصول|الاطلاع|الدخول)|اطلع\s+عليه|访问日期|訪問日期|访问|造訪|检索|引用日期|アクセス日)"
    r"[^\w]{0,6}(?:(?:from|via|through)\s(?:[\w.]{1,20}\s){1,3}?)?"
    r"(?:(?:(?-i:[^\W_A-ZÀ-ÞА-ЯЄІЇҐ])\w{0,9}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)[^\w]{1,4}){0,4}$",
    re.IGNORECASE,
)
"""Words that say a page was looked at, before a date; a name between them shows that they do not."""
_ACCESS_SIGNS = (
    *(
        "web",
        "access",
        "acceso",
        "retrieved",
        "viewed",
        "visit",
        "last",
        "date",
        "checked",
        "cited",
        "archived",
    ),
    *("consult", "accedid", "recuperad", "acess", "acedid", "abgerufen", "abruf", "zugriff", "zuletzt"),
    *("aufgerufen", "stand", "geraadpleegd", "dost", "odczyt", "eri"),
    *("дата", "проверено", "обращени", "звернення", "переглянуто", "доступ"),
    *("تاريخ", "اطلع", "访问", "訪問", "造訪", "检索", "引用", "アクセス"),
)
"""A text without one of these does not match `_ACCESS`."""


@cache
def months() -> dict[str, int]:
    """Return the number of each month's name, in lower case."""
    text = files("citecheck.parser").joinpath("data/months.json").read_text(encoding="utf-8")
    return {name: int(number) for name, number in json.loads(text).items()}


_DIGIT = re.compile(r"\d")
_MONTH_MARK = re.compile("[\ue101-\ue10c]")
_REACH = 80
"""Characters from a month's name within which its day and year stand, with room for what bounds them."""
_FOUR_DIGITS = re.compile(r"\d{4}")
_CHINESE = frozenset({1})
_SEPARATED = re.compile(r"\d[-/.\s]\s?\d")
_SHORT = re.compile(r"\d([/.])\d{1,2}\1\d\d(?!\d)")
_NUMERIC = frozenset({0, 6, 7, 14, 15})
_SHORT_YEAR = frozenset({13})
_SEASONAL = frozenset({10})
_WITH_MONTH = frozenset({2, 3, 4, 5, 8, 9})
_WITH_MONTH_DAY = frozenset({11, 12})
"""Numbers of the patterns in `_patterns`, by what they need: a sign between digits, a season, a month."""
_NAMED, _FILL = 0xE100, "\ue1ff"
"""A month's name becomes one private character, for its number, and fillers for its other letters."""
_TWO_NAMES = re.compile("([\ue101-\ue10c])\ue1ff*\\s?/\\s?\\1\ue1ff*")
"""A month under its Levantine and its Egyptian name at once."""
_PLAIN = {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९０１２３４５６７８９")}
_PLAIN |= {ord("،"): ",", ord("．"): ".", ord("／"): "/"}
"""Digits and marks of other scripts, one for one."""
_NOT_PLAIN = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_WORDS = re.compile(r"[^\W\d_]{2,}(?:[ \u00a0][^\W\d_]{2,}){0,1}")


def _with_months_marked(text: str) -> str | None:
    """Return a text of the same length in which month names are marks; None where it names no month."""
    names = months()
    if text.isascii() and names.keys().isdisjoint(_WORD.findall(text.lower())):
        return None
    parts: list[str] = []
    done = 0
    for match in _WORD.finditer(text):
        number = names.get(match.group().casefold())
        start, end = match.span()
        far = text[start] > "\u0600"
        if start < done or not (number or far):
            continue
        pair = _WORDS.match(text, start) if far else None
        if pair and unicodedata.normalize("NFC", pair.group().replace("\u00a0", " ")) in names:
            number, end = names[pair.group().replace("\u00a0", " ")], pair.end()
        if number:
            parts += (text[done:start], chr(_NAMED + number), _FILL * (end - start - 1))
            done = end
    marked = "".join(parts) + text[done:]
    return _TWO_NAMES.sub(lambda m: m[1] + _FILL * (len(m[0]) - 1), marked) if done else None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Return the patterns, the surer first, each with whether it needs a month's name."""
    month = r"(?<!\w)([\ue101-\ue10c])\ue1ff*\.?"
    dash = r"(?:\s?[-–—/]\s?\d{1,2})?"
    of_year = r"(?:\s?[ргr]\.(?!\w)|\s(?:року|года|roku)(?!\w))"
    issue = r"(?:№|Nr\.?|No\.?|N[°º])"
    patterns = (
        rf"(?<![\d/.-]){_YEAR}([-/.])(\d{{1,2}})\2(\d{{1,2}})(?!\d)",  # 2025-06-03
        r"((?:19|20)\d\d)\s?[年년]\s?(?:(\d{1,2})\s?[月월]\s?(?:(\d{1,2})\s?[日號号일])?)?",  # 2025年6月3日
        rf"(?<![\w]){_DAY}{_ORDINAL}{dash}\s{{0,3}}[-./,]?\s{{0,3}}{_OF}{month},?"
        rf"\s{{0,3}}[-./]?\s{{0,3}}{_OF}{_YEAR}(?!\d){of_year}?",  # 3 June 2025
        rf"{month}\s{{0,3}}{_DAY}{_ORDINAL}{dash}(?:\s{{0,3}},\s{{0,3}}|\s{{1,3}}){_YEAR}(?!\d)",  # June 3
        rf"(?<!\d){_YEAR}[.,]?\s{{1,3}}(?:[-–—]\s)?{month}\s{{1,3}}{_DAY}(?!\d)",  # 2025. – June 3
        rf"(?<!\d){_YEAR}[.,]?\s{{1,3}}(?:[-–—]\s)?(?:{issue}\s?\d{{1,4}}[.,]?\s(?:[-–—]\s)?)?"
        rf"{_DAY}\s{{1,3}}{month}",  # 2025, 3 June; 2025. – № 18. – 3 June
        rf"(?<![\d/.-])(\d{{1,2}})([-/.])(\d{{1,2}})\2{_YEAR}(?!\d)",  # 03/06/2025
        rf"(?<![\d/.-]){_DAY}\.?\s{{1,2}}(\d{{1,2}})\.?\s{{1,2}}{_YEAR}(?!\d)",  # 22 9 2015, 22. 9. 2015
        rf"{month},?\s{{1,3}}{_OF}{_YEAR}(?!\d)",  # June 2025
        rf"(?<!\d){_YEAR},?\s{{1,3}}{month}",  # 2025, June
        rf"\b(winter|spring|summer|autumn|fall)\s{{1,3}}{_YEAR}(?!\d)",
        rf"{month}\s{{0,3}}{_DAY}(?!\d|:\d|\s?[%°])(?:st|nd|rd|th)?\b",  # Jun 3
        rf"(?<![\w$€£.,]){_DAY}{_ORDINAL}\s{{1,3}}{_OF}{month}",  # 3 June
        r"(?<![\d/.-])(\d{1,2})([/.])(\d{1,2})\2(2\d)(?![\d/.-])",  # 14/2/25
        r"(?:(?<=[(\[,;–—|-]\s)|(?<=[(\[]))(0[1-9]|1[0-2])[/.]((?:19|20)\d\d)(?=\s?[.,;)\]]|\s?$)",  # 07/2024
        r"(?:^|(?<=[(\[.,;]\s)|(?<=[(\[]))((?:19|20)\d\d)-(0[1-9]|1[0-2])(?=\s?[.,;)\]]|$)",  # 2025-06
    )
    return tuple((re.compile(p, re.IGNORECASE), "ue101" in p) for p in patterns)


def _number(mark: str) -> int:
    return ord(mark) - _NAMED


def find_dates(text: str, *, accessed: bool = True) -> list[FoundDate]:
    """Return the dates of a short text in order; a date inside a longer one is not given again.

    Args:
        text: a line or a few.
        accessed: it may say of a date that a page was looked at then (`may_say_access`).
    """
    if not _DIGIT.search(text):
        return []
    if not text.isascii() and _NOT_PLAIN.search(text):
        text = text.translate(_PLAIN)
    taken: list[FoundDate] = []
    marked = _with_months_marked(text)
    marks = [match.start() for match in _MONTH_MARK.finditer(marked)] if marked else []
    patterns = _patterns()
    for kind in _possible(text, marked is not None):
        pattern, named = patterns[kind]
        if not named or marked is None:
            matches = pattern.finditer(text)
        elif marks:
            matches = pattern.finditer(marked, max(0, marks[0] - _REACH), marks[-1] + _REACH)
        else:
            continue
        before = len(taken)
        for match in matches:
            start, end = match.span()
            if _overlaps(start, end, taken):
                continue
            iso = _iso(kind, match)
            if iso:
                lead = _access_lead(text, start) if accessed else -1
                taken.append(FoundDate(start, end, iso, lead >= 0, lead))
        if named and len(taken) > before:
            # A month in a date found already is none of a further date.
            marks = [at for at in marks if not _overlaps(at, at + 1, taken)]
    return sorted(taken, key=lambda date: date.start)


def _overlaps(start: int, end: int, taken: list[FoundDate]) -> bool:
    return bool(taken) and any(start < date.end and date.start < end for date in taken)


def opens_with_date(text: str) -> bool:
    """Say whether a date begins within the first four characters of a short text."""
    head = text[:4]
    if not _DIGIT.search(head) and text.isascii():
        words = [m.group().lower() for m in _WORD.finditer(text) if m.start() < 4]
        if not any(word in months() or word in _SEASON for word in words):
            return False
    dates = find_dates(text)
    return bool(dates) and dates[0].start < 4


def find_years(text: str) -> Iterator[FoundDate]:
    """Yield years that stand where a citation puts one: in brackets, or between commas and full stops."""
    for match in _CITED_YEAR.finditer(text) if _FOUR_DIGITS.search(text) else ():
        lead = _access_lead(text, match.start())
        yield FoundDate(match.start(), match.end(), match.group(1), lead >= 0, lead)


def _possible(text: str, names_month: bool) -> list[int]:
    """Return the numbers of the patterns that a text has the signs of, the surer first."""
    year = bool(_FOUR_DIGITS.search(text))
    return _chosen(
        bool(_SHORT.search(text)),
        year and bool(_SEPARATED.search(text)),
        year and has_any(text, _SEASON),
        year and not text.isascii() and ("年" in text or "년" in text),
        year and names_month,
        names_month,
    )


@cache
def _chosen(short: bool, numeric: bool, season: bool, chinese: bool, month: bool, day: bool) -> list[int]:
    """Return the numbers of the patterns for these signs, in order."""
    signs = (
        (short, _SHORT_YEAR),
        (numeric, _NUMERIC),
        (season, _SEASONAL),
        (chinese, _CHINESE),
        (month, _WITH_MONTH),
        (day, _WITH_MONTH_DAY),
    )
    return sorted(kind for sign, kinds in signs if sign for kind in kinds)


def may_say_access(text: str) -> bool:
    """Say whether a text has one of the words that tell that a page was looked at: a cheap first look."""
    return has_any(text, _ACCESS_SIGNS)


def _access_lead(text: str, at: int) -> int:
    """Return where the words before a date begin that tell that a page was looked at then; -1 for none."""
    start = max(0, at - 60)
    if not may_say_access(text[start:at]):
        return -1
    match = _ACCESS.search(text, start, at)
    return match.start() if match else -1


def _iso(kind: int, match: re.Match[str]) -> str | None:
    g = match.groups()
    match kind:
        case 0:
            return _full(g[0], g[2], g[3])
        case 1:
            return _full(g[0], g[1], g[2]) if g[2] else _month(g[0], g[1]) if g[1] else g[0]
        case 2:
            return _full(g[2], _number(g[1]), g[0])
        case 3:
            return _full(g[2], _number(g[0]), g[1])
        case 4:
            return _full(g[0], _number(g[1]), g[2])
        case 5:
            return _full(g[0], _number(g[2]), g[1])
        case 6:
            return _numeric(int(g[0]), int(g[2]), g[3], g[1])
        case 7:
            return _full(g[2], g[1], g[0])
        case 8:
            return _month(g[1], _number(g[0]))
        case 9:
            return _month(g[0], _number(g[1]))
        case 10:
            return str(g[1])
        case 11:
            return _yearless(_number(g[0]), g[1])
        case 12:
            return _yearless(_number(g[1]), g[0])
        case 13:
            return _short_year(g[0], g[2], g[3], g[1])
        case 14:
            return _month(g[1], g[0])
        case _:
            # "2009-10" is a season.
            return None if int(g[0]) % 100 + 1 == int(g[1]) else _month(g[0], g[1])


def _numeric(first: int, second: int, year: str, mark: str) -> str | None:
    """Read 03/06/2025: day first with full stops, else only where one of the two cannot be a month."""
    if first > 12 or mark == "." or first == second:
        return _full(year, second, first)
    if second > 12:
        return _full(year, first, second)
    return year


def _short_year(first: str, second: str, year: str, mark: str) -> str | None:
    """Read 14.02.25 and 2/14/25, years of the twenties; where both may be the month, or 1.2.25, nothing."""
    if mark == "/" and (int(first) > 12) == (int(second) > 12):
        return None
    if mark == "." and len(first + second) < 4:
        return None  # a version
    return _numeric(int(first), int(second), "20" + year, mark)


def _full(year: str, month: str | int | None, day: str | int | None) -> str | None:
    if month is None or day is None:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _month(year: str, month: str | int | None) -> str | None:
    return f"{int(year):04d}-{int(month):02d}" if month is not None and 1 <= int(month) <= 12 else None


def _yearless(month: int, day: str) -> str:
    return f"--{month:02d}-{int(day):02d}"
