"""Article pages in the outlets' own forms."""

from __future__ import annotations

import json
from html import escape

from outlets_server.answers import Answered, as_html
from outlets_server.stories import AL_JAZEERA, GUARDIAN, KYIV_INDEPENDENT, Piece

GHOST_KEY = "0123456789abcdef0123456789"
_SUFFIX = {
    GUARDIAN: " | World news | The Guardian",
    AL_JAZEERA: " | News | Al Jazeera",
    "Reuters": " | Reuters",
}


def page(piece: Piece) -> Answered:
    """Answer with the page of a story."""
    data = {
        "@context": "https://schema.org",
        "@type": "Article" if piece.outlet == KYIV_INDEPENDENT else "NewsArticle",
        "headline": piece.headline,
        "datePublished": f"{piece.day.isoformat()}T09:30:00.000Z",
        "dateModified": f"{piece.day.isoformat()}T11:00:00.000Z",
        "author": [{"@type": "Person", "name": piece.byline}],
        "publisher": {"@type": "Organization", "name": piece.outlet},
    }
    title = escape(piece.headline + _SUFFIX.get(piece.outlet, ""))
    paragraphs = "\n".join(f"<p>{escape(p)}</p>" for p in piece.text)
    return as_html(
        f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<link rel="canonical" href="{escape(piece.url)}">
<meta property="og:title" content="{escape(piece.social_title or piece.headline)}">
<meta property="og:site_name" content="{escape(piece.outlet)}">
<meta property="article:published_time" content="{piece.day.isoformat()}T09:30:00.000Z">
<script type="application/ld+json">{json.dumps(data)}</script>
{ghost_scripts() if piece.outlet == KYIV_INDEPENDENT else ""}
</head><body><header><nav><a href="/">Home</a> <a href="/about">About</a></nav></header>
<main id="maincontent"><article>{_article(piece, paragraphs)}</article></main>
<footer><p>Sample page of an outlet in citecheck's tests.</p></footer></body></html>"""
    )


def _article(piece: Piece, paragraphs: str) -> str:
    headline = escape(piece.headline)
    if piece.outlet == GUARDIAN:
        return (
            f'<div data-gu-name="headline"><h1 class="dcr-1x2y3z">{headline}</h1></div>'
            f'<div data-gu-name="standfirst"><p>{escape(piece.standfirst)}</p></div>'
            f'<div class="article-body-viewer-selector">{paragraphs}</div>'
        )
    if piece.outlet == AL_JAZEERA:
        return (
            f'<header class="article-header"><h1>{headline}</h1>'
            f'<p class="article__subhead">{escape(piece.standfirst)}</p></header>'
            f'<div class="wysiwyg wysiwyg--all-content">{paragraphs}</div>'
        )
    if piece.outlet == "Reuters":
        marked = "".join(
            f'<div data-testid="paragraph-{n}">{escape(text)}</div>' for n, text in enumerate(piece.text)
        )
        return f'<h1 data-testid="Heading">{headline}</h1><div class="article-body">{marked}</div>'
    return f'<h1>{headline}</h1><div class="c-content">{paragraphs}</div>'


def ghost_scripts(key: str = GHOST_KEY) -> str:
    """Return the tags in which Ghost prints its public key."""
    return (
        '<meta name="generator" content="Ghost 5.96">\n'
        '<script defer src="https://cdn.jsdelivr.net/ghost/portal@~2.46/umd/portal.min.js" '
        f'data-ghost="https://kyivindependent.com/" data-key="{key}" '
        'data-api="https://kyivindependent.com/ghost/api/content/" crossorigin="anonymous"></script>'
    )
