"""Running prose told from headings, and languages told apart: what claims are looked for in."""

import pytest

from citecheck.parser.claims.language import guess_language
from citecheck.parser.claims.stretches import looks_like_heading, prose_stretches


def stretches(text):
    return [" ".join(text[a:b].split()) for a, b in prose_stretches(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Real People. Real Pain.",
        "Is It Over? Frankly, Not for Years.",
        "A Deal Made in Geneva But It Wasn’t All Smooth",
        "What happened next",
        "My take",
        "BREAKING NEWS",
        "Sources:",
        "***",
        "7 Things to Know About the Budget",
    ],
)
def test_a_short_line_in_title_case_or_without_an_end_is_a_heading(line):
    assert looks_like_heading(line)


@pytest.mark.parametrize(
    "line",
    [
        "The dam burst on Monday.",
        "Norway Leads.",
        "They left.",
        "In March 2019, attackers stole the data of 3.1 million customers of Norvik Bank and sold it",
        "Sales rose to 9 million. (Reuters)",
        "Загинуло 14 людей.",
    ],
)
def test_a_sentence_is_no_heading(line):
    assert not looks_like_heading(line)


def test_wrapped_lines_are_one_stretch_and_headings_between_them_are_left_out():
    text = (
        "The dam above the town of Orlova burst early on Monday morning after\n"
        "three days of rain, the regional government said in a statement that\n"
        "was sent to reporters.\n"
        "What we know so far\n"
        "At least 14 people died and hundreds are missing, according to police,\n"
        "who are still searching.\n"
    )
    assert stretches(text) == [
        "The dam above the town of Orlova burst early on Monday morning after three days of rain, the "
        "regional government said in a statement that was sent to reporters.",
        "At least 14 people died and hundreds are missing, according to police, who are still searching.",
    ]


def test_bulleted_lines_are_stretches_of_their_own():
    text = "- The mayor resigned on Friday.\n- The dam will be rebuilt by 2027.\n"
    assert stretches(text) == ["- The mayor resigned on Friday.", "- The dam will be rebuilt by 2027."]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mayor said that the dam was not safe and that it had been known for years."),
        ("de", "Der Bürgermeister sagte, dass der Damm nicht sicher war und dass es alle wussten."),
        ("fr", "Le maire a dit que le barrage n’était pas sûr et que tout le monde le savait."),
        ("es", "El alcalde dijo que la presa no era segura y que todos lo sabían desde hace años."),
        ("it", "Il sindaco ha detto che la diga non era sicura e che tutti lo sapevano da anni."),
        ("pt", "O prefeito disse que a barragem não era segura e que todos sabiam disso há anos."),
        ("pl", "Burmistrz powiedział, że tama nie była bezpieczna i że wszyscy o tym wiedzieli od lat."),
        (
            "tr",
            "Belediye başkanı barajın güvenli olmadığını ve bunun yıllardır bilindiğini söyledi.",
        ),
        ("uk", "Мер сказав, що дамба була небезпечною і що всі про це знали вже багато років."),
        ("ru", "Мэр сказал, что дамба была небезопасной и что об этом знали уже много лет."),
        ("ar", "قال رئيس البلدية إن السد لم يكن آمنا وإن الجميع كان يعرف ذلك منذ سنوات."),
        ("zh", "市长说，大坝不安全，这是多年来大家都知道的事情。"),
        (None, "14 / 15 — 16"),
        (None, "Xyzzy plugh."),
    ],
)
def test_the_language_of_a_text_is_guessed(language, text):
    assert guess_language(text) == language
