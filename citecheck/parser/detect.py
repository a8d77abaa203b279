"""Which format a file has: by its suffix, and where that says little by its content."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

FORMATS = ("text", "markdown", "html", "wikitext", "docx")

_BY_SUFFIX = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".mdx": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".wiki": "wikitext",
    ".wikitext": "wikitext",
    ".mediawiki": "wikitext",
    ".docx": "docx",
}
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|div|p|ul|ol|h[1-6]|span|table)\b", re.IGNORECASE
)
_WIKI = re.compile(
    r"\{\{\s*(?:cite|citation|citar|cita|lien web|article\b|internetquelle|webb?ref|reflist"
    r"|публикация|статья|infobox)"
    r"|<ref[ >/]|\[\[[^\[\]\n]{1,200}\]\]|^={2,6}[^=\n]{1,200}={2,6}\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_MARKDOWN = re.compile(
    r"^\#{1,6}[ \t]+\S|\]\((?:https?://|/|\#)|^\[\^?[^\]\n]{1,80}\]:[ \t]"
    r"|^\*\*[^*\n]{1,200}\*\*[ \t]*$|^```|^---[ \t]*$",
    re.MULTILINE,
)
_SAMPLE = 200_000


def detect(text: str, name: str) -> str:
    """Return "text", "markdown", "html" or "wikitext" for a decoded file of this name."""
    known = _BY_SUFFIX.get(PurePosixPath(name.replace("\\", "/")).suffix.casefold())
    if known and known != "docx":
        return known
    sample = text[:_SAMPLE]
    head = sample.lstrip()[:500]
    if head.startswith("<") and _HTML.match(head):
        return "html"
    wiki = sum(1 for _ in _some(_WIKI, sample)) if _has(sample, "{{", "<", "[[", "==") else 0
    if wiki >= 3 or (wiki and "<ref" in sample):
        return "wikitext"
    if re.search(r"</(?:p|div|body|li|h[1-6])>", sample, re.IGNORECASE) and _HTML.search(sample):
        return "html"
    if not _has(sample, "#", "](", "]:", "**", "```", "---"):
        return "text"
    return "markdown" if sum(1 for _ in _some(_MARKDOWN, sample)) >= 2 else "text"


def _has(text: str, *signs: str) -> bool:
    """Say whether a text has any of these: far cheaper than to look for the patterns they stand in."""
    return any(sign in text for sign in signs)


def _some(pattern: re.Pattern[str], text: str) -> list[object]:
    """Up to three matches: enough to decide."""
    found: list[object] = []
    for match in pattern.finditer(text):
        found.append(match)
        if len(found) == 3:
            break
    return found
