# ruff: noqa: E501 - lists of headings, a language a line
"""Headings over a list of references: in every language, as heading, bold line or plain line, with or without a colon."""

import pytest

from citecheck.outlets import known_outlets
from citecheck.parser import parse
from citecheck.parser.headings import is_reference_heading

HEADINGS = {
    "en": "References|Sources|Works cited|Bibliography|Further reading|Notes|Links|Read more",
    "uk": "Посилання|Джерела|Цитовані праці|Бібліографія|Додаткова література|Примітки|Корисні посилання|Читати далі",
    "ru": "Ссылки|Источники|Цитируемая литература|Библиография|Дополнительная литература|Примечания|Читать далее",
    "de": "Referenzen|Quellen|Zitierte Werke|Bibliografie|Weiterführende Literatur|Anmerkungen|Links|Weiterlesen",
    "fr": "Références|Sources|Ouvrages cités|Bibliographie|Pour aller plus loin|Notes|Liens|Lire aussi|En savoir plus",
    "es": "Referencias|Fuentes|Obras citadas|Bibliografía|Lecturas adicionales|Notas|Enlaces|Leer más",
    "it": "Riferimenti|Fonti|Opere citate|Bibliografia|Letture consigliate|Note|Collegamenti|Leggi anche",
    "pl": "Odnośniki|Źródła|Cytowane prace|Bibliografia|Dalsza lektura|Przypisy|Linki|Czytaj więcej",
    "pt": "Referências|Fontes|Obras citadas|Bibliografia|Leitura adicional|Notas|Links|Leia mais",
    "ar": "المراجع|المصادر|الأعمال المستشهد بها|ببليوغرافيا|قراءات إضافية|ملاحظات|روابط|اقرأ المزيد|اقرأ أيضًا",
    "tr": "Referanslar|Kaynaklar|Alıntılanan eserler|Kaynakça|İleri okuma|Notlar|Bağlantılar|Devamını oku|DİPNOTLAR",
    "zh": "参考文献|资料来源|引用文献|参考书目|延伸阅读|注释|链接|阅读更多|參考資料|參考書目|註釋|閱讀更多",
}
ALL = [heading for line in HEADINGS.values() for heading in line.split("|")]

LINES = ["## {}", "**{}**", "**{}:**", "{}:", "{}", "{} :", "### {}:", "__{}__"]


@pytest.mark.parametrize("heading", ALL)
def test_each_is_known_in_any_case_and_dress(heading):
    for written in (
        heading,
        heading.upper(),
        f"{heading}:",
        f"4. {heading}",
        f"📚 {heading}",
        f"— {heading} —",
    ):
        assert is_reference_heading(written), written


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("heading", [line.split("|")[1] for line in HEADINGS.values()])
def test_what_stands_below_is_read_as_entries(heading, line):
    # An outlet that is not in the table and no quotation marks: only the heading makes this line an entry.
    text = f"It sank.\n\n{line.format(heading)}\n\n- Ferry sinks off the northern coast – Sella Bay Gazette\n"
    (reference,) = parse(text.encode(), name="a.md", outlets=known_outlets(), claims=False).references
    assert (reference.headline, reference.outlet) == (
        "Ferry sinks off the northern coast",
        "Sella Bay Gazette",
    )


@pytest.mark.parametrize(
    "line",
    [
        "Sources & references",
        "Sources / Links",
        "Quellen und Links",
        "Sources et liens",
        "مراجع ومصادر",
        "参考文献与链接",
    ],
)
def test_two_of_them_joined_are_one(line):
    assert is_reference_heading(line)


@pytest.mark.parametrize(
    "line",
    [
        "The sources of the river",
        "Sources say no",
        "Notes from a small ferry",
        "Links and locks",
        "Sources and methods of war",
        "",
    ],
)
def test_other_lines_are_none(line):
    assert not is_reference_heading(line)
