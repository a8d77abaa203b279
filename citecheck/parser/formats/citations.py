"""Citation templates of the Wikipedias -> title, outlet, url, date, author."""

from __future__ import annotations

import re
from typing import Any

_NAME = re.compile(
    r"cite|citation|cytuj|citar|\bcita\b|cita (?:news|web|noticia|publicación|libro|testo)|citace|citeer|literatur\b|internetquelle|lien web|lien brisé"
    r"|^article$|^ouvrage$|^harvsp$|публикация|^статья$|^книга$|новина|публікація|стаття|haber kaynağı|web kaynağı|kitap kaynağı|kaynak|استشهاد|مرجع"
    r"|^news$|webb?ref|ref-(?:web|notícia|llibre)|^bref$|^źródło$|引用|^cite",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"needed|missing|style|check|required|potrzebne|fuente necesaria|requerida|quote|citation ?needed|no footnotes|reflist|span",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"news|noticia|journal article|haber|خبر|jornal|новина|magazine|périodique|^article$", re.IGNORECASE
)
_BOOK = re.compile(
    r"book|journal|thesis|conference|arxiv|ouvrage|libro|livro|książk|kitap|книга|литература|literatur\b|encyclop|report|patent|doi|كتاب|دورية",
    re.IGNORECASE,
)

_FIELDS = {
    "title": "title titel titre título titulo titolo tytuł tytul назва заголовок заглавие başlık baslik عنوان العنوان 标题 標題 headline название",
    "url": "url lien enlace ссылка посилання odnośnik رابط مسار 网址 網址 ссылка_ lire_en_ligne urlцикл",
    "date": "date datum fecha data дата tarih تاريخ 日期 date_1",
    "day": "jour día dia giorno день day gün يوم",
    "month": "mois mes mese month месяц місяць miesiąc ay شهر",
    "year": "year année annee año anno ano rok год рік yıl jahr سنة 年",
}
_OUTLETS = (
    "newspaper magazine work website journal periodical werk sammelwerk périodique periodique site revue periódico periodico publicación publicacion obra"
    " sitioweb pubblicazione sito giornale rivista czasopismo praca jornal издание сайт газета работа видання робота gazete çalışma iş dergi صحيفة عمل موقع"
    " جريدة 报纸 報紙 网站 網站 publisher agency hrsg éditeur editeur editorial editore wydawca opublikowany editora publicado издательство видавець"
    " yayıncı ناشر الناشر 出版社 via publication zeitung newsgroup station network"
).split()
_AUTHORS = (
    "author author1 authors auteur auteur1 autor autore автор авторы yazar مؤلف المؤلف 作者 credits".split()
)
_LAST = "last last1 surname nom nom1 apellido apellidos apellido1 cognome cognome1 nazwisko nazwisko1 último ultimo sobrenome фамилия прізвище soyadı الأخير 姓".split()
_FIRST = "first first1 given prénom prénom1 prenom nombre nombre1 nome nome1 imię imię1 primeiro имя ім'я ad الأول 名".split()
_KEYS = {word: field for field, words in _FIELDS.items() for word in words.split()}


def is_citation(name: str) -> bool:
    """Say whether a template of this name cites something."""
    name = name.strip().replace("_", " ")
    return len(name) < 60 and bool(_NAME.search(name)) and not _NOT.search(name)


def citation_fields(template: Any) -> dict[str, str]:
    """Return a template's fields under our names: title, url, outlet, date, author, kind; empty where it cites nothing."""
    raw: dict[str, str] = {}
    for parameter in template.params:
        key = str(parameter.name).strip().casefold().replace(" ", "_")
        value = " ".join(str(parameter.value.strip_code(normalize=True, collapse=True)).split())
        if value:
            raw.setdefault(key, value)
    fields: dict[str, str] = {}
    for key, value in raw.items():
        if key in _KEYS:
            fields.setdefault(_KEYS[key], value)
    if "title" not in fields and "url" not in fields:
        return {}
    outlets = [raw[key] for key in _OUTLETS if key in raw]
    if outlets:
        fields["outlet"] = outlets[0]
        fields["outlets"] = "\n".join(outlets)
    author = _author(raw)
    if author:
        fields["author"] = author
    _complete_date(fields)
    name = str(template.name).strip()
    fields["kind"] = "book" if _BOOK.search(name) else "news" if _NEWS.search(name) else "web"
    if raw.get("doi") or raw.get("isbn") or raw.get("pmid"):
        fields["kind"] = "book"
    return fields


def _author(raw: dict[str, str]) -> str | None:
    last = next((raw[key] for key in _LAST if key in raw), None)
    first = next((raw[key] for key in _FIRST if key in raw), None)
    if last:
        return f"{last}, {first}" if first else last
    return next((raw[key] for key in _AUTHORS if key in raw), None)


def _complete_date(fields: dict[str, str]) -> None:
    """Put together a date that a template gives in parts."""
    parts = [fields.pop(key, "") for key in ("day", "month", "year")]
    if not fields.get("date") and parts[2]:
        fields["date"] = " ".join(part for part in parts if part)
