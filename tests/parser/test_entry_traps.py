"""What looks like a reference and is none, or is one in a way of its own."""

import pytest

from citecheck.models import ReferenceKind
from citecheck.outlets import known_outlets
from citecheck.parser import parse


def references(text, name="a.md"):
    return parse(text.encode(), name=name, outlets=known_outlets(), claims=False).references


@pytest.mark.parametrize(
    "line",
    [
        "OSLO (Reuters) - Fishermen on the northern coast said the quota was too small.",
        "NEW YORK (Reuters) - The harbour board is weighing the sale of its two old ferries, it said.",
        "The mayor told CNN that the bridge would open. According to Reuters, it did not.",
        "- BBC, CNN, NBC, ABC, Guardian and NYT all reporting",
    ],
)
def test_prose_that_cites_no_piece(line):
    assert references(f"# A draft\n\n{line}\n") == ()


def test_a_place_of_publication_is_no_magazine():
    (book,) = references("## Sources\n\n- *Harbours of Glass*. New York: Lantern Press, 2016.\n")
    assert book.kind is ReferenceKind.OTHER


def test_an_anchor_that_credits_an_outlet_is_no_headline():
    text = (
        "It sank ([Guardian article: March 14, 2006](https://www.theguardian.com/world/2006/mar/14/ferry))."
    )
    (credit,) = references(text)
    assert (credit.headline, credit.outlet, credit.date) == (None, "The Guardian", "2006-03-14")


def test_a_year_and_a_month():
    (piece,) = references(
        "## References\n\n"
        "* Ann Miller. 2020-10. [Why Ferries Sink on Calm Days](https://www.theatlantic.com/magazine/1/615/).\n"
    )
    assert (piece.author, piece.date) == ("Ann Miller", "2020-10")


def test_the_page_for_telephones_is_the_piece():
    (piece,) = references(
        "* Ann Miller. 2021-09-27. [Is the Ferry a Broken Way of Travelling?]"
        "(https://www-newyorker-com.cdn.ampproject.org/c/s/www.newyorker.com/culture/"
        "is-the-ferry-a-broken-way-of-travelling/amp). The New Yorker.\n"
    )
    assert (piece.outlet, piece.date) == ("The New Yorker", "2021-09-27")
    assert piece.kind is ReferenceKind.NEWS


def test_remarks_below_an_entry():
    text = (
        "Ann Miller. 2019-08-09. [The Ferry That Made the Bay Make Sense]"
        "(https://www.theguardian.com/world/2019/aug/09/ferry-that-made-the-bay).\n"
        "Discusses how a single boat held five villages together, and what its loss would mean for them, "
        "for the school on the far shore, and for all who would have to drive around the whole bay instead.\n"
    )
    (piece,) = references(text)
    assert (piece.headline, piece.date) == ("The Ferry That Made the Bay Make Sense", "2019-08-09")
