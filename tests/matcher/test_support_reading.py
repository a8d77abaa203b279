"""What is worked out of a passage once: its sentences, its stems, which of its words stand for an item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.matcher.numbers.read import read_numbers
from citecheck.matcher.numbers.words import may_hold_number
from citecheck.matcher.support.claimwords import read_claim
from citecheck.matcher.support.closeread import read_closely
from citecheck.matcher.support.passages import read_passages
from citecheck.matcher.support.sentences import sentence_around

CLAIM = read_claim("The mayor of Lisbon will rebuild 12 bridges.")
WORDS = st.sampled_from(
    ["The mayor", "a bridge", "Lisbon", "mayoral", "rebuilt", "twelve", ".", "!", ";", "said"]
)


@given(st.lists(WORDS, min_size=1, max_size=25))
def test_the_sentence_around_a_word_is_what_no_full_stop_cuts(words: list[str]) -> None:
    reading = read_closely(CLAIM, " ".join(words))
    for place in range(len(reading.tokens)):
        assert reading.sentence_around(place) == sentence_around(reading.tokens, place)
    for root, places in reading.places.items():
        assert places == [place for place, token in enumerate(reading.tokens) if token.stem == root]


@pytest.mark.parametrize(
    ("word", "least", "most"),
    [("bridges", 1.0, 1.0), ("bridge", 1.0, 1.0), ("span", 0.0, 0.9), ("kettle", 0.0, 0.0)],
)
def test_a_word_is_held_as_far_as_the_nearest_of_the_passage(word: str, least: float, most: float) -> None:
    place = next(i for i, item in enumerate(CLAIM.items) if item.text == "bridges")
    assert least <= read_closely(CLAIM, f"They saw the {word}.").held.get(place, 0.0) <= most


def test_of_equally_near_words_the_first_holds_the_item() -> None:
    place = next(i for i, item in enumerate(CLAIM.items) if item.text == "bridges")
    text = "A bridge fell. Another bridge stands."
    reading = read_closely(CLAIM, text, cuts=(0, text.index("Another")))
    assert reading.at[place] == 1
    assert [text[token.start : token.start + len(token.text)] for token in reading.tokens] == [
        token.text for token in reading.tokens
    ]


def test_a_story_asked_twice_answers_the_same() -> None:
    story = read_passages("The mayor spoke. Bridges were shut. The mayor of Lisbon left the bridge.")
    first = story.find(frozenset(("mayor", "bridge")))
    assert first == {0: {"mayor"}, 1: {"bridge"}, 2: {"mayor", "bridge"}}
    assert story.find(frozenset(("bridge",))) == {1: {"bridge"}, 2: {"bridge"}}
    assert story.find(frozenset(("mayor", "bridge"))) == first


@given(
    st.lists(st.sampled_from(["half", "Six", "million", "sixth", "a", "ox", "oned", "a1", "—", "’", "none"]))
)
def test_a_text_passed_over_holds_no_number(words: list[str]) -> None:
    text = " ".join(words)
    assert may_hold_number(text) or not read_numbers(f"{text} 7 boats")[:-1]
