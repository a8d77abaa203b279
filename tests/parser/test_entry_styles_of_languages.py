"""Entries as writers of one language or school set them, and headlines hard to tell from the rest."""

import pytest

from citecheck.models import ReferenceKind
from citecheck.outlets import known_outlets
from citecheck.parser import parse
from citecheck.parser.references.dates import find_dates

OUTLETS = known_outlets()


def read(text, name="draft.txt"):
    return parse(text.encode(), name=name, outlets=OUTLETS, claims=False).references


def one(entry, heading="Sources:\n\n", name="draft.txt"):
    (reference,) = read(f"{heading}- {entry}\n", name)
    return reference


@pytest.mark.parametrize(
    ("entry", "headline", "outlet", "date", "author"),
    [
        (
            "Ткач О. Паром повернувся на стару переправу. Українська правда. 2025. 12 червня."
            " URL: https://www.pravda.com.ua/news/2025/06/12/7516123/ (дата звернення: 15.06.2025).",
            "Паром повернувся на стару переправу",
            "Українська правда",
            "2025-06-12",
            "Ткач О.",
        ),
        (
            "Як село купило собі автобус // Дзеркало тижня. – 2024. – № 18. – 9 травня.",
            "Як село купило собі автобус",
            "Дзеркало тижня",
            "2024-05-09",
            None,
        ),
        (
            "Орлова А. П. Соль снова везут по реке [Электронный ресурс] / А. П. Орлова // Коммерсантъ."
            " 2024. 14 марта.",
            "Соль снова везут по реке",
            "Коммерсантъ",
            "2024-03-14",
            "Орлова А. П.",
        ),
        (
            "PRADO, Lia. Rio sobe em Tefé. Folha de S.Paulo, São Paulo, 12 set. 2024."
            " Disponível em: https://www1.folha.uol.com.br/cotidiano/rio-sobe-em-tefe.shtml."
            " Acesso em: 14 set. 2024.",
            "Rio sobe em Tefé",
            "Folha de S.Paulo",
            "2024-09-12",
            "PRADO, Lia",
        ),
        (
            "Sanz, P. (12 de septiembre de 2024). Vuelve el tren de la sal. elDiario.es.",
            "Vuelve el tren de la sal",
            "elDiario.es",
            "2024-09-12",
            "Sanz, P.",
        ),
        (
            "Lohse, Ina: Warum die Fähre schweigt. In: Die Zeit, 12.09.2024.",
            "Warum die Fähre schweigt",
            "Die Zeit",
            "2024-09-12",
            "Lohse, Ina",
        ),
        (
            "Lohse, I.: Wer zahlt den Deich? Handelsblatt online, 22. Oktober 2024."
            " Letzter Zugriff: 1. November 2024.",
            "Wer zahlt den Deich?",
            "Handelsblatt",
            "2024-10-22",
            "Lohse, I.",
        ),
        ("FAZ.NET vom 07.03.2025: Deich hält – vorerst", "Deich hält – vorerst", "FAZ", "2025-03-07", None),
        (
            "Le Figaro avec AFP, « Deux ponts fermés à Nantes », 1er août 2024",
            "Deux ponts fermés à Nantes",
            "Le Figaro",
            "2024-08-01",
            None,
        ),
        (
            "Grève au bac : « on ne partira pas » – BFM TV, le 5 décembre 2024",
            "Grève au bac : « on ne partira pas »",
            "BFM TV",
            "2024-12-05",
            None,
        ),
        (
            "Mediapart. Enquête sur un bac fantôme. Publié le 22/01/2025."
            " En ligne : https://www.mediapart.fr/journal/france/220125/enquete-sur-un-bac-fantome",
            "Enquête sur un bac fantôme",
            "Mediapart",
            "2025-01-22",
            None,
        ),
        (
            "ANSA, Frana sulla costa: riaperta la statale dei laghi. 20/05/2024.",
            "Frana sulla costa: riaperta la statale dei laghi",
            "ANSA",
            "2024-05-20",
            None,
        ),
        ("Evrensel gazetesi, 1 Mayıs 2025: “Liman bizim”", "Liman bizim", "Evrensel", "2025-05-01", None),
        ("Bloomberg (Ida Holm): Barges wait for rain", "Barges wait for rain", "Bloomberg", None, "Ida Holm"),
        (
            "Why salt should be free – The Guardian, by Ida Holm",
            "Why salt should be free",
            "The Guardian",
            None,
            "Ida Holm",
        ),
    ],
)
def test_style_of_a_language(entry, headline, outlet, date, author):
    reference = one(entry)
    assert reference.headline == headline
    assert reference.outlet == OUTLETS.canonical(outlet)
    assert (reference.date, reference.author) == (date, author)
    assert reference.kind is ReferenceKind.NEWS


