"""Distortions of other kinds than training makes: what the matcher knows of language, not of our swaps.

Never train on these. `distort(headline, rnd)` returns (kind, distorted headline) or None where nothing fits.
`replaced(queries, truth, archive, seed)` puts them in the place of a benchmark's own distortions.
"""

from __future__ import annotations

import random
import re
from typing import Any

GROUPS: dict[str, str] = {
    "weekday": ("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    "month": ("January February March April June July August September October November December"),
    "unit": (
        "miles kilometres|km miles|feet metres|pounds kilos|hours days|days weeks|weeks months|"
        "months years|minutes hours|years months|year month|week month|day week|decade year|tonnes "
        "kilos|acres hectares|degrees percent"
    ),
    "magnitude": (
        "million billion trillion|hundreds thousands millions|dozens hundreds|thousand million|m bn"
    ),
    "direction": (
        "north south east west|northern southern eastern western|left right|North South East West|"
        "Northern Southern Eastern Western|upper lower|inside outside|into|above below"
    ),
    "kinship": (
        "mother father|son daughter|brother sister|wife husband|mum dad|uncle aunt|grandmother "
        "grandfather|parents children|father brother|wife daughter|son nephew|mother sister|"
        "mothers fathers|sons daughters|twins brothers|girlfriend boyfriend|widow daughter"
    ),
    "sex": (
        "he she|his her|He She|His Her|man woman|men women|boy girl|boys girls|king queen|King "
        "Queen|prince princess|actor actress|male female|himself herself|Mr Mrs|Sir Lady"
    ),
    "title": (
        "president chancellor governor mayor|President Chancellor Governor Mayor|senator "
        "congressman|minister ambassador|Minister Ambassador|PM president|captain manager|coach "
        "captain|CEO chairman CFO|chief deputy|judge prosecutor|bishop rabbi|secretary treasurer|"
        "Duke Earl|general admiral|prosecutors lawyers|sheriff mayor"
    ),
    "job": (
        "doctor nurse|doctors nurses|teacher pupil|teachers nurses|driver passenger|pilot driver|"
        "officer firefighter|police soldiers|Police Soldiers|lawyer accountant|singer dancer|"
        "footballer cricketer|farmer fisherman|farmers miners|scientist historian|scientists "
        "historians|student teacher|students teachers|actor singer|author painter|players referees|"
        "workers bosses|cops firefighters|journalist photographer|banker broker|trader banker"
    ),
    "institution": (
        "Senate House|Congress Pentagon|FBI CIA DEA|Nato UN EU|NATO EU UN|Labour Tory|Republicans "
        "Democrats|Republican Democratic|GOP Democrats|BBC ITV|NHS Ofsted|Fed ECB|Apple Google "
        "Microsoft Amazon|Twitter Facebook TikTok|Boeing Airbus|Ford Toyota|Arsenal Chelsea "
        "Liverpool|Tesla Ford|Hamas Hezbollah Taliban|Oxford Cambridge|Harvard Yale|Kremlin "
        "Pentagon|IMF OPEC|Goldman Citi|GM Ford|Netflix Disney|hospital school|hospitals schools|"
        "court parliament|university hospital|church mosque|bank insurer|banks insurers|airline "
        "railway"
    ),
    "city": (
        "London Paris Berlin Madrid Rome|New York|Chicago Boston Seattle Houston Dallas|Moscow "
        "Kyiv Minsk|Beijing Shanghai Tokyo Seoul|Mumbai Delhi Karachi|Sydney Melbourne|Manchester "
        "Leeds Bristol Birmingham|Cairo Beirut Damascus|Toronto Vancouver|Glasgow Edinburgh "
        "Belfast Cardiff"
    ),
    "region": (
        "Texas Florida California Ohio Georgia Arizona|Scotland Wales|Kent Essex Devon|Africa Asia "
        "Europe|Queensland Victoria|Bavaria Saxony|Catalonia Andalusia|Darfur Tigray|Kashmir Punjab"
    ),
    "nationality": (
        "British French German Italian|American Canadian|Russian Ukrainian|Israeli Palestinian|"
        "Chinese Japanese|Indian Pakistani|Australian Canadian|Syrian Iraqi|Iranian Turkish|Irish "
        "Scottish Welsh|Spanish Portuguese|Polish Czech|Brazilian Mexican|Nigerian Kenyan|Greek "
        "Turkish|European African|Russians Ukrainians|Americans Canadians"
    ),
    "hedge": (
        "may will|might will|could will|will may|should must|can may|alleged convicted|suspected "
        "convicted|likely certain|expects confirms|would will|possible certain|fears confirms|must "
        "should|accused convicted|reportedly definitely|plans refuses|wants refuses|considers "
        "rejects"
    ),
    "quantifier": (
        "some all|Some All|all some|All Some|most few|Most Few|many few|Many Few|every no|Every No|"
        "both neither|Both Neither|several all|half all|nearly over|over under|at most|fewer more|"
        "few many|almost over|always sometimes|never often|only mainly|less more"
    ),
    "time order": (
        "before after|after before|until since|since until|ahead after|during before|following "
        "before|amid after|last next|next last|early late|earlier later|today yesterday|tomorrow "
        "yesterday|tonight yesterday|past next"
    ),
    "preposition": (
        "for against|against for|with without|without with|over under|to from|from to|into from|on "
        "off|in outside"
    ),
    "event": (
        "earthquake flood|flood fire|fire flood|fires floods|storm drought|crash fire|shooting "
        "stabbing|explosion flood|bombing stabbing|hurricane earthquake|protest festival|strike "
        "festival|war truce|wedding funeral|election trial|attack accident|murder theft|murder "
        "suicide|rape fraud|robbery murder|merger split|bankruptcy merger|storms heatwaves|tornado "
        "flood"
    ),
    "outcome": (
        "killed injured|injured killed|dies recovers|dead injured|arrested released|charged "
        "cleared|convicted acquitted|guilty innocent|jailed fined|fined jailed|suspended promoted|"
        "sacked hired|resigns returns|quits joins|wins withdraws|beat lose|beats loses|leaves "
        "joins|found missing|missing found|survives dies|signs scraps|extends ends|delays starts|"
        "returns leaves|rescued killed|closes opens|opens closes|launches cancels|unveils scraps|"
        "halts resumes"
    ),
    "degree": (
        "biggest smallest|highest lowest|record modest|strong weak|new old|New Old|young old|top "
        "bottom|major minor|rich poor|worst mildest|longest shortest|oldest youngest|public "
        "private|big small|good bad|better worse|early late|hot cold|safe unsafe|deadly harmless|"
        "huge tiny|rare common|local foreign|final first|senior junior"
    ),
    "colour or beast": (
        "black white|red blue|green yellow|dog cat|dogs cats|horse cow|shark whale|bear wolf|lion "
        "tiger|snake spider|elephant rhino|Black White|Red Blue|bird bat|gold silver|pig sheep|oil "
        "gas|coal oil|wine beer|beef pork"
    ),
    "ordinal": (
        "first second third fourth|second fifth|third fourth|First Second|one two|two three|three "
        "five|four six|five seven|twice once|double halve|half quarter|doubles halves|triple double"
    ),
    "surname": (
        "Trump Biden Obama Clinton Bush|Putin Zelensky Lukashenko|Johnson Sunak Truss Starmer|"
        "Merkel Macron Scholz|Netanyahu Gantz|Musk Bezos Zuckerberg|Murray Djokovic Nadal Federer|"
        "Hamilton Verstappen|Harry William|Xi Modi|Boris Rishi Keir|Smith Jones|Williams Osaka|"
        "Ronaldo Messi|Swift Beyoncé|Assad Erdogan|Cameron Osborne|Corbyn May|Romney Gingrich|"
        "Bernanke Yellen|Powell Yellen|Kane Saka|Vance Rubio|Harris Pence"
    ),
}

DROPS = (
    "at least|up to|more than|nearly|almost|only|fewer than|less than|alleged|allegedly|suspected|"
    "former|ex-|possible|reportedly|deputy|acting|not|never|without|no|half of|part of|some of|"
    "most of|accused of|could|may|might|attempted|would-be|fake|potential|likely|proposed|planned"
)


def _options() -> list[tuple[str, str, tuple[str, ...]]]:
    found = []
    for kind, text in GROUPS.items():
        for group in text.split("|"):
            words = group.split()
            if kind in ("hedge", "time order", "preposition", "outcome", "event", "unit") and len(words) == 2:
                found.append((kind, words[0], (words[1],)))
            elif len(words) > 1:
                found += [(kind, w, tuple(x for x in words if x != w)) for w in words]
    return found


OPTIONS = [
    (kind, re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])"), others) for kind, word, others in _options()
]
_DROPS = [re.compile(rf"(?<![\w-]){re.escape(d)}(?![\w])\s*", re.IGNORECASE) for d in DROPS.split("|")]
_ROLES = re.compile(
    r"^([A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)?) (sues|beats|beat|accuses|attacks|warns|tells|backs|urges|"
    r"defeats|thrash|criticises|slams|blames|buys|hits|asks|joins|threatens|condemns|invites|bans|"
    r"sanctions|praises) "
    r"([A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)?)(?=\s|$|,|:)"
)
_AGE = re.compile(r"\b(\d{1,2})(-year-old|-month|-hour|-day|-mile|th\b)")
_MONEY = re.compile(r"([$£€])(\d[\d.,]*)")
_DECIMAL = re.compile(r"\b(\d+)\.(\d)\b")


