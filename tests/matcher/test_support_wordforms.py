"""How the forms of a word begin, and the generated list of those that begin otherwise than their stem."""

from importlib.resources import files

import pytest

from citecheck.matcher.support.wordforms import openings
from citecheck.matcher.support.wordstock import stem
from training.support.make_forms import irregular_rows


def test_the_list_of_irregular_forms_is_up_to_date() -> None:
    held = files("citecheck.matcher").joinpath("data", "irregular.tsv").read_text(encoding="utf-8")
    assert held.splitlines()[1:] == irregular_rows(), "run training/support/make_forms.py"


@pytest.mark.parametrize(
    "form", ["went", "goes", "men", "cities", "using", "Ukrainian", "6,000", "U.N", "kerb"]
)
def test_a_form_begins_with_an_opening_of_its_stem(form: str) -> None:
    assert form.lower().startswith(openings(frozenset((stem(form),))))
