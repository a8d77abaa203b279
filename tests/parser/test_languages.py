"""Which language an article is read in: what it declares, what it reads like, and what it can be."""

from __future__ import annotations

import pytest

from citecheck.outlets import known_outlets
from citecheck.parser import parse
from citecheck.parser.claims.language import LANGUAGES, guess_language

POLISH = "Tak to je. Nie do wiary, ale tak jest i na to nie ma rady: w tym roku rzeka wylała dwa razy."


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_guess_is_one_of_those_allowed(language: str) -> None:
    for text in (
        POLISH,
        "Пором відплив у вівторок, і він не повернеться до осені.",
        "渡輪停航了",
        "",
    ):
        assert guess_language(text, {language}) in (language, None)


def test_fewer_languages_settle_what_many_leave_open() -> None:
    open_text = "El de la en un que por no con"
    assert guess_language(open_text, {"es", "en"}) == "es"


@pytest.mark.parametrize(
    ("languages", "found"), [((), 0), (("fr",), 1), (("fr", "uk"), 1), (("en", "uk"), 0)]
)
def test_a_text_too_short_to_tell_is_read_in_a_language_it_can_be_in(
    languages: tuple[str, ...], found: int
) -> None:
    text = "La ministre a promis la paix hier."
    article = parse(text.encode(), name="a.txt", outlets=known_outlets(), languages=languages)
    assert len(article.claims) == found


def test_a_declared_language_stands_only_where_it_is_one_of_those_allowed() -> None:
    page = b'<html lang="de"><body><p>Fares doubled, the mayor said.</p></body></html>'

    def claims(*languages: str) -> int:
        return len(parse(page, name="a.html", outlets=known_outlets(), languages=languages).claims)

    assert (claims(), claims("de", "en"), claims("en")) == (0, 0, 1)


def test_a_short_sentence_with_a_number_stands_for_itself_where_its_verb_is_not_english() -> None:
    text = (
        "Російські війська вночі завдали удару по Харкову, каже мер. За даними мерії, загинули 14 людей. "
        "Тіла знайшли під завалами будинку у середу."
    )
    claims = [claim.text for claim in parse(text.encode(), name="a.txt", outlets=known_outlets()).claims]
    assert "За даними мерії, загинули 14 людей." in claims
