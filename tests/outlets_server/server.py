"""One small HTTP server on the loopback that answers for all hosts, told apart by the Host header."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from outlets_server.answers import NOT_THERE, Answered, Asked
from outlets_server.faults import FAULTS, Wire
from outlets_server.services import SERVICES
from outlets_server.stories import STORIES, Piece

_LOOPBACK = "127.0.0.1"
_ROBOTS = "User-agent: *\nAllow: /\n"
_LONGEST_WAIT = 30.0
"""Seconds after which a slow answer ends by itself, should nobody stop the server."""


class Outlets:
    """The outlets and the services that index them.

    >>> with Outlets(faults={"bing": "consent"}) as outlets:
    ...     web = HttpWeb(connect_to=outlets.connect_to, pace=0)

    A fault strikes a service (see SERVICES) or, as "service path-part", only addresses that hold the part:
    "aljazeera /graphql". "refused" makes the host a port where nobody listens.
    """

    def __init__(
        self,
        stories: Sequence[Piece] = STORIES,
        faults: Mapping[str, str] | None = None,
        robots: Mapping[str, str] | None = None,
        latency: float = 0.0,
        certificate: ssl.SSLContext | None = None,
    ) -> None:
        """Prepare.

        Args:
            stories: what the outlets have published.
            faults: what goes wrong.
            robots: the robots.txt of a service, where it is not the permissive one.
            latency: seconds every answer takes, for benchmarks.
            certificate: what TLS is spoken with; None for plain HTTP.
        """
        self.certificate = certificate
        self.latency = latency
        self.stories = stories
        self.faults = dict(faults or {})
        self.robots = dict(robots or {})
        self.asked: list[Asked] = []
        """Everything asked but robots.txt, in order."""
        self.stopping = threading.Event()
        self._news = threading.Condition()
        self._server: ThreadingHTTPServer | None = None

    def __enter__(self) -> Outlets:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> dict[str, tuple[str, int]]:
        """Start serving and return host -> loopback address, for `HttpWeb(connect_to=…)`."""
        self._server = _Server(self)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self.connect_to

    def stop(self) -> None:
        """Let go of every connection and stop."""
        self.stopping.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @property
    def connect_to(self) -> dict[str, tuple[str, int]]:
        """Where each host is served; every host that is no service is a closed port."""
        assert self._server is not None, "not started"
        here = (_LOOPBACK, self._server.server_port)
        closed = (_LOOPBACK, closed_port())
        hosts = {
            host: closed if self.faults.get(service) == "refused" else here
            for service, (host, _) in SERVICES.items()
        }
        return {**hosts, "*": closed}

    def answer(self, asked: Asked) -> Answered | Wire:
        """Answer one request; needs no socket."""
        service = next((name for name, (host, _) in SERVICES.items() if host == asked.host), None)
        if service is None:
            return NOT_THERE
        if asked.path == "/robots.txt":
            return Answered(200, self.robots.get(service, _ROBOTS).encode(), {"Content-Type": "text/plain"})
        with self._news:
            self.asked.append(asked)
            self._news.notify_all()
        answer = SERVICES[service][1](asked, self.stories)
        for where, fault in self.faults.items():
            name, _, part = where.partition(" ")
            if name == service and part in asked.target and fault != "refused":
                return FAULTS[fault](asked, answer)
        return answer

    def wait_for(self, service: str, seconds: float = 20.0) -> bool:
        """Wait until a service was asked something, and say whether it was."""
        with self._news:
            return self._news.wait_for(lambda: bool(self.asked_of(service)), seconds)

    def asked_of(self, service: str) -> list[Asked]:
        """Return what was asked of a service, robots.txt aside."""
        return [asked for asked in self.asked if asked.host == SERVICES[service][0]]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # All hosts share this port: a short queue would drop connections, to be tried again a second later.
    request_queue_size = 256
    block_on_close = False

    def __init__(self, outlets: Outlets) -> None:
        self.outlets = outlets
        super().__init__((_LOOPBACK, 0), _Handler)
        if outlets.certificate:
            # The handshake comes with the first bytes read, in the thread of that connection.
            self.socket = outlets.certificate.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that hang up are what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body in one packet: otherwise each answer waits for a delayed acknowledgement.
    wbufsize = 65_536
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(headers.get("host", "").partition(":")[0], self.path, headers)
        answer = self.server.outlets.answer(asked)
        if self.server.outlets.latency:
            self.server.outlets.stopping.wait(self.server.outlets.latency)
        if isinstance(answer, Wire):
            self._break(answer)
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def _break(self, how: Wire) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(b"<html><head><title>Half a page")
        self.wfile.flush()
        if how.kind == "slow":
            self.server.outlets.stopping.wait(_LONGEST_WAIT)
        while how.kind == "drip" and not self.server.outlets.stopping.wait(0.01):
            self.wfile.write(b".")
            self.wfile.flush()
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Keep the tests' output clean."""


def closed_port() -> int:
    """Return a port of the loopback where nobody listens."""
    with socket.socket() as probe:
        probe.bind((_LOOPBACK, 0))
        return int(probe.getsockname()[1])
