"""Looking for a claim's words in a text finds what reading every word of it would."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.matcher.support.passages import read_passages
from citecheck.matcher.support.wordstock import find_words, stem

TEXT = (
    "The United States went to talks with the U.N. in Kyiv on 3 May. Ukrainian men’s teams had\n"
    "lost 6,000 players, said U.S. officials.\n\nBritain’s kerbs were re-painted; the Kingdom of "
    "Great Britain, it was said, bought the worst ones in 1,200 cities. “Mice ran!” she cried."
)


def read_each(text: str, wanted: frozenset[str]) -> dict[int, set[str]]:
    """Return what `Passages.find` should."""
    found = {}
    for place, (start, end) in enumerate(read_passages(text).sentences):
        if common := wanted & set(map(stem, find_words(text[start:end]))):
            found[place] = set(common)
    return found


@pytest.mark.parametrize("word", sorted(set(find_words(TEXT))))
def test_every_word_is_found(word: str) -> None:
    wanted = frozenset((stem(word),))
    assert read_passages(TEXT).find(wanted) == read_each(TEXT, wanted)


def test_part_of_a_double_name_is_not_found_by_itself() -> None:
    assert read_passages("The United States agreed.").find(frozenset(("state", "unite"))) == {}
    assert read_passages("The states united.").find(frozenset(("state", "unite"))) == {0: {"state", "unite"}}


def test_every_form_in_the_word_list_is_found_by_its_stem() -> None:
    lines = files("citecheck.matcher").joinpath("data", "words.tsv").read_text(encoding="utf-8").splitlines()
    forms = [line.partition("\t")[0] for line in lines[1::40]]
    text = " ".join(forms)
    wanted = frozenset(stem(form) for form in forms if form in find_words(form))
    assert read_passages(text).find(wanted) == read_each(text, wanted)


@given(
    st.lists(
        st.sampled_from(["Went", "cities", "US", "don’t", "İzmir", "6,000", ".", " ", "\n", "ß", "x,y"])
    ),
    st.sampled_from(["go", "city", "@US", "6000", "x", "İzmir"]),
)
def test_finding_agrees_with_reading(pieces: list[str], root: str) -> None:
    text = " ".join(pieces)
    assert read_passages(text).find(frozenset((root,))) == read_each(text, frozenset((root,)))
