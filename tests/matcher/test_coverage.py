"""What silence proves."""

from datetime import date

from citecheck.matcher.headlines.coverage import coverage
from citecheck.models import Answer, Listed, Question, Ranked, Reason, Refused, RouteAnswer, Window

DAY = Window(date(2024, 3, 6), date(2024, 3, 8))
ALL = Window(None, None)
QUESTION = Question("Harbour Times", "Storm closes the port", "2024-03-07")


def proves(*routes: RouteAnswer, window: Window | None = DAY) -> bool:
    return coverage(Answer(QUESTION, routes), window).proves_absence


def listed(window: Window = ALL, *, titled: bool = True, route: str = "sitemap") -> Listed:
    return Listed(route, (), window, titled)


def ranked(index: str, window: Window | None = None, *, known: bool = True) -> Ranked:
    return Ranked(f"search {index}", (), index, window, indexes_outlet=known)


REFUSED = Refused("api", Reason.TIMEOUT, "no answer in 10 s", "try again later")


def test_a_complete_list_of_the_days_proves_absence() -> None:
    assert proves(listed())
    assert proves(listed(DAY))
    assert not proves(listed(Window(date(2024, 3, 7), date(2024, 3, 8))))


def test_without_a_date_only_an_unbounded_list_does() -> None:
    assert proves(listed(), window=None)
    assert not proves(listed(DAY), window=None)


def test_two_independent_indexes_prove_and_one_does_not() -> None:
    assert proves(ranked("bing"), ranked("wayback"))
    assert not proves(ranked("bing"), ranked("bing"))
    assert not proves(ranked("bing"), ranked("gdelt", known=False))
    assert not proves(ranked("bing"), ranked("wayback", Window(date(2024, 3, 7), date(2024, 3, 7))))
    assert proves(ranked("bing"), ranked("wayback", DAY))


def test_addresses_alone_count_as_one_index() -> None:
    assert not proves(listed(titled=False))
    assert not proves(listed(titled=False), listed(titled=False))
    assert proves(listed(titled=False), ranked("bing"))


def test_the_local_archive_searched_is_no_index() -> None:
    assert not proves(ranked("archive"), ranked("bing"))
    assert not proves(ranked("archive"))


def test_refusals_prove_nothing_and_hand_on_their_advice() -> None:
    found = coverage(Answer(QUESTION, (REFUSED,)), DAY)
    assert not found.proves_absence
    assert found.confidence == 0
    assert found.advice == ("try again later",)
    assert "no answer in 10 s" in found.words
    assert not proves()
    assert coverage(Answer(QUESTION, ()), DAY).advice


def test_a_missing_date_is_asked_for_where_it_would_help() -> None:
    assert any("date" in a for a in coverage(Answer(QUESTION, (listed(DAY),)), None).advice)
