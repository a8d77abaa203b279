"""Addresses in a text: where they stand, what they point to, and what their path says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from citecheck.parser.document import Block

_URL = re.compile(
    r"https?://[^\s<>\"“”«»「」『』、。，\]\x00-\x1f|]{1,4000}"
    r"|(?<![\w@/.:-])www\.[\w-]{1,63}\.[^\s<>\"“”«»「」『』、。，\]|]{2,4000}"
    r"|(?<![\w@/.:-])(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12}/[^\s<>\"“”«»\]|]{1,4000}",
    re.IGNORECASE,
)
_HOST_END = re.compile(r"\.[a-z]{2,12}/", re.IGNORECASE)
"""Without it, "://" or "www.", a text has no address."""
_TRAILING = ".,;:!?'’\"*_`"
_PAIRS = {")": "(", "}": "{", "）": "（"}
_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/web/[^/]{1,20}|archive\.(?:ph|is|today|li|fo|vn"
    r"|md)(?:/(?:o/)?\w{4,20})?|webcache\.googleusercontent\.com/search\?q=cache:[^:]{0,20}:?"
    r"|12ft\.io|www\.google\.com/url\?q=|r\.jina\.ai)/?(https?:/{1,2}[^\s]+)",
    re.IGNORECASE,
)
_AMP = re.compile(
    r"https?://(?:[\w-]{1,100}\.cdn\.ampproject\.org/[a-z]/(?:s/)?"
    r"|(?:www\.)?google\.[a-z.]{2,6}/amp/(?:s/)?)(\S+)",
    re.IGNORECASE,
)
_TELLING_WORDS = 3
"""Words of an address; fewer tell nothing of its piece's headline."""
COPY_SIGNS = ("archive.", "webcache.", "12ft.io", "google.", "r.jina.ai", "ampproject.")
"""A text without one of these has no address that `original` changes."""
_SHORT_HOSTS = frozenset({"n.pr", "t.co"})
_SECTION = frozenset(
    [
        "tag",
        "tags",
        "topic",
        "topics",
        "author",
        "authors",
        "profile",
        "profiles",
        "people",
        "person",
        "section",
        "sections",
        "category",
        "categories",
        "hub",
        "by",
        "contributor",
        "contributors",
        "staff",
        "search",
        "about",
        "contact",
        "subscribe",
        "newsletters",
        "podcasts",
        "series",
        "staff-profile",
        "user",
        "users",
        "account",
        "login",
        "archive",
        "archives",
    ]
)
_PIECE = frozenset({"article", "articles", "story", "stories", "post", "posts", "liveblog", "node"})
"""Folders whose children are pieces, whatever they are called."""
_REDIRECT = re.compile(r"(?:s\d|clicks?|links?|email|e|trk|track|go|l|r|newsletters?)\.")
"""Hosts of counting links in newsletters: they lead anywhere."""
_PAGE = re.compile(r"\.(?:s?html?|php|aspx?|cms|ece|stm|jsp|story|amp|print)$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_FRONT = frozenset(
    [
        "index",
        "default",
        "home",
        "news",
        "world",
        "en",
        "us",
        "uk",
        "business",
        "politics",
        "sport",
        "sports",
        "opinion",
        "live",
        "tech",
        "latest",
    ]
)


@dataclass(frozen=True, slots=True)
class FoundUrl:
    """An address written out in a text."""

    start: int
    end: int
    url: str


def find_urls(text: str) -> list[FoundUrl]:
    """Return the addresses of a text in order, without the punctuation that follows them."""
    if "://" not in text and not _HOST_END.search(text) and "www." not in text.lower():
        return []
    found = []
    for match in _URL.finditer(text):
        end = _trimmed(text, match.start(), match.end())
        url = text[match.start() : end]
        if not url.lower().startswith("http"):
            if not _is_domain(url):
                continue
        elif len(url) < 11 or "." not in url[8:]:
            continue
        found.append(FoundUrl(match.start(), end, url))
    return found


def _trimmed(text: str, start: int, end: int) -> int:
    inner = text.find("http", start + 8, end)
    if inner > 0 and text[inner - 1] in ",;)" and text.startswith(("http://", "https://"), inner):
        end = inner - 1
    while end > start:
        last = text[end - 1]
        if last in _TRAILING or (
            last in _PAIRS and text.count(last, start, end) > text.count(_PAIRS[last], start, end)
        ):
            end -= 1
        else:
            break
    return end


def _is_domain(url: str) -> bool:
    """Say whether "a.b/c" without a scheme is an address, not a fraction, a path or "and/or"."""
    host = url.split("/", 1)[0].lower()
    labels = host.split(".")
    return (
        all(labels)
        and labels[-1].isalpha()
        and 2 <= len(labels[-1]) <= 12
        and (any(len(x) > 2 for x in labels[:-1]) or host in _SHORT_HOSTS)
    )


def absolute(url: str) -> str:
    """Return an address with its scheme."""
    if url.startswith("//"):
        return "https:" + url
    return url if re.match(r"https?://", url, re.IGNORECASE) else "https://" + url


