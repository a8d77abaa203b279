"""From `--judge` to a judge."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from citecheck.errors import SettingsError
from citecheck.judges.interface import Judge

MINICHECK = "bespoke-minicheck"
"""The name under which Ollama serves Bespoke-MiniCheck-7B."""
FORMS = "openai:MODEL@URL, minicheck@URL, minicheck:MODEL@URL or onnx:DIR"


@dataclass(frozen=True, slots=True)
class JudgeName:
    """What `--judge` was told."""

    kind: str
    """"openai", "minicheck" or "onnx"."""
    model: str
    """The model's name at the service; empty for onnx."""
    place: str
    """The service's address, or the folder."""


def read_judge_name(text: str) -> JudgeName:
    """Read what `--judge` was given.

    Raises:
        SettingsError: it has no such form.
    """
    if text.startswith("onnx:") and text[5:]:
        return JudgeName("onnx", "", text[5:])
    front, at, address = text.rpartition("@")
    kind, _, model = front.partition(":")
    if at and address and kind == "openai" and model:
        return JudgeName(kind, model, address)
    if at and address and kind == "minicheck":
        return JudgeName(kind, model or MINICHECK, address)
    raise SettingsError(f"judge {text!r}: write {FORMS}")


def open_judge(text: str, *, key: str | None, seconds: float, jobs: int) -> Judge:
    """Return the judge that `--judge` names; nothing is asked yet.

    Args:
        text: as given.
        key: sent to the judge's own address alone; None for services without one.
        seconds: one question may take.
        jobs: questions under way at the same time.

    Raises:
        SettingsError: no such judge, a wrong address, or a model that cannot be loaded.
    """
    name = read_judge_name(text)
    if name.kind == "onnx":
        from citecheck.judges.onnx import OnnxJudge

        return OnnxJudge(Path(name.place).expanduser())
    from citecheck.judges.endpoint import Endpoint
    from citecheck.judges.openai import MiniCheckJudge, OpenAIJudge

    endpoint = Endpoint(name.place, key=key, seconds=seconds, jobs=jobs)
    return (OpenAIJudge if name.kind == "openai" else MiniCheckJudge)(name.model, endpoint)
