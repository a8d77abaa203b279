"""Layouts of digests, dumps and reading logs beside those of bibliographies."""

import pytest

from citecheck.outlets import known_outlets
from citecheck.parser import parse
from citecheck.parser.references.dates import find_dates
from citecheck.report.json import parsed_reference_json


def read(text, name="a.md"):
    return parse(text.encode(), name=name, outlets=known_outlets(), claims=False).references


@pytest.mark.parametrize(
    "text",
    [
        "The Standard, 3 June 2025",
        "De Standaard, 3 juni 2025",
        "Delegation visited the docks – BBC News, 3 June 2025",
        "A last stand – NPR, 3 June 2025",
        "(Interviewed 3 June 2025)",
    ],
)
def test_words_of_a_name_or_a_headline_do_not_say_that_a_page_was_looked_at(text):
    assert [(date.iso, date.accessed) for date in find_dates(text)] == [("2025-06-03", False)]


@pytest.mark.parametrize("lead", ["Stand: ", "Accessed at 10:32 on ", "Retrieved from BBC News on "])
def test_words_that_do(lead):
    assert find_dates(lead + "3 June 2025")[0].accessed


STRIKE = "Dockers walk out over pay at Odesa"
URL = "https://www.reuters.com/world/dockers-walk-out-over-pay-at-odesa-2025-06-03/"
PLAIN = "https://www.bbc.com/news/articles/c99zzzzzzzzo"


def fields(text, name="a.md"):
    return [(r.headline, r.outlet, r.date, r.url) for r in read(text, name)]


@pytest.mark.parametrize(
    "text",
    [
        f"### 1. {STRIKE}\n**Source:** Reuters\n**Published:** 2025-06-03T21:14:00Z\n**Link:** {URL}\n",
        f"**{STRIKE}**\n\n- Source: Reuters\n- Date: June 3, 2025\n- Link: {URL}\n- Topic: ports\n",
        f"### {STRIKE}\nSource: Reuters | Date: 2025-06-03 | [Read more]({URL})\n",
        f"### [{STRIKE}]({URL})\n**Source:** Reuters | **Published:** 2025-06-03\n\nThey are back.\n",
        f"1. **[{STRIKE}]({URL})**\n   - Published: 3 June 2025\n   - Summary: they left.\n",
        f"Title: {STRIKE}\nAuthor: Jane Roe\nPublication: Reuters\nDate: June 3, 2025\nURL: {URL}\n",
        f"### {STRIKE}\nSource: [Reuters]({URL})\nDate: 2025-06-03\n",
    ],
)
def test_labelled_lines_below_a_headline_are_its_outlet_date_and_address(text):
    assert fields(text) == [(STRIKE, "Reuters", "2025-06-03", URL)]


def test_the_heading_of_a_section_is_no_headline():
    below = f"**Source:** BBC News\n\n- Wages fell.\n\n**URL:** {PLAIN}\n"
    assert fields(f"### Ports and their workers abroad\n{below}") == [(None, "BBC", None, PLAIN)]
    assert fields(f"### Ports and their workers abroad\nSource: {URL}\n") == [(None, "Reuters", None, URL)]


FENCE = "```"
YAML = f"title: {STRIKE}\n{{0}}outlet: Reuters\n{{0}}date: 2025-06-03\n{{0}}url: {URL}\n"
FLOW = f'- {{title: "{STRIKE}", source: Reuters, date: 2025-06-03, url: "{URL}"}}\n'
JSON = f"""{{"articles": [{{"source": {{"id": null, "name": "Reuters"}}, "title": "{STRIKE}",
"url": "{URL}", "publishedAt": "2025-06-03T10:00:00Z"}}]}}
"""
BIBTEX = f"""@online{{x,
  title = {{{{{STRIKE}}}}},
  journal = {{Reuters}},
  date = {{2025-06-03}},
  url = {{{URL}}}
}}
"""


@pytest.mark.parametrize(
    "text",
    [
        f"---\nname: Log\nsources:\n  - {YAML.format('    ')}---\n",
        f"---\nname: Log\nlinks:\n{FLOW}---\n",
        f"# Log\n\n{FENCE}yaml\n- {YAML.format('  ')}{FENCE}\n",
        f"# Log\n\n{FENCE}json\n{JSON}{FENCE}\n",
        f"# Log\n\n{FENCE}bibtex\n{BIBTEX}{FENCE}\n",
        f"# Log\n\n{FENCE}csv\ndate,outlet,headline,url\n2025-06-03,Reuters,{STRIKE},{URL}\n{FENCE}\n",
    ],
    ids=["yaml", "flow", "code", "json", "bibtex", "csv"],
)
def test_data_cites(text):
    assert fields(text) == [(STRIKE, "Reuters", "2025-06-03", URL)]


