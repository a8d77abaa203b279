# ruff: noqa: E501 - a citation a line
"""Forms of citation that are easily mistaken: law reviews, short notes, medical lists, rare quotation marks."""

import pytest

from citecheck.models import ReferenceForm, ReferenceKind
from citecheck.outlets import known_outlets
from citecheck.parser import parse

H = "Ferry sinks off the northern coast"
T = "Ferry Sinks off the Northern Coast"


def references(entries, name="a.md"):
    text = f"# Draft\n\nSome text about a ferry.\n\n## Notes\n\n{entries}\n"
    return parse(text.encode(), name=name, outlets=known_outlets(), claims=False).references


def fields(reference):
    return (reference.headline, reference.outlet, reference.date, reference.author)


@pytest.mark.parametrize(
    ("entry", "outlet"),
    [
        (
            f"Jane Roe, *{T}*, N.Y. Times (June 3, 2025), https://www.nytimes.com/2025/06/03/ferry.html.",
            "The New York Times",
        ),
        (f"Jane Roe, *{T}*, N.Y. TIMES, June 3, 2025, at A1.", "The New York Times"),
        (f"Jane Roe, *{T}*, Wash. Post, June 3, 2025, at A1.", "The Washington Post"),
        (
            f"Jane Roe, *{T}*, WALL ST. J. (June 3, 2025, 9:00 AM), https://www.wsj.com/articles/ferry-sinks-off-northern-coast-11.",
            "The Wall Street Journal",
        ),
        (f"Jane Roe, *{T}*, L.A. Times (June 3, 2025).", "Los Angeles Times"),
        (f"Jane Roe, *{T}*, Chi. Trib., June 3, 2025.", "Chicago Tribune"),
    ],
)
def test_bluebook(entry, outlet):
    (reference,) = references(f"1. {entry}")
    assert fields(reference) == (T, outlet, "2025-06-03", "Jane Roe")


@pytest.mark.parametrize(
    "entry",
    [
        f"Roe J. {H}. The Guardian [Internet]. 2025 Jun 3 [cited 2025 Jul 5]. Available from: https://www.theguardian.com/a/2025/jun/03/b",
        f"Roe J. {H}. The Guardian. 2025 Jun 3 [cited 2025 Jul 5]; Available from: https://www.theguardian.com/a/2025/jun/03/b",
        f"Roe J. {H}. The Guardian [newspaper article]. 3 June 2025 [accessed 5 July 2025].",
    ],
)
def test_vancouver(entry):
    (reference,) = references(f"1. {entry}")
    assert fields(reference) == (H, "The Guardian", "2025-06-03", "Roe J")


@pytest.mark.parametrize("marks", ["“{}.”", "“{},” A1.", "'{}.'", "‘{}’."])
def test_a_short_note_keeps_its_title_and_its_author(marks):
    full = f"1. Jane Roe, “{T},” *The Guardian*, June 3, 2025."
    first, short = references(f"{full}\n2. Roe, {marks.format('Ferry Sinks')}")
    assert fields(first) == (T, "The Guardian", "2025-06-03", "Jane Roe")
    assert (short.headline, short.author, short.marker) == ("Ferry Sinks", "Roe", "2")


@pytest.mark.parametrize(
    "marks",
    ["＂{}＂", "″{}″", "〝{}〞", "〝{}〟", "``{}''", "《{}》", "〈{}〉", "「{}」", "『{}』", "‹{}›", "»{}«"],
)
def test_quotation_marks_of_every_kind(marks):
    (reference,) = references(f"- {marks.format(H)} – Reuters, 3 June 2025")
    assert fields(reference)[:3] == (H, "Reuters", "2025-06-03")


@pytest.mark.parametrize("dash", list("-–—―‒−﹘－⸺"))
def test_dashes_of_every_kind(dash):
    (reference,) = references(f"- “{H}” {dash} Reuters")
    assert fields(reference)[:2] == (H, "Reuters")


