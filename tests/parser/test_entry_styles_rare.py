"""Ways of writing an entry that are rarer: two headlines for one outlet, agencies first, Chinese marks."""

import pytest

from citecheck.outlets import known_outlets
from citecheck.parser import parse

WALKOUT = "Dockers walk out over pay"


def read(text, name="a.txt"):
    return parse(text.encode(), name=name, outlets=known_outlets(), claims=False).references


def entry(line, heading="Links"):
    references = read(f"{heading}\n\n- {line}\n")
    assert len(references) == 1
    return references[0]


@pytest.mark.parametrize(
    ("line", "outlet", "author", "date"),
    [
        (f"AP. {WALKOUT}. June 3, 2025.", "Associated Press", None, "2025-06-03"),
        (f"Jane Doe for Bloomberg: {WALKOUT}", "Bloomberg", "Jane Doe", None),
        (f"via Reuters: {WALKOUT}", "Reuters", None, None),
        (f"{WALKOUT} (via @Reuters)", "Reuters", None, None),
        (f"{WALKOUT}. Bloomberg News. 3 June 2025. Retrieved 4 June 2025.", "Bloomberg", None, "2025-06-03"),
        (f"N. Okafor, {WALKOUT}, Guardian (June 3, 2025)", "The Guardian", "N. Okafor", "2025-06-03"),
    ],
)
def test_headline_outlet_author_and_date_are_told_apart(line, outlet, author, date):
    reference = entry(line)
    assert (reference.headline, reference.outlet) == (WALKOUT, outlet)
    assert (reference.author, reference.date) == (author, date)


@pytest.mark.parametrize(
    "line",
    [
        'Washington Post - Dam\'s operator: "We told them"',
        'Dam\'s operator: "We told them" - Washington Post',
        'Dam\'s operator: "We told them" (Washington Post, 3 June 2025)',
    ],
)
def test_who_is_quoted_belongs_to_the_headline(line):
    reference = entry(line)
    assert (reference.headline, reference.outlet) == (
        'Dam\'s operator: "We told them"',
        "The Washington Post",
    )


@pytest.mark.parametrize("label", ["Kyiv Post", "News article", "Read the story"])
def test_a_label_or_an_outlet_before_a_quotation_does_not(label):
    assert entry(f'{label}: "Nobody unloads the ships at Odesa" - Kyiv Post').headline == (
        "Nobody unloads the ships at Odesa"
    )


@pytest.mark.parametrize("between", [" and ", ", ", "; ", " & "])
def test_two_headlines_of_one_outlet_are_two_references(between):
    text = f'Links\n\n- Financial Times: "Ports strike: the bill"{between}"Ports strike: who pays"\n'
    assert [(r.headline, r.outlet) for r in read(text)] == [
        ("Ports strike: the bill", "Financial Times"),
        ("Ports strike: who pays", "Financial Times"),
    ]


def test_two_quotations_in_one_headline_are_one_reference():
    assert entry('"We stay", "we go": what dockers say - BBC News').headline == (
        '"We stay", "we go": what dockers say'
    )


def test_a_markdown_link_in_plain_text_is_a_link_and_keeps_its_place():
    text = f"Links\n\n- [{WALKOUT}](https://www.bbc.co.uk/news/articles/c1234) (BBC)\n"
    (reference,) = read(text)
    assert (reference.headline, reference.outlet) == (WALKOUT, "BBC")
    assert reference.url == "https://www.bbc.co.uk/news/articles/c1234"
    assert text[reference.span.start :].startswith(WALKOUT) or text[reference.span.start] == "["


@pytest.mark.parametrize(
    ("line", "outlet", "date"),
    [
        ("《码头工人罢工》，新华社，2025年6月3日", "Xinhua", "2025-06-03"),
        ("2025年6月3日，《码头工人罢工》，新华社", "Xinhua", "2025-06-03"),
        ("新华社：码头工人罢工", "Xinhua", None),
        ("《人民日报》2025年6月4日：“码头工人罢工”", "People's Daily", "2025-06-04"),
        ("张三. 码头工人罢工[N]. 人民日报, 2025-06-04(3).", "People's Daily", "2025-06-04"),
        ("“码头工人罢工”（BBC中文网，2025年6月4日）", "BBC Chinese", "2025-06-04"),
        ("码头工人罢工｜BBC中文", "BBC Chinese", None),
    ],
)
def test_chinese_entries(line, outlet, date):
    reference = entry(line, "参考资料")
    assert (reference.headline, reference.outlet, reference.date) == ("码头工人罢工", outlet, date)


@pytest.mark.parametrize("outlet", ["BBC News Україна", "Русская служба Би-би-си", "BBC News Mundo"])
def test_a_service_in_another_language_is_not_the_english_one(outlet):
    assert entry(f"“Dockers walk out” – {outlet}").outlet != "BBC"


def test_the_number_of_an_issue_is_no_part_of_the_papers_name():
    reference = entry("„Der lange Streik“. In: Die Zeit Nr. 24/2025, 5. Juni 2025, S. 12.", "Quellen")
    assert (reference.headline, reference.outlet) == ("Der lange Streik", "Die Zeit")


def test_who_signed_a_piece_is_no_part_of_its_headline():
    reference = entry(f"Reuters - {WALKOUT}, by Jane Roe")
    assert (reference.headline, reference.author) == (WALKOUT, "Jane Roe")


@pytest.mark.parametrize("word", ["In", "Text.", "See"])
def test_a_word_that_leads_to_a_headline_is_no_author(word):
    (reference,) = read(f"{word} “{WALKOUT}” (BBC News, 5 June 2025).\n")
    assert reference.author is None


@pytest.mark.parametrize(
    "line", ['"Who pays when the water comes?"', '"Who pays when the water comes?", 3 June 2025']
)
def test_a_quoted_headline_without_an_outlet_is_news_to_complete(line):
    reference = entry(line, "References")
    assert (reference.headline, reference.outlet) == ("Who pays when the water comes?", None)
    assert reference.kind == "news"
