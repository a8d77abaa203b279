import time
from collections import deque
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paragraphs import claims_of

from citecheck.parser.claims.sentences import split_sentences
from citecheck.parser.claims.speech import Listener, fold_title
from citecheck.parser.quotemarks import pair_marks


def heard(text, language="en", titles=frozenset()):
    """(words, speaker) of every quotation, sentence by sentence."""
    listener = Listener(language, titles)
    passages = pair_marks(text)
    found = []
    left = deque(passages)
    for start, end in split_sentences(text, language, passages):
        mine = []
        while left and left[0].start < end:
            mine.append(left.popleft())
        found += [(text[s.start : s.end], s.speaker) for s in listener.find(text, start, end, mine)]
    return found


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We will rebuild every house,” said Mayor Ana Ruiz.", "Mayor Ana Ruiz"),
        ("“We will rebuild every house”, says Dr. Maria van der Berg.", "Dr. Maria van der Berg"),
        ("“They ran to the river,” a witness said.", "a witness"),
        ("“It was a mistake,” admitted the club’s president.", "the club’s president"),
        ("“It was a mistake,” the president of the club, Omar Said, admitted.", "Omar Said"),
        ("“This is a licence to kill,” Agnes Moreau, the head of the group, told reporters.", "Agnes Moreau"),
        ("“We will rebuild every house.” — Ana Ruiz", "Ana Ruiz"),
        ("“No civilians were harmed,” according to the ministry.", "the ministry"),
        ("Mayor Ana Ruiz said on Friday that the town “will rebuild every house” by May.", "Mayor Ana Ruiz"),
        ("Ana Ruiz told Reuters that she had “never been asked about it”.", "Ana Ruiz"),
        ("Ruiz, who took office in May, called the plan “a slap in the face”.", "Ruiz"),
        ("Ruiz welcomed the deal, calling it “the best day of my life”.", "Ruiz"),
        ("The plan was called “a slap in the face” by Ana Ruiz.", "Ana Ruiz"),
        ("In a statement, Amnesty said the law was “a licence to kill”.", "Amnesty"),
        ("A spokesman for the company said: “We do not comment on leaks.”", "A spokesman for the company"),
        ("The club’s owner, James Hale, criticized “the greed that ruins us”.", "James Hale"),
        ("According to the ministry, “no civilians were harmed in the strike”.", "the ministry"),
        ("As the court put it, “the state has a duty of care”.", "the court"),
        ("In Ruiz’s words, “the town will rise again”.", "Ruiz"),
        ("Ruiz: “We will rebuild every house.”", "Ruiz"),
        ("The paper quoted Ana Ruiz as saying “we were never asked”.", "Ana Ruiz"),
        ("The offensive, which Zakova described as “an audacious act”, failed.", "Zakova"),
        ("The army issued a statement accusing them of “attacks on the harbour”.", "The army"),
        ("A statement from the club said the claims were “without any merit”.", "A statement from the club"),
        ("In 2019, the former mayor of Sava, Tom Hale, wrote that it was “a ticking bomb”.", "Tom Hale"),
        ("Hale, 54, from Sava, said: “I heard it before I saw it.”", "Hale"),
        ("He was described by colleagues as “a quiet and careful man”.", "colleagues"),
        ("As she used to say, “a bad peace is no peace”.", None),
        ("He told the BBC: “I was never asked about it.”", None),
        ("A sign on the gate: “Nobody may enter here”.", None),
        ('He wrote "we will not be moved" on the wall.', None),
    ],
)
def test_the_speaker_is_read_from_the_words_around(text, speaker):
    (found,) = heard(text)
    assert found[1] == speaker


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("uk", "«Ми відбудуємо кожен дім», — сказала мер Анна Руденко.", "Анна Руденко"),
        ("ru", "«Мы отстроим каждый дом», — заявил Иван Петров.", "Иван Петров"),
        ("de", "Der Minister sagte: „Wir werden jedes Haus wieder aufbauen.“", "Der Minister"),
        ("de", "»Wir bauen alles wieder auf«, sagte Anna Roth.", "Anna Roth"),
        ("fr", "« Nous allons tout reconstruire », a déclaré Jean Petit.", "Jean Petit"),
        ("es", "Anna Ruiz dijo: «Vamos a reconstruir cada casa».", "Anna Ruiz"),
        ("it", "«Ricostruiremo ogni casa», ha detto Anna Rossi.", "Anna Rossi"),
        ("pl", "„Odbudujemy każdy dom” – powiedziała Anna Nowak.", "Anna Nowak"),
        ("zh", "外交部发言人李明说：“我们不会离开这个地方。”", "外交部发言人李明"),
        ("zh", "“我们不会离开这个地方，”王芳表示。", "王芳"),
        ("ar", "قال سامي خليل: «لن نغادر هذا المكان أبدا».", "سامي خليل"),
        ("pt", "“Vamos reconstruir cada casa”, disse Ana Silva.", "Ana Silva"),
    ],
)
def test_speakers_in_other_languages(language, text, speaker):
    assert [name for _, name in heard(text, language)] == [speaker]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "The minister spoke of “a dark day for the city”.", "The minister"),
        ("de", "Der Bürgermeister sprach von „einem dunklen Tag“.", "Der Bürgermeister"),
        ("fr", "Le ministre a dénoncé « un jour sombre pour la ville ».", "Le ministre"),
        ("es", "El alcalde lo llamó “un día oscuro para la ciudad”.", "El alcalde"),
        ("it", "Il ministro ha parlato di “un giorno buio per la città”.", "Il ministro"),
        ("pl", "Minister mówił o „czarnym dniu dla miasta”.", "Minister"),
        ("uk", "Міністр говорив про «чорний день для міста».", "Міністр"),
    ],
)
def test_words_may_be_what_somebody_calls_or_speaks_of(language, text, speaker):
    assert [name for _, name in heard(text, language)] == [speaker]


