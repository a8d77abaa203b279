from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citecheck.archive.export import export_lines
from citecheck.archive.importers import BadRow, import_file, read_stories
from citecheck.archive.sqlite import SqliteArchive
from citecheck.errors import ArchiveError
from citecheck.fold import fold_key
from citecheck.models import Headline, HeadlineSource, Story, Window

TSV = (
    "outlet\tdate\theadline\turl\n"
    "Harbour Times\t2031-05-02\tFerry captain finds lost violin\thttps://harbour.example/violin\n"
    'Harbour Times\t2031\tMayor: "a new library" for all\t\n'
    "Valley Post\t\tRye prices fall\thttps://valley.example/rye\n"
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[SqliteArchive]:
    with SqliteArchive(tmp_path / "archive.sqlite3") as opened:
        yield opened


def read(text: str | bytes, kind: str | None = None, outlet: str | None = None) -> list[Story | BadRow]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_stories(io.BytesIO(data), kind=kind, outlet=outlet))


def good(items: list[Story | BadRow]) -> list[Story]:
    assert not [item for item in items if isinstance(item, BadRow)]
    return [item for item in items if isinstance(item, Story)]


class TestReading:
    def test_tsv_takes_quotation_marks_as_they_are(self) -> None:
        first, second, third = good(read(TSV))
        assert first == Story(
            "Harbour Times",
            "https://harbour.example/violin",
            (Headline("Ferry captain finds lost violin"),),
            "2031-05-02",
        )
        assert (second.headline, second.published, second.url) == (
            'Mayor: "a new library" for all',
            "2031",
            "",
        )
        assert third.published is None

    def test_columns_go_by_name_in_any_order_and_others_are_passed_over(self) -> None:
        text = "Section\tHeadline\tOutlet\tStandfirst\nlocal\tRye prices fall\tValley Post\tBakers rejoice\n"
        (story,) = good(read(text))
        assert (story.outlet, story.headline, story.standfirst) == (
            "Valley Post",
            "Rye prices fall",
            "Bakers rejoice",
        )

    def test_csv_with_quotes_line_breaks_and_a_byte_order_mark(self) -> None:
        text = (
            "\ufeffoutlet,date,headline,text\r\n"
            'Valley Post,2031-05-02,"Rye, oats and ""wheat"" fall","One.\n\nTwo."\r\n'
            "Valley Post,,Plain row,\r\n"
        )
        first, second = good(read(text))
        assert first.headline == 'Rye, oats and "wheat" fall'
        assert first.text == "One.\n\nTwo."
        assert (second.headline, second.text) == ("Plain row", None)

    def test_json_lines(self) -> None:
        rows = [
            {"outlet": "Valley Post", "headline": "Rye prices fall", "date": "2031-05", "text": "Cheap."},
            {"outlet": "Valley Post", "headline": "Oats rise", "url": None, "other": 3},
        ]
        first, second = good(read("\n".join(json.dumps(row) for row in rows) + "\n\n"))
        assert (first.published, first.text) == ("2031-05", "Cheap.")
        assert (second.headline, second.url) == ("Oats rise", "")

    def test_gzip_is_known_by_its_bytes(self) -> None:
        assert good(read(gzip.compress(TSV.encode()))) == good(read(TSV))

    def test_a_cut_gzip_file_is_an_error_after_its_good_rows(self) -> None:
        data = gzip.compress(TSV.encode() * 1)[:-9]
        with pytest.raises(ArchiveError, match="damaged or cut short"):
            read(data)

    def test_an_outlet_for_rows_that_name_none(self) -> None:
        text = "headline\nRye prices fall\n"
        assert good(read(text, outlet="Valley Post"))[0].outlet == "Valley Post"
        with pytest.raises(ArchiveError, match="'outlet'"):
            read(text)

    @pytest.mark.parametrize("text", ["a,b\n1,2\n", "\n\n", "Only prose here.\nAnd more.\n"])
    def test_a_file_without_the_columns_is_refused(self, text: str) -> None:
        with pytest.raises(ArchiveError, match="no column"):
            read(text)

    def test_an_empty_file_has_no_rows(self) -> None:
        assert read("") == []

    def test_an_unknown_kind_is_refused(self) -> None:
        with pytest.raises(ArchiveError, match="parquet"):
            read(TSV, kind="parquet")

    def test_a_missing_file_is_reported(self, tmp_path: Path) -> None:
        with pytest.raises(ArchiveError, match=r"none\.tsv: No such file"):
            list(read_stories(tmp_path / "none.tsv"))


