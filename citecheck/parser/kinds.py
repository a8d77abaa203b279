"""News, or something else: by the outlet, the host, the path and how the entry is written."""

from __future__ import annotations

import re

from citecheck.models import ReferenceKind
from citecheck.outlets import OutletTable
from citecheck.parser.urls import host_of, is_article, path_of

_OTHER_HOSTS = frozenset(
    [
        "wikipedia.org",
        "wiktionary.org",
        "wikimedia.org",
        "wikidata.org",
        "wikisource.org",
        "fandom.com",
        "twitter.com",
        "x.com",
        "t.co",
        "mobile.twitter.com",
        "facebook.com",
        "fb.me",
        "fb.com",
        "instagram.com",
        "threads.net",
        "tiktok.com",
        "linkedin.com",
        "reddit.com",
        "redd.it",
        "youtube.com",
        "youtu.be",
        "vimeo.com",
        "twitch.tv",
        "t.me",
        "telegram.org",
        "bsky.app",
        "mastodon.social",
        "pinterest.com",
        "tumblr.com",
        "snapchat.com",
        "discord.com",
        "discord.gg",
        "whatsapp.com",
        "quora.com",
        "stackoverflow.com",
        "stackexchange.com",
        "github.com",
        "githubusercontent.com",
        "gitlab.com",
        "gist.github.com",
        "huggingface.co",
        "openai.com",
        "anthropic.com",
        "google.com",
        "goo.gl",
        "docs.google.com",
        "drive.google.com",
        "maps.google.com",
        "amazon.com",
        "amzn.to",
        "goodreads.com",
        "imdb.com",
        "rottentomatoes.com",
        "metacritic.com",
        "spotify.com",
        "apple.com",
        "archive.org",
        "doi.org",
        "dx.doi.org",
        "jstor.org",
        "arxiv.org",
        "ssrn.com",
        "researchgate.net",
        "academia.edu",
        "scholar.google.com",
        "pubmed.ncbi.nlm.nih.gov",
        "ncbi.nlm.nih.gov",
        "nature.com",
        "science.org",
        "sciencedirect.com",
        "springer.com",
        "link.springer.com",
        "wiley.com",
        "onlinelibrary.wiley.com",
        "tandfonline.com",
        "sagepub.com",
        "journals.sagepub.com",
        "oup.com",
        "academic.oup.com",
        "cambridge.org",
        "mdpi.com",
        "frontiersin.org",
        "plos.org",
        "biorxiv.org",
        "medrxiv.org",
        "acm.org",
        "semanticscholar.org",
        "britannica.com",
        "history.com",
        "biography.com",
        "plato.stanford.edu",
        "investopedia.com",
        "worldcat.org",
        "scribd.com",
        "slideshare.net",
        "issuu.com",
        "change.org",
        "gofundme.com",
        "patreon.com",
        "paypal.com",
        "eventbrite.com",
        "meetup.com",
        "who.int",
        "un.org",
        "europa.eu",
        "worldbank.org",
        "imf.org",
        "oecd.org",
        "nato.int",
        "unicef.org",
        "unhcr.org",
        "amnesty.org",
        "hrw.org",
        "icrc.org",
        "wordpress.com",
        "blogspot.com",
        "blogger.com",
        "blogspot.ca",
        "blogspot.co.uk",
        "typepad.com",
        "substack.com",
        "medium.com",
        "weebly.com",
        "wixsite.com",
        "ghost.io",
        "sites.google.com",
        "notion.site",
        "prnewswire.com",
        "businesswire.com",
        "globenewswire.com",
        "prweb.com",
        "einpresswire.com",
        "eurekalert.org",
        "statista.com",
        "ourworldindata.org",
        "pewresearch.org",
        "gallup.com",
        "rand.org",
        "brookings.edu",
        "csis.org",
        "cfr.org",
        "understandingwar.org",
        "chathamhouse.org",
        "rusi.org",
        "atlanticcouncil.org",
        "crisisgroup.org",
        "carnegieendowment.org",
        "heritage.org",
        "cato.org",
        "aei.org",
        "jamestown.org",
        "criticalthreats.org",
        "bipartisanpolicy.org",
        "unsplash.com",
        "pexels.com",
        "flickr.com",
        "gettyimages.com",
        "shutterstock.com",
        "imgur.com",
        "soundcloud.com",
        "podcasts.apple.com",
        "acast.com",
        "podbean.com",
        "buzzsprout.com",
        "mediaroom.com",
    ]
)
_OTHER_HOST = re.compile(
    r"(?:^|\.)(?:gov|mil|edu|int|ac|gouv|gob|gc)(?:\.[a-z]{2,3})?$|\.(?:gov|ac|edu|mil|gob|gouv|go|gub|nhs|police|parliament)\.[a-z]{2}$|k12\.\w\w\.us$"
    r"|\.museum$|^(?:blogs?|newsroom|press|media|investors?|ir|docs|support|help|developer|library|lib|link|shop|store|wiki|forum|status|careers)\."
)
_NEWS_HOST = re.compile(
    r"(?:^|[.-])(?:the)?[a-z0-9-]{0,30}(?:times|herald|tribune|gazette|chronicle|observer|telegraph|examiner|inquirer|courier|dispatch|sentinel|newspaper|dailynews"
    r"|journalstar|reporter|standard|mirror|zeitung|nachrichten|tagblatt|anzeiger|kurier|rundschau|diario|jornal|giornale|gazzetta|corriere|gazeta|dziennik"
    r"|pravda|novosti|noviny|haber|gazetesi|shimbun|dailypost|news)(?:online|live|now|today)?\d{0,3}\.[a-z.]{2,10}$"
    r"|(?:^|[.-])(?:news|daily|noticias|actu|nouvelles|noticia|wiadomosci|novini|haber)[a-z0-9-]{2,30}\.[a-z.]{2,10}$"
    r"|^(?:abc|nbc|cbs|fox|cw)\d{1,2}[a-z]{0,20}\.com$"
)
_NEWS_WORD = re.compile(
    r"\b(?:times|post|herald|tribune|gazette|chronicle|observer|courier|dispatch|examiner|inquirer|sentinel|telegraph|newspaper|mirror|globe|"
    r"register|bulletin|reporter|argus|echo|advertiser|mercury|daily|weekly|newswire|news\s+(?:agency|network|service)|broadcasting|"
    r"zeitung|nachrichten|anzeiger|tagblatt|kurier|rundschau|allgemeine|diario|jornal|correio|corriere|gazzetta|giornale|gazeta|dziennik|kurier|"
    r"gazetesi|haber|ajansı|noticias|novosti|pravda)\b"
    r"|\b(?:\w+\s+)?news\b|новини|новости|газета|правда|известия|ведомости|вісник|вестник|صحيفة|جريدة|الأخبار|日报|日報|新闻|新聞|时报|時報|晚报|晚報|通讯社|通訊社|电视台|電視台",
    re.IGNORECASE,
)
_NOT_NEWS_WORD = re.compile(
    r"\b(?:university|college|school|institute|foundation|department|ministry|council|association|agency\s+for|bureau|office\s+of|library|museum|"
    r"encyclop\w+|press\s+release|journal\s+of|proceedings|review\s+of|quarterly|transactions|annals|archives?|blog|podcast|youtube|wikipedia|committee|"
    r"commission|united\s+nations|un\s+news|world\s+bank|church|hospital|society|center|centre|think\s+tank|government|white\s+house|congress|senate|"
    r"berkeley|harvard|stanford|mit\s+news|newsroom|up\b|verlag|publishing|publishers?|books|penguin|routledge|springer|wiley|elsevier|sage)\b",
    re.IGNORECASE,
)
_SCHOLARLY = re.compile(
    r"\bdoi\s*[:.]|doi\.org/|\barxiv\b|\bisbn\b|\bissn\b|\bpmid\b|\bvol\.\s*\d|\bno\.\s*\d+.{0,30}\bpp?\.|\bpp\.\s*\d|\b\d{1,3}\s*\(\d{1,3}(?:[–-]\d{1,2})?\)\s*[:,]\s*\d{1,5}"
    r"|\b\d{1,3},?\s+no\.\s*\d|\bproceedings of\b|\bjournal of\b|\buniversity press\b|\b[A-Z]\w+ UP\b|\bdissertation\b|\bthesis\b|\bed(?:ited)? by\b|\bunpublished\b"
    r"|\bworking paper\b|\(\d+(?:st|nd|rd|th) ed\.?\)|\beds?\.\)",
    re.IGNORECASE,
)