@pytest.mark.parametrize(
    ("entry", "headline"),
    [
        ("»Wir gehen nicht« – ein Tag auf der Hallig (Der Spiegel, 14.7.2023)", None),
        (
            "Громадське: «Ми не підемо». Один день на поромі без світла (02.02.2025)",
            "«Ми не підемо». Один день",
        ),
    ],
)
def test_a_headline_may_open_with_a_quotation_and_go_on(entry, headline):
    found = one(entry).headline
    assert found.startswith(headline or "»Wir gehen nicht« – ein Tag")
    assert "(" not in found


@pytest.mark.parametrize(
    "entry",
    [
        'Reuters: "Ferry returns to old crossing". 3 June 2025. A good account of what the town paid for it.',
        '"Ferry returns to old crossing" – Ida Holm, Reuters, 3 June 2025',
        '"Ferry returns to old crossing". Reuters. 3 June 2025.',
    ],
)
def test_what_follows_a_quoted_headline_is_no_part_of_it(entry):
    assert one(entry).headline == "Ferry returns to old crossing"


@pytest.mark.parametrize("label", ["[Video]", "(opinion)", "[Відео]", "[Vidéo]:"])
def test_the_sort_of_a_piece_before_a_headline_is_no_part_of_it(label):
    assert (
        one(f"{label} Ferry returns to old crossing – BBC News").headline == "Ferry returns to old crossing"
    )


def test_the_sort_of_a_piece_in_apa_is_no_part_of_its_headline():
    entry = "Holm, T. (2023, October 30). The town that sold its ferry [Opinion]. Boston Globe."
    assert one(entry).headline == "The town that sold its ferry"


@pytest.mark.parametrize(
    "entry",
    [
        "Reuters/Bloomberg: Ferry firm cuts a third of its crews",
        "Reuters and Bloomberg — Ferry firm cuts a third of its crews",
        "Reuters & Bloomberg | Ferry firm cuts a third of its crews",
    ],
)
def test_several_outlets_before_a_headline(entry):
    assert [(r.headline, r.outlet) for r in read(f"Sources:\n\n- {entry}\n")] == [
        ("Ferry firm cuts a third of its crews", "Reuters"),
        ("Ferry firm cuts a third of its crews", "Bloomberg"),
    ]


def test_a_time_of_day_before_an_outlet():
    reference = one("14:32 | Sky News | Ferry minister resigns over leaked letter")
    assert (reference.headline, reference.outlet) == ("Ferry minister resigns over leaked letter", "Sky News")


def test_an_address_in_angle_brackets_below_an_entry():
    text = (
        "WHAT WE'RE READING\n\nFinancial Times: Ferry firms hedge their way into trouble\n"
        "<https://www.ft.com/content/aaaabbbb-cccc-dddd-eeee-ffff00002222>\n"
    )
    (reference,) = read(text)
    assert (reference.headline, reference.outlet) == (
        "Ferry firms hedge their way into trouble",
        "Financial Times",
    )


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("| 2/14/25", "2025-02-14"),
        ("| 14/2/25", "2025-02-14"),
        ("(14.02.25)", "2025-02-14"),
        ("Reuters, 07/2024", "2024-07"),
        ("(03.2023)", "2023-03"),
        ("2024. – № 18. – 9 травня", "2024-05-09"),
        ("2025. 12 червня", "2025-06-12"),
    ],
)
def test_short_dates_and_those_of_libraries(text, iso):
    (found,) = find_dates(text)
    assert found.iso == iso


