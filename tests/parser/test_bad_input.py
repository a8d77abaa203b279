"""Input that no writer meant: read in linear time, without a crash.

Sizes are small so that the suite stays quick; each would take minutes if its cost grew with its square.
"""

import time

import pytest

from citecheck.errors import ArticleError
from citecheck.outlets import known_outlets
from citecheck.parser import parse

CASES = {
    "dashes": "-" * 300_000,
    "opening quotes": "“" * 50_000,
    "straight quotes": ' "' * 50_000,
    "brackets": "[" * 50_000,
    "closed brackets": "[" * 20_000 + "]" * 20_000,
    "parentheses": "(" * 50_000,
    "divs": "<div>" * 10_000 + "x" + "</div>" * 10_000,
    "stray end tags": "<div>" * 5_000 + "</p>" * 5_000,
    "unclosed tags": '<a href="x ' * 10_000,
    "less-than signs": "<" * 200_000,
    "braces": "{{cite news|title=a" * 5_000,
    "unclosed notes": "<ref>" * 20_000,
    "block quotes": ">" * 20_000,
    "stars": "*a " * 50_000,
    "bold lines": "a\n" + "**Sources:**\n" * 2_000,
    "open links": "<p>" + '<a href="https://www.bbc.com/news/a-b-c-1">a ' * 1_000,
    "terms": "<h2>Sources</h2><dl>" + "<dt>BBC<dd>a b c" * 800,
    "nested spans": "<p>" + "<span>" * 20_000 + "x",
    "underscores": "_" * 200_000,
    "one long line": "word " * 60_000,
    "one long word": "w" * 300_000,
    "one long address": "https://www.bbc.com/" + "a" * 200_000,
    "commas": "a, " * 60_000,
    "ampersands": "&" * 200_000,
    "spaces": "References\n\n- “A b c d”" + " " * 200_000 + "– Reuters",
    "footnote marks": "[^1]" * 30_000,
}


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.wiki"])
@pytest.mark.parametrize("case", CASES)
def test_is_read_without_hurry_or_harm(case, name):
    began = time.process_time()
    parse(CASES[case].encode(), name=name, outlets=known_outlets(), claims=False)
    assert time.process_time() - began < 10


def test_many_entries_are_all_found():
    lines = [f'- "A ferry sinks for the {i}th time" – Reuters' for i in range(2000)]
    text = "Sources\n\n" + "\n".join(lines)
    article = parse(text.encode(), name="a.txt", outlets=known_outlets(), claims=False)
    assert len(article.references) == 2000
    assert article.references[-1].span.line == 2002


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + b"\x00" * 100,
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
        b"\x1f\x8b\x08" + b"\x00" * 50,
        bytes(range(256)) * 20,
    ],
)
def test_binary_files_are_refused(data):
    with pytest.raises(ArticleError, match=r"^photo: [^\n]+$"):
        parse(data, name="photo", outlets=known_outlets())
