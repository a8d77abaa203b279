"""One headline against the local archive."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from citecheck.archive.sqlite import SqliteArchive
from citecheck.find import archive_answer, find_offline
from citecheck.models import Headline, Listed, Question, Ranked, Reference, Span, Story, Verdict, Window
from citecheck.outlets import Outlet, OutletTable

OUTLETS = OutletTable([Outlet("Harbour Times", ("HT",), ("harbour.example",))])
HELD = Story("Harbour Times", "https://harbour.example/a", (Headline("Storm closes the port"),), "2024-03-07")
MOVED = Story(
    "Harbour Times", "https://harbour.example/b", (Headline("Ferries idle as gale blows"),), "2024-03-07"
)


class Shelf:
    """An archive that holds the same few stories for every question."""

    def __init__(
        self, *complete: Window, stories: Sequence[Story] = (HELD,), addressed: Sequence[Window] = ()
    ) -> None:
        self.complete, self.stories, self.addressed = complete, stories, addressed
        self.asked: list[str] = []

    def lookup(
        self, headline: str, *, limit: int = 40, budget: int = 3000, outlet: str | None = None
    ) -> Sequence[Story]:
        self.asked.append(headline)
        return self.stories

    def around(self, outlet: str, window: Window, *, limit: int = 400) -> Sequence[Story]:
        return [MOVED]

    def by_url(self, url: str) -> Story | None:
        return MOVED if url == MOVED.url else None

    def complete_windows(self, outlet: str, *, titled: bool = True) -> Sequence[Window]:
        if outlet != "Harbour Times":
            return ()
        return self.complete if titled else (*self.complete, *self.addressed)

    def has_outlet(self, outlet: str) -> bool:
        return outlet == "Harbour Times"


def find(shelf: Shelf, headline: str | None, **more: str) -> Verdict:
    reference = Reference("r1", Span(1, 1, 1, 1, 0, 0), "", headline=headline, **{"outlet": "HT", **more})
    return find_offline(reference, shelf, OUTLETS).verdict


def test_a_declared_list_proves_absence_and_a_search_does_not() -> None:
    assert find(Shelf(Window(None, None)), "Mayor opens a new lighthouse on Friday") is Verdict.NOT_FOUND
    assert find(Shelf(), "Mayor opens a new lighthouse on Friday") is Verdict.UNCHECKED
    assert find(Shelf(), "Storm closes the port") is Verdict.VERIFIED


def test_a_bounded_list_answers_for_its_days_alone() -> None:
    shelf = Shelf(Window.of("2024-03") or Window(None, None))
    absent = "Mayor opens a new lighthouse on Friday"
    assert find(shelf, absent, date="2024-03-07") is Verdict.NOT_FOUND
    assert find(shelf, absent, date="2024-05-07") is Verdict.UNCHECKED
    assert find(shelf, absent) is Verdict.UNCHECKED


def test_a_list_of_addresses_alone_proves_nothing() -> None:
    absent, shelf = "Mayor opens a new lighthouse on Friday", Shelf(addressed=[Window(None, None)])
    answer = archive_answer(Question("HT", absent), shelf, OUTLETS)
    assert isinstance(answer, Listed)
    assert not answer.titled
    assert find(shelf, absent) is Verdict.UNCHECKED


@pytest.mark.parametrize(("outlet", "known"), [("HT", True), ("Pier Gazette", False)])
def test_the_answer_says_whether_the_outlet_is_held(outlet: str, known: bool) -> None:
    answer = archive_answer(Question(outlet, "Storm closes the port"), Shelf(), OUTLETS)
    assert isinstance(answer, Ranked)
    assert answer.index == "archive"
    assert answer.indexes_outlet is known


def test_the_outlet_at_the_end_is_not_looked_up() -> None:
    shelf = Shelf(Window(None, None))
    answer = archive_answer(Question("HT", "Storm closes the port | Harbour Times"), shelf, OUTLETS)
    assert isinstance(answer, Listed)
    assert shelf.asked == ["Storm closes the port"]


def test_a_link_and_the_day_bring_stories_that_share_no_word() -> None:
    shelf = Shelf(stories=())
    by_day = archive_answer(Question("HT", "Gales keep boats in harbour", "2024-03-07"), shelf, OUTLETS)
    assert isinstance(by_day, Ranked)
    assert MOVED in by_day.stories
    by_link = archive_answer(Question("HT", None, None, MOVED.url), shelf, OUTLETS)
    assert isinstance(by_link, Ranked)
    assert by_link.stories[0] is MOVED
    nothing = archive_answer(Question("HT", "Gales keep boats in harbour"), shelf, OUTLETS)
    assert isinstance(nothing, Ranked)
    assert nothing.stories == ()


def test_a_headline_kept_with_its_outlets_name_is_found_whoever_it_is_ascribed_to(tmp_path: Path) -> None:
    outlets = OutletTable([Outlet("Harbour Times"), Outlet("Bay Courier")])
    crowd = [
        Story(name, f"https://{n}.example/{name[:3]}", (Headline(f"Storm number {n} closes port {n}"),), None)
        for n in range(40)
        for name in ("Harbour Times", "Bay Courier")
    ]
    kept = Story("Bay Courier", "https://bay.example/x", (Headline("Storm closes port - Bay Courier"),), None)
    with SqliteArchive(tmp_path / "archive.sqlite3") as archive:
        archive.add([*crowd, kept])
        archive.declare_complete("Harbour Times", Window(None, None))
        reference = Reference(
            "r1",
            Span(1, 1, 1, 1, 0, 0),
            "",
            headline="Storm closes port - Bay Courier",
            outlet="Harbour Times",
        )
        result = find_offline(reference, archive, outlets)
    assert result.verdict is Verdict.MISATTRIBUTED
    assert result.story is not None
    assert result.story.url == kept.url


def test_a_page_that_moved_to_another_domain_of_its_outlet_keeps_both_headlines(tmp_path: Path) -> None:
    outlets = OutletTable([Outlet("Harbour Times", (), ("harbour.example", "harbour.test"))])
    first = Story(
        "Harbour Times",
        "https://www.harbour.test/news/c71234567890",
        (Headline("Port shut as gale nears the coast"),),
        "2024-03-07",
    )
    now = Story(
        "Harbour Times",
        "https://www.harbour.example/news/c71234567890",
        (Headline("Six ferries lost after night of wind"),),
        "2024-03-07",
    )
    question = Question("Harbour Times", "Port shut as big gale nears the coast")
    with SqliteArchive(tmp_path / "archive.sqlite3") as archive:
        archive.add([first, now])
        answer = archive_answer(question, archive, outlets)
    assert isinstance(answer, Ranked)
    assert {s.url for s in answer.stories} == {first.url, now.url}