@pytest.mark.parametrize("text", ["on 2/3/25", "version 2.1.25", "Nr. 24/2025", "part 3/25"])
def test_what_may_mean_two_days_or_none_is_no_date(text):
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("entry", "headline", "outlet", "date", "author"),
    [
        ("«Медуза»: Почему паром стоит? 7 декабря 2024", "Почему паром стоит?", "Медуза", "2024-12-07", None),
        (
            "Русская служба Би-би-си. «Мы не уйдём». Как живёт посёлок у парома. 19 янв 2025.",
            "«Мы не уйдём». Как живёт посёлок у парома",
            "BBC Russian",
            "2025-01-19",
            None,
        ),
        (
            'Expresso, "Quem fica com o cais?", acedido a 3 de março de 2025',
            "Quem fica com o cais?",
            "Expresso",
            None,
            None,
        ),
        (
            "سالم ناصر، «العبارة تعود إلى النهر»، العربي الجديد، 9 يونيو 2024، تاريخ الاطلاع 10 يونيو 2024.",
            "العبارة تعود إلى النهر",
            "The New Arab",
            "2024-06-09",
            "سالم ناصر",
        ),
        ("财新网：渡轮为何停航？（2025-04-02）", "渡轮为何停航？", "财新", "2025-04-02", None),
        (
            "李小川：《最后一班渡轮》，《南方周末》，2024年3月8日",
            "最后一班渡轮",
            "南方周末",
            "2024-03-08",
            "李小川",
        ),
        (
            "EFE | Madrid | «Vuelve el barco de la sal» | 2 jul 2025",
            "Vuelve el barco de la sal",
            "EFE",
            "2025-07-02",
            None,
        ),
        (
            "Podcast: “The price of a ferry,” NPR's Planet Money, Jan 5, 2024",
            "The price of a ferry",
            "NPR",
            "2024-01-05",
            None,
        ),
    ],
)
def test_where_a_headline_ends_and_who_wrote_it(entry, headline, outlet, date, author):
    reference = one(entry)
    assert reference.headline == headline
    assert reference.outlet == OUTLETS.canonical(outlet)
    assert (reference.date, reference.author) == (date, author)
    assert reference.kind is ReferenceKind.NEWS


def test_an_unknown_paper_behind_a_full_stop():
    reference = one("Ferry ramp falls; no one hurt. Corrin Ledger, 9 May 2024.")
    assert (reference.headline, reference.outlet) == ("Ferry ramp falls; no one hurt", "Corrin Ledger")
    assert (reference.date, reference.kind) == ("2024-05-09", ReferenceKind.NEWS)


def test_a_name_that_the_host_spells_out_is_the_outlet():
    url = "https://www.corrinkurier.de/artikel/neue-faehre-spaltet-das-dorf-1234"
    reference = one(f"Corrin Kurier: [Neue Fähre spaltet das Dorf]({url})", "## Quellen\n\n", "draft.md")
    assert (reference.headline, reference.outlet) == ("Neue Fähre spaltet das Dorf", "Corrin Kurier")
    assert (reference.author, reference.kind) == (None, ReferenceKind.NEWS)


@pytest.mark.parametrize(
    "entry",
    [
        "Саврасов Б. В. История парома. — СПб.: Причал, 2016. — 240 с.",
        "BGH, Urteil vom 12. März 2020 – VI ZR 12/19.",
        "Закон України «Про пороми» від 02.10.1992 № 2657-XII",
        "6698 sayılı Liman Kanunu, Resmî Gazete, 7 Nisan 2016",
    ],
)
def test_books_and_laws_of_other_countries_are_no_news(entry):
    assert one(entry).kind is ReferenceKind.OTHER


def test_a_short_address_that_begins_as_the_headline_does_is_a_piece():
    text = "## Links\n\n- [The Mud Counters of Corrin](https://www.hakaimagazine.com/features/the-mud-counters/)\n"
    (reference,) = read(text, "draft.md")
    assert (reference.kind, reference.headline) == (ReferenceKind.NEWS, "The Mud Counters of Corrin")


@pytest.mark.parametrize("signal", ["Cf.", "Vgl.", "See e.g.", "Див."])
@pytest.mark.parametrize("joint", ["und dies.,", "and"])
def test_a_note_with_two_citations(signal, joint):
    first = f"{signal} Lena Fuchs, “Neun Tage auf der Fähre” (taz, 12.12.2024)"
    note = f"{first} {joint} “Nebel, die zweite” (taz, 14.12.2024)."
    references = read(f"Fog closed the bridge.[^1]\n\n[^1]: {note}\n", "draft.md")
    assert [(r.headline, r.outlet, r.author) for r in references] == [
        ("Neun Tage auf der Fähre", "Die Tageszeitung", "Lena Fuchs"),
        ("Nebel, die zweite", "Die Tageszeitung", None),
    ]


@pytest.mark.parametrize(
    "heading", ["# Press review, week 10, 2025", "# Presseschau", "# Огляд преси 3–9 березня"]
)
def test_a_press_review_with_days_for_headings(heading):
    day = "- Guardian – Ministers retreat on ferry tax\n- Daily Mail – Ferry chaos!\n"
    text = f"{heading}\n\n## Monday, 3 March 2025\n\n{day}"
    assert [(r.headline, r.outlet, r.date) for r in read(text, "draft.md")] == [
        ("Ministers retreat on ferry tax", "The Guardian", None),
        ("Ferry chaos!", "Daily Mail", None),
    ]


