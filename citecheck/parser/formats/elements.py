"""Elements of an HTML page: which are navigation, which notes, which the article."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAVIGATION_TAGS = frozenset({"nav", "footer", "aside", "menu", "form"})
_NAVIGATION_CLASS = re.compile(
    r"(?<![\w])(?<!has-)(?<!with-)(?<!no-)(?:nav|navbar|navigation|main-nav|top-nav|menu|sidebar"
    r"|breadcrumbs?|footer|site-footer|page-footer"
    r"|share|sharing|share-buttons|sharedaddy|social|social-links|social-share|related"
    r"|related-posts|related-articles|recommended|recommendations"
    r"|comments?|comment-list|comments-area|disqus|cookie|cookies|cookie-banner|newsletter"
    r"|subscribe|subscription-widget|signup|promo|advert"
    r"|advertisement|ads?|banner|toolbar|masthead|site-header|skip-link|pagination|pager|tag-list"
    r"|post-tags|widget|popup|modal|noprint|printfooter"
    r"|catlinks|mw-navigation|mw-editsection|navbox|reply|post-navigation|entry-footer)(?![\w-])",
    re.IGNORECASE,
)
_NOTE_ID = re.compile(
    r"(?:user-content-)?(?:fn|_ftn|footnote|cite_note|note|endnote|_edn|ref|bib|sdfootnote"
    r"|_note)(?!ref)[-_:.]?(.{0,60})",
    re.IGNORECASE,
)
_REFERENCE_CLASS = re.compile(
    r"footnote|endnote|reference|reflist|bibliograph|works-?cited|sources|citation", re.IGNORECASE
)


@dataclass(slots=True)
class Open:
    """An element that is open."""

    name: str
    navigation: int = 0
    """0 none, 1 by its class, 2 by its tag."""
    content: bool = False
    note: str | None = None
    mark: int = 0
    """Length of the text when it was opened, for inline elements."""
    href: str = ""


def element_of(name: str, attributes: dict[str, str], parent: Open) -> Open:
    """Return the element that a tag opens inside `parent`, by its name, class, id and role."""
    words = f"{attributes.get('class', '')} {attributes.get('id', '')} {attributes.get('role', '')}"
    navigation = parent.navigation
    content = parent.content or name in ("article", "main") or attributes.get("role") == "main"
    if _REFERENCE_CLASS.search(words):
        navigation = 0
    elif (
        name in _NAVIGATION_TAGS
        or (name == "header" and not content)
        or attributes.get("role") in ("navigation", "contentinfo")
    ):
        navigation = 2
    elif (
        name not in ("body", "html", "main", "article") and words.strip() and _NAVIGATION_CLASS.search(words)
    ):
        navigation = max(navigation, 1)
    note = parent.note if name not in ("ol", "ul", "section") else None
    found = (
        _NOTE_ID.fullmatch(attributes.get("id", ""))
        if name in ("li", "p", "div", "dd", "dt", "aside")
        else None
    )
    if found and any(c.isdigit() for c in found.group(1)):
        note = found.group(1)
    return Open(name, navigation, content, note)


def label_of(text: str) -> str:
    """Return the label of a note from its id: the number at its end, or else all of it."""
    digits = re.search(r"(\d{1,5})\W*$", text)
    return digits.group(1) if digits else text.strip("-_:.")