@pytest.mark.parametrize(
    "dates",
    [
        "published 3 June 2025, updated 4 June 2025",
        "updated 4 June 2025; first published 3 June 2025",
        "оновлено 4 червня 2025, 3 червня 2025",
    ],
)
def test_the_day_of_an_update_is_not_the_date(dates):
    (reference,) = references(f"- “{H}” – Reuters ({dates})")
    assert reference.date == "2025-06-03"


@pytest.mark.parametrize(
    "entry",
    [
        f"Reuters – {H}, 3 June 2025",
        f"Reuters: {H}. 3 June 2025",
        f"Reuters | {H} | 3 June 2025",
        f"[Reuters] {H}, June 3, 2025.",
    ],
)
def test_a_date_behind_the_headline_is_no_part_of_it(entry):
    (reference,) = references(f"- {entry}")
    assert fields(reference)[:3] == (H, "Reuters", "2025-06-03")


TEMPLATES = {
    "nl": "{{Citeer nieuws|titel=%s|url=https://www.dorpskrant.nl/a|krant=De Dorpskrant|datum=3 juni 2025}}",
    "cs": "{{Citace elektronického periodika|titul=%s|periodikum=Deník N|url=https://denikn.cz/1|datum_vydání=2025-06-03}}",
    "sv": "{{Webbref|titel=%s|url=https://www.dn.se/a|utgivare=Dagens Nyheter|datum=2025-06-03}}",
    "no": "{{Kilde avis|tittel=%s|url=https://www.nrk.no/1|avis=NRK|dato=3. juni 2025}}",
    "fi": "{{Verkkoviite|Nimeke=%s|Osoite=https://yle.fi/a/74-20112345|Julkaisija=Yle|Ajankohta=3.6.2025}}",
    "uk": "{{Cite web|назва=%s|url=https://zaxid.net/1|видавець=Zaxid.net|дата=3 червня 2025|дата-доступу=6 червня 2025}}",
    "de": "{{Internetquelle|titel=%s|werk=Der Spiegel|url=https://www.spiegel.de/a-1|datum=2025-06-03|abruf=2025-06-05}}",
    "fr": "{{Lien web|titre=%s|site=Libération|url=https://www.liberation.fr/b|jour=3|mois=juin|année=2025|consulté le=6 juin 2025}}",
    "es": "{{cita noticia|título=%s|periódico=El País|url=https://elpais.com/a.html|fecha=3 de junio de 2025|fechaacceso=5 de junio de 2025}}",
    "ru": "{{публикация|статья|заглавие=%s|издание=Коммерсантъ|год=2025|месяц=6|день=3}}",
    "pl": "{{Cytuj|tytuł=%s|opublikowany=Gazeta Wyborcza|url=https://wyborcza.pl/1|data=3 czerwca 2025|data dostępu=2025-06-05}}",
    "tr": "{{Haber kaynağı|başlık=%s|gazete=Hürriyet|url=https://www.hurriyet.com.tr/a|tarih=3 Haziran 2025|erişimtarihi=5 Haziran 2025}}",
    "ar": "{{استشهاد بخبر|عنوان=%s|صحيفة=الجزيرة|مسار=https://www.aljazeera.net/a|تاريخ=3 يونيو 2025|تاريخ الوصول=5 يونيو 2025}}",
    "zh": "{{cite news|title=%s|newspaper=联合早报|url=https://www.zaobao.com.sg/a|date=2025年6月3日|accessdate=2025-06-05}}",
}


@pytest.mark.parametrize("language", TEMPLATES)
def test_templates_of_other_languages(language):
    text = f"Text.<ref>{TEMPLATES[language] % H}</ref>\n\n== References ==\n<references />\n"
    (reference,) = parse(text.encode(), name="a.wiki", outlets=known_outlets(), claims=False).references
    assert (reference.headline, reference.date, reference.form) == (H, "2025-06-03", ReferenceForm.TEMPLATE)
    assert reference.outlet
    assert reference.kind is ReferenceKind.NEWS
