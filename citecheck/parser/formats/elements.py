"""Elements of an HTML page: which are navigation, which notes, which the article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citecheck.parser.formats.noteids import note_id

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
"""Elements that end the block before them."""
VOID_TAGS = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
"""Elements without content."""
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
    first: int = 0
    """Number of blocks found before it was opened, for links."""


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
    own = note_id(attributes.get("id", "")) if name in ("li", "p", "div", "dd", "dt", "aside") else None
    return Open(name, navigation, content, own or note)
