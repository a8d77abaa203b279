"""What an entry says that is neither headline, outlet, author nor date: "available at"."""

from __future__ import annotations

import re

from citecheck.parser.references.dates import FoundDate, find_dates

NOISE = re.compile(
    r"\[(?:online|internet|web|webpage|website|video|press release|blog post|newspaper article"
    r"|електронний ресурс|электронный ресурс|en ligne|en línea|on-?line|"
    r"consulta|pdf|html|em linha|çevrimiçi|archived|dead link|link)\]"
    r"|\[?\(?(?:last\s+)?(?:accessed|retrieved|viewed|visited|cited)(?:\s*(?:on|at))?\s*:?\s*(?=[\d\w])"
    r"|\b(?:available|accessible|retrieved|accessed|archived)\s*(?:online\s*)?(?:at|from|on|in"
    r"|via)?\s*:(?=\s|$)|\b(?:available|retrieved|accessed)\s+(?:at|from)\b:?"
    r"|(?<![^\W\d_]\s)\b(?:URL|Web|Link|Print|Online|DOI)\s*[:.](?=\s|$)|\bn\.\s?pag\.?|\bN\.p\.,?|\bn\.d\.,?"
    r"|(?:disponible\s+(?:en|sur|à)|disponível\s+em|disponibile\s+(?:su|a|in)|verfügbar\s+unter"
    r"|abrufbar\s+unter|en\s+ligne(?=\s*:)|en\s+línea(?=\s*:)|dostęp(?:ne|ny)\s+(?:na|w)|режим\s+доступ[ау]"
    r"|erişim\s+adresi|متاح\s+على)\s*:?",
    re.IGNORECASE,
)
NOISE_SIGNS = (
    *("[", "access", "retrieved", "viewed", "visited", "cited", "available", "archived", "url", "web"),
    *(
        "link",
        "print",
        "online",
        "doi",
        "pag",
        "n.p",
        "n.d",
        "dispon",
        "ligne",
        "línea",
        "verf",
        "abrufbar",
        "dost",
        "режим",
    ),
    *("eri", "متاح"),
)
"""A text without one of these does not match `NOISE`."""
UPDATED = re.compile(
    r"(?:updated|modified|aktualisiert|mis à jour|actualizado|aggiornato|atualizado|zaktualizowano|оновлено"
    r"|обновлено|güncellendi|güncelleme|更新)\W{0,4}(?:on\s|am\s|le\s|el\s|em\s|il\s)?\W{0,2}$",
    re.IGNORECASE,
)
"""What stands before the day of a later version; the day of the first one is the date of publication."""
_TO_DATE = re.compile(
    r"(?<!\w)(?:on|from|dated|vom|am|den|le|du|el|del|il|dal|em|de|z\s+dnia|z|від|от|tarihli)\s{1,2}\Z",
    re.IGNORECASE,
)
"""What leads to a day, and belongs neither to a headline nor to an outlet."""


def without_noise(text: str, masked: str) -> str:
    """Take "Available at:" and a date off the end of a text; in `masked` both are blanked."""
    end = len(masked.rstrip(" \x1e.,;:()[]"))
    tail = text[end:]
    added = NOISE.match(tail.lstrip(" .,;:(")) or (tail[:1] in (".", ",", ";") and find_dates(tail))
    return text[:end] if added else text


def with_lead(text: str, date: FoundDate) -> int:
    """Return where a date begins with the words that lead to it: "accessed on", "vom", "le"."""
    if date.accessed:
        return date.lead
    lead = _TO_DATE.search(text, max(0, date.start - 14), date.start) if date.exactness != 1 else None
    return lead.start() if lead else date.start
