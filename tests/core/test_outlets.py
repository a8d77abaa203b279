"""The outlet table."""

import pytest

from citecheck.errors import SettingsError
from citecheck.outlets import Outlet, OutletTable, RouteSpec, fold_name, known_outlets, read_outlets


@pytest.mark.parametrize(
    "written", ["The Guardian", "guardian", "GUARDIAN", "Guardian UK", "  the guardian "]
)
def test_names_are_found_however_they_are_written(written: str) -> None:
    assert known_outlets().canonical(written) == "The Guardian"


def test_an_unknown_outlet_is_kept_as_written() -> None:
    assert known_outlets().canonical(" The Port Sella Gazette ") == "The Port Sella Gazette"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.theguardian.com/world/2026/jun/02/x", "The Guardian"),
        ("http://amp.theguardian.com/world", "The Guardian"),
        ("https://KYIVINDEPENDENT.com/x/", "Kyiv Independent"),
        ("https://www.reuters.com./world", "Reuters"),
    ],
)
def test_a_host_belongs_to_its_outlet(url: str, name: str) -> None:
    outlet = known_outlets().by_url(url)
    assert outlet is not None
    assert outlet.name == name


@pytest.mark.parametrize(
    "url", ["https://notreuters.com/x", "https://reuters.com.example.org/", "mailto:x", "http://[", ""]
)
def test_a_host_that_only_looks_like_it_does_not_belong(url: str) -> None:
    assert known_outlets().by_url(url) is None


def test_no_two_outlets_share_a_name_or_domain() -> None:
    names: dict[str, str] = {}
    domains: dict[str, str] = {}
    for outlet in known_outlets():
        for alias in {fold_name(a) for a in (outlet.name, *outlet.aliases)}:
            assert names.setdefault(alias, outlet.name) == outlet.name, alias
        for domain in outlet.domains:
            assert domains.setdefault(domain, outlet.name) == outlet.name, domain


def test_the_four_outlets_have_routes() -> None:
    for name in ("Kyiv Independent", "Al Jazeera", "Reuters", "The Guardian"):
        outlet = known_outlets().get(name)
        assert outlet is not None
        assert outlet.routes


def test_a_users_table_adds_to_a_known_outlet_and_is_asked_first() -> None:
    table = known_outlets().extended(
        [Outlet("Guardian", domains=("sample.test",), routes=(RouteSpec("rss"),))]
    )
    merged = table.by_host("sample.test")
    assert merged is not None
    assert merged.name == "The Guardian"
    assert merged.routes[0].kind == "rss"
    assert len(merged.routes) > 1
    assert known_outlets().by_host("sample.test") is None


def test_wrong_tables_name_the_outlet_and_the_key() -> None:
    with pytest.raises(SettingsError, match=r"my\.toml: outlet Gazette: unknown key 'alias'"):
        read_outlets([{"name": "Gazette", "alias": ["G"]}], "my.toml")
    with pytest.raises(SettingsError, match="needs a name"):
        read_outlets([{"domains": ["x.test"]}], "my.toml")
    with pytest.raises(SettingsError, match="needs a kind"):
        read_outlets([{"name": "Gazette", "route": [{"url": "x"}]}], "my.toml")


def test_a_later_outlet_of_the_same_name_replaces_an_earlier_one() -> None:
    table = OutletTable([Outlet("A", domains=("a.test",)), Outlet("A", aliases=("Alpha",))])
    assert len(table) == 1
    assert table.canonical("alpha") == "A"


def test_a_misspelt_name_has_a_nearest_outlet_and_a_strange_one_none() -> None:
    table = known_outlets()
    assert table.nearest("gardian") == table.nearest("The Gaurdian") == "The Guardian"
    assert table.nearest("Reuter") == "Reuters"
    assert table.nearest("zzqx") is None
