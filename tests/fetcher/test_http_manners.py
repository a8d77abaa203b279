"""How the network is asked: robots.txt, one at a time, retries, redirects, and what is sent."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from loopback import FakeClock, Play, Server, outcome, raw, reply, serve

import citecheck
from citecheck.errors import SettingsError
from citecheck.fetcher.allowance import Allowance
from citecheck.fetcher.http import Budget, HttpWeb, user_agent
from citecheck.fetcher.interface import FetchError, Request, Response
from citecheck.models import Reason

Plays = dict[str, Play | list[Play]]
BROKEN = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\ncut")


def run(plays: Plays, talk: Callable[[Server, HttpWeb], Awaitable[object]], **options: object) -> Server:
    async def main() -> Server:
        async with serve(plays) as server, server.web(**options) as web:
            await talk(server, web)
        return server

    return asyncio.run(main())


def ask(
    plays: Plays, *requests: Request | str, **options: object
) -> tuple[list[Response | FetchError], Server]:
    results: list[Response | FetchError] = []

    async def talk(_: Server, web: HttpWeb) -> None:
        results.extend([await outcome(web, request) for request in requests])

    return results, run(plays, talk, **options)


def reason(result: Response | FetchError) -> Reason | None:
    return result.reason if isinstance(result, FetchError) else None


# robots.txt


@pytest.mark.parametrize(
    ("robots", "expected"),
    [
        (reply("no", 404), None),
        (reply("gone", 410), None),
        (reply(""), None),
        (reply("<!doctype html><html>our app</html>"), None),
        (reply("User-agent: *\nDisallow: /private\n"), None),
        (reply("User-agent: *\nDisallow: /\nAllow: /page\n"), None),
        (reply("User-agent: citecheck\nAllow: /\n\nUser-agent: *\nDisallow: /\n"), None),
        (reply("User-agent: *\nDisallow: /\n"), Reason.ROBOTS),
        (reply("User-agent: citecheck\nDisallow: /page\n"), Reason.ROBOTS),
        (reply("\ufeffUser-agent: *\nDisallow: /\n"), Reason.ROBOTS),
        (reply("no", 401), Reason.ROBOTS),
        (reply("no", 403), Reason.ROBOTS),
        (reply("oops", 500), Reason.ROBOTS),
        (reply("oops", 503), Reason.ROBOTS),
        (reply(bytes(1_000_000)), Reason.ROBOTS),
        (reply("", 301, location="/robots.txt"), Reason.ROBOTS),
        (reply("later", 429), Reason.RATE_LIMITED),
        (BROKEN, Reason.RESET),
    ],
)
def test_robots(robots: Play, expected: Reason | None) -> None:
    (result,), server = ask({"/robots.txt": robots, "/page": reply("story")}, "https://x.org/page")
    assert reason(result) is expected
    assert ("/page" in server.paths()) is (expected is None)


def test_robots_is_read_once_a_site_and_where_a_redirect_leads() -> None:
    robots = reply("User-agent: *\nDisallow: /private\n")
    plays: Plays = {
        "/robots.txt": robots, "/a": reply("a"), "/b": reply("b"),
        "/out": reply("", 302, location="https://y.org/private/x"),
    }  # fmt: skip
    results, server = ask(plays, "https://x.org/a", "https://x.org/b", "https://x.org/out")
    assert [reason(result) for result in results] == [None, None, Reason.ROBOTS]
    assert [asked for asked in server.asked if asked[1] == "/robots.txt"] == [
        ("x.org", "/robots.txt"),
        ("y.org", "/robots.txt"),
    ]
    assert "y.org does not let programs read this page" in str(results[2])


def test_a_published_api_is_asked_whatever_robots_says() -> None:
    plays: Plays = {"/robots.txt": reply("User-agent: *\nDisallow: /"), "*": reply("{}")}
    results, _ = ask(
        plays,
        "https://content.guardianapis.com/search?q=x",
        "https://web.archive.org/cdx/search/cdx?url=x",
        "https://archive.org/details/x",
        Request("https://x.org/ghost/api/content/posts/", published_api=True),
    )
    assert [reason(result) for result in results] == [None, None, Reason.ROBOTS, None]


def test_an_api_that_leads_elsewhere_does_not_take_its_exemption_along() -> None:
    plays: Plays = {"/robots.txt": reply("User-agent: *\nDisallow: /"),
                    "/api": reply("", 302, location="https://y.org/page"), "/page": reply("x")}  # fmt: skip
    (result,), server = ask(plays, Request("https://x.org/api", published_api=True))
    assert reason(result) is Reason.ROBOTS
    assert server.paths() == ["/api"]


# one at a time, at a pace


def test_one_host_gets_one_request_at_a_time_and_hosts_do_not_wait_for_each_other() -> None:
    both = asyncio.Event()
    arrived: list[str] = []

    def wait_for_the_other(name: str) -> Play:
        async def play(writer: asyncio.StreamWriter) -> None:
            arrived.append(name)
            if len(arrived) == 2:
                both.set()
            await both.wait()
            await reply(name)(writer)

        return play

    async def talk(server: Server, web: HttpWeb) -> None:
        urls = [f"https://x.org/{n}" for n in range(5)] + ["https://a.org/a", "https://b.org/b"]
        await asyncio.gather(*(web.get(Request(url)) for url in urls))

    plays: Plays = {"/a": wait_for_the_other("a"), "/b": wait_for_the_other("b")}
    server = run(plays | {f"/{n}": reply("x") for n in range(5)}, talk)
    assert sorted(arrived) == ["a", "b"]
    assert len(server.paths()) == 7


def test_requests_to_a_host_keep_their_pace() -> None:
    clock = FakeClock()
    urls = [f"https://x.org/{n}" for n in range(3)]
    ask({"*": reply("x"), "/robots.txt": reply("no", 404)}, *urls, pace=2.0, clock=clock.clock())
    assert clock.slept == [2.0, 2.0, 2.0]  # robots.txt came first


def test_crawl_delay_is_kept() -> None:
    clock = FakeClock()
    robots = reply("User-agent: *\nCrawl-delay: 7\n")
    ask(
        {"*": reply("x"), "/robots.txt": robots},
        "https://x.org/1",
        "https://x.org/2",
        pace=1.0,
        clock=clock.clock(),
    )
    assert clock.slept == [1.0, 7.0]


def test_the_same_question_is_asked_once() -> None:
    async def talk(server: Server, web: HttpWeb) -> None:
        first = await asyncio.gather(*(web.get(Request("https://x.org/a")) for _ in range(5)))
        again = await web.get(Request("https://x.org/a"))
        assert {response.body for response in (*first, again)} == {b"a"}
        await web.get(Request("https://x.org/a", headers={"wp-site": "other"}))
        await web.get(Request("https://x.org/a", cacheable=False))

    assert run({"/a": reply("a")}, talk).paths() == ["/a", "/a", "/a"]


def test_a_failure_is_shared_and_remembered_too() -> None:
    results, server = ask({"/a": reply("no", 404)}, "https://x.org/a", "https://x.org/a")
    assert [reason(result) for result in results] == [Reason.STATUS, Reason.STATUS]
    assert server.paths() == ["/a"]


def test_a_caller_that_gives_up_leaves_the_others_their_answer() -> None:
    asked, go = asyncio.Event(), asyncio.Event()

    async def wait(writer: asyncio.StreamWriter) -> None:
        asked.set()
        await go.wait()
        await reply("a")(writer)

    async def talk(server: Server, web: HttpWeb) -> None:
        one = asyncio.create_task(web.get(Request("https://x.org/a")))
        two = asyncio.create_task(web.get(Request("https://x.org/a")))
        await asked.wait()
        one.cancel()
        await asyncio.sleep(0)
        go.set()
        assert (await two).body == b"a"
        assert one.cancelled()

    run({"/a": wait}, talk)


def test_when_all_give_up_the_request_is_dropped_and_can_be_made_anew() -> None:
    asked = asyncio.Event()

    async def hang(writer: asyncio.StreamWriter) -> None:
        asked.set()
        await asyncio.Event().wait()

    async def talk(server: Server, web: HttpWeb) -> None:
        one = asyncio.create_task(web.get(Request("https://x.org/a")))
        await asked.wait()
        one.cancel()
        await asyncio.gather(one, return_exceptions=True)
        assert (await web.get(Request("https://x.org/a"))).body == b"a"

    run({"/a": [hang, reply("a")]}, talk)


# trying again


@pytest.mark.parametrize("trouble", [reply("x", 502), reply("x", 503), reply("x", 504), BROKEN, raw(b"")])
def test_passing_trouble_is_tried_again(trouble: Play) -> None:
    (result,), server = ask({"/a": [trouble, trouble, reply("a")]}, "https://x.org/a")
    assert reason(result) is None
    assert server.paths() == ["/a"] * 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 500])
def test_other_trouble_is_not(status: int) -> None:
    (result,), server = ask({"/a": [reply("x", status), reply("a")]}, "https://x.org/a")
    assert reason(result) is not None
    assert server.paths() == ["/a"]


def test_lasting_trouble_is_tried_three_times_with_growing_pauses() -> None:
    clock = FakeClock()
    (result,), server = ask({"/a": reply("x", 503)}, "https://x.org/a", pace=1.0, clock=clock.clock())
    assert reason(result) is Reason.STATUS
    assert server.paths() == ["/a"] * 3
    assert clock.slept == [1.0, 1.0, 3.0]  # the pace after robots.txt, then the pauses


def test_a_short_retry_after_is_waited_out() -> None:
    clock = FakeClock()
    plays: Plays = {"/a": [reply("x", 429, retry_after="5"), reply("a")]}
    (result,), _ = ask(plays, "https://x.org/a", pace=1.0, clock=clock.clock())
    assert reason(result) is None
    assert sum(clock.slept) >= 5


def test_a_long_retry_after_closes_the_host_until_then() -> None:
    clock = FakeClock()
    plays: Plays = {"/a": reply("x", 429, retry_after="600"), "/b": reply("b")}
    results, server = ask(
        plays, "https://x.org/a", "https://x.org/b", "https://y.org/b", pace=1.0, clock=clock.clock()
    )
    assert [reason(result) for result in results] == [Reason.RATE_LIMITED, Reason.RATE_LIMITED, None]
    assert "left alone for another" in str(results[1])
    assert ("x.org", "/b") not in server.asked
    assert max(clock.slept) < 10


def test_a_host_that_refuses_three_times_is_left_alone() -> None:
    urls = [f"https://x.org/{n}" for n in range(5)]
    results, server = ask({"*": reply("no", 403), "/robots.txt": reply("", 404)}, *urls)
    assert {reason(result) for result in results} == {Reason.BLOCKED}
    assert len(server.paths()) == 3
    assert "is not asked again in this run" in str(results[4])


# redirects and secrets


def test_redirects_are_followed_on_and_off_the_host() -> None:
    plays: Plays = {
        "/1": reply("", 301, location="/2"),
        "/2": reply("", 307, location="//y.org/3#part"),
        "/3": reply("end"),
    }
    (result,), server = ask(plays, "https://x.org/1")
    assert isinstance(result, Response)
    assert (result.url, result.body) == ("https://y.org/3", b"end")
    assert [host for host, path in server.asked if path != "/robots.txt"] == ["x.org", "x.org", "y.org"]


def test_too_many_redirects() -> None:
    plays: Plays = {f"/{n}": reply("", 302, location=f"/{n + 1}") for n in range(20)}
    (result,), server = ask(plays, "https://x.org/0")
    assert reason(result) is Reason.REDIRECT
    assert len(server.paths()) == 6


def test_a_redirect_to_a_host_that_is_not_allowed() -> None:
    plays: Plays = {"/1": reply("", 302, location="https://evil.org/x"), "*": reply("end")}
    results, server = ask(
        plays, "https://x.org/1", "https://www.bing.com/news", allowed=lambda host: host == "x.org"
    )
    assert [reason(result) for result in results] == [Reason.UNSAFE_URL, None]
    assert "evil.org" not in {host for host, _ in server.asked}


def test_secrets_are_sent_to_their_own_host_only() -> None:
    plays: Plays = {"/1": reply("", 302, location="https://y.org/2"), "/2": reply("end"),
                    "/3?k=long-secret": reply("", 302, location="https://y.org/3?k=long-secret")}  # fmt: skip
    headers = {"Authorization": "Bearer long-secret", "X-Thing": "long-secret", "X-Plain": "plain"}
    results, server = ask(
        plays,
        Request("https://x.org/1", headers, ("long-secret",)),
        Request("https://x.org/3?k=long-secret", {}, ("long-secret",)),
    )
    assert [reason(result) for result in results] == [None, Reason.REDIRECT]
    at_x, at_y = (
        next(h for h in server.headers if h["host"] == host and "x-plain" in h) for host in ("x.org", "y.org")
    )
    assert (at_x["authorization"], at_x["x-thing"]) == ("Bearer long-secret", "long-secret")
    assert "long-secret" not in str(at_y)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_said_without_the_key(status: int) -> None:
    request = Request("https://x.org/a?api-key=long-secret", {}, ("long-secret",))
    (result,), _ = ask({"*": reply("no long-secret", status), "/robots.txt": reply("", 404)}, request)
    assert isinstance(result, FetchError)
    assert result.reason is Reason.BAD_KEY
    assert result.advice == "check the API key"
    assert "long-secret" not in result.detail


def test_outlets_are_asked_by_one_module_alone_and_the_users_judge_by_another() -> None:
    package = Path(citecheck.__file__).parent
    files = [f for f in package.rglob("*.py") if re.search(r"^\s*(?:import|from) httpx", f.read_text(), re.M)]
    found = sorted(f.relative_to(package).as_posix() for f in files)
    assert found == ["fetcher/wire.py", "judges/endpoint.py"]


# what is sent


def test_the_user_agent_is_honest_and_no_cookie_comes_back() -> None:
    plays: Plays = {"/a": reply("a", set_cookie="id=1"), "/b": reply("b")}
    _, server = ask(plays, "https://x.org/a", "https://x.org/b", contact="me@example.org (evil)\r\nX: y")
    for headers in server.headers:
        assert headers["user-agent"].startswith("citecheck/")
        assert headers["user-agent"].endswith("(+me@example.org evilX: y)")
        assert headers["accept-encoding"] == "gzip, deflate"
        assert "cookie" not in headers


def test_user_agent_without_contact() -> None:
    assert user_agent(None) == user_agent("  ")
    assert "(" not in user_agent(None)


def test_connections_are_only_rerouted_to_the_loopback() -> None:
    for address in ("10.0.0.1", "93.184.216.34", "localhost", "::2"):
        with pytest.raises(SettingsError, match="loopback"):
            HttpWeb(connect_to={"x.org": (address, 80)})


def test_a_url_on_the_loopback_is_refused_even_then() -> None:
    (result,), server = ask({"*": reply("x")}, "http://127.0.0.1/")
    assert reason(result) is Reason.UNSAFE_URL
    assert server.asked == []


def test_a_name_that_leads_inside_is_refused() -> None:
    async def resolver(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "10.0.0.7"]

    async def main() -> Response | FetchError:
        async with HttpWeb(resolver=resolver, pace=0) as web:
            return await outcome(web, "https://x.org/a")

    assert reason(asyncio.run(main())) is Reason.UNSAFE_URL


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[httpx.Request] = []

    async def handle(_: object, request: httpx.Request) -> httpx.Response:
        sent.append(request)
        if request.url.host == "93.184.216.34":
            raise httpx.ConnectError("unreachable")
        return httpx.Response(200, stream=httpx.ByteStream(b"a"))

    async def resolver(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "2606:2800:220:1::1"]

    async def main() -> Response | FetchError:
        async with HttpWeb(resolver=resolver, pace=0) as web:
            return await outcome(web, Request("https://x.org/a?b=c", published_api=True))

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", handle)
    assert reason(asyncio.run(main())) is None
    assert [str(request.url) for request in sent] == [
        "https://93.184.216.34/a?b=c",
        "https://[2606:2800:220:1::1]/a?b=c",
    ]
    for request in sent:
        assert request.headers["host"] == request.extensions["sni_hostname"] == "x.org"


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (Request("http://localhost:PORT/search?format=json", published_api=True), None),
        (Request("http://localhost:PORT/search?format=json"), Reason.UNSAFE_URL),
        (Request("http://localhost:1/search", published_api=True), Reason.UNSAFE_URL),
        (Request("https://x.org/away", published_api=True), Reason.UNSAFE_URL),
    ],
)
def test_only_a_routes_own_question_goes_to_a_private_service(
    request_: Request, expected: Reason | None
) -> None:
    async def main() -> Response | FetchError:
        plays: Plays = {"/search?format=json": reply("{}")}
        async with serve(plays) as server:
            own = f"http://localhost:{server.port}"
            plays["/away"] = reply("", 302, location=f"{own}/search?format=json")
            there = {"x.org": ("127.0.0.1", server.port)}
            asked = replace(request_, url=request_.url.replace("PORT", str(server.port)))
            async with server.web(connect_to=there, own=[own], allowed=lambda host: host == "x.org") as web:
                return await outcome(web, asked)

    assert reason(asyncio.run(main())) is expected


def test_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)

    async def never(host: str, port: int) -> list[str]:
        raise AssertionError("the proxy resolves names")

    async def talk(server: Server, web: HttpWeb) -> None:
        monkeypatch.setenv("http_proxy", f"127.0.0.1:{server.port}")
        assert (await web.get(Request("http://x.org/a"))).body == b"a"
        assert reason(await outcome(web, "http://10.0.0.1/a")) is Reason.UNSAFE_URL

    server = run({"http://x.org/a": reply("a")}, talk, connect_to={}, resolver=never)
    assert server.asked == [("x.org", "http://x.org/robots.txt"), ("x.org", "http://x.org/a")]


# budget


def test_a_run_stops_at_its_budget_of_bytes() -> None:
    urls = [f"https://x.org/{n}" for n in range(4)]
    plays: Plays = {"*": reply(bytes(600)), "/robots.txt": reply("", 404)}
    results, server = ask(plays, *urls, budget=Budget(most_bytes=1000))
    assert [reason(result) for result in results] == [None, None, Reason.BUDGET, Reason.BUDGET]
    assert len(server.paths()) == 2


def test_every_request_to_a_service_counts(tmp_path: Path) -> None:
    allowance = Allowance(tmp_path, {"x.org": 3})
    urls = [f"https://x.org/{n}" for n in range(4)]
    results, server = ask({"*": reply("x"), "/robots.txt": reply("", 404)}, *urls, allowance=allowance)
    allowance.close()
    assert [reason(result) for result in results] == [None, None, Reason.RATE_LIMITED, Reason.RATE_LIMITED]
    assert len(server.asked) == 3


def test_a_run_stops_at_its_budget_of_time() -> None:
    clock = FakeClock()
    urls = [f"https://x.org/{n}" for n in range(4)]
    plays: Plays = {"*": reply("x"), "/robots.txt": reply("", 404)}
    results, _ = ask(plays, *urls, budget=Budget(most_seconds=2.5), pace=1.0, clock=clock.clock())
    assert [reason(result) for result in results] == [None, None, Reason.BUDGET, Reason.BUDGET]
