"""Outlets whose names or hosts are alike are kept apart, in an entry's text and by its address."""

import pytest

from citecheck.outlets import known_outlets
from citecheck.parser import parse

H = "Ferry sinks off the northern coast"


def outlet_of(entry):
    text = f"# Draft\n\nSome text.\n\n## Sources\n\n- {entry}\n"
    (reference,) = parse(text.encode(), name="a.md", outlets=known_outlets(), claims=False).references
    return reference.outlet


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("AP", "Associated Press"),
        ("AFP", "Agence France-Presse"),
        ("AAP", "Australian Associated Press"),
        ("PA Media", "PA Media"),
        ("BBC", "BBC"),
        ("NBC News", "NBC News"),
        ("ABC7", "ABC7 Los Angeles"),
        ("ABC7 News", "ABC7 Bay Area"),
        ("ABC News (Australia)", "ABC News (Australia)"),
        ("Kyiv Post", "Kyiv Post"),
        ("Kyiv Independent", "Kyiv Independent"),
        ("The Independent", "The Independent"),
        ("Irish Independent", "Irish Independent"),
        ("The Times", "The Times"),
        ("The Times of India", "The Times of India"),
        ("NYT", "The New York Times"),
        ("The Irish Times", "The Irish Times"),
        ("The Sun", "The Sun"),
        ("The Baltimore Sun", "The Baltimore Sun"),
        ("SFGATE", "SFGATE"),
        ("San Francisco Chronicle", "San Francisco Chronicle"),
        ("The San Francisco Standard", "The San Francisco Standard"),
        ("Los Angeles Daily News", "Los Angeles Daily News"),
        ("La Nación (Argentina)", "La Nación (Argentina)"),
        ("La Nación (Costa Rica)", "La Nación (Costa Rica)"),
        ("Українська правда", "Ukrainska Pravda"),
        ("Європейська правда", "Ukrainska Pravda"),
        ("РБК-Україна", "RBC-Ukraine"),
        ("Postimees", "Postimees"),
        ("OKO.press", "OKO.press"),
        ("Wash. Post", "The Washington Post"),
        ("Wall St. J.", "The Wall Street Journal"),
        ("Chi. Trib.", "Chicago Tribune"),
    ],
)
def test_a_name_is_one_outlets(written, name):
    assert outlet_of(f"“{H}” – {written}") == name


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("abc7.com", "ABC7 Los Angeles"),
        ("abc7news.com", "ABC7 Bay Area"),
        ("www.sfgate.com", "SFGATE"),
        ("www.sfchronicle.com", "San Francisco Chronicle"),
        ("losangeles.cbslocal.com", "CBS Los Angeles"),
        ("www.cbsnews.com", "CBS News"),
        ("www.independent.co.uk", "The Independent"),
        ("www.independent.ie", "Irish Independent"),
        ("kyivindependent.com", "Kyiv Independent"),
        ("thenevadaindependent.com", "The Nevada Independent"),
        ("en.sedaily.com", "Seoul Economic Daily"),
        ("oglobo.globo.com", "O Globo"),
        ("g1.globo.com", "G1"),
        ("elpais.com.uy", "El País (Uruguay)"),
        ("elpais.com", "El País"),
        ("www.news.com.au", "news.com.au"),
    ],
)
def test_a_host_is_one_outlets(host, name):
    assert outlet_of(f"[{H}](https://{host}/news/2025/06/03/ferry-sinks-off-the-northern-coast)") == name


@pytest.mark.parametrize("word", ["Mind", "Sin embargo", "Challenges", "Recharge", "Endpoints", "Trend"])
def test_a_common_word_is_no_outlet(word):
    assert known_outlets().get(word) is None
