"""Who can owe a duty in a document: its parties and the defined persons, and what no duty can be owed by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal

from pipeline.extract.parties.roles import singular
from pipeline.frozen import dataclass
from pipeline.model import Definition, Party

Kind = Literal["actor", "thing", "agreement", "nothing"]
NounPhrase = tuple[str, Kind, bool, bool]  # see `subjects.py`

# Who acts, besides the parties: by the last word of the name, in the singular.
_ACTORS = frozenset(
    """
    company corporation issuer party person holder holders investor purchaser buyer seller vendor
    supplier customer client licensor licensee sublicensee franchisor franchisee lessor lessee landlord
    tenant subtenant borrower lender bank agent trustee executive employee employer consultant
    contractor subcontractor distributor reseller manufacturer developer operator owner partner member
    manager shareholder stockholder guarantor surety obligor pledgor grantor grantee mortgagor mortgagee
    debtor creditor escrowee escrow board committee director officer counsel auditor accountant attorney
    arbitrator arbitrators tribunal court commission affiliate affiliates subsidiary parent registrant
    underwriter underwriters dealer broker initiating participant assignee assignor transferee
    transferor successor provider advisor adviser administrator servicer custodian depositary depository
    registrar insurer insured indemnitor indemnitee indemnitees indemnifying indemnified undersigned he
    she i we you it they physician carrier shipper publisher author artist talent licensors host sponsor
    university institution fund trust entity individual representative representatives personnel staff
    spouse principal optionee optionor assigns firm expert engineer architect architects appraiser
    architect merchant processor secretary president chairman treasurer committee team everyone anyone
    nobody panel jury
    """.split()
)
# The last word of many a firm's name; it names a firm where the text does not define it as something else.
_FIRMS = frozenset(
    """
    holdings industries enterprises associates technologies laboratories pharmaceuticals therapeutics
    biosciences bancorp bancshares brands communications resources properties
    """.split()
)
# Of those, the ones that a firm goes by alone: "Holdings shall".
_FIRMS_ALONE = frozenset(
    """
    holdings industries enterprises laboratories pharmaceuticals therapeutics biosciences bancorp bancshares
    """.split()
)
_PRONOUNS = frozenset("he she i we it you they".split())
# "by April 30, 2011" names nobody.
_DATES = frozenset(
    """
    january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday
    """.split()
)
_REGULATORS = frozenset("sec nasd finra fda irs nasdaq nyse".split())
_ACTING = re.compile(r"(?:[^aeiou](?:er|or)|ee|ist|ian|man|woman|aire)$")
_THINGS = frozenset(
    """
    agreement section article exhibit schedule paragraph clause provision provisions contract amendment
    sentence heading headings foregoing nothing term terms covenant covenants representation warranty
    warranties appendix annex attachment rider addendum subsection
    """.split()
)
_NO_ACTORS = frozenset(
    """
    number matter other order letter remainder quarter offer power paper transfer waiver water center
    meter computer error factor sector minor calendar counter after under over whichever whatever either
    neither or per member's prior manner reminder tender consider register december november october
    september monitor server router newsletter folder binder motor rotor color favor labor honor
    behavior door floor corner chapter character disclaimer tower border cover fee guarantee committee's
    degree decree shelf merger retainer trigger cylinder container trailer
    """.split()
)
# "Form S-3", "Rule 144": papers and rules that go by a number are nobody.
_PAPERS = frozenset("Form Rule Regulation Schedule Exhibit Annex Appendix Item Part Title".split())
_PLACEHOLDERS = frozenset("nothing none".split())
_WORD = re.compile(r"[^\W\d_][\w'’&.-]*")


@dataclass(frozen=True)
class Actors:
    """The persons of a document, by every name that they go by."""

    parties: tuple[Party, ...] = ()
    terms: tuple[str, ...] = ()  # the defined terms, as printed

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """Each name of a party, folded and in the singular, and how it is printed."""
        names: dict[str, str] = {}
        for party in self.parties:
            shared = (party.collective_alias,) if party.collective_alias else ()
            for name in (*party.aliases, *shared, party.name):
                names.setdefault(singular(name), name)
        return names

    @cached_property
    def by_role(self) -> Mapping[str, str]:
        """How the first party of each role is called in the text."""
        roles: dict[str, str] = {}
        for party in self.parties:
            if party.role:
                called = (*party.aliases, *((party.collective_alias,) if party.collective_alias else ()))
                roles.setdefault(party.role, called[0] if called else party.name)
        return roles

    @cached_property
    def defined(self) -> Mapping[str, str]:
        """The defined terms, folded and in the singular, and how they are printed."""
        return {singular(term): term for term in reversed(self.terms)}

    @cached_property
    def known(self) -> dict[str, Kind]:
        """What has been asked already."""
        return {}

    @cached_property
    def noun_phrases(self) -> dict[str, NounPhrase]:
        """What has been read already: a contract has few subjects, again and again."""
        return {}

    def kind(self, name: str) -> Kind:
        """Whether `name` (a noun phrase without its article and what follows its head) can owe a duty."""
        found = self.known.get(name)
        if found is None:
            found = self.known[name] = self._kind(name)
        return found

    def certain(self, name: str) -> bool:
        """Whether `name` is a party's, or that of a part which parties play."""
        words = _WORD.findall(name)
        return singular(name) in self.by_name or (bool(words) and singular(words[-1]) in _ACTORS)

    def _kind(self, name: str) -> Kind:
        low = singular(name)
        if low in self.by_name:
            return "actor"
        words = _WORD.findall(name)
        if not words:
            return "nothing"
        if words[0] in _PAPERS and len(words) > 1:
            return "thing"
        if words[-1].casefold() in (_PRONOUNS if len(words) > 1 else _DATES):
            return "thing"  # "cause it", "April"
        last = words[-1].casefold().removesuffix("'s").removesuffix("’s")
        one = singular(last)
        if last in _PLACEHOLDERS or last in _THINGS or one in _THINGS:
            return "agreement"
        if last in _ACTORS or one in _ACTORS or low in _REGULATORS:
            return "actor"
        firms = _FIRMS if len(words) > 1 else _FIRMS_ALONE
        if last in firms and words[-1][0].isupper() and low not in self.defined:
            return "actor"
        if one in _NO_ACTORS:
            return "thing"
        if _ACTING.search(one) and len(one) > 4:
            return "actor"
        if words[-1][0].isupper() and low not in self.defined and not names_thing(last):
            # A name that the text does not define: "Vercors shall", "Mr. Alder shall".
            return "actor"
        return "thing"

    def called(self, roles: Iterable[str]) -> str | None:
        """What the first of these roles is called here: a party's term, or a defined term of that name."""
        for role in roles:
            if role in self.by_role:
                return self.by_role[role]
            if role in self.by_name:
                return self.by_name[role]
            if role in self.defined:
                return self.defined[role]
        return None


