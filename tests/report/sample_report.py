"""Reports built by hand: an invented article about an invented bridge, and texts that attack their reader."""

from __future__ import annotations

from datetime import date

from citecheck.models import (
    Article,
    ArticleReport,
    Change,
    Check,
    Claim,
    ClaimLink,
    ClaimResult,
    Edit,
    EditKind,
    Evidence,
    Finding,
    Headline,
    HeadlineSource,
    Listed,
    Nearest,
    Quotation,
    QuotationResult,
    QuotationVerdict,
    Ranked,
    Reason,
    Reference,
    ReferenceForm,
    ReferenceResult,
    Refused,
    Report,
    RouteAnswer,
    Span,
    Story,
    Support,
    Verdict,
    Window,
)

SOURCE = """\
# The bridge that would not open

Last week the Orla bridge closed again. Engineers found 40 broken bolts on its eastern tower [1].
The mayor said “we shall open before the first snow falls” and went home [2].
The ferry company has doubled its fares since then. Nobody was hurt in the closure.
A toll of three crowns is planned [3]. Traffic on the ring road grew by a third.

> No bridge lasts for ever, but this one did not even try.

## References

1. “Engineers find 14 broken bolts on Orla bridge”, The Guardian, 3 June 2025
2. “Mayor promises bridge will open before winter” – Reuters, 2 June 2025
3. “Council plans toll of 40 crowns for Orla bridge” – BBC News, 4 June 2025
4. “Ferry fares double as bridge stays shut” – Al Jazeera, 5 June 2025
5. “Secret tunnel found under Orla bridge” – The Guardian, 6 June 2025
6. “Bridge closure chokes ring road” – Kyiv Independent
7. see above
"""


def place(source: str, words: str) -> Span:
    """Return where `words` first stand in `source`."""
    start = source.index(words)
    end = start + len(words)

    def line_column(offset: int) -> tuple[int, int]:
        return source.count("\n", 0, offset) + 1, offset - (source.rfind("\n", 0, offset) + 1) + 1

    return Span(*line_column(start), *line_column(end), start, end)


def edit(cited: str, actual: str, old: str, new: str, kind: EditKind) -> Edit:
    """Return an edit from the words `old` of one headline to `new` of another."""
    a, b = cited.index(old), actual.index(new)
    return Edit(old, new, kind, (a, a + len(old)), (b, b + len(new)))


def reference(number: int, headline: str, outlet: str, day: str | None) -> Reference:
    """Return the reference of this number in SOURCE."""
    line = next(text for text in SOURCE.splitlines() if text.startswith(f"{number}. "))
    return Reference(
        f"r{number}",
        place(SOURCE, line),
        line,
        form=ReferenceForm.ENTRY,
        headline=headline,
        outlet=outlet,
        date=day,
        marker=str(number),
    )


def story(headline: str, outlet: str, url: str, day: str, *others: Headline) -> Story:
    """Return a story whose present headline is `headline`."""
    return Story(outlet, url, (Headline(headline, HeadlineSource.PAGE), *others), published=day, text="…")


JUNE = Window(date(2025, 6, 2), date(2025, 6, 8))
R1 = reference(1, "Engineers find 14 broken bolts on Orla bridge", "The Guardian", "2025-06-03")
R2 = reference(2, "Mayor promises bridge will open before winter", "Reuters", "2025-06-02")
R3 = reference(3, "Council plans toll of 40 crowns for Orla bridge", "BBC News", "2025-06-04")
R4 = reference(4, "Ferry fares double as bridge stays shut", "Al Jazeera", "2025-06-05")
R5 = reference(5, "Secret tunnel found under Orla bridge", "The Guardian", "2025-06-06")
R6 = reference(6, "Bridge closure chokes ring road", "Kyiv Independent", None)

VERIFIED = ReferenceResult(
    R1,
    Verdict.VERIFIED,
    0.99,
    "The headline stands at The Guardian as cited.",
    story=story(
        R1.headline or "",
        "The Guardian",
        "https://www.theguardian.com/world/2025/jun/03/orla-bridge-bolts",
        "2025-06-03",
    ),
    matched=Headline(R1.headline or "", HeadlineSource.PAGE),
    routes=(
        Ranked("guardian-api", (), "guardian", JUNE, ("https://content.guardianapis.com/search?q=orla",)),
    ),
    coverage="The Guardian's own search answered for 2 to 8 June 2025.",
)