@pytest.mark.parametrize(
    "head", ["Medium | Überschrift | Datum", "Видання | Заголовок | Дата", "Gazete | Haber | Tarih"]
)
def test_heads_of_a_table_in_other_languages(head):
    text = f"| {head} |\n|---|---|---|\n| Reuters | Ferry ramp falls into the river | 5.2.2025 |\n"
    (reference,) = read(text, "draft.md")
    assert (reference.headline, reference.outlet) == ("Ferry ramp falls into the river", "Reuters")
    assert reference.date == "2025-02-05"


@pytest.mark.parametrize(
    ("entry", "headline", "outlet", "date", "author"),
    [
        (
            "Радіо Свобода: «Ми чекали три години» — що сталося на причалі в Корені (15 січня 2024 р.)",
            "«Ми чекали три години» — що сталося на причалі в Корені",
            "Радіо Свобода",
            "2024-01-15",
            None,
        ),
        (
            "Гуров И. И. Кто ответит за причал? / И. И. Гуров // Ведомости. – 2022. – 3 марта. – С. 4.",
            "Кто ответит за причал?",
            "Ведомости",
            "2022-03-03",
            "Гуров И. И.",
        ),
        (
            "Как паром возит соль — Фонтанка.ру, 11.06.2023",
            "Как паром возит соль",
            "Fontanka",
            "2023-06-11",
            None,
        ),
        (
            "Sowa Anna, „Kto naprawi prom?”, „Rzeczpospolita” z 20 września 2024 r., s. A5.",
            "Kto naprawi prom?",
            "Rzeczpospolita",
            "2024-09-20",
            "Sowa Anna",
        ),
        (
            "SPIEGEL Online: Fischer blockieren Hafen (08.01.2024), zuletzt abgerufen am 10.01.2024",
            "Fischer blockieren Hafen",
            "Der Spiegel",
            "2024-01-08",
            None,
        ),
        (
            "Página 12 – Paro naval: qué barcos salen mañana. 23 de enero de 2024. Último acceso: 24/1/2024.",
            "Paro naval: qué barcos salen mañana",
            "Página/12",
            "2024-01-23",
            None,
        ),
    ],
)
def test_years_marks_and_access_of_more_languages(entry, headline, outlet, date, author):
    reference = one(entry)
    assert reference.headline == headline
    assert reference.outlet == OUTLETS.canonical(outlet)
    assert (reference.date, reference.author) == (date, author)


def test_a_name_like_a_papers_before_a_headline_is_no_author():
    reference = one("Corrin Valley Courier-Times, “Pump house burns by the ferry,” 5 May 2022")
    assert (reference.outlet, reference.author) == ("Corrin Valley Courier-Times", None)
    assert reference.kind is ReferenceKind.NEWS


def test_a_headline_in_brackets_behind_its_address():
    url = "https://www.denverpost.com/2022/08/03/red-ferry-runs-dry/"
    assert one(f"{url} (Denver Post: Red ferry runs dry)").headline == "Red ferry runs dry"


def test_a_source_line_with_a_number_is_no_heading():
    url = "https://corrin.org/news/ferry-4-6"
    text = f"- **Source:** [{url[8:]}]({url})\n\nThe ferry is 12 m long.\n"
    assert [r.url for r in read(text, "draft.md")] == [url]


@pytest.mark.parametrize(
    ("entry", "headline", "outlet", "date", "author"),
    [
        (
            "Ярема Т. Хто купує пором? (Дзеркало тижня, 2 квітня 2023)",
            "Хто купує пором?",
            "Дзеркало тижня",
            "2023-04-02",
            "Ярема Т.",
        ),
        (
            "Libération (AFP) : « À Corrin, la dune avance », 7 juin 2022.",
            "À Corrin, la dune avance",
            "Libération",
            "2022-06-07",
            None,
        ),
        (
            "Le Monde du 4 mai 2023, « Le sel perd son bac », p. 12",
            "Le sel perd son bac",
            "Le Monde",
            "2023-05-04",
            None,
        ),
    ],
)
def test_initials_agencies_and_the_day_of_an_issue(entry, headline, outlet, date, author):
    reference = one(entry)
    assert (reference.headline, reference.date, reference.author) == (headline, date, author)
    assert reference.outlet == OUTLETS.canonical(outlet)


def test_an_edition_is_a_books():
    book = one("Hale, Mary. The Ferry Road: A Journey. 2nd ed. New York: Quay, 2005. Print.")
    assert book.kind is ReferenceKind.OTHER
