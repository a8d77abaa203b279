"""A model service on the loopback that speaks the OpenAI protocol, faults included."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

Answer = tuple[int, dict[str, str], bytes]


def said(content: str, **extra: Any) -> Answer:
    """Return a whole answer whose message is `content`."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": content},
        "finish_reason": "stop",
        **extra,
    }
    return 200, {"content-type": "application/json"}, json.dumps({"choices": [choice]}).encode()


def verdict(support: str, quote: str | None = None, confidence: float = 0.9) -> Answer:
    """Return a whole answer in the form that a judge is asked for."""
    return said(json.dumps({"verdict": support, "quote": quote, "confidence": confidence}))


@dataclass
class ModelService:
    """Answers questions as it is told, and remembers them."""

    address: str = ""
    questions: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    answer: Callable[[dict[str, Any]], Answer] = field(default=lambda _question: verdict("unclear"))
    lock: threading.Lock = field(default_factory=threading.Lock)
    at_once: int = 0
    most_at_once: int = 0


@pytest.fixture
def service() -> Iterator[ModelService]:
    """Run a model service for one test."""
    told = ModelService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            with told.lock:
                told.questions.append(body)
                told.headers.append({name.lower(): value for name, value in self.headers.items()})
                told.paths.append(self.path)
                told.at_once += 1
                told.most_at_once = max(told.most_at_once, told.at_once)
            try:
                status, headers, data = told.answer(body)
            finally:
                with told.lock:
                    told.at_once -= 1
            if status == 0:  # break off
                self.close_connection = True
                self.connection.close()
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", headers.get("x-claimed-length", str(len(data))))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            with told.lock:
                told.paths.append("GET " + self.path)
            self.send_error(405)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    told.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield told
    server.shutdown()
    server.server_close()
    thread.join()
