"""What a run is told: defaults, then the configuration file, then the environment, then flags.

Each value remembers where it came from (`citecheck config show`). Unknown keys are errors.
API keys come from the environment alone, so that no configuration file ever holds one.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from citecheck.codes import FailLevel
from citecheck.errors import SettingsError
from citecheck.models.dates import Window
from citecheck.outlets import Outlet, OutletTable, known_outlets, read_outlets

KEY_NAMES = (
    "GUARDIAN_API_KEY",
    "BRAVE_API_KEY",
    "NEWSAPI_KEY",
    "MEDIACLOUD_API_KEY",
    "SEARXNG_URL",
    "CITECHECK_JUDGE_KEY",
)
"""Environment variables that routes and the judge read; all else in the environment stays untouched."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run can be told."""

    paths: tuple[str, ...] = ()
    """What is checked where the command names nothing: files, folders, globs, addresses."""
    languages: tuple[str, ...] = ()
    """Languages that articles can be in, as two-letter codes; any that can be told if empty."""

    archive: str | None = None
    """Path or URL of the archive; None for the one in the user's data folder."""
    offline: bool = False
    """Nothing leaves the machine."""
    record: Path | None = None
    """Write every response to this WARC file."""
    replay: Path | None = None
    """Answer from this WARC file and touch no network."""
    cache: bool = True
    """Use good answers of the last day again."""
    claims: bool = True
    """Judge the claims, not only the references."""
    judge: str | None = None
    """A stronger judge of claims beside the built-in one, in a form that `judges.named` reads."""
    judge_calls: int = 500
    """Questions to it in one run."""
    judge_timeout: float = 120.0
    """Seconds one question to it may take."""
    default_outlet: str | None = None
    """Outlet of references that name none."""
    date: str | None = None
    """Publication date (partial ISO) of references that give none."""
    jobs: int = 8
    """Questions asked at the same time, and processes at most; each host still gets one request at a time."""
    timeout: float = 20.0
    """Seconds one request may take."""
    fail_on: FailLevel = FailLevel.MEANING
    """The mildest finding that ends the run with 1."""
    baseline: Path | None = None
    """File of findings that are known and fail no run."""
    contact: str | None = None
    """Address put into the User-Agent, so that an outlet can reach who runs this."""
    format: str = "text"
    """Format of the report on standard output."""
    user_outlets: tuple[Outlet, ...] = ()
    """The configuration's [[outlet]] tables."""
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    """API keys by environment name."""
    connect_to: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """For tests and mirrors: host -> loopback address that answers for it."""

    @property
    def outlets(self) -> OutletTable:
        """The outlets that ship with citecheck and the user's own."""
        return known_outlets().extended(self.user_outlets) if self.user_outlets else known_outlets()


@dataclass(frozen=True, slots=True)
class Resolved:
    """Settings with the origin of each value."""

    settings: Settings
    origins: Mapping[str, str]
    """Setting name -> "default", "citecheck.toml", "CITECHECK_ARCHIVE" or "command line"."""


def resolve(
    flags: Mapping[str, Any], *, environ: Mapping[str, str] | None = None, start: Path | None = None
) -> Resolved:
    """Combine all sources into settings.

    Args:
        flags: settings by field name as the command line gives them; None means "not given".
            "config" names a configuration file.
        environ: the environment; os.environ by default.
        start: folder from which the nearest configuration file is searched upwards.

    Raises:
        SettingsError: a file cannot be read, or a key or value is wrong; the message says where.
    """
    env = os.environ if environ is None else environ
    given = {name: value for name, value in flags.items() if value is not None}
    config = given.pop("config", None) or env.get("CITECHECK_CONFIG")
    settings = Settings(keys={name: env[name] for name in KEY_NAMES if env.get(name)})
    origins = dict.fromkeys(_READERS, "default")
    found = _read_config(Path(config)) if config else _nearest_config(start or Path.cwd())
    if found:
        path, table = found
        settings = _apply_table(settings, origins, path, table)
    for name, read in _READERS.items():
        variable = f"CITECHECK_{name.upper()}"
        if env.get(variable):
            settings = replace(settings, **{name: read(env[variable], variable)})
            origins[name] = variable
    for name, value in given.items():
        reader = _READERS.get(name)
        settings = replace(settings, **{name: reader(value, _flag(name)) if reader else value})
        origins[name] = "command line"
    return Resolved(_consistent(settings), origins)


