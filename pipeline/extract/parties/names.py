"""Reads the name of a party where one may stand.

A name is a run of capitalised words with the small words between them, to the end of its corporate form. Its
commas and "and"s are the difficulty: "Quarrel, Stave & Hoop, Inc." is one party, "Quarrel Inc., Stave Ltd and
Hoop" are three.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.parties.entity_types import FORM_WORDS, PLACES, SOFT_FORMS, STATES
from pipeline.extract.parties.keys import bare_word, looks_like_person
from pipeline.extract.parties.not_parties import NOT_FIRST, is_no_party
from pipeline.frozen import dataclass
from pipeline.spans import Span

_LONGEST = 160
_TOKEN = re.compile(r"(?P<space> ?)(?:(?P<word>[^\s,;:()\[\]\"“”<>]+)|(?P<mark>[,;:()\[\]\"“”<>]))")
_SMALL = frozenset(
    """
    of the and & for de del della la le les du des der den von van und et y e di da do dos in on at to /
    + - – 's
    """.split()
)
# Small words of other languages with which a name may begin: La Quinta Corporation, De Beers, Van Asch B.V.
_PARTICLES = frozenset(
    """
    El Los Las La Le Les De Del Della Des Du Der Den Van Von Di Da Dos E
    EL LOS LAS LA LE LES DE DEL DELLA DES DU DER DEN VAN VON DI DA
    """.split()
)
# In capitals too these part a name from what follows: BY GORSE MARINA, INC., A WISCONSIN CORPORATION
_PARTING_CAPITALS = frozenset(
    """
    BY BETWEEN AMONG WITH WHOSE HAVING FROM HEREBY SHALL IS ARE DATED HEREINAFTER WHEREAS HAS ITS AS
    WILL WHO WHICH
    """.split()
)
_SEATED = frozenset("sa as ag ab nv bv spa gmbh plc srl sarl sas oy llc lp llp kk pte pty ltd".split())
# Behind the Norwegian form, not the English word: "Elm Services AS, a company", "ELM AS SELLER".
_NORSE = re.compile(r"\s?(?:[,;(\n]|$|By\b|/s/)|\s(?:and|of|with|a)\s|\.?\s?(?:$|\n)")
_SPACED_FORM = re.compile(
    r",? (?P<form>S\.? ?(?:A\.?(?:P\.?I\.?)?(?:B\.?)?|(?:de|DE) R\.? ?L\.?) (?:de|DE) C\.? ?V\.?"
    r"|(?:[Ss]p|SP)\. ?[zZ] ?[oO]\. ?[oO]\.?"
    r"|S\.? (?:de|DE) R\.? ?L\.?"
    r"|N\. A\.?|L\. P\.?|S\. A\.?|N\. V\.?|B\. V\.?|L\. L\. C\.?|P\. C\.?"
    r"|S\. ?[àaÀA]\.? ?[rR]\. ?[lL]\.?)(?![A-Za-z])"
)
# In a justified paper the form may have gone to the next line.
_FORM_ON_NEXT_LINE = re.compile(
    r",\n(?P<form>(?:INC|Inc|LLC|L\.L\.C|LTD|Ltd|CORP|Corp|LLP|L\.L\.P|LP|L\.P|N\.A)\b\.?)(?=[\s,;(]|$)"
)
# What stands behind a comma and is a piece of the name all the same.
_AFTER_COMMA = re.compile(
    r", (?:(?:(?P<bank>National (?:Banking )?Association|NATIONAL (?:BANKING )?ASSOCIATION)"
    r"|(?:Series|SERIES) (?:[A-Z0-9]{1,3}|[IVX]{1,4}))\b"
    r"|(?P<office>(?:(?:Department|Division|Office|Bureau|Board|Ministry|Secretary|Commissioner) of"
    r"|(?:DEPARTMENT|DIVISION|OFFICE|BUREAU|BOARD|MINISTRY|SECRETARY|COMMISSIONER) OF)"
    r"(?: (?:and |AND |the |THE |of |OF |& )?[A-Z][\w-]+){1,4}))"
)
_AND_TRUST = re.compile(r" (?:and|And|AND|&) (?:Trust|TRUST)\b(?! (?:Company|COMPANY|Co|CO)\b)")
_LONG_LINE = 50
_WRAPPED = re.compile(
    r"\n(?:(?:[A-Z][\w&.'’-]*|\([A-Z]\w+\)|of|and|&),? ){0,5}"
    r"(?:Inc|INC|LLC|L\.L\.C|Ltd|LTD|Corp|CORP|Corporation|CORPORATION|Company|COMPANY|Limited|LIMITED|L\.P|LP|LLP|PLC"
    r"|plc|GmbH|AG|B\.V|S\.A|Incorporated|INCORPORATED)\b\.?(?:,? \(|,? an? |, |$)"
)
_AND_CO = re.compile(r" & Co\.?,? KG(?:aA)?\b")
# A name that begins small counts only with its form: e-centives, Inc.
_SMALL_NAME = re.compile(
    r"[a-z][\w.&-]{1,20}(?: [a-z][\w-]{2,15})?,? (?:Inc|INC|inc|LLC|Ltd|Corp|GmbH|L\.L\.C|AG|B\.V"
    r"|Limited)\b\.?"
)
_SMALL_FORMS = frozenset("inc llc ltd limited gmbh plc corp co lp llp ag bv nv sa kg sro doo".split())
# Words that begin a sentence, a date or a heading, and the names of bodies too, whose form settles it: Order
# Logistics, Inc.
_AMBIGUOUS = frozenset(
    """
    each article order page may march april june july august background recital witness my your her his their
    table street avenue road floor madam dear we he she they both individually reference subject intro no now
    there here if when page tel effective plan together sunday monday friday saturday such these
    """.split()
)
# Small words that open a sentence more often than a name; a form behind them settles it: At Sea Corporation.
_OPENERS = frozenset("at on in to you all for any our your we by one".split())
_CAPITAL_OPENERS = frozenset("AT ON IN TO FOR BY ANY ALL".split())
_BODY_STARTS = re.compile(
    r"(?: [A-Z][\w&.'’-]*){1,4},? (?:Inc|INC|LLC|L\.L\.C|Ltd|LTD|Corp|CORP|Corporation|CORPORATION|Company"
    r"|COMPANY|Limited|LIMITED|L\.P|LP|LLP|PLC|plc|GmbH|AG|B\.V|S\.A|Incorporated|INCORPORATED)\b"
)
# A name may begin with a number: 3D Labs, 1-800 Plumbers, 2119485 Ontario Inc.
_NUMBER_FIRST = re.compile(r"\d{1,4}(?:[A-Za-z]\w*)?$|\d[\w-]*[A-Z]|\d{5,8}$|1-8\d\d(?:-|$)")
_LONG_NUMBER = re.compile(r"\d{5,}\s")
_SMALL_NOUN = re.compile(
    r"(?:international|group|holdings?|technolog(?:y|ies)|services|systems|enterprises|industries|products|solutions"
    r"|partners|entertainment|media|energy)"
    r"(?=,? (?:Inc|INC|inc|LLC|llc|Ltd|LTD|ltd|Corp|CORP|Limited|Company|GmbH|AG)\b)"
)
_DEGREE = re.compile(r", (?:M\.D\.|Ph\.D\.|D\.O\.|D\.D\.S\.|D\.V\.M\.|Pharm\.D\.|J\.D\.)")
_FORM_NEXT = re.compile(r" (?:Inc|INC|LLC|L\.L\.C|Ltd|LTD|Corp|CORP)\b")
_KEPT_SUFFIX = frozenset("jr sr ii iii iv v".split())
_ABBREVIATIONS = frozenset(
    """
    st dr mr mrs ms mt ft bros intl int'l mfg assoc assn dept univ no u.s u.k n.d jr sr messrs nat'l
    natl hon prof wm chas geo thos jos robt gebr pt cv
    """.split()
)
# Forms that are written with a full stop, so that one after them belongs to the name.
_DOTTED = frozenset(
    """
    inc corp co ltd ltda cia bros sa nv bv lp llc llp na pc plc pte pty spa sas srl sarl rl fsb jr sdn bhd
    pvt cv
    """.split()
)
_HONORIFIC = re.compile(
    r"(?:(?:M/s|M/S|Mr|Mrs|Ms|Dr|DR|Prof|Messrs|Hon|Sir|Miss|Mister|MR|MRS|MS|Herr|Mssrs|Frau|Mme|Lic|Ing|Capt|Rev|Shri"
    r"|Smt|(?:Sr|Sra|Dra|Avv|Adv|Eng)(?=\.))\b\.?\s)+"
)
# A form's label that has run into the name: LICENSOR Elm Corp., Developer ELM SOFTWARE, INC.
_ROLE_BEFORE = re.compile(
    r"(?:Licensor|Licensee|Lessor|Lessee|Landlord|Tenant|Buyer|Seller|Purchaser|Vendor|Franchisor|Franchisee"
    r"|Assignor|Assignee|LICENSOR|LICENSEE|LESSOR|LESSEE|LANDLORD|TENANT|BUYER|SELLER|PURCHASER|VENDOR|FRANCHISOR"
    r"|FRANCHISEE|ASSIGNOR|ASSIGNEE) (?=[A-Z][\w&.'’-]*,? [A-Z])"
    # in letters of another case than the name
    r"|(?:Developer|Distributor|Customer|Client|Supplier|Manufacturer|Contractor|Consultant|Company|Reseller|Agent"
    r"|Operator|Lender|Borrower) (?=[A-Z]{3,} [A-Z])"
    r"|(?:DEVELOPER|DISTRIBUTOR|CUSTOMER|CLIENT|SUPPLIER|MANUFACTURER|CONTRACTOR|CONSULTANT|COMPANY|RESELLER|AGENT"
    r"|OPERATOR|LENDER|BORROWER) (?=[A-Z][a-z]{2,} [A-Z][a-z])"
)
_PLACE_IN_NAME = re.compile(
    r" \((?:[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,3})\)"
    r"(?=,?[ \n](?P<after>(?!An? )(?:(?:limited\b|[A-Z])[\w&.-]*,?\s?){1,4}))"
)
_KIND_IN_NAME = re.compile(r" \((?:(?:General|Limited|Special) Partnership|Limited Liability Company)\)")
# A person's everyday name: Robert "Bob" Elm.
_QUOTES = ('"', "“")
_NICKNAME = re.compile(r" [\"“][A-Z][\w.]{1,12}[\"”](?= [A-Z])")
_PARTNERS = re.compile(
    r"(?:, [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?){0,4},? & [A-Z][\w.'’-]*"
    r"|(?:, [A-Z][\w'’-]*){1,4},? and [A-Z][\w'’-]*(?=,? (?:[A-Z][\w]* ){0,3}(?:Inc|LLC|LLP|Ltd|Co\b|Corp"
    r"|P\.C|L\.L\.|L\.P))"
)
_PUBLIC_BODY = re.compile(
    r"(?:The )?(?:City|County|Town|Village|State|Port|Borough|Township|Commonwealth|Government"
    r"|Republic|Kingdom) of\b",
    re.IGNORECASE,
)
# Public bodies and schools are named for two subjects: Institute of Science and Technology.
# Pairs that are one word of a name: Elm Savings and Loan Association.
_PAIR_BEFORE = re.compile(
    r"\b(?:savings|oil|sales|research|science|iron|arts?|gas|light|power|food|insurance|life|property|fire|trust|health"
    r"|building|home|marketing|tool|water|rubber|tire|paper|pulp|steel|gold|parks|testing|engineering|design)$",
    re.IGNORECASE,
)
_PAIR_AFTER = re.compile(
    r" (?:loan|gas|services?|development|technology|steel|sciences?|electric|power|light|drug|annuity|health"
    r"|casualty"
    r"|marine|savings|wellness|garden|distribution|die|sewer|rubber|paper|coal|silver|recreation|manufacturing|beverage"
    r"|construction|engineering|crafts)\b",
    re.IGNORECASE,
)
_OF_SUBJECTS = re.compile(
    r"\b(?:Foundation|Institut\w*|Department|Ministry|School|College|Cent(?:er|re)|Council|Academy|Administration"
    r"|Agency|Bureau|Society|Fund)\s(?:of|for)\s(?:[A-Z][\w-]+\s?){1,3}$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r" (?:[A-Z][\w-]+)(?: [A-Z][\w-]+)?(?=\s?(?:[,(;]|$)| of\b)")
_TRUST_COMPANY = ("Trust Company", "TRUST COMPANY", "Insurance Company", "INSURANCE COMPANY")
_PLACE = re.compile(r"(?:(?:New|North|South|West|Rhode|Hong|United) )?[A-Z][a-zA-Z]+")
_STATE_AFTER = re.compile(r", (?P<state>[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?)(?=,| ?\(| and | ?$)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed, `[start, end)` in the text, and whether a corporate form closes it."""

    start: int
    end: int
    formed: bool

    @property
    def span(self) -> Span:
        """Where the name stands."""
        return Span(self.start, self.end)


