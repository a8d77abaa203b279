"""Write citecheck/parser/data/months.json: month names of the languages citecheck reads, from CLDR.

python training/parser/months.py        (needs the package "babel")
"""

import json
import unicodedata
from pathlib import Path

from babel import Locale

LANGUAGES = ("en", "uk", "ru", "de", "fr", "es", "it", "pl", "pt", "ar", "tr")
TARGET = Path(__file__).parents[2] / "citecheck" / "parser" / "data" / "months.json"
ALSO = {
    9: ["sept"],  # English writers' usual short form, which CLDR gives for British English only
    1: ["ene", "كانون الثاني"],  # the Levant's names beside the ones of Egypt
    2: ["شباط"],
    3: ["آذار"],
    4: ["نيسان"],
    5: ["أيار"],
    6: ["حزيران"],
    7: ["تموز"],
    8: ["آب"],
    10: ["تشرين الأول"],
    11: ["تشرين الثاني"],
    12: ["كانون الأول"],
}
ALSO[9].append("أيلول")


def fold(name: str) -> str:
    """Lower-case, composed, without the dot of an abbreviation."""
    return unicodedata.normalize("NFC", name).casefold().strip().rstrip(".")


def main() -> None:
    months: dict[str, int] = {}
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in Locale(language).months[context][width].items():
                    folded = fold(name)
                    if len(folded) < 2 or folded[0].isdigit():
                        continue
                    if months.setdefault(folded, number) != number:
                        print(f"{language}: {folded} is {months[folded]} already, not {number}")
    for number, names in ALSO.items():
        for name in names:
            months.setdefault(fold(name), number)
    text = json.dumps(dict(sorted(months.items(), key=lambda x: (x[1], x[0]))), ensure_ascii=False, indent=0)
    TARGET.write_text(text + "\n", encoding="utf-8")
    print(f"{len(months)} names")


if __name__ == "__main__":
    main()
