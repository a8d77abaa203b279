# ruff: noqa: E501 - tables of cases read best with a case a line
"""Documents in every format and encoding: the same entry is found, at its true place."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.errors import ArticleError
from citecheck.models import ReferenceForm, ReferenceKind
from citecheck.outlets import known_outlets
from citecheck.parser import parse
from citecheck.parser.formats import read

URL = "https://www.theguardian.com/world/2025/jun/03/ferry-sinks-off-nowhere"
ENTRY = "“Ferry sinks off Nowhere” – The Guardian"


def references(text: str | bytes, name: str):
    data = text if isinstance(text, bytes) else text.encode()
    return parse(data, name=name, outlets=known_outlets(), claims=False).references


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding, end):
    text = end.join(["A draft", "", "Sources:", f"- {ENTRY}", ""])
    (reference,) = references(text.encode(encoding), "a.txt")
    assert (reference.headline, reference.outlet) == ("Ferry sinks off Nowhere", "The Guardian")
    assert (reference.span.line, reference.span.column) == (4, 3)


@pytest.mark.parametrize(
    ("encoding", "text", "headline"),
    [
        ("cp1252", "Le naufrage a été évité de justesse hier à Nantes, où la mer était agitée.\n\nSources :\n- « Le ferry a coulé près de l’île » – Le Monde\n", "Le ferry a coulé près de l’île"),
        ("cp1251", "Паром затонул у побережья, все спасены, сообщили вчера в порту города.\n\nИсточники:\n- «Паром затонул у побережья» – Медуза\n", "Паром затонул у побережья"),
    ],
)  # fmt: skip
def test_windows_encodings(encoding, text, headline):
    assert [r.headline for r in references(text.encode(encoding), "a.txt")] == [headline]


def test_invisible_characters_do_not_move_the_place():
    text = "Sources:\n- \u200b“Ferry\u00a0sinks off No\u00adwhere” – The\u200b Guardian\n"
    (reference,) = references(text, "a.txt")
    assert (reference.headline, reference.outlet) == ("Ferry sinks off Nowhere", "The Guardian")
    assert text[reference.span.start : reference.span.end].endswith("The\u200b Guardian")
    assert (reference.span.line, reference.span.column) == (2, 4)


HEADINGS = [
    "References", "Sources:", "Works Cited", "Bibliography", "Further reading", "Notes", "Links", "Read more", "5. References",
    "Джерела", "Список використаних джерел", "Примітки", "Читайте також", "Источники:", "Литература", "Примечания",
    "Quellen", "Literaturverzeichnis", "Einzelnachweise", "Références", "Bibliographie", "Notes et références",
    "Referencias", "Fuentes", "Bibliografía", "Fonti", "Riferimenti", "Bibliografia", "Źródła", "Przypisy", "Referências", "Fontes",
    "المراجع", "المصادر", "Kaynaklar", "Kaynakça", "参考文献", "资料来源", "參考資料",
]  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("shape", ["## {}", "**{}**", "{}", "{}:"])
def test_headings(heading, shape):
    text = (
        f"Text before.\n\n{shape.format(heading)}\n\nUnknown Gazette of Nowhere. “Ferry sinks "
        f"off Nowhere.” 3 June 2025.\n"
    )
    found = references(text, "a.md")
    assert [r.headline for r in found] == ["Ferry sinks off Nowhere"]


def test_the_list_ends_with_the_next_heading():
    text = (
        f"## Sources\n\n- {ENTRY}\n\n## My view\n\n- A ferry is a boat.\n- “We all swim” is "
        f"what they say – sometimes.\n"
    )
    assert [r.headline for r in references(text, "a.md")] == ["Ferry sinks off Nowhere"]


def test_a_run_without_a_heading():
    text = "It sank.\n\nFerry sinks off Nowhere - Reuters\nFerry raised after a week - BBC\n"
    assert [r.outlet for r in references(text, "a.txt")] == ["Reuters", "BBC"]


def test_markdown_links_footnotes_and_bare_addresses():
    text = f"""---
