"""Find what a text gives as somebody's own words, and who is said to have said it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from citecheck.parser.quotemarks import Passage

_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_HAN = re.compile("[\u4e00-\u9fff]")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "nor",
        "for",
        "of",
        "on",
        "in",
        "at",
        "to",
        "by",
        "from",
        "with",
        "as",
        "is",
        "vs",
        "via",
        "than",
        "into",
        "over",
    ]
)

_SAID = (
    r"(?:said|says|say|told|tells|asked|asks|added|adds|wrote|writes|write|explained|explains|stated|states|"
    r"announced|announces|replied|replies|warned|warns|argued|argues|insisted|insists|noted|notes|claimed|claims|"
    r"declared|declares|recalled|recalls|tweeted|posted|continued|continues|remarked|commented|comments|observed|"
    r"admitted|admits|acknowledged|confirmed|confirms|denied|denies|concluded|concludes|complained|joked|shouted|"
    r"yelled|whispered|testified|testifies|promised|vowed|pledged|suggested|suggests|responded|responds|stressed|"
    r"emphasized|emphasised|urged|urges|put it|called|calls|described|describes|reported|reports|quipped|lamented|"  # noqa: E501
    r"сказав|сказала|сказали|каже|заявив|заявила|заявили|додав|додала|зазначив|зазначила|повідомив|повідомила|"
    r"пояснив|пояснила|наголосив|наголосила|підкреслив|підкреслила|написав|написала|розповів|розповіла|"
    r"сказал|сказали|говорит|заявил|заявили|добавил|добавила|отметил|отметила|сообщил|сообщила|заявила|"
    r"пояснил|пояснила|подчеркнул|подчеркнула|написал|написала|рассказал|рассказала|"
    r"sagte|sagten|sagt|erklärte|erklärten|betonte|schrieb|schreibt|meinte|meint|kündigte|warnte|fügte|ergänzte|"
    r"a déclaré|a dit|déclare|dit|a affirmé|affirme|a expliqué|explique|a ajouté|ajoute|a annoncé|a écrit|écrit|"  # noqa: E501
    r"a indiqué|a précisé|a souligné|assure|"
    r"dijo|dice|declaró|afirmó|afirma|explicó|añadió|aseguró|señaló|escribió|advirtió|"
    r"ha detto|dice|ha dichiarato|ha affermato|ha spiegato|ha aggiunto|ha scritto|afferma|spiega|"
    r"powiedział|powiedziała|mówi|oświadczył|oświadczyła|dodał|dodała|stwierdził|stwierdziła|podkreślił|napisał|"
    r"disse|diz|declarou|afirmou|afirma|explicou|acrescentou|escreveu|"
    r"dedi|söyledi|belirtti|açıkladı|ekledi|vurguladı)"
)
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĽŃŅŇŌŐŒŔŘŚŞŠŤŪŮŰŸŹŻŽА-ЯЁЄІЇҐ"
_NAME = (
    rf"(?:(?:[Tt]he|[Aa]|[Aa]n|der|die|das|le|la|el|il|o)\s)?"
    rf"[{_UPPER}][\w’'.-]*(?:\s(?:(?:of|for|the|de|da|do|del|della|van|von|der|den|al|bin|ibn|di|el|and)\s){{0,2}}[{_UPPER}][\w’'.-]*){{0,6}}"
)
_COMMON = (
    r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Hh]is|[Hh]er|[Tt]heir)\s(?:[\w’'-]+\s){0,4}?"
    r"(?:spokes(?:man|woman|person)|official|officials|minister|ministry|president|company|agency|report|court|judge|"
    r"statement|police|army|government|mayor|governor|mother|father|witness|survivor|doctor|analyst|expert|"
    r"researcher|author|lawyer|study|commission|union|chief|director|resident|teacher|nurse|soldier|paper|"
    r"newspaper|outlet|magazine|department|office|bank|group|organi[sz]ation|campaign|family|source)"
    r"(?:\s(?:for|of|at|from|in)\s(?:the\s)?[\w’'.-]+(?:\s[" + _UPPER + r"][\w’'.-]*){0,4})?"
)
_WHO = rf"(?P<who>{_NAME}|{_COMMON})"
_ASIDE = r"(?:,[^,“”\"«»]{1,80},)?"
_ADVERB = r"(?:\s(?:also|then|later|recently|famously|previously|repeatedly|once|simply|reportedly|told|has|have|had|a|ha))?"  # noqa: E501

_AFTER = (
    re.compile(rf"[\s,–—-]*(?:he |she |they )?{_SAID}\s{_WHO}"),
    re.compile(rf"[\s,–—-]*{_WHO}{_ASIDE}{_ADVERB}\s{_SAID}(?!\w)"),
    re.compile(
        rf"[\s,–—-]*(?:according to|in the words of|selon|según|laut|secondo|według|segundo)\s{_WHO}", re.I
    ),
    re.compile(rf"\s*(?:[–—-]|\()\s?{_WHO}\)?[.\s]*$"),
)
_PRONOUN_AFTER = re.compile(
    rf"[\s,–—-]*(?:{_SAID}\s(?:he|she|er|sie|він|вона|он|она)\b|(?:he|she)\s(?:\w+\s)?{_SAID}\b)"
)
_BEFORE = (
    re.compile(rf"{_WHO}{_ASIDE}{_ADVERB}\s{_SAID}\b[^“”\"«»„.?!]{{0,80}}$"),
    re.compile(
        rf"(?:according to|in the words of|as|selon|según|laut|secondo|według|segundo)\s{_WHO}(?:\s{_SAID})?"
        rf"[^“”\"«»„.?!]{{0,60}}[,:]\s*$",
        re.I,
    ),
    re.compile(rf"{_SAID}\s{_WHO}[^“”\"«»„.?!]{{0,60}}[,:–—]\s*[–—-]?\s*$"),
    re.compile(rf"^\s*{_WHO}:\s*$"),
    re.compile(
        rf"{_WHO}(?:’s|'s)\s(?:\w+\s){{0,3}}(?:words|statement|post|speech|remarks|comment|claim|warning)\b[^“”\"«».?!]{{0,40}}$"
    ),
)
_PRONOUN_BEFORE = re.compile(
    rf"\b(?:[Hh]e|[Ss]he|[Вв]ін|[Вв]она|[Оо]на?|[Ee]r|[Ss]ie)\s(?:\w+\s){{0,2}}{_SAID}\b[^“”\"«»„.?!]{{0,80}}$"
)
_TITLE_BEFORE = re.compile(
    r"\b(?:titled|entitled|headlined|named|dubbed|nicknamed|article|articles|report|book|novel|film|movie|song|album|"
    r"paper|essay|poem|documentary|series|podcast|episode|headline|story|piece|column|post|show|play|hashtag|"
    r"term|word|phrase|so-called|slogan|section|chapter|video)[,:]?\s*$",
    re.I,
)
_PRONOUNS = frozenset(
    ["he", "she", "they", "we", "i", "it", "you", "this", "that", "these", "those", "there", "but", "and"]
)


@dataclass(frozen=True, slots=True)
class Speech:
    """A passage given as somebody's own words, in offsets of the text it stands in."""

    start: int
    end: int
    speaker: str | None
    attributed: bool
    """A verb of saying stands at it, whether or not the speaker is named."""


