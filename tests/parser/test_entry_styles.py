# ruff: noqa: E501 - tables of cases read best with a case a line
"""Every way of writing an entry, one line each; headlines, people and events are invented."""

import pytest

from citecheck.models import ReferenceKind
from citecheck.outlets import known_outlets
from citecheck.parser import parse

NEWS, OTHER = ReferenceKind.NEWS, ReferenceKind.OTHER
H = "Ferry sinks off Nowhere, all aboard saved"


def one(entry: str, name: str = "draft.md"):
    text = f"# Draft\n\nSome text about a ferry.\n\n## References\n\n{entry}\n"
    article = parse(text.encode(), name=name, outlets=known_outlets(), claims=False)
    assert len(article.references) == 1, [(r.headline, r.outlet, r.url) for r in article.references]
    return article.references[0]


@pytest.mark.parametrize("dash", ["-", "–", "—", "―", "‒", "|", "−"])
@pytest.mark.parametrize("marks", ['"{}"', "“{}”", "„{}“", "«{}»", "‘{}’", "'{}'", "”{}”", "„{}”", "{}"])
def test_headline_mark_dash_outlet(dash, marks):
    reference = one(f"- {marks.format(H)} {dash} Reuters")
    assert (reference.headline, reference.outlet, reference.kind) == (H, "Reuters", NEWS)


@pytest.mark.parametrize(
    ("entry", "headline", "outlet", "date", "author"),
    [
        # outlet first
        (f"- Reuters: {H}", H, "Reuters", None, None),
        (f"- Reuters – {H}", H, "Reuters", None, None),
        (f"- **BBC News** — “{H}”", H, "BBC", None, None),
        (f"- The Guardian, “{H}”, 3 June 2025", H, "The Guardian", "2025-06-03", None),
        # brackets, italics
        (f"- {H} (The Guardian)", H, "The Guardian", None, None),
        (f"- {H} (The Guardian, 3 June 2025)", H, "The Guardian", "2025-06-03", None),
        (f"- “{H}.” *Al Jazeera*, 3 June 2025.", H, "Al Jazeera", "2025-06-03", None),
        (f"- [Reuters] {H}", H, "Reuters", None, None),
        (f"- {H} | World news | The Guardian", H, "The Guardian", None, None),
        # numbered
        (f"1. “{H}” – Kyiv Independent", H, "Kyiv Independent", None, None),
        (f"[1] “{H}” – Kyiv Independent", H, "Kyiv Independent", None, None),
        (f"(1) “{H}” – Kyiv Independent", H, "Kyiv Independent", None, None),
        # APA, Harvard, MLA, Chicago, AP, Vancouver, IEEE, Bluebook
        (f"Roe, J. (2025, June 3). {H}. *Reuters*.", H, "Reuters", "2025-06-03", "Roe, J."),
        (f"Roe, J. and Doe, A. (2025) ‘{H}’, *The Guardian*, 3 June.", H, "The Guardian", "2025-06-03", "Roe, J. and Doe, A."),
        (f"Roe, J. (2025). {H}. [online] BBC News.", H, "BBC", "2025", "Roe, J."),
        (f"BBC News. (2025, June 3). {H}.", H, "BBC", "2025-06-03", None),
        (f'Roe, Jane. "{H}." *The New York Times*, 3 June 2025.', H, "The New York Times", "2025-06-03", "Roe, Jane"),
        (f"Jane Roe, “{H},” *Washington Post*, June 3, 2025.", H, "The Washington Post", "2025-06-03", "Jane Roe"),
        (f"Roe, Jane. 2025. “{H}.” *Le Monde*, June 3.", H, "Le Monde", "2025-06-03", "Roe, Jane"),
        (f"Roe J. {H}. Reuters. 2025 Jun 3.", H, "Reuters", "2025-06-03", "Roe J"),
        (f'J. Roe, "{H}," *Der Spiegel*, Jun. 3, 2025. [Online].', H, "Der Spiegel", "2025-06-03", "J. Roe"),
        (f"Jane Roe, *{H}*, N.Y. TIMES (June 3, 2025)", H, "The New York Times", "2025-06-03", "Jane Roe"),
        # quotes in quotes, outlets, dashes and colons in headlines
        ("- “Minister: ‘We will swim’ – and other lines” – Reuters", "Minister: ‘We will swim’ – and other lines", "Reuters", None, None),
        ('- "Mayor says "no" to a bridge" – BBC', 'Mayor says "no" to a bridge', "BBC", None, None),
        ("- Mayor says “no” to a bridge - BBC", "Mayor says “no” to a bridge", "BBC", None, None),
        ("- “Reuters to open office in Nowhere” – The Guardian", "Reuters to open office in Nowhere", "The Guardian", None, None),
        ("- Storm over the north — live updates - The Independent", "Storm over the north — live updates", "The Independent", None, None),
        ("- “Who sank the ferry?” – Al Jazeera", "Who sank the ferry?", "Al Jazeera", None, None),
        # names that are easily mixed up
        (f"- {H} – Kyiv Post", H, "Kyiv Post", None, None),
        (f"- {H} – AP", H, "Associated Press", None, None),
        (f"- {H} – AFP", H, "Agence France-Presse", None, None),
        (f"- {H} – DW", H, "Deutsche Welle", None, None),
        (f"- {H} – WSJ", H, "The Wall Street Journal", None, None),
        (f"- “{H}” – The Nowhere Gazette", H, "The Nowhere Gazette", None, None),
        # access dates are not publication dates
        (f"- “{H}”, Reuters (accessed 5 July 2025)", H, "Reuters", None, None),
        (f"- “{H}”, Reuters, 3 June 2025 (accessed 5 July 2025)", H, "Reuters", "2025-06-03", None),
        # languages
        (f"- «{H}» – Українська правда, 3 червня 2025", H, "Ukrainska Pravda", "2025-06-03", None),
        (f"- «{H}». Медуза. 3 июня 2025 (дата обращения: 5.07.2025)", H, "Meduza", "2025-06-03", None),
        (f"- „{H}“, Der Spiegel, 3. Juni 2025, abgerufen am 5. Juli 2025", H, "Der Spiegel", "2025-06-03", None),
        (f"- « {H} », Le Monde, 3 juin 2025, consulté le 5 juillet 2025", H, "Le Monde", "2025-06-03", None),
        (f"- «{H}», El País, 3 de junio de 2025", H, "El País", "2025-06-03", None),
        (f"- «{H}», Corriere della Sera, 3 giugno 2025", H, "Corriere della Sera", "2025-06-03", None),
        (f"- „{H}”, Gazeta Wyborcza, 3 czerwca 2025", H, "Gazeta Wyborcza", "2025-06-03", None),
        (f"- «{H}», Público (Portugal), 3 de junho de 2025", H, "Público (Portugal)", "2025-06-03", None),
        (f"- “{H}”, Hürriyet, 3 Haziran 2025", H, "Hürriyet", "2025-06-03", None),
        ("- 《渡轮沉没，全员获救的消息》，新华社，2025年6月3日", "渡轮沉没，全员获救的消息", "Xinhua", "2025-06-03", None),
    ],
)  # fmt: skip
def test_style(entry, headline, outlet, date, author):
    reference = one(entry)
    assert (reference.headline, reference.outlet, reference.date, reference.author) == (
        headline,
        outlet,
        date,
        author,
    )
    assert reference.kind is NEWS