_OF_THINGS = re.compile(
    r"(?:tions?|sions?|ments?|ness|ity|ities|ances?|ences?|ings?|dates?|prices?|periods?|rates?|terms?|fees?|"
    r"amounts?|statements?|notices?|shares?|stocks?|securit(?:y|ies)|rights?|interests?|loans?|notes?"
    r"|products?|"
    r"propert(?:y|ies)|premises|services?|ages?|certificates?|warrants?|debentures?|bonds?|forms?|costs?|"
    r"expenses?|taxes|tax|damages|rent|royalt(?:y|ies)|payments?|benefits?|options?|plans?|funds"
    r"|proceeds|accounts?|"
    r"days?|months?|years?|marks?|software|works?|goods|equipment|materials?|information|insurance|events?|"
    r"defaults?|claims?|losses|liabilit(?:y|ies)|obligations?|dut(?:y|ies)|consents?|approvals?|requests?|"
    r"demands?|orders?|reports?|records?|books?|documents?|licenses?|patents?|territory|results?|base|"
    r"salary|bonus|compensation|severance|limits?|caps?|values?|percent|law|laws|act|rules?|awards?"
    r"|invoices?|"
    r"deposits?|prospectus|purchases?|sales?|deliver(?:y|ies)|deadlines?|restrictions?|facility"
    r"|facilities|closing|"
    r"units?|systems?|data|site|sites|legends?|filing|offering|merger|transactions?|assets?|collateral"
    r"|parts?|"
    r"reserves?|leases?|policy|policies|budgets?|designs?|specifications?|samples?|advances?|principal"
    r"|basis)$",
    re.IGNORECASE,
)


def names_thing(word: str) -> bool:
    """Whether the head of a noun phrase names something that cannot act."""
    return _OF_THINGS.search(word) is not None


def actors_of(parties: Sequence[Party], definitions: Sequence[Definition]) -> Actors:
    """The persons of a document."""
    return Actors(tuple(parties), tuple(one.term for one in definitions))