def _consistent(settings: Settings) -> Settings:
    if settings.record and settings.replay:
        raise SettingsError("--record and --replay exclude each other: a replay meets nothing new")
    if settings.record and settings.offline:
        raise SettingsError("--record and --offline exclude each other: offline meets nothing to record")
    return settings


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise SettingsError(f"{where}: expected text, got {value!r}")
    return value


def _boolean(value: Any, where: str) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in ("1", "true", "yes", "on"):
        return True
    if word in ("0", "false", "no", "off"):
        return False
    raise SettingsError(f"{where}: expected true or false, got {value!r}")


def _count(value: Any, where: str) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = 0
    if isinstance(value, bool) or not 1 <= number <= 256:
        raise SettingsError(f"{where}: expected a whole number from 1 to 256, got {value!r}")
    return number


def _calls(value: Any, where: str) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = 0
    if isinstance(value, bool) or not 1 <= number <= 1_000_000:
        raise SettingsError(f"{where}: expected a whole number from 1 to 1,000,000, got {value!r}")
    return number


def _seconds(value: Any, where: str) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = 0.0
    if not 0 < number <= 600:
        raise SettingsError(f"{where}: expected seconds, more than 0 and at most 600, got {value!r}")
    return number


def _level(value: Any, where: str) -> FailLevel:
    try:
        return FailLevel(value)
    except ValueError:
        levels = ", ".join(FailLevel)
        raise SettingsError(f"{where}: {value!r} is no level (choose from {levels})") from None


def _date(value: Any, where: str) -> str:
    text = _text(value, where)
    if Window.of(text) is None or len(text) > 10:
        raise SettingsError(f"{where}: {value!r} is no date (write 2025, 2025-06 or 2025-06-03)")
    return text


def _path(value: Any, where: str) -> Path:
    return Path(value) if isinstance(value, Path) else Path(_text(value, where)).expanduser()


def _names(value: Any, where: str) -> tuple[str, ...]:
    """Read a list of paths; in the environment one text with the system's separator between them."""
    names = value.split(os.pathsep) if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) and name for name in names):
        raise SettingsError(f"{where}: expected a list of paths, got {value!r}")
    return tuple(names)


def _languages(value: Any, where: str) -> tuple[str, ...]:
    """Read a list of language codes; in the environment one text with commas between them."""
    from citecheck.parser.claims.language import LANGUAGES

    codes = [code.strip() for code in value.split(",")] if isinstance(value, str) else value
    if not isinstance(codes, list | tuple):
        raise SettingsError(f"{where}: expected a list of languages, got {value!r}")
    wrong = [code for code in codes if code not in LANGUAGES]
    if wrong:
        known = ", ".join(sorted(LANGUAGES))
        raise SettingsError(f"{where}: {wrong[0]!r} is no language that is known here (choose from {known})")
    return tuple(dict.fromkeys(codes))


_READERS: dict[str, Callable[[Any, str], Any]] = {
    "paths": _names,
    "languages": _languages,
    "archive": _text,
    "offline": _boolean,
    "record": _path,
    "replay": _path,
    "cache": _boolean,
    "claims": _boolean,
    "judge": _text,
    "judge_calls": _calls,
    "judge_timeout": _seconds,
    "default_outlet": _text,
    "date": _date,
    "jobs": _count,
    "timeout": _seconds,
    "fail_on": _level,
    "baseline": _path,
    "contact": _text,
    "format": _text,
}
"""How each setting is read, whatever it comes from; raises SettingsError."""

