"""Headlines of other scripts and spellings, asked of a real archive."""

from collections.abc import Iterator

import pytest

from citecheck.archive.sqlite import SqliteArchive
from citecheck.find import find_offline
from citecheck.models import Change, Headline, Reference, Span, Story, Verdict, Window
from citecheck.outlets import OutletTable

OUTLETS = OutletTable([])
HEADLINES = (
    "غرق قارب قديم أمام ميناء المدينة الجديدة",
    "إضراب عمال السكة الحديدية يدخل أسبوعه الثالث",
    "白石港渡轮沉没四人失踪",
    "港口工人罢工进入第三周",
    "Dänische Fähre läuft vor Süderhöft auf Grund",
    "Bürgermeister prüft Verkauf der Mühle",
    "Fischer finden alte Glocke im Hafen von Brunnsee",
    "Паром «Зоря» сів на мілину біля Лугинська",
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteArchive]:
    archive = SqliteArchive(tmp_path_factory.mktemp("held") / "archive.sqlite3")
    archive.add(
        Story("Harbour Times", f"https://harbour.example/{i}", (Headline(text),), "2025-05-06")
        for i, text in enumerate(HEADLINES)
    )
    archive.tidy()
    archive.declare_complete("Harbour Times", Window(None, None))
    yield archive
    archive.close()


def ask(held: SqliteArchive, headline: str) -> tuple[Verdict, Change | None, str | None]:
    reference = Reference(
        "r1", Span(1, 1, 1, 1, 0, 0), headline, headline=headline, outlet="Harbour Times", date="2025-05-06"
    )
    result = find_offline(reference, held, OUTLETS)
    return result.verdict, result.change, result.story.headline if result.story else None


@pytest.mark.parametrize(
    ("cited", "held_at"),
    [
        ("غرق قارب قديم امام ميناء المدينه الجديدة", 0),
        ("غَرِقَ قارِبٌ قَديمٌ أَمامَ ميناءِ المَدينةِ الجَديدةِ", 0),
        ("إضراب عمال الســكة الحديدية يدخل أسبوعه الثالث", 1),
        ("白石港渡轮沉没 四人失踪", 2),
        ("白石港渡轮沉没4人失踪", 2),
        ("Daenische Faehre laeuft vor Suederhoeft auf Grund", 4),
        ("Danische Fahre lauft vor Suderhoft auf Grund", 4),
        ("Buergermeister prueft Verkauf der Muehle", 5),
        ('Паром "Зоря" сів на мілину біля Лугинська', 7),
    ],
)
def test_a_headline_typed_otherwise_is_verified(held: SqliteArchive, cited: str, held_at: int) -> None:
    assert ask(held, cited) == (Verdict.VERIFIED, None, HEADLINES[held_at])


@pytest.mark.parametrize(
    ("cited", "held_at"),
    [
        ("白石港渡轮沉没六人失踪", 2),
        ("白石港渡轮未沉没四人失踪", 2),
        ("港口工人罢工进入第五周", 3),
        ("إضراب عمال السكة الحديدية يدخل أسبوعه الرابع", 1),
        ("Fischer finden keine alte Glocke im Hafen von Brunnsee", 6),
        ("Паром «Зоря» не сів на мілину біля Лугинська", 7),
    ],
)
def test_another_sense_is_never_passed(held: SqliteArchive, cited: str, held_at: int) -> None:
    assert ask(held, cited) == (Verdict.ALTERED, Change.MEANING, HEADLINES[held_at])


def test_another_story_is_not_found(held: SqliteArchive) -> None:
    assert ask(held, "市立博物馆展出古代铜镜")[0] is Verdict.NOT_FOUND
    assert ask(held, "Neue Brücke über den Kanal eröffnet")[0] is Verdict.NOT_FOUND
