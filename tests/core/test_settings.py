"""Where settings come from, and what is said about wrong ones."""

import os
from pathlib import Path

import pytest

from citecheck.codes import FailLevel
from citecheck.errors import SettingsError
from citecheck.settings import Settings, resolve


def test_defaults_need_nothing(tmp_path: Path) -> None:
    resolved = resolve({}, environ={}, start=tmp_path)
    assert resolved.settings == Settings()
    assert set(resolved.origins.values()) == {"default"}


def test_flags_win_over_the_environment_which_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "citecheck.toml").write_text('jobs = 2\ntimeout = 5\nfail-on = "wording"\n')
    resolved = resolve({"jobs": 4}, environ={"CITECHECK_TIMEOUT": "7"}, start=tmp_path)
    assert (resolved.settings.jobs, resolved.settings.timeout) == (4, 7.0)
    assert resolved.settings.fail_on is FailLevel.WORDING
    assert resolved.origins["jobs"] == "command line"
    assert resolved.origins["timeout"] == "CITECHECK_TIMEOUT"
    assert resolved.origins["fail_on"] == "citecheck.toml"


def test_the_nearest_file_upwards_counts_and_a_project_file_without_our_table_does_not(
    tmp_path: Path,
) -> None:
    (tmp_path / "citecheck.toml").write_text("jobs = 3\n")
    inner = tmp_path / "drafts" / "june"
    inner.mkdir(parents=True)
    (tmp_path / "drafts" / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert resolve({}, environ={}, start=inner).settings.jobs == 3
    (tmp_path / "drafts" / "pyproject.toml").write_text("[tool.citecheck]\njobs = 5\n")
    assert resolve({}, environ={}, start=inner).settings.jobs == 5


def test_paths_in_a_file_are_relative_to_it(tmp_path: Path) -> None:
    (tmp_path / "citecheck.toml").write_text('archive = "news.sqlite3"\n')
    inner = tmp_path / "drafts"
    inner.mkdir()
    assert resolve({}, environ={}, start=inner).settings.archive == str(tmp_path / "news.sqlite3")


def test_user_outlets_extend_the_table(tmp_path: Path) -> None:
    (tmp_path / "citecheck.toml").write_text(
        '[[outlet]]\nname = "Port Sella Gazette"\ndomains = ["gazette.test"]\n'
    )
    settings = resolve({}, environ={}, start=tmp_path).settings
    assert settings.outlets.canonical("port sella gazette") == "Port Sella Gazette"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fail_on = 'wording'", "unknown key 'fail_on'.*did you mean 'fail-on'"),
        ("colour = true", "unknown key 'colour'"),
        ("paths = 'drafts:more'\njobs = 0", "jobs: expected a whole number"),
        ("paths = [1]", "paths: expected a list of paths"),
        (
            "languages = ['en', 'xx']",
            "languages: 'xx' is no language that is known here .choose from ar, de, en",
        ),
        ("languages = 7", "languages: expected a list of languages"),
        ("language = ['en']", "did you mean 'languages'"),
        ("outlet = 3", "write ..outlet.., in two pairs of brackets"),
        ("[outlet]\nname = 'x'", "write ..outlet.., in two pairs of brackets"),
        ("outlet = ['x']", "write ..outlet.., in two pairs of brackets"),
        ("[[outlet]]\nname = 'x'\naliases = 'PSG'", "outlet x: aliases is a list"),
        ("[[outlet]]\nname = 'x'\n[outlet.route]\nkind = 'rss'", "write ..outlet.route.. over each route"),
        ("jobs = 'many'", "jobs: expected a whole number"),
        ("jobs = true", "jobs: expected a whole number"),
        ("timeout = -1", "timeout: expected seconds"),
        ("offline = 'perhaps'", "offline: expected true or false"),
        ("date = '2025-13'", "date: '2025-13' is no date"),
        ("fail-on = 'sometimes'", "'sometimes' is no level"),
        ("jobs = ", "not valid TOML"),
    ],
)
def test_wrong_values_say_where_and_what(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "citecheck.toml").write_text(text)
    with pytest.raises(SettingsError, match=message):
        resolve({}, environ={}, start=tmp_path)


def test_a_missing_file_that_was_named_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml: cannot be read"):
        resolve({"config": str(tmp_path / "none.toml")}, environ={}, start=tmp_path)


def test_keys_come_from_the_environment_and_never_show() -> None:
    settings = resolve({}, environ={"GUARDIAN_API_KEY": "s3cret"}, start=Path("/")).settings
    assert settings.keys == {"GUARDIAN_API_KEY": "s3cret"}
    assert "s3cret" not in repr(settings)


def test_recording_excludes_replaying_and_offline() -> None:
    with pytest.raises(SettingsError, match="exclude each other"):
        resolve({"record": Path("a"), "replay": Path("b")}, environ={}, start=Path("/"))
    with pytest.raises(SettingsError, match="exclude each other"):
        resolve({"record": Path("a"), "offline": True}, environ={}, start=Path("/"))


def test_paths_are_seen_from_where_the_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = 'paths = ["drafts", "wiki/*.wiki", "https://gazette.test/a", "/srv/articles"]\n'
    (tmp_path / "citecheck.toml").write_text(listed)
    (tmp_path / "drafts").mkdir()
    monkeypatch.chdir(tmp_path)
    given = resolve({}, environ={}).settings.paths
    assert given == ("drafts", "wiki/*.wiki", "https://gazette.test/a", "/srv/articles")
    monkeypatch.chdir(tmp_path / "drafts")
    assert resolve({}, environ={}).settings.paths[:2] == (".", str(tmp_path / "wiki" / "*.wiki"))


def test_lists_come_from_the_environment_too(tmp_path: Path) -> None:
    environ = {"CITECHECK_LANGUAGES": "en, uk,en", "CITECHECK_PATHS": os.pathsep.join(("a.md", "b"))}
    settings = resolve({}, environ=environ, start=tmp_path).settings
    assert (settings.languages, settings.paths) == (("en", "uk"), ("a.md", "b"))


@pytest.mark.parametrize(
    ("text", "message"),
    [("tool = 3", None), ("[tool]\nciteche = 3", None), ("[tool]\nciteck = 1\nciteche.k = 2", None),
     ("[tool]\ncitecheck = 3", "is a table, not 3")],
)  # fmt: skip
def test_a_project_file_with_anything_in_it_is_read_or_refused(
    tmp_path: Path, text: str, message: str | None
) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    if message is None:
        assert resolve({}, environ={}, start=tmp_path).settings == Settings()
    else:
        with pytest.raises(SettingsError, match=message):
            resolve({}, environ={}, start=tmp_path)