def distort(headline: str, rnd: random.Random) -> tuple[str, str] | None:
    """Return a kind drawn at random among those that fit, and the headline distorted by it."""
    ways: dict[str, list[str]] = {}
    for kind, pattern, others in OPTIONS:
        match = pattern.search(headline)
        if match:
            new = rnd.choice(others)
            ways.setdefault(kind, []).append(headline[: match.start()] + new + headline[match.end() :])
    for pattern in _DROPS:
        match = pattern.search(headline)
        if match:
            rest = (headline[: match.start()] + headline[match.end() :]).strip()
            ways.setdefault("dropped word", []).append(rest[:1].upper() + rest[1:])
    if match := _ROLES.search(headline):
        swapped = f"{match[3]} {match[2]} {match[1]}"
        ways["roles"] = [headline[: match.start()] + swapped + headline[match.end() :]]
    if match := _AGE.search(headline):
        other = str(int(match[1]) + rnd.choice([4, 9, 21]))
        ways["age or length"] = [headline[: match.start(1)] + other + headline[match.end(1) :]]
    if match := _MONEY.search(headline):
        other = rnd.choice([c for c in "$£€" if c != match[1]])
        ways["currency"] = [headline[: match.start()] + other + headline[match.start() + 1 :]]
    if match := _DECIMAL.search(headline):
        ways["decimal"] = [headline[: match.start()] + f"{match[1]}{match[2]}" + headline[match.end() :]]
    if not ways:
        return None
    kind = rnd.choice(sorted(ways))
    return kind, rnd.choice(ways[kind])


