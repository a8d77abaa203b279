"""Fuzz the parser with atheris: `python tests/fuzz/fuzz_parser.py -max_total_time=600`.

Any outcome but an Article or an ArticleError is a bug, and so is a place outside the source.
"""

import sys

import atheris

with atheris.instrument_imports(include=["citecheck"]):
    from citecheck.errors import ArticleError
    from citecheck.outlets import known_outlets
    from citecheck.parser import parse

NAMES = ("a.txt", "a.md", "a.html", "a.wiki", "a.docx", "a")


def one_input(data: bytes) -> None:
    name = NAMES[data[0] % len(NAMES)] if data else "a.txt"
    try:
        article = parse(data[1:], name=name, outlets=known_outlets())
    except ArticleError:
        return
    for found in (*article.references, *article.claims, *article.unread):
        if not 0 <= found.span.start <= found.span.end <= len(article.source):
            raise AssertionError(f"{found.span} is outside the source")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
