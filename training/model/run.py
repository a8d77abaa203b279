"""Do all of it: prepare the pairs, train every run of runs.toml, export each and measure it.

    python -m training.model.run --claims F --nli FOLDER --articles F --base FOLDER --out FOLDER

`--base` holds model.safetensors and tokenizer.json of a BertModel of width 384. What is done already is
not done again, and a training that was cut off goes on; so the same command is given again after a stop.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

CHECKPOINT = "state.pt"
RUNS = Path(__file__).with_name("runs.toml")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--nli", type=Path, required=True)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="*", help="names of runs; all by default")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--pause-file", type=Path)
    given = parser.parse_args()
    tokenizer = given.base / "tokenizer.json"
    if not (given.out / "pairs.npz").exists():
        inputs = ["--claims", given.claims, "--nli", given.nli, "--articles", given.articles]
        _call("prepare", [*inputs, "--tokenizer", tokenizer, "--out", given.out])
    for run in read_runs(RUNS):
        if not given.only or run["name"] in given.only:
            _make(run, given, tokenizer)


def read_runs(path: Path) -> list[dict[str, Any]]:
    """Return the runs of a configuration, in order."""
    runs: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["run"]
    return runs


def _make(run: dict[str, Any], given: argparse.Namespace, tokenizer: Path) -> None:
    folder = given.out / run["name"]
    weights = folder / "weights.safetensors"
    if not weights.exists():
        if "merge" in run:
            _call("merge", [weights, *(given.out / name / weights.name for name in run["merge"])])
        elif "stop_at" not in run or not (folder / CHECKPOINT).exists():
            _train(run, given, folder)
    if not weights.exists():
        return  # a run that others begin from
    model = folder / "model"
    if not (model / "config.json").exists():
        _call("export", ["--weights", weights, "--tokenizer", tokenizer, "--out", model])
    figures = folder / "figures.txt"
    if not figures.exists():
        text = _call("measure", ["--model", model, "--pairs", given.out / "measured.jsonl.gz"])
        figures.write_text(text, encoding="utf-8")


def _train(run: dict[str, Any], given: argparse.Namespace, folder: Path) -> None:
    options: list[object] = ["--layers", run["layers"], "--pairs", run["pairs"], "--seed", run["seed"]]
    if run.get("leave_out"):
        options += ["--leave-out", *run["leave_out"]]
    if "begin" in run:
        options += ["--begin", given.out / run["begin"] / CHECKPOINT]
    if "stop_at" in run:
        options += ["--stop-at", run["stop_at"]]
    if given.pause_file:
        options += ["--pause-file", given.pause_file]
    base = ["--data", given.out / "pairs.npz", "--base", given.base / "model.safetensors"]
    _call("train", [*base, *options, "--threads", given.threads, "--out", folder])


def _call(step: str, options: Sequence[object]) -> str:
    command = [sys.executable, "-m", f"training.model.{step}", *map(str, options)]
    print("+", *command[2:], flush=True)
    done = subprocess.run(
        command, check=True, text=True, stdout=subprocess.PIPE if step == "measure" else None
    )
    print(done.stdout or "", flush=True)
    return done.stdout or ""


if __name__ == "__main__":
    main()
