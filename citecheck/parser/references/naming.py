"""Outlets by the names writers give them, with the sections, desks and companies they add."""

from __future__ import annotations

import re
from functools import lru_cache

from citecheck.outlets import Outlet, OutletTable
from citecheck.parser.words import AND

_EDGE = " \t\n\r\u00a0.,;:()[]{}<>*_\"'“”‘’«»„‚‹›|–—-·•/\\`~，。；：、（）【】《》「」｜@"
_ADDED = re.compile(
    r"(?:[\s,–—-]+(?:news|online|newspaper|magazine|world|international|english|uk|u\.?k\.?|us"
    r"|u\.?s\.?|usa|europe|asia|africa|global|website|web|"
    r"site|blog|blogs|live|tech|technology|business|politics|opinion|sports?|science|health"
    r"|entertainment|culture|editorial|staff|digital|"
    r"inc|llc|ltd|corp|media|group|edition|weekend|sunday|exclusive|report|middle east"
    r"|asia pacific|money|travel|climate|environment|"
    r"newsroom|wire|service|agency|press release|via yahoo|articles?|coverage|story"
    r"|fact[ -]?check(?:ing)?|faktencheck|factuel|verify|reality check|verifica"
    r"|stories|video|reporting|interview|live blog|gazetesi|haber ajansı|dergisi|\(\w{2,20}\)))\Z",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:also|in|from|at|source|sources|by|per|see|via|the\s+newspaper|newspaper|magazine|courtesy\s+of"
    r"|published\s+(?:in|by|on)|"
    r"quelle|fuente|fonte|źródło|джерело|источник|газета|газеті|газете|журнал|сайт|видання|издание"
    r"|портал|агентство|агенція|"
    r"صحيفة|جريدة|وكالة|موقع|قناة|kaynak|gazetesi|来源|來源|据)\s*:?\s+",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    r"[\s,]+(?:nr|no|n[°º]|№|nº|issue|ausgabe|heft|numéro|número)\.?\s?\d[\d/.–-]{0,12}\Z", re.IGNORECASE
)
"""The number of a paper's issue behind its name: "Die Zeit Nr. 24/2025"."""
_WITH_AGENCY = re.compile(
    r"\s(?:avec|with|mit|con|com)\s+([^\s,/]{2,30}(?: [^\s,/]{2,30}){0,2})"
    rf"(?:(?:\s(?:{AND})\s|,|/).{{0,40}})?\Z",
    re.IGNORECASE,
)
"""The agency that a paper's piece leans on: "Le Figaro avec AFP"."""
_OWNED = re.compile(r"([A-Z]{2,6})['’]s\s+[A-Z][\w&'’-]{1,20}(?:\s[A-Z][\w&'’-]{1,20}){0,3}")
"""A programme or desk of an outlet: "NPR's Planet Money"."""
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?((?:[\w-]{1,63}\.){1,4}[a-z]{2,12})/?", re.IGNORECASE)
_LONGEST = 80
_SHORTEST_SPELT, _WORDS_SPELT = 5, 5
"""Letters and words of a name that a host may spell out."""


def trimmed(name: str) -> str:
    """Return a name without the brackets, quotes and punctuation around it."""
    name = " ".join(name.split())
    inner = name.strip(_EDGE)
    at = name.find(inner)
    if (
        name[at + len(inner) : at + len(inner) + 1] == ")"
        and "(" in inner
        and inner.count("(") > inner.count(")")
    ):
        inner += ")"
    if name[at + len(inner) : at + len(inner) + 1] == "." and re.search(
        r"\b(?:Inc|U\.S|U\.K|Ms|St|S\.A|A\.M)$", inner
    ):
        inner += "."
    if at > 0 and name[at - 1] in "+'" and inner[:1].isalnum():
        inner = (name[at - 1] if name[at - 1] == "+" else "") + inner
    return inner


@lru_cache(maxsize=8192)
def find_outlet(name: str, outlets: OutletTable) -> Outlet | None:
    """Return the outlet that a piece of an entry names, whole: "the Guardian (UK)", "bbc.co.uk"."""
    name = trimmed(name)
    if not name or len(name) > _LONGEST:
        return None
    exact = outlets.get(name)
    if exact:
        return exact if _is_written_so(name, exact) else None
    domain = _DOMAIN.fullmatch(name)
    if domain and "." in name:
        found = outlets.by_host(domain.group(1))
        if found:
            return found
    issue = _ISSUE.search(name)
    if issue:
        return find_outlet(name[: issue.start()], outlets)
    if " via " in name:
        return find_outlet(name.split(" via ", 1)[0], outlets)
    if joint := _WITH_AGENCY.search(name):
        first = find_outlet(name[: joint.start()], outlets)
        if first and find_outlet(joint.group(1), outlets):
            return first
    if owned := _OWNED.fullmatch(name):
        return outlets.get(owned.group(1))
    if name.endswith(("网", "網", ".ру")):  # the site of a paper or agency
        return outlets.get(name.removesuffix(".ру") if name.endswith(".ру") else name[:-1])
    lead = _BEFORE.match(name)
    if lead:
        rest = find_outlet(name[lead.end() :], outlets)
        if rest:
            return rest
    return _without_additions(name, outlets)


def _is_written_so(name: str, outlet: Outlet) -> bool:
    """Say whether a short name has the capitals of the outlet's: "taz", but not "ap" or "sun"."""
    if len(name) > 3 or not name.isalpha() or name.isupper() or not name.isascii():
        return True
    return name in (outlet.name, *outlet.aliases)


def _without_additions(name: str, outlets: OutletTable) -> Outlet | None:
    short = name
    for _ in range(3):
        match = _ADDED.search(short)
        if not match:
            return None
        short = short[: match.start()].strip(_EDGE)
        found = outlets.get(short)
        if found:
            return found
    return None


def spelt_by_host(text: str, host: str) -> str | None:
    """Return the name that a text is where the host spells it out: "Corrin Kurier" of corrinkurier.de."""
    name = trimmed(text)
    letters = "".join(filter(str.isalnum, name.casefold()))
    if len(letters) < _SHORTEST_SPELT or len(name.split()) > _WORDS_SPELT:
        return None
    return name if host.replace("-", "").startswith((letters, "the" + letters)) else None


def canonical(name: str, outlets: OutletTable) -> str:
    """Return the canonical name where the outlet is known, else the name as written, trimmed."""
    found = find_outlet(name, outlets)
    return found.name if found else trimmed(name)