_NOW = "Mayor vows the bridge will open by winter"
WORDING = ReferenceResult(
    R2,
    Verdict.ALTERED,
    0.91,
    "Reuters has this story under a differently worded headline; the sense is the same.",
    change=Change.WORDING,
    story=story(
        _NOW, "Reuters", "https://www.reuters.com/world/mayor-vows-orla-bridge-2025-06-02/", "2025-06-02"
    ),
    matched=Headline(_NOW, HeadlineSource.PAGE),
    edits=(
        edit(R2.headline or "", _NOW, "promises", "vows the", EditKind.SYNONYM),
        edit(R2.headline or "", _NOW, "before", "by", EditKind.REWORDING),
    ),
    routes=(
        Refused("reuters", Reason.ROBOTS, "reuters.com forbids robots", None, ("https://www.reuters.com/",)),
        Ranked("bing-news", (), "bing", None, ("https://www.bing.com/news/search?q=mayor",)),
    ),
    coverage="Bing News answered; reuters.com was not asked, because it forbids it.",
    suggestion=f'"{_NOW}" – Reuters, 2025-06-02',
)

_TOLL = "Council plans toll of 4 crowns for Orla bridge after row"
MEANING = ReferenceResult(
    R3,
    Verdict.ALTERED,
    0.97,
    "BBC News has this story, but with the number 4 where the article has 40.",
    change=Change.MEANING,
    story=story(_TOLL, "BBC News", "https://www.bbc.co.uk/news/articles/c0rla4toll", "2025-06-03"),
    matched=Headline(_TOLL, HeadlineSource.METADATA),
    edits=(
        edit(R3.headline or "", _TOLL, "40", "4", EditKind.NUMBER),
        Edit("", "after row", EditKind.OMISSION, (47, 47), (_TOLL.index("after row"), len(_TOLL))),
    ),
    routes=(Listed("bbc-sitemap", (), JUNE, True, ("https://www.bbc.co.uk/sitemaps/news.xml",)),),
    coverage="BBC News' list of 2 to 8 June 2025 was read.",
    suggestion=f'"{_TOLL}" – BBC News, 2025-06-03',
    disagreements=("The article gives 2025-06-04; BBC News published it on 2025-06-03.",),
)

MISATTRIBUTED = ReferenceResult(
    R4,
    Verdict.MISATTRIBUTED,
    0.94,
    "This headline is The Guardian's; Al Jazeera listed everything of that week and does not have it.",
    story=story(
        R4.headline or "",
        "The Guardian",
        "https://www.theguardian.com/world/2025/jun/05/ferry-fares-double",
        "2025-06-05",
    ),
    matched=Headline(R4.headline or "", HeadlineSource.PAGE),
    routes=(
        Listed("aljazeera-sitemap", (), JUNE, False, ("https://www.aljazeera.com/sitemap.xml?yyyy=2025",)),
    ),
    coverage="Al Jazeera's list of 2 to 8 June 2025 was read.",
    suggestion=f'"{R4.headline}" – The Guardian, 2025-06-05',
)

NOT_FOUND = ReferenceResult(
    R5,
    Verdict.NOT_FOUND,
    0.96,
    "The Guardian listed everything of 2 to 8 June 2025, and no story has this headline.",
    nearest=(
        Nearest(
            story(
                "Second tunnel planned under Orla river",
                "The Guardian",
                "https://www.theguardian.com/world/2025/jun/06/second-tunnel",
                "2025-06-06",
            ),
            0.21,
        ),
        Nearest(story("What lies under the Orla bridge?", "The Guardian", "", "2025-06-01"), 0.08),
    ),
    routes=(
        Ranked("guardian-api", (), "guardian", JUNE, ("https://content.guardianapis.com/search?q=tunnel",)),
        Listed("guardian-list", (), JUNE, True, ("https://content.guardianapis.com/search?page=1",)),
    ),
    coverage="The Guardian's list of 2 to 8 June 2025 was read, 214 stories.",
)

UNCHECKED = ReferenceResult(
    R6,
    Verdict.UNCHECKED,
    0.0,
    "Kyiv Independent could not be asked: its site answered with a bot wall.",
    routes=(
        Refused(
            "ghost",
            Reason.BLOCKED,
            "kyivindependent.com answered 403 with a bot wall",
            "try again later",
            ("https://kyivindependent.com/ghost/api/content/posts/",),
        ),
        Refused("sitemap", Reason.NEEDS_DATE, "the sitemap is by month, and no date is given", "add a date"),
        Ranked(
            "bing-news", (), "bing", None, ("https://www.bing.com/news/search?q=ring",), indexes_outlet=False
        ),
    ),
    coverage="Two routes refused; Bing News answered, but is not known to hold Kyiv Independent.",
    advice=("add the publication date", "import Kyiv Independent's sitemap into the archive"),
)


def claim(number: int, words: str, *references: str, quotations: tuple[Quotation, ...] = ()) -> Claim:
    """Return the claim whose sentence is `words` in SOURCE."""
    link = ClaimLink.MARKER if references else ClaimLink.LIST
    return Claim(f"c{number}", place(SOURCE, words), words, references, link, quotations)


