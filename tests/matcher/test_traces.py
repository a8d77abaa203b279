"""Words that cannot relate are passed over; none that do may be."""

from importlib.resources import files

from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.matcher.headlines import closed
from citecheck.matcher.headlines.relations import relate_words
from citecheck.matcher.headlines.traces import CLOSED, kin, may_relate


def column(name: str) -> list[str]:
    text = files("citecheck.matcher").joinpath("data", name).read_text(encoding="utf-8")
    return [line.partition("\t")[0] for line in text.splitlines()[1:]]


WORDS = [word for word in column("words.tsv")[::37] if " " not in word]
SPECIAL = [word for name in ("places.tsv", "names.tsv", "spelling.tsv") for word in column(name)[::9]]
PAIRED = sorted({word for pair in closed.OPPOSED for word in pair} | closed.ABBREVIATIONS.keys() | CLOSED)
ANY = st.one_of(st.sampled_from(WORDS), st.sampled_from(SPECIAL), st.sampled_from(PAIRED))


@st.composite
def near(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and one made to have something to do with it."""
    word = draw(ANY)
    relatives = sorted(kin(word) | {other for one, other in closed.OPPOSED if one == word})
    made = [f"{word}s", f"un{word}", f"{word}1", word[1:], word[:2] + word[3:], word.replace("i", "iy")]
    return word, draw(st.sampled_from([*relatives, *made, closed.ABBREVIATIONS.get(word, word)]))


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.tuples(ANY, ANY), near()), st.booleans())
def test_no_pair_that_relates_is_passed_over(pair: tuple[str, str], names: bool) -> None:
    one, other = pair
    if one and other and one != other and relate_words(one, other, names) is not None:
        assert may_relate(one, other)
        assert may_relate(other, one)


def test_most_pairs_are_passed_over() -> None:
    pairs = list(zip(WORDS, WORDS[len(WORDS) // 2 :], strict=False))
    assert sum(may_relate(*pair) for pair in pairs) < 0.2 * len(pairs)
