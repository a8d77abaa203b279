"""Which URLs and addresses may be asked."""

from __future__ import annotations

import asyncio
import ipaddress
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.fetcher.interface import FetchError
from citecheck.fetcher.safety import check_url, is_public, own_origins, public_addresses, resolve
from citecheck.models import Reason


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/x",
        "gopher://example.org/x",
        "javascript:alert(1)",
        "//example.org/x",
        "example.org/x",
        "",
        "https://user@example.org/",
        "https://user:pass@example.org/",
        "https://example.org:8080/",
        "http://example.org:443/",
        "https://example.org:99999/",
        "https://localhost/",
        "https://db.internal/",
        "https://printer.local/",
        "https://intranet/",
        "https://hidden.onion/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.1./",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1%25eth0]/",
        "http://[fd00:ec2::254]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.100.100.200/",
        "http://168.63.129.16/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://224.0.0.1/",
        "http://0.0.0.0/",
        "http://１２７.0.0.1/",
        "http://127。0。0。1/",
        "http://example.org\\@127.0.0.1/",
        "http://example.org/a b",
        "http://example.org/a\r\nHost: x",
        "http://exa mple.org/",
        "http://[::1/",
        "http://exam_ple..org/",
        "https://example.org/" + "a" * 9000,
    ],
)
def test_refused(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        check_url(url)
    assert caught.value.reason is Reason.UNSAFE_URL
    assert len(caught.value.detail) < 200


@pytest.mark.parametrize(
    ("url", "origin", "path"),
    [
        ("https://www.example.org", "https://www.example.org", "/"),
        ("HTTP://WWW.Example.ORG:80/A?b=C#d", "http://www.example.org", "/A?b=C"),
        ("https://example.org:443/a%20b/?q=%22x%22&r=a+b", "https://example.org", "/a%20b/?q=%22x%22&r=a+b"),
        ("https://münchen.example.org/straße?q=ü|{x}", "https://xn--mnchen-3ya.example.org",
         "/stra%C3%9Fe?q=%C3%BC%7C%7Bx%7D"),
        ("https://web.archive.org/web/2024id_/https://x.org/a?b=c", "https://web.archive.org",
         "/web/2024id_/https://x.org/a?b=c"),
        ("http://93.184.216.34/x", "http://93.184.216.34", "/x"),
    ],
)  # fmt: skip
def test_allowed_and_taken_apart(url: str, origin: str, path: str) -> None:
    target = check_url(url)
    assert (target.origin, target.path) == (origin, path)


OWN = own_origins(["http://localhost:8888/search", "https://10.0.0.5", "not a url", "ftp://x", "http://[::1"])


@pytest.mark.parametrize(
    "url", ["http://localhost:8888/search?q=x", "http://LOCALHOST:8888/", "https://10.0.0.5/a"]
)
def test_a_service_of_the_users_own_may_be_private(url: str) -> None:
    assert check_url(url, OWN).own


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://localhost:8889/",
        "https://localhost:8888/",
        "http://10.0.0.5/",
        "http://10.0.0.6/",
    ],
)
def test_what_is_near_the_users_own_is_still_refused(url: str) -> None:
    with pytest.raises(FetchError):
        check_url(url, OWN)


@given(st.ip_addresses())
def test_an_address_is_public_only_if_the_internet_agrees(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if is_public(address):
        flags = (address.is_private, address.is_loopback, address.is_link_local, address.is_multicast)
        assert not any(flags)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_in_disguise_is_as_public_as_itself(address: ipaddress.IPv4Address) -> None:
    for prefix in ("::ffff:", "64:ff9b::"):
        assert is_public(ipaddress.ip_address(f"{prefix}{address}")) == is_public(address)


@given(st.text(max_size=60))
def test_any_text_is_refused_or_taken_apart(text: str) -> None:
    for url in (text, f"https://{text}", f"https://example.org/{text}"):
        try:
            target = check_url(url)
        except FetchError as error:
            refused = error.reason
        else:
            refused = None
            assert target.path.isascii()
            assert not set(target.path) & set(' \r\n"<>')
        assert refused in (None, Reason.UNSAFE_URL)


async def ask(host: str, *found: str) -> list[str]:
    async def answer(_: str, __: int) -> list[str]:
        return list(found)

    return await public_addresses(check_url(f"https://{host}/"), answer, 1.0)


def test_addresses_of_a_public_name() -> None:
    assert asyncio.run(ask("x.org", "93.184.216.34", "2606:2800:220:1::1")) == [
        "93.184.216.34",
        "2606:2800:220:1::1",
    ]


@pytest.mark.parametrize(
    "found", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::1"], ["::ffff:10.0.0.1"], ["169.254.169.254"]]
)
def test_a_public_name_with_any_private_address_is_refused(found: list[str]) -> None:
    with pytest.raises(FetchError) as caught:
        asyncio.run(ask("x.org", *found))
    assert caught.value.reason is Reason.UNSAFE_URL
    assert "x.org" in caught.value.detail


def test_a_name_without_address() -> None:
    with pytest.raises(FetchError) as caught:
        asyncio.run(ask("x.org"))
    assert caught.value.reason is Reason.DNS


def test_a_name_server_that_does_not_answer_is_not_waited_for() -> None:
    async def hang(_: str, __: int) -> list[str]:
        await asyncio.Event().wait()
        return []

    with pytest.raises(FetchError) as caught:
        asyncio.run(public_addresses(check_url("https://x.org/"), hang, 0.01))
    assert caught.value.reason is Reason.DNS


def test_the_system_resolver_is_asked_in_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        if host == "missing.example":
            raise OSError("no such name")
        return [(0, 0, 0, "", (host, port)), (0, 0, 0, "", (host, port))]

    monkeypatch.setattr("socket.getaddrinfo", getaddrinfo)
    assert asyncio.run(resolve("found.example", 443)) == ["found.example"]
    with pytest.raises(OSError, match="no such name"):
        asyncio.run(resolve("missing.example", 443))


def test_a_look_up_nobody_waits_for_does_not_hold_up_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: answered.wait(20) and [])
    with pytest.raises(FetchError):
        asyncio.run(public_addresses(check_url("https://slow.example/"), resolve, 0.01))
    assert not answered.is_set()
    answered.set()
