"""A headline without what citing adds to it: marks, suffixes, comments."""

from __future__ import annotations

import re

from citecheck.outlets import Outlet, OutletTable
from citecheck.parser.references.naming import find_outlet
from citecheck.parser.references.urls import longest_part_words

_GENERIC = re.compile(
    r"\W*(?:links?|source|sources|here|this|read more|more|read|full story|full article|article"
    r"|story|video|watch|pdf|url|website|web|site|archive[d]?|"
    r"mirror|alternate footage|footage|via|ref|citation|source \d+|\[?\d{1,4}\]?|\^|↩|↑|original"
    r"|online|web link|permalink|details|report|see|click here|read here|"
    r"джерело|посилання|тут|источник|ссылка|здесь|quelle|hier|mehr|lien|ici|lire|source en ligne"
    r"|fuente|enlace|aquí|fonte|qui|leggi|źródło|link|tutaj|aqui|"
    r"المصدر|هنا|الرابط|kaynak|burada|来源|來源|链接|連結|這裡|这里|原文)\W*",
    re.IGNORECASE,
)
_QUOTES = "\"“”„«»‹›'‘’‚「」『』"
_PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’",
    "‚": "‘’",
    "「": "」",
    "『": "』",
    '"': '"',
    "'": "'",
    "”": "”",
    "《": "》",
}
_LEADING_DATE = re.compile(r"^(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}[\s:–—-]+(?=\S)")
_TYPE_OF_SOURCE = re.compile(r"\s*\[(?:[CDJMNRSZ]|EB|DB|CP)(?:/OL)?\]\.?$")
"""The letter that Chinese citations (GB/T 7714) put behind a title: "[N]" for a newspaper."""
_EMPTY = re.compile(r"\s*(?:\(\s*\)|\[\s*\])\s*")
"""Brackets around an address, now gone."""
_SECTION_MAX = 6
_SMALL = frozenset(("of", "the", "and", "de", "la", "du", "et", "y", "und", "in", "for"))
_BAR = re.compile(r"\s*[|｜¦]\s*|\s+[•·]\s+")
_BAR_OR_CRUMB = re.compile(_BAR.pattern + r"|\s+»\s+")
_MEDIUM = re.compile(
    r"\s*\[(?:online|електронний ресурс|электронный ресурс|en ligne|en línea|em linha|çevrimiçi"
    r"|elektronische ressource|dokument elektroniczny)\]\W*$",
    re.IGNORECASE,
)
_SORT = (
    r"(?:video|videos|audio|podcast|photos?|pictures|gallery|opinion|op-ed|editorial|analysis|comment(?:ary)?|interview"
    r"|explainer|відео|фото|думка|колонка|видео|мнение|колонка|wideo|zdjęcia|opinia|vidéo|tribune|vídeo|opinión|opinião"
    r"|opinione|meinung|kommentar|yorum|görüş|فيديو|صور|رأي|视频|評論|评论)"
)
_LEADING_SORT = re.compile(rf"^[(\[（【]\s*{_SORT}\s*[)\]）】]\s*[:：–—-]?\s*(?=\S)", re.IGNORECASE)
"""What sort of piece it is, put before a headline by who lists it: "[Video] …"."""
TRAILING_SORT = re.compile(
    rf"\s*\[(?:{_SORT}|[^\[\]]{{0,20}}(?:podcast|article|editorial|column|broadcast))\]\.?$", re.IGNORECASE
)
"""The same behind it, as APA has it: "… [Opinion]"."""
_DASH = re.compile(r"\s+[-–—―‒−]{1,3}\s+|\s*[—―]\s*|\s+::\s+")
_PARTS = re.compile("[|｜¦•·»–—―‒−:-]")
"""A headline without one of these has no suffix."""
_COMMENT = re.compile(r"\s*[(\[]([^()\[\]]{2,400})[)\]]?\s*\.?$")
_COMMENT_WORDS = re.compile(
    r"\bvia\b|\bpaywall\w*|\bsubscription\b|\barchived?\b|\baccessed\b|\bthis run\b|\bvideo\b"
    r"|\bpdf\b|\bin (?:english|ukrainian|russian|german|french|spanish)\b|;"
    r"|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\w*\.? \d{1,2}\b|\bsee also\b|\bupdated?\b"
    r"|\bregistration\b",
    re.IGNORECASE,
)