@pytest.mark.parametrize(
    "entry",
    [
        "Roe, Jane. *A History of Ferries*. Nowhere University Press, 2019.",
        "Roe, J., & Doe, A. (2019). Why ferries sink. *Journal of Ferry Studies*, 12(3), 45–67. https://doi.org/10.1234/x",
        "[Ferry safety rules](https://www.gov.uk/guidance/ferry-safety-rules)",
        "Ministry of Ferries. “Annual report.” 2024. https://ferries.gov/report-2024.pdf",
        "[Ferry](https://en.wikipedia.org/wiki/Ferry)",
        "“How to build a ferry.” YouTube, 3 June 2025, https://www.youtube.com/watch?v=abc123",
    ],
)
def test_what_is_not_news_is_kept_as_other(entry):
    assert one(entry).kind is OTHER


def test_an_entry_with_everything():
    reference = one(
        "Jane Roe, ‘Ferry sinks off Nowhere’, The Guardian, 3 June 2025,"
        " https://www.theguardian.com/world/2025/jun/03/ferry-sinks-off-nowhere (accessed 5 July 2025)."
    )
    assert reference.headline == "Ferry sinks off Nowhere"
    assert reference.outlet == "The Guardian"
    assert reference.author == "Jane Roe"
    assert reference.date == "2025-06-03"
    assert reference.url == "https://www.theguardian.com/world/2025/jun/03/ferry-sinks-off-nowhere"


def test_two_entries_on_one_line():
    text = 'Sources:\n\n"Ferry sinks off Nowhere" – Reuters; "Ferry raised after a week" – BBC\n'
    article = parse(text.encode(), name="a.txt", outlets=known_outlets(), claims=False)
    assert [(r.headline, r.outlet) for r in article.references] == [
        ("Ferry sinks off Nowhere", "Reuters"),
        ("Ferry raised after a week", "BBC"),
    ]


def test_several_outlets_for_one_headline():
    text = 'Sources:\n\n- "Ferry sinks off Nowhere" – Reuters, BBC and AP\n'
    article = parse(text.encode(), name="a.txt", outlets=known_outlets(), claims=False)
    assert [(r.headline, r.outlet) for r in article.references] == [
        ("Ferry sinks off Nowhere", "Reuters"),
        ("Ferry sinks off Nowhere", "BBC"),
        ("Ferry sinks off Nowhere", "Associated Press"),
    ]


def test_an_entry_wrapped_over_lines():
    text = (
        "References\n\n"
        "1. Jane Roe, “Ferry sinks off Nowhere after a night of storms, and all\n"
        "   aboard are saved by fishermen,” The Guardian, 3 June 2025\n"
        "2. “Ferry raised after a week” – Reuters\n"
    )
    article = parse(text.encode(), name="a.txt", outlets=known_outlets(), claims=False)
    first, second = article.references
    assert (
        first.headline
        == "Ferry sinks off Nowhere after a night of storms, and all aboard are saved by fishermen"
    )
    assert (first.outlet, first.date, first.marker) == ("The Guardian", "2025-06-03", "1")
    assert (second.outlet, second.span.line) == ("Reuters", 5)
