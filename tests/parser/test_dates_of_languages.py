# ruff: noqa: E501 - lists of dates, a language a line
"""Dates as writers of the twelve languages give them, in every order, in their own digits and marks."""

import pytest

from citecheck.parser.references.dates import find_dates

DATES = {
    "en": "3 June 2025|June 3, 2025|3rd of June 2025|Jun. 3, 2025|2025 June 3|Tuesday, June 3, 2025|03 JUN 2025|2025-06-03|3.6.2025",
    "uk": "3 червня 2025|3 червня 2025 р.|3 черв. 2025|3 чер 2025|03.06.2025",
    "ru": "3 июня 2025|3 июня 2025 г.|3 июн. 2025|03.06.2025",
    "de": "3. Juni 2025|03. Juni 2025|Dienstag, 3. Juni 2025|3. 6. 2025",
    "fr": "3 juin 2025|mardi 3 juin 2025|le 3 juin 2025",
    "es": "3 de junio de 2025|3 junio 2025|martes, 3 de junio de 2025",
    "it": "3 giugno 2025|martedì 3 giugno 2025|3° giugno 2025",
    "pl": "3 czerwca 2025|3 czerwca 2025 r.|3 cze 2025",
    "pt": "3 de junho de 2025|3º de junho de 2025|3 jun. 2025",
    "ar": "3 يونيو 2025|٣ يونيو ٢٠٢٥|3 حزيران 2025|3 حزيران/يونيو 2025|3 يونيو/حزيران 2025|3 يونيو، 2025|3 جوان 2025",
    "tr": "3 Haziran 2025|3 HAZİRAN 2025|3 Haz 2025|03.06.2025",
    "zh": "2025年6月3日|2025 年 6 月 3 日|2025年06月03日|2025年6月3號|２０２５年６月３日",
    "others": "3. června 2025|3 iunie 2025|2025. június 3.|3 Ιουνίου 2025|3 юни 2025|3 juni 2025|3. kesäkuuta 2025",
}


@pytest.mark.parametrize("date", [date for line in DATES.values() for date in line.split("|")])
@pytest.mark.parametrize("line", ["{}", "“Ferry sinks” – Reuters, {}", "Reuters ({})"])
def test_a_day_is_read(line, date):
    (found,) = find_dates(line.format(date))
    assert found.iso == "2025-06-03"


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("1er juin 2025", "2025-06-01"),
        ("1.º de junio de 2025", "2025-06-01"),
        ("1° giugno 2025", "2025-06-01"),
        ("3. Jänner 2025", "2025-01-03"),
        ("3 de setiembre de 2025", "2025-09-03"),
        ("3 ARALIK 2025", "2025-12-03"),
        ("9 كانون الأول 2025", "2025-12-09"),
        ("2025年6月", "2025-06"),
        ("03/06/2025", "2025"),
        ("06/13/2025", "2025-06-13"),
    ],
)
def test_other_days_and_months_are_read(date, iso):
    assert [found.iso for found in find_dates(date)] == [iso]
