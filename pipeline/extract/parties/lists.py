"""Reads a list of parties: name, what is said of it, its terms, then "and" and the next name.

What stands between a name and the next party is full of commas, "and"s and capitals (addresses, laws,
officers), so a further name counts only if something vouches for it: its corporate form, a term defined right
after it, a description of a body, or a signature block.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.parties.defined_terms import Terms, terms_of
from pipeline.extract.parties.keys import looks_like_person
from pipeline.extract.parties.names import name_at
from pipeline.extract.parties.openings import Listed, Opening
from pipeline.extract.parties.roles import role_of_term
from pipeline.model import Mention
from pipeline.spans import Span

_MOST_PARTIES = 60
_LONGEST_TAIL = 1200  # what is said of one party, to the next
_MOST_PARAGRAPHS = 12  # in a tail: an address below the name, a line each
_PARTING = re.compile(
    r"\n+|\((?:\d{1,2}|[a-h]|[ivx]{1,4})\)\s|[;,.]|\b(?:and|AND|And|A N D)\b|&|\s[-–—]+\s"
    r"|\b(?:[a-z]{2,11}|[A-Z]{2,11})\b(?=\s)|\)\s(?=[A-Z])"
)
_SAID_AND = re.compile(r"\band\b|\bas well as\b|&|[-–—;]|\(\w{1,3}\)", re.IGNORECASE)
# Verbs and the like that carry on the sentence after its list of parties.
_VERBS = frozenset(
    """
    is are was shall will agree agrees agreed hereby sets desire desires dated effective pursuant
    witnesses witnesseth wish wishes enter enters have has hereto regarding concerning relating amends
    covering constitutes may made entered sell sells grant grants promises appoints engages offers
    acknowledges certify
    """.split()
)
_IS_A = re.compile(r"is (?:an? |incorporated|organi[sz]ed|duly|the owner)", re.IGNORECASE)
_RELATIVE = frozenset("which who that whose having where".split())
_GIVING = frozenset("to for with from of appoint appoints by".split())  # "in favor of B", "to the order of B"
_ARTICLE = re.compile(r"\s+(?:the\s|THE\s)?")
_ENDINGS = ("stop", "lead", "made-by", "parties-heading", "label", "undersigned")
_DEFINITIONS = ("definition", "definition-single", "definition-inline")
# The rest of a list of bare names, up to its end.
_NAME = r"(?:Dr\. |Mr\. |Ms\. )?[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|de|van|der|von|la|del)){1,4}"
_RUN = re.compile(rf"(?:, {_NAME}){{0,12}},? (?:and|AND) (?:the )?{_NAME}(?=\s?(?:[.,;(]|$|\n))")
_IN_FAVOUR = re.compile(r"\b(?:favou?r|order|benefit) of$", re.IGNORECASE)
_TOGETHER = ("together with", "TOGETHER WITH")
_OWN_PEOPLE = re.compile(
    r"\b(?:its|their|his)\s(?:\w+\s){0,3}(?:subsidiar|affiliat|associated|parent|successor)", re.IGNORECASE
)
# Said of two or more, so that the term behind it is theirs in common.
_OF_SEVERAL = re.compile(
    r"\b(?:husband and wife|wife and husband|jointly and severally)[\s,]{0,2}$", re.IGNORECASE
)
# "represented by its duly authorised President, Ann Elm"
_OFFICER = re.compile(
    r"(?:its|his|her|their|the|our)\s(?:[\w&-]+\s){0,6}?(?:President|Chairman|Chairperson|Director|Officer|Manager"
    r"|Secretary|Treasurer|Representative|Minister|Partner|Member|Attorney|Attorney-in-Fact|CEO|CFO|Chair"
    r"|Principal|Owner|Signatory|Administrator|Executive)s?(?:\sand\s[A-Z][\w ]{2,30})?,?\s",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:[a-z-]+\s){0,4}(?:partner|member|manager|parent|trustee|agent|owner|director|officer|president"
    r"|representative|shareholder|subsidiary),?\s"
)
_AND_MORE = re.compile(
    r" (?:and|&) (?:[A-Z][\w-]*,? ){1,5}"
)  # of a department's name: "Parks and Arena Department"
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Dr)\.? [A-Z]")
_LABELLED = re.compile(r"\b(?:and|AND|And)\b|\(\w{1,3}\)|\b\d[.)]")
_LIST_LABEL = re.compile(r" (?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,3})[.)]\s)?")
_SENTENCE = re.compile(r"\.[\"”’)]{0,2}(?:\s+(?!(?:AND|And)\b)[A-Z\"“]|\s*$)")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Za-z]|St|Ste|[Nn]os?|Ext|ext|Ph|reg|tel|Ave?|Blvd|Rd|Dr|Mrs?|Ms|Co|CO|Inc|INC|Corp|CORP|Ltd|LTD|Ltda|Hwy|Rte|Sq"
    r"|Bldg|Fl|Ft|Mt|P\.O"
    r"|U\.S|S\.A|L\.P|Reg|Str|Jr|Sr|Pty|Tel|Apt|Rm|Dept|Esq|approx|etc|Pkwy|Ln|Ct|Cir|Pl|Tr"
    r"|Cal|Del|Mass|Fla|Pa|Ill|Tex|Conn|Wash|Ariz|Nev)$"
)
# What follows the name of a party and hardly anything else.
_BODY_AFTER = re.compile(
    r",?\s{1,2}\(?(?:(?:an?|the)\s(?!copy|result|party)(?:[\w.'’/,&-]+\s){0,9}?\(?(?:corporation|company"
    r"|partnership"
    r"|association|trust|bank|individual|person|institution|foundation|entity|organi[sz]ation|body"
    r"|society|venture|limited"
    r"|resident|citizen|cooperative|proprietorship|municipality|estate|llc|affiliate|incorporated|organi[sz]ed|subsidiary|division|fund|agency|university)\b"
    r"|(?:duly\s)?(?:organi[sz]ed|incorporated|formed|existing|registered|established|constituted)\b"
    r"|(?:having|with|whose|located|residing|resident)\b|of\s\d|as\s[a-z]"
    r"|(?:acting|in its capacity|not in its|not individually|solely|on behalf|by and through|through its"
    r"|by its"
    r"|for itself|individually|for and on behalf|d/b/a|f/k/a|a/k/a|formerly|doing business)\b)",
    re.IGNORECASE,
)
_CALLINGS = ("", "the company", "the corporation", "the firm")  # "the Company Elm S.p.A."
_IS_BODY = re.compile(r",?\s\(?an?\s", re.IGNORECASE)
# A description that a name without a form may have, before the term that is defined for it.
BODY_AFTER_COMMA = re.compile(
    r",\san?\s(?:[\w-]+\s){0,5}(?:corporation|company|partnership|association|trust|bank|individual|institution"
    r"|foundation|organi[sz]ation|proprietorship|subsidiary|division|agency|university|municipality|cooperative)\b",
    re.IGNORECASE,
)
_CAPACITY = re.compile(
    r"\b(?:solely\s)?(?:in its capacity\s)?as\s(?:an?\s|the\s)?"
    r"(?P<role>[A-Za-z][a-zA-Z-]{3,16}(?:\s[A-Za-z][a-zA-Z-]{2,16}){0,3})(?=\s*(?:[,(;.\n]|\band\b|under|$))"
)


def read_list(opening: Opening, at: int, limit: int, rule: str) -> list[Listed]:
    """The parties from `at` on; empty if none stands there. `rule` is what leads them in.

    "A and B Company" is one party unless that leaves the list with one party only.
    """
    found = _read(opening, at, limit, rule, joined=True)
    if len(found) == 1 and not found[0].blank:
        return _read(opening, at, limit, rule, joined=False)
    return found


def _read(opening: Opening, at: int, limit: int, rule: str, *, joined: bool) -> list[Listed]:
    entries: list[Listed] = []
    given: set[str] = set()
    while at < limit and len(entries) < _MOST_PARTIES:
        begun = opening.begin(at, limit, joined=joined, first=not entries)
        if begun is None:
            break
        tail = _Tail(opening, begun, limit, rule, given, joined=joined)
        entries.append(tail.read())
        given.update(tail.own, tail.shared, tail.spare)
        at = tail.at
        if not tail.follows:
            break
    return _with_shared_terms(opening.string, entries)


def _with_shared_terms(string: str, entries: list[Listed]) -> list[Listed]:
    """Give a shared term to the parties before it that it takes in.

    Those are the ones without a term of their own, A, B and C (the "Sellers"), or those that the definition
    names by their terms: ("C" and, together with A and B, the "Sellers").
    """
    given: list[Listed] = []
    for entry in entries:
        given.append(entry)
        if not entry.shared:
            continue
        words = string[entry.end : entry.closed]
        direct = True  # no party with a term of its own has come between
        for i in range(len(given) - 2, -1, -1):
            earlier = given[i]
            direct = direct and not (earlier.own or earlier.shared or earlier.unnamed)
            if direct or (not earlier.shared and any(term in words for term in earlier.own)):
                given[i] = replace(earlier, shared=entry.shared)
    return given


class _Tail:
    """Reads what follows the name of one party, up to the next party or the end of the list."""

    def __init__(
        self, opening: Opening, entry: Listed, limit: int, rule: str, given: set[str], *, joined: bool
    ) -> None:
        self.opening = opening
        self.string = opening.string
        self.entry = entry
        self.name = self.string[entry.start : entry.end]
        self.limit = min(limit, entry.end + _LONGEST_TAIL)
        self.rule = rule
        self.given = given  # the terms of the parties before
        self.joined = joined
        self.at = entry.end
        self.closed = entry.end
        self.own: list[str] = []
        self.shared: list[str] = []
        self.others: list[tuple[str, str]] = []
        self.spare: tuple[str, ...] = ()  # a term right behind another body's name
        self.paragraphs = 0
        self.in_address = False
        self.relative = False  # within a clause about the party, whose verbs are not the sentence's
        self.done = False  # a term has been given
        self.ended = False  # the list is over
        self.follows = False  # the next party begins at `at`

    def read(self) -> Listed:
        """The party with what its tail says."""
        while self.at < self.limit and not self.ended and not self.follows:
            mark = self.opening.next_mark(self.at)
            near = min(self.limit, mark.start) if mark else self.limit
            part = _PARTING.search(self.string, self.at, near)
            if part is not None:
                self._take_part(part)
            elif mark is not None and mark.start < self.limit:
                self._take_mark(mark)
            else:
                self.at = self.limit
        end = max(self.entry.end, self.at)
        own = tuple(self.own) or self.spare
        capacity = _CAPACITY.search(self.string, self.entry.end, min(end, self.entry.end + 300))
        described = _BODY_AFTER.match(self.string, self.entry.end, self.limit) is not None
        return replace(
            self.entry,
            tail=Span(self.entry.end, end),
            rule=self.rule if self.entry.rule == "name" else self.entry.rule,
            own=own,
            shared=tuple(self.shared),
            other_names=tuple(self.others),
            capacity=capacity["role"] if capacity and not self.entry.unnamed else None,
            vouched=self.entry.vouched or bool(own) or bool(self.shared) or described,
            closed=self.closed,
        )

    # ------------------------------------------------------------------ marks

    def _take_mark(self, mark: Mention) -> None:
        self.at = mark.end
        if mark.rule in _ENDINGS and mark.start > self.closed:
            self.at, self.ended = mark.start, True
        elif mark.rule.startswith("definition"):
            self._define(mark)
        elif mark.rule == "other-name":
            self._other_name(mark)
        elif mark.rule == "through" and self._joined_by(mark):
            self.follows = True
        elif mark.rule == "through":
            self._body_behind(mark)
        elif mark.rule == "address":
            self.in_address = self.relative = True

    def _joined_by(self, mark: Mention) -> bool:
        """Whether "together with" leads to a party with a term of its own."""
        if not self.done or not self.string.startswith(_TOGETHER, mark.start):
            return False
        name = name_at(self.string, mark.end, self.limit)
        return name is not None and name.formed and self.opening.defined(name.end)

    def _define(self, mark: Mention) -> None:
        if self.done and self.string[self.closed : mark.start].strip(" ,.;"):
            return  # words have come between: it defines something else
        terms = terms_of(self.string, mark, self.name)
        if terms.shared and _OWN_PEOPLE.search(self.string, max(self.closed, mark.start - 60), mark.start):
            terms = Terms((*terms.own, *terms.shared))  # "Acme and its subsidiaries (collectively, "Acme")"
        if _OF_SEVERAL.search(self.string, max(self.closed, mark.start - 40), mark.start):
            terms = Terms((), (*terms.own, *terms.shared))  # "A and B, husband and wife ("Sellers")"
        self.own.extend(term for term in terms.own if term not in self.own)
        self.shared.extend(term for term in terms.shared if term not in self.shared)
        if mark.rule == "definition-plain" and not terms.own:
            return
        self.done = True
        self.in_address = self.relative = False
        self.closed = mark.end
        self.follows = self._name_without_separator(mark.end)

    def _name_without_separator(self, at: int) -> bool:
        """Whether a body's name stands right behind a term: A, Inc. ("A") B, Inc. ("B")."""
        label = _LIST_LABEL.match(self.string, at, self.limit)
        if label is None:
            return False
        name = name_at(self.string, label.end(), self.limit)
        if name is None or not name.formed:
            return False
        listed = label.end() > at + 1
        return (
            listed or self.opening.defined(name.end) or _BODY_AFTER.match(self.string, name.end) is not None
        )

    def _other_name(self, mark: Mention) -> None:
        name = name_at(self.string, mark.end, self.limit)
        if name is None:
            return
        kind = next(
            (group for group in ("trading", "former", "also", "lent") if group in mark.groups), "also"
        )
        self.others.append((kind, self.string[name.start : name.end]))
        if (
            kind == "lent"
            and self.opening.defined(name.end)
            and not self.opening.shortens(name.end, self.name)
        ):
            self.follows = True  # the artist, with a term of his own, signs too
        else:
            self.at = name.end

    def _body_behind(self, mark: Mention) -> None:
        """Pass over the name of a general partner, a parent or an officer, with the term defined for it."""
        self.relative = True
        officer = _OFFICER.match(self.string, mark.end, self.limit)
        office = officer or _OFFICE.match(self.string, mark.end, self.limit)
        name = name_at(self.string, office.end() if office else mark.end, self.limit)
        if name is None:
            return
        self.at = name.end
        behind = self.opening.next_mark(name.end)
        department = not name.formed and behind and _AND_MORE.fullmatch(self.string, name.end, behind.start)
        if behind and behind.rule in _DEFINITIONS and (behind.start <= name.end + 2 or department):
            if not self.done:
                self.spare = (
                    self.spare or terms_of(self.string, behind, self.string[name.start : name.end]).own
                )
            self.at = behind.end

    # ------------------------------------------------------------------ separators and words

    def _take_part(self, part: re.Match[str]) -> None:
        self.at = part.end()
        found = part.group()
        word = found.strip().casefold()
        if word.isalpha() and word != "and":
            self._take_word(word, part)
        elif found == ".":
            # At the end of a line the next line decides.
            self.ended = self.string[self.at : self.at + 1] != "\n" and self._sentence_ends(part.start())
        elif "\n" in found and self._paragraph_ends(part):
            self.ended = True
        else:
            self.follows = self._party_follows(part)

    def _take_word(self, word: str, part: re.Match[str]) -> None:
        given = self.done or (
            self.entry.formed and _IN_FAVOUR.search(self.string, part.start() - 12, part.end())
        )
        if word in _GIVING and self.rule != "lead" and given and self._given_to(part.end()):
            self.follows = True
        elif word in _VERBS and not self.relative and not _IS_A.match(self.string, part.start(), self.limit):
            self.at, self.ended = part.start(), True
        elif word in _RELATIVE:
            self.relative = True

    def _given_to(self, at: int) -> bool:
        """Whether a name with a term of its own stands behind "to", "for" or "with"."""
        article = _ARTICLE.match(self.string, at, self.limit)
        name = name_at(self.string, article.end(), self.limit) if article else None
        if name and name.formed and self.string.startswith(" and ", name.end):
            second = name_at(self.string, name.end + len(" and "), self.limit)
            name = second if second and second.formed else name
        return name is not None and self.opening.defined(name.end)

    def _sentence_ends(self, at: int) -> bool:
        return _SENTENCE.match(self.string, at) is not None and not self._abbreviated(at)

    def _abbreviated(self, at: int) -> bool:
        """Whether the full stop at `at` belongs to its word."""
        return _ABBREVIATED.search(self.string, max(0, at - 8), at) is not None

    def _paragraph_ends(self, part: re.Match[str]) -> bool:
        """Whether a line end closes the list: its sentence ended, or many lines went by without a party."""
        self.paragraphs += "\n\n" in part.group()
        if self.paragraphs > _MOST_PARAGRAPHS:
            return True
        at = self.opening.skip(part.start(), part.end() + 40)
        name = name_at(self.string, at, len(self.string))
        words = self.string[name.start : name.end] if name else ""
        if self.done and words in self.given:
            return True  # a sentence about the parties begins
        if self.string[part.end() : part.end() + 1] == "(" or (
            not self.done and words and self.opening.known(words)
        ):
            return False
        if self.string[part.start() - 1] != "." or _LABELLED.search(self.string, part.start(), at):
            return False
        if (
            name
            and name.formed
            and (self.opening.defined(name.end) or _BODY_AFTER.match(self.string, name.end))
        ):
            return False
        return self.done or not self._abbreviated(part.start() - 1)

    def _party_follows(self, part: re.Match[str]) -> bool:
        """Whether the next party of the list stands behind this separator."""
        at = self.opening.skip(part.start(), self.limit)
        mark = self.opening.mark_at(at)
        if mark and mark.rule == "class":
            return True
        blank = self.opening.blank_at(at, self.limit)
        if blank is not None:
            return self.opening.defined(blank)
        begun = self.opening.begin(part.start(), self.limit, joined=self.joined, first=False)
        if begun is None:
            return False
        said_and = _SAID_AND.search(self.string, part.start(), at) is not None
        before = self.string[at : begun.start].strip().casefold()
        lower = before not in _CALLINGS and not (  # small words that say what the name is
            before == "the" and said_and and _IS_BODY.match(self.string, begun.end, self.limit)
        )
        name = self.string[begun.start : begun.end]
        if self._only_a_term(name, begun) or (lower and not said_and and not begun.formed):
            return False  # "Distributor, as set forth below"; in apposition: Acme, Inc., the affiliate ("A")
        if _TITLED.match(self.string, at, self.limit) and not self.in_address:
            return True
        return self._vouched(
            begun, name, said_and=said_and, lower=lower, bare=not before and self._nothing_said(part.start())
        )

    def _only_a_term(self, name: str, begun: Listed) -> bool:
        """Whether the words are a party's term or a bare role, not a name."""
        terms = {*self.given, *self.own, *self.shared, *self.spare}
        if name in terms or name.removeprefix("The ") in terms:
            return True
        return " " not in name and not begun.formed and role_of_term(name, "") is not None

    def _nothing_said(self, at: int) -> bool:
        return not self.string[self.entry.end : at].strip()

    def _on_next_line(self, begun: Listed) -> bool:
        """Whether only line ends part the name from this party's: in a layout by lines it is its address."""
        return "\n" in self.string[self.entry.end : begun.start]

    def _vouched(self, begun: Listed, name: str, *, said_and: bool, lower: bool, bare: bool) -> bool:
        """Whether form, term, description or signature speak for the name, as much as its place asks for."""
        if self.opening.known(name):
            return said_and or not self.in_address
        if self.opening.defined(begun.end):
            if (
                not begun.formed
                and (self.in_address or not said_and)
                and self.opening.shortens(begun.end, self.name)
            ):
                return False  # "… offices in Berlin and Munich ("Fen")"; "900 Canal Street, Akron ("Elm")"
            if said_and or begun.formed:
                return True
            if self.in_address:
                return False  # "at No. 8 Li-Hsin Road, Hsinchu ("LSMC")"
            if self.done:
                return True
            numbered = any(c.isdigit() for c in self.string[self.entry.end : begun.start])
            return not (numbered or self._on_next_line(begun))  # "9 Park Avenue, Boston ("Elm")"
        if begun.formed and not lower:
            return said_and or not self.in_address
        described = _BODY_AFTER.match(self.string, begun.end, min(self.limit, begun.end + 160)) is not None
        settled = self.done or bool(self.spare)
        if settled and not described and not said_and and not lower and self._in_run(begun, name):
            return True
        if settled or (described and not self.in_address):
            several = " " in name or (said_and and described and role_of_term(name, "") is None)
            return (said_and or described) and not lower and several
        if said_and:
            return bare and not lower and len(name) > 4 and role_of_term(name, "") is None
        return not lower and not self.in_address and bare and self._in_run(begun, name)

    def _in_run(self, begun: Listed, name: str) -> bool:
        """Whether nothing but names follows, up to the "and" before the last: Ann Elm, Ivo Ash and Oak."""
        return looks_like_person(name) and _RUN.match(self.string, begun.end, self.limit) is not None
