"""The command `citecheck` with the model as its judge, shown the passages that it was trained on.

    CITECHECK_MODEL=FOLDER python -m training.model.command support --batch - --offline --format jsonl

For measuring through the product. FOLDER holds one model (see export.py). The judge `onnx:FOLDER` alone shows
a model up to 8,000 characters, in windows of 512 word pieces; this one never saw more than 128.
"""

from __future__ import annotations

import os
import sys

from citecheck import judging
from citecheck.__main__ import main
from citecheck.judges.onnx import OnnxJudge
from training.model.passages import ROOM, choose_passages

if __name__ == "__main__":
    os.environ["CITECHECK_CACHE"] = "false"
    OnnxJudge.room = ROOM
    judging.excerpt = choose_passages  # type: ignore[attr-defined]  # what it calls
    judge = f"onnx:{os.environ['CITECHECK_MODEL']}"
    sys.argv = ["citecheck", *sys.argv[1:], "--judge", judge, "--judge-calls", "1000000"]
    main()
