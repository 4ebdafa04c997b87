"""The terms of a registration rights agreement as the calculator takes them: numbers and trees by clause.

None is hard-wired: rates, days, multipliers, caps and orders all come from here. A group that is None is one
on which the agreement is silent. `clause` and `places` say where the group was read, for the trace.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

from obligations.checks import above_zero, not_negative
from obligations.errors import InvalidInputError, NotComputableError
from obligations.expressions import Between, Convention, Expression, Unit, words
from obligations.proration import DayCount
from obligations.reading_in import read_json
from obligations.trace import Origin, Place, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Terms that one passage of the agreement sets; `given` names those that the facts fill in instead."""

    clause: str | None = None
    places: tuple[Place, ...] = ()
    given: tuple[str, ...] = ()


_MOST_YEARS = 200
_A_YEAR: Mapping[Unit, int] = {
    "hours": 8784,
    "days": 366,
    "business_days": 366,
    "trading_days": 366,
    "weeks": 53,
    "months": 12,
    "quarters": 4,
    "years": 1,
}


@dataclass(frozen=True, slots=True)
class Length:
    """So many days, months …, without a place in time.

    Raises `InvalidInputError` for one below zero, and for one that leads out of the calendar from any day.
    """

    count: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        if self.count < 0:
            raise InvalidInputError(f"{self}: no length of time is below zero")
        if self.count > _MOST_YEARS * _A_YEAR[self.unit]:
            raise InvalidInputError(f"{self}: more than {_MOST_YEARS} years")

    def __str__(self) -> str:
        return f"{self.count} {self.unit.replace('_', ' ')}"