def is_generic_anchor(text: str) -> bool:
    """Say whether a link's anchor says nothing about the page ("here", "[3]", "source")."""
    return bool(_GENERIC.fullmatch(text)) or not any(c.isalpha() for c in text)


def clean_headline(text: str) -> str:
    """Return a headline with white space folded, without enclosing marks, full stop or leading date."""
    line = " ".join(text.split())
    if "(" in line or "[" in line:
        line = _EMPTY.sub(" ", line)
    line = _LEADING_DATE.sub("", line.strip(" *_|•·–—\u200b"))
    if "[" in line:
        line = _TYPE_OF_SOURCE.sub("", line)
    line = line.rstrip(" (（[【<")
    if "[" in line:
        line = _MEDIUM.sub("", line)
    line = _LEADING_SORT.sub("", line)
    if line.endswith(")") and "(" not in line:
        line = line[:-1]
    for _ in range(2):
        inner = _unquoted(line)
        if inner == line:
            break
        line = inner
    if line[:1] in _PAIRS and not any(c in line[1:] for c in _PAIRS[line[0]]):
        line = line[1:].lstrip()  # its partner was cut off with the end of the headline
    line = line.rstrip(" ,;:|/")
    if (
        line.endswith(".")
        and not line.endswith("..")
        and not re.search(r"\b(?:[A-Za-z]\.){1,}[A-Za-z]\.$|\b(?:Inc|Jr|Sr|St|Co|Corp|Ltd|etc|vs)\.$", line)
    ):
        line = line[:-1].rstrip()
    return line.strip()


def stripped(text: str, marks: str = " .,;:|–—-[]") -> str:
    """Return a text without marks at its ends, but with the closing bracket of a pair inside it."""
    line = text.strip(marks + "()")
    at = text.find(line)
    if line.count("(") > line.count(")") and text[at + len(line) : at + len(line) + 1] == ")":
        line += ")"
    return line


def _unquoted(line: str) -> str:
    if len(line) > 2 and line[0] in _PAIRS:
        end = len(line)
        while end > 1 and line[end - 1] in ".,;":
            end -= 1
        if line[end - 1] in _PAIRS[line[0]] and not any(
            c in line[1 : end - 1] for c in line[0] + _PAIRS[line[0]] if c not in "’'"
        ):
            return line[1 : end - 1].strip().rstrip(",;")
    return line


def without_suffix(headline: str, outlets: OutletTable, named: str | None) -> tuple[str, Outlet | None]:
    """Take "| Section | Outlet" or "- Outlet" off a headline; return what is left and the outlet."""
    if not _PARTS.search(headline):
        return headline, None  # mostly
    bars = (_BAR_OR_CRUMB if "»" in headline and "«" not in headline else _BAR).split(headline)
    if len(bars) > 1:
        found = find_outlet(bars[-1], outlets)
        if found:
            kept = bars[:-1]
            while len(kept) > 1 and is_section(kept, 4):
                kept.pop()
            return " | ".join(kept).strip(), found
    dashes = list(_DASH.finditer(headline))
    last = dashes[-1] if dashes else None
    if last and last.start() > 0:
        found = find_outlet(headline[last.end() :], outlets)
        if found and (named is None or found.name == named or len(headline[: last.start()].split()) >= 3):
            return headline[: last.start()].strip(), found
    return headline, None


def is_section(bars: list[str], most: int) -> bool:
    """Say whether the last part of a title is a section: `most` words, or a name shorter than the first."""
    words = bars[-1].split()
    named = all(word[0].isupper() or word in _SMALL for word in words)
    return len(words) <= most or (len(words) <= _SECTION_MAX and named and len(words) < len(bars[0].split()))


def without_comment(headline: str, url: str | None) -> str:
    """Take a remark in brackets off the end of a headline ("(via Reuters; seen 3 June)").

    What the address's own words repeat belongs to the headline.
    """
    match = _COMMENT.search(headline)
    if not match or match.start() < 8:
        return headline
    inside = match.group(1)
    words = set(re.findall(r"[^\W\d_]{4,}", inside.casefold()))
    slug = longest_part_words(url) if url else frozenset()
    if words and len(words & slug) >= 0.5 * len(words):
        return headline
    if _COMMENT_WORDS.search(inside) or (len(slug) >= 3 and len(inside.split()) >= 2):
        return headline[: match.start()].rstrip()
    return headline
