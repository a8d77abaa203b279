"""Keys are cut out everywhere; walls are told from pages."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.fetcher.redact import host_of, redact, redact_bytes, redact_headers, redact_url
from citecheck.fetcher.walls import consent_host, refusing_wall, wall

SECRETS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=8, max_size=40).filter(
    lambda text: text.strip() == text and "REDACTED" not in text
)


@given(SECRETS, st.text(max_size=30))
def test_a_key_is_gone_from_any_url_that_carries_it(secret: str, word: str) -> None:
    for query in (urlencode({"q": word, "key": secret}), f"q={quote(word)}&key={quote(secret, safe='')}"):
        clean = redact_url(f"https://x.org/a/{quote(secret, safe='')}?{query}#part", (secret,))
        assert quote(secret, safe="") not in clean
        assert clean.count("REDACTED") >= 2
        assert "#" not in clean


@given(SECRETS, st.text(max_size=30), st.text(max_size=30))
def test_a_key_is_gone_from_any_text_and_body(secret: str, before: str, after: str) -> None:
    text = before + secret + after
    assert secret not in redact(text, (secret,)) or secret in before + "REDACTED" + after
    assert secret.encode() not in redact_bytes(secret.encode(), (secret,))


@pytest.mark.parametrize(
    ("url", "secrets", "clean"),
    [
        ("https://x.org/a?q=test&key=test", ("test",), "https://x.org/a?q=REDACTED&key=REDACTED"),
        ("https://x.org/test?q=testing", ("test",), "https://x.org/test?q=testing"),
        ("https://x.org/a?key", ("key",), "https://x.org/a?key"),
        ("https://u:p@x.org/a#b", (), "https://x.org/a"),
        ("https://x.org/a?u=b@c", (), "https://x.org/a?u=b@c"),
        ("https://x.org/a b\r\nc", (), "https://x.org/abc"),
        ("https://x.org/a", ("",), "https://x.org/a"),
        ("", ("secret-secret",), ""),
    ],
)
def test_urls(url: str, secrets: tuple[str, ...], clean: str) -> None:
    assert redact_url(url, secrets) == clean
    assert redact_url(clean, secrets) == clean


def test_a_key_within_a_longer_key_leaves_no_rest() -> None:
    assert redact("secret-secret-more", ("secret-secret", "secret-secret-more")) == "REDACTED"


def test_headers_lose_credentials_and_cookies() -> None:
    headers = {"Authorization": "x", "Cookie": "x", "Set-Cookie": "x", "X-Api-Key": "x",
               "X-Note": "Token abc-abc-abc", "X-Short": "test", "Accept": "test/html"}  # fmt: skip
    assert redact_headers(headers, ("abc-abc-abc", "test")) == {
        "X-Note": "Token REDACTED",
        "X-Short": "REDACTED",
        "Accept": "test/html",
    }


def test_host_of_anything() -> None:
    assert [host_of(u) for u in ("https://X.org./a", "x", "", "http://[", "https://u@y.org:1/")] == [
        "x.org", "", "", "", "y.org"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "body", "said"),
    [
        ({}, b"<html><title>Just a moment...</title>", "a bot check"),
        ({}, b"<html><TITLE>Attention Required! | Cloudflare</TITLE>", "a bot check"),
        ({}, b"<title>Access Denied</title>", "a bot check"),
        ({}, b"<title>Before you continue to Google</title>", "a consent page"),
        ({}, b"<p>x</p><script src='https://geo.captcha-delivery.com/x'></script>", "a captcha (DataDome)"),
        ({}, b"<form action='https://consent.google.com/save'>", "a consent page (Google)"),
        ({"cf-mitigated": "challenge"}, b"", "a bot check (Cloudflare)"),
        ({"x-archive-wayback-runtime-error": "AdministrativeAccessControlException: Blocked"}, b"",
         "an exclusion of this site from the web archive"),
        ({}, b"<html><title>Storm shuts harbour</title><p>words</p>", None),
        ({}, b'{"title": "Just a moment..."}', None),
        ({}, b"", None),
        ({"x-datadome": "protected"}, b"<html><title>Storm</title>", None),
        ({}, b"<title>Storm</title><script src='//www.google.com/recaptcha'></script>" + b"x" * 50_000, None),
        ({}, b"<title>Just a moment in history</title>", None),
        ({}, b"<title>Access denied: how a harbour was shut</title>", None),
        ({}, "<title>Just a moment…</title>".encode(), "a bot check"),
    ],
)  # fmt: skip
def test_walls(headers: dict[str, str], body: bytes, said: str | None) -> None:
    assert wall(headers, body) == said


def test_a_refusal_by_status_needs_less_proof() -> None:
    assert refusing_wall({"x-datadome": "protected"}, b"") == "a captcha (DataDome)"
    assert refusing_wall({}, b"plain refusal") is None


@pytest.mark.parametrize(
    ("host", "said"),
    [("consent.yahoo.com", True), ("www.consent.x.org", True), ("guce.yahoo.com", True), ("x.org", False),
     ("consentnews.org", False)],
)  # fmt: skip
def test_consent_hosts(host: str, said: bool) -> None:
    assert consent_host(host) is said