def find_speech(
    text: str,
    start: int,
    end: int,
    passages: Sequence[Passage],
    titles: Container[str] = (),
    last: str | None = None,
) -> list[Speech]:
    """Find the quotations of one sentence.

    Args:
        text: the block's text.
        start: where the sentence starts in it.
        end: where it ends.
        passages: the quoted passages that lie in the sentence, in order.
        titles: folded headlines of the references (`fold_title`): a passage that is one of them is
            a title, not speech.

    Returns:
        The quotations in order, at least three words each unless a verb of saying stands at them.
    """
    found: list[Speech] = []
    for number, passage in enumerate(passages):
        first, after = _trimmed(text, *passage.inner)
        if first >= after:
            continue
        words = text[first:after]
        before = text[
            max(start, passages[number - 1].end if number else start, passage.start - 200) : passage.start
        ]
        behind = text[
            passage.end : min(
                end, passages[number + 1].start if number + 1 < len(passages) else end, passage.end + 200
            )
        ]
        if fold_title(words) in titles or _is_title(words, before):
            continue
        speaker, attributed = _speaker(before, behind)
        if attributed and speaker is None:
            speaker = last
        if not attributed and found and not _WORD.search(before):
            speaker, attributed = last, True
        if _count(words) < _FEWEST_WORDS and not (attributed and words[-1] in ",.!?" and _stops(before)):
            continue
        if not attributed and last and number:
            speaker = None
        found.append(Speech(first, after, speaker, attributed))
        last = speaker or last
    return found


def fold_title(text: str) -> str:
    """Fold a title for comparison: words only, lower case."""
    return " ".join(word.lower() for word in _WORD.findall(text))


def _stops(before: str) -> bool:
    return not before.strip() or before.rstrip()[-1] in ",:.?!–—"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _count(words: str) -> int:
    return len(_HAN.findall(words)) // 2 or len(_WORD.findall(words))


def _is_title(words: str, before: str) -> bool:
    if _TITLE_BEFORE.search(before):
        return True
    if words[-1] in ".,!":
        return False
    tokens = _WORD.findall(words)
    big = sum(1 for token in tokens if token[0].isupper() or token[0].isdigit())
    small = sum(1 for token in tokens if token in _SMALL)
    return len(tokens) >= 3 and big >= 3 and big + small == len(tokens)


def _speaker(before: str, behind: str) -> tuple[str | None, bool]:
    """Return who says it, and whether a verb of saying stands at it at all."""
    for pattern in _AFTER:
        match = pattern.match(behind)
        if match and _named(match.group("who")):
            return _clean(match.group("who")), True
    if _PRONOUN_AFTER.match(behind):
        return None, True
    for pattern in _BEFORE:
        match = pattern.search(before)
        if match and _named(match.group("who")):
            return _clean(match.group("who")), True
    return None, bool(_PRONOUN_BEFORE.search(before))


def _named(who: str) -> bool:
    return who.split()[0].lower() not in _PRONOUNS or len(who.split()) > 1


def _clean(who: str) -> str:
    who = who.rstrip(".,’'- ")
    first, _, rest = who.partition(" ")
    return rest if first in ("But", "And", "As", "When", "While", "Then", "So") and rest else who