title: On ferries
date: 2025-07-01
lang: en
---
import Box from './box'

It sank[^1], says [The Guardian]({URL}). More at {URL}?x=1 and in [a report](https://ferries.gov/report).

[^1]: “Ferry sinks off Nowhere”, Reuters, 3 June 2025.

```
“Not a source” – Reuters
```
"""
    article = parse(text.encode(), name="a.md", outlets=known_outlets(), claims=False)
    assert (article.title, article.date, article.language) == ("On ferries", "2025-07-01", "en")
    found = [(r.form, r.kind, r.outlet, r.headline, r.span.line) for r in article.references]
    assert found == [
        (ReferenceForm.LINK, ReferenceKind.NEWS, "The Guardian", None, 8),
        (ReferenceForm.URL, ReferenceKind.NEWS, "The Guardian", None, 8),
        (ReferenceForm.LINK, ReferenceKind.OTHER, None, None, 8),
        (ReferenceForm.FOOTNOTE, ReferenceKind.NEWS, "Reuters", "Ferry sinks off Nowhere", 10),
    ]
    assert article.references[-1].marker == "1"


def test_markdown_table():
    text = (
        "| Title | Source | URL |\n|---|---|---|\n| Ferry sinks off Nowhere | Reuters | "
        "<https://www.reuters.com/world/ferry-sinks-off-nowhere-2025-06-03/> |\n"
    )
    (reference,) = references(text, "a.md")
    assert (reference.headline, reference.outlet, reference.span.line) == (
        "Ferry sinks off Nowhere",
        "Reuters",
        3,
    )


def test_labelled_lines():
    text = (
        f"### Ferries\n\n**Source:** The Guardian (June 3, 2025, 14:05 UTC)\n\n- It sank.\n\n**URL:** {URL}\n"
    )
    (reference,) = references(text, "a.md")
    assert (reference.outlet, reference.date, reference.url, reference.span.line) == (
        "The Guardian",
        "2025-06-03",
        URL,
        3,
    )


def test_html_page_with_navigation():
    page = f"""<!doctype html><html lang="en"><head><title>Ferries | My blog</title>
<script>var x = "<p>“Not a source” – Reuters</p>";</script></head><body>
<nav><ul><li><a href="https://www.bbc.com/news/world-99999999">Also on the BBC</a></li></ul></nav>
<article><h1>Ferries</h1><p>It sank, the crew &amp; all aboard were saved<sup><a href="#fn1">[1]</a></sup>. A long text about
ferries follows here, long enough to be seen as the article of this page, with a sentence or two more about the sea,
the storm and the harbour, the crew and the passengers, and what everybody had for breakfast on that day.</p>
<h2>Sources</h2><ol>
<li id="fn1"><cite>“Ferry sinks off Nowhere”</cite>, Reuters, 3 June 2025</li>
<li><a href="{URL}">Ferry sinks off Nowhere</a> (The&nbsp;Guardian)</li></ol></article>
<footer><a href="https://www.bbc.com/news/world-88888888">More</a></footer></body></html>"""
    article = parse(page.encode(), name="a.html", outlets=known_outlets(), claims=False)
    assert (article.title, article.language) == ("Ferries", "en")
    first, second = article.references
    assert (first.headline, first.outlet, first.date, first.marker) == (
        "Ferry sinks off Nowhere",
        "Reuters",
        "2025-06-03",
        "1",
    )
    assert (second.headline, second.outlet, second.url) == ("Ferry sinks off Nowhere", "The Guardian", URL)
    line = page.splitlines()[second.span.line - 1]
    assert line[second.span.column - 1 :].startswith("Ferry sinks off Nowhere</a>")


def test_html_lists_made_of_line_breaks_and_definition_lists():
    page = (
        f"<h2>Sources</h2><p>{ENTRY}<br>“Ferry raised” – BBC</p><dl><dt>Ferry lost "
        f"again</dt><dd>“Ferry lost again” – Reuters</dd></dl>"
    )
    assert [r.outlet for r in references(page, "a.html") if r.outlet] == ["The Guardian", "BBC", "Reuters"]


@pytest.mark.parametrize(
    ("template", "headline", "outlet", "date", "author"),
    [
        (f"{{{{cite news |last=Roe |first=Jane |title=Ferry sinks |newspaper=[[The Guardian]] |date=3 June 2025 |access-date=5 July 2025 |url={URL}}}}}", "Ferry sinks", "The Guardian", "2025-06-03", "Roe, Jane"),
        ("{{Cite web|title=Ferry sinks|website=Reuters|date=2025-06-03}}", "Ferry sinks", "Reuters", "2025-06-03", None),
        ("{{Lien web|titre=Le ferry coule|site=Le Monde|date=3 juin 2025|consulté le=5 juillet 2025}}", "Le ferry coule", "Le Monde", "2025-06-03", None),
        ("{{Internetquelle|titel=Fähre gesunken|werk=Spiegel Online|datum=2025-06-03|abruf=2025-07-05}}", "Fähre gesunken", "Der Spiegel", "2025-06-03", None),
        ("{{cita noticia|título=El ferry se hunde|periódico=El País|fecha=3 de junio de 2025}}", "El ferry se hunde", "El País", "2025-06-03", None),
        ("{{cita news|titolo=Il traghetto affonda|pubblicazione=Corriere della Sera|data=3 giugno 2025}}", "Il traghetto affonda", "Corriere della Sera", "2025-06-03", None),
        ("{{cytuj stronę|tytuł=Prom zatonął|czasopismo=Gazeta Wyborcza|data=2025-06-03}}", "Prom zatonął", "Gazeta Wyborcza", "2025-06-03", None),
        ("{{citar jornal|título=A balsa afunda|jornal=Folha de S.Paulo|data=3 de junho de 2025}}", "A balsa afunda", "Folha de S.Paulo", "2025-06-03", None),
        ("{{cite web|назва=Пором затонув|видання=Українська правда|дата=3 червня 2025|url=https://www.pravda.com.ua/news/2025/06/3/7512345/}}", "Пором затонув", "Ukrainska Pravda", "2025-06-03", None),
        ("{{Haber kaynağı|başlık=Feribot battı|gazete=Hürriyet|tarih=3 Haziran 2025}}", "Feribot battı", "Hürriyet", "2025-06-03", None),
        ("{{استشهاد بخبر|عنوان=غرق العبارة|صحيفة=الشرق الأوسط|تاريخ=3 يونيو 2025}}", "غرق العبارة", "Asharq Al-Awsat", "2025-06-03", None),
    ],
)  # fmt: skip
def test_wikitext_templates(template, headline, outlet, date, author):
    text = f"'''Ferries''' sink.<ref name=\"a\">{template}</ref> They do.<ref name=\"a\" />\n\n== References ==\n{{{{reflist}}}}\n"
    (reference,) = references(text, "a.wiki")
    assert (reference.headline, reference.outlet, reference.date, reference.author) == (
        headline,
        outlet,
        date,
        author,
    )
    assert (reference.form, reference.marker, reference.kind) == (
        ReferenceForm.TEMPLATE,
        "a",
        ReferenceKind.NEWS,
    )
    assert text[reference.span.start : reference.span.end] == template


def test_wikitext_told_by_its_content():
    text = (
        f"'''Ferries''' [[sink]].<ref>[{URL} Ferry sinks off Nowhere] ''The Guardian'', 3 June "
        f"2025</ref>\n== Notes ==\n"
    )
    (reference,) = references(text, "a.txt")
    assert (reference.headline, reference.outlet, reference.date) == (
        "Ferry sinks off Nowhere",
        "The Guardian",
        "2025-06-03",
    )


def test_docx():
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("On ferries", 0)
    document.add_paragraph("It sank.")
    document.add_heading("References", 1)
    document.add_paragraph(ENTRY, style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Title", "Source", "Ferry raised", "BBC"], strict=True):
        cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    article = parse(stream.getvalue(), name="a.docx", outlets=known_outlets(), claims=False)
    assert (article.title, article.format) == ("On ferries", "docx")
    assert [(r.headline, r.outlet) for r in article.references] == [
        ("Ferry sinks off Nowhere", "The Guardian"),
        ("Ferry raised", "BBC"),
    ]
    for reference in article.references:
        assert article.source[reference.span.start : reference.span.end] == reference.text
    with pytest.raises(ArticleError, match=r"a\.docx: not a readable Word document"):
        parse(stream.getvalue()[:2000], name="a.docx", outlets=known_outlets())


def test_attributions():
    text = (
        "It sank, as Reuters reported on 3 June 2025. According to The Guardian, all were "
        "saved. It was old, as reported by the BBC in an article headlined “Why the ferry sank”. "
        "Time will tell; people reported sick."
    )
    found = references(text, "a.txt")
    assert [(r.outlet, r.date, r.headline, r.form) for r in found] == [
        ("Reuters", "2025-06-03", None, ReferenceForm.ATTRIBUTION),
        ("BBC", None, "Why the ferry sank", ReferenceForm.ATTRIBUTION),
    ]


def test_list_entries_that_cannot_be_read_are_named():
    article = parse(b"## Sources\n\n- Reuters\n- ???\n", name="a.md", outlets=known_outlets(), claims=False)
    assert [(u.text, u.span.line) for u in article.unread] == [("Reuters", 3)]


def test_a_lone_carriage_return_among_line_feeds():
    text = f"One line\rwith a return in it.\n\n## Sources\n\n- {ENTRY}\n"
    (reference,) = references(text, "a.md")
    assert (reference.span.line, reference.span.column) == (5, 3)


MARKUP = st.text(
    alphabet=st.sampled_from(
        list("ab \n\r\t-*_#[](){}<>|=!'\"“”«»‘’:;,./&`~^\\0123456789–\u200b\u00ad\ufeff€я中")
    ),
    max_size=400,
)


@settings(max_examples=150, deadline=None)
@given(MARKUP | st.text(max_size=200), st.sampled_from(["a.txt", "a.md", "a.html", "a.wiki", "a"]))
def test_any_text_is_read_and_every_place_is_in_it(text, name):
    try:
        document = read(text.encode("utf-8", "surrogatepass"), name)
    except ArticleError:
        return
    for block in document.blocks:
        assert block.text.strip() == block.text != ""
        offsets = [block.source_offset(i) for i in range(len(block.text))]
        assert all(0 <= offset < len(document.source) for offset in offsets)
        for link in block.links:
            assert 0 <= link.start <= link.end <= len(block.text)
        for marker in block.markers:
            assert 0 <= marker.at <= len(block.text)
    article = parse(text.encode("utf-8", "surrogatepass"), name=name, outlets=known_outlets(), claims=False)
    for reference in article.references:
        assert 0 <= reference.span.start < reference.span.end <= len(article.source)
        assert reference.span.line <= reference.span.end_line
        assert reference.headline is None or reference.headline.strip()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.wiki", "a.docx"]))
def test_any_bytes_are_read_or_refused(data, name):
    message = f"{name}: "
    try:
        parse(data, name=name, outlets=known_outlets(), claims=False)
    except ArticleError as error:
        message = str(error)
    assert message.startswith(f"{name}: ")
    assert "\n" not in message


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=st.characters(
            codec="utf-8", exclude_characters="\n\r\x00", exclude_categories=["Cs", "Cc", "Cf"]
        ),
        min_size=1,
        max_size=60,
    )
)
def test_plain_text_blocks_are_the_source(line):
    source = f"{line}\n\nA second paragraph, with an end.\n"
    document = read(source.encode(), "a.txt")
    for block in document.blocks:
        first, last = block.source_offset(0), block.source_offset(len(block.text) - 1)
        assert document.source[first : last + 1] == block.text
