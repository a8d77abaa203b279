"""Ways in which a service fails, as it looks on the wire."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass

from outlets_server.answers import Answered, Asked, as_html, as_json

DATADOME = """<html lang="en"><head><title>varn.example</title></head><body>
<p>Show us that you are no program.</p><script>var dd={'rt':'c','host':'geo.captcha-delivery.com'}</script>
</body></html>"""
CONSENT = (
    "<!DOCTYPE html><html><head><title>Before you continue</title></head><body><h1>Before you continue</h1>"
    '<form action="https://consent.example/save"><button>Accept all</button></form></body></html>'
)
SHELL = (
    '<!DOCTYPE html><html><head><title>Welcome</title></head><body><div id="app"></div>'
    '<script src="/app.js"></script></body></html>'
)
APOLOGY = (
    '<!DOCTYPE html><html><head><title>Oops</title><meta property="og:title" content="All the news of Varn">'
    "</head><body><h1>Sorry, this did not work</h1><p>Something went wrong at our end. Our engineers have "
    "been told and are looking into it. Please come back in a little while.</p></body></html>"
)


@dataclass(frozen=True)
class Wire:
    """What the server does with an answer instead of sending it whole."""

    kind: str
    """"slow": a part and then nothing; "drip": byte after byte; "reset": a part, then a cut connection."""


Fault = Callable[[Asked, Answered], Answered | Wire]


def _status(status: int, **headers: str) -> Fault:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}

    def fault(_: Asked, answer: Answered) -> Answered:
        page = as_html(
            f"<!doctype html><html><head><title>{status}</title></head><body></body></html>", status
        )
        return Answered(status, page.body, {**page.headers, **sent})

    return fault


def _page(html: str, status: int = 200, **headers: str) -> Fault:
    def fault(_: Asked, answer: Answered) -> Answered:
        page = as_html(html, status)
        return Answered(status, page.body, {**page.headers, **headers})

    return fault


def _empty_list(_: Asked, answer: Answered) -> Answered:
    """Answer in the due shape, with nothing in it."""
    kind = answer.headers.get("Content-Type", "")
    if "json" in kind:
        return as_json(_emptied(json.loads(answer.body)), answer.status)
    if "xml" in kind:
        root = (
            b"rss"
            if b"<rss" in answer.body
            else b"sitemapindex"
            if b"<sitemapindex" in answer.body
            else b"urlset"
        )
        inner = b"<channel><title>x</title></channel>" if root == b"rss" else b""
        return Answered(200, b"<%s>%s</%s>" % (root, inner, root), answer.headers)
    return as_html("<!doctype html><html><head><title></title></head><body></body></html>")


def _emptied(value: object) -> object:
    if isinstance(value, list):
        return []
    if isinstance(value, dict):
        return {key: _emptied(item) for key, item in value.items()}
    return value


def _cut(_: Asked, answer: Answered) -> Answered:
    """Send a body that breaks off in its middle, as if that were all."""
    return Answered(answer.status, answer.body[: len(answer.body) * 2 // 3], answer.headers)


def _loop(asked: Asked, answer: Answered) -> Answered:
    base, joint, turn = asked.target.partition("turn=")
    if not joint:
        base += "&" if "?" in base else "?"
    return Answered(301, b"", {"Location": f"https://{asked.host}{base}turn={'b' if turn == 'a' else 'a'}"})


def _wrong_order(_: Asked, answer: Answered) -> Answered:
    """Mark the text as UTF-16 of one byte order and send it in the other."""
    return Answered(answer.status, b"\xff\xfe" + answer.body.decode().encode("utf-16-be"), answer.headers)


def _not_text(_: Asked, answer: Answered) -> Answered:
    return Answered(answer.status, bytes(range(256)) * 40, answer.headers)


def _bomb(_: Asked, answer: Answered) -> Answered:
    """Send a small body that expands to 60 MB."""
    return Answered(200, _BOMB, {**answer.headers, "Content-Encoding": "gzip"})


_BOMB = gzip.compress(b"<" + b" " * 60_000_000, 9)


_HUGE = b"<" + b" " * 30_000_000


def _large(_: Asked, answer: Answered) -> Answered:
    return Answered(200, _HUGE, answer.headers)


FAULTS: dict[str, Fault] = {
    "301-loop": _loop,
    "401": _status(401),
    "401-json": lambda _, __: as_json({"message": "Unauthorized"}, 401),
    "403": _status(403),
    "captcha": _page(DATADOME, 401, **{"x-datadome": "protected"}),
    "403-captcha": _page(DATADOME, 403),
    "404": _status(404),
    "410": _status(410),
    "429": _status(429),
    "429-retry-after": _status(429, Retry_After="7200"),
    "500": _status(500),
    "503": _status(503),
    "consent": _page(CONSENT),
    "shell": _page(SHELL),
    "apology": _page(APOLOGY),
    "error-text": lambda _, __: Answered(
        200, b"Please limit requests to one every 5 seconds.", {"Content-Type": "text/html"}
    ),
    "empty-body": lambda _, answer: Answered(200, b"", answer.headers),
    "empty-object": lambda _, __: as_json({}),
    "empty-list": _empty_list,
    "other-json": lambda _, __: as_json(["unexpected", 1, None]),
    "null": lambda _, __: as_json(None),
    "cut": _cut,
    "wrong-encoding": _wrong_order,
    "not-text": _not_text,
    "gzip-bomb": _bomb,
    "large": _large,
    "slow": lambda _, __: Wire("slow"),
    "drip": lambda _, __: Wire("drip"),
    "reset": lambda _, __: Wire("reset"),
    "unknown-key": lambda _, __: as_json(
        {"errors": [{"message": "Unknown Content API Key", "errorType": "UnauthorizedError"}]}, 401
    ),
    "resume-key": lambda _, answer: as_json([*json.loads(answer.body), [], ["com,reuters)/ 20250603"]]),
    "no-headers": lambda _, answer: Answered(answer.status, answer.body),
    "guardian-error": lambda _, __: as_json(
        {"response": {"status": "error", "message": "Dates must be an ISO8601 date or datetime"}}, 400
    ),
    "blocked-site": lambda _, __: Answered(
        403,
        b"org.archive.util.io.RuntimeIOException: org.archive.wayback.exception."
        b"AdministrativeAccessControlException: Blocked Site Error\n",
        {
            "Content-Type": "text/plain",
            "X-Archive-Wayback-Runtime-Error": "AdministrativeAccessControlException: Blocked Site Error",
        },
    ),
}
"""Every fault by name, besides "refused", which is a port where nobody listens."""