class TestBadRows:
    @pytest.mark.parametrize(
        ("line", "why", "outlet"),
        [
            ("\t2031\tNo outlet here\t", "no outlet", None),
            ("Valley Post\t2031\t \t", "no headline", "Valley Post"),
            ("Valley Post\tHeadline only", "2 columns instead of 4", "Valley Post"),
            ("Valley Post\tMay 2nd\tRye prices fall\t", "no date: 'May 2nd'", "Valley Post"),
            ("Valley Post\t2031-02-30\tRye prices fall\t", "no date", "Valley Post"),
            ("Valley Post\t\tRye \udcff\t", "not UTF-8", None),
        ],
    )
    def test_tsv(self, line: str, why: str, outlet: str | None) -> None:
        text = "outlet\tdate\theadline\turl\n\n" + line + "\nValley Post\t\tStill read\t\n"
        bad, fine = read(text.encode("utf-8", "surrogateescape"))
        assert isinstance(bad, BadRow)
        assert (bad.line, bad.outlet) == (3, outlet)
        assert bad.why.startswith(why)
        assert isinstance(fine, Story)

    def test_csv_lines_are_counted_in_the_file(self) -> None:
        text = 'outlet,headline,text\nA,One,"x\ny"\nA,,z\nA\nA,Two,\n'
        items = read(text)
        assert [(b.line, b.why) for b in items if isinstance(b, BadRow)] == [
            (4, "no headline"),
            (5, "1 columns instead of 3"),
        ]
        assert [s.headline for s in items if isinstance(s, Story)] == ["One", "Two"]

    def test_csv_not_utf8(self) -> None:
        items = read(b"outlet,headline\nA,One \xff\nA,Two\n")
        assert [(b.line, b.why) for b in items if isinstance(b, BadRow)] == [(2, "not UTF-8")]
        assert len(items) == 2

    @pytest.mark.parametrize(
        ("line", "why"),
        [
            ("{", "invalid JSON"),
            ("[1]", "not a JSON object"),
            ('{"outlet": "A"}', "no headline"),
            ('{"headline": "H"}', "no outlet"),
            ('{"outlet": "A", "headline": 7}', "headline is no text"),
            ('{"outlet": "A", "headline": "H", "date": "soon"}', "no date: 'soon'"),
            ('{"outlet": "A", "headline": "H", "headlines": "H"}', "headlines is no list"),
            ('{"outlet": "A", "headline": "H \\ud800"}', "half a surrogate pair"),
            ("[" * 100_000, "invalid JSON"),
        ],
    )
    def test_json_lines(self, line: str, why: str) -> None:
        bad, fine = read(f'{line}\n{{"outlet": "A", "headline": "Still read"}}\n', kind="jsonl")
        assert isinstance(bad, BadRow)
        assert bad.line == 1
        assert bad.why.startswith(why)
        assert isinstance(fine, Story)

    def test_a_line_without_end_is_passed_over_in_bounded_memory(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("citecheck.archive.tables.LONGEST_LINE", 3_000_000)
        text = "outlet\theadline\nA\t" + "x" * 7_000_000 + "\nA\tStill read\n"
        bad, fine = read(text)
        assert bad == BadRow(2, "the line is too long")
        assert isinstance(fine, Story)


class TestImporting:
    def write(self, folder: Path, text: str, name: str = "list.tsv") -> Path:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def test_report_and_second_time(self, archive: SqliteArchive, tmp_path: Path) -> None:
        path = self.write(tmp_path, TSV)
        report = import_file(archive, path)
        assert (report.rows, report.new, report.bad) == (3, 3, 0)
        assert report.outlets == {"Harbour Times": 2, "Valley Post": 1}
        assert report.complete == ()
        assert import_file(archive, path).new == 0
        assert len(list(archive.stories())) == 3

    def test_bad_rows_are_reported_and_the_rest_is_kept(self, archive: SqliteArchive, tmp_path: Path) -> None:
        report = import_file(archive, self.write(tmp_path, TSV + "\t\t\t\n" + "Valley Post\t\tOats rise\t\n"))
        assert (report.rows, report.new, report.bad) == (5, 4, 1)
        assert report.bad_rows == [BadRow(5, "no outlet")]

    def test_complete_without_window_is_for_all_days(self, archive: SqliteArchive, tmp_path: Path) -> None:
        report = import_file(archive, self.write(tmp_path, TSV), complete=True)
        assert set(report.complete) == {"Harbour Times", "Valley Post"}
        assert archive.complete_windows("Valley Post") == [Window(None, None)]

    def test_complete_for_a_window(self, archive: SqliteArchive, tmp_path: Path) -> None:
        window = Window(date(2031, 5, 1), date(2031, 5, 31))
        import_file(archive, self.write(tmp_path, TSV), complete=True, window=window)
        assert archive.complete_windows("Harbour Times") == [window]

    def test_an_outlet_that_lost_a_row_is_not_declared_complete(
        self, archive: SqliteArchive, tmp_path: Path
    ) -> None:
        path = self.write(tmp_path, TSV + "Valley Post\t2031-02-30\tNot read\t\n")
        report = import_file(archive, path, complete=True)
        assert report.complete == ("Harbour Times",)
        assert report.incomplete == ("Valley Post",)
        assert archive.complete_windows("Valley Post") == []

    def test_a_lost_row_of_nobody_knows_whom_spoils_every_outlet(
        self, archive: SqliteArchive, tmp_path: Path
    ) -> None:
        report = import_file(archive, self.write(tmp_path, TSV + "\t\tWhose?\t\n"), complete=True)
        assert report.complete == ()

    def test_aliases_become_canonical_names(self, archive: SqliteArchive, tmp_path: Path) -> None:
        text = "outlet\theadline\nguardian\tA kite over the park\nThe Guardian\tA kite over the lake\n"
        report = import_file(archive, self.write(tmp_path, text))
        assert report.outlets == {"The Guardian": 2}
        assert archive.stats()[0].stories == 2

    def test_progress_tells_rows_and_bytes(self, archive: SqliteArchive, tmp_path: Path) -> None:
        path = self.write(tmp_path, TSV)
        told: list[tuple[int, int]] = []
        import_file(archive, path, progress=lambda rows, read: told.append((rows, read)))
        assert told == [(3, path.stat().st_size)]


def named(archive: SqliteArchive) -> set[tuple[str, str | None, str]]:
    """Return what can be asked for: without a URL, stories of one headline and day may become one."""
    return {(s.outlet, s.published, fold_key(h.text)) for s in archive.stories() for h in s.headlines}


STORIES = st.lists(
    st.builds(
        Story,
        outlet=st.sampled_from(["Harbour Times", "Valley Post"]),
        url=st.sampled_from(
            ["", "https://a.example/1", "https://a.example/2?id=1", "https://b.example/x-y-z/"]
        ),
        headlines=st.lists(
            st.builds(
                Headline,
                st.text(
                    st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=30
                ).filter(lambda text: text.strip() == text),
                st.sampled_from([HeadlineSource.LIST, HeadlineSource.PAGE, HeadlineSource.EARLIER]),
            ),
            min_size=1,
            max_size=3,
        ).map(tuple),
        published=st.sampled_from([None, "2031", "2031-05", "2031-05-02"]),
        standfirst=st.sampled_from([None, "A short word."]),
        text=st.sampled_from([None, "One.\n\nTwo – “three”."]),
        byline=st.sampled_from([None, "A. Writer"]),
    ),
    max_size=8,
)


class TestExport:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(stories=STORIES)
    def test_exported_and_imported_the_archive_is_the_same(
        self, stories: list[Story], tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        folder = tmp_path_factory.mktemp("export")
        with SqliteArchive(folder / "a.sqlite3") as first, SqliteArchive(folder / "b.sqlite3") as second:
            first.add(stories)
            path = folder / "export.jsonl"
            path.write_text("".join(line + "\n" for line in export_lines(first.stories())), encoding="utf-8")
            report = import_file(second, path)
            assert report.bad == 0
            assert named(second) == named(first)
            addresses = {(s.outlet, s.url) for s in first.stories() if s.url}
            assert {(s.outlet, s.url) for s in second.stories() if s.url} == addresses

    def test_a_story_comes_back_whole(self, archive: SqliteArchive, tmp_path: Path) -> None:
        whole = Story(
            "Harbour Times",
            "https://harbour.example/violin",
            (Headline("Lost violin returned", HeadlineSource.PAGE), Headline("Violin – back!")),
            "2031-05-02",
            "2031-05-03",
            "A. Writer",
            "A captain keeps his word.",
            "The captain rang.\n\nThe owner wept – “at last”.",
            "Coast Wire",
            "Valley Post",
            "https://copies.example/1",
            True,
        )
        path = tmp_path / "export.jsonl"
        path.write_text("\n".join(export_lines([whole])), encoding="utf-8")
        import_file(archive, path)
        assert list(archive.stories()) == [whole]
