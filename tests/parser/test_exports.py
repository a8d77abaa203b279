"""Drafts as other programs hand them over: exports of blogs, wikitext of other languages."""

import pytest

from citecheck.outlets import known_outlets
from citecheck.parser import parse

MEDIUM = """<!DOCTYPE html><html><body><article class="h-entry">
<header><h1 class="p-name">The ferry</h1></header>
<section class="e-content"><div class="section-inner"><p class="graf graf--p">It sank on a calm day.</p>
<h3 class="graf graf--h3">Sources</h3><ul class="postList"><li class="graf graf--li">
“Ferry sinks off the northern coast” —
<em class="markup--em">Reuters</em>, <a
href="https://www.reuters.com/world/ferry-sinks-off-northern-coast-2025-06-03/"
class="markup--anchor">3 June 2025</a></li></ul></div></section></article></body></html>"""

BLOGGER = """<html><body><div class="post-body entry-content"><b>Sources:</b><br />
1. "Ferry sinks off the northern coast", Reuters, 3 June 2025<br />
2. "Owner of the ferry denies fault", BBC News, 4 June 2025<br /></div></body></html>"""

SUBSTACK = """<html><body><article><p>It sank<a
class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a>.</p>
<div class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-1" href="#footnote-anchor-1"
class="footnote-number">1</a><div class="footnote-content">
<p>“Ferry sinks off the northern coast,” Reuters, 3 June 2025.
</p></div></div></article></body></html>"""

WORDPRESS = """<!-- wp:heading --><h2>Further reading</h2><!-- /wp:heading -->
<!-- wp:list --><ul class="wp-block-list"><!-- wp:list-item --><li><a
href="https://www.reuters.com/world/ferry-sinks-off-northern-coast-2025-06-03/"
>Ferry sinks off the northern coast</a>
(Reuters, June 3, 2025)</li><!-- /wp:list-item --></ul><!-- /wp:list -->"""


def read(text, name):
    references = parse(text.encode(), name=name, outlets=known_outlets(), claims=False).references
    return [(r.headline, r.outlet, r.date) for r in references]


FERRY = ("Ferry sinks off the northern coast", "Reuters", "2025-06-03")


@pytest.mark.parametrize("text", [MEDIUM, SUBSTACK, WORDPRESS], ids=["m", "s", "w"])
def test_exports(text):
    assert read(text, "a.html") == [FERRY]


def test_numbered_lines_of_a_blog():
    assert read(BLOGGER, "a.html") == [FERRY, ("Owner of the ferry denies fault", "BBC", "2025-06-04")]


@pytest.mark.parametrize(
    "template",
    [
        "{{Internetquelle |url=https://www.spiegel.de/a-1234567.html |titel=Fähre sinkt vor der Küste "
        "|werk=Der Spiegel |datum=2025-06-03 |abruf=2025-07-01}}",
        "{{Lien web |langue=de |titre=Fähre sinkt vor der Küste |url=https://www.spiegel.de/a-1234567.html "
        "|site=Der Spiegel |date=3 juin 2025 |consulté le=1 juillet 2025}}",
        "{{Cita noticia |título=Fähre sinkt vor der Küste |url=https://www.spiegel.de/a-1234567.html "
        "|periódico=Der Spiegel |fecha=3 de junio de 2025 |fechaacceso=1 de julio de 2025}}",
        "{{Cytuj |tytuł=Fähre sinkt vor der Küste |opublikowany=Der Spiegel "
        "|data=2025-06-03 |data dostępu=2025-07-01}}",
        "{{Cita news |titolo=Fähre sinkt vor der Küste |pubblicazione=Der Spiegel |data=3 giugno 2025}}",
        "{{Citar jornal |título=Fähre sinkt vor der Küste |jornal=Der Spiegel |data=3 de junho de 2025}}",
    ],
)
def test_templates_of_other_languages(template):
    assert read(f"Text.<ref>{template}</ref>\n\n== X ==\n[[A]] [[B]] [[C]]\n", "a.wiki") == [
        ("Fähre sinkt vor der Küste", "Der Spiegel", "2025-06-03")
    ]


@pytest.mark.parametrize(
    ("heading", "entry"),
    [
        ("Quellen", "„Fähre sinkt vor der Küste“, Der Spiegel, 3. Juni 2025"),
        ("Sources :", "« Fähre sinkt vor der Küste », Der Spiegel, 3 juin 2025"),
        ("Джерела", "«Fähre sinkt vor der Küste» — Der Spiegel, 3 червня 2025 р."),
        ("Источники:", "«Fähre sinkt vor der Küste» — Der Spiegel, 3 июня 2025"),
        ("Fuentes", "«Fähre sinkt vor der Küste», Der Spiegel, 3 de junio de 2025"),
        ("Źródła", "„Fähre sinkt vor der Küste”, Der Spiegel, 3 czerwca 2025"),
        ("Kaynakça", "“Fähre sinkt vor der Küste”, Der Spiegel, 3 Haziran 2025"),
        ("Fonti", "«Fähre sinkt vor der Küste», Der Spiegel, 3 giugno 2025"),
        ("References", "Der Spiegel: Fähre sinkt vor der Küste (3 June 2025)"),
        ("References", "Fähre sinkt vor der Küste | Der Spiegel | 3 June 2025"),
        ("References", 'Braun, Anna. 2025. "Fähre sinkt vor der Küste." Der Spiegel, June 3, 2025.'),
        ("References", "Braun, A. (2025, June 3). Fähre sinkt vor der Küste. Der Spiegel."),
        ("References", "Braun A. Fähre sinkt vor der Küste. Der Spiegel. 2025 Jun 3 [cited 2025 Jul 1]."),
        (
            "References",
            "Braun, A 2025, 'Fähre sinkt vor der Küste', Der Spiegel, 3 June, viewed 1 July 2025.",
        ),
        ("References", "A. Braun, “Fähre sinkt vor der Küste,” Der Spiegel, Jun. 3, 2025."),
    ],
)
@pytest.mark.parametrize("mark", ["- ", "1. ", ""])
def test_headings_and_months_of_other_languages_and_styles(heading, entry, mark):
    assert read(f"It sank.\n\n{heading}\n\n{mark}{entry}\n", "a.txt") == [
        ("Fähre sinkt vor der Küste", "Der Spiegel", "2025-06-03")
    ]


CARD = (
    '<figure><a class="{0}" href="https://www.theguardian.com/travel/2025/jan/08/corrin-orders-thirty-sleepers">'
    '<div><div class="{1}">Corrin orders thirty sleepers for its night line</div>'
    '<div class="{2}">The operator says that demand has doubled since 2020.</div>'
    '<div class="{3}"><span>The Guardian</span><span>Ida Holm</span></div></div></a></figure>'
)


@pytest.mark.parametrize(
    "classes",
    [
        ("kg-bookmark-container", "kg-bookmark-title", "kg-bookmark-description", "kg-bookmark-metadata"),
        ("bookmark source", "bookmark-title", "bookmark-description", "bookmark-href"),
    ],
)
def test_a_card_that_previews_a_page_is_one_reference(classes):
    text = "<h1>Night trains</h1><p>Corrin wants its sleepers back.</p>"
    page = f"<article>{text}{CARD.format(*classes)}</article>"
    article = parse(page.encode(), name="page.html", outlets=known_outlets())
    (reference,) = article.references
    assert reference.headline == "Corrin orders thirty sleepers for its night line"
    assert reference.outlet == "The Guardian"
    assert not any("doubled" in claim.text for claim in article.claims)
