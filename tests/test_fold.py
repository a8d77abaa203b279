from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.fold import fold_all, fold_key, fold_words, loosen


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Mayor’s 'secret' plan – 6,000 lamps", "mayors secret plan 6 000 lamps"),
        ("Łódź café, Ærøskøbing", "lodz cafe aeroskobing"),
        ("it´s 5 km²", "its 5 km2"),
        ("co\u00adoperate\u200b now", "cooperate now"),
        ("under_score  and\ttabs\n", "under score and tabs"),
        ("ＦＵＬＬ ﬁne ①", "full fine 1"),
        ("हिन्दी समाचार", "हिन्दी समाचार"),
        ("İstanbul STRASSE Straße", "istanbul strasse strasse"),
        ("…?!", ""),
    ],
)
def test_folds_to_bare_words(text: str, folded: str) -> None:
    assert fold_words(text) == folded


def test_key_has_no_word_boundaries() -> None:
    assert fold_key("U.S.-led 6,000") == fold_key("us led 6000") == "usled6000"


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold_words(fold_words(text)) == fold_words(text)


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_ascii_takes_the_same_way_as_the_rest(text: str) -> None:
    assert fold_words(text + " ж").removesuffix("ж").strip() == fold_words(text)


@given(st.lists(st.text(alphabet=st.sampled_from("aB '’-–\n\r\t.é\u00a0ß"), max_size=8) | st.text()))
def test_many_fold_as_one_by_one(texts: list[str]) -> None:
    assert [" ".join(text.split()) for text in fold_all(texts)] == [fold_words(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("أُستاذٌ إلى المدرسة", "استاذ الي المدرسه"),
        ("المـــدينة ١٢", "المدينه 12"),
        ("کتاب یک", "كتاب يك"),
        ("שָׁלוֹם", "שלום"),
        ("新港 AI 渡轮", "新 港 ai 渡 轮"),
        ("フェリー 12隻", "フ ェ リ ー 12 隻"),
        ("harbour café", "harbour cafe"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_loosened_words_are_those_that_readers_take_for_the_same(text: str, loose: str) -> None:
    assert loosen(fold_words(text)) == loose


@given(st.text())
def test_loosening_again_changes_nothing(text: str) -> None:
    loose = loosen(fold_words(text))
    assert loosen(loose) == loose
    assert loose == " ".join(loose.split())
