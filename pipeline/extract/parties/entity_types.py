"""What kind of body a party is, and whose law made it: from the end of its name and the words after it."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Corporate forms by the way they are spelt in lower case without dots, as one word.
_AMERICAN: Mapping[str, str] = {
    "inc": "corporation",
    "incorporated": "corporation",
    "corp": "corporation",
    "corporation": "corporation",
    "co": "corporation",
    "company": "corporation",
    "llc": "limited liability company",
    "lc": "limited liability company",
    "lcc": "limited liability company",
    "pllc": "professional limited liability company",
    "lp": "limited partnership",
    "llp": "limited liability partnership",
    "lllp": "limited liability limited partnership",
    "pc": "professional corporation",
    "pa": "professional association",
    "na": "national banking association",
    "fsb": "federal savings bank",
    "ssb": "savings bank",
}
# The suffix as it is cited; a US body that bears one ("Ltd.") is described by its words instead.
_FOREIGN: Mapping[str, str] = {
    "gmbh": "GmbH",
    "mbh": "mbH",
    "ag": "AG",
    "aktiengesellschaft": "AG",
    "kg": "KG",
    "kgaa": "KGaA",
    "ohg": "OHG",
    "bv": "B.V.",
    "nv": "N.V.",
    "cv": "C.V.",
    "sa": "S.A.",
    "sas": "S.A.S.",
    "sarl": "S.à r.l.",
    "srl": "S.r.l.",
    "spa": "S.p.A.",
    "sl": "S.L.",
    "slu": "S.L.U.",
    "se": "SE",
    "sca": "S.C.A.",
    "scs": "S.C.S.",
    "cia": "Cia.",
    "sapi": "S.A.P.I.",
    "ltda": "Ltda",
    "lda": "Lda",
    "ltd": "Ltd",
    "limited": "Limited",
    "plc": "plc",
    "pty": "Pty Ltd",
    "pte": "Pte Ltd",
    "pvt": "Pvt Ltd",
    "ab": "AB",
    "as": "AS",
    "asa": "ASA",
    "a/s": "A/S",
    "aps": "ApS",
    "oy": "Oy",
    "oyj": "Oyj",
    "kk": "K.K.",
    "bhd": "Bhd",
    "ulc": "ULC",
    "doo": "d.o.o.",
    "zrt": "Zrt.",
    "kft": "Kft.",
    "ehf": "ehf.",
    "hf": "hf.",
    "jsc": "JSC",
    "ojsc": "OJSC",
    "ooo": "OOO",
    "oao": "OAO",
    "zao": "ZAO",
    "pao": "PAO",
    "pjsc": "PJSC",
    "sro": "s.r.o.",
    "nyrt": "Nyrt.",
    "bvba": "BVBA",
    "sprl": "SPRL",
    "dac": "DAC",
    "tbk": "Tbk",
    "fze": "FZE",
    "fzco": "FZCO",
    "ua": "U.A.",
    "spc": "SPC",
    "snc": "S.n.c.",
    "eurl": "EURL",
    "ltee": "Ltée",
    "ltée": "Ltée",
    "ead": "EAD",
    "ood": "OOD",
    "zoo": "Sp. z o.o.",
    "sac": "S.A.C.",
    "aş": "A.Ş.",
    "anonima": "S.A.",
    "anónima": "S.A.",
    "anonyme": "S.A.",
}
# Last words that close a name as a form does, but are a piece of it.
KEPT_IN_KEYS = frozenset({"trust", "bank", "association", "partnership", "mhc"})
_HARD_ALONE = KEPT_IN_KEYS | {"rl", "sdn", "private"}

FORM_WORDS = frozenset(_AMERICAN) | frozenset(_FOREIGN) | _HARD_ALONE
# Forms that also stand inside longer names: "Wren Trust Company", "SA Salvage LLC".
SOFT_FORMS = frozenset(
    """
    corporation company co limited trust bank sa ag ab as se kg sl sas pc na hf lc corp private sdn pty
    pte pvt cia jsc association partnership pa ua spc sac zoo ead ood snc
    """.split()
)

_SUFFIXES = (
    (re.compile(r"\bco\.?,? ltd\.?$", re.IGNORECASE), "Co., Ltd."),
    (re.compile(r"\bpty\.? ltd\.?$", re.IGNORECASE), "Pty Ltd"),
    (re.compile(r"\bpty\.? limited$", re.IGNORECASE), "Pty Limited"),
    (re.compile(r"\bpte\.?,? ltd\.?$", re.IGNORECASE), "Pte Ltd"),
    (re.compile(r"\bpvt\.? ltd\.?$", re.IGNORECASE), "Pvt Ltd"),
    (re.compile(r"\bprivate limited$", re.IGNORECASE), "Private Limited"),
    (re.compile(r"\bsdn\.? bhd\.?$", re.IGNORECASE), "Sdn Bhd"),
    (re.compile(r"\bs\.? ?[àa]\.? ?r\.? ?l\.?$", re.IGNORECASE), "S.à r.l."),
    (re.compile(r"\bgmbh & co\.? kg$", re.IGNORECASE), "GmbH & Co. KG"),
    (re.compile(r"\bs\.?a\.? de c\.?v\.?$", re.IGNORECASE), "S.A. de C.V."),
    (re.compile(r"\bkabushiki kaisha$", re.IGNORECASE), "K.K."),
    (re.compile(r"\ba/s$", re.IGNORECASE), "A/S"),
)
# Bodies that have no suffix, by the last words of the name.
_NOUNS = (
    (
        re.compile(r"\bnational (?:banking )?association$|\bnational bank\b", re.IGNORECASE),
        "national banking association",
    ),
    (re.compile(r"\blimited partnership$", re.IGNORECASE), "limited partnership"),
    (re.compile(r"\blimited liability company$", re.IGNORECASE), "limited liability company"),
    (re.compile(r"\btrust company(?: of [\w ]+)?$", re.IGNORECASE), "trust company"),
    (re.compile(r"\bbank(?: of [A-Z][\w ]+| & trust| and trust)?$|^bank of\b", re.IGNORECASE), "bank"),
    (re.compile(r"\btrust(?: [IVX]+| no\.? \d+| \d{4}[\w-]*)?$", re.IGNORECASE), "trust"),
    (re.compile(r"\bpartnership$", re.IGNORECASE), "partnership"),
    (re.compile(r"^(?:the )?estate of\b", re.IGNORECASE), "estate"),
)

STATES = frozenset(
    s.replace("_", " ")
    for s in """
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii
    idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan
    minnesota mississippi missouri montana nebraska nevada new_hampshire new_jersey new_mexico new_york
    north_carolina north_dakota ohio oklahoma oregon pennsylvania rhode_island south_carolina
    south_dakota tennessee texas utah vermont virginia washington west_virginia wisconsin wyoming
    district_of_columbia puerto_rico
    """.split()
)
_COUNTRY_OF: Mapping[str, str] = {
    "american": "United States",
    "british": "United Kingdom",
    "english": "England",
    "scottish": "Scotland",
    "welsh": "Wales",
    "irish": "Ireland",
    "dutch": "Netherlands",
    "german": "Germany",
    "french": "France",
    "italian": "Italy",
    "spanish": "Spain",
    "portuguese": "Portugal",
    "belgian": "Belgium",
    "luxembourgish": "Luxembourg",
    "swiss": "Switzerland",
    "austrian": "Austria",
    "danish": "Denmark",
    "swedish": "Sweden",
    "norwegian": "Norway",
    "finnish": "Finland",
    "icelandic": "Iceland",
    "polish": "Poland",
    "hungarian": "Hungary",
    "czech": "Czech Republic",
    "slovak": "Slovakia",
    "romanian": "Romania",
    "bulgarian": "Bulgaria",
    "greek": "Greece",
    "cypriot": "Cyprus",
    "maltese": "Malta",
    "turkish": "Turkey",
    "russian": "Russia",
    "ukrainian": "Ukraine",
    "estonian": "Estonia",
    "latvian": "Latvia",
    "lithuanian": "Lithuania",
    "slovenian": "Slovenia",
    "croatian": "Croatia",
    "serbian": "Serbia",
    "israeli": "Israel",
    "egyptian": "Egypt",
    "south african": "South Africa",
    "nigerian": "Nigeria",
    "kenyan": "Kenya",
    "ghanaian": "Ghana",
    "mauritian": "Mauritius",
    "liberian": "Liberia",
    "moroccan": "Morocco",
    "indian": "India",
    "pakistani": "Pakistan",
    "chinese": "China",
    "japanese": "Japan",
    "korean": "South Korea",
    "south korean": "South Korea",
    "taiwanese": "Taiwan",
    "singaporean": "Singapore",
    "malaysian": "Malaysia",
    "indonesian": "Indonesia",
    "thai": "Thailand",
    "vietnamese": "Vietnam",
    "philippine": "Philippines",
    "filipino": "Philippines",
    "australian": "Australia",
    "canadian": "Canada",
    "mexican": "Mexico",
    "brazilian": "Brazil",
    "argentine": "Argentina",
    "argentinian": "Argentina",
    "chilean": "Chile",
    "colombian": "Colombia",
    "peruvian": "Peru",
    "panamanian": "Panama",
    "venezuelan": "Venezuela",
    "uruguayan": "Uruguay",
    "costa rican": "Costa Rica",
    "bermudian": "Bermuda",
    "bermudan": "Bermuda",
    "bahamian": "Bahamas",
    "barbadian": "Barbados",
    "caymanian": "Cayman Islands",
    "cayman": "Cayman Islands",
    "emirati": "United Arab Emirates",
    "saudi": "Saudi Arabia",
    "qatari": "Qatar",
    "kuwaiti": "Kuwait",
    "jordanian": "Jordan",
    "lebanese": "Lebanon",
}
PLACES = STATES | {name.casefold() for name in _COUNTRY_OF.values()} | {
    "usa", "us", "america", "united states of america", "united states", "uk", "prc", "england", "canada",
    "ontario", "quebec", "british columbia", "alberta", "people's republic of china", "korea", "bermuda",
    "hong kong", "puerto rico", "new zealand", "holland", "republic of china", "pennsylvania",
}  # fmt: skip
_NATIONAL = re.compile(rf",?\s(?:an?|A|AN)\s(?P<nation>{'|'.join(_COUNTRY_OF)})\s", re.IGNORECASE)
_WRAPPING = re.compile(
    r"^(?:the\s)?(?:(?:state|commonwealth|province|kingdom|territory|grand duchy|federal republic"
    r"|republic) of\s)?(?:the\s)?",
    re.IGNORECASE,
)
_PERSON_WORDS = frozenset({"individual", "person", "resident", "citizen", "natural person"})


def suffix_of(name: str) -> str | None:
    """The foreign suffix that closes `name`, as it is cited ("GmbH", "Pty Ltd"); None for American forms."""
    for pattern, suffix in _SUFFIXES:
        if pattern.search(name):
            return suffix
    return _FOREIGN.get(_last_word(name))


def _last_word(name: str) -> str:
    return name.rstrip(" .,").split(" ")[-1].replace(".", "").replace(",", "").casefold()


def entity_type(name: str, described: str | None, jurisdiction: str | None) -> str | None:
    """The kind of body: a foreign suffix, else the words after the name, else what the name shows.

    `described` and `jurisdiction` are as the text has them, or None.
    """
    kind = " ".join(described.casefold().replace("-", " ").split()) if described else None
    american = jurisdiction is not None and jurisdiction.casefold() in STATES
    suffix = suffix_of(name)
    if kind in _PERSON_WORDS:
        return "individual"
    if suffix and not (
        american or (kind and kind != "company" and jurisdiction is None and suffix in ("Ltd", "Limited"))
    ):
        return suffix
    inferred = _inferred(name)
    if kind:
        return _plain_kind(kind, inferred)
    return inferred or (suffix or None)


def _plain_kind(kind: str, inferred: str | None) -> str:
    """The described kind in its usual words; "company" alone says less than the name does."""
    if kind in ("company", "entity", "body corporate", "exempted company"):
        return inferred or kind
    if kind in ("llc", "l.l.c."):
        return "limited liability company"
    if kind in ("lp", "l.p."):
        return "limited partnership"
    if kind in ("inc", "inc.", "corp", "corp."):
        return "corporation"
    if kind.endswith(" trust"):
        return "trust"
    return kind


def _inferred(name: str) -> str | None:
    for pattern, kind in _NOUNS:
        if pattern.search(name):
            return kind
    form = _AMERICAN.get(_last_word(name))
    if form is None:
        inner = re.search(r"\b(Inc|Corp|LLC|L\.L\.C|L\.P|LP)\b\.? of [A-Z]", name)
        form = _AMERICAN.get(inner.group(1).replace(".", "").casefold()) if inner else None
    return form


def national(description: str) -> str | None:
    """The nationality that begins a description whose noun is foreign: "a French société anonyme"."""
    found = _NATIONAL.match(description)
    return found["nation"] if found else None


def country_or_state(stated: str) -> str:
    """The jurisdiction as stated, without "the State of"; a nationality gives its country."""
    place = _WRAPPING.sub("", " ".join(stated.split()), count=1)
    return _COUNTRY_OF.get(place.casefold(), place)