def test_a_clipped_page_cites_its_source():
    assert fields(f"---\ntitle: My notes\nsource: {URL}\n---\nText.\n") == [(None, "Reuters", None, URL)]


def test_a_program_does_not():
    text = f'# Log\n\n{FENCE}python\nx = {{"title": "{STRIKE}", "url": "{URL}"}}\n{FENCE}\n'
    assert fields(text) == []


@pytest.mark.parametrize(
    "below",
    [
        "Reuters, [2025-06-03 Tue]",
        "Reuters (reuters.com) •June 3, 2025",
        "Published June 3, 2025 | 4 min read",
    ],
)
def test_a_line_below_a_linked_headline_completes_it(below):
    assert fields(f"[{STRIKE}]({URL})\n\n{below}\n\nMore follows.\n") == [
        (STRIKE, "Reuters", "2025-06-03", URL)
    ]


def test_a_description_of_a_linked_term_names_the_author():
    page = f'<dl><dt><a href="{URL}">{STRIKE}</a></dt><dd>by Jane Roe, Reuters, June 3, 2025</dd></dl>'
    (reference,) = read(page, "a.html")
    assert (reference.headline, reference.author, reference.date) == (STRIKE, "Jane Roe", "2025-06-03")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"* Ports\n** [[{URL}][{STRIKE}]]\n   Reuters, [2025-06-03 Tue]\n", "a.txt"),
        (f"Further reading\n\n* `{STRIKE} <{URL}>`__, Reuters, 3 June 2025\n", "a.txt"),
        (f"# Further reading\n\n* `{STRIKE} <{URL}>`_, Reuters, 3 June 2025\n", "a.md"),
    ],
)
def test_links_of_other_markups(text, name):
    assert fields(text, name) == [(STRIKE, "Reuters", "2025-06-03", URL)]


def test_letters_that_lead_back_are_no_part_of_a_note():
    text = f'References\n1. ^ a b "{STRIKE}". Reuters. 3 June 2025.\n2. ^ "Ports open". BBC. 4 June 2025.\n'
    assert [r.headline for r in read(text, "a.txt")] == [STRIKE, "Ports open"]


def entry(line):
    (reference,) = read(f"Sources\n\n- {line}\n", "a.txt")
    return reference


@pytest.mark.parametrize(
    ("line", "author"),
    [
        (f"[{STRIKE}]({URL}) — Mara Ellison, *Reuters*", "Mara Ellison"),
        (f"“{STRIKE}” (Jane Roe and Li Wei, Reuters)", "Jane Roe and Li Wei"),
        (f"“{STRIKE}” – Middle East, Reuters", None),
        (f"[{STRIKE}]({URL}) – Mara Ellison (opinion)", "Mara Ellison"),
        (f"Reuters Staff. (2025, June 3). {STRIKE}. Reuters. {URL}", "Reuters Staff"),
        (f"Reuters (2025). {STRIKE}. Available at: {URL} (Accessed: 10 June 2025).", None),
    ],
)
def test_who_wrote_it(line, author):
    reference = entry(line)
    assert (reference.headline, reference.outlet, reference.author) == (STRIKE, "Reuters", author)


def test_an_outlet_that_its_host_spells_out():
    reference = entry(f"{STRIKE}. The Crane Post. https://thecranepost.com/articles/dockers-walk-out")
    assert (reference.headline, reference.outlet) == (STRIKE, "The Crane Post")


def test_a_film_is_no_news():
    assert entry("The Long Strike. Directed by Ann Stern, PBS, 2012.").kind == "other"


@pytest.mark.parametrize(
    "text",
    [
        f"CLIPS\n\n{STRIKE}\nReuters - 3 June 2025\n{URL}\n\nMore news tomorrow.\n",
        f"# Clips\n\n**{STRIKE}**\n\nReuters, 3 June 2025\n[Read more]({URL})\n",
        f"# Clips\n\n{STRIKE}\nReuters | June 3, 2025\nLink: <{URL}>\n",
    ],
)
def test_a_story_over_several_lines(text):
    name = "a.md" if text.startswith("#") else "a.txt"
    assert fields(text, name) == [(STRIKE, "Reuters", "2025-06-03", URL)]


@pytest.mark.parametrize(
    "text",
    [
        f"> We stay.\n>\n> — [Reuters]({URL}), 3 June 2025\n",
        f"**Claim 1.** They stay.\n- Reuters: {URL}, 2025-06-03\n- BBC: {PLAIN}\n",
        f"They stay. Source: [Reuters]({URL}) (3 June 2025)\n",
    ],
)
def test_a_day_right_behind_an_address_is_its_date(text):
    assert fields(text)[0][1:] == ("Reuters", "2025-06-03", URL)


def test_a_day_of_the_sentence_is_not():
    assert fields(f"[Reuters]({URL}), 3 June 2025 was calm.\n")[0][2] is None


