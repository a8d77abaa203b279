"""Certificates for loopback outlets: good ones, and such as nobody should trust."""

from __future__ import annotations

import os
import ssl
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

KINDS = ("expired", "not-yet-valid", "other-host", "self-signed")


@contextmanager
def certificate(kind: str, hosts: Sequence[str]) -> Iterator[ssl.SSLContext]:
    """Give what a server with such a certificate speaks TLS with; within, its authority alone is trusted.

    Args:
        kind: one of KINDS, or "good".
        hosts: whom it is for.
    """
    import trustme

    now, day = datetime.now(UTC), timedelta(days=1)
    trusted, stranger = trustme.CA(), trustme.CA()
    made = {
        "good": lambda: trusted.issue_cert(*hosts),
        "expired": lambda: trusted.issue_cert(*hosts, not_before=now - 9 * day, not_after=now - day),
        "not-yet-valid": lambda: trusted.issue_cert(*hosts, not_before=now + day, not_after=now + 9 * day),
        "other-host": lambda: trusted.issue_cert("portal.varn.example"),
        "self-signed": lambda: stranger.issue_cert(*hosts),
    }[kind]()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.configure_cert(context)
    with tempfile.TemporaryDirectory() as folder, _environment("SSL_CERT_FILE", f"{folder}/authority.pem"):
        trusted.cert_pem.write_to_path(str(Path(folder) / "authority.pem"))
        yield context


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
