"""The deal terms of a registration rights agreement, as frozen values.

Names and shapes are those of the term sheet. Texts (a basis, a way of counting) are in the agreement's own
words; percentages are fractions of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.agreements.values import Amount, Field, Length, Share
from pipeline.expressions import Convention, Expression
from pipeline.model import Unit
from pipeline.spans import Span

DayCount = Literal["actual/365", "actual/360", "30/360", "actual/actual"]
"""How days become part of a year."""


@dataclass(frozen=True, slots=True)
class DueBy:
    """A deadline or the end of a period; None where the words give nothing that could be computed."""

    expression: Expression | None


@dataclass(frozen=True, slots=True)
class Step:
    """The rate that holds after a while: 0.5 % a year after the first ninety days.

    Where it goes on rising there is an `increment` for `every` such period, and mostly a `max_rate`, in place
    of the one later `rate`.
    """

    after: Length | None = None
    rate: Decimal | None = None
    increment: Decimal | None = None
    every: Length | None = None
    max_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Interest:
    """Interest on damages that are paid late."""

    rate: Decimal
    per: Literal["day", "30 days", "month", "quarter", "annum"]
    kind: Literal["simple", "compound"]
    day_count: DayCount | None
    trigger: str | None
    from_: str | None


@dataclass(frozen=True, slots=True)
class Grace:
    """The time in which a default costs nothing; a longer one is paid from its first day if `retroactive`.

    `by` says whether such a default is to be cured within the time, or to last no longer.
    """

    count: Decimal
    unit: Unit
    retroactive: bool = False
    by: Literal["cure", "length"] | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that is paid in all: a share of something, or a sum of money.

    `scope` is "all" where it is the most that all holders are paid together; with `each_failure` it is the
    most for each default, and not for all that there are.
    """

    value: Decimal | None
    of: str | None
    amount: Decimal | None = None
    currency: str | None = None
    scope: Literal["each", "all"] = "each"
    each_failure: bool = False


@dataclass(frozen=True, slots=True)
class TimeCount:
    """One of the times that the damages add up: of what, in which unit, and what is left out of it."""

    span: Span
    unit: Unit
    prorated: bool
    of: str
    excluded: str | None


@dataclass(frozen=True, slots=True)
class LiquidatedDamages:
    """What the company pays for each period of default.

    Either `rate` of `basis` or a flat `amount_per_period`, for each `period`. `proration` says what a part of
    a period counts: its days, a whole period, or nothing; `part_days` is by how many days it is divided.
    `initial_rate` is the rate, or the sum, of a first payment on the default itself, `day_count` how days
    become part of a year where the rate is one per annum. `part_due` is when the days since the last of
    several payments are paid, `moved` how a payment moves that falls due on a closed day; a `shared` sum is
    one for all holders together.
    """

    rate: Decimal | None
    amount_per_period: Amount | None
    period: Length | None
    basis: str | None
    proration: Literal["daily", "any_part", "none"]
    counting: str | None
    step: Step | None
    cap: Cap | None
    grace: Grace | None
    interest: Interest | None
    due: Expression | None
    excluded: str | None
    payable_in: Literal["cash", "shares", "cash_or_shares"] | None
    counts: tuple[TimeCount, ...] = ()
    day_count: DayCount | None = None
    part_days: int | None = None
    initial_rate: Decimal | None = None
    part_due: Expression | None = None
    moved: Convention | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class AllowedDelay:
    """How long the company may suspend sales: at a time, in all, in which window, how often."""

    consecutive: Length | None
    aggregate: Length | None
    window: Length | None
    occurrences: int | None


@dataclass(frozen=True, slots=True)
class Piggyback:
    """When the company tells of another registration, and how long the holders have to join it."""

    company_notice: Expression | None
    election: Expression | None
    condition: str | None


@dataclass(frozen=True, slots=True)
class CutbackOrder:
    """Whose shares are left out first, and whose last."""

    cut_first_to_last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """When a notice that is sent in some way takes effect."""

    method: str  # mail, courier, facsimile, e-mail, personal delivery, other, or several of them
    effective: Expression


@dataclass(frozen=True, slots=True)
class NoticeRules:
    """The rules in the order of the text."""

    rules: tuple[NoticeRule, ...]


@dataclass(frozen=True, slots=True)
class AmendmentThreshold:
    """Whose consent an amendment takes: `threshold` of the securities, and `also` these parties.

    `strict` is "more than", as against "at least".
    """

    threshold: Decimal | Literal["majority"]
    of: str | None
    strict: bool
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayDefinition:
    """What the agreement means by Business Day or Trading Day, in its words."""

    text: str


@dataclass(frozen=True, slots=True)
class Acceleration:
    """When the company must ask the Commission to declare the statement effective."""

    expression: Expression | None


@dataclass(frozen=True, slots=True)
class Maximum:
    """How many registrations the holders may demand."""

    count: int


@dataclass(frozen=True, slots=True)
class RegistrationRights:
    """The block of a registration rights agreement."""

    filing_deadline: Field[DueBy]
    effectiveness_deadline: Field[DueBy]
    effectiveness_period_end: Field[DueBy]
    liquidated_damages: Field[LiquidatedDamages]
    allowed_delay: Field[AllowedDelay]
    share_multiplier: Field[Share]
    piggyback: Field[Piggyback]
    cutback_order: Field[CutbackOrder]
    notice_rules: Field[NoticeRules]
    amendment_threshold: Field[AmendmentThreshold]
    trading_day: Field[DayDefinition]
    business_day: Field[DayDefinition]
    acceleration_request: Field[Acceleration]
    maximum_registrations: Field[Maximum]