def evidence(text: str, outlet: str, url: str, ref: str) -> Evidence:
    """Return a passage."""
    return Evidence(text, 120, 120 + len(text), url, outlet, ref)


_QUOTE = Quotation(
    place(SOURCE, "we shall open before the first snow falls"),
    "we shall open before the first snow falls",
    "The mayor",
)
_SAID = "“We may open before the first snow falls,” the mayor told reporters."
CLAIMS = (
    ClaimResult(
        claim(1, "Engineers found 40 broken bolts on its eastern tower [1].", "r1"),
        Support.CONTRADICTED,
        0.04,
        "The cited story gives another number.",
        evidence(
            "Engineers found 14 broken bolts on the eastern tower, the council said on Tuesday.",
            "The Guardian",
            "https://www.theguardian.com/world/2025/jun/03/orla-bridge-bolts",
            "r1",
        ),
        (
            Check("name", True, "both name the eastern tower"),
            Check("number", False, "the article says 40, the source says 14"),
        ),
    ),
    ClaimResult(
        claim(
            2,
            "The mayor said “we shall open before the first snow falls” and went home [2].",
            "r2",
            quotations=(_QUOTE,),
        ),
        Support.SUPPORTED,
        0.88,
        "The cited story says so.",
        evidence(_SAID, "Reuters", "https://www.reuters.com/world/mayor-vows-orla-bridge-2025-06-02/", "r2"),
        quotations=(
            QuotationResult(
                _QUOTE,
                QuotationVerdict.DRIFTED,
                "One word differs from what was said.",
                evidence(
                    _SAID, "Reuters", "https://www.reuters.com/world/mayor-vows-orla-bridge-2025-06-02/", "r2"
                ),
                (Edit("shall", "may", EditKind.HEDGE, (3, 8), (4, 7)),),
            ),
        ),
    ),
    ClaimResult(
        claim(3, "The ferry company has doubled its fares since then."),
        Support.UNCLEAR,
        0.47,
        "A story speaks of it without deciding it; read the passage.",
        evidence(
            "The ferry company has asked for permission to raise its fares.",
            "The Guardian",
            "https://www.theguardian.com/world/2025/jun/05/ferry-fares-double",
            "r4",
        ),
        (Check("words", False, "“doubled” does not stand in the passage"),),
        uncited=True,
    ),
    ClaimResult(
        claim(4, "Nobody was hurt in the closure."),
        Support.NOT_MENTIONED,
        0.1,
        "No cited story mentions this.",
    ),
    ClaimResult(
        claim(5, "A toll of three crowns is planned [3].", "r3"),
        Support.SUPPORTED,
        0.8,
        "The cited story says so.",
        evidence(
            "The council plans a toll of three crowns.",
            "BBC News",
            "https://www.bbc.co.uk/news/articles/c0rla4toll",
            "r3",
        ),
    ),
    ClaimResult(
        claim(6, "Traffic on the ring road grew by a third.", "r6"),
        Support.UNCHECKED,
        0.0,
        "The cited story could not be read.",
    ),
)

REFERENCES = (VERIFIED, WORDING, MEANING, MISATTRIBUTED, NOT_FOUND, UNCHECKED)
ARTICLE = Article(
    "drafts/bridge.md",
    "markdown",
    SOURCE,
    title="The bridge that would not open",
    date="2025-06-08",
    language="en",
    references=tuple(result.reference for result in REFERENCES),
    claims=tuple(result.claim for result in CLAIMS),
)


def finding(code: str, message: str, about: Reference | Claim, suggestion: str | None = None) -> Finding:
    """Return a finding about a reference or claim."""
    return Finding(code, message, about.span, about.id, suggestion)


FINDINGS = tuple(
    sorted(
        (
            finding("CC101", "The cited story gives another number.", CLAIMS[0].claim),
            Finding("CC103", "One word differs from what was said.", _QUOTE.span, "c2"),
            finding("CC102", "No cited story mentions this.", CLAIMS[3].claim),
            finding("CC201", "The cited story could not be read.", CLAIMS[5].claim),
            finding("CC003", WORDING.reason, R2, WORDING.suggestion),
            finding("CC002", MEANING.reason, R3, MEANING.suggestion),
            finding("CC005", MEANING.disagreements[0], R3),
            finding("CC004", MISATTRIBUTED.reason, R4, MISATTRIBUTED.suggestion),
            finding("CC001", NOT_FOUND.reason, R5, NOT_FOUND.suggestion),
            finding("CC201", UNCHECKED.reason, R6),
            finding("CC104", "This reference backs no claim of the article.", R5),
            Finding("CC301", "This entry has no headline and no link.", place(SOURCE, "7. see above")),
        ),
        key=lambda f: (f.span, f.code),
    )
)
REPORT = Report(
    (ArticleReport(ARTICLE, REFERENCES, CLAIMS, FINDINGS),),
    notes=("The Guardian was asked with the public test key; set GUARDIAN_API_KEY for your own.",),
)