_STATION = re.compile(
    r"^(?:[kw][a-z]{2,3}(?:tv|\d{0,2})|(?:abc|nbc|cbs|fox|cw)[a-z0-9]{1,14}|[a-z0-9-]{2,30}(?:star|sun|post|press|journal|bee|leader|ledger|banner"
    r"|beacon|voice|record|review|advocate|register|independent|globe|argus|echo|bulletin|mail|express|weekly))\.(?:com|org|net|co\.\w\w|\w\w)$"
)
"""Stations and papers by their host: only together with a path that says news."""
_NEWS_PATH = re.compile(r"/(?:(?:local-)?news|stor(?:y|ies)|articles?|politics|world|nation|local|crime|sports?)/|/20[012]\d/[01]?\d/", re.IGNORECASE)


def _is_paper(url: str) -> bool:
    """Say whether host, or host and path together, are those of a newspaper or station."""
    host = host_of(url)
    return bool(_NEWS_HOST.search(host)) or bool(_STATION.match(host) and _NEWS_PATH.search(path_of(url)))


def is_other_host(url: str) -> bool:
    """Say whether an address belongs to something that is no outlet: a government, a social network, a journal."""
    host = host_of(url)
    return _in_list(host) or bool(_OTHER_HOST.search(host))


def _in_list(host: str) -> bool:
    labels = host.split(".")
    return any(".".join(labels[i:]) in _OTHER_HOSTS for i in range(len(labels) - 1))


