"""News, or something else: by the outlet, the host, the path and how the entry is written."""

from __future__ import annotations

import re
from functools import cache

from citecheck.models import ReferenceKind
from citecheck.outlets import OutletTable
from citecheck.parser.references.urls import host_of, is_article, path_of
from citecheck.parser.words import words

_OTHER_HOST = re.compile(
    r"(?:^|\.)(?:gov|mil|edu|int|ac|gouv|gob|gc)(?:\.[a-z]{2,3})?$|\.(?:gov|ac|edu|mil|gob|gouv|go"
    r"|gub|nhs|police|parliament)\.[a-z]{2}$|k12\.\w\w\.us$"
    r"|\.museum$|^(?:blogs?|newsroom|press|media|investors?|ir|docs|support|help|developer|library"
    r"|lib|link|shop|store|wiki|forum|status|careers)\."
)
_NEWS_HOST = re.compile(
    r"(?:^|[.-])(?:the)?[a-z0-9-]{0,30}(?:times|herald|tribune|gazette|chronicle|observer"
    r"|telegraph|examiner|inquirer|courier|dispatch|sentinel|newspaper|dailynews"
    r"|journalstar|reporter|standard|mirror|zeitung|nachrichten|tagblatt|anzeiger|kurier|rundschau"
    r"|diario|jornal|giornale|gazzetta|corriere|gazeta|dziennik"
    r"|pravda|novosti|noviny|haber|gazetesi|shimbun|dailypost|news)(?:online|live|now"
    r"|today)?\d{0,3}\.[a-z.]{2,10}$"
    r"|(?:^|[.-])(?:news|daily|noticias|actu|nouvelles|noticia|wiadomosci|novini"
    r"|haber)[a-z0-9-]{2,30}\.[a-z.]{2,10}$"
    r"|^(?:abc|nbc|cbs|fox|cw)\d{1,2}[a-z]{0,20}\.com$"
)
_NEWS_WORD = re.compile(
    r"\b(?:times|post|herald|tribune|gazette|chronicle|observer|courier|dispatch|examiner|inquirer"
    r"|sentinel|telegraph|newspaper|mirror|globe|"
    r"register|bulletin|reporter|argus|echo|advertiser|mercury|daily|weekly|newswire"
    r"|bugle|ledger|clarion|beacon|messenger|statesman|free\s+press|(?:evening|morning|sunday)\s+\w+"
    r"|news\s+(?:agency|network|service)|broadcasting|"
    r"zeitung|nachrichten|anzeiger|tagblatt|kurier|rundschau|allgemeine|diario|jornal|correio"
    r"|corriere|gazzetta|giornale|gazeta|dziennik|kurier|"
    r"gazetesi|haber|ajansı|noticias|novosti|pravda)\b"
    r"|\b(?:\w+\s+)?news\b|новини|новости|газета|правда|известия|ведомости|вісник|вестник|صحيفة"
    r"|جريدة|الأخبار|日报|日報|新闻|新聞|时报|時報|晚报|晚報|通讯社|通訊社|电视台|電視台",
    re.IGNORECASE,
)
_NOT_NEWS_WORD = re.compile(
    r"\b(?:university|college|school|institute|foundation|department|ministry|council|association"
    r"|agency\s+for|bureau|office\s+of|library|museum|"
    r"encyclop\w+|press\s+release|journal\s+of|proceedings|review\s+of|quarterly|transactions"
    r"|annals|archives?|blog|podcast|youtube|wikipedia|committee|"
    r"commission|united\s+nations|un\s+news|world\s+bank|church|hospital|society|center|centre"
    r"|think\s+tank|government|white\s+house|congress|senate|"
    r"berkeley|harvard|stanford|mit\s+news|newsroom|up\b|verlag|publishing|publishers?|books"
    r"|penguin|routledge|springer|wiley|elsevier|sage)\b",
    re.IGNORECASE,
)
_SCHOLARLY = re.compile(
    r"\bdoi\s*[:.]|doi\.org/|\barxiv\b|\bisbn\b|\bissn\b|\bpmid\b|\bvol\.\s*\d"
    r"|\bno\.\s*\d+.{0,30}\bpp?\.|\bpp\.\s*\d"
    r"|\b\d{1,3}\s*\(\d{1,3}(?:[–-]\d{1,2})?\)\s*[:,]\s*\d{1,5}"
    r"|\b\d{1,3},?\s+no\.\s*\d|\bproceedings of\b|\bjournal of\b|\buniversity press\b"
    r"|\b[A-Z]\w+ UP\b|\bdissertation\b|\bthesis\b|\bed(?:ited)? by\b|\bunpublished\b"
    r"|\b\d{2,4}\s(?:с|стор|S)\.\s*$|(?:СПб|Москва|Київ|Киев|Львів|Минск)\.?\s?: [^.:]{2,40}, (?:19|20)\d\d"
    r"|\bworking paper\b|\(\d+(?:st|nd|rd|th) ed\.?\)|\beds?\.\)",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\bUrteil vom\b|\bBeschluss vom\b|\bECLI:|\bDz\.\s?U\.|\bBGBl\b|\bFed\. Reg\.|\bU\.S\.C\b"
    r"|№\s?\d{1,5}-[IVX]+|\bLoi n[o°º]|\bLe[iy] (?:n[.ºo°]{1,2} ?)?\d|\bReal Decreto\b|\bD\.?\s?Lgs\b"
    r"|\bsayılı\b.{0,80}\bKanun|\bRozporządzenie\b|\bExec(?:utive|\.) Order No\b|ФЗ\b|\bКонституці"
    r"|\b(?:ДБН|ДСТУ|ГОСТ|СНиП|DIN|ISO) [\w.]{0,4}\d",
    re.IGNORECASE,
)
"""How laws and judgments are cited."""
_IMPRINT = re.compile(
    r"\b[A-Z][\w .,]{2,30}: [^.:\n]{0,60}\b(?:Press|Books|Publish(?:ers?|ing)|Verlag|Éditions?|Editions?)"
    r",? (?:19|20)\d\d|\b\d{1,2}(?:st|nd|rd|th) ed\."
    r"|\b(?:Digital image|Personal interview|Photograph|Cartoon)\.(?=\s)"
    r"|\b(?:Directed|Produced|Screenplay|Dir\.|Performed) by (?=[A-Z])|\bDir\. [A-Z][\w'’-]+ [A-Z]"
)
"""Place and publisher of a book, or who made a film: the "New York" of "New York: Lantern Press, 2016" is no
magazine, the "PBS" of "Directed by Ann Stern, PBS, 2012" no news."""
_WORD = re.compile(r"[^\W_]+")
_STATION = re.compile(
    r"^(?:[kw][a-z]{2,3}(?:tv|\d{0,2})|(?:abc|nbc|cbs|fox|cw)[a-z0-9]{1,14}|[a-z0-9-]{2,30}(?:star"
    r"|sun|post|press|journal|bee|leader|ledger|banner"
    r"|beacon|voice|record|review|advocate|register|independent|globe|argus|echo|bulletin|mail"
    r"|express|weekly))\.(?:com|org|net|co\.\w\w|\w\w)$"
)
"""Stations and papers by their host: only together with a path that says news."""
_NEWS_PATH = re.compile(
    r"/(?:(?:local-)?news|stor(?:y|ies)|articles?|politics|world|nation|local|crime|sports?)/"
    r"|/20[012]\d/[01]?\d/",
    re.IGNORECASE,
)


