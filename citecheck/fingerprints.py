"""What makes a finding the same finding in the next run, wherever its line has moved to."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter

from citecheck.models import ArticleReport, Finding


def fingerprints(article: ArticleReport) -> list[str]:
    """Return a fingerprint for each finding of an article, in the order of its findings.

    32 hexadecimal digits over the code and the words that the finding is about (the cited outlet and
    headline, or the claim), folded for case, punctuation and spaces. Line numbers, ids and the
    article's path have no part in it. The second finding alike in an article gets its own.
    """
    words = _subjects(article)
    seen: Counter[str] = Counter()
    prints = []
    for finding in article.findings:
        about = words.get(finding.subject or "") or _fold(_source(article, finding))
        key = f"{finding.code}\n{about}"
        seen[key] += 1
        digest = hashlib.sha256(f"{key}\n{seen[key]}".encode("utf-8", "replace"))
        prints.append(digest.hexdigest()[:32])
    return prints


def _subjects(article: ArticleReport) -> dict[str, str]:
    words = {}
    for reference in article.article.references:
        parts = (reference.outlet, reference.headline or reference.url or reference.text)
        words[reference.id] = _fold("\n".join(part or "" for part in parts))
    for claim in article.article.claims:
        words[claim.id] = _fold(claim.text)
    return words


def _source(article: ArticleReport, finding: Finding) -> str:
    return article.article.source[finding.span.start : finding.span.end] or finding.message


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", " ", plain).strip()