def test_an_outlet_in_brackets_right_behind_a_link_makes_a_headline_of_it():
    short = "https://www.reuters.com/world/odesa-2025-06-03/"
    assert (
        fields(f"**[Strike in Odesa]({short})** (Reuters) They left on Monday.\n")[0][0] == "Strike in Odesa"
    )


def test_the_address_of_a_copy_is_kept_beside_that_of_the_piece():
    copy = f"https://web.archive.org/web/20250604101500/{URL}"
    (reference,) = read(f"They left ([Reuters]({copy})).\n")
    assert (reference.url, reference.copy_url, reference.outlet) == (URL, copy, "Reuters")
    assert parsed_reference_json(reference)["url"] == copy
    (reference,) = read(f"# Sources\n\n- {STRIKE}. Reuters. {URL} ([archived]({copy}))\n")
    assert (reference.url, reference.copy_url) == (URL, None)


@pytest.mark.parametrize(
    ("line", "headline", "outlet", "author"),
    [
        (f"{STRIKE} | Democratic Republic of the Congo | The Guardian", STRIKE, "The Guardian", None),
        (f"{STRIKE} - NPR - National Public Radio", STRIKE, "NPR", None),
        (
            f'Associated Press. "{STRIKE}." *PBS NewsHour*, 4 Apr. 2018',
            STRIKE,
            "PBS NewsHour",
            "Associated Press",
        ),
        (f'"{STRIKE}" by Mara Ellison, The Guardian, 3 May 2006', STRIKE, "The Guardian", "Mara Ellison"),
        (
            f'"{STRIKE}." (2019, June 3). NBC News. New York, NY: NBC.',
            STRIKE,
            "NBC News",
            None,
        ),
        (
            f'"{STRIKE}" – Mara Ellison, The New Yorker, 11 December 2017 ({PLAIN})',
            STRIKE,
            "The New Yorker",
            "Mara Ellison",
        ),
    ],
)
def test_parts_that_are_easily_taken_for_others(line, headline, outlet, author):
    reference = entry(line)
    assert (reference.headline, reference.outlet, reference.author) == (headline, outlet, author)


def test_links_alone_on_a_line_are_one_reference_each():
    text = f"**Links**\n\n- [CNN](https://www.cnn.com/2020/05/31/us/dockers/index.html), [BBC]({PLAIN})\n"
    assert [r.outlet for r in read(text)] == ["CNN", "BBC"]


def test_an_item_that_is_an_address_is_an_entry_of_its_own():
    page = f"<h2>Sources</h2><ol><li>“{STRIKE}.” BBC News, 3 June 2025.</li><li>{URL}</li></ol>"
    assert fields(page, "a.html") == [(STRIKE, "BBC", "2025-06-03", None), (None, "Reuters", None, URL)]


@pytest.mark.parametrize(
    "text", ['!!! quote ""\n\n    See [Reuters]({}).\n', "<Note>See [Reuters]({}).</Note>\n"]
)
def test_boxes_are_read(text):
    assert [(r.outlet, r.url) for r in read("Text.\n\n" + text.format(URL))] == [("Reuters", URL)]


def test_a_short_name_is_that_of_the_outlet_at_its_address():
    url = "https://www.nytimes.com/2024/05/10/technology/dockers.html"
    assert [r.outlet for r in read(f"The [Times]({url}) counted them.\n")] == ["The New York Times"]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        (f"Ann Barnes & Dino Grande, *{STRIKE}*, Wash. Post (June 3, 2025)", "Ann Barnes & Dino Grande"),
        (f"Editorial, *{STRIKE}*, Wash. Post, June 3, 2025, at A10", None),
        (f"【2】 Ann Barnes. “{STRIKE}.” The Washington Post, June 3, 2025.", "Ann Barnes"),
    ],
)
def test_notes_of_lawyers_and_machines(line, author):
    (reference,) = read(f"# Notes\n\n{line}\n")
    assert (reference.headline, reference.outlet, reference.date) == (
        STRIKE,
        "The Washington Post",
        "2025-06-03",
    )
    assert reference.author in (author, "Editorial" if author is None else author)


def test_lines_of_a_page_are_entries_though_years_head_them():
    page = (
        f"<h2>Press</h2><p><b>2025</b><br><a href='{URL}'>{STRIKE}</a>, Reuters, 3 June<br><b>2024</b><br>"
        f"<a href='{PLAIN}'>Ports open again in spring</a> by Mara Ellison, <i>BBC</i>, 3 May 2024<br></p>"
    )
    assert fields(page, "a.html") == [
        (STRIKE, "Reuters", "2025-06-03", URL),
        ("Ports open again in spring", "BBC", "2024-05-03", PLAIN),
    ]


