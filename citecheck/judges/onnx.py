"""A judge in a folder: a sequence-classification model in ONNX form, run on this machine's processor."""

from __future__ import annotations

import asyncio
import hashlib
import json
import math
import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citecheck.errors import SettingsError
from citecheck.judges.interface import JudgeRefused, Pair
from citecheck.models import Opinion, Support

_MODELS = (
    "model.onnx",
    "model_int8.onnx",
    "model_quantized.onnx",
    "onnx/model.onnx",
    "onnx/model_quantized.onnx",
)
_INSTALL = "install the extra: pip install 'citecheck-news[model]'"
_MOST_TOKENS = 512
"""Tokens of claim and passage together, where the model's tokenizer does not say."""
_OVERLAP = 48
"""Tokens that neighbouring windows of a passage share, so that no sentence is seen only in halves."""
_LEAST_ROOM, _MOST_ROOM = 100, 100_000
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n")
_ENTAILED = ("entail", "support", "consistent")
_DENIED = ("contradict", "refut", "inconsistent")
_NEGATED = ("not", "non", "un", "in")


@dataclass(frozen=True, slots=True)
class Labels:
    """What a model's outputs mean."""

    supported: int
    """Place of the output for "backs it"."""
    contradicted: int | None
    """Place of the output for "says otherwise"; None for models of two classes."""


@dataclass(frozen=True, slots=True)
class Marks:
    """From where on a model's outputs count, as whoever trained it measured them."""

    supported: float = 0.5
    """Probability of support (0..1) from which it says "backs it"."""
    unsupported: float = 0.5
    """Probability of support below which it says that nothing backs it; between the two it is not sure."""
    contradicted: float = 0.5
    """Probability (0..1) from which it says "says otherwise", where it does not say "backs it"."""
    room: int = 8_000
    """Characters it is shown: by default about four windows of 512 tokens, which a small model reads in under
    a second."""


class OnnxJudge:
    """A local model that classes (passage, claim) pairs."""

    local = True

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Load the model.

        Args:
            folder: holds the model (model.onnx or onnx/model.onnx), tokenizer.json, and config.json with the
                names of its outputs (`id2label`), as model hubs serve them, and perhaps its marks
                (`citecheck`, with the fields of `Marks`).
            threads: processor threads one question may use.

        Raises:
            SettingsError: the extra is missing, or the folder holds no such model.
        """
        self._folder = folder
        config = _json(folder / "config.json")
        self._labels = read_labels(config, folder)
        self._marks = read_marks(config, folder)
        file = next((folder / name for name in _MODELS if (folder / name).is_file()), None)
        if file is None:
            raise SettingsError(f"judge {folder}: no model.onnx in it")
        self._digest = _digest(file)
        self._tokenizer, self._session = _load(file, folder / "tokenizer.json", threads)
        self._inputs = {given.name for given in self._session.get_inputs()}
        self._one_at_a_time = threading.Lock()

    @property
    def name(self) -> str:
        """The judge as reports name it."""
        return f"onnx:{self._folder.name}"

    @property
    def identity(self) -> str:
        """The model's own bytes, and its marks."""
        return f"{self.name}#{self._digest}#{self._marks}"

    @property
    def room(self) -> int:
        """Characters of text it is shown."""
        return self._marks.room

    async def opinion(self, pair: Pair) -> Opinion:
        """Class the claim against every window of the text.

        Raises:
            JudgeRefused: the model cannot be run on it.
        """
        return await asyncio.to_thread(self._judge, pair)

    async def close(self) -> None:
        """Nothing is held that needs closing."""

    def _judge(self, pair: Pair) -> Opinion:
        with self._one_at_a_time:
            try:
                return self._class(pair)
            except Exception as error:  # the runtime raises types of its own, for models it cannot run
                raise JudgeRefused(f"{self.name} cannot be run ({type(error).__name__})") from None

    def _class(self, pair: Pair) -> Opinion:
        windows = self._windows(pair)
        chances = [self._chances(encoding) for _, encoding in windows]
        best = max(range(len(chances)), key=lambda i: chances[i][self._labels.supported])
        backed = chances[best][self._labels.supported]
        if backed >= self._marks.supported:
            return Opinion(Support.SUPPORTED, backed)
        if self._labels.contradicted is not None:
            against = self._labels.contradicted
            worst = max(range(len(chances)), key=lambda i: chances[i][against])
            if chances[worst][against] >= self._marks.contradicted:
                return Opinion(
                    Support.CONTRADICTED, backed, self._sentence(windows[worst][0], pair.claim, against)
                )
        return Opinion(Support.UNCLEAR, backed, sure=backed < self._marks.unsupported)

    def _sentence(self, window: str, claim: str, against: int) -> str:
        """Return the sentence of a window that speaks against the claim most."""
        sentences = [part for part in _SENTENCE_END.split(window) if part.strip()]
        return max(sentences, key=lambda s: self._chances(self._tokenizer.encode(s, claim))[against])

    def _windows(self, pair: Pair) -> list[tuple[str, Any]]:
        """Cut the text to what fits beside the claim; return each piece with its encoding."""
        claim = self._tokenizer.encode(pair.claim, add_special_tokens=False)
        size = max(32, _MOST_TOKENS - len(claim.ids) - 4)
        text = self._tokenizer.encode(pair.text, add_special_tokens=False)
        pieces = []
        for first in range(0, max(1, len(text.ids) - _OVERLAP), size - _OVERLAP):
            places = text.offsets[first : first + size]
            piece = pair.text[places[0][0] : places[-1][1]] if places else ""
            pieces.append((piece, self._tokenizer.encode(piece, pair.claim)))
        return pieces

    def _chances(self, encoding: Any) -> list[float]:
        """Return the probability of each of the model's outputs."""
        import numpy

        given = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        feed = {k: numpy.array([v], dtype=numpy.int64) for k, v in given.items() if k in self._inputs}
        (logits, *_) = self._session.run(None, feed)
        row = [float(x) for x in logits[0]]
        if len(row) == 1:  # one output: the chance of support itself
            backed = 1 / (1 + math.exp(-row[0]))
            return [backed, 1 - backed]
        top = max(row)
        weights = [math.exp(x - top) for x in row]
        return [weight / sum(weights) for weight in weights]