def four_unchecked(reason: Reason, sentence: str) -> Report:
    """Return a report on four references none of which could be checked, all for one reason."""
    references = (R1, R2, R4, R6)
    results = []
    for ref in references:
        routes: tuple[RouteAnswer, ...] = (Refused("site", reason, f"{ref.outlet} was not reached"),)
        results.append(
            ReferenceResult(
                ref,
                Verdict.UNCHECKED,
                0.0,
                sentence.format(ref.outlet),
                routes=routes,
                advice=("connect to the network", "import an archive"),
            )
        )
    findings = tuple(finding("CC201", result.reason, result.reference) for result in results)
    article = Article("bridge.txt", "text", SOURCE, references=references)
    return Report((ArticleReport(article, tuple(results), (), findings),))


HOSTILE = (
    "\x1b[31mred\x1b[0m\x1b]0;title\x07",
    "\x1b]8;;https://evil.example/\x1b\\click\x1b]8;;\x1b\\",
    "\x9b31mC1\x9b0m \x90q\x9c",
    "[bold red]markup[/] [link=https://evil.example]x[/link] :smile:",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\"><svg/onload=alert(1)> ' onmouseover='alert(1)",
    "&lt;script&gt; &amp; &#x3c;",
    "]]><evil/><![CDATA[",
    "--><!-- <!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
    "[click](javascript:alert(1)) ![i](https://evil.example/i.png) | a | `code` ``` <b>",
    "::error file=x,line=1::evil\n::add-mask::x\r::stop-commands::y",
    "##[error]evil %0A::error::evil %25",
    "@everyone #1 https://evil.example/autolink www.evil.example",
    "abc\u202edcba\u2066x\u2069",
    "nul \x00 bell \x07 back \x08\x08\x08 vt \x0b ff \x0c del \x7f",
    "\ud800 lone \udfff surrogates \ufffe \uffff",
    "line\u2028sep\u2029par\x85nel",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} {% raw %}",
    "</title></style></textarea></script><h1>x",
    "a" * 3000,
)


def hostile_report(text: str) -> Report:
    """Return a report in which every text that comes from a draft or a page is `text`."""
    source = f"one\n{text}\nthree\n"
    span = Span(2, 1, 2, 1 + len(text), 4, 4 + len(text))
    ref = Reference(
        "r1",
        span,
        text,
        headline=text,
        outlet=text,
        url=f"https://ok.example/{text}",
        date=text,
        author=text,
        marker=text,
    )
    head = Headline(text, HeadlineSource.PAGE)
    found = Story(
        text,
        f"javascript:{text}",
        (head,),
        published=text,
        updated=text,
        byline=text,
        standfirst=text,
        text=text,
    )
    half = len(text) // 2
    edits = (Edit(text[:half], text[:half], EditKind.NUMBER, (0, half), (0, half)),)
    passage = Evidence(text, 0, len(text), f"https://ok.example/{text}", text, "r1")
    routes = (
        Refused(text, Reason.STATUS, text, text, (text,)),
        Ranked(text, (found,), text, None, (text,)),
        Listed(text, (found,), JUNE, True, (text,)),
    )
    quotation = Quotation(span, text, text)
    results = tuple(
        ReferenceResult(
            ref,
            verdict,
            0.5,
            text,
            change=Change.MEANING if verdict is Verdict.ALTERED else None,
            story=found,
            matched=head,
            edits=edits,
            nearest=(Nearest(found, 0.5),),
            routes=routes,
            coverage=text,
            advice=(text,),
            suggestion=text,
            disagreements=(text,),
        )
        for verdict in Verdict
    )
    the_claim = Claim("c1", span, text, ("r1",), quotations=(quotation,))
    claims = tuple(
        ClaimResult(
            the_claim,
            support,
            0.5,
            text,
            passage,
            (Check("number", False, text),),
            (QuotationResult(quotation, QuotationVerdict.DRIFTED, text, passage, edits),),
        )
        for support in Support
    )
    findings = tuple(
        Finding(code, text, span, subject, text)
        for code in ("CC001", "CC104", "CC201", "CC301")
        for subject in ("r1", None)
    )
    article = Article(text, "text", source, text, text, text, (ref,), (the_claim,))
    return Report((ArticleReport(article, results, claims, findings),), (text,), (text,))
