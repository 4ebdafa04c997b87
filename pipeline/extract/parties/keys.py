"""What two spellings of one party's name have in common, and which names are people's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.extract.parties.entity_types import FORM_WORDS, KEPT_IN_KEYS

_PERSON_SUFFIXES = frozenset("jr sr ii iii iv v md phd dds cpa esq".split())
_TITLES = ("the", "mr", "mrs", "ms", "dr")
# Nouns of bodies that hardly ever stand in people's names: beginnings of words, and whole words.
_BODY_NOUN = re.compile(
    r"\b(?:(?:technolog|internation|system|holding|partner|associat|societ|universit|institut|foundation|hospital|network"
    r"|solution|service|enterprise|industr|communicat|pharma|entertain|ventur|invest|insur|assur|product|laborator|softw"
    r"|energ|resourc|financ|managem|marketing|consult|design|bancorp|bancshare|authorit|department|ministr|commission"
    r"|governm|republic|corporat|airline|electric|petrol|restaurant|casino|medic|biotech|bioscien|biopharm|chemic|scien"
    r"|research|engineer|construct|propert|realty|trading|distribut|logistic|transport|shipping|digital|online|telecom"
    r"|wireless|semiconduct|electronic|instrument|equipment|manufact|universal|national|federal|cooperativ|apparel"
    r"|picture|publish|agricult|nuclear|aerospac|aviation|defen[cs]e|securit|mortgage|leasing|franchis|brands|licensing"
    r"|merchandis|opportunit|strateg|offshore|acquisit|advertis|promotion|portfolio|treasur|america|europ|pacific|atlantic|counci)\w*"
    r"|(?:group|college|school|church|media|studio|capital|lab|fund|trust|bank|estate|city|county|state|town|district|board"
    r"|company|limited|motor|air|power|oil|gas|mining|mine|steel|food|beverage|hotel|resort|sport|club|league|team|health"
    r"|care|bio|land|home|store|retail|export|supply|marine|rail|auto|data|web|net|cable|mobile|micro|device|tool|machine"
    r"|works|mill|factory|usa|asia|china|global|world|united|north|south|east|west|union|fabric|golf|music|record|film"
    r"|game|toy|press|news|farm|ranch|dairy|seed|water|solar|wind|space|jet|credit|loan|event|travel|tour|series|income"
    r"|growth|equity|equities|feeder|leverage|dental|office|regent|trustee|debtor|software)s?\b)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def bare_word(word: str) -> str:
    """A word without dots and apostrophes, in lower case: "L.L.C." is "llc"."""
    return word.rstrip(".").replace(".", "").replace("'", "").replace("’", "").casefold()


def looks_like_person(name: str) -> bool:
    """Whether a name without a corporate form reads as a person's: two to five words, none of a body's."""
    words = name.replace(",", " ").split()
    if not 2 <= len(words) <= 5 or any(c.isdigit() or c in "&/@" for c in name):
        return False
    if any(bare_word(word) in FORM_WORDS and bare_word(word) not in _PERSON_SUFFIXES for word in words[1:]):
        return False
    if any(w.casefold() in ("of", "the", "and", "for", "in") for w in words):
        return False
    return not _BODY_NOUN.search(name) and ".com" not in name


def names_body(name: str) -> bool:
    """Whether a name of several words has a noun of bodies among them: "Elm Leasing Services"."""
    return " " in name and _BODY_NOUN.search(name) is not None


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """What spellings of one party's name have in common: its letters and digits without the form."""
    plain = (
        unicodedata.normalize("NFKD", name)
        .encode("ascii", "ignore")
        .decode()
        .casefold()
        .replace("&", " and ")
    )
    words = re.findall(r"[a-z0-9]+", re.sub(r"(?<=\b\w)\.(?=\w\b)|['’`]", "", plain))
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    while len(words) > 1 and (
        (words[-1] in FORM_WORDS and words[-1] not in KEPT_IN_KEYS) or words[-1] == "and"
    ):
        words = words[:-1]
    return "".join(words)


def spelling(name: str) -> str:
    """The letters and digits of a name, its corporate form among them."""
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalnum())
