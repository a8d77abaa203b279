"""What is to be checked: files, folders, globs, addresses and standard input -> names and bytes."""

from __future__ import annotations

import glob
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from citecheck.errors import ArticleError
from citecheck.folders import walk

MAX_BYTES = 64_000_000
"""No article is longer; reading more would only be a way to exhaust memory."""


def is_address(name: str) -> bool:
    """Say whether an input is a web address."""
    return name.startswith(("http://", "https://"))


def hosts(names: Sequence[str]) -> frozenset[str]:
    """Return the hosts of the inputs that are web addresses."""
    return frozenset(host for name in names if is_address(name) and (host := urlsplit(name).hostname))


def expand(given: Sequence[str]) -> tuple[list[str], list[str]]:
    """Turn paths, folders and globs into single inputs.

    Returns:
        The inputs in the order given (files of a folder sorted), each once; and one-line errors
        for what is missing or empty.
    """
    found: dict[str, None] = {}
    errors = []
    for name in given:
        if name == "-" or is_address(name):
            found[name] = None
            continue
        path = Path(name)
        if path.is_dir():
            inside = [str(file) for file in walk(path)]
            if not inside:
                errors.append(
                    f"{name}: no articles in this folder (looked for .txt, .md, .html, .wiki, .docx, "
                    "and passed over what is hidden or git ignores)"
                )
        elif path.exists() or not glob.has_magic(name):
            inside = [name]
        else:
            inside = sorted(file for file in glob.glob(name, recursive=True) if Path(file).is_file())
            if not inside:
                errors.append(f"{name}: matches no file")
        found.update(dict.fromkeys(inside))
    return list(found), errors


def read(name: str) -> bytes:
    """Read one file, or standard input for "-".

    Raises:
        ArticleError: it is missing, a folder, unreadable or longer than MAX_BYTES.
    """
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ArticleError(f"{name}: no such file") from None
    except IsADirectoryError:
        raise ArticleError(f"{name}: is a folder") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ArticleError(f"{name}: cannot be read ({reason})") from None
    if len(data) > MAX_BYTES:
        raise ArticleError(f"{name}: longer than {MAX_BYTES // 1_000_000} MB, which no article is")
    return data