def name_at(string: str, at: int, limit: int, *, joined: bool = True) -> Name | None:
    """The name that begins at `at`, or None; it ends before `limit`.

    With `joined` an "and" between capitalised words is taken into a name whose corporate form is still to
    come ("Moss and Sons Haulage LLC"); without, it parts two names. A title before a person's name and a
    role before any name are passed over.
    """
    if string[at : at + 1].islower() and _small_word_at(string, at, limit):
        return None
    return _name_at(string, at, limit, joined)


def _small_word_at(string: str, at: int, limit: int) -> bool:
    """Whether the small letter at `at` begins a word with which no name begins, as nearly all do."""
    token = _TOKEN.match(string, at, limit)
    return token is None or (
        not _is_name_word(token["word"], first=True) and _SMALL_NAME.match(string, at, limit) is None
    )


@lru_cache(maxsize=256)  # one place is often read for several lists; few, for they keep the whole string
def _name_at(string: str, at: int, limit: int, joined: bool) -> Name | None:
    label = _ROLE_BEFORE.match(string, at, limit)
    at = label.end() if label else at
    title = _HONORIFIC.match(string, at, limit)
    whole = at
    at = title.end() if title else at
    reader = _Reader(string, at, min(limit, at + _LONGEST), joined)
    small = _SMALL_NAME.match(string, at, limit)
    if small:
        return Name(at, small.end(), formed=True)
    found = reader.read()
    opener = string[at:limit].split(" ", 1)[0]
    if found and opener.casefold() in _OPENERS and (opener in _CAPITAL_OPENERS or not found.formed):
        return None
    if found and not found.formed and string[at].isdigit() and _LONG_NUMBER.match(string, at):
        return None
    if found and title and found.formed:  # Dr. Elm's Soap, Inc.
        found = Name(whole, found.end, formed=True)
    return None if found is None or is_no_party(string[found.start : found.end]) else found


