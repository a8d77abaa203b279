"""Read who is said to have said a quotation, from the words before and behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

from citecheck.parser.claims.speakers import Names, stripped
from citecheck.parser.claims.tokens import Tokens, speech_words

_CLAUSE_ENDS = frozenset(".;?!…:()[]")
_WRITINGS = frozenset(
    {
        "words",
        "statement",
        "post",
        "tweet",
        "speech",
        "remarks",
        "comment",
        "letter",
        "message",
        "sign",
        "note",
    }
)
_TWO_WORDS = frozenset({"according", "за", "по"})
"""Words of attribution whose second word is skipped: "according to", "за словами"."""
_SAYS_BEHIND = re.compile(
    r"\s*(?:[^\W\d_]+ ){0,3}?(?:said|says|told|wrote|writes|asked|added|adds|by|according)\b"
)
_FARTHEST_VERB = 18
"""Words between a verb of saying and the quotation it opens: "said on Friday that the deal was …"."""


_SAID_ZH = "(?:说|表示|称|指出|强调|写道|回应|告诉[^，：“]{1,12})"
_SAID_AR = "(?:و?قالت?|و?أكدت?|و?أضافت?|و?صرحت?|و?أعلنت?|و?كتبت?|و?أوضحت?)"
_UNCAPPED = {
    "zh": (
        re.compile(rf"(?:^|[，。；])(?P<who>[^，。；：“”]{{2,20}}?){_SAID_ZH}[^，。“”]{{0,12}}[：:，,]?\s*$"),
        re.compile(rf"[，,]?\s*(?P<who>[^，。；：“”]{{2,20}}?){_SAID_ZH}"),
    ),
    "ar": (
        re.compile(
            rf"{_SAID_AR}\s(?P<who>[^\s:،,]+(?:\s[^\s:،,]+){{0,3}}?)(?:\s(?:إن|أن)\b[^:]{{0,60}})?\s*[:،,]\s*$"
        ),
        re.compile(rf"[\s،,]*{_SAID_AR}\s(?P<who>[^\s:،,.]+(?:\s[^\s:،,.]+){{0,2}})"),
    ),
}
"""For scripts without capitals: whose words follow, whose words went before."""


class Attribution(NamedTuple):
    """What stands around a quotation about its speaker."""

    speaker: str | None = None
    """As written; None where not named here."""
    spoken: bool = False
    """A verb of saying, or its like, stands at the quotation."""
    pronoun: bool = False
    """The speaker is "he", "she", "they": somebody named earlier."""


class Reader:
    """Reads attributions in one language."""

    def __init__(self, language: str | None) -> None:
        """Take the words of the language (two-letter code; English where None)."""
        self._language = language
        self._words = speech_words(language or "en")
        self._names = Names(self._words)

    def read(self, before: str, behind: str, whole: str, stopped: bool = True) -> Attribution:
        """Read who says a quotation.

        Args:
            before: the sentence's words before it, back to the quotation before that one.
            behind: the sentence's words after it, up to the next quotation.
            whole: the sentence from its start to the quotation.
            stopped: a comma or full stop closes the quotation, within or behind its mark. Where none
                does, the words behind go on with the sentence: 'the “test” she calls a joke'.
        """
        if self._language in _UNCAPPED:
            return _uncapped(before, behind, *_UNCAPPED[self._language])
        found = self._behind(behind) if stopped or _SAYS_BEHIND.match(behind) else Attribution()
        if found.speaker:
            return found
        ahead = self._before(before, behind, whole)
        if ahead.speaker or (ahead.spoken and not found.spoken):
            return ahead
        return found

    # What stands behind: “…”, said Ana Ruiz · Ana Ruiz told reporters · according to the ministry.

    def _behind(self, text: str) -> Attribution:
        tokens = Tokens(text)
        at = 0
        while at < len(tokens) and tokens.text[at] in ",–—-":
            at += 1
        dashed = at > 0 and tokens.text[at - 1] in "–—-"
        if at >= len(tokens):
            return Attribution()
        if tokens.low[at] in self._words.according:
            at += 2 if tokens.low[at] in _TWO_WORDS else 1
            return Attribution(self._names.name_at(tokens, at)[0], spoken=True)
        verb = at
        while verb < len(tokens) - 1 and tokens.low[verb] in self._words.auxiliary:
            verb += 1
        if tokens.low[verb] in self._words.verbs:
            return self._named_or_pronoun(tokens, verb + 1)
        if tokens.low[at] in self._words.pronouns:
            spoken = self._verb_follows(tokens, at + 1) is not None
            return Attribution(None, spoken, pronoun=spoken)
        name, end = self._names.name_at(tokens, at)
        aside = self._behind_aside(tokens, end)
        if name and self._verb_follows(tokens, aside) is not None:
            apposed = self._names.apposed(tokens, end - 1, end + 1, aside - 1)
            return Attribution(apposed or name, spoken=True)
        if name and dashed and len(tokens) - end <= 1:
            return Attribution(name, spoken=True)
        return Attribution()

    def _named_or_pronoun(self, tokens: Tokens, at: int) -> Attribution:
        if at < len(tokens) and tokens.low[at] in self._words.pronouns and not tokens.capital(at):
            return Attribution(None, spoken=True, pronoun=True)
        name, end = self._names.name_at(tokens, at)
        comma = next(
            (i for i in range(end + 1, min(len(tokens), end + 7)) if not tokens.is_word(i)), len(tokens)
        )
        if name and end < len(tokens) and tokens.text[end] == ",":
            # "a déclaré le ministre de la Santé, Paul Renard": the role goes before the name.
            name = self._names.apposed(tokens, at, end + 1, comma) or name
        return Attribution(name, spoken=True)

    def _verb_follows(self, tokens: Tokens, at: int) -> int | None:
        for here in range(at, min(len(tokens), at + 5)):
            if tokens.low[here] in self._words.verbs:
                return here
            if tokens.low[here] not in self._words.auxiliary and not tokens.low[here].endswith("ly"):
                return None
        return None

    def _behind_aside(self, tokens: Tokens, at: int) -> int:
        """Skip ", a nurse at the hospital," after a name."""
        if at < len(tokens) and tokens.text[at] == ",":
            for here in range(at + 1, min(len(tokens), at + 20)):
                if tokens.text[here] == ",":
                    return here + 1
                if tokens.text[here] in _CLAUSE_ENDS:
                    break
        if at < len(tokens) and tokens.text[at] == "(":
            for here in range(at + 1, min(len(tokens), at + 8)):
                if tokens.text[here] == ")":
                    return here + 1
        return at

    # What stands before: Ana Ruiz said: “…” · Ana Ruiz, the mayor, called it “…” · As the court put it, “…”

    def _before(self, text: str, behind: str, whole: str) -> Attribution:
        tokens = Tokens(text)
        end = len(tokens)
        while end and tokens.text[end - 1] in ",:–—-":
            end -= 1
        if not end:
            return Attribution()
        opened = end < len(tokens)
        according = self._last(tokens, end, self._words.according) if opened else None
        if according is not None:
            step = 2 if tokens.low[according] in _TWO_WORDS else 1
            name, after = self._names.name_at(tokens, according + step)
            if name and after >= end - 1:
                return Attribution(name, spoken=True)
        verb = self._last(tokens, end, self._words.verbs)
        if verb is None:
            return self._without_verb(tokens, end)
        passive = verb > 0 and tokens.low[verb - 1] in ("was", "were", "been", "being", "is", "are")
        if passive and not (verb + 1 < end and tokens.low[verb + 1] == "by"):
            agent = Tokens(behind)
            if agent.low[:1] == ["by"]:
                return Attribution(self._names.name_at(agent, 1)[0], spoken=True)
            return Attribution()
        behind_verb = tokens.low[verb + 1] if verb + 1 < end else ""
        if behind_verb == "by":
            return Attribution(self._names.name_at(tokens, verb + 2)[0], spoken=True)
        active = verb > 1 and tokens.capital(verb - 1)
        if behind_verb == "as" and tokens.low[verb].endswith("ed") and not active:
            return Attribution()
        if verb and tokens.low[verb - 1] == "to":
            return self._sentence_subject(whole) if verb > 3 else Attribution()
        if tokens.low[verb] == "saying" and verb and tokens.low[verb - 1] == "as":
            quoted = self._last(tokens, verb, frozenset({"quoted", "cited", "quotes", "quoting"}))
            if quoted is not None:
                return Attribution(self._names.name_at(tokens, quoted + 1)[0], spoken=True)
        return self._subject(tokens, verb, end, whole)

    def _last(self, tokens: Tokens, end: int, wanted: frozenset[str]) -> int | None:
        """Return the last of the wanted words in the clause that ends at `end`."""
        if wanted.isdisjoint(tokens.low):
            return None
        for here in range(end - 1, max(-1, end - 1 - _FARTHEST_VERB), -1):
            if tokens.low[here] in wanted and not (here and tokens.low[here - 1] in self._words.determiners):
                return here
            if tokens.text[here] in _CLAUSE_ENDS and here < end - 1:
                return None
        return None

    def _without_verb(self, tokens: Tokens, end: int) -> Attribution:
        """Read "Ruiz: “…”" and "In Ruiz’s words, “…”"."""
        for here in range(end - 1, max(-1, end - 6), -1):
            word = tokens.text[here]
            if (
                word.endswith(("’s", "'s"))
                and tokens.capital(here)
                and not _WRITINGS.isdisjoint(tokens.low[here + 1 : end])
            ):
                start = self._names.run_back(tokens, here) or 0
                return Attribution(stripped(tokens.written(start, here + 1)[:-2]), spoken=True)
        if tokens.low[0] in self._words.according:
            step = 2 if tokens.low[0] in _TWO_WORDS else 1
            return Attribution(self._names.name_at(tokens, step)[0], spoken=True)
        if tokens.text[-1] == ":" and end <= 5 and self._names.all_capital(tokens, 0, end):
            return Attribution(tokens.written(0, end), spoken=True)
        return Attribution()

    def _subject(self, tokens: Tokens, verb: int, end: int, whole: str) -> Attribution:
        at = verb - 1
        while at >= 0 and (tokens.low[at] in self._words.auxiliary or tokens.low[at].endswith("ly")):
            at -= 1
        if at >= 0 and tokens.low[at] == "who":
            at -= 1
        if at >= 0 and tokens.text[at] == ",":
            if tokens.low[verb].endswith("ing") or tokens.low[at - 1] in self._words.verbs:
                return self._sentence_subject(whole)
            comma, at = at, self._before_aside(tokens, at)
            if at > 1 and tokens.text[at].isdigit() and tokens.text[at - 1] == ",":
                at -= 2
            name = self._names.apposed(tokens, at, at + 2, comma)
            if name:
                return Attribution(name, spoken=True)
        if at < 0 or tokens.text[at] in _CLAUSE_ENDS or tokens.low[at] in self._words.conjunctions:
            follows = self._named_or_pronoun(tokens.until(end), verb + 1)
            if follows.speaker and at < 0 and not tokens.low[verb].endswith("ing"):
                return follows
            found = self._sentence_subject(whole)
            return found if found.speaker else Attribution(None, spoken=True, pronoun=True)
        if tokens.low[at] in self._words.pronouns:
            return Attribution(None, spoken=True, pronoun=True)
        start = self._names.run_back(tokens, at)
        if start is None:
            return Attribution(None, spoken=True)
        if tokens.low[at] in _WRITINGS and not tokens.capital(at):
            # "His post read …": the writing is no speaker.
            own = tokens.low[start] in ("his", "her", "their")
            whose = None if own else self._sentence_subject(whole).speaker
            if whose and whose.split()[-1].lower() in _WRITINGS:
                whose = None
            return Attribution(whose, spoken=True, pronoun=own)
        name = stripped(tokens.written(start, at + 1))
        return Attribution(name or None, spoken=True)

    def _before_aside(self, tokens: Tokens, comma: int) -> int:
        """Return the last token of the name that an aside closing at this comma follows."""
        for here in range(comma - 1, max(-1, comma - 20), -1):
            if tokens.text[here] == ",":
                return here - 1
            if tokens.text[here] in _CLAUSE_ENDS:
                break
        return comma - 1

    def _sentence_subject(self, whole: str) -> Attribution:
        """Read the subject of the sentence: "Ruiz welcomed the deal, calling it “…”"."""
        tokens = Tokens(whole)
        at = 0
        if tokens and (
            tokens.low[0] in self._words.prepositions or tokens.low[0] in self._words.conjunctions
        ):
            comma = tokens.text.index(",") if "," in tokens.text[:25] else -1
            at = comma + 1
        if at < len(tokens) and tokens.low[at] in self._words.pronouns:
            return Attribution(None, spoken=True, pronoun=True)
        return Attribution(self._names.name_at(tokens, at)[0], spoken=True)


def _uncapped(before: str, behind: str, ahead: re.Pattern[str], after: re.Pattern[str]) -> Attribution:
    match = ahead.search(before) or after.match(behind)
    return Attribution(match.group("who").strip() if match else None, spoken=match is not None)
