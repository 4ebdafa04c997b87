"""The deal terms of a kind of agreement in the term sheet: a block for each kind, a model for each term.

A term carries its status and its evidence beside its own fields, which are null unless it was found (or is in
conflict): nothing stands in for what the text does not say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from pipeline.expressions import Convention
from pipeline.termsheet.evidence import Evidence
from pipeline.termsheet.expressions import ExpressionNode
from pipeline.termsheet.values import Count, Exact, Range, UnitName, Whole

if TYPE_CHECKING:
    from pipeline.agreements import DealTerms
    from pipeline.agreements.values import Field as Found


class _Part(BaseModel):
    # Few agreements have a block: its parts are made ready for the first of them.
    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True, defer_build=True)


class DealTerm(_Part):
    """What became of a term, and where that was read."""

    status: Literal["found", "absent", "by_reference", "blank", "redacted", "conflict"]
    evidence: tuple[Evidence, ...] = ()


class LengthPart(_Part):
    """So many days, months …, without a place in time."""

    count: Count
    unit: UnitName


class AmountPart(_Part):
    """A sum of money; the currency by ISO 4217."""

    amount: Exact
    currency: str


class StepPart(_Part):
    """The rate that holds after a while, or by how much it rises every so often, up to which."""

    after: LengthPart | None
    rate: Exact | None
    increment: Exact | None = None
    every: LengthPart | None = None
    max_rate: Exact | None = None


DayCountName = Literal["actual/365", "actual/360", "30/360", "actual/actual"]


class InterestPart(_Part):
    """Interest on damages that are paid late."""

    rate: Exact
    per: Literal["day", "30 days", "month", "quarter", "annum"]
    kind: Literal["simple", "compound"]
    day_count: DayCountName | None
    trigger: str | None
    from_: str | None = Field(serialization_alias="from", validation_alias=AliasChoices("from", "from_"))


class GracePart(LengthPart):
    """The time in which a default costs nothing."""

    retroactive: bool = Field(
        default=False, description="whether a longer default is paid from its first day"
    )
    by: Literal["cure", "length"] | None = Field(
        default=None,
        description="whether a retroactive grace takes a cure within it, or a default that lasts no longer",
    )


class CapPart(_Part):
    """The most that is paid in all: a share of something, or a sum of money."""

    value: Exact | None
    of: str | None
    amount: Exact | None = None
    currency: str | None = None
    scope: Literal["each", "all"] = Field(
        default="each", description="whether it is for each holder, or for all of them together"
    )
    each_failure: bool = Field(
        default=False, description="whether it is the most for each default, and not for all of them"
    )


class TimeCountPart(_Part):
    """One of the times that the damages add up."""

    span: Range
    unit: UnitName
    prorated: bool
    of: str = Field(description="what is counted, in the text's words")
    excluded: str | None = Field(description="what is left out of this count")


class NoticeRulePart(_Part):
    """When a notice that is sent in some way takes effect."""

    method: str
    effective: ExpressionNode


class ReportPart(_Part):
    """A paper that is delivered again and again, and by when."""

    paper: str
    due: ExpressionNode


class CurePart(_Part):
    """How long a kind of default may last before it counts."""

    default: str
    period: LengthPart


class TimeTerm(DealTerm):
    """A deadline, or the end of a period."""

    expression: ExpressionNode | None = None


class DamagesTerm(DealTerm):
    """What is paid for each period of default: `rate` of `basis`, or `amount_per_period`."""

    rate: Exact | None = None
    amount_per_period: AmountPart | None = None
    period: LengthPart | None = None
    basis: str | None = None
    proration: Literal["daily", "any_part", "none"] | None = None
    counting: str | None = None
    step: StepPart | None = None
    cap: CapPart | None = None
    grace: GracePart | None = None
    interest: InterestPart | None = None
    due: ExpressionNode | None = None
    excluded: str | None = None
    payable_in: Literal["cash", "shares", "cash_or_shares"] | None = None
    counts: tuple[TimeCountPart, ...] = Field(
        default=(), description='the times of a formula: "the number of months … plus the number of months …"'
    )
    day_count: DayCountName | None = Field(default=None, description="how days become part of a year")
    part_days: Whole | None = Field(
        default=None, description="by how many days a part of a period is divided"
    )
    initial_rate: Exact | None = Field(
        default=None, description="the rate, or the sum, of a first payment on the default itself"
    )
    part_due: ExpressionNode | None = Field(
        default=None, description="when the days since the last of several payments are paid"
    )
    moved: Convention | None = Field(
        default=None, description="how a payment moves that falls due on a closed day"
    )
    shared: bool = Field(
        default=False, description="whether the sum is one for all holders together, who share it"
    )


class DelayTerm(DealTerm):
    """How long sales may be suspended: at a time, in all, in which window, how often."""

    consecutive: LengthPart | None = None
    aggregate: LengthPart | None = None
    window: LengthPart | None = None
    occurrences: Whole | None = None


class ShareTerm(DealTerm):
    """A fraction of something, such as 1.3 of the Registrable Securities."""

    value: Exact | None = None
    of: str | None = None


class PiggybackTerm(DealTerm):
    """When another registration is told of, and how long the holders have to join it."""

    company_notice: ExpressionNode | None = None
    election: ExpressionNode | None = None
    condition: str | None = None


class CutbackTerm(DealTerm):
    """Whose shares are left out first, and whose last."""

    cut_first_to_last: tuple[str, ...] | None = None


class NoticeTerm(DealTerm):
    """When notices take effect, in the order of the text."""

    rules: tuple[NoticeRulePart, ...] | None = None


class AmendmentTerm(DealTerm):
    """Whose consent an amendment takes; `strict` is "more than", as against "at least"."""

    threshold: Literal["majority"] | Exact | None = None
    of: str | None = None
    strict: bool | None = None
    also: tuple[str, ...] | None = None


class DayTerm(DealTerm):
    """What the agreement means by Business Day or Trading Day, in its words."""

    text: str | None = None


class MaximumTerm(DealTerm):
    """How many registrations the holders may demand."""

    count: Whole | None = None


class RateTerm(DealTerm):
    """A rate a year: by itself or, where `over` is set, above that other rate."""

    rate: Exact | None = None
    over: str | None = None


class BasisTerm(DealTerm):
    """How days are turned into years: `actual/360`, `30/360`, `actual/365`."""

    basis: str | None = None


class ReportsTerm(DealTerm):
    """The papers that the borrower delivers."""

    reports: tuple[ReportPart, ...] | None = None


class CuresTerm(DealTerm):
    """The time to cure, by kind of default."""

    cures: tuple[CurePart, ...] | None = None


class RegistrationRightsBlock(_Part):
    """The deal terms of a registration rights agreement."""

    filing_deadline: TimeTerm
    effectiveness_deadline: TimeTerm
    effectiveness_period_end: TimeTerm
    liquidated_damages: DamagesTerm
    allowed_delay: DelayTerm
    share_multiplier: ShareTerm
    piggyback: PiggybackTerm
    cutback_order: CutbackTerm
    notice_rules: NoticeTerm
    amendment_threshold: AmendmentTerm
    trading_day: DayTerm
    business_day: DayTerm
    acceleration_request: TimeTerm
    maximum_registrations: MaximumTerm


class CreditBlock(_Part):
    """The deal terms of a credit agreement."""

    maturity_date: TimeTerm
    interest_rate: RateTerm
    day_count_basis: BasisTerm
    default_rate: RateTerm
    financial_reports: ReportsTerm
    cure_periods: CuresTerm


BLOCKS: dict[str, type[_Part]] = {"registration_rights": RegistrationRightsBlock, "credit": CreditBlock}


def block_entry(
    kind: str, block: DealTerms, evidence: Callable[[int, int, str], Evidence]
) -> dict[str, object]:
    """The block as the term sheet holds it, under its own name; what is not stated is there as absent."""
    model = BLOCKS[kind]
    terms = {each.name: _term(each.name, getattr(block, each.name), evidence) for each in fields(block)}
    return {kind: model.model_validate(terms)}


def _term(
    name: str, found: Found[object], evidence: Callable[[int, int, str], Evidence]
) -> dict[str, object]:
    value = found.value
    own = {} if value is None else {each.name: getattr(value, each.name) for each in fields(value)}  # type: ignore[arg-type]
    rule = f"{name}.{found.rule}" if found.rule else name
    shown = tuple(evidence(span.start, span.end, rule) for span in found.evidence)
    return {"status": found.status.value, "evidence": shown, **own}
