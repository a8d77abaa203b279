"""Check that every news article a text cites exists at its outlet, and backs what the text claims.

    report = citecheck.check("article.txt")
    for finding in report.articles[0].findings:
        print(finding.span.line, finding.code, finding.message)

Everything here is typed and needs neither click nor rich. What the words mean stands in
`citecheck.models`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citecheck.api import acheck, check, check_text, stream
    from citecheck.codes import CODES, FailLevel, exit_code
    from citecheck.errors import (
        ArchiveError,
        ArticleError,
        BaselineError,
        CitecheckError,
        RecordingError,
        SettingsError,
    )
    from citecheck.models import (
        Article,
        ArticleReport,
        Claim,
        ClaimResult,
        Finding,
        Reference,
        ReferenceResult,
        Report,
        Story,
        Support,
        Verdict,
    )
    from citecheck.settings import Settings

__version__ = "0.1.0"

_HOMES = {
    "citecheck.api": ("acheck", "check", "check_text", "stream"),
    "citecheck.codes": ("CODES", "FailLevel", "exit_code"),
    "citecheck.errors": (
        "ArchiveError",
        "ArticleError",
        "BaselineError",
        "CitecheckError",
        "RecordingError",
        "SettingsError",
    ),
    "citecheck.models": (
        "Article",
        "ArticleReport",
        "Claim",
        "ClaimResult",
        "Finding",
        "Reference",
        "ReferenceResult",
        "Report",
        "Story",
        "Support",
        "Verdict",
    ),
    "citecheck.settings": ("Settings",),
}
"""Public names by the module that defines them; imported at first use, so that the command starts fast."""

_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "CODES",
    "ArchiveError",
    "Article",
    "ArticleError",
    "ArticleReport",
    "BaselineError",
    "CitecheckError",
    "Claim",
    "ClaimResult",
    "FailLevel",
    "Finding",
    "RecordingError",
    "Reference",
    "ReferenceResult",
    "Report",
    "Settings",
    "SettingsError",
    "Story",
    "Support",
    "Verdict",
    "acheck",
    "check",
    "check_text",
    "exit_code",
    "stream",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME_OF})
