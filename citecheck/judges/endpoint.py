"""Questions to a model service that the user named: JSON over HTTP, bounded in time and size.

The service may stand on this machine or in the user's own network, which no outlet's address may. Nothing a
draft or a page says changes where a question goes: the address is the user's, redirects are not followed, and
the key is sent to that address alone.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from citecheck.errors import SettingsError
from citecheck.judges.interface import JudgeRefused

_LARGEST_ANSWER = 1_000_000
_BUSY = frozenset({429, 500, 502, 503, 504})
_LONGEST_WAIT = 30.0
"""Seconds waited at most when a service says how long it is busy."""
_PAUSE = 1.0
_TRIES = 2


class Endpoint:
    """One model service."""

    def __init__(self, address: str, *, key: str | None, seconds: float, jobs: int) -> None:
        """Connect to nothing yet.

        Args:
            address: http or https, up to and including the version: "http://localhost:11434/v1".
            key: sent as a bearer token; None for services without one.
            seconds: that one question may take, from sending to the last byte of the answer.
            jobs: questions under way at the same time.

        Raises:
            SettingsError: the address is no such address, or a key would travel unencrypted.
        """
        self.address = _checked(address, key)
        self._seconds = seconds
        self._key = key
        self._places = asyncio.Semaphore(jobs)
        self._client: httpx.AsyncClient | None = None

    @property
    def host(self) -> str:
        """The service's host, as messages name it."""
        return urlsplit(self.address).hostname or ""

    @property
    def local(self) -> bool:
        """Whether it stands on this machine."""
        return is_local(self.host)

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Send JSON and return the JSON object that comes back.

        Raises:
            BadRequest: the service said 400 or 422: it does not take a question of this form.
            JudgeRefused: it was not reached, was busy twice, refused, or answered something else.
        """
        async with self._places:
            for attempt in range(_TRIES):
                status, headers, data = await self._send(path, body)
                if status not in _BUSY or attempt == _TRIES - 1:
                    break
                await asyncio.sleep(_pause(headers))
        if status in (400, 422):
            raise BadRequest(f"{self.host} does not take the question (HTTP {status})")
        if status in (401, 403):
            raise JudgeRefused(f"{self.host} wants another key (HTTP {status}; set CITECHECK_JUDGE_KEY)")
        if status == 404:
            raise JudgeRefused(f"{self.host} knows no such model or path (HTTP 404)")
        if status != 200:
            raise JudgeRefused(f"{self.host} answered with HTTP {status}")
        try:
            answer = json.loads(data)
        except (ValueError, RecursionError):
            raise JudgeRefused(f"the answer of {self.host} is no JSON") from None
        if not isinstance(answer, dict):
            raise JudgeRefused(f"the answer of {self.host} is no JSON object")
        return answer

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _send(self, path: str, body: Mapping[str, Any]) -> tuple[int, httpx.Headers, bytes]:
        if self._client is None:
            self._client = httpx.AsyncClient(
                follow_redirects=False, timeout=self._seconds, trust_env=not self.local
            )
        headers = {"authorization": f"Bearer {self._key}"} if self._key else {}
        try:
            async with (
                asyncio.timeout(self._seconds),
                self._client.stream(
                    "POST", self.address + path, json=dict(body), headers=headers
                ) as response,
            ):
                data = bytearray()
                async for chunk in response.aiter_bytes():
                    data += chunk
                    if len(data) > _LARGEST_ANSWER:
                        raise JudgeRefused(f"the answer of {self.host} is over {_LARGEST_ANSWER:,} bytes")
                return response.status_code, response.headers, bytes(data)
        except (TimeoutError, httpx.TimeoutException):
            raise JudgeRefused(f"{self.host} did not answer within {self._seconds:.3g} seconds") from None
        except httpx.ConnectError:
            raise JudgeRefused(f"no connection to {self.host} could be made") from None
        except httpx.HTTPError:
            raise JudgeRefused(f"{self.host} broke off the answer") from None


class BadRequest(JudgeRefused):
    """A question whose form the service does not take."""


def is_local(host: str) -> bool:
    """Say whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_private(host: str) -> bool:
    if is_local(host):
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".local", ".internal", ".lan"))


def _checked(address: str, key: str | None) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"judge address {address!r}: write http://HOST[:PORT]/v1 or https://…")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise SettingsError(
            "judge address: leave out user name, password, ? and # (keys go to CITECHECK_JUDGE_KEY)"
        )
    if key and parts.scheme == "http" and not _is_private(parts.hostname):
        raise SettingsError(f"judge address {address!r}: a key is sent over https only")
    return address.rstrip("/")


def _pause(headers: httpx.Headers) -> float:
    """Return the seconds to wait before asking a busy service again."""
    said = headers.get("retry-after", "")
    return min(float(said), _LONGEST_WAIT) if said.isdigit() else _PAUSE