def original(url: str) -> str:
    """Return the address that a web archive's copy is of; any other comes back as it is."""
    amp = _AMP.match(url)
    if amp:
        return "https://" + amp.group(1)
    match = _ARCHIVED.match(url)
    if not match:
        return url
    inner = match.group(1)
    return re.sub(r"^(https?):/(?!/)", r"\1://", inner)


def copies_in(blocks: Iterable[Block]) -> dict[str, str]:
    """Return the addresses of copies in archives and caches that blocks link to, by what they are copies of.

    What is linked by its own address too is left out.
    """
    written: dict[str, str] = {}
    own: set[str] = set()
    for block in blocks:
        urls = [link.url for link in block.links]
        if "://" in block.text:
            urls += [found.url for found in find_urls(block.text)]
        urls += [block.fields["url"]] if "url" in block.fields else []
        for url in urls:
            plain = original(url)
            if plain == url:
                own.add(absolute(url))
            else:
                written.setdefault(absolute(plain), url)
    return {plain: url for plain, url in written.items() if plain not in own}


def host_of(url: str) -> str:
    """Return the host name in lower case without "www."; empty where there is none."""
    try:
        host = (urlsplit(absolute(url)).hostname or "").lower()
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|amp|mobile|edition)\.(?=[^.]+\.)", "", host)


def path_of(url: str) -> str:
    """Return the path, decoded, without the query."""
    try:
        return unquote(urlsplit(absolute(url)).path)
    except ValueError:
        return ""


def is_article(url: str) -> bool:
    """Say whether a path looks like one piece, not a front page, section, author or tag."""
    path = path_of(url)
    parts = [part for part in path.split("/") if part]
    if not parts or _REDIRECT.match(host_of(url)):
        return False
    if parts[-1].lower() in ("amp", "amp.html") and len(parts) > 1:
        parts.pop()
    last = parts[-1]
    if _PAGE.sub("", last).lower() in _FRONT and len(parts) > 1 and _PAGE.search(last):
        last = parts[-2]
    stem = _PAGE.sub("", last)
    if any(sum(c.isdigit() for c in part) >= 6 for part in parts):
        return True
    if (len(parts) > 1 and parts[-2].lower() in _SECTION) or last.lower() in _SECTION:
        return False
    if len(parts) > 1 and parts[-2].lower() in _PIECE and len(stem) >= 5:
        return True
    if sum(c.isdigit() for c in stem) >= 4 and not re.fullmatch(r"(?:19|20)\d\d", stem):
        return True
    if _PAGE.search(last) and stem.lower() not in _FRONT:
        return True
    words = re.findall(r"[^\W_]+", stem)
    if len(words) >= 4 or (len(words) == 3 and not path.endswith("/")):
        return True
    if len(words) >= 2 and re.search(r"/(?:19|20)\d\d/", path):
        return True
    return bool(
        re.search(r"(?:^|[?&])(?:id|p|article|articleid|story|storyid)=\w*\d{3}", _query(url), re.IGNORECASE)
    )


def _query(url: str) -> str:
    try:
        return urlsplit(url).query
    except ValueError:
        return ""


def longest_part_words(url: str) -> frozenset[str]:
    """Return the words in the path's longest part: often the headline's first version."""
    parts = path_of(url).casefold().split("/")
    longest = max(parts, key=len, default="")
    return frozenset(word for word in _WORD.findall(longest) if len(word) > 2)


def headline_share(text: str, url: str) -> float:
    """Return the share of the address's own words that a text repeats, 0 to 1; 0 where it has few."""
    slug = longest_part_words(url)
    if len(slug) < _TELLING_WORDS:
        return 0.0
    words = set(re.findall(r"[^\W\d_]{3,}", text.casefold()))
    return len(slug & words) / len(slug)


def tells(url: str) -> bool:
    """Say whether an address has enough words of its own to tell which headline is its piece's."""
    return len(longest_part_words(url)) >= _TELLING_WORDS


def date_in(url: str) -> str | None:
    """Return the day that a path carries (…/2026/jul/29/…, …-2026-07-29), or None."""
    match = re.search(r"/((?:19|20)\d\d)/(\d{1,2}|[a-z]{3})/(\d{1,2})(?:/|$)", url, re.IGNORECASE)
    if match:
        month = match.group(2)
        number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
    else:
        match = re.search(r"((?:19|20)\d\d)-(\d{2})-(\d{2})(?!\d)", url) or re.search(
            r"(?<!\d)(20\d\d)(\d{2})(\d{2})(?!\d)", url
        )
        number = int(match.group(2)) if match else 0
    if not match or not 1 <= number <= 12 or not 1 <= int(match.group(3)) <= 31:
        return None
    return f"{match.group(1)}-{number:02d}-{int(match.group(3)):02d}"


def year_in(url: str) -> str | None:
    """Return the year that a path carries, with or without a day, or None."""
    day = date_in(url)
    match = None if day else re.search(r"/(20\d\d)/(?:\d{1,2}|[a-z]{3})/", url, re.IGNORECASE)
    return day[:4] if day else match.group(1) if match else None


_MONTHS = {
    m: i
    for i, m in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
