"""Pairs made from news articles: a sentence or headline, kept or changed, beside an article."""

from __future__ import annotations

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import islice
from operator import itemgetter

from citecheck.matcher.support.passages import split_sentences
from training.model.edits import DENYING, Change, change_hedge, shorten
from training.model.sources import LABELS, Row

_SUPPORTED, _CONTRADICTED, _NOT_MENTIONED, _UNSUPPORTED = range(len(LABELS))
_POINTING = re.compile(r"^(?:He|She|It|They|His|Her|This|That|These|Those|But|And|I|We|You)\b")
_SENTENCES = 2
"""Sentences taken of one article."""
_LEAD = 700
"""Characters by which two stories are compared."""
_SAME_STORY = 0.5
"""Share of telling words from which two articles tell one story: no negative."""


def generate(articles: Sequence[dict[str, str]], seed: int) -> Iterator[Row]:
    """Yield pairs in a fixed order for one seed."""
    near = find_near(articles)
    rng = random.Random(seed)
    for place, article in enumerate(articles):
        text = article["text"].replace(article["headline"], "", 1).strip()
        neighbour = near[place]
        other = None if neighbour is None else articles[neighbour]["text"]
        yield from _of_headline(article["headline"], text, other, rng)
        yield from _of_sentences(text, other, rng)


def _of_headline(headline: str, text: str, other: str | None, rng: random.Random) -> Iterator[Row]:
    leads = [text[start:end] for start, end in islice(split_sentences(text), 12)]
    yield _row("headline", headline, text, _SUPPORTED)
    changed = _change(headline, leads, rng)
    if changed is not None and rng.random() < 0.8:
        yield _row("headline_changed", changed, text, _CONTRADICTED)
    elif other is not None:
        yield _row("headline_near", headline, other, _NOT_MENTIONED)


def _of_sentences(text: str, other: str | None, rng: random.Random) -> Iterator[Row]:
    sentences = [text[start:end] for start, end in split_sentences(text)]
    fit = [s for s in sentences[:25] if 9 <= len(s.split()) <= 40 and s[-1] == "." and not _POINTING.match(s)]
    rng.shuffle(fit)
    for sentence in fit[:_SENTENCES]:
        short = shorten(sentence, rng, sentences)
        claim = short if short is not None and rng.random() < 0.7 else sentence
        yield _row("kept", claim, text, _SUPPORTED)
        hedged = change_hedge(sentence, rng, sentences)
        changed = _change(claim, sentences, rng)
        if hedged is not None and rng.random() < 0.5:
            yield _row("hedge", hedged, text, _UNSUPPORTED)
        elif changed is not None:
            yield _row("changed", changed, text, _CONTRADICTED)
        if rng.random() < 0.4:
            yield _row("removed", claim, text.replace(sentence, "", 1), _UNSUPPORTED)
        elif other is not None and rng.random() < 0.5:
            yield _row("near", claim, other, _NOT_MENTIONED)


def _change(sentence: str, others: Sequence[str], rng: random.Random) -> str | None:
    ways: list[Change] = list(DENYING.values())
    rng.shuffle(ways)
    return next((new for way in ways if (new := way(sentence, rng, others)) and new != sentence), None)


def find_near(articles: Sequence[dict[str, str]]) -> list[int | None]:
    """Return for each article the place of another that is nearest to it in words but tells another story."""
    words = [_telling(article) for article in articles]
    held: Counter[str] = Counter(word for one in words for word in one)
    index: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(words):
        for word in one:
            if held[word] <= 300:
                index[word].append(place)
    nearest: list[int | None] = []
    for place, one in enumerate(words):
        score: defaultdict[int, float] = defaultdict(float)
        for word in one:
            weight = math.log(len(articles) / held[word])
            for other in index.get(word, ()):
                score[other] += weight
        best = [
            other
            for other, _ in nlargest(6, score.items(), key=itemgetter(1))
            if other != place and len(one & words[other]) < _SAME_STORY * len(one)
        ]
        nearest.append(best[0] if best else None)
    return nearest


def _telling(article: dict[str, str]) -> set[str]:
    text = article["headline"] + " " + article["text"][:_LEAD]
    return set(re.findall(r"[a-z]{4,}", text.lower()))


def _row(kind: str, claim: str, evidence: str, label: int) -> Row:
    return Row("", "generated", kind, claim, evidence, label)
