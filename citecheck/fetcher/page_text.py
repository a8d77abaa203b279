"""A page's tree -> the paragraphs of its story, without the furniture around and between them."""

from __future__ import annotations

import re
from typing import Any

from citecheck.fetcher.page_tree import squeeze

_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "li", "ul", "ol", "dl", "dd", "dt", "blockquote", "pre",
     "table", "tr", "td", "th", "tbody", "h1", "h2", "h3", "h4", "h5", "h6", "header", "details", "summary",
     "body", "center", "hgroup", "time-block", "gu-island"}
)  # fmt: skip
_SKIPPED = frozenset(
    {"math", "iframe", "form", "button", "select", "textarea",
     "nav", "footer", "aside", "figure", "figcaption", "picture", "video", "audio", "object", "embed",
     "canvas", "dialog", "menu", "label", "head", "h1"}
)  # fmt: skip
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "link", "meta", "input"})
"""Skipped without parting the words around them."""
# Words of class, id or data-component that mark furniture, as whole words between dashes and underscores.
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:related\w*|recommend\w*|promo\w*|newsletter\w*|share\w*|sharing|social\w*|comments?|advert\w*"
    r"|ad|ads|adslot|breadcrumbs?|cookies?|consent|caption|credits?|most-?(?:read|viewed|popular)|teasers?|sidebar"
    r"|sign-?up|signin|read-?more|readmore|more-on|tags?|taglist|topics?|toolbar|byline|bylines|dateline"
    r"|author-?(?:bio|info|card)|timestamp|metadata|submeta|meta|outbrain|taboola|rich-?link|pullquote|pull-quote"
    r"|subscribe|subscription|donat\w*|support-?us|contributions?|footer|masthead|navigation|sr-only"
    r"|visually-?hidden|screen-?reader\w*|skip-?link|disclaimer|print-only|popup|modal|overlay|carousel|gallery"
    r"|video-?player|audio-?player|media-?player|podcast-?promo|follow-?us|correction-?link|trending|trust-?\w*"
    r"|product-cards?|trinityaudio|upgrade-cta|kg-signup\w*|kg-cta\w*|kg-bookmark\w*)(?:$|[\s_-])",
    re.I,
)
_ANCHORED = frozenset({"p", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = re.compile(
    r"(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-?reader\w*|skip-?link)(?:$|[\s_-])", re.I
)
# What a furniture line says, whole and short. Narrow on purpose: a line of a share bar that stays does little
# harm, a sentence that goes makes a true quotation look invented.
_LINE = re.compile(
    r"(?:our standards:.*|sign up (?:here\b.*|(?:for|to)\b.*(?:newsletter|email|alert).*)"
    r"|purchase licensing rights.*|read (?:more|also|next)(?:[:|].{0,120})?"
    r"|more on this(?: story)?:?|more:|related(?: (?:articles|stories|coverage|content|topics))?:?"
    r"|advertisement(?: - .*)?|(?:story|article) continues (?:after|below).{0,60}"
    r"|share(?: this)?(?: on| via| article| story)?(?: \w+)?|follow us(?: on)?(?: \w+)?"
    r"|subscribe(?: now| today)?"
    r"|source: .{1,60}|photograph: .*|image (?:source|caption)[:,].{0,80}|copyright ©?.{0,60}|©.{0,80}"
    r"|all rights reserved\.?|listen to this (?:article|story).{0,40}|watch(?: more| now)?:.{0,100}"
    r"|loading\.*|skip (?:to|past|advert).{0,50}|explore more on these topics|reuse this content|topics"
    r"|most (?:viewed|read|popular)|recommended (?:stories|articles|reading|for you).{0,20}|copy link"
    r"|opens? (?:in )?(?:a )?new (?:tab|window)|view (?:in app|gallery|comments)|save|print|email"
    r"|\d+ min(?:ute)? read|this article is more than \d+ .{0,20} old)",
    re.I,
)
_NEW_TAB = re.compile(r",?\s?opens? (?:in )?(?:a )?new (?:tab|window)", re.I)
_LONGEST_LINE = 160
_CONTAINERS = (
    './/*[@id="liveblog-body"]',
    './/*[@id="maincontent"]',
    './/*[contains(concat(" ",normalize-space(@class)," ")," wysiwyg ")]',
    './/*[contains(concat(" ",normalize-space(@class)," ")," article-p-wrapper ")]',
    './/*[contains(concat(" ",normalize-space(@class)," ")," gh-content ")]',
    './/*[contains(concat(" ",normalize-space(@class)," ")," post-content ")]',
    './/*[contains(concat(" ",normalize-space(@class)," ")," entry-content ")]',
    './/*[contains(@class,"content__article-body")]',
    './/*[contains(@class,"StandardArticleBody_body")]',
    './/*[contains(@class,"ArticleBodyWrapper")]',
    './/*[contains(@class,"article-body__content")]',
    './/*[@itemprop="articleBody"]',
    './/*[@data-component="text-block"]/ancestor::article[1]',
    ".//article",
    ".//main",
)
_PARAGRAPHS_BY_TEST_ID = './/*[starts-with(@data-testid,"paragraph-")]'
_FEWEST_WORDS = 6
# Bounds on a page made to keep us busy; the longest live blogs have some 40,000 elements.
_MOST_ELEMENTS = 150_000
_MOST_VISITS = 400_000
_MOST_MEASURED = 20


def read_text(tree: Any) -> str | None:
    """Return the story's paragraphs joined by blank lines; None where the page holds none."""
    size = sum(1 for _ in tree.iter())
    if size > _MOST_ELEMENTS:
        return None
    tries = max(4, _MOST_VISITS // max(size, 1))
    best = [text for element in tree.xpath(_PARAGRAPHS_BY_TEST_ID) for text in blocks(element)]
    for path in _CONTAINERS:
        for element in tree.xpath(path)[:20]:
            tries -= 1
            text = blocks(element)
            # A later path is a wider guess: it must bring clearly more.
            if _weight(text) > 1.3 * _weight(best):
                best = text
            if not tries:
                return "\n\n".join(best) or None
    densest = _densest(tree)
    if densest is not None:
        text = blocks(densest)
        if _weight(text) > 1.6 * _weight(best):
            best = text
    if not best:  # pages older than paragraphs: tables and line breaks
        best = [text for text in blocks(tree) if len(text.split()) >= _FEWEST_WORDS]
    return "\n\n".join(best) or None


def blocks(container: Any) -> list[str]:
    """Return the paragraphs of a part of the page, in order, furniture left out."""
    from lxml import etree

    gathered = _Gathered()
    furniture = _Furniture(container)
    skipped = None
    walk = etree.iterwalk(container, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if element is not container and furniture.has(element, tag):
                skipped = element
                walk.skip_subtree()
            else:
                gathered.open(tag, element.text)
        else:
            if element is skipped:
                if tag in _BLOCKS or tag in _SKIPPED:
                    gathered.flush()
            else:
                gathered.close(tag)
            if element is not container:
                gathered.add(element.tail)
    gathered.flush()
    return _trimmed(gathered.found)


class _Gathered:
    """Inline text, gathered until a block ends; and the blocks so far."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._seen: set[str] = set()
        self._parts: list[str] = []
        self._links = 0
        self._linked = 0
        self._size = 0
        self._broken = False

    def open(self, tag: str, text: str | None) -> None:
        if tag in _BLOCKS:
            self.flush()
        elif tag == "br":
            if self._broken:  # two line breaks make a paragraph
                self.flush()
            self._parts.append(" ")
            self._broken = True
        elif tag == "a":
            self._links += 1
        self.add(text)

    def close(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.flush()
        elif tag == "a":
            self._links -= 1

    def add(self, text: str | None) -> None:
        if not text:
            return
        length = len(text.strip())
        self._parts.append(text)
        self._size += length
        self._linked += length if self._links else 0
        self._broken = self._broken and not length

    def flush(self) -> None:
        """End the block; a list of links, a furniture line or a repetition is dropped."""
        text = squeeze(_NEW_TAB.sub("", "".join(self._parts)))
        links_only = self._linked > 0.75 * self._size and self._size < 400
        self._parts.clear()
        self._linked = self._size = 0
        self._broken = False
        if not text or links_only or _is_furniture_line(text) or (text in self._seen and len(text) > 40):
            return
        self._seen.add(text)
        self.found.append(text)


class _Furniture:
    """Tells furniture from the story by what the page's makers called it."""

    def __init__(self, container: Any) -> None:
        self._container = container
        self._words: int | None = None
        self._measured = 0

    def has(self, element: Any, tag: str) -> bool:
        if not tag or tag in _SKIPPED or tag in _SILENT:
            return True
        if element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return True
        # The id of a paragraph or heading is its anchor, made of its own words: "social-care".
        names = (element.get("class"), element.get("data-component"))
        anchor = None if tag in _ANCHORED else element.get("id")
        marks = " ".join(filter(None, (*names, anchor)))
        if not marks or len(marks) > 600:
            return False
        if tag not in _BLOCKS:  # a link to a topic or a tag is still part of its sentence
            return _UNSEEN.search(marks) is not None
        if not _FURNITURE.search(marks):
            return False
        return not self._holds_the_story(element)

    def _holds_the_story(self, element: Any) -> bool:
        """Say whether most of the text lies in an element: "layout-with-sidebar" is no sidebar."""
        self._measured += 1
        if self._measured > _MOST_MEASURED:
            return False
        if self._words is None:
            self._words = _paragraph_words(self._container)
        return self._words > 0 and _paragraph_words(element) > 0.5 * self._words


def _paragraph_words(element: Any) -> int:
    in_paragraphs = sum(len(p.text_content().split()) for p in element.iter("p"))
    return in_paragraphs or len(element.text_content().split())


def _is_furniture_line(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and _LINE.fullmatch(text) is not None


def _trimmed(found: list[str]) -> list[str]:
    """Drop a trailing row of short lines without a full stop: captions of links after the story."""
    end = len(found)
    while end and len(found[end - 1].split()) <= 12 and found[end - 1][-1:] not in ".!?”\"'’)…":
        end -= 1
    return found[:end] if end else found


def _weight(texts: list[str]) -> int:
    """Count the words that stand in real paragraphs."""
    return sum(count for text in texts if (count := len(text.split())) >= _FEWEST_WORDS)


def _densest(tree: Any) -> Any:
    """Return the element around which most running text lies, found from the paragraphs up."""
    scores: dict[Any, float] = {}
    for paragraph in tree.iter("p", "div", "blockquote"):
        is_p = paragraph.tag == "p"
        count = len((paragraph.text_content() if is_p else paragraph.text or "").split())
        if count < 2 * _FEWEST_WORDS:
            continue
        links = paragraph.iter("a") if is_p else (child for child in paragraph if child.tag == "a")
        worth = max(count - 2 * sum(len(a.text_content().split()) for a in links), 0)
        share, parent = 1.0, paragraph.getparent()
        for _ in range(4):
            if parent is None or parent.tag == "html":
                break
            scores[parent] = scores.get(parent, 0.0) + share * worth
            share, parent = share * 0.7, parent.getparent()
    return max(scores, key=lambda element: scores[element], default=None)
