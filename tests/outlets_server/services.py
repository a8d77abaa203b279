"""The services: each answers from the stories, in its outlet's wire format."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from urllib.parse import quote, unquote, urlsplit

from outlets_server import services_more as more
from outlets_server.answers import NOT_THERE, Answered, Asked, as_html, as_json, as_xml, has_phrase, words
from outlets_server.pages import GHOST_KEY, ghost_scripts, page
from outlets_server.stories import AL_JAZEERA, GUARDIAN, HOSTS, KYIV_INDEPENDENT, Piece

Pieces = Sequence[Piece]
Service = Callable[[Asked, Pieces], Answered]


def guardian_api(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as content.guardianapis.com."""
    if not asked.get("api-key"):
        return as_json({"message": "Unauthorized"}, 401)
    own = [p for p in pieces if p.outlet == GUARDIAN]
    if asked.path != "/search":
        found = [p for p in own if p.path.strip("/") == asked.path.strip("/")]
        if not found:
            error = {"status": "error", "message": "The requested resource could not be found."}
            return as_json({"response": error}, 404)
        item = _guardian_item(found[0], with_body=True)
        return as_json({"response": {"status": "ok", "userTier": "developer", "total": 1, "content": item}})
    found = [p for p in own if _guardian_matches(p, asked)]
    size, number = int(asked.get("page-size", "10")), int(asked.get("page", "1"))
    pages = -(-len(found) // size)
    if number > max(pages, 1):
        message = "requested page is beyond the number of available pages"
        return as_json({"response": {"status": "error", "message": message}}, 400)
    shown = found[(number - 1) * size : number * size]
    return as_json(
        {
            "response": {
                "status": "ok",
                "userTier": "developer",
                "total": len(found),
                "startIndex": (number - 1) * size + 1,
                "pageSize": size,
                "currentPage": number,
                "pages": pages,
                "orderBy": asked.get("order-by", "newest"),
                "results": [_guardian_item(p) for p in shown],
            }
        }
    )


def _guardian_matches(piece: Piece, asked: Asked) -> bool:
    first, last = asked.get("from-date"), asked.get("to-date")
    if (first and piece.day.isoformat() < first) or (last and piece.day.isoformat() > last):
        return False
    query = asked.get("q")
    if not query:
        return True
    if query.startswith('"'):
        return has_phrase(piece.headline, query)
    have = set(words(piece.headline))
    if " OR " in query:
        return any(have.issuperset(words(part)) for part in query.split(" OR "))
    return all(have.issuperset(words(part)) for part in query.split(" AND "))


def _guardian_item(piece: Piece, *, with_body: bool = False) -> dict[str, object]:
    fields = {
        "headline": piece.headline,
        "standfirst": f"<p>{escape(piece.standfirst)}</p>",
        "byline": piece.byline,
        "firstPublicationDate": f"{piece.day.isoformat()}T09:30:00Z",
        "lastModified": f"{piece.day.isoformat()}T11:00:00Z",
    }
    if with_body:
        fields["body"] = "".join(f"<p>{escape(p)}</p>" for p in piece.text)
        fields["bodyText"] = " ".join(piece.text)
    path = piece.path.strip("/")
    return {
        "id": path,
        "type": "article",
        "sectionId": "world",
        "sectionName": "World news",
        "webPublicationDate": f"{piece.day.isoformat()}T09:30:00Z",
        "webTitle": piece.web_title or piece.headline,
        "webUrl": f"https://www.theguardian.com/{path}",
        "apiUrl": f"https://content.guardianapis.com/{path}",
        "fields": fields,
        "isHosted": False,
        "pillarId": "pillar/news",
        "pillarName": "News",
    }


def al_jazeera(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as www.aljazeera.com: GraphQL, sitemaps, pages."""
    own = [p for p in pieces if p.outlet == AL_JAZEERA]
    if asked.path == "/graphql":
        return _al_jazeera_graphql(asked, own)
    if asked.path == "/sitemap.xml":
        day = f"{asked.get('yyyy')}-{asked.get('mm')}-{asked.get('dd')}"
        return _day_sitemap([p for p in own if p.day.isoformat() == day])
    match = re.fullmatch(r"/sitemaps/article-new/(\d\d)-(\d\d)-(\d{4})\.xml", asked.path)
    if match:
        day = f"{match[3]}-{match[2]}-{match[1]}"
        return _day_sitemap([p for p in own if p.day.isoformat() == day])
    if asked.path == "/xml/rss/all.xml":
        return more.feed(own)
    return outlet_page(asked, pieces)


def _day_sitemap(pieces: Pieces) -> Answered:
    entries = "".join(
        f"<url><loc>{escape(p.url)}</loc><lastmod>{p.day.isoformat()}T11:00:00+00:00</lastmod></url>"
        for p in pieces
    )
    return as_xml(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    )


def _al_jazeera_graphql(asked: Asked, pieces: Pieces) -> Answered:
    if asked.headers.get("wp-site") != "aje":
        return as_json({"errors": [{"message": "wp-site missing"}]}, 400)
    variables = json.loads(asked.get("variables", "{}"))
    if asked.get("operationName") == "SearchQuery":
        return as_json({"data": {"searchPosts": _al_jazeera_search(variables["query"], pieces)}})
    found = [p for p in pieces if p.slug == variables.get("name")]
    if not found:
        return as_json({"data": {"article": None}, "errors": [{"message": "no_posts_found"}]})
    return as_json({"data": {"article": _al_jazeera_article(found[0])}})


def _al_jazeera_search(query: str, pieces: Pieces) -> dict[str, object]:
    wanted = set(words(query))
    ranked = sorted(pieces, key=lambda p: -len(wanted & set(words(p.headline))))
    found = [p for p in ranked if wanted & set(words(p.headline))][:10]
    items = [
        {
            "kind": "customsearch#result",
            "title": _cut(p.headline),
            "htmlTitle": escape(_cut(p.headline)),
            "link": p.url,
            "formattedUrl": p.url,
            "snippet": p.text[0],
            "pagemap": {"metatags": {"publishdt": f"{p.day.isoformat()}T09:30:00Z", "lastdt": ""}},
        }
        for p in found
    ]
    information = {"totalResults": str(len(items)), "searchTime": 0.2, "nextPage": None}
    return {"kind": "customsearch#search", "searchInformation": information, "items": items}


def _cut(headline: str) -> str:
    """Shorten long titles as the search index does, and add the site's name to the others."""
    return headline if len(headline) <= 60 else headline[:56].rpartition(" ")[0] + " ..."


def _al_jazeera_article(piece: Piece) -> dict[str, object]:
    return {
        "id": "4000001",
        "title": piece.headline,
        "subheading": piece.standfirst,
        "content": "".join(f"<p>{escape(p)}</p>\n" for p in piece.text)
        + '<video-js data-id="1">player</video-js><script>var x = 1</script>',
        "date": f"{piece.day.isoformat()}T09:30:00",
        "modified_gmt": f"{piece.day.isoformat()}T11:00:00",
        "link": piece.path,
        "replacementHeadline": "",
        "seoTitle": piece.social_title,
        "postType": "post",
        "author": [{"name": piece.byline}],
        "source": [{"name": piece.source or "Al Jazeera"}],
    }


def kyiv_independent(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as a Ghost site: home page with the key, Content API, sitemaps, pages."""
    own = [p for p in pieces if p.outlet == KYIV_INDEPENDENT]
    base = f"https://{HOSTS[KYIV_INDEPENDENT]}"
    if asked.path.startswith("/ghost/api/content/"):
        return _ghost_api(asked, own)
    if asked.path == "/":
        return as_html(
            f"<!DOCTYPE html><html><head><title>Home</title>{ghost_scripts()}</head><body></body></html>"
        )
    if asked.path == "/sitemap.xml":
        children = "".join(
            f"<sitemap><loc>{base}/sitemap-{name}.xml</loc></sitemap>" for name in ("pages", "posts", "tags")
        )
        return as_xml(
            '<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet type="text/xsl" href="//x/sitemap.xsl"?>'
            f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{children}</sitemapindex>'
        )
    if asked.path == "/sitemap-posts.xml":
        return _day_sitemap(own)
    if asked.path == "/news-archive/rss/":
        return more.feed(own)
    return outlet_page(asked, pieces)


def _ghost_api(asked: Asked, pieces: Pieces) -> Answered:
    if asked.get("key") != GHOST_KEY:
        error = {"message": "Unknown Content API Key", "errorType": "UnauthorizedError", "code": None}
        return as_json({"errors": [error]}, 401)
    match = re.fullmatch(r"/ghost/api/content/posts/slug/([^/]+)/", asked.path)
    if match:
        found = [p for p in pieces if p.slug == unquote(match[1])]
        if not found:
            return as_json({"errors": [{"message": "Post not found.", "errorType": "NotFoundError"}]}, 404)
        return as_json({"posts": [_ghost_post(found[0], with_text=True)]})
    found = [p for p in pieces if _ghost_matches(p, asked.get("filter"))]
    size, number = int(asked.get("limit", "15")), int(asked.get("page", "1"))
    pages = max(1, -(-len(found) // size))
    paging = {"page": number, "limit": size, "pages": pages, "total": len(found), "next": None, "prev": None}
    shown = found[(number - 1) * size : number * size]
    return as_json({"posts": [_ghost_post(p) for p in shown], "meta": {"pagination": paging}})


def _ghost_matches(piece: Piece, condition: str) -> bool:
    """Read the two kinds of filter that routes send: days, and words of the title."""
    for operator, day in re.findall(r"published_at:(>=|<)'([\d-]+)'", condition):
        if not (
            piece.day >= date.fromisoformat(day) if operator == ">=" else piece.day < date.fromisoformat(day)
        ):
            return False
    if "title:~" not in condition:
        return True
    return any(
        all(
            text.replace("\\'", "'").casefold() in piece.headline.casefold()
            for text in re.findall(r"title:~'((?:[^'\\]|\\.)*)'", either)
        )
        for either in re.split(r"\),\(|(?<=')\s*,\s*(?=title)", condition)
    )


def _ghost_post(piece: Piece, *, with_text: bool = False) -> dict[str, object]:
    post: dict[str, object] = {
        "id": "5ddc9141c35e7700383b2937",
        "title": piece.headline,
        "slug": piece.slug,
        "url": piece.url,
        "published_at": f"{piece.day.isoformat()}T09:30:00.000+00:00",
        "updated_at": f"{piece.day.isoformat()}T11:00:00.000+00:00",
        "og_title": piece.social_title,
        "meta_title": None,
        "twitter_title": None,
        "custom_excerpt": piece.standfirst or None,
        "visibility": "public",
    }
    if with_text:
        post["access"] = True
        post["html"] = "".join(f"<p>{escape(p)}</p>" for p in piece.text)
        post["plaintext"] = "\n\n".join(piece.text)
        post["authors"] = [{"name": piece.byline}]
    return post


def bing(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as Bing News' feed."""
    query = asked.get("q")
    site = re.search(r"site:(\S+)", query)
    rest = re.sub(r"site:\S+", "", query).strip()
    wanted = set(words(rest))
    found = []
    for piece in pieces:
        if site and not piece.host.endswith(site[1]):
            continue
        if rest.startswith('"'):
            if has_phrase(piece.headline, rest):
                found.append(piece)
        elif len(wanted & set(words(piece.headline))) >= max(1, len(wanted) // 3):
            found.append(piece)
    items = "".join(_bing_item(p) for p in found[:10])
    return as_xml(
        '<?xml version="1.0" encoding="utf-8" ?><rss version="2.0" '
        f'xmlns:News="https://www.bing.com:443/news/search?q={escape(quote(query))}&amp;format=rss">'
        f"<channel><title>{escape(query)} - Bing</title><link>https://www.bing.com/news</link>{items}"
        "</channel></rss>"
    )


def _bing_item(piece: Piece) -> str:
    address = quote(piece.url, safe="")
    wrapped = f"http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=1&url={address}&c=1&mkt=en-us"
    return (
        f"<item><title>{escape(piece.headline)}</title><link>{escape(wrapped)}</link>"
        f"<description>{escape(piece.text[0])}</description>"
        f"<pubDate>{piece.day:%a, %d %b %Y} 09:30:00 GMT</pubDate>"
        f"<News:Source>{escape(piece.outlet)}</News:Source></item>"
    )


def availability(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as archive.org/wayback/available."""
    url = asked.get("url")
    found = [p for p in pieces if _same(p.url, url)]
    if not found:
        return as_json({"url": url, "archived_snapshots": {}})
    stamp = f"{found[0].day:%Y%m%d}120000"
    closest = {
        "status": "200",
        "available": True,
        "url": f"http://web.archive.org/web/{stamp}/{url}",
        "timestamp": stamp,
    }
    return as_json({"url": url, "archived_snapshots": {"closest": closest}})


def wayback(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as web.archive.org: the index and the copies."""
    if asked.path == "/cdx/search/cdx":
        return _cdx(asked, pieces)
    match = re.fullmatch(r"/web/\d{14}id_/(.+)", asked.target)
    found = [p for p in pieces if match and _same(p.url, match[1])]
    return page(found[0]) if found else NOT_THERE


def _cdx(asked: Asked, pieces: Pieces) -> Answered:
    prefix = asked.get("url").removeprefix("https://").removeprefix("www.").rstrip("/")
    filters = [
        f.removeprefix("original:") for f in asked.query.get("filter", []) if f.startswith("original:")
    ]
    fields = asked.get("fl", "urlkey,timestamp,original,mimetype,statuscode,digest,length").split(",")
    rows = []
    for piece in pieces:
        address = f"{piece.host}{piece.path}".removeprefix("www.")
        if not address.startswith(prefix) and address.rstrip("/") != prefix:
            continue
        if all(re.fullmatch(f, piece.url) for f in filters):
            row = {
                "urlkey": address,
                "timestamp": f"{piece.day:%Y%m%d}120000",
                "original": piece.url,
                "mimetype": "text/html",
                "statuscode": "200",
                "digest": "X",
                "length": "1",
            }
            rows.append([row[name] for name in fields])
    return as_json([fields, *rows] if rows else [])


def guardian_pages(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as www.theguardian.com."""
    return more.guardian_site(asked, pieces) or outlet_page(asked, pieces)


def reuters(asked: Asked, pieces: Pieces) -> Answered:
    """Answer as www.reuters.com, were it open."""
    return (more.reuters_search if asked.path.startswith("/pf/api/") else outlet_page)(asked, pieces)


def _wordpress_or_page(asked: Asked, pieces: Pieces) -> Answered:
    return (more.wordpress if "/wp-json/" in asked.path else outlet_page)(asked, pieces)


def outlet_page(asked: Asked, pieces: Pieces) -> Answered:
    """Answer with the page of the story at this address."""
    url = f"https://{asked.host}{asked.path}"
    found = [p for p in pieces if _same(p.url, url)]
    return page(found[0]) if found else NOT_THERE


def _same(one: str, other: str) -> bool:
    a, b = urlsplit(one), urlsplit(other)
    return (a.hostname, a.path.rstrip("/")) == (b.hostname, b.path.rstrip("/"))


SERVICES: dict[str, tuple[str, Service]] = {
    "guardian": ("content.guardianapis.com", guardian_api),
    "guardian-pages": ("www.theguardian.com", guardian_pages),
    "aljazeera": ("www.aljazeera.com", al_jazeera),
    "kyivindependent": ("kyivindependent.com", kyiv_independent),
    "reuters": ("www.reuters.com", reuters),
    "bing": ("www.bing.com", bing),
    "availability": ("archive.org", availability),
    "wayback": ("web.archive.org", wayback),
    "wordpress": ("techcrunch.com", _wordpress_or_page),
    "nytimes": ("www.nytimes.com", more.month_sitemap),
    "google": ("news.google.com", more.google_news),
    "gdelt": ("api.gdeltproject.org", more.gdelt),
    "commoncrawl": ("index.commoncrawl.org", more.common_crawl),
    "brave": ("api.search.brave.com", more.brave),
    "newsapi": ("newsapi.org", more.newsapi),
    "mediacloud": ("search.mediacloud.org", more.media_cloud),
    "searxng": ("search.varn.example.org", more.searxng),
}
"""Service name -> host it answers for, and how."""
