"""Write the pages of the documentation that say what the code says: run it after a change to those parts.

python docs/generate.py            write them
python docs/generate.py --check    only say which are stale, and end with 1 if any is
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from citecheck.cli.check import check as check_command
from citecheck.codes import CODES, FailLevel
from citecheck.examples import EXAMPLES, STORIES, Example
from citecheck.report.interface import RENDERERS
from citecheck.report.json import schema_text
from citecheck.settings import HELP, KEY_NAMES, Settings

HERE = Path(__file__).parent
_BEGUN = "<!-- Written by docs/generate.py: change the code it speaks of, then run it. -->\n"
Object = dict[str, Any]


def main() -> int:
    """Write or compare the pages and return the exit code."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    options.add_argument("--check", action="store_true", help="write nothing; end with 1 if a page is stale")
    check = options.parse_args().check
    stale = [name for name, text in pages().items() if _read(HERE / name) != text]
    for name in stale:
        if check:
            print(f"docs/{name} is stale: run docs/generate.py", file=sys.stderr)
        else:
            (HERE / name).write_text(pages()[name], encoding="utf-8")
    return 1 if check and stale else 0


def pages() -> dict[str, str]:
    """Return each generated page by its file name."""
    written = {"findings.md": findings(), "json.md": json_reference(), "configuration.md": configuration()}
    return {name: _BEGUN + "\n".join(lines).rstrip() + "\n" for name, lines in written.items()}


def _read(page: Path) -> str:
    return page.read_text(encoding="utf-8") if page.exists() else ""


def findings() -> Iterator[str]:
    """Yield the page about the finding codes."""
    yield "# Findings"
    yield ""
    yield "A finding is a problem reported at a place in the article. Its code stays the same for ever;"
    yield "`citecheck explain CC002` prints what stands here. `--fail-on LEVEL` says from which level on a"
    levels = [level.value for level in FailLevel if level is not FailLevel.NEVER]
    yield f"finding ends the run with 1; from the gravest: {_codes(levels)}. At `never`, none does."
    yield "A finding that you have [settled](settling.md) fails nothing."
    yield ""
    yield "The examples are about all that two outlets published in June 2026:"
    for story in STORIES:
        yield ""
        yield f"> **{story.headline}** – {story.outlet}, {story.date}<br>"
        yield f"> {story.text}"
    yield ""
    yield "| code | name | level | what was found |"
    yield "|---|---|---|---|"
    for code in CODES.values():
        yield f"| [{code.code}](#{code.code.lower()}) | {code.name} | `{code.level}` | {code.summary} |"
    for code in CODES.values():
        yield ""
        yield f"## {code.code}"
        yield ""
        level = f"fails a run at `--fail-on {code.level}` and every milder level"
        yield f"**{code.name}** ({level}): {code.summary}"
        yield ""
        yield code.why
        yield ""
        yield from _example(EXAMPLES[code.code])
        yield ""
        yield f"What to do: {code.remedy}"


def _example(example: Example) -> Iterator[str]:
    """Yield a draft and what the report says of it."""
    yield "```text"
    yield example.draft.rstrip()
    yield "```"
    yield ""
    write = f"<br>→ write {example.write}" if example.write else ""
    yield f"> {example.says}{write}"


