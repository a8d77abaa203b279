"""Which results become findings, and which exit code follows."""

import pytest

from citecheck.codes import CODES, FailLevel, exit_code, fails
from citecheck.findings import find_findings
from citecheck.models import (
    Article,
    ArticleReport,
    Change,
    Claim,
    ClaimResult,
    Evidence,
    Finding,
    Headline,
    Quotation,
    QuotationResult,
    QuotationVerdict,
    Reference,
    ReferenceKind,
    ReferenceResult,
    Report,
    Span,
    Story,
    Support,
    Unread,
    Verdict,
)


def at(line: int) -> Span:
    return Span(line, 1, line, 9, line * 10, line * 10 + 8)


REFERENCE = Reference("r1", at(5), '"A" – B', headline="A", outlet="B")
ARTICLE = Article("a.txt", "text", "", references=(REFERENCE,))


def judged(verdict: Verdict, change: Change | None = None, text: str | None = None) -> ReferenceResult:
    story = Story("B", "https://b.test/a", (Headline("A"),), text=text)
    return ReferenceResult(REFERENCE, verdict, 0.9, "Because.", change, story)


def claimed(support: Support, **more: object) -> ClaimResult:
    return ClaimResult(Claim("c1", at(2), "It rained."), support, 0.5, "Because.", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("verdict", "change", "code"),
    [
        (Verdict.NOT_FOUND, None, "CC001"),
        (Verdict.ALTERED, Change.MEANING, "CC002"),
        (Verdict.ALTERED, Change.WORDING, "CC003"),
        (Verdict.MISATTRIBUTED, None, "CC004"),
        (Verdict.UNCHECKED, None, "CC201"),
    ],
)
def test_each_verdict_has_its_code(verdict: Verdict, change: Change | None, code: str) -> None:
    (finding,) = find_findings(ARTICLE, [judged(verdict, change)], [])
    assert (finding.code, finding.subject, finding.span.line) == (code, "r1", 5)


def test_a_verified_reference_is_no_finding() -> None:
    assert find_findings(ARTICLE, [judged(Verdict.VERIFIED)], []) == ()


@pytest.mark.parametrize(
    ("support", "codes"),
    [
        (Support.CONTRADICTED, ["CC101"]),
        (Support.NOT_MENTIONED, ["CC102"]),
        (Support.UNCHECKED, ["CC201"]),
        (Support.UNCLEAR, []),
        (Support.SUPPORTED, []),
    ],
)
def test_each_support_has_its_code(support: Support, codes: list[str]) -> None:
    assert [f.code for f in find_findings(ARTICLE, [], [claimed(support)])] == codes


def test_a_quotation_that_is_not_in_the_story_is_a_finding_at_its_own_place() -> None:
    quotation = Quotation(at(3), "words")
    results = tuple(QuotationResult(quotation, verdict, "Because.") for verdict in QuotationVerdict)
    found = find_findings(ARTICLE, [], [claimed(Support.SUPPORTED, quotations=results)])
    assert [(f.code, f.span.line) for f in found] == [("CC103", 3)] * 3


def test_a_story_that_was_read_and_backs_nothing_is_unused() -> None:
    read = judged(Verdict.VERIFIED, text="It snowed.")
    assert [f.code for f in find_findings(ARTICLE, [read], [claimed(Support.SUPPORTED)])] == ["CC104"]
    backed = claimed(Support.SUPPORTED, backed_by=("r1",))
    assert find_findings(ARTICLE, [read], [backed]) == ()
    quoted = claimed(Support.UNCLEAR, evidence=Evidence("It snowed.", 0, 10, reference="r1"))
    assert find_findings(ARTICLE, [read], [quoted]) == ()


def test_nothing_is_called_unused_where_nothing_was_read_or_judged() -> None:
    assert find_findings(ARTICLE, [judged(Verdict.VERIFIED)], [claimed(Support.SUPPORTED)]) == ()
    read = judged(Verdict.VERIFIED, text="It snowed.")
    assert [f.code for f in find_findings(ARTICLE, [read], [claimed(Support.UNCHECKED)])] == ["CC201"]


def test_an_article_without_references_says_so_once() -> None:
    assert [f.code for f in find_findings(Article("a", "text", ""), [], [])] == ["CC302"]
    books = Article("a", "text", "", references=(Reference("r1", at(1), "x", ReferenceKind.OTHER),))
    assert find_findings(books, [], []) == ()
    unread = Article("a", "text", "", unread=(Unread(at(4), "???", "no headline and no link"),))
    assert [f.code for f in find_findings(unread, [], [])] == ["CC301"]


def report(*codes: str, verdict: Verdict = Verdict.VERIFIED, errors: tuple[str, ...] = ()) -> Report:
    findings = tuple(Finding(code, "x", at(1)) for code in codes)
    return Report((ArticleReport(ARTICLE, (judged(verdict),), (), findings),), errors=errors)


def test_exit_codes() -> None:
    meaning = FailLevel.MEANING
    assert exit_code(report(), meaning) == 0
    assert exit_code(report("CC002"), meaning) == 1
    assert exit_code(report("CC003"), meaning) == 0
    assert exit_code(report("CC003"), FailLevel.WORDING) == 1
    assert exit_code(report("CC001"), FailLevel.NEVER) == 0
    assert exit_code(report("CC302"), meaning) == 1
    assert exit_code(report("CC201", verdict=Verdict.UNCHECKED), meaning) == 3
    assert exit_code(report("CC201", verdict=Verdict.UNCHECKED), FailLevel.UNCHECKED) == 1
    assert exit_code(report(errors=("x: no such file",)), meaning) == 2
    assert exit_code(report("CC001", errors=("x: no such file",)), meaning) == 1
    assert exit_code(Report((), interrupted=True), meaning) == 130


def test_a_graver_finding_fails_at_every_milder_level() -> None:
    ladder = list(FailLevel)
    for code in CODES.values():
        finding = Finding(code.code, "x", at(1))
        assert [fails(finding, level) for level in ladder] == [
            ladder.index(level) >= ladder.index(code.level) for level in ladder
        ]