def whole(length: Length) -> int:
    """The count of a length. Raises `NotComputableError` for a part of a unit."""
    if length.count != int(length.count):
        raise NotComputableError(f"{length} is no whole number of {length.unit}")
    return int(length.count)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit(Group):
    """By when something is due; the clock stands still during `tolled`."""

    expression: Expression
    tolled: Between | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationForm(Group):
    """Which form is to be used where it can be, and whose consent another takes."""

    preferred: str
    consent_of: str | None = None
    not_unreasonably_withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareMultiplier(Group):
    """How many times the issuable shares are to be registered."""

    value: Decimal
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that is paid in all: a share of the basis, or a sum of money.

    `per_units` is for how many units of the basis the sum is. `scope` is "all" where it is the most that all
    holders are paid together: what exceeds it is cut from all in proportion to what they are owed. With
    `each_failure` it is the most for each default, and not for all that there are.
    """

    fraction: Decimal | None = None
    amount: Decimal | None = None
    per_units: Decimal | None = None
    scope: Literal["each", "all"] = "each"
    each_failure: bool = False

    def __post_init__(self) -> None:
        not_negative("fraction", self.fraction)
        not_negative("amount", self.amount)
        if self.per_units is not None:
            above_zero("per_units", self.per_units)

    def __str__(self) -> str:
        each = f" for each {self.per_units} of the basis" if self.per_units is not None else ""
        of = f"{self.amount}{each}" if self.amount is not None else f"{self.fraction} of the basis"
        for_each = ", for each failure" if self.each_failure else ""
        return (f"{of}, all holders together" if self.scope == "all" else of) + for_each


@dataclass(frozen=True, slots=True)
class RateStep:
    """What the rate becomes after a while, or by how much it rises every so often, up to which."""

    after: Length | None = None
    rate: Decimal | None = None
    increment: Decimal | None = None
    every: Length | None = None
    max_rate: Decimal | None = None

    def __str__(self) -> str:
        to = f"to {self.rate}" if self.rate is not None else f"by {self.increment}"
        when = f"after {self.after}" if self.after else f"every {self.every}"
        return f"{to} {when}" + (f", to {self.max_rate} at most" if self.max_rate is not None else "")


InterestPeriod = Literal["day", "30 days", "month", "quarter", "annum"]


@dataclass(frozen=True, slots=True)
class Interest:
    """Interest on damages paid late, `per` period, once `grace` is over: from the due date, or `since` then.

    `day_count` makes days a part of a year; months and quarters are counted from the due date.
    """

    rate: Decimal
    per: InterestPeriod
    day_count: DayCount = "actual/365"
    grace: Length | None = None
    since: Literal["due", "grace"] = "due"

    def __post_init__(self) -> None:
        not_negative("rate", self.rate)


@dataclass(frozen=True, slots=True)
class PaymentDue:
    """When damages fall due: `after` a period, a month, a demand or a default has ended, or on `dates`.

    `default_end` is the last day of the default that is counted, `cure` the day of its cure; all of it is due
    then.

    `cure_after` is how long after the cure all that is still owed falls due at the latest, where the
    agreement says "or, if the default ends sooner".

    `dates` are truncated ISO dates (`---05`, `--03-31`); they cover the calendar months before (`in_arrears`)
    or the days up to each date.
    """

    of: Literal["period_end", "month_end", "dates", "demand", "default_end", "cure"]
    after: Length | None = None
    dates: tuple[str, ...] = ()
    in_arrears: bool = False
    cure_after: Length | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiquidatedDamages(Group):
    """What is paid for each `period` of default: `rate` of `basis`, or `amount_per_period`.

    `proration` is what part of a period pays: its days (`daily`), all of it (`any_part`), nothing (`none`).
    `instalments` are payments on days rather than for a length of time: one on the first day of the default
    and one a period apart from it while it lasts. `first_day` says whether a default is counted from the
    missed day itself or from the next, `through_cure` whether the day of the cure is counted too. `counts` is
    a formula that adds up the times of several failures. `day_count` makes days a part of a year where the
    rate is one per annum, `part_days` is by how many days a part of a month is divided where the agreement
    says so. `initial_rate` is the rate, or the sum, of the first instalment; without instalments it is paid
    once, besides the periods. `part_due` is when the days since the last instalment are paid, where it is not
    on the cure itself. `moved` is how a payment moves that falls due on a closed day.
    `per_units` is for how many units of the basis the sum is paid; where it is `shared`, one sum is paid to
    all holders, in proportion to their bases. `grace` is never paid for (`free`) or, as
    `grace_is` says, only where the default is cured within it (`if_cured`) or is no longer (`if_short`).
    `basis_of` are the classes of debt whose principal is the basis, `basis_additions` those of which only a
    reading says so.
    """

    rate: Decimal | None = None
    amount_per_period: Decimal | None = None
    period: Length
    basis: str | None = None
    basis_of: tuple[str, ...] = ()
    basis_additions: tuple[str, ...] = ()
    proration: Literal["daily", "any_part", "none"] = "daily"
    instalments: bool = False
    first_day: Literal["deadline", "day_after"] = "deadline"
    through_cure: bool = False
    counts: bool = False
    day_count: DayCount = "actual/365"
    part_days: int | None = None
    initial_rate: Decimal | None = None
    step: RateStep | None = None
    cap: Cap | None = None
    per_units: Decimal = Decimal(1)
    grace: Length | None = None
    grace_is: Literal["free", "if_cured", "if_short"] = "free"
    interest: Interest | None = None
    due: PaymentDue | None = None
    part_due: PaymentDue | None = None
    moved: Convention | None = None
    shared: bool = False
    payable_in: Literal["cash", "shares", "cash_or_shares"] = "cash"

    def __post_init__(self) -> None:
        not_negative("rate", self.rate)
        not_negative("amount_per_period", self.amount_per_period)
        not_negative("initial_rate", self.initial_rate)
        above_zero("per_units", self.per_units)
        if self.part_days is not None:
            above_zero("part_days", self.part_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedExample(Group):
    """The agreement's own example: so much is paid on so much principal for one month."""

    principal: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareShortfall(Group):
    """What follows when too few shares are registered; `payment_clock` is what damages count from."""

    file: Expression
    effective: Expression
    payment_clock: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Piggyback(Group):
    """When holders are told of another registration, and by when they ask to be in it."""

    election: Expression
    company_notice: Expression | None = None
    excluded_forms: tuple[str, ...] = ()
    only_after_failure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutback(Group):
    """Classes of holders from the first to be served to the last; those in one rank share pro rata."""

    ranks: tuple[tuple[str, ...], ...]
    only_for_company_account: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortForm(Group):
    """Moving to the short form of registration once it is open: filed by, and effective by."""

    form: str
    file: Expression
    effective: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodEnd(Group):
    """When the duty to keep the registration effective ends; `opinion_of` is whose opinion a limb takes."""

    opinion_of: str | None = None
    expression: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies(Group):
    """By when copies are sent after an event."""

    document: Expression
    prospectus: Expression
    notice_of_effectiveness: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionSteps(Group):
    """Answering comments, asking for acceleration, filing the final prospectus."""

    comments: Expression
    acceleration: Expression
    final_prospectus: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedDelay(Group):
    """How long sales may be suspended: at a time, in all in a window, how often."""

    consecutive: Length | None = None
    aggregate: Length | None = None
    window: Length | None = None
    occurrences: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarningsStatement(Group):
    """An earnings statement over so long a period, due so long after it (Rule 158)."""

    period: Length
    due: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferAgent(Group):
    """The transfer agent's appointment, and its instruction with counsel's opinion."""

    appointed: Expression
    delivered: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAndLetter(Group):
    """The day on which counsel's opinion and the accountants' letter are furnished, and bear."""

    furnished: Expression
    on_request: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Markets(Group):
    """Markets whose loss costs damages: exchanges once listed there, the quotation service until then."""

    senior: tuple[str, ...]
    base: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Group):
    """Markets in the order to be sought, and how many market makers."""

    cascade: tuple[str, ...]
    market_makers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Expenses(Group):
    """Who bears which kinds of expense: the Company, the Investors pro rata, or each its own.

    Kinds that are not named are the Company's. `counsel` is how many firms of the holders' it pays.
    """

    company: tuple[str, ...] = ()
    pro_rata: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    counsel: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Indemnity(Group):
    """What takes the Company's indemnity away, what caps a holder's, and how many counsel are paid.

    `conflict_opinion_of` is whose counsel has to find the conflict that calls for separate counsel.
    """

    carve_outs: tuple[Literal["written_information", "settlement", "preliminary_prospectus"], ...] = ()
    investor_cap: Literal["net_proceeds", "gross_proceeds"] | None = None
    counsel: int = 1
    conflict_opinion_of: str | None = None


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """When a notice sent in some way takes effect; `permitted`: whether it may be sent so.

    `inferred` is a rule that the agreement gives for another way of sending, read over to this one.
    """

    method: str
    effective: Expression | None
    permitted: bool = True
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices(Group):
    """When notices take effect, by the way in which they are sent."""

    rules: tuple[NoticeRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Group):
    """Whose consent an amendment takes: a part of the holders, and others by name or class."""

    threshold: Decimal
    strict: bool
    of: str | None = None
    each_initial_investor: bool = False
    company: bool = True


