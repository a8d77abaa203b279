"""The outlets citecheck knows: names, aliases, domains, and the routes by which they can be asked.

The table is data: `outlets.toml` holds outlets that can be asked, `outlets.tsv`, which is read much faster,
the many that are known by name and address only. Users add theirs as `[[outlet]]` in their configuration.
Parser and fetcher both get it handed in, so neither knows where it comes from.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from citecheck.errors import SettingsError


@dataclass(frozen=True, slots=True)
class RouteSpec:
    """One way of asking an outlet, as the table declares it."""

    kind: str
    """Name of a route kind: a file in citecheck/fetcher/routes/."""
    confirmed: bool = True
    """False where the outlet's platform is known but nobody has seen this route answer."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """What the route kind needs: "base", "path", "id" …"""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher."""

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    """Host names without "www."; a host belongs to the outlet if it equals one or ends in "." and one."""
    language: str = "en"
    routes: tuple[RouteSpec, ...] = ()
    indexes: tuple[str, ...] = ()
    """General indexes known to hold this outlet: "bing", "gdelt", "wayback"."""


_NOT_WORD = re.compile(r"[^\w]+")


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """Fold an outlet's name for comparison: case, accents, a leading "the", punctuation."""
    plain = name.lower()
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name).casefold()
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    plain = _NOT_WORD.sub(" ", plain).strip()
    return plain.removeprefix("the ") or plain


class OutletTable:
    """Looks outlets up by name, alias or host."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        """Build the look-ups; a later outlet of the same name replaces an earlier one."""
        self._by_name: dict[str, Outlet] = {}
        self._by_alias: dict[str, str] = {}
        self._by_domain: dict[str, str] = {}
        for outlet in outlets:
            self._by_name[outlet.name] = outlet
            for alias in (outlet.name, *outlet.aliases):
                self._by_alias[fold_name(alias)] = outlet.name
            for domain in outlet.domains:
                self._by_domain[domain.casefold()] = outlet.name

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def get(self, name: str) -> Outlet | None:
        """Return the outlet of this name or alias, or None."""
        found = self._by_alias.get(fold_name(name))
        return self._by_name[found] if found else None

    def canonical(self, name: str) -> str:
        """Return the canonical name for a name or alias; an unknown name comes back as written."""
        outlet = self.get(name)
        return outlet.name if outlet else name.strip()

    def by_host(self, host: str) -> Outlet | None:
        """Return the outlet that owns this host name, or None."""
        labels = host.casefold().rstrip(".").split(".")
        for i in range(len(labels) - 1):
            found = self._by_domain.get(".".join(labels[i:]))
            if found:
                return self._by_name[found]
        return None

    def by_url(self, url: str) -> Outlet | None:
        """Return the outlet that owns the host of this URL (a scheme is not needed), or None."""
        try:
            host = urlsplit(url if "://" in url else f"//{url}").hostname
        except ValueError:
            return None
        return self.by_host(host) if host else None

    def nearest(self, name: str) -> str | None:
        """Return the canonical name of the outlet whose name or alias is spelt most like this, or None."""
        import difflib

        close = difflib.get_close_matches(fold_name(name), self._by_alias, n=1, cutoff=0.75)
        return self._by_alias[close[0]] if close else None

    @property
    def aliases(self) -> Mapping[str, str]:
        """Every folded name and alias with its canonical name."""
        return self._by_alias

    def extended(self, more: Iterable[Outlet]) -> OutletTable:
        """Return a table with further outlets; one of a known name adds to it, its routes asked first."""
        merged = dict(self._by_name)
        for new in more:
            old = merged.get(self.canonical(new.name))
            merged[old.name if old else new.name] = _merge(old, new) if old else new
        return OutletTable(merged.values())


def _merge(old: Outlet, new: Outlet) -> Outlet:
    return Outlet(
        old.name,
        (*old.aliases, *new.aliases),
        (*old.domains, *new.domains),
        old.language,
        (*new.routes, *old.routes),
        tuple(dict.fromkeys((*old.indexes, *new.indexes))),
    )


_OUTLET_KEYS = {"name", "aliases", "domains", "language", "route", "indexes"}


def read_outlets(tables: Iterable[Mapping[str, Any]], where: str) -> list[Outlet]:
    """Turn `[[outlet]]` tables into outlets.

    Args:
        tables: the parsed tables.
        where: the file's name, for messages.

    Raises:
        SettingsError: a table lacks a name, or has a key that is not known.
    """
    outlets = []
    for table in tables:
        if not isinstance(table, Mapping):
            raise SettingsError(f"{where}: write [[outlet]], in two pairs of brackets, over each outlet")
        name = table.get("name")
        if not isinstance(name, str) or not name.strip():
            raise SettingsError(f'{where}: every [[outlet]] needs a name = "…"')
        unknown = sorted(set(table) - _OUTLET_KEYS)
        if unknown:
            raise SettingsError(
                f"{where}: outlet {name}: unknown key {unknown[0]!r} "
                f"(known: {', '.join(sorted(_OUTLET_KEYS))})"
            )
        routes = []
        given = table.get("route", ())
        if not isinstance(given, list | tuple) or not all(isinstance(route, Mapping) for route in given):
            raise SettingsError(f"{where}: outlet {name}: write [[outlet.route]] over each route")
        for route in given:
            options = dict(route)
            kind = options.pop("kind", None)
            if not isinstance(kind, str):
                raise SettingsError(f'{where}: outlet {name}: every [[outlet.route]] needs a kind = "…"')
            routes.append(RouteSpec(kind, bool(options.pop("confirmed", True)), options))
        outlets.append(
            Outlet(
                name,
                _texts(table, "aliases", where),
                _texts(table, "domains", where),
                table.get("language", "en"),
                tuple(routes),
                _texts(table, "indexes", where),
            )
        )
    return outlets


def _texts(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """Return a list of texts from an outlet's table; a lone text would be taken for its letters."""
    texts = table.get(key, ())
    if not isinstance(texts, list | tuple) or not all(isinstance(text, str) for text in texts):
        raise SettingsError(f'{where}: outlet {table["name"]}: {key} is a list: {key} = ["…"]')
    return tuple(texts)


def read_names(text: str) -> Iterator[Outlet]:
    """Yield the outlets of a list in tab-separated columns: name, aliases, domains, language.

    Args:
        text: the list; aliases stand between bars, domains between blanks; the first line is the heading.
    """
    for line in text.splitlines()[1:]:
        name, aliases, domains, language = line.split("\t")
        yield Outlet(name, tuple(aliases.split(" | ")) if aliases else (), tuple(domains.split()), language)


@cache
def known_outlets() -> OutletTable:
    """Return the table that ships with citecheck."""
    folder = files("citecheck")
    names = folder.joinpath("outlets.tsv").read_text(encoding="utf-8")
    tables = tomllib.loads(folder.joinpath("outlets.toml").read_text(encoding="utf-8"))["outlet"]
    return OutletTable([*read_names(names), *read_outlets(tables, "outlets.toml")])
