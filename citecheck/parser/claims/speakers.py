"""Read who can speak out of the words around a quotation: "Mayor Ana Ruiz", "a spokesman for the club"."""

from __future__ import annotations

from citecheck.parser.claims.tokens import SpeechWords, Tokens

_LONGEST_NAME = 9


class Names:
    """Reads who can speak, with the words that the data file has for it."""

    def __init__(self, words: SpeechWords) -> None:
        """Take the words of the language."""
        self._words = words

    def apposed(self, tokens: Tokens, role: int, start: int, end: int) -> str | None:
        """Return the name that stands beside a role: "the club’s president, Omar Said, said"."""
        if role < 0 or not 0 < end - start <= 5:
            return None
        if tokens.capital(role) and (role == 0 or tokens.low[role - 1] not in self._words.particles):
            return None
        return stripped(tokens.written(start, end)) if self.all_capital(tokens, start, end) else None

    def all_capital(self, tokens: Tokens, start: int, end: int) -> bool:
        """Say whether all words have a capital, but those that may stand inside a name."""
        return all(tokens.capital(i) or tokens.low[i] in self._words.particles for i in range(start, end))

    def run_back(self, tokens: Tokens, last: int) -> int | None:
        """Return where the name starts that ends at `last`; None where it is nobody's."""
        floor = max(0, last - _LONGEST_NAME + 1)
        start = last
        if tokens.capital(last):
            while start > floor:
                at = start - 1
                joined = tokens.low[at] in self._words.particles and at > floor and tokens.capital(at - 1)
                if not (tokens.is_word(at) and (tokens.capital(at) or joined)):
                    break
                start -= 1
            if start > 0 and tokens.low[start - 1] in self._words.articles:
                start -= 1
            while start < last and tokens.low[start] in self._words.before_names:
                start += 1
            return start
        while (
            start > floor
            and tokens.is_word(start - 1)
            and tokens.low[start - 1] not in self._words.conjunctions
        ):
            start -= 1
        while start <= last and tokens.low[start] in self._words.openers:
            start += 1
        if start > last or not self._is_somebody(tokens, start, last):
            return None
        return start

    def _is_somebody(self, tokens: Tokens, start: int, last: int) -> bool:
        """Say whether words without a capital at their end can speak: "the ministry", "local police"."""
        words = tokens.low[start : last + 1]
        return (
            words[0] in self._words.determiners
            or any(tokens.capital(i) for i in range(start + 1, last + 1))
            or not self._words.speakers.isdisjoint(words)
            or (words[-1].endswith("s") and words[-1] not in ("his", "this", "was"))
        )

    def name_at(self, tokens: Tokens, at: int) -> tuple[str | None, int]:
        """Read the name that starts at a token; return it and the place after it."""
        if at >= len(tokens) or not tokens.is_word(at):
            return None, at
        limit = min(len(tokens), at + _LONGEST_NAME + 3)
        end = at
        first = tokens.low[at]
        if first in self._words.determiners or first in self._words.speakers:
            end = self._common(tokens, at, limit)
        elif not tokens.capital(at) and first not in self._words.pronouns:
            # "said former mayor Ana Ruiz", "сказала мер Анна Руденко": the name is what has capitals.
            ahead = next((i for i in range(at, min(limit, at + 4)) if tokens.capital(i)), at)
            if all(
                tokens.is_word(i) and tokens.low[i] not in self._words.prepositions for i in range(at, ahead)
            ):
                at = end = ahead
        while end < limit and tokens.is_word(end):
            joined = end > at and tokens.low[end] in self._words.particles
            if joined:
                joined = any(tokens.capital(i) for i in range(end + 1, min(limit, end + 3)))
            if not (tokens.capital(end) or joined or self._is_role(tokens, at, end)):
                break
            end += 1
        while end > at and tokens.low[end - 1] in self._words.particles:
            end -= 1
        if end == at or tokens.low[at] in self._words.pronouns:
            return None, at
        return stripped(tokens.written(at, end)) or None, end

    def _is_role(self, tokens: Tokens, at: int, end: int) -> bool:
        """Say whether the second word of "Deputy governor Anna Minkova" leads on to the name."""
        word = tokens.low[end]
        if end != at + 1 or end + 1 >= len(tokens) or word.endswith(("ed", "ly")):
            return False
        return tokens.capital(end + 1) and word not in self._words.not_roles

    def _common(self, tokens: Tokens, at: int, limit: int) -> int:
        """Return where "the ministry" or "a spokesman for the company" ends."""
        end = at + 1
        while end < limit and tokens.is_word(end):
            word = tokens.low[end]
            if word in self._words.verbs or word in self._words.auxiliary or word in self._words.conjunctions:
                break
            if word in self._words.went or (len(word) > 4 and word.endswith("ed") and end > at + 1):
                break
            if (
                word in self._words.prepositions
                and word not in ("from", "at")
                and word not in self._words.particles
            ):
                break
            end += 1
        return end


def stripped(name: str) -> str:
    """Return a name without the signs and the possessive ending around it."""
    name = name.strip(" .,;:–—-")
    for tail in ("’s", "'s"):
        name = name.removesuffix(tail)
    return name