def test_he_and_she_are_whoever_was_named_last():
    text = "“We lost it all,” said Tom Hale, a farmer. “I had 40 cows,” he added. “They are gone now.”"
    assert heard(text) == [
        ("We lost it all,", "Tom Hale"),
        ("I had 40 cows,", "Tom Hale"),
        ("They are gone now.", "Tom Hale"),
    ]


def test_a_speech_goes_on_behind_its_attribution():
    text = "“The dam broke,” Ruiz said, “because nobody looked after it.”"
    assert heard(text) == [("The dam broke,", "Ruiz"), ("because nobody looked after it.", "Ruiz")]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “smart city” was built in 2019.",
        "Russia wants Ukraine to stay ‘neutral’.",
        "In an article titled “how the dam broke” the paper named 14 officials.",
        "The book “The Old Man and the Lake” sold 40,000 copies.",
        "It’s the dogs’ dinner, the boys’ last chance, and ’tis the ’90s again.",
        'A 5" pipe and a 6" pipe burst.',
    ],
)
def test_scare_quotes_titles_and_apostrophes_are_no_quotations(text):
    assert heard(text) == []


def test_a_cited_headline_is_no_quotation():
    text = "Reuters ran “Flood kills 30 in Sava” on its front page."
    assert len(heard(text)) == 1
    assert heard(text, titles={fold_title("Flood Kills 30 in Sava")}) == []


def test_one_word_said_is_a_quotation():
    assert heard("“Never,” Ruiz said.") == [("Never,", "Ruiz")]


def test_quotations_of_a_claim_stand_where_their_spans_say():
    source = "It rained.\nMayor Ruiz told Reuters on 3 May: “We will   rebuild ‘every’ house.”\n"
    (claim,) = claims_of(source)
    (quotation,) = claim.quotations
    assert quotation.speaker == "Mayor Ruiz"
    assert quotation.text == "We will rebuild ‘every’ house."
    assert source[quotation.span.start : quotation.span.end] == "We will   rebuild ‘every’ house."
    assert quotation.span.line == 2


@given(st.text(alphabet="aS said,.: “”\"'’«»‘—\n", max_size=200))
def test_quotations_lie_between_marks_and_in_order(text):
    passages = pair_marks(text)
    assert all(a.end <= b.start for a, b in pairwise(passages))
    for words, _ in heard(text):
        assert words.strip() == words
        assert words in text


@pytest.mark.parametrize("unit", ['"', "“", "“a” ", "‘a’ said ", "said “a b c”, ", "A ", "«“‘"])
def test_bad_input_takes_time_in_proportion_to_its_length(unit):
    text = unit * (100_000 // len(unit))
    started = time.process_time()
    heard(text)
    assert time.process_time() - started < 3


def test_words_that_go_on_behind_a_quotation_are_no_attribution():
    assert heard("But “village fair style” cooking shows have been liked by 40 teams.") == [
        ("village fair style", None)
    ]


def test_a_speaker_is_forgotten_after_some_paragraphs():
    near = "Tom Hale wrote: “We lost it all.”\nIt rained.\nHe added: “The cows are gone.”\n"
    far = "Tom Hale wrote: “We lost it all.”\n" + "It rained.\n" * 5 + "He added: “The cows are gone.”\n"
    assert [c.quotations[0].speaker for c in claims_of(near)] == ["Tom Hale", "Tom Hale"]
    assert [c.quotations[0].speaker for c in claims_of(far)] == ["Tom Hale", None]
