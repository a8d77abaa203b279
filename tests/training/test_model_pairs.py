"""The pairs that the small model is trained on, and the figures it is judged by (training/model)."""

from __future__ import annotations

import gzip
import json
import random
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from training.model import edits, metrics, mixture
from training.model.generate import find_near, generate
from training.model.passages import choose_passages
from training.model.sources import GENERAL, LABELS, is_held_out, read_claims, read_general

SENTENCE = "Mayor Anna Berg said on Monday that the city will sell 1,200 flats to the Holm Group before June."
OTHERS = ["The offer came from a firm led by Peter Lund, who once worked for the city of Arvik."]


@pytest.mark.parametrize("name", sorted(edits.DENYING))
@pytest.mark.parametrize("seed", range(5))
def test_a_changed_sentence_keeps_all_but_a_few_words(name: str, seed: int) -> None:
    changed = edits.DENYING[name](SENTENCE, random.Random(seed), OTHERS)
    assert changed is not None
    assert changed != SENTENCE
    kept = set(changed.split()) & set(SENTENCE.split())
    assert len(kept) >= len(set(SENTENCE.split())) - 4


def test_a_number_becomes_another_number() -> None:
    for seed in range(30):
        changed = edits.change_number("Fire destroyed 14 houses.", random.Random(seed), [])
        assert changed is None or (
            changed != "Fire destroyed 14 houses." and any(c.isdigit() for c in changed)
        )


def test_a_denial_is_taken_back() -> None:
    assert (
        edits.change_negation("The bridge was not closed.", random.Random(1), []) == "The bridge was closed."
    )


def test_two_names_joined_by_and_are_no_roles() -> None:
    assert edits.change_roles("They met Berg and Lund.", random.Random(1), []) is None


def test_shortening_takes_out_who_said_it() -> None:
    sentence = "The port will reopen next week after repairs to two piers, he told reporters on Monday."
    assert all(
        "reporters" not in short
        for seed in range(8)
        if (short := edits.shorten(sentence, random.Random(seed), [])) and "after" in short
    )


def _article(topic: str, place: int) -> dict[str, str]:
    lines = [
        f"The {topic} council voted on Monday to spend {place + 3} million crowns on the {topic} harbour.",
        f"Councillor Ida Moen said that the {topic} plan was approved by a wide majority of members.",
        f"Work on the {topic} quay is expected to begin in March, although two bidders may withdraw.",
    ]
    text = "\n".join(lines * 4)
    return {"headline": f"{topic.title()} council approves harbour plan", "text": text}


def test_generated_pairs_are_the_same_for_one_seed_and_of_every_kind() -> None:
    articles = [_article(topic, i) for i, topic in enumerate(("northern", "southern", "eastern", "western"))]
    rows = list(generate(articles, 5))
    assert rows == list(generate(articles, 5))
    assert {LABELS[row.label] for row in rows if row.set == "kept"} == {"supported"}
    assert {LABELS[row.label] for row in rows if row.set == "changed"} == {"contradicted"}
    assert all(row.claim not in row.evidence for row in rows if row.set == "changed")


def test_a_near_article_is_another_one() -> None:
    articles = [_article(topic, 1) for topic in ("alpha", "bravo", "carol")]
    assert all(near != place for place, near in enumerate(find_near(articles)))


def test_passages_are_the_texts_own_and_hold_what_the_claim_is_about() -> None:
    filler = "Rain fell on the hills all week and the roads stayed open throughout. " * 40
    text = filler + "The ferry to Sund was cancelled after a crack was found in its hull. " + filler
    shown = choose_passages("The Sund ferry was cancelled because of a crack", text, room=300)
    assert "The ferry to Sund was cancelled" in shown
    assert len(shown) <= 600
    assert all(part in text for part in shown.split(" … "))


def test_a_text_falls_on_one_side_and_measured_claims_are_not_trained_on(tmp_path: Path) -> None:
    rows = [
        {"id": str(i), "set": name, "claim": f"claim {i}", "evidence": f"text {i // 2}", "label": "supported"}
        for i in range(60)
        for name in ("fm2", "averitec")
    ]
    _write(tmp_path / "claims.gz", rows)
    read = list(read_claims(tmp_path / "claims.gz"))
    assert {row.group for row in read if row.set == "averitec"} == {"measured"}
    assert {row.group for row in read if row.set == "fm2"} == {"claims", "measured"}
    assert all((row.group == "measured") == is_held_out(row.evidence) for row in read if row.set == "fm2")
    measured = [row for row in read if row.group == "measured"]
    for name in GENERAL:
        _write(tmp_path / f"{name}.jsonl.gz", rows)
    general = {row.claim for row in read_general(tmp_path, measured)}
    assert general == {row["claim"] for row in rows} - {row.claim for row in measured}


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)