def replaced(
    queries: list[dict[str, Any]], truth: dict[str, dict[str, Any]], archive: list[dict[str, str]], seed: int
) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return queries and truth with the class "distorted" made anew from other headlines of the archive."""
    rnd = random.Random(seed)
    gone = {q["id"] for q in queries if truth[q["id"]]["class"] == "distorted"}
    kept = [q for q in queries if q["id"] not in gone]
    new_truth = {i: t for i, t in truth.items() if i not in gone}
    count: dict[str, int] = {}
    for r in archive:
        key = re.sub(r"[^a-z0-9]+", " ", r["headline"].lower()).strip()
        count[key] = count.get(key, 0) + 1
    pool = rnd.sample(archive, min(len(archive), 60 * len(gone)))
    made: dict[str, int] = {}
    cap = max(len(gone) // 12, 5)
    for r in pool:
        if sum(made.values()) >= len(gone):
            break
        key = re.sub(r"[^a-z0-9]+", " ", r["headline"].lower()).strip()
        if count[key] != 1 or len(key.split()) < 6:
            continue
        found = distort(r["headline"], rnd)
        if not found or made.get(found[0], 0) >= cap:
            continue
        if re.sub(r"[^a-z0-9]+", " ", found[1].lower()).strip() in count:
            continue
        made[found[0]] = made.get(found[0], 0) + 1
        query = {"id": f"unseen-{found[0]}-{len(kept)}", "headline": found[1], "outlet": r["outlet"]}
        if r["date"] and len(r["date"]) >= 10 and rnd.random() < 0.5:
            query["date"] = r["date"][:10]
        kept.append(query)
        new_truth[query["id"]] = {"class": "distorted", "target": r, "kind": found[0]}
    return kept, new_truth
