"""What a page says about itself to machines: JSON-LD, meta elements, Reuters' embedded article."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from citecheck.fetcher.page_tree import squeeze

_MOST_BLOCKS = 60
_MOST_NODES = 5_000
_LARGEST_BLOCK = 3_000_000
# For JSON that does not parse: the few values that matter are usually whole.
_LOOSE = re.compile(
    r'"(headline|alternativeHeadline|datePublished|dateModified|description|@type)"\s{0,20}:\s{0,20}'
    r'"((?:[^"\\\x00-\x08]|\\.){1,2000})"'
)
_STORY_TYPES = frozenset(
    {"article", "newsarticle", "reportagenewsarticle", "opinionnewsarticle", "analysisnewsarticle",
     "backgroundnewsarticle", "reviewnewsarticle", "asknewsarticle", "satiricalarticle", "blogposting",
     "liveblogposting", "report", "advertisercontentarticle", "socialmediaposting", "videoobject"}
)  # fmt: skip
_WEAK_TYPES = frozenset({"videoobject", "socialmediaposting"})
# Keys that lead to other pieces, not to this one.
_ELSEWHERE = frozenset(
    {"liveblogupdate", "haspart", "itemlistelement", "ispartof", "associatedmedia", "comment", "relatedlink",
     "mentions", "citation", "video", "image", "publisher", "author", "breadcrumb", "speakable", "about"}
)  # fmt: skip
_FUSION = "Fusion.globalContent="


@dataclass(slots=True)
class PageData:
    """The page's own data, empty where it has none."""

    ld: Mapping[str, Any] = field(default_factory=dict)
    """The JSON-LD node of the story."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """Meta elements by their name, property or itemprop, in lower case; the first of a name counts."""
    fusion: Mapping[str, Any] = field(default_factory=dict)
    """Reuters' embedded article (2021 on)."""

    def ld_text(self, *keys: str) -> str | None:
        """Return the first JSON-LD value of these keys that is a text."""
        return first_text(self.ld.get(key) for key in keys)

    def meta_text(self, *names: str) -> str | None:
        """Return the first meta value of these names."""
        return first_text(self.meta.get(name) for name in names)

    def fusion_text(self, *keys: str) -> str | None:
        """Return the first value of these keys in Reuters' embedded article that is a text."""
        return first_text(self.fusion.get(key) for key in keys)


def read_data(tree: Any) -> PageData:
    """Collect the page's data; broken parts are left out."""
    return PageData(_story_node(_ld_blocks(tree)), _meta(tree), _fusion(tree))


def first_text(values: Iterable[Any]) -> str | None:
    """Return the first value that is a text with something in it, its white space squeezed."""
    for value in values:
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and squeeze(value):
            return squeeze(value)
    return None


def names_of(value: Any) -> list[str]:
    """Return the names in a JSON-LD author or the like: texts, objects with a name, or lists of them."""
    found = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        name = first_text([name])
        if name and len(name) < 200 and not name.startswith(("http://", "https://", "/")):
            found.append(name)
    return list(dict.fromkeys(found))


def types_of(node: Mapping[str, Any]) -> set[str]:
    """Return a JSON-LD node's types: bare names in lower case."""
    types = node.get("@type")
    return {str(t).rpartition("/")[2].lower() for t in (types if isinstance(types, list) else [types]) if t}


def _meta(tree: Any) -> dict[str, str]:
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = squeeze(element.get("content") or element.get("value"))
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                meta.setdefault(name, content[:5_000])
    return meta


def _ld_blocks(tree: Any) -> Iterator[Any]:
    scripts = (s for s in tree.iter("script") if "ld+json" in (s.get("type") or "").lower())
    for _, script in zip(range(_MOST_BLOCKS), scripts, strict=False):
        yield _loads((script.text_content() or "")[:_LARGEST_BLOCK])


def _loads(text: str) -> Any:
    """Parse JSON-LD as pages write it: within CDATA or a comment, with raw line breaks, or simply broken."""
    starts = [at for at in (text.find("{"), _list_start(text)) if at >= 0]
    try:
        found, _ = json.JSONDecoder(strict=False).raw_decode(text, min(starts, default=0))
        return found
    except (ValueError, RecursionError):
        pass
    loose: dict[str, Any] = {}
    for match in _LOOSE.finditer(text):
        try:
            loose.setdefault(match[1], json.loads(f'"{match[2]}"', strict=False))
        except ValueError:
            continue
    return loose


def _list_start(text: str) -> int:
    """Return where a list starts; the bracket of "<![CDATA[" opens none."""
    at = text.find("[")
    while at >= 0 and text[max(at - 8, 0) : at].endswith(("<!", "CDATA")):
        at = text.find("[", at + 1)
    return at


def _story_node(blocks: Iterable[Any]) -> Mapping[str, Any]:
    """Return the node that describes the story itself: of several, the one that says most."""
    best: Mapping[str, Any] = {}
    best_score = 0
    for node in _nodes(blocks):
        types = types_of(node)
        if not types & _STORY_TYPES and "headline" not in node:
            continue
        score = 8 * bool(types & (_STORY_TYPES - _WEAK_TYPES)) + 4 * ("headline" in node)
        score += 2 * ("datePublished" in node) + ("articleBody" in node or "author" in node)
        if score > best_score:
            best, best_score = node, score
    return best


def _nodes(blocks: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Walk through JSON-LD, breadth first, not into other pieces, and not for ever."""
    waiting = deque(blocks)
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.popleft()
        if isinstance(node, list):
            waiting.extend(node[:200])
        elif isinstance(node, dict):
            yield node
            waiting.extend(
                v for k, v in node.items() if isinstance(v, dict | list) and k.lower() not in _ELSEWHERE
            )


def _fusion(tree: Any) -> Mapping[str, Any]:
    """Return the article in Reuters' `Fusion.globalContent={…}`, or nothing."""
    for script in tree.iter("script"):
        text = script.text or ""
        start = text.find(_FUSION)
        if start < 0 or len(text) > _LARGEST_BLOCK:
            continue
        try:
            content, _ = json.JSONDecoder(strict=False).raw_decode(text, start + len(_FUSION))
        except (ValueError, RecursionError):
            return {}
        result = content.get("result") if isinstance(content, dict) else None
        return result if isinstance(result, dict) else {}
    return {}
