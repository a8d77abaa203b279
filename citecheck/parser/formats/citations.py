"""Citation templates of the Wikipedias -> title, outlet, url, date, author."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from citecheck.parser.words import words

_NAME = re.compile(
    r"cite|citation|cytuj|citar|\bcita\b|cita (?:news|web|noticia|publicación|libro|testo)|citace"
    r"|citeer|literatur\b|internetquelle|lien web|lien brisé"
    r"|^article$|^ouvrage$|^harvsp$|публикация|^статья$|^книга$|новина|публікація|стаття"
    r"|haber kaynağı|web kaynağı|kitap kaynağı|kaynak|استشهاد|مرجع"
    r"|^kilde(?: (?:avis|www|bok|artikkel))?$|^verkkoviite$|^lehtiviite$|^citat(?: web| știre| ziar)?$"
    r"|^뉴스 인용$|^웹 인용$|^news$|webb?ref|ref-(?:web|notícia|llibre)|^bref$|^źródło$|引用|^cite",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"needed|missing|style|check|required|potrzebne|fuente necesaria|requerida|quote"
    r"|citation ?needed|no footnotes|reflist|span",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"news|noticia|journal article|haber|خبر|jornal|новина|magazine|périodique|^article$", re.IGNORECASE
)
_PRESS = re.compile(
    r"\bnews\b|nieuws|noticia|haber|خبر|\bjornal\b|новина|notícia|avis$|lehtiviite|뉴스", re.IGNORECASE
)
"""Templates for newspapers and stations alone: what they cite is news, whoever published it."""
_BOOK = re.compile(
    r"book|journal|thesis|conference|arxiv|ouvrage|libro|livro|książk|kitap|книга|литература"
    r"|literatur\b|encyclop|report|patent|doi|كتاب|دورية",
    re.IGNORECASE,
)


def is_citation(name: str) -> bool:
    """Say whether a template of this name cites something."""
    name = name.strip().replace("_", " ")
    return len(name) < 60 and bool(_NAME.search(name)) and not _NOT.search(name)


@cache
def _keys() -> dict[str, str]:
    fields = ("title", "url", "date", "day", "month", "year")
    return {word: field for field in fields for word in words("template")[field]}


def citation_fields(template: Any) -> dict[str, str]:
    """Return a template's title, url, outlet, date, author and kind; empty where it cites nothing."""
    raw: dict[str, str] = {}
    for parameter in template.params:
        key = str(parameter.name).strip().casefold().replace(" ", "_")
        value = " ".join(str(parameter.value.strip_code(normalize=True, collapse=True)).split())
        if value:
            raw.setdefault(key, value)
    fields: dict[str, str] = {}
    for key, value in raw.items():
        if key in _keys():
            fields.setdefault(_keys()[key], value)
    if "title" not in fields and "url" not in fields:
        return {}
    outlets = [raw[key] for key in words("template")["outlet"] if key in raw]
    if outlets:
        fields["outlet"] = outlets[0]
        fields["outlets"] = "\n".join(outlets)
    author = _author(raw)
    if author:
        fields["author"] = author
    _complete_date(fields)
    name = str(template.name).strip()
    fields["kind"] = (
        "press"
        if _PRESS.search(name)
        else "book"
        if _BOOK.search(name)
        else "news"
        if _NEWS.search(name)
        else "web"
    )
    if raw.get("doi") or raw.get("isbn") or raw.get("pmid"):
        fields["kind"] = "book"
    return fields


def _author(raw: dict[str, str]) -> str | None:
    last = next((raw[key] for key in words("template")["last"] if key in raw), None)
    first = next((raw[key] for key in words("template")["first"] if key in raw), None)
    if last:
        return f"{last}, {first}" if first else last
    return next((raw[key] for key in words("template")["author"] if key in raw), None)


def _complete_date(fields: dict[str, str]) -> None:
    """Put together a date that a template gives in parts."""
    parts = [fields.pop(key, "") for key in ("day", "month", "year")]
    if not fields.get("date") and parts[2]:
        fields["date"] = " ".join(part for part in parts if part)
