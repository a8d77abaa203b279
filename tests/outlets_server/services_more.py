"""Further services: WordPress, month and news sitemaps, feeds, GDELT, Common Crawl, searches with keys."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from outlets_server.answers import Answered, Asked, as_json, as_xml, has_phrase, words
from outlets_server.stories import GUARDIAN, NEW_YORK_TIMES, TECHCRUNCH, Piece

Pieces = Sequence[Piece]


def wordpress(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as the REST API of a WordPress site."""
    own = [p for p in pieces if p.outlet == TECHCRUNCH]
    if asked.path != "/wp-json/wp/v2/posts":
        error = {"code": "rest_no_route", "message": "No route was found", "data": {"status": 404}}
        return as_json(error, 404)
    first, last = asked.get("after")[:10], asked.get("before")[:10]
    wanted = set(words(asked.get("search")))
    found = [
        p
        for p in own
        if (not first or p.day.isoformat() >= first)
        and (not last or p.day.isoformat() <= last)
        and wanted <= set(words(p.headline))
        and asked.get("slug", p.slug) == p.slug
    ]
    size, number = int(asked.get("per_page", "10")), int(asked.get("page", "1"))
    shown = found[(number - 1) * size : number * size]
    answer = as_json([_post(p, "content" in asked.get("_fields")) for p in shown])
    pages = {"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(-(-len(found) // size))}
    return Answered(200, answer.body, {**answer.headers, **pages})


def _post(piece: Piece, with_text: bool) -> dict[str, object]:
    post: dict[str, object] = {
        "id": 1,
        "date": f"{piece.day.isoformat()}T02:30:00",
        "date_gmt": f"{piece.day.isoformat()}T09:30:00",
        "modified_gmt": f"{piece.day.isoformat()}T11:00:00",
        "slug": piece.slug,
        "link": piece.url,
        "title": {"rendered": escape(piece.headline).replace("'", "&#8217;")},
    }
    if with_text:
        text = "".join(f"<p>{escape(p)}</p>\n" for p in piece.text)
        post["content"] = {"rendered": text, "protected": False}
    return post


def month_sitemap(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as a newspaper with a sitemap a month."""
    match = re.fullmatch(r"/sitemaps/new/sitemap-(\d{4}-\d\d)\.xml\.gz", asked.path)
    own = [p for p in pieces if p.outlet == NEW_YORK_TIMES]
    if not match:
        return Answered(404, b"", {})
    return as_xml(_urlset([p for p in own if p.day.isoformat().startswith(match[1])], news=False))


def news_sitemap(pieces: Pieces) -> Answered:
    """Answer with a news sitemap."""
    return as_xml(_urlset(pieces, news=True))


def _urlset(pieces: Pieces, *, news: bool) -> str:
    entries = "".join(
        f"<url><loc>{escape(p.url)}</loc><lastmod>{p.day.isoformat()}T11:00:00Z</lastmod>"
        + (
            f"<news:news><news:publication><news:name>{escape(p.outlet)}</news:name>"
            "<news:language>en</news:language></news:publication>"
            f"<news:publication_date>{p.day.isoformat()}T09:30:00Z</news:publication_date>"
            f"<news:title>{escape(p.headline)}</news:title></news:news>"
            if news
            else ""
        )
        + "</url>"
        for p in pieces
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!-- made -- by hand --><urlset '
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{entries}</urlset>'
    )


def feed(pieces: Pieces) -> Answered:
    """Answer with an RSS feed."""
    items = "".join(
        f"<item><title>{escape(p.headline)}</title><link>{escape(p.url)}?traffic_source=rss</link>"
        f"<description>{escape(p.text[0])}</description><pubDate>{_mail_date(p)}</pubDate></item>"
        for p in pieces
    )
    return as_xml(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'
    )


def _mail_date(piece: Piece) -> str:
    return format_datetime(datetime(piece.day.year, piece.day.month, piece.day.day, 9, 30, tzinfo=UTC))


def guardian_page_data(piece: Piece) -> Answered:
    """Answer with the data behind a Guardian page."""
    element = "model.dotcomrendering.pageElements.TextBlockElement"
    return as_json(
        {
            "headline": piece.headline,
            "webTitle": piece.web_title or piece.headline,
            "standfirst": f"<p>{escape(piece.standfirst)}</p>",
            "webPublicationDate": f"{piece.day.isoformat()}T09:30:00.000Z",
            "pageId": piece.path.strip("/"),
            "blocks": [{"elements": [{"_type": element, "html": f"<p>{escape(p)}</p>"} for p in piece.text]}],
        }
    )


def gdelt(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as GDELT: titles in tokens, "{}" for nothing, sentences for errors."""
    query = asked.get("query")
    domain = re.search(r"domainis:(\S+)", query)
    rest = re.sub(r"domainis:\S+", "", query).strip()
    phrase = re.search(r'"([^"]*)"', rest)
    if phrase and len(phrase[1]) < 5:
        return Answered(200, b"The specified phrase is too short.\n", {"Content-Type": "text/html"})
    found = [
        p
        for p in pieces
        if (not domain or p.host.removeprefix("www.") == domain[1])
        and (has_phrase(p.headline, phrase[1]) if phrase else set(words(rest)) <= set(words(p.headline)))
    ]
    if not found:
        return as_json({})
    articles = [
        {
            "url": p.url,
            "url_mobile": "",
            "title": re.sub(r"([,.:;?!])", r" \1", p.headline),
            "seendate": f"{p.day:%Y%m%d}T093000Z",
            "domain": p.host,
            "language": "English",
            "sourcecountry": "",
        }
        for p in found
    ]
    return as_json({"articles": articles})


def common_crawl(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as index.commoncrawl.org."""
    base = "https://index.commoncrawl.org"
    if asked.path == "/collinfo.json":
        crawl = {
            "id": "CC-MAIN-2025-26",
            "name": "June 2025 Index",
            "cdx-api": f"{base}/CC-MAIN-2025-26-index",
            "from": "2025-06-12T12:00:00",
            "to": "2025-06-25T12:00:00",
        }
        older = {**crawl, "id": "CC-MAIN-2024-10", "from": "2024-02-20T00:00:00", "to": "2024-03-05T00:00:00"}
        return as_json([crawl, {**older, "cdx-api": f"{base}/CC-MAIN-2024-10-index"}])
    prefix = asked.get("url")
    found = [p for p in pieces if f"{p.host}{p.path}".startswith(prefix)]
    if not found:
        return as_json({"message": f"No Captures found for: {prefix}"}, 404)
    rows = [{"url": p.url, "timestamp": f"{p.day:%Y%m%d}120000", "status": "200"} for p in found]
    return Answered(200, "\n".join(map(json.dumps, rows)).encode() + b"\n", {"Content-Type": "text/x-ndjson"})


def _hits(query: str, pieces: Pieces) -> list[Piece]:
    """Find what a general search would."""
    site = re.search(r"site:(\S+)", query)
    rest = re.sub(r"site:\S+|\bAND\b", "", query).strip()
    return [
        p
        for p in pieces
        if (not site or p.host.endswith(site[1]))
        and (
            has_phrase(p.headline, rest)
            if rest.startswith('"')
            else len(set(words(rest)) & set(words(p.headline))) >= max(1, len(words(rest)) // 2)
        )
    ]


def brave(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as Brave's news search."""
    if not asked.headers.get("x-subscription-token"):
        return as_json({"type": "ErrorResponse", "error": {"status": 422}}, 422)
    results = [
        {
            "type": "news_result",
            "title": p.headline,
            "url": p.url,
            "description": p.text[0],
            "age": "3 weeks ago",
            "page_age": f"{p.day.isoformat()}T09:30:00",
        }
        for p in _hits(asked.get("q"), pieces)
    ]
    return as_json({"type": "news", "query": {"original": asked.get("q")}, "results": results})


def newsapi(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as NewsAPI.org."""
    if not asked.headers.get("x-api-key"):
        error = {"status": "error", "code": "apiKeyMissing", "message": "Your API key is missing."}
        return as_json(error, 401)
    found = [p for p in _hits(asked.get("q"), pieces) if _at(p, asked.get("domains"))]
    articles = [
        {
            "source": {"id": None, "name": p.outlet},
            "author": p.byline,
            "title": p.headline,
            "url": p.url,
            "publishedAt": f"{p.day.isoformat()}T09:30:00Z",
            "content": p.text[0],
        }
        for p in found
    ]
    return as_json({"status": "ok", "totalResults": len(articles), "articles": articles})


def _at(piece: Piece, domains: str) -> bool:
    return not domains or any(piece.host.endswith(domain) for domain in domains.split(","))


def media_cloud(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as Media Cloud."""
    if not asked.headers.get("authorization", "").startswith("Token "):
        return as_json({"detail": "Authentication credentials were not provided."}, 401)
    stories = [
        {
            "id": "1",
            "title": p.headline,
            "url": p.url,
            "language": "en",
            "media_name": p.host.removeprefix("www."),
            "publish_date": p.day.isoformat(),
            "indexed_date": f"{p.day.isoformat()}T12:00:00",
        }
        for p in _hits(asked.get("q"), pieces)
        if asked.get("start") <= p.day.isoformat() <= asked.get("end")
    ]
    return as_json({"stories": stories, "pagination_token": None})


def searxng(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as the user's own SearXNG."""
    results = [
        {
            "url": p.url,
            "title": p.headline,
            "engine": "some news",
            "publishedDate": f"{p.day.isoformat()}T09:30:00",
        }
        for p in _hits(asked.get("q"), pieces)
    ]
    return as_json({"query": asked.get("q"), "results": results, "unresponsive_engines": []})


def google_news(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as Google News' feed: opaque links, the outlet's name at the end of the title."""
    query = re.sub(r"\b(?:after|before):\S+", "", asked.get("q"))
    items = "".join(
        f"<item><title>{escape(p.headline)} - {escape(p.outlet)}</title>"
        f"<link>https://news.google.com/rss/articles/CBMi{n}?oc=5</link><guid>CBMi{n}</guid>"
        f'<pubDate>{_mail_date(p)}</pubDate><source url="https://{p.host}">{escape(p.outlet)}</source></item>'
        for n, p in enumerate(_hits(query, pieces))
    )
    return as_xml(f'<rss version="2.0"><channel><title>Google News</title>{items}</channel></rss>')


def reuters_search(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as the search behind Reuters' site."""
    wanted = json.loads(asked.get("query"))
    found = [p for p in _hits(wanted["keyword"], pieces) if p.outlet == "Reuters"]
    articles = [
        {
            "id": "X",
            "canonical_url": p.path,
            "title": p.headline,
            "basic_headline": p.headline,
            "published_time": f"{p.day.isoformat()}T09:30:00Z",
        }
        for p in found
    ]
    result = {"pagination": {"size": len(articles)}, **({"articles": articles} if articles else {})}
    return as_json({"statusCode": 200, "message": "Success", "result": result})


def guardian_site(asked: Asked, pieces: Pieces) -> Answered | None:
    """Answer for the parts of www.theguardian.com that are no pages; None for the pages."""
    own = [p for p in pieces if p.outlet == GUARDIAN]
    if asked.path == "/sitemaps/news.xml":
        return news_sitemap(own)
    if asked.path == "/sitemaps/index.xml":
        base = "https://www.theguardian.com/sitemaps"
        children = "".join(f"<sitemap><loc>{base}/{name}.xml</loc></sitemap>" for name in ("old", "news"))
        return as_xml(f"<sitemapindex>{children}</sitemapindex>")
    if asked.path.endswith("/rss"):
        return feed(own)
    if asked.path.endswith(".json"):
        found = [p for p in own if p.path == asked.path.removesuffix(".json")]
        return guardian_page_data(found[0]) if found else Answered(404, b"", {})
    return None
