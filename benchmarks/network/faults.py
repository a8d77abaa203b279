"""Print the table fault × route kind: why each refuses, and what verdict comes of it.

    python benchmarks/network/faults.py

Loopback servers answer as the outlets do, all of them with one fault at a time, over real sockets. Each route
is asked for a true and for an invented headline, and judged beside an independent index that has nothing:
were its silence worth anything, the verdict would be `not-found`. Needs `pip install -e '.[test]'`.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from outlets_server import Outlets
from outlets_server.matrix import ALL_FAULTS, ASKED, READ, Row, mistakes, under

from citecheck.models import Reason, Refused, Story, Verdict

SIGNS = {
    Reason.DNS: "d", Reason.CONNECT: "c", Reason.TLS: "t", Reason.TIMEOUT: "z", Reason.RESET: "r",
    Reason.REDIRECT: "o", Reason.BLOCKED: "b", Reason.RATE_LIMITED: "l", Reason.STATUS: "s",
    Reason.UNREADABLE: "u", Reason.TOO_LARGE: "x", Reason.BAD_KEY: "k", Reason.ROBOTS: "f",
}  # fmt: skip
EMPTY = "-"
WHOLE = "="


def main() -> None:
    columns = [*ASKED, *(f"text by {kind}" for kind in READ)]
    for number, name in enumerate(columns, 1):
        print(f"{number:3} {name:32}", end="\n" if number % 3 == 0 else "")
    print("\n\n" + ", ".join(f"{sign} {reason.value}" for reason, sign in SIGNS.items()))
    print(f"{EMPTY} an answer that names nothing and proves nothing, {WHOLE} the same as without the fault\n")
    print(f"{'fault':18}{' '.join(f'{n:2}' for n in range(1, len(columns) + 1))}  verdict of every cell")
    with Outlets() as outlets:
        clean = under(outlets, None)
        verdicts: Counter[Verdict] = Counter()
        wrong = 0
        for fault in ALL_FAULTS:
            row = under(outlets, fault)
            found = mistakes(row, clean)
            wrong += len(found)
            verdicts += Counter(v for said in row.asked.values() for v in (said.true, said.invented))
            marks = " ".join(f" {sign}" for sign in signs(row, clean))
            print(f"{fault:18}{marks}  {'; '.join(found) or 'unchecked' + exceptions(row)}")
    counts = ", ".join(f"{verdict} {count}" for verdict, count in sorted(verdicts.items()))
    print(f"\n{sum(verdicts.values())} headlines judged under a fault: {counts}; mistakes: {wrong}")


def signs(row: Row, clean: Row) -> list[str]:
    """Return one sign a cell."""
    found = []
    for said in row.asked.values():
        refused = isinstance(said.answer, Refused)
        whole = said.true is Verdict.VERIFIED
        found.append(SIGNS[said.answer.reason] if refused else WHOLE if whole else EMPTY)
    for kind, story in row.read.items():
        same = isinstance(story, Story) and story.text and story.text == getattr(clean.read[kind], "text", "")
        found.append(SIGNS[story.reason] if isinstance(story, Refused) else WHOLE if same else EMPTY)
    return found


def exceptions(row: Row) -> str:
    """Name the routes whose verdict is the same as without the fault."""
    same = [kind for kind, said in row.asked.items() if said.true is not Verdict.UNCHECKED]
    return f", but {', '.join(same)}: as without" if same else ""


if __name__ == "__main__":
    main()
