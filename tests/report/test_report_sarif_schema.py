"""SARIF logs against the standard: the part of it that is written here, and the whole where it is at hand.

The whole schema is OASIS's, and not part of this project: name a copy of sarif-schema-2.1.0.json in
CITECHECK_SARIF_SCHEMA and every log is held against it, too.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from jsonschema.validators import validator_for
from sample_report import HOSTILE, REPORT, hostile_report

from citecheck.models import Report
from citecheck.report.interface import render

Schema = dict[str, Any]


def closed(needed: str, **properties: Schema) -> Schema:
    """Return the schema of an object with these properties only, those in `needed` always."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": needed.split(),
        "properties": properties,
    }


def listed(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


TEXT: Schema = {"type": "string", "minLength": 1}
FROM_ONE: Schema = {"type": "integer", "minimum": 1}
LEVEL: Schema = {"enum": ["none", "note", "warning", "error"]}
MESSAGE = closed("text", text=TEXT)
EITHER = closed("text", text=TEXT, markdown=TEXT)
RULE = closed(
    "id shortDescription fullDescription help",
    id=TEXT,
    name=TEXT,
    shortDescription=EITHER,
    fullDescription=EITHER,
    help=EITHER,
    defaultConfiguration=closed("level", level=LEVEL),
    properties={"type": "object", "properties": {"tags": listed(TEXT, uniqueItems=True)}},
)
REGION = closed(
    "startLine startColumn endLine endColumn",
    startLine=FROM_ONE,
    startColumn=FROM_ONE,
    endLine=FROM_ONE,
    endColumn=FROM_ONE,
)
PLACE = closed(
    "artifactLocation region",
    artifactLocation=closed("uri", uri={"type": "string", "format": "uri-reference", "minLength": 1}),
    region=REGION,
)
SUPPRESSION = closed("kind", kind={"enum": ["inSource", "external"]}, justification=TEXT)
RESULT = closed(
    "ruleId ruleIndex level message locations partialFingerprints",
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    message=MESSAGE,
    locations=listed(closed("physicalLocation", physicalLocation=PLACE), minItems=1),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    suppressions=listed(SUPPRESSION, uniqueItems=True),
    baselineState={"enum": ["new", "unchanged", "updated", "absent"]},
    properties={"type": "object"},
)
INVOCATION = closed(
    "executionSuccessful",
    executionSuccessful={"type": "boolean"},
    toolExecutionNotifications=listed(closed("message", message=MESSAGE, level=LEVEL)),
)
RUN = closed(
    "tool results",
    tool=closed(
        "driver", driver=closed("name", name=TEXT, version=TEXT, rules=listed(RULE, uniqueItems=True))
    ),
    invocations=listed(INVOCATION),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results=listed(RESULT),
)
LOG = closed("version runs", **{"$schema": TEXT}, version={"const": "2.1.0"}, runs=listed(RUN, minItems=1))

SETTLED = replace(
    REPORT,
    articles=(
        replace(
            REPORT.articles[0],
            findings=tuple(
                replace(finding, known=number % 2 == 0, suppressed="agreed" if number % 3 == 0 else None)
                for number, finding in enumerate(REPORT.articles[0].findings)
            ),
        ),
    ),
)
REPORTS = [
    REPORT,
    SETTLED,
    Report(()),
    Report((), notes=("a note",), errors=("gone.txt: no such file",), interrupted=True),
    *map(hostile_report, HOSTILE),
]


@pytest.mark.parametrize("report", REPORTS, ids=range(len(REPORTS)))
def test_every_log_is_what_the_standard_knows(report: Report) -> None:
    log = json.loads(render(report, "sarif"))
    Draft7Validator(LOG).validate(log)
    for result in log["runs"][0]["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
        assert start <= end


@pytest.mark.skipif("CITECHECK_SARIF_SCHEMA" not in os.environ, reason="CITECHECK_SARIF_SCHEMA names no file")
@pytest.mark.parametrize("report", REPORTS, ids=range(len(REPORTS)))
def test_every_log_is_valid_by_the_official_schema(report: Report) -> None:
    schema = json.loads(Path(os.environ["CITECHECK_SARIF_SCHEMA"]).read_text(encoding="utf-8"))
    validator_for(schema)(schema).validate(json.loads(render(report, "sarif")))