def _pairs(lengths: list[int], group: str = "general") -> mixture.Pairs:
    n = len(lengths)
    return mixture.Pairs(
        pieces=np.arange(sum(lengths), dtype=np.int32),
        starts=np.cumsum([0, *lengths]),
        claim_at=np.ones(n, dtype=np.int32),
        label=np.array([i % 3 for i in range(n)], dtype=np.int8),
        group=np.array([group] * n),
        set=np.array(["one"] * n),
        key=np.array([""] * n),
    )


def test_batches_hold_every_place_once_and_keep_to_their_size() -> None:
    lengths = [int(n) for n in np.random.default_rng(2).integers(4, 90, 200)]
    pairs = _pairs(lengths)
    cut = mixture.by_length(pairs, np.arange(200), pieces=256)
    assert sorted(np.concatenate(cut)) == list(range(200))
    assert all(len(b) * max(lengths[i] for i in b) <= 256 for b in cut)


def test_a_run_that_goes_on_is_shown_what_is_left() -> None:
    pairs = _pairs([8] * 3_000)
    whole = list(mixture.batches(pairs, 3_000, 4, frozenset()))
    rest = list(mixture.batches(pairs, 3_000, 4, frozenset(), done=whole[9][0]))
    assert [shown for shown, _ in rest] == [shown for shown, _ in whole[10:]]
    assert all((a.input_ids == b.input_ids).all() for (_, a), (_, b) in zip(rest, whole[10:], strict=True))


def test_a_filled_pair_marks_the_claim() -> None:
    batch = mixture.fill(_pairs([4, 6]), np.array([0, 1]))
    assert batch.attention_mask.tolist() == [[1, 1, 1, 1, 0, 0], [1] * 6]
    assert batch.token_type_ids.tolist() == [[0, 1, 1, 1, 0, 0], [0, 1, 1, 1, 1, 1]]


def test_auc_and_balanced_accuracy() -> None:
    backed = np.array([True, True, False, False])
    assert metrics.auc(np.array([0.9, 0.4, 0.4, 0.1]), backed) == pytest.approx(0.875)
    assert metrics.balanced_accuracy(np.array([True, False, False, False]), backed) == pytest.approx(0.75)


def test_a_threshold_divides_what_can_be_divided() -> None:
    score = np.linspace(0, 1, 100)
    assert metrics.find_threshold(score, score > 0.6, np.array(["one"] * 100)) == pytest.approx(0.6, abs=0.03)


def test_every_set_is_measured_by_thresholds_of_others() -> None:
    sets = np.array(["fm2", "wice", "averitec", "fm2"])
    folds = metrics.left_out(sets)
    assert sorted(np.concatenate([use for _, use in folds])) == [0, 1, 2, 3]
    assert all(not set(sets[fit]) & set(sets[use]) for fit, use in folds)


def test_the_logistic_fit_finds_the_slope() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(4_000, 1))
    y = (rng.random(4_000) < 1 / (1 + np.exp(-(2 * x[:, 0] - 1)))).astype(float)
    found = metrics.fit_logistic(x, y, np.ones(4_000))
    assert found == pytest.approx([2.0, -1.0], abs=0.2)


def test_the_difference_of_two_answers_is_that_of_their_balanced_accuracies() -> None:
    rng = np.random.default_rng(3)
    sets, label = rng.choice(["a", "b"], 400), rng.integers(0, 3, 400)
    first, second = rng.random(400) < 0.5, (label == 0) ^ (rng.random(400) < 0.2)
    score = np.zeros(400)
    one, other = (metrics.table(sets, label, said, first, score)[-1][2] for said in (first, second))
    low, middle, high = metrics.difference(sets, label, first, second)
    assert middle == pytest.approx(other - one)
    assert low < middle < high


def test_a_run_begins_from_and_merges_only_runs_before_it() -> None:
    from training.model.run import RUNS, read_runs

    done: set[str] = set()
    for run in read_runs(RUNS):
        needed = {run["begin"]} if "begin" in run else set(run.get("merge", ()))
        assert needed <= done
        assert run["name"] not in done
        assert "merge" in run or {"layers", "pairs", "seed"} <= run.keys()
        done.add(run["name"])
