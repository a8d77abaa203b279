import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.parser.claims.sentences import split_sentences
from citecheck.parser.quotemarks import pair_marks


def cut(text, language="en"):
    return [text[a:b] for a, b in split_sentences(text, language, pair_marks(text))]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Mr. Hale paid $3.5 million to Acme Inc. on Jan. 3.", "He left."]),
        ("en", ["Gov. Ruiz met Sen. Bob J. Adams at 5 p.m. in the U.S. Capitol.", "Nobody spoke."]),
        ("uk", ["У 2022 р. на вул. Л. Українки сталася пожежа.", "Загинуло 5 тис. риб."]),
        ("ru", ["Он родился в 1990 г. в г. Орле.", "Потом уехал."]),
        ("de", ["Am 3. Juni kam Dr. Weber in die 2. Runde.", "Er verlor."]),
        ("fr", ["M. Leroy a parlé à env. 40 personnes.", "Il est parti."]),
        ("es", ["El Sr. López habló en EE. UU. ayer.", "Se fue."]),
        ("it", ["Il dott. Rossi ha parlato con il sig. Bianchi.", "È andato via."]),
        ("pl", ["W 2022 r. prof. Nowak, tj. lekarz, zginął.", "Miał 50 lat."]),
        ("pt", ["A Dra. Ana falou com o Sr. Silva.", "Depois saiu."]),
        ("tr", ["Dr. Kaya 3. kez geldi.", "Sonra gitti."]),
        ("ar", ["غادر الوزير المدينة.", "قتل 40 شخصا."]),
        ("zh", ["他说：“我们走了。再见。”", "然后他离开了。"]),
    ],
)
def test_sentences_are_cut_as_readers_would(language, sentences):
    joint = "" if language == "zh" else " "
    assert cut(joint.join(sentences), language) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["He said: “We are done. We go home.”", "Then he left."],
        ["She told him.", "“Is it over?” he asked.", "Nobody spoke."],
        ['They shouted "No! Never!" and ran.', "It rained."],
        ["“Stop!” Mayor Ruiz said.", "They stopped."],
        ["‘Why? Go,’ he said of the boys’ plan.", "They went."],
    ],
)
def test_a_quotation_is_never_cut(sentences):
    assert cut(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["It was so.[3]", "Then not.³", "Then again. [4][5]", "Last."],
        ["It was so. (Miller, 2020)", "Then not."],
    ],
)
def test_a_marker_stays_with_the_sentence_before_it(sentences):
    assert cut(" ".join(sentences)) == sentences


@given(
    st.text(alphabet="aB.!? \n“”\"'’«»[1](x)é中。", max_size=300),
    st.sampled_from(["en", "de", "it", "zh", "xx"]),
)
def test_nothing_but_white_space_is_lost(text, language):
    spans = split_sentences(text, language, pair_marks(text))
    kept = "".join(text[a:b] for a, b in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert spans == sorted(spans)
    assert all(not text[a].isspace() and not text[b - 1].isspace() for a, b in spans)


@pytest.mark.parametrize("unit", ['"', "“a. ", "(“", "‘a ", "a. ", ". ", "[1] ", "a", "' \"", "no. ", "? "])
@pytest.mark.parametrize("language", ["en", "it"])
def test_bad_input_takes_time_in_proportion_to_its_length(unit, language):
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    split_sentences(text, language, pair_marks(text))
    assert time.process_time() - started < 2
