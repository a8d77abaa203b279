"""Compressed forms in, Parquet out, and the commands around the file."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from archive_engines import story
from warc_files import response

from citecheck.archive.importers import import_file, read_stories
from citecheck.archive.parquet import export_parquet
from citecheck.archive.sqlite import SqliteArchive
from citecheck.errors import ArchiveError
from citecheck.models import Headline, HeadlineSource, Story

TSV = b"outlet\tdate\theadline\turl\nHarbour Times\t2031-05-02\tFerry captain finds violin\t\n"
PAGE = """<html><head><title>Otters invade the marina</title>
<meta property="og:type" content="article"><meta property="article:published_time" content="2031-05-02">
</head><body><article><h1>Otters invade the marina</h1><p>Forty otters came by night and took the boats of the
harbour one by one, said the harbour master, who counted them from her window until the morning.</p>
<p>Nobody was hurt, but the ferry to the islands was two hours late, and breakfast was cold.</p>
</article></body></html>"""


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress, bytes])
def test_compressed_files_are_known_by_their_bytes(compress: Callable[[bytes], bytes]) -> None:
    (read,) = read_stories(io.BytesIO(compress(TSV)))
    assert isinstance(read, Story)
    assert read.headline == "Ferry captain finds violin"


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_a_damaged_compressed_file_is_an_error_of_one_line(compress: Callable[[bytes], bytes]) -> None:
    data = bytearray(compress(TSV * 50))
    data[len(data) // 2 :] = b"\xff" * (len(data) - len(data) // 2)
    with pytest.raises(ArchiveError, match="damaged or cut short"):
        list(read_stories(io.BytesIO(bytes(data))))


def whole() -> Story:
    heads = (Headline("Lost violin returned", HeadlineSource.PAGE), Headline("Violin – back!"))
    return Story(
        "Harbour Times", "https://harbour.example/violin", heads, "2031-05-02", text="One.\n\nTwo.", cut=True
    )


class TestParquet:
    def test_every_story_is_a_row(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        monkeypatch.setattr("citecheck.archive.parquet._GROUP", 2)
        path = tmp_path / "all.parquet"
        stories = [whole(), *(story(f"Ferry {n} sails") for n in range(4))]
        assert export_parquet(stories, path) == 5
        first, second, *rest = parquet.read_table(path).to_pylist()
        assert (first["outlet"], first["date"], first["text"], first["cut"]) == (
            "Harbour Times",
            "2031-05-02",
            "One.\n\nTwo.",
            True,
        )
        assert first["headlines"] == [
            {"text": "Lost violin returned", "source": "page"},
            {"text": "Violin – back!", "source": "list"},
        ]
        assert (second["headline"], second["url"], second["headlines"]) == ("Ferry 0 sails", None, None)
        assert len(rest) == 3

    def test_no_half_file_is_left(self, tmp_path: Path) -> None:
        pytest.importorskip("pyarrow")

        def stories() -> Iterator[Story]:
            yield whole()
            raise KeyError("lost")

        with pytest.raises(KeyError):
            export_parquet(stories(), tmp_path / "all.parquet")
        assert list(tmp_path.iterdir()) == []

    def test_without_pyarrow_it_says_what_to_install(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(ArchiveError, match=r"citecheck-news\[parquet\]"):
            export_parquet([], tmp_path / "all.parquet")


def archive_command(folder: Path, *args: str | Path) -> subprocess.CompletedProcess[str]:
    tool = Path(sys.executable).with_name("citecheck")
    return subprocess.run(
        [tool, "archive", *map(str, args), "--archive", folder / "archive.sqlite3"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=folder,
    )


def test_import_stats_compact_and_export_by_command(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_bytes(TSV + b"\t\tNobody's\t\n")
    (tmp_path / "map.xml").write_text(
        "<urlset><url><loc>https://www.theguardian.com/world/2031/may/02/otters-invade-the-marina</loc>"
        "</url></urlset>"
    )
    done = archive_command(tmp_path, "import", "list.tsv", "map.xml", "--complete")
    assert done.returncode == 0
    assert done.stderr.splitlines()[0] == "citecheck: list.tsv:3: no outlet, skipped"
    assert done.stdout.splitlines() == [
        "list.tsv: 2 rows, 1 new, 1 skipped",
        "map.xml: 1 rows, 1 new, 0 skipped",
    ]
    stats = archive_command(tmp_path, "stats").stdout.splitlines()
    assert stats[1].endswith("1  2031-05-02 to 2031-05-02  complete by address: any date")
    assert archive_command(tmp_path, "compact").returncode == 0
    assert archive_command(tmp_path, "stats").stdout.splitlines() == stats
    assert archive_command(tmp_path, "export").stdout.count("\n") == 2
    assert archive_command(tmp_path, "export", "-f", "parquet").returncode == 2
    pytest.importorskip("pyarrow")
    assert archive_command(tmp_path, "export", "-f", "parquet", "-o", "all.parquet").returncode == 0
    assert (tmp_path / "all.parquet").stat().st_size > 0


def test_pages_of_a_warc_are_read_by_the_command(tmp_path: Path) -> None:
    url = "https://www.theguardian.com/world/2031/may/02/otters-invade-the-marina"
    (tmp_path / "run.warc.gz").write_bytes(response(url, "text/html", PAGE))
    done = archive_command(tmp_path, "import", "run.warc.gz")
    assert done.stdout == "run.warc.gz: 1 rows, 1 new, 0 skipped\n", done.stderr
    with SqliteArchive(tmp_path / "archive.sqlite3") as archive:
        held = archive.by_url(url)
    assert held is not None
    assert (held.text or "").startswith("Forty otters came by night")
    assert held.published == "2031-05-02"


def test_addresses_alone_are_complete_as_such(tmp_path: Path) -> None:
    path = tmp_path / "map.xml"
    path.write_text("<urlset><url><loc>https://pier.example/otters-invade-the-marina</loc></url></urlset>")
    with SqliteArchive(tmp_path / "archive.sqlite3") as archive:
        import_file(archive, path, outlet="Pier Gazette", complete=True)
        assert archive.complete_windows("Pier Gazette") == []
        assert len(archive.complete_windows("Pier Gazette", titled=False)) == 1


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_shows_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from citecheck.cli.archive_progress import bar

    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    shown, piped = _Terminal(), io.StringIO()
    for stream in (shown, piped):
        monkeypatch.setattr(sys, "stderr", stream)
        with bar("list.tsv", 100) as tell:
            tell(50, "7 rows \x1b[31m")
    assert "7 rows" in shown.getvalue()
    assert "\x1b[31m" not in shown.getvalue()
    assert piped.getvalue() == ""