def _is_paper(url: str) -> bool:
    """Say whether host, or host and path together, are those of a newspaper or station."""
    host = host_of(url)
    return bool(_NEWS_HOST.search(host)) or bool(_STATION.match(host) and _NEWS_PATH.search(path_of(url)))


def is_paper_name(name: str) -> bool:
    """Say whether a name of several words ends as those of papers and stations do: "Corrin Valley Times"."""
    last = re.split(r"[\s-]", name)[-1]
    return len(name.split()) > 1 and bool(_NEWS_WORD.fullmatch(last)) and not _NOT_NEWS_WORD.search(name)


def is_other_host(url: str) -> bool:
    """Say whether an address is that of no outlet: a government, a social network, a journal."""
    host = host_of(url)
    return _in_list(host) or bool(_OTHER_HOST.search(host))


@cache
def _other_hosts() -> frozenset[str]:
    return frozenset(words("hosts")["other"])


def _in_list(host: str) -> bool:
    hosts = _other_hosts()
    labels = host.split(".")
    return any(".".join(labels[i:]) in hosts for i in range(len(labels) - 1))


def is_news_url(url: str, outlets: OutletTable) -> bool:
    """Say whether an address alone shows a news piece: an article at an outlet, or a host named like one."""
    if not is_article(url):
        return False
    if outlets.by_url(url):
        return True
    return not is_other_host(url) and _is_paper(url)


def _spells_out(url: str, headline: str | None) -> bool:
    """Say whether the last part of a path is the beginning of a headline of three words or more."""
    folded = "-".join(_WORD.findall(headline.casefold())) if headline else ""
    slug = path_of(url).casefold().rstrip("/").rsplit("/", 1)[-1]
    return slug.count("-") >= 1 and folded.count("-") >= 2 and f"{folded}-".startswith(f"{slug}-")


def kind_of(
    text: str,
    outlet: str | None,
    known: bool,
    url: str | None,
    outlets: OutletTable,
    *,
    listed: bool,
    headline: str | None = None,
) -> ReferenceKind:
    """Tell news from the rest.

    Args:
        text: the entry.
        outlet: the outlet's name, if the entry gives one.
        known: whether the text gives a name that is in the table.
        url: the address, if there is one.
        outlets: the table.
        listed: the entry stands in a list in which others name known outlets in the same way.
        headline: the cited headline, if there is one; an address that spells it out is a piece's.
    """
    if url:
        is_piece = is_article(url) or _spells_out(url, headline)
        host = outlets.by_url(url)
        if host and (known or not outlet or not _SCHOLARLY.search(text)):
            return ReferenceKind.NEWS if is_piece or known else ReferenceKind.OTHER
        if known:
            return ReferenceKind.OTHER if _in_list(host_of(url)) and not host else ReferenceKind.NEWS
        if is_other_host(url) or _SCHOLARLY.search(text):
            return ReferenceKind.OTHER
        if not is_piece:
            return ReferenceKind.OTHER
        if _is_paper(url):
            return ReferenceKind.NEWS
        if outlet and _NEWS_WORD.search(outlet) and not _NOT_NEWS_WORD.search(outlet):
            return ReferenceKind.NEWS
        return ReferenceKind.OTHER
    if known:
        return ReferenceKind.OTHER if _IMPRINT.search(text) else ReferenceKind.NEWS
    if outlet is None or _SCHOLARLY.search(text) or _LAW.search(text) or _NOT_NEWS_WORD.search(outlet):
        return ReferenceKind.OTHER
    return ReferenceKind.NEWS if listed or _NEWS_WORD.search(outlet) else ReferenceKind.OTHER
