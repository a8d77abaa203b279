"""What a judge is: it is shown a claim and a passage of a story, and gives an opinion with a quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from citecheck.models import Opinion


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim beside what it should be backed by."""

    claim: str
    """One sentence of the article."""
    text: str
    """The story's text, or where that is longer than the judge's `room` the parts nearest to the claim."""


class JudgeRefused(Exception):  # noqa: N818 - an answer, as models.Refused is one
    """A judge that gave no usable answer; the message is one clause that says why."""


class Judge(Protocol):
    """A model that judges claims."""

    @property
    def name(self) -> str:
        """Kind and model, as messages and reports name it: "openai:llama3.1"."""
        ...

    @property
    def identity(self) -> str:
        """All that its opinion depends on beside the pair: model, address, form of the prompt."""
        ...

    @property
    def room(self) -> int:
        """Characters of text it can be shown."""
        ...

    @property
    def local(self) -> bool:
        """Whether asking it sends nothing off this machine."""
        ...

    async def opinion(self, pair: Pair) -> Opinion:
        """Return what the judge says.

        Raises:
            JudgeRefused: it could not be asked, or its answer is not one.
        """
        ...

    async def close(self) -> None:
        """Let go of connections and models."""
        ...
