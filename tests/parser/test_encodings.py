"""Bytes of every usual encoding come out as the text they were written as, every character in its place."""

import pytest

from citecheck.errors import ArticleError
from citecheck.outlets import known_outlets
from citecheck.parser import parse
from citecheck.parser.decode import decode

FRENCH = "Le fleuve est monté près du port; la mairie a fermé l'école où elle était. «À l'aide», dit-elle."
GERMAN = "Der Fluss stieg über zwei Meter, die Brücke ist für Fußgänger geöffnet."
SPANISH = "El río subió dos metros y el señor alcalde negó la subvención."
PORTUGUESE = "O rio subiu três metros e a população não saiu das casas."
ITALIAN = "Il fiume è salito; la città è più alta e però non si muove."
POLISH = "Rzeka podniosła się o dwa metry, ale most jest otwarty, źle oświetlony."
CZECH = "Řeka stoupla o dva metry, ale most je otevřen a lidé se vrací na práci."
TURKISH = "Nehir iki metre yükseldi, köprü açıldı ve işçiler geri döndü."
UKRAINIAN = "Річка піднялася на два метри, але міст «Єдність» відкрито."
RUSSIAN = "Река поднялась на два метра, но мост открыт."
ARABIC = "ارتفع النهر مترين وأعيد فتح الجسر."
CHINESE = "河水上涨两米，大桥重新开放。"

WRITTEN = [
    *((text, "cp1252") for text in (FRENCH, GERMAN, SPANISH, PORTUGUESE, ITALIAN)),
    *((text, "cp1250") for text in (POLISH, CZECH)),
    *((text, "cp1251") for text in (UKRAINIAN, RUSSIAN)),
    (TURKISH, "cp1254"),
    (ARABIC, "cp1256"),
    (CHINESE, "gb18030"),
]


@pytest.mark.parametrize(("text", "encoding"), WRITTEN)
@pytest.mark.parametrize("times", [1, 30])
def test_one_byte_encodings_are_told_apart(text, encoding, times):
    whole = (text + "\r\n") * times
    assert decode(whole.encode(encoding), "a.txt") == whole


@pytest.mark.parametrize("text", [FRENCH, UKRAINIAN, ARABIC, CHINESE, "It rose."])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "utf-32"])
def test_wide_encodings_are_told_with_and_without_a_mark(text, encoding):
    whole = f"{text}\r\n\r\n{text}\r\n"
    assert decode(whole.encode(encoding), "a.txt") == whole


def test_zero_bytes_alone_make_no_text():
    with pytest.raises(ArticleError, match="not a text file"):
        decode(bytes([7, 0, 1, 255, 0, 144] * 400), "a.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("name", "heading"), [("a.txt", "Sources:"), ("a.md", "## Sources")])
def test_places_are_those_of_the_file_whatever_is_folded(encoding, end, name, heading):
    entry = "“Fer\u00adry si\u200bnks off\u00a0the northern coast” – Reuters"
    text = f"The fer\u00adry\ufeff sank\u200b.{end}{end}{heading}{end}{end}* {entry}{end}"
    (reference,) = parse(text.encode(encoding), name=name, outlets=known_outlets(), claims=False).references
    assert reference.headline == "Ferry sinks off the northern coast"
    assert (reference.span.line, reference.span.column) == (5, 3)
    assert (reference.span.end_line, reference.span.end_column) == (5, 3 + len(entry))