def configuration() -> Iterator[str]:
    """Yield the page about settings."""
    yield "# Configuration"
    yield ""
    yield "Nothing has to be configured. What is given counts in this order: options of the command line,"
    yield "then `CITECHECK_…` variables of the environment, then the nearest file upwards from the present"
    yield "folder, which is `citecheck.toml` or a `pyproject.toml` with a `[tool.citecheck]` table (only one"
    yield "is read), then the defaults. `--config FILE` or `CITECHECK_CONFIG` names another file. Paths in a"
    yield "file are relative to it. An unknown key is an error that names the nearest right one."
    yield "`citecheck config show` prints what is in force and where each value came from."
    yield ""
    yield "```toml"
    yield "# citecheck.toml"
    yield 'fail-on = "wording"'
    yield 'baseline = "citecheck-baseline.json"'
    yield 'contact = "desk@gazette.example"'
    yield 'paths = ["drafts"]                  # what `citecheck check` alone checks'
    yield 'languages = ["en", "uk"]            # what articles are in; a short text does not tell by itself'
    yield "```"
    yield ""
    yield "| key | environment | option | default | |"
    yield "|---|---|---|---|---|"
    for name, text in HELP.items():
        key, option = name.replace("_", "-"), _option(name)
        shown = f"`{option}`" if option else "–"
        yield f"| `{key}` | `CITECHECK_{name.upper()}` | {shown} | {_default(name)} | {text} |"
    yield ""
    yield f"`fail-on` takes {_codes(level.value for level in FailLevel)}; `format` takes {_codes(RENDERERS)}."
    yield ""
    yield "`[[outlet]]` tables add outlets, or aliases and routes to known ones: see [outlets](outlets.md)."
    yield ""
    yield "## Keys"
    yield ""
    yield "API keys come from the environment alone, so that no file ever holds one:"
    yield f"{_codes(KEY_NAMES)}. What each is for stands under [keys and manners](keys.md#keys)."
    yield ""
    yield "## Options of the command line only"
    yield ""
    yield "| option | |"
    yield "|---|---|"
    for parameter in check_command.params:
        record = parameter.to_info_dict()
        if record["param_type_name"] == "option" and parameter.name not in HELP and not record["hidden"]:
            names = ", ".join(f"`{word}`" for word in (*parameter.opts, *parameter.secondary_opts))
            yield f"| {names} | {record['help']} |"


def _option(name: str) -> str:
    """Return the option that gives a setting; "" where there is none."""
    options = (p for p in check_command.params if p.opts[0].startswith("-"))
    found = next((p for p in options if p.name == name), None)
    return max((*found.opts, *found.secondary_opts), key=len) if found else ""


def _default(name: str) -> str:
    value = getattr(Settings(), name)
    if value is None or value == ():
        return "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _codes(words: Any) -> str:
    return ", ".join(f"`{word}`" for word in words)


def json_reference() -> Iterator[str]:
    """Yield the page about the JSON report."""
    schema: Object = json.loads(schema_text())
    yield "# JSON"
    yield ""
    yield "`--format json` writes one object, `--format jsonl` one line for each article and a last one for"
    yield "the run, `citecheck parse --format json` what was read, and `find` and `support` one line for each"
    yield "question. All are described by the JSON Schema that `citecheck --schema` prints, and here. Within"
    yield "`citecheck/1` fields are only added, so ignore those you do not know. Every field is always there;"
    yield "what is not known is `null`. The same run gives the same bytes."
    yield ""
    yield "## report"
    yield ""
    yield from _fields(schema)
    for name, part in schema["$defs"].items():
        yield ""
        yield f"## {name}"
        yield ""
        yield part["description"]
        yield ""
        yield from _fields(part)


def _fields(part: Object) -> Iterator[str]:
    yield "| field | type | |"
    yield "|---|---|---|"
    for name, field in part["properties"].items():
        description = field.get("description", "").replace("|", "\\|")
        yield f"| `{name}` | {_type(field)} | {description} |"


def _type(field: Object) -> str:
    """Return a field's type in words."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in field:
        return f"`{json.dumps(field['const'])}`"
    if "enum" in field:
        return " \\| ".join(f"`{json.dumps(value)}`" for value in field["enum"])
    if "anyOf" in field:
        return " or ".join(_type(one) for one in field["anyOf"])
    kinds = field.get("type", "any")
    if isinstance(kinds, list):
        return " or ".join(_type({**field, "type": kind}) for kind in kinds)
    if kinds == "array":
        return f"list of {_type(field.get('items', {}))}"
    if kinds == "object" and "properties" in field:
        return f"object: {_codes(field['properties'])}"
    return str(kinds)


if __name__ == "__main__":
    raise SystemExit(main())