def read_labels(config: dict[str, Any], folder: Path) -> Labels:
    """Read which output means what.

    Raises:
        SettingsError: the configuration names no output for support.
    """
    names = config.get("id2label")
    supported = contradicted = None
    for place, name in names.items() if isinstance(names, dict) else ():
        word = str(name).lower()
        if any(part in word for part in _DENIED):
            contradicted = int(place)
        elif any(part in word for part in _ENTAILED) and not word.startswith(_NEGATED):
            supported = int(place)
    if supported is None:
        raise SettingsError(f"judge {folder}: config.json names no output like 'entailment' or 'supported'")
    return Labels(supported, contradicted)


def read_marks(config: dict[str, Any], folder: Path) -> Marks:
    """Read from where on the outputs count; the marks of a model that names none.

    Raises:
        SettingsError: what is named are no marks.
    """
    named = config.get("citecheck", {})
    fields = Marks.__dataclass_fields__
    if not isinstance(named, dict) or not all(
        name in fields and isinstance(value, int | float) and not isinstance(value, bool)
        for name, value in named.items()
    ):
        raise SettingsError(
            f'judge {folder}: "citecheck" in config.json holds numbers named {", ".join(fields)}'
        )
    marks = Marks(**named)
    if not (0 <= marks.unsupported <= marks.supported <= 1 and 0 <= marks.contradicted <= 1):
        raise SettingsError(f"judge {folder}: marks lie from 0 to 1, unsupported not above supported")
    if not isinstance(marks.room, int) or not _LEAST_ROOM <= marks.room <= _MOST_ROOM:
        raise SettingsError(f"judge {folder}: room is {_LEAST_ROOM} to {_MOST_ROOM:,} characters")
    return marks


def _json(file: Path) -> dict[str, Any]:
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"judge {file.parent}: {file.name} cannot be read ({error.strerror})") from None
    except ValueError:
        raise SettingsError(f"judge {file.parent}: {file.name} is no JSON") from None
    return value if isinstance(value, dict) else {}


def _load(file: Path, tokenizer: Path, threads: int) -> tuple[Any, Any]:
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError:
        raise SettingsError(
            f"judge {file.parent}: a local model needs onnxruntime and tokenizers; {_INSTALL}"
        ) from None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        reader = Tokenizer.from_file(str(tokenizer))
        session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # both raise types of their own for files they cannot read
        raise SettingsError(
            f"judge {file.parent}: cannot be loaded ({type(error).__name__}: {error})"
        ) from None
    reader.no_padding()
    reader.no_truncation()
    return reader, session


def _digest(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()[:16]
