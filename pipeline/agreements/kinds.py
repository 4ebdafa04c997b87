"""What kind of agreement a title names."""

from __future__ import annotations

import re
from collections.abc import Iterable

# The first line that fits decides, so the narrower kinds stand first. A new kind is a new line.
_KINDS: tuple[tuple[str, str], ...] = (
    (
        "registration_rights",
        (
            r"registration (?:rights|agreement)|agreement to register"
            r"|registration of (?:\w+ )?(?:shares|stock|securities|units)"
        ),
    ),
    ("confidentiality", r"non-?disclosure|confidentiality"),
    (
        "employment",
        r"employment|severance|change (?:of|in) control|offer letter|retention (?:bonus )?agreement",
    ),
    ("consulting", r"consult(?:ing|ancy|ant)"),
    (
        "credit",
        r"credit|loan|promissory|note agreement|indenture|guarant(?:y|ee)|security agreement|pledge|facility",
    ),
    ("lease", r"lease|sublease|tenancy"),
    ("franchise", r"franchis"),
    ("joint_venture", r"joint venture|strategic alliance|collaboration|co-?operation|teaming"),
    ("licence", r"licen[cs]e"),
    (
        "distribution",
        r"distribut|resell|dealer|agency|sales representative|affiliate|co-?brand|endorse|sponsor|promotion",
    ),
    ("supply", r"supply|manufactur|outsourc|procurement"),
    ("merger", r"merger|plan of (?:reorgani[sz]ation|arrangement)|business combination"),
    ("purchase", r"purchase|sale agreement|subscription|acquisition|contribution|asset sale"),
    ("shareholders", r"(?:stock|share)holders?|voting|investor rights|operating agreement|partnership"),
    ("settlement", r"settlement|release|termination agreement"),
    ("services", r"service|maintenance|hosting|management|development|transport|marketing"),
)
_COMPILED = tuple((kind, re.compile(rf"\b(?:{pattern})", re.IGNORECASE)) for kind, pattern in _KINDS)


# A document of another title, or of none as a letter is, shows by its defined terms what it is about.
_TELLING = {"registration_rights": re.compile(r"Registrable [A-Z]")}
# A title of resale alone may be about goods: with a defined registration it is about shares.
_RESALE = re.compile(r"\b(?:resale|shelf|registration|liquidity)\b", re.IGNORECASE)
_OF_SHARES = re.compile(r"(?:(?:Resale|Shelf) )?(?:Registration|Registration Statement|Shelf)$")
# Investors' rights may be votes and information; with a defined class of registrable shares they are more.
_RIGHTS = re.compile(
    r"\b(?:investors?'?s?|holders?'?s?|founders?'?s?|piggy-?back|demand) rights\b", re.IGNORECASE
)
_TELLING_UNTITLED = {
    "registration_rights": re.compile(
        r"(?:[\w.-]+ ){0,2}(?:Registration|Resale) Statement$|Registration Rights\b"
        r"|(?:Resale|Shelf|Mandatory|U\.?S\.?) (?:Shelf )?Registration\b"
    )
}


def kind_of(title: str | None, defined: Iterable[str] = ()) -> str:
    """The kind that the title names, else the one that a defined term shows, or `other`."""
    terms = tuple(defined)
    if _RIGHTS.search((title or "").replace("\u2019", "'")) and any(
        map(_TELLING["registration_rights"].match, terms)
    ):
        return "registration_rights"
    named = next((kind for kind, pattern in _COMPILED if pattern.search(title or "")), None)
    if named is not None:
        return named
    if _RESALE.search(title or "") and any(map(_OF_SHARES.match, terms)):
        return "registration_rights"
    for telling in (_TELLING, {} if title else _TELLING_UNTITLED):
        for kind, pattern in telling.items():
            if any(map(pattern.match, terms)):
                return kind
    return "other"
