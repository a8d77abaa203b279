"""A server on the loopback that answers each path as a test says, over real sockets."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from citecheck.fetcher.host import Clock
from citecheck.fetcher.http import HttpWeb
from citecheck.fetcher.interface import FetchError, Request, Response

Play = Callable[[asyncio.StreamWriter], Awaitable[None]]


def reply(body: bytes | str = b"ok", status: int = 200, length: int | None = None, **headers: str) -> Play:
    """Answer properly; `length` lies about the size, header names take _ for -."""
    data = body.encode() if isinstance(body, str) else body

    async def play(writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(data) if length is None else length}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + data)

    return play


def raw(data: bytes) -> Play:
    """Send bytes as they are and hang up."""

    async def play(writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        writer.close()

    return play


async def silence(writer: asyncio.StreamWriter) -> None:
    """Never answer."""
    await asyncio.Event().wait()


async def drip(writer: asyncio.StreamWriter) -> None:
    """Send a byte whenever the loop turns, for ever."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
    while True:
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.002)


@dataclass
class Server:
    """What a running server saw, and a web that asks it for every host."""

    plays: Mapping[str, Play | list[Play]]
    port: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Host and path of each request, in order."""
    headers: list[dict[str, str]] = field(default_factory=list)
    open_now: int = 0
    most_open: int = 0

    def web(self, **options: Any) -> HttpWeb:
        defaults: dict[str, Any] = {
            "connect_to": {"*": ("127.0.0.1", self.port)},
            "pace": 0.0,
            "timeout": 5.0,
        }
        return HttpWeb(**(defaults | options))

    def paths(self) -> list[str]:
        return [path for _, path in self.asked if path != "/robots.txt"]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                while True:
                    await self.answer((await reader.readuntil(b"\r\n\r\n")).decode(), writer)
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def answer(self, head: str, writer: asyncio.StreamWriter) -> None:
        lines = head.split("\r\n")
        path = lines[0].split(" ")[1]
        headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines[1:] if line)}
        self.asked.append((headers["host"], path))
        self.headers.append(headers)
        self.open_now += 1
        self.most_open = max(self.most_open, self.open_now)
        try:
            await self.play_for(path)(writer)
            await writer.drain()
        finally:
            self.open_now -= 1

    def play_for(self, path: str) -> Play:
        play = self.plays.get(path) or self.plays.get("*")
        if isinstance(play, list):
            return play.pop(0) if len(play) > 1 else play[0]
        return play or reply("no such page", 404)


@contextlib.asynccontextmanager
async def serve(plays: Mapping[str, Play | list[Play]], **options: Any) -> AsyncIterator[Server]:
    """Run a server for a block."""
    server = Server(plays)
    tasks: set[asyncio.Task[None]] = set()

    def start(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(server.handle(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    listening = await asyncio.start_server(start, "127.0.0.1", 0, **options)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await listening.wait_closed()


class FakeClock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)

    def clock(self) -> Clock:
        return Clock(self.now, self.sleep)


async def outcome(web: HttpWeb, request: Request | str) -> Response | FetchError:
    """Return the response, or the refusal as a value."""
    try:
        return await web.get(Request(request) if isinstance(request, str) else request)
    except FetchError as error:
        return error
