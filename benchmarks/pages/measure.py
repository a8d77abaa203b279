"""Compare the page reader with trafilatura on recorded pages.

    python benchmarks/pages/measure.py FOLDER [--show]

FOLDER holds *.html files. For each page: whether title and date agree with trafilatura's, how much of
trafilatura's text stands in ours (words, with repetition) and how much of ours in trafilatura's, and the
seconds each took. Needs `pip install trafilatura`. Files named after an outlet ("Reuters_…", "guardian…")
are read as that outlet's.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

from citecheck.fetcher.interface import FetchError
from citecheck.fetcher.page import read_page
from citecheck.outlets import known_outlets


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--show", action="store_true", help="print what was read, and the words missing")
    args = options.parse_args()
    print(f"{'page':40} title date  text in ours  ours in text   words  s ours  s trafilatura")
    recalls = []
    for path in sorted(args.folder.glob("*.html")):
        row = compare(path, args.show)
        recalls.append(row)
    if recalls:
        print(f"{len(recalls)} pages, least text recovered {min(recalls):.1%}")


def compare(path: Path, show: bool) -> float:
    """Print one page's row and return how much of trafilatura's text was recovered."""
    html = path.read_bytes()
    start = time.perf_counter()
    reference = by_trafilatura(html)
    middle = time.perf_counter()
    outlet, url = guess_outlet(path.name, html)
    try:
        story = read_page(html, url, outlet)
    except FetchError as error:
        print(f"{path.name[:40]:40} {error.reason}: {error.detail}")
        return 0.0
    end = time.perf_counter()
    theirs, ours = words(reference["text"]), words(story.text)
    common = sum((theirs & ours).values())
    recall = common / max(sum(theirs.values()), 1)
    precision = common / max(sum(ours.values()), 1)
    # It keeps what outlets hang on to the title for social media: "headline | Editorial".
    title = any(reference["title"].partition(" | ")[0] == h.text for h in story.headlines)
    date = reference["date"] in (story.published, story.updated)
    print(
        f"{path.name[:40]:40} {title!s:5} {date!s:5} {recall:11.1%} {precision:13.1%} {sum(ours.values()):7}"
        f" {end - middle:7.2f} {middle - start:9.2f}"
    )
    if show:
        print(
            f"  {story.published} .. {story.updated} | {story.byline} | {story.syndicated_from} | {story.url}"
        )
        print(f"  {reference['date']} by trafilatura; cut: {story.cut}")
        for headline in story.headlines:
            print(f"  {headline.source}: {headline.text}")
        print(f"  standfirst: {story.standfirst}")
        print(f"  missing: {' '.join((theirs - ours).elements())[:300]}")
        print(f"  more:    {' '.join((ours - theirs).elements())[:300]}")
        paragraphs = (story.text or "").split("\n\n")
        print(f"  begins: {paragraphs[0][:150]}\n  ends: {paragraphs[-1][-150:]}")
    return recall


def by_trafilatura(html: bytes) -> dict[str, Any]:
    from trafilatura import bare_extraction

    document = bare_extraction(html, with_metadata=True, include_comments=False)
    return document.as_dict()


def guess_outlet(name: str, html: bytes) -> tuple[str, str]:
    """Return the outlet, by the page's own address or else the file's name, and an address for the page."""
    found = re.search(rb"""rel=["']?canonical["']?[^>]{0,100}href=["']([^"']+)""", html)
    url = found[1].decode("utf-8", "replace") if found else "https://www.example.org/story"
    outlet = known_outlets().by_url(url)
    if outlet is None:
        for known in known_outlets():
            if any(d.split(".")[0].removeprefix("the") in name.lower() for d in known.domains):
                return known.name, f"https://www.{known.domains[0]}/story"
    return (outlet.name if outlet else "Unknown"), url


def words(text: str | None) -> Counter[str]:
    """Count the words of a text, punctuation aside."""
    return Counter(re.findall(r"\w+", (text or "").lower()))


if __name__ == "__main__":
    main()