class _Reader:
    """Goes over one name from left to right."""

    def __init__(self, string: str, at: int, limit: int, joined: bool) -> None:
        self.string = string
        self.start = at
        self.at = at
        self.limit = limit
        self.joined = joined
        self.end = at  # of the last word that certainly belongs to the name
        self.words = 0
        self.form: str | None = None  # the last form read
        self.hard = False  # it is one that nothing but another form follows

    def read(self) -> Name | None:
        while self._step():
            pass
        words = self.string[self.start : self.end].split()
        if not self.words or all(bare_word(word) in FORM_WORDS for word in words):
            return None
        return Name(self.start, self.end, self.form is not None)

    def _step(self) -> bool:
        token = _TOKEN.match(self.string, self.at, self.limit)
        if token is None and self.words and not self.form and self._wrapped():
            self.at += 1
            return True
        if token is None or (self.words == 0 and token["space"]):
            return False
        quoted = self.words and self.string[self.at + 1 : self.at + 2] in _QUOTES
        nickname = _NICKNAME.match(self.string, self.at, self.limit) if quoted else None
        if nickname:
            self.at = nickname.end()
            return True
        if token["mark"]:
            return self._mark(token["mark"], token.start())
        return self._word(token["word"], token.start("word"), token.end())

    def _wrapped(self) -> bool:
        """Whether a long line of prose ends within the name: FEN / BROTHERS, LTD., a Texas company."""
        if _WRAPPED.match(self.string, self.at, self.limit) is None:
            return False
        return self.string.find("\n", max(0, self.at - _LONG_LINE), self.at) < 0

    def _word(self, word: str, start: int, end: int) -> bool:
        bare = bare_word(word)
        spaced = _SPACED_FORM.match(self.string, self.at, self.limit) if self.words else None
        if spaced:
            self.form, self.hard = spaced["form"], True
            self.at = self.end = spaced.end()
            return True
        if word in _PARTING_CAPITALS and self.words and not (word == "AS" and _NORSE.match(self.string, end)):
            return False
        if (
            self.words
            and bare in FORM_WORDS
            and (word[0].isupper() or bare in _SMALL_FORMS or "." in word[:-1])
        ):
            return self._form_word(word, bare, end)
        partners = _AND_CO.match(self.string, self.at, self.limit) if self.form else None
        if partners:
            self.at = self.end = partners.end()
            return False
        trust = _AND_TRUST.match(self.string, self.at, self.limit) if self.form == "bank" else None
        if trust:  # "First Elm Bank and Trust"
            self.form = "trust"
            self.at = self.end = trust.end()
            return True
        if self.form and word in ("A", "AN"):
            return False
        if self.form and self.hard:
            if word in ("USA", "U.S.A."):
                self.at = self.end = end
                return False
            return word.casefold() == "of" and self._of_place(end)
        if self.form in ("trust", "partnership") and re.fullmatch(r"[IVX]+|\d{1,4}(?:-\w+)?", word):
            self.at = self.end = end
            return True
        if self.form and not self._form_ahead(start):
            return word.casefold() in ("of", "for") and self._of_place(end)
        particle = self.words == 0 and word in _PARTICLES
        if (
            word.casefold() in _SMALL
            and not particle
            and (self.words or (word[0].isupper() and bare not in _OPENERS))
        ):
            return self._small_word(word, start, end)
        if not _is_name_word(word, first=self.words == 0) and not (
            self.words and _SMALL_NOUN.match(self.string, start, self.limit)
        ):
            return False
        if (
            self.words == 0
            and bare in NOT_FIRST
            and bare not in _OPENERS
            and "." not in word[:-1]
            and not (bare in _AMBIGUOUS and _BODY_STARTS.match(self.string, end, self.limit))
        ):
            return False
        return self._take(word, end)

    def _take(self, word: str, end: int) -> bool:
        self.words += 1
        self.form = None
        stop = (
            word.endswith(".")
            and not _abbreviated(word)
            and not _FORM_NEXT.match(self.string, end, self.limit)
        )
        self.end = end - 1 if stop else end
        self.at = end
        return not stop

    def _form_word(self, word: str, bare: str, end: int) -> bool:
        self.words += 1
        self.form = bare
        self.hard = bare not in SOFT_FORMS or (bare == "corp" and word.endswith("."))
        keeps_stop = bare in _DOTTED or "." in word[:-1]
        self.end = end - 1 if word.endswith(".") and not keeps_stop else end
        self.at = end
        return self.end == end

    def _small_word(self, word: str, start: int, end: int) -> bool:
        small = word.casefold()
        if self.words == 0 and small != "the":
            return False
        following = _TOKEN.match(self.string, end, self.limit)
        while following and following["word"] and following["word"].casefold() in _SMALL:
            following = _TOKEN.match(self.string, following.end(), self.limit)
        if not following or not following["word"] or not _is_name_word(following["word"], first=False):
            return False
        if following["word"][0].isdigit() and small in ("of", "at", "in", "on", "to", "for"):
            return False
        if small in ("and", "&") and not self._joins(small, end):
            return False
        if small in ("in", "on", "at", "to", "for") and not word[0].isupper() and self.words < 1:
            return False
        if small in ("to", "at", "in") and not self._form_ahead(start):
            return False
        if small == "on" and bare_word(following["word"]) in NOT_FIRST:
            return False  # "on March 1"
        self.words += self.words == 0
        self.at = end
        return True

    def _joins(self, small: str, end: int) -> bool:
        """Whether the "and" that ends at `end` stands inside the name."""
        if small == "&":
            return True
        left = self.string[self.start : self.end]
        if _PAIR_BEFORE.search(left) and _PAIR_AFTER.match(self.string, end, self.limit):
            return True
        if not self.joined or (looks_like_person(left) and len(left.split()) > 2):
            return False
        if looks_like_person(left) and self.string.startswith(" the ", end):
            return False  # Ann Elm and the Elm Trust
        if _OF_SUBJECTS.search(left) and _SUBJECT.match(self.string, end, self.limit):
            return True
        return self._form_ahead(end)

    def _form_ahead(self, at: int) -> bool:
        """Whether a run of capitalised words from `at` comes to a corporate form before anything parts it."""
        for _ in range(8):
            token = _TOKEN.match(self.string, at, self.limit)
            if token is None:
                return False
            word = token["word"]
            if token["mark"] == ",":
                token = _TOKEN.match(self.string, token.end(), self.limit)
                return bool(
                    token
                    and token["word"]
                    and bare_word(token["word"]) in FORM_WORDS
                    and token["word"][0].isupper()
                )
            if not word:
                return False
            if bare_word(word) in FORM_WORDS and word[0].isupper():
                return True
            if word.casefold() == "and" or not (
                _is_name_word(word, first=False) or word.casefold() in _SMALL
            ):
                return False
            at = token.end()
        return False

    def _of_place(self, end: int) -> bool:
        """Take "of Pennsylvania" after a form; nothing else may follow."""
        token = _TOKEN.match(self.string, end, self.limit)
        if not token or not token["word"]:
            return False
        begin = token.end() + 1 if token["word"].casefold() == "the" else token.start("word")
        place = _PLACE.match(self.string, begin, self.limit)
        if bare_word(self.form or "") in _SEATED:
            return False  # "Elm S.A. of Panama": where it sits, or whose law it is under
        if place is None or (place.group().casefold() not in PLACES and not self._banks()):
            return False
        self.end = self.at = place.end()
        return True

    def _banks(self) -> bool:
        """Whether the name so far is a bank's or a trust company's, which are named for their regions."""
        return self.form == "bank" or self.string.endswith(_TRUST_COMPANY, self.start, self.end)

    def _mark(self, mark: str, start: int) -> bool:
        if mark == "," and self.words:
            return self._comma(start)
        if mark == "(" and self.words:
            kind = _KIND_IN_NAME.match(self.string, start, self.limit)
            if kind:
                self.form, self.hard = "partnership", True
                self.at = self.end = kind.end()
                return False
            place = _PLACE_IN_NAME.match(self.string, start, self.limit)
            led = place is not None and bare_word(place["after"].split()[0]) in FORM_WORDS
            if (
                place
                and (led or not self.form)
                and any(bare_word(word.strip(",")) in FORM_WORDS for word in place["after"].split())
            ):
                self.at = self.end = place.end()
                return True
        return False

    def _comma(self, start: int) -> bool:
        spaced = _SPACED_FORM.match(self.string, start, self.limit)
        if spaced:
            self.form, self.hard = spaced["form"], True
            self.at = self.end = spaced.end()
            return True
        below = _FORM_ON_NEXT_LINE.match(self.string, start, self.limit)
        if below:
            self.form, self.hard = below["form"], True
            self.at = self.end = below.end()
            return True
        token = _TOKEN.match(self.string, start + 1, self.limit)
        if token is None or not token["word"]:
            return False
        bare = bare_word(token["word"])
        if bare in FORM_WORDS and (token["word"][0].isupper() or bare in ("inc", "llc", "lp", "ltd")):
            self.at = start + 1
            return True
        more = _AFTER_COMMA.match(self.string, start, self.limit)
        if more and (more["office"] is None or _PUBLIC_BODY.match(self.string, self.start)):
            self.form = "association" if more["bank"] else self.form
            self.at = self.end = more.end()
            return False
        if self.form:
            return False
        if bare in _KEPT_SUFFIX:
            self.end = self.at = token.end()
            return True
        degree = _DEGREE.match(self.string, start, self.limit)
        if degree:
            self.at = self.end = degree.end()
            return True
        partners = _PARTNERS.match(self.string, start, self.limit)
        if partners:
            self.at = self.end = partners.end()
            return True
        state = _STATE_AFTER.match(self.string, start, self.limit)
        if state and state["state"].casefold() in STATES and _PUBLIC_BODY.match(self.string, self.start):
            self.at = self.end = state.end()
        return False


def _is_name_word(word: str, *, first: bool) -> bool:
    if word[0].isupper():
        return True
    if word[0].isdigit():
        return not first or _NUMBER_FIRST.match(word) is not None
    if word[0] in "'’&$@#" and len(word) > 1:
        return word[1].isupper()
    return any(c.isupper() for c in word[1:]) or bool(
        re.search(r"\w\.(?:com|net|org)\b|^[a-z]{1,2}\d{1,3}$", word)
    )


def _abbreviated(word: str) -> bool:
    bare = word[:-1].casefold()
    return (
        len(bare) == 1
        or bare in _ABBREVIATIONS
        or bool(re.fullmatch(r"(?:\w\.)+\w", bare))
        or bare in _DOTTED
    )
