"""What the generated word lists know, and how fast they are asked."""

import pytest

from citecheck.matcher import lexicon
from citecheck.matcher.headlines.edits import phrase_kind
from citecheck.matcher.headlines.relations import kind_of_swap
from citecheck.models import EditKind


def test_common_words_are_commoner_than_rare_ones() -> None:
    assert lexicon.rarity("the") < lexicon.rarity("government") < lexicon.rarity("ferryman")
    assert lexicon.rarity("xqzzyv") == lexicon.UNKNOWN_RARITY


def test_searching_and_the_table_in_memory_agree() -> None:
    table = lexicon.SortedTable("words.tsv")
    words = ["government", "a", "zoo", "xqzzyv", "aardvarkish", "kill", "zzzz", ""]
    searched = [table.get(w) for w in words]
    for i in range(lexicon._MANY + 1):
        table.get(f"no such word {i}")
    assert [table.get(w) for w in words] == searched
    assert searched[0] is not None
    assert searched[3] is None


def test_forms_of_a_word_share_a_lemma() -> None:
    for form, lemma in (("killed", "kill"), ("ran", "run"), ("ministers", "minister"), ("worse", "bad")):
        assert lemma in lexicon.word(form).lemmas


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("us", "american", True),
        ("kyiv", "kiev", True),
        ("french", "france", True),
        ("paris", "berlin", False),
    ],
)
def test_names_of_one_place_are_one_group(one: str, other: str, same: bool) -> None:
    first, second = lexicon.place(one), lexicon.place(other)
    assert first is not None
    assert second is not None
    assert (first[0] == second[0]) is same


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("mayor", "governor", EditKind.NAME),
        ("doctor", "nurse", EditKind.NAME),
        ("senate", "parliament", EditKind.NAME),
        ("visits", "bombs", EditKind.SENSE),
    ],
)
def test_a_swap_is_of_the_kind_of_what_is_swapped(one: str, other: str, kind: EditKind) -> None:
    assert kind_of_swap(one, other) is kind


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("nhs", "national health service", EditKind.ABBREVIATION),
        ("pm", "prime minister", EditKind.ABBREVIATION),
        ("uk", "united kingdom", EditKind.ABBREVIATION),
        ("counter attack", "counterattack", EditKind.TYPOGRAPHY),
        ("new york", "los angeles", EditKind.PLACE),
        ("old harbour", "ferry", None),
    ],
)
def test_phrases_for_one_thing_are_known(one: str, other: str, kind: EditKind | None) -> None:
    assert phrase_kind(one, other) is kind
