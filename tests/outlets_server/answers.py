"""What a service is asked and what it answers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """A GET as it came in."""

    host: str
    target: str
    headers: dict[str, str]

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    def get(self, name: str, default: str = "") -> str:
        """Return the first value of a query parameter."""
        return self.query.get(name, [default])[0]

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.target).query, keep_blank_values=True)


@dataclass(frozen=True)
class Answered:
    """An answer."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def as_json(value: Any, status: int = 200) -> Answered:
    """Answer with JSON."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answered(status, body, {"Content-Type": "application/json; charset=utf-8"})


def as_xml(text: str) -> Answered:
    """Answer with XML."""
    return Answered(200, text.encode(), {"Content-Type": "application/xml; charset=utf-8"})


def as_html(text: str, status: int = 200) -> Answered:
    """Answer with a web page."""
    return Answered(status, text.encode(), {"Content-Type": "text/html; charset=utf-8"})


NOT_THERE = as_html("<!doctype html><html><head><title>Not found</title></head><body></body></html>", 404)


def words(text: str) -> list[str]:
    """Take a text apart as a search index does."""
    return re.findall(r"[^\W_]+", text.casefold().replace("’", "'").replace("'s", ""))


def has_phrase(text: str, phrase: str) -> bool:
    """Say whether a text has the words of a phrase in a row."""
    return f" {' '.join(words(phrase))} " in f" {' '.join(words(text))} "
