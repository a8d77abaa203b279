"""A judge in a folder: a model whose outputs are known, made on the spot."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import numpy
import onnx
import pytest
from onnx import TensorProto, helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from citecheck.errors import SettingsError
from citecheck.judges.interface import JudgeRefused, Pair
from citecheck.judges.onnx import OnnxJudge, read_labels
from citecheck.models import Opinion, Support

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "yes", "deny", "the", "claim", "."]


def make_model(folder: Path, labels: dict[str, str], outputs: int = 3) -> Path:
    """Write a model that adds up one vector a token: "yes" speaks for output 0, "deny" for output 2."""
    vectors = numpy.zeros((len(WORDS), outputs), dtype=numpy.float32)
    vectors[WORDS.index("yes"), 0] = 5.0
    if outputs > 2:
        vectors[WORDS.index("deny"), 2] = 5.0
        vectors[WORDS.index("[CLS]"), 1] = 2.0
    elif outputs > 1:
        vectors[WORDS.index("[CLS]"), 1] = 2.0
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["vectors", "input_ids"], ["each"], axis=0),
            helper.make_node("ReduceSum", ["each", "axis"], ["logits"], keepdims=0),
        ],
        "adds-up",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", outputs])],
        [
            helper.make_tensor("vectors", TensorProto.FLOAT, vectors.shape, vectors.flatten()),
            helper.make_tensor("axis", TensorProto.INT64, [1], [1]),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, str(folder / "model.onnx"))
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps({"id2label": labels}))
    return folder


THREE = {"0": "entailment", "1": "neutral", "2": "contradiction"}


def marked(folder: Path, marks: object) -> Path:
    """Write the model with marks."""
    make_model(folder, THREE)
    (folder / "config.json").write_text(json.dumps({"id2label": THREE, "citecheck": marks}))
    return folder


def ask(judge: OnnxJudge, text: str) -> Opinion:
    return asyncio.run(judge.opinion(Pair("the claim .", text)))


@pytest.mark.parametrize(
    ("text", "support"),
    [
        ("the . yes .", Support.SUPPORTED),
        ("the . deny .", Support.CONTRADICTED),
        ("the . the .", Support.UNCLEAR),
        ("", Support.UNCLEAR),
    ],
)
def test_the_output_with_the_name_decides(tmp_path: Path, text: str, support: Support) -> None:
    assert ask(OnnxJudge(make_model(tmp_path, THREE)), text).support is support


def test_a_long_text_is_read_to_its_end_and_the_denying_sentence_is_quoted(tmp_path: Path) -> None:
    judge = OnnxJudge(make_model(tmp_path, THREE))
    opinion = ask(judge, "the word is here . " * 400 + "the deny deny deny deny . the word .")
    assert opinion.support is Support.CONTRADICTED
    assert opinion.quote == "the deny deny deny deny ."


def test_a_model_of_two_classes_never_contradicts(tmp_path: Path) -> None:
    judge = OnnxJudge(make_model(tmp_path, {"0": "ENTAILMENT", "1": "NOT_ENTAILMENT"}, outputs=2))
    assert ask(judge, "yes yes").support is Support.SUPPORTED
    assert ask(judge, "deny").support is Support.UNCLEAR


def test_a_model_of_one_output_gives_the_chance_of_support(tmp_path: Path) -> None:
    judge = OnnxJudge(make_model(tmp_path, {"0": "supported"}, outputs=1))
    assert ask(judge, "yes").score > 0.98


def test_the_identity_is_the_models_own_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir(), second.mkdir()
    one = OnnxJudge(make_model(first, THREE))
    other = OnnxJudge(make_model(second, {"0": "supported"}, outputs=1))
    assert one.name == "onnx:a"
    assert one.identity != other.identity
    assert one.local


def test_labels_are_read_by_their_sense() -> None:
    labels = read_labels(
        {"id2label": {"0": "contradiction", "1": "not_entailment", "2": "entailment"}}, Path("m")
    )
    assert (labels.supported, labels.contradicted) == (2, 0)


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("config.json", "config.json cannot be read"),
        ("model.onnx", "no model.onnx"),
        ("tokenizer.json", "cannot be loaded"),
    ],
)
def test_a_folder_with_something_missing_is_named(tmp_path: Path, broken: str, why: str) -> None:
    (make_model(tmp_path, THREE) / broken).unlink()
    with pytest.raises(SettingsError, match=why):
        OnnxJudge(tmp_path)


def test_a_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    (make_model(tmp_path, THREE) / "model.onnx").write_bytes(b"no model")
    with pytest.raises(SettingsError, match="cannot be loaded"):
        OnnxJudge(tmp_path)


def test_unknown_output_names_are_an_error(tmp_path: Path) -> None:
    make_model(tmp_path, {"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"})
    with pytest.raises(SettingsError, match="entailment"):
        OnnxJudge(tmp_path)


def test_a_model_that_cannot_be_run_refuses(tmp_path: Path) -> None:
    judge = OnnxJudge(make_model(tmp_path, {"0": "a", "1": "b", "7": "supported"}))
    with pytest.raises(JudgeRefused, match="cannot be run"):
        ask(judge, "yes")


class TestMarks:
    """In the model made here "the" says 0.11 for support, "yes" 0.95, "deny" 0.95 against it."""

    def test_a_model_is_sure_only_beyond_its_marks(self, tmp_path: Path) -> None:
        judge = OnnxJudge(marked(tmp_path, {"supported": 0.97, "unsupported": 0.2}))
        between, below = ask(judge, "yes ."), ask(judge, "the .")
        assert (between.support, between.sure) == (Support.UNCLEAR, False)
        assert (below.support, below.sure) == (Support.UNCLEAR, True)
        assert ask(judge, "yes yes .").support is Support.SUPPORTED

    def test_a_denial_needs_its_mark(self, tmp_path: Path) -> None:
        assert (
            ask(OnnxJudge(marked(tmp_path, {"contradicted": 0.9})), "deny .").support is Support.CONTRADICTED
        )
        assert ask(OnnxJudge(marked(tmp_path, {"contradicted": 0.99})), "deny .").support is Support.UNCLEAR

    def test_other_marks_are_another_judge(self, tmp_path: Path) -> None:
        plain = OnnxJudge(make_model(tmp_path, THREE))
        other = OnnxJudge(marked(tmp_path, {"room": 420}))
        assert (plain.room, other.room) == (8_000, 420)
        assert plain.identity != other.identity

    @pytest.mark.parametrize(
        ("marks", "why"),
        [
            ([1], "holds numbers"),
            ({"suported": 0.5}, "holds numbers"),
            ({"supported": "high"}, "holds numbers"),
            ({"supported": True}, "holds numbers"),
            ({"supported": 0.3, "unsupported": 0.4}, "unsupported not above supported"),
            ({"contradicted": 1.5}, "from 0 to 1"),
            ({"room": 10}, "100 to 100,000 characters"),
            ({"room": 420.5}, "100 to 100,000 characters"),
        ],
    )
    def test_what_are_no_marks_is_said(self, tmp_path: Path, marks: object, why: str) -> None:
        with pytest.raises(SettingsError, match=why):
            OnnxJudge(marked(tmp_path, marks))