HELP = {
    "paths": "What is checked where the command names nothing: files, folders, globs, addresses.",
    "languages": "Languages that articles can be in: ar, de, en, es, fr, it, pl, pt, ru, tr, uk, zh.",
    "archive": "Path or URL of the archive; the one in your data folder if not given.",
    "offline": "Let nothing leave the machine: ask only the archive.",
    "record": "Write every response to this recording (keys cut out).",
    "replay": "Answer from this recording and touch no network.",
    "cache": "Use good answers of the last day again.",
    "claims": "Judge the claims too, not only the references.",
    "judge": "Stronger judge of claims: openai:MODEL@URL, minicheck@URL or onnx:DIR (not from a file).",
    "judge_calls": "Questions to the judge in one run, at most.",
    "judge_timeout": "Seconds one question to the judge may take, at most 600.",
    "default_outlet": "Outlet of references that name none.",
    "date": "Date of references that give none: 2025, 2025-06 or 2025-06-03.",
    "jobs": "Questions asked side by side, and most processes: 1 to 256. A host gets one request at a time.",
    "timeout": "Seconds one request may take, at most 600.",
    "fail_on": "Mildest finding that ends the run with 1; graver ones do too.",
    "baseline": "File of findings that are known: counted, but failing nothing.",
    "contact": "Address put into the User-Agent, so that an outlet can reach who runs this.",
    "format": "Format of the report on standard output.",
}
"""One line for each setting, for the documentation."""


def _nearest_config(folder: Path) -> tuple[Path, Mapping[str, Any]] | None:
    """Return the nearest citecheck.toml, or pyproject.toml that has a [tool.citecheck] table."""
    for place in (folder, *folder.parents):
        own = place / "citecheck.toml"
        if own.is_file():
            return _read_config(own)
        project = place / "pyproject.toml"
        if project.is_file():
            table = _own_table(project, _load_toml(project))
            if table is not None:
                return project, table
    return None


def _read_config(path: Path) -> tuple[Path, Mapping[str, Any]]:
    table = _load_toml(path)
    if path.name == "pyproject.toml":
        return path, _own_table(path, table) or {}
    return path, table


def _own_table(project: Path, table: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return [tool.citecheck] of a pyproject.toml, or None where it has none."""
    tools = table.get("tool")
    own = tools.get("citecheck") if isinstance(tools, Mapping) else None
    if own is not None and not isinstance(own, Mapping):
        raise SettingsError(f"{project}: [tool.citecheck] is a table, not {own!r}")
    return own


def _load_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from None


def _apply_table(
    settings: Settings, origins: dict[str, str], path: Path, table: Mapping[str, Any]
) -> Settings:
    for key, value in table.items():
        if key == "outlet":
            if not isinstance(value, list):
                raise SettingsError(f"{path}: write [[outlet]], in two pairs of brackets, over each outlet")
            settings = replace(settings, user_outlets=tuple(read_outlets(value, path.name)))
            origins["user_outlets"] = path.name
            continue
        name = key.replace("-", "_")
        if name not in _READERS or "_" in key:
            raise SettingsError(f"{path}: unknown key {key!r}{_did_you_mean(key)}")
        if name == "judge":
            # It says where sentences of a draft are sent, which a file that comes with the draft may not.
            raise SettingsError(f"{path}: {key!r} is given by --judge or CITECHECK_JUDGE, not by a file")
        value = _READERS[name](value, f"{path}: {key}")
        if name == "archive" and "://" not in value:
            value = str(path.parent / Path(value).expanduser())
        if isinstance(value, Path):
            value = path.parent / value
        if name == "paths":
            value = tuple(_beside(path, entry) for entry in value)
        settings = replace(settings, **{name: value})
        origins[name] = path.name
    return settings


def _beside(file: Path, entry: str) -> str:
    """Return a path that a file gives, as seen from the present folder: reports name articles by it."""
    if "://" in entry or Path(entry).is_absolute():
        return entry
    place = file.parent / Path(entry).expanduser()
    return os.path.relpath(place) if place.is_relative_to(Path.cwd()) else str(place)


def _did_you_mean(key: str) -> str:
    known = [name.replace("_", "-") for name in _READERS] + ["outlet"]
    close = difflib.get_close_matches(key, known, n=1)
    return f" (did you mean {close[0]!r}?)" if close else f" (known: {', '.join(sorted(known))})"
