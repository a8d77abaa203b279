"""How headlines in other languages than English differ."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.matcher.headlines import closed
from citecheck.matcher.headlines.compare import change_of, compare
from citecheck.matcher.headlines.languages import english_for, language_of, same_stem
from citecheck.matcher.headlines.tokens import take_apart
from citecheck.matcher.numbers.words import MONTHS
from citecheck.models import Change


def kinds(cited: str, actual: str) -> set[str]:
    return {edit.kind.value for edit in compare(cited, actual)}


@pytest.mark.parametrize(
    ("headline", "language"),
    [
        ("Fischer finden alte Glocke im Hafen von Brunnsee", "de"),
        ("Une péniche coule dans le port de Brissac", "fr"),
        ("Una barcaza se hunde en el puerto de Almar", "es"),
        ("Una chiatta affonda nel porto di Montalto", "it"),
        ("Barcaça afunda no porto de Vale Fundo", "pt"),
        ("Barka zatonęła w porcie koło Zielina", "pl"),
        ("Баржа затонула в порту под Лугинском", "ru"),
        ("Баржа затонула в порту під Лугинськом", "uk"),
        ("Limanda eski bir tekne battı, üç kişi kurtarıldı", "tr"),
        ("غرق قارب قديم في ميناء المدينة", "ar"),
        ("Old barge sinks in the port of Brunnsee", "en"),
        ("Beyoncé and Señor Coconut play in a café", "en"),
        ("El Niño to bring drought to La Paz", "en"),
        ("Barge Sinks In Port", "en"),
    ],
)
def test_the_language_is_told_by_small_words_and_letters(headline: str, language: str) -> None:
    assert take_apart(headline).language == language


@pytest.mark.parametrize(
    ("cited", "actual"),
    [
        ("Fähre rettet 40 Segler vor Brunnsee", "Fähre rettet vierzig Segler vor Brunnsee"),
        ("Le phare coûtera 3 millions au port", "Le phare coûtera trois millions au port"),
        ("El faro reabre tras 16 años en la costa", "El faro reabre tras dieciséis años en la costa"),
        ("Маяк открыли после 600 дней ремонта", "Маяк открыли после шестисот дней ремонта"),
        ("Маяк відкрили за 40 тис. гривень", "Маяк відкрили за 40 тисяч гривень"),
        ("Latarnię otwarto po 7 latach remontu", "Latarnię otwarto po siedmiu latach remontu"),
        ("Werft baut für 1,5 Mrd. Euro am Hafen", "Werft baut für 1,5 Milliarden Euro am Hafen"),
        ("Werft am Hafen baut 12000 Boote", "Werft am Hafen baut 12.000 Boote"),
        ("В порт завезли 25 000 тонн соли", "В порт завезли 25 тысяч тонн соли"),
        ("Il faro ha 50 lampade nel porto", "Il faro ha cinquanta lampade nel porto"),
    ],
)
def test_numbers_in_words_are_numbers(cited: str, actual: str) -> None:
    assert compare(cited, actual) == ()


@pytest.mark.parametrize(
    ("cited", "actual", "kind"),
    [
        ("Der Hafen wird geschlossen", "Der Hafen wird nicht geschlossen", "negation"),
        ("Werft baut Fähren für Brunnsee", "Werft baut keine Fähren für Brunnsee", "negation"),
        ("Le port a été vendu à la ville", "Le port n’a pas été vendu à la ville", "negation"),
        ("Паром вышел из порта утром", "Паром не вышел из порта утром", "negation"),
        ("Пором вийшов з порту зранку", "Пором не вийшов з порту зранку", "negation"),
        ("Prom wypłynął z portu rano", "Prom nie wypłynął z portu rano", "negation"),
        ("El puerto cierra en verano", "El puerto podría cerrar en verano", "hedge"),
        ("Capitão do barco é preso no porto", "Suposto capitão do barco é preso no porto", "hedge"),
        ("Капітана порома судитимуть", "Колишнього капітана порома судитимуть", "name"),
        ("Tutti i traghetti fermi nel porto", "Alcuni traghetti fermi nel porto", "quantifier"),
        ("Paquebot retardé après la tempête", "Paquebot retardé avant la tempête", "opposite"),
        ("Fähre sinkt am Montag vor der Küste", "Fähre sinkt am Freitag vor der Küste", "date"),
        ("Ponte reabre em março no porto", "Ponte reabre em maio no porto", "date"),
        ("Deux marins blessés dans le port", "Trois marins blessés dans le port", "number"),
        ("Паром везёт 5 тысяч тонн соли", "Паром везёт 5 миллионов тонн соли", "number"),
    ],
)
def test_what_logic_hangs_on_is_known(cited: str, actual: str, kind: str) -> None:
    assert kind in kinds(cited, actual)
    assert change_of(compare(cited, actual)) is Change.MEANING


@pytest.mark.parametrize(
    ("cited", "actual"),
    [
        ("Delfine jagen Robben vor der Küste", "Robben jagen Delfine vor der Küste"),
        ("El faro viejo supera al faro nuevo", "El faro nuevo supera al faro viejo"),
        ("Селище Мирне перемогло місто Тихе у суді", "Місто Тихе перемогло селище Мирне у суді"),
        ("Mehr Robben als Delfine im Hafen", "Mehr Delfine als Robben im Hafen"),
        ("Otters beat Lynx in the final", "Lynx beat Otters in the final"),
        ("Port Merle 3-1 Harbour Town", "Port Merle 1-3 Harbour Town"),
        ("Four of nine ferries fail", "Nine of four ferries fail"),
    ],
)
def test_an_exchange_is_another_story(cited: str, actual: str) -> None:
    assert change_of(compare(cited, actual)) is Change.MEANING


@pytest.mark.parametrize(
    ("cited", "actual"),
    [
        ("Storms hit Merle and Brunnsee", "Storms hit Brunnsee and Merle"),
        ("Stürme treffen Merle und Brunnsee im Winter", "Stürme treffen Brunnsee und Merle im Winter"),
        ("Ferry sinks off Merle, coastguard says", "Coastguard says ferry sinks off Merle"),
    ],
)
def test_an_order_that_does_not_matter_is_none(cited: str, actual: str) -> None:
    assert change_of(compare(cited, actual)) is Change.WORDING


def test_a_case_of_a_noun_is_wording() -> None:
    assert kinds("Пором до старої гавані", "Пором до стара гавань") == {"inflection"}
    assert kinds("Prom zabrał turystów z wyspy", "Prom zabrał turysta z wyspy") == {"inflection"}


def test_the_first_sound_of_a_ukrainian_word_is_spelling() -> None:
    assert kinds("Уночі вчителі вчепилися за пліт", "Вночі учителі вчепилися за пліт") == {"spelling"}


def test_who_is_said_to_say_it_by_which_verb_is_wording() -> None:
    assert kinds("Пором сів на мілину, каже капітан", "Пором сів на мілину, заявив капітан") == {"synonym"}


def test_in_a_language_not_known_a_lone_word_may_deny() -> None:
    cited, actual = "Fergen gikk ikke på grunn ved øya", "Fergen gikk på grunn ved øya"
    assert take_apart(cited).language == ""
    assert change_of(compare(cited, actual)) is Change.MEANING


def test_words_of_which_nothing_is_known_are_never_passed_as_wording() -> None:
    cited, actual = "Der Kapitän gibt das Schiff auf", "Der Kapitän rettet das Schiff"
    assert change_of(compare(cited, actual)) is Change.MEANING


def test_an_elided_article_is_a_word_of_its_own() -> None:
    words = [token.fold for token in take_apart("L’épave du port n’a rien coûté à l’État").tokens]
    assert words[:3] == ["the", "epave", "of"]


def test_a_word_stands_for_its_english_one_in_its_own_language_alone() -> None:
    assert english_for("pt", "no") == "in"
    assert english_for("es", "no") == "not"
    assert english_for("de", "vierzig") == "forty"
    assert english_for("en", "vierzig") is None


def test_a_surname_made_of_a_name_is_another_name() -> None:
    assert not same_stem("ru", "петр", "петров", names=True)
    assert same_stem("ru", "марина", "марины", names=True)
    assert not same_stem("en", "ferry", "ferri", names=False)


@given(st.text(max_size=60))
def test_any_text_has_a_language(text: str) -> None:
    words = take_apart(text)
    assert words.language in {"en", "", "ar", "de", "es", "fr", "it", "pl", "pt", "ru", "tr", "uk", "zh"}
    assert all(text[t.start : t.end] for t in words.tokens)


def test_no_words_are_english() -> None:
    assert language_of("", []) == "en"


def lines(name: str) -> list[list[str]]:
    text = files("citecheck.matcher").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


def test_every_word_is_set_beside_an_english_one_that_the_rules_know() -> None:
    known = (
        closed.FUNCTION_WORDS
        | closed.NEGATIONS
        | closed.HEDGES
        | closed.MODALS
        | closed.QUANTIFIERS
        | closed.PRONOUNS
        | closed.STANDING
        | closed.TIMES
        | closed.SERIES
        | closed.MAGNITUDES.keys()
        | closed.NUMBER_WORDS.keys()
        | closed.PERCENT
        | closed.BOUNDS
        | {word for pair in closed.OPPOSED for word in pair}
        | {"says"}
    )
    assert {row[1] for row in lines("closed.tsv")} <= known
    assert all(len(row) == 3 and row[2] == row[2].strip() for row in lines("closed.tsv"))


def test_every_numeral_is_an_english_one() -> None:
    known = (
        closed.NUMBER_WORDS.keys()
        | closed.ORDINALS.keys()
        | closed.MAGNITUDES.keys()
        | MONTHS.keys()
        | closed.WEEKDAYS.keys()
    )
    rows = lines("numerals.tsv")
    assert rows == sorted(rows, key=lambda row: row[0].encode())
    meanings = {part.split(" ")[1] for row in rows for part in row[1:]}
    assert all(meaning in known or meaning.isdigit() for meaning in meanings)