@pytest.mark.parametrize("cut", ["world/", "dockers-walk-"])
def test_an_address_broken_over_two_lines(cut):
    head, rest = URL.split(cut)
    text = f"Sources\n\nRoe, Jane. “{STRIKE}.” Reuters, 3 June 2025.\n{head}{cut}\n  {rest}\n"
    assert [r.url for r in read(text, "a.txt")] == [URL]


def test_a_fact_checking_desk_is_its_outlets():
    assert entry(f"AFP Fact Check, “{STRIKE}”, June 3, 2025").outlet == "Agence France-Presse"


@pytest.mark.parametrize(
    "text",
    [
        f"### {STRIKE}\n**[Reuters]({URL})** | 2025-06-03\nThey left on Monday.\n",
        f'Also consulted: Reuters ("{STRIKE}", 2025-06-03; {URL})\n',
        f"Sources\n\n- *Reuters*, “{STRIKE}” by Jane Roe (3 June 2025) {URL}\n",
    ],
)
def test_an_outlet_before_or_below_its_headline(text):
    assert fields(text) == [(STRIKE, "Reuters", "2025-06-03", URL)]


def test_a_day_takes_the_year_of_its_address():
    url = "https://www.nextgov.com/cybersecurity/2026/04/staff-cut-again/400001/"
    assert fields(f"**Staff cut** — [Nextgov]({url}) (Apr 17)\n")[0][2] == "2026-04-17"


def test_links_to_outlets_under_unknown_names_are_one_reference_each():
    text = (
        f"来源：[日經](https://www.nikkei.com/article/DGXZQOUB010001/) | [某報]({PLAIN}) | [Reuters]({URL})\n"
    )
    assert [(r.headline, r.outlet) for r in read(text)] == [
        (None, "Nikkei"),
        (None, "BBC"),
        (None, "Reuters"),
    ]


def test_a_sentence_with_its_source_in_brackets_is_no_headline():
    assert not any(r.headline for r in read(f"1. {STRIKE} on Monday. *(Source: Reuters, June 3, 2025)*\n"))


@pytest.mark.parametrize(
    "text", ["**anna** 09:14\n{}\n", "If you only read one: {}\n", "# Links\n\nReuters has it → {}\n"]
)
def test_what_leads_to_an_address_is_no_headline(text):
    assert [(r.headline, r.url) for r in read(text.format(URL))] == [(None, URL)]


def test_an_entry_may_be_linked_by_a_word():
    text = f"* **{STRIKE}** — Reuters, 3 June 2025 ([link]({URL}), [bill](https://laws.example.gov/1))\n"
    assert fields(text)[0] == (STRIKE, "Reuters", "2025-06-03", URL)


def test_an_outlet_in_italics_in_lower_case():
    text = f"# Literatura\n\n1. BENEŠ, Jan. {STRIKE}. *iDNES.cz* [online]. 2025-06-03 [cit. 2025-07-01].\n"
    assert [(r.headline, r.outlet, r.date) for r in read(text)] == [(STRIKE, "iDNES.cz", "2025-06-03")]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        (f"Mara Ellison (Reuters): *{STRIKE}* — 3 June 2025 — [link]({URL})", "Mara Ellison"),
        (f"Reuters/Mara Ellison - “{STRIKE}” (2025/06/03)", "Mara Ellison"),
        (f"Reuters › “{STRIKE}” › {URL}", None),
        (f"Reuters, 2025. {STRIKE}. 3 June.", None),
        (f"Reuters. 2025. *{STRIKE}*. [online] Available at: <{URL}> [Accessed 5 July 2025].", None),
    ],
)
def test_ways_of_naming_a_writer_or_a_day(line, author):
    (reference,) = read(f"# Sources\n\n1. {line}\n")
    assert (reference.headline, reference.outlet) == (STRIKE, "Reuters")
    assert (reference.author or "").strip("/") == (author or "")


@pytest.mark.parametrize("mark", [",", ";"])
def test_several_outlets_with_their_addresses_on_a_line(mark):
    other = "https://thecranepost.com/articles/dockers-walk-out-over-pay"
    text = f"**Sources:**\n- Reuters: {URL}, 2025-06-03{mark} The Crane Post: {other}, 2025-06-04\n"
    assert fields(text) == [
        (None, "Reuters", "2025-06-03", URL),
        (None, "The Crane Post", "2025-06-04", other),
    ]


def test_two_words_on_a_page_behind_its_outlet_are_no_headline():
    text = f"# Links\n\n1. [Reuters: Market impact]({URL})\n2. [Reuters: Dockers strike]({URL})\n"
    assert [r.headline for r in read(text)] == [None, "Dockers strike"]


def test_a_reader_may_be_led_to_a_headline_in_single_marks():
    reference = entry(f"See also '{STRIKE}' (Guardian, 24 July 2024): {URL}")
    assert (reference.headline, reference.date) == (STRIKE, "2024-07-24")
