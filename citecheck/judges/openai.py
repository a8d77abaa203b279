"""Judges behind an OpenAI-compatible service: Ollama, llama.cpp, vLLM, LM Studio, or a hosted one."""

from __future__ import annotations

import math
from typing import Any

from citecheck.judges.endpoint import BadRequest, Endpoint
from citecheck.judges.interface import JudgeRefused, Pair
from citecheck.judges.prompts import (
    SCHEMA,
    VERSION,
    messages,
    minicheck_message,
    read_opinion,
    read_yes_or_no,
)
from citecheck.models import Opinion

_PATH = "/chat/completions"
_LONGEST_ANSWER = 1_000
"""Tokens: a quote of three sentences and the frame around it, with room for a short thought."""
_FORMS: tuple[dict[str, Any], ...] = (
    {"type": "json_schema", "json_schema": {"name": "opinion", "strict": True, "schema": SCHEMA}},
    {"type": "json_object"},
    {},
)
"""Ways to bind an answer to its form, the strictest first: not every service knows every one."""


class OpenAIJudge:
    """A general model that is asked for a verdict and a quote."""

    room = 24_000
    """About 6,000 tokens: most news pieces whole, in the window of every model of note."""

    def __init__(self, model: str, endpoint: Endpoint) -> None:
        """Use `model` at `endpoint`."""
        self._model = model
        self._endpoint = endpoint
        self._form = 0

    @property
    def name(self) -> str:
        """The judge as reports name it."""
        return f"openai:{self._model}"

    @property
    def identity(self) -> str:
        """Model, address and wording."""
        return f"{self.name}@{self._endpoint.address}#{VERSION}"

    @property
    def local(self) -> bool:
        """Whether the service stands on this machine."""
        return self._endpoint.local

    async def opinion(self, pair: Pair) -> Opinion:
        """Ask for verdict, quote and confidence; a service that knows no schema is asked with less.

        Raises:
            JudgeRefused: no usable answer.
        """
        while True:
            form = self._form
            try:
                answer = await self._endpoint.post(_PATH, self._body(pair, form))
            except BadRequest:
                if form == len(_FORMS) - 1:
                    raise
                self._form = max(self._form, form + 1)
            else:
                return read_opinion(_content(_choice(answer)))

    async def close(self) -> None:
        """Close the connections."""
        await self._endpoint.close()

    def _body(self, pair: Pair, form: int) -> dict[str, Any]:
        body = {
            "model": self._model,
            "messages": messages(pair),
            "temperature": 0,
            "max_tokens": _LONGEST_ANSWER,
        }
        return {**body, "response_format": _FORMS[form]} if _FORMS[form] else body


class MiniCheckJudge:
    """A Bespoke-MiniCheck model, which says Yes or No to a document and a claim."""

    room = 24_000

    def __init__(self, model: str, endpoint: Endpoint) -> None:
        """Use `model` at `endpoint`."""
        self._model = model
        self._endpoint = endpoint

    @property
    def name(self) -> str:
        """The judge as reports name it."""
        return f"minicheck:{self._model}"

    @property
    def identity(self) -> str:
        """Model and address; the prompt is the model's own."""
        return f"{self.name}@{self._endpoint.address}"

    @property
    def local(self) -> bool:
        """Whether the service stands on this machine."""
        return self._endpoint.local

    async def opinion(self, pair: Pair) -> Opinion:
        """Ask for Yes or No.

        Raises:
            JudgeRefused: no usable answer.
        """
        body = {
            "model": self._model,
            "messages": minicheck_message(pair),
            "temperature": 0,
            "max_tokens": 4,
            "logprobs": True,
        }
        choice = _choice(await self._endpoint.post(_PATH, body))
        return read_yes_or_no(_content(choice), _likelihood(choice))

    async def close(self) -> None:
        """Close the connections."""
        await self._endpoint.close()


def _choice(answer: dict[str, Any]) -> dict[str, Any]:
    choices = answer.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(choice, dict) or not isinstance(choice.get("message"), dict):
        raise JudgeRefused("the service's answer holds no message")
    if choice.get("finish_reason") == "length":
        raise JudgeRefused("the judge's answer was cut off")
    return choice


def _content(choice: dict[str, Any]) -> str:
    content = choice["message"].get("content")
    if not isinstance(content, str) or not content.strip():
        raise JudgeRefused("the judge gave no answer")
    return content


def _likelihood(choice: dict[str, Any]) -> float | None:
    """Return the probability of the first word of an answer; None where the service does not tell."""
    match choice.get("logprobs"):
        case {"content": [{"logprob": float() | int() as logprob}, *_]} if not math.isnan(logprob):
            return math.exp(min(0.0, logprob))
    return None
