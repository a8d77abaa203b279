"""Pages that stand in for the page asked: captchas, bot walls, consent pages.

They come with status 401, 403, 429, or as a plain 200. The list holds marks that no news page carries; a
page that merely loads a captcha script for its comment form is not a wall.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_SMALL = 20_000
_SMALL_WITH_TITLE = 100_000
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{0,300})", re.I)
# The whole of it, but for the site's name: a story may well be headed "Access denied at the harbour gate".
_TITLES = re.compile(
    rb"\s*(?:just a moment|attention required|access (?:to this page has been )?denied|are you a (?:ro)?bot"
    rb"|are you human|robot or human|pardon our interruption|before you continue(?: to [^|]{1,60})?"
    rb"|please verify you are (?:a )?human|human verification|security check(?:point)?|checking your browser"
    rb"|ddos-guard|vercel security checkpoint|bot verification|captcha|you have been blocked"
    rb"|request unsuccessful|client challenge)[\s.!?\xe2\x80\xa6]*(?:[|-].{0,200})?"
)
# Body marks and whose they are, on a page too small to hold a story: in larger ones they are ordinary.
_MARKS = (
    (b"captcha-delivery.com", "DataDome"),
    (b"please enable js and disable any ad blocker", "DataDome"),
    (b"/cdn-cgi/challenge-platform/h/", "Cloudflare"),
    (b"challenges.cloudflare.com", "Cloudflare"),
    (b"cf-browser-verification", "Cloudflare"),
    (b"_cf_chl_opt", "Cloudflare"),
    (b"px-captcha", "PerimeterX"),
    (b"_incapsula_resource", "Imperva"),
    (b"awswafcookiedomainlist", "AWS"),
    (b"gokuprops", "AWS"),
    (b"our systems have detected unusual traffic", "Google"),
    (b"www.google.com/recaptcha", ""),
    (b"hcaptcha.com", ""),
    (b"errors.edgesuite.net", "Akamai"),
    (b"consent.google.", "Google"),
    (b"guce.yahoo.com/consent", "Yahoo"),
)
_CONSENT_HOST = re.compile(r"(?:^|\.)(?:consent|guce|cmp|cookie-?consent)\.", re.I)


def wall(headers: Mapping[str, str], body: bytes) -> str | None:
    """Say what stands in the way of the page, or None where nothing does.

    Args:
        headers: names in lower case.
        body: decompressed; only the beginning is looked at.

    Returns:
        A phrase for a message: "a captcha (DataDome)", "an exclusion from the web archive".
    """
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return "a bot check (Cloudflare)"
    if "administrativeaccesscontrolexception" in headers.get("x-archive-wayback-runtime-error", "").lower():
        return "an exclusion of this site from the web archive"
    if len(body) > _SMALL_WITH_TITLE or body[:200].lstrip()[:1] != b"<":
        return None
    page = body.lower()
    title = _TITLE.search(page)
    if title and _TITLES.fullmatch(title[1]):
        return "a consent page" if b"before you continue" in title[1] else "a bot check"
    return _marked(page) if len(page) <= _SMALL else None


def refusing_wall(headers: Mapping[str, str], body: bytes) -> str | None:
    """The same for an answer that refuses by its status: weaker marks suffice."""
    if "x-datadome" in headers:
        return "a captcha (DataDome)"
    if b"administrativeaccesscontrolexception" in body[:_SMALL].lower():
        return "an exclusion of this site from the web archive"
    return wall(headers, body)


def consent_host(host: str) -> bool:
    """Say whether a redirect to this host means a consent page."""
    return _CONSENT_HOST.search(host) is not None


def _marked(page: bytes) -> str | None:
    for mark, whose in _MARKS:
        if mark in page:
            kind = "a consent page" if b"consent" in mark else "a captcha"
            return f"{kind} ({whose})" if whose else kind
    return None
