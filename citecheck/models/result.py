"""What is said about a reference, a claim, a quotation, and the findings that follow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from citecheck.models.answer import RouteAnswer
from citecheck.models.article import Article, Claim, Quotation, Reference
from citecheck.models.place import Span
from citecheck.models.story import Headline, Story


class Verdict(StrEnum):
    """What is said about a reference."""

    VERIFIED = "verified"
    ALTERED = "altered"
    MISATTRIBUTED = "misattributed"
    NOT_FOUND = "not-found"
    UNCHECKED = "unchecked"


class Change(StrEnum):
    """What an altered headline changed."""

    WORDING = "wording"
    MEANING = "meaning"


class EditKind(StrEnum):
    """What an edit does to the sense: the first group is wording, the second meaning."""

    TYPOGRAPHY = "typography"
    SPELLING = "spelling"
    SYNONYM = "synonym"
    ABBREVIATION = "abbreviation"
    INFLECTION = "inflection"
    FUNCTION_WORD = "function-word"
    ADDITION = "addition"
    OMISSION = "omission"
    REWORDING = "rewording"

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    PLACE = "place"
    NEGATION = "negation"
    HEDGE = "hedge"
    QUANTIFIER = "quantifier"
    OPPOSITE = "opposite"
    ROLE = "role"
    SENSE = "sense"
    """Another content word, neither synonym nor opposite: "injured" for "killed"."""

    @property
    def is_meaning(self) -> bool:
        """Whether an edit of this kind changes what is said."""
        return self in _MEANING


_MEANING = frozenset(
    {
        EditKind.NUMBER,
        EditKind.DATE,
        EditKind.NAME,
        EditKind.PLACE,
        EditKind.NEGATION,
        EditKind.HEDGE,
        EditKind.QUANTIFIER,
        EditKind.OPPOSITE,
        EditKind.ROLE,
        EditKind.SENSE,
    }
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference between the cited words and the outlet's."""

    cited: str
    """Words of the article; "" where the outlet has more."""
    actual: str
    """Words of the outlet; "" where the article has more."""
    kind: EditKind
    cited_at: tuple[int, int]
    """Offsets of `cited` in the cited headline (an empty range marks the place)."""
    actual_at: tuple[int, int]
    """Offsets of `actual` in the outlet's headline."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """A story that is close to the cited one without being it."""

    story: Story
    score: float
    """0..1, how likely this is the cited story."""


@dataclass(frozen=True, slots=True)
class ReferenceResult:
    """What is said about one reference, with all it rests on."""

    reference: Reference
    verdict: Verdict
    score: float
    """0..1, how sure the verdict is."""
    reason: str
    """One sentence for the writer."""
    change: Change | None = None
    """Set on altered only."""
    story: Story | None = None
    matched: Headline | None = None
    """The headline of the story that was compared."""
    edits: tuple[Edit, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    routes: tuple[RouteAnswer, ...] = ()
    coverage: str = ""
    """What was asked and what it covered, in words."""
    advice: tuple[str, ...] = ()
    """What would let an unchecked reference be checked."""
    suggestion: str | None = None
    """What to write instead."""
    disagreements: tuple[str, ...] = ()
    """CC005: what the reference says of date or URL against what the story says, one sentence each."""


class Support(StrEnum):
    """What is said about a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_MENTIONED = "not-mentioned"
    UNCLEAR = "unclear"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Check:
    """One itemised comparison of claim and passage."""

    name: str
    """"number", "name", "date", "negation", "opposite", "role", "hedge" or "words"."""
    passed: bool
    text: str
    """In plain words: "the article says 1,000, the source says 'at least 1,000'"."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passage a support verdict rests on, word for word."""

    text: str
    """Equal to the story's text from `start` to `end`, character for character."""
    start: int
    end: int
    url: str = ""
    outlet: str = ""
    reference: str | None = None
    """Id of the reference whose story this is."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one text says of one claim."""

    support: Support
    score: float
    """0..1, how surely the text backs the claim."""
    evidence: Evidence | None = None
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a judge of the user's choice says of a pair; believed only as far as the text bears it out."""

    support: Support
    """Any but `unchecked`."""
    score: float
    """How surely the text backs the claim, 0..1, by the judge's own account."""
    quote: str | None = None
    """The passage the judge names, which need not stand in the text."""
    sure: bool = True
    """Whether the judge means to be heard: where it does not, the built-in checks alone decide."""


class QuotationVerdict(StrEnum):
    """What is said about a quotation."""

    FOUND = "found"
    DRIFTED = "drifted"
    OTHER_SPEAKER = "other-speaker"
    ABSENT = "absent"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class QuotationResult:
    """What is said about one quotation."""

    quotation: Quotation
    verdict: QuotationVerdict
    reason: str
    evidence: Evidence | None = None
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """What is said about one claim, with the evidence."""

    claim: Claim
    support: Support
    score: float
    """0..1, how surely the cited stories back the claim."""
    reason: str
    evidence: Evidence | None = None
    checks: tuple[Check, ...] = ()
    quotations: tuple[QuotationResult, ...] = ()
    uncited: bool = False
    """True where a story backs it that the sentence does not lean on."""
    backed_by: tuple[str, ...] = ()
    """Ids of all references whose stories back it, the best first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem reported at a place in the article."""

    code: str
    """"CC001" …, see citecheck.codes."""
    message: str
    span: Span
    subject: str | None = None
    """Id of the reference or claim it is about."""
    suggestion: str | None = None
    suppressed: str | None = None
    """The reason that a directive in the article gives for it; None where none does."""
    known: bool = False
    """Whether it is in the baseline of this run."""

    @property
    def settled(self) -> bool:
        """Whether it is suppressed or known: reported, but failing no run."""
        return self.suppressed is not None or self.known


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """All that is said about one article."""

    article: Article
    references: tuple[ReferenceResult, ...]
    claims: tuple[ClaimResult, ...]
    findings: tuple[Finding, ...]
    """Sorted by place, then code."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that one run says."""

    articles: tuple[ArticleReport, ...]
    notes: tuple[str, ...] = ()
    """About the run: "the Guardian was asked with the public test key"."""
    errors: tuple[str, ...] = ()
    """Inputs that could not be read, one line each; nothing else is lost by them."""
    claims_checked: bool = True
    interrupted: bool = False