@dataclass(frozen=True, slots=True)
class Matter:
    """A clause that counts the votes of some securities, and how the Initial Investors approve.

    `open` is an approval of which the words do not say whether all or a majority give it.
    """

    clause: str
    population: str | None = None
    initial_investors: Literal["majority", "open"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Determinations(Group):
    """What part of the securities decides for the holders, and what particular clauses add to that."""

    threshold: Decimal
    strict: bool
    matters: tuple[Matter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentOfRights(Group):
    """On what conditions the rights go with the securities, in order, and what the transferee becomes."""

    conditions: tuple[str, ...]
    becomes: str | None = None
    of_all_rights: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Law(Group):
    """The law that governs, the only courts that may be called upon, if any, and who pays for a dispute."""

    governing: str
    courts: tuple[str, ...] = ()
    loser_pays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies(Group):
    """Whether damages are the only remedy, an injunction may be had, and it takes a bond."""

    exclusive: bool = False
    injunction: bool = False
    bond: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Group):
    """The day that the agreement bears."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationRights:
    """All terms of an agreement; the names are those of the `registration_rights` block of a term sheet."""

    agreement: str
    dated: Dated | None = None
    filing_deadline: TimeLimit | None = None
    effectiveness_deadline: TimeLimit | None = None
    form: RegistrationForm | None = None
    share_multiplier: ShareMultiplier | None = None
    liquidated_damages: LiquidatedDamages | None = None
    worked_example: WorkedExample | None = None
    share_shortfall: ShareShortfall | None = None
    piggyback: Piggyback | None = None
    cutback_order: Cutback | None = None
    short_form: ShortForm | None = None
    effectiveness_period_end: PeriodEnd | None = None
    copies: Copies | None = None
    commission_steps: CommissionSteps | None = None
    allowed_delay: AllowedDelay | None = None
    earnings_statement: EarningsStatement | None = None
    transfer_agent: TransferAgent | None = None
    information_notice: TimeLimit | None = None
    markets: Markets | None = None
    opinion_and_letter: OpinionAndLetter | None = None
    listing: Listing | None = None
    expenses: Expenses | None = None
    indemnity: Indemnity | None = None
    notice_rules: Notices | None = None
    amendment_threshold: Consent | None = None
    determinations: Determinations | None = None
    assignment: AssignmentOfRights | None = None
    governing_law: Law | None = None
    remedies: Remedies | None = None

    def operand(self, group: str, name: str) -> Step:
        """The value `name` of a group as a leaf of a trace, with its clause and its places in the text."""
        of: Group = getattr(self, group)
        if name in of.given:
            origin = Origin("fact", f"terms.{group}.{name}")
        else:
            origin = Origin("term", f"{group}.{name}", of.clause, of.places)
        value = getattr(of, name)
        shown = (
            words(value) if isinstance(value, Expression) else str(value) if is_dataclass(value) else value
        )
        return Step(name.replace("_", " "), shown, origin=origin)

    def silence(self, group: str) -> Step:
        """That the agreement says nothing of a group, as a leaf of a trace."""
        return Step(group.replace("_", " "), None, "the agreement is silent", origin=Origin("term", group))


def require(group: object, name: str) -> None:
    """Raises `InvalidInputError` where the agreement is silent on what a mechanic computes."""
    if group is None:
        raise InvalidInputError(f"the terms say nothing of {name}")


@cache
def reference_terms() -> RegistrationRights:
    """The terms of the 2002 registration rights agreement from which the mechanics were specified."""
    return read_json(
        RegistrationRights, files(__package__).joinpath("reference_terms.json").read_text("utf-8")
    )