def is_news_url(url: str, outlets: OutletTable) -> bool:
    """Say whether an address alone shows a news piece: an article at a known outlet, or at a host named like one."""
    if not is_article(url):
        return False
    if outlets.by_url(url):
        return True
    return not is_other_host(url) and _is_paper(url)


def kind_of(
    text: str, outlet: str | None, known: bool, url: str | None, outlets: OutletTable, *, listed: bool
) -> ReferenceKind:
    """Tell news from the rest.

    Args:
        text: the entry.
        outlet: the outlet's name, if the entry gives one.
        known: whether that name is in the table.
        url: the address, if there is one.
        outlets: the table.
        listed: the entry stands in a list in which others name known outlets in the same way.
    """
    if url:
        host = outlets.by_url(url)
        if host and (known or not outlet or not _SCHOLARLY.search(text)):
            return ReferenceKind.NEWS if is_article(url) or known else ReferenceKind.OTHER
        if known:
            return ReferenceKind.OTHER if _in_list(host_of(url)) and not host else ReferenceKind.NEWS
        if is_other_host(url) or _SCHOLARLY.search(text):
            return ReferenceKind.OTHER
        if not is_article(url):
            return ReferenceKind.OTHER
        if _is_paper(url):
            return ReferenceKind.NEWS
        if outlet and _NEWS_WORD.search(outlet) and not _NOT_NEWS_WORD.search(outlet):
            return ReferenceKind.NEWS
        return ReferenceKind.OTHER
    if known:
        return ReferenceKind.NEWS
    if outlet is None or _SCHOLARLY.search(text) or _NOT_NEWS_WORD.search(outlet):
        return ReferenceKind.OTHER
    return ReferenceKind.NEWS if listed or _NEWS_WORD.search(outlet) else ReferenceKind.OTHER
