"""Files, folders and globs."""

from pathlib import Path

import pytest

from citecheck import inputs
from citecheck.errors import ArticleError


def test_a_folder_gives_its_articles_sorted_and_nothing_hidden(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", ".hidden.md", "picture.png", "node_modules/x.md", "deep/c.HTML"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    found, errors = inputs.expand([str(tmp_path)])
    assert [Path(f).relative_to(tmp_path).as_posix() for f in found] == ["a.txt", "b.md", "deep/c.HTML"]
    assert not errors


def test_each_input_counts_once(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    found, _ = inputs.expand([str(tmp_path / "a.md"), str(tmp_path), str(tmp_path / "*.md"), "-", "-"])
    assert found == [str(tmp_path / "a.md"), "-"]


def test_empty_folders_and_globs_are_errors_and_missing_files_are_left_to_reading(tmp_path: Path) -> None:
    found, errors = inputs.expand([str(tmp_path), str(tmp_path / "*.md"), str(tmp_path / "none.md")])
    assert found == [str(tmp_path / "none.md")]
    assert "no articles in this folder" in errors[0]
    assert "matches no file" in errors[1]
    with pytest.raises(ArticleError, match=r"none\.md: no such file"):
        inputs.read(found[0])


def test_a_link_that_turns_in_a_circle_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    found, _ = inputs.expand([str(tmp_path)])
    assert found == [str(tmp_path / "a.md")]


def test_a_name_no_file_system_can_hold_is_an_error_not_a_crash() -> None:
    with pytest.raises(ArticleError, match="cannot be read"):
        inputs.read("a\0b")
