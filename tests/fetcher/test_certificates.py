"""Certificates nobody should trust: the connection is refused, for a reason that a person understands."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from loopback import Play, outcome, reply, serve

from citecheck.fetcher.http import HttpWeb
from citecheck.fetcher.interface import FetchError, Response
from citecheck.models import Reason

HOST = "x.org"
NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def stranger() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def _trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the one authority the only one this computer trusts."""
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


def fetch(certificate: trustme.LeafCert, play: Play = reply("a story")) -> Response | FetchError:  # noqa: B008
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)

    async def main() -> Response | FetchError:
        async with serve({"/page": play}, ssl=context) as server:
            place = ("127.0.0.1", server.port)
            async with HttpWeb(connect_to={HOST: place}, connect_plain=False, pace=0, timeout=5) as web:
                return await outcome(web, f"https://{HOST}/page")

    return asyncio.run(main())


@pytest.mark.usefixtures("_trusted")
def test_a_certificate_for_the_host_by_a_trusted_authority_is_good(authority: trustme.CA) -> None:
    response = fetch(authority.issue_cert(HOST))
    assert isinstance(response, Response)
    assert response.body == b"a story"


@pytest.mark.usefixtures("_trusted")
@pytest.mark.parametrize(
    ("how", "why", "advice"),
    [
        ("expired", "its certificate has expired", "clock"),
        ("too early", "its certificate is not valid yet", "clock"),
        ("another host", "its certificate is for another host", "login page"),
        ("an address", "its certificate is for another host", "login page"),
        ("self-signed", "not signed by anybody this computer trusts", "SSL_CERT_FILE"),
    ],
)
def test_a_bad_certificate_is_a_refusal_that_says_why(
    authority: trustme.CA, stranger: trustme.CA, how: str, why: str, advice: str
) -> None:
    certificates = {
        "expired": lambda: authority.issue_cert(HOST, not_before=NOW - 9 * DAY, not_after=NOW - DAY),
        "too early": lambda: authority.issue_cert(HOST, not_before=NOW + DAY, not_after=NOW + 9 * DAY),
        "another host": lambda: authority.issue_cert("y.org", "*.x.org"),
        "an address": lambda: authority.issue_cert("127.0.0.1"),
        "self-signed": lambda: stranger.issue_cert(HOST),
    }
    error = fetch(certificates[how]())
    assert isinstance(error, FetchError)
    assert error.reason is Reason.TLS
    assert error.detail == f"no secure connection to {HOST} could be made: {error.detail.partition(': ')[2]}"
    assert why in error.detail
    assert advice in (error.advice or "")
