"""Section 2(c), second list: the months of blocked sales and of no market, and the sum of all counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from obligations.intervals import Interval, intersect, merge, subtract
from obligations.registration_rights.blocks import Blocked, blocked
from obligations.registration_rights.delays import Delay, allowed_days
from obligations.registration_rights.lateness import LateFacts, count_i
from obligations.registration_rights.markets import markets
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.months import Count, MonthCount, count, given_out
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.states import Halt, SalesBlock, Venue, as_facts, lasting
from obligations.registration_rights.terms import RegistrationRights
from obligations.rounding import decimal_text
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """Effectiveness (None: not yet), blocked sales, and the delays that the company asserted, by `as_of`."""

    as_of: date
    effective: date | None = None
    sales_blocks: tuple[SalesBlock, ...] = ()
    delays: tuple[Delay, ...] = ()


def blocked_months(facts: BlockFacts, terms: RegistrationRights, readings: Readings) -> MonthCount:
    """M8: count (ii), the months in which sales cannot be made, less the days of allowed delays."""
    return given_out(_count_ii(facts, terms, readings))


def _count_ii(facts: BlockFacts, terms: RegistrationRights, readings: Readings) -> Count:
    stopped, blocks = blocked(facts.sales_blocks, facts.effective, facts.as_of, readings)
    counted = [
        (block, days)
        for block, days in stopped
        if readings.shortfall_under_ii or block.reason != "share_shortfall"
    ]
    own = "" if readings.shortfall_under_ii else ", but for those left to the clock of a share shortfall"
    spans = Step(
        "count (ii) days",
        merge(days for _, days in counted),
        f"the blocked days{own}",
        (blocks,),
        readings=("shortfall_under_ii",),
    )
    allowed, why = allowed_days(facts.delays, terms, readings, facts.as_of)
    excluded = intersect(allowed, _excludable(counted, readings))
    left_out = Step(
        "days of allowed delays",
        excluded,
        "left out of any block"
        if readings.allowed_delay_scope == "all_of_count_ii"
        else "left out where only a defect of the prospectus blocks sales",
        (why,),
        readings=("allowed_delay_scope",),
    )
    return count("count (ii)", (days for _, days in counted), excluded, terms, readings, (spans, left_out))


def _excludable(counted: Blocked, readings: Readings) -> tuple[Interval, ...]:
    """The blocked days that an allowed delay can take out."""
    if readings.allowed_delay_scope == "all_of_count_ii":
        return merge(days for _, days in counted)
    defects = [days for block, days in counted if block.reason == "prospectus_defect"]
    others = [days for block, days in counted if block.reason != "prospectus_defect"]
    return subtract(defects, others)


@dataclass(frozen=True, slots=True)
class MarketFacts:
    """Effectiveness (None: not yet), where the stock was listed or quoted, and its halts, by `as_of`."""

    as_of: date
    effective: date | None = None
    venues: tuple[Venue, ...] = ()
    halts: tuple[Halt, ...] = ()


def off_market_months(facts: MarketFacts, terms: RegistrationRights, readings: Readings) -> MonthCount:
    """M9: count (iii), the months off every market that counts or with trading halted."""
    return given_out(_count_iii(facts, (), terms, readings))


def _count_iii(
    facts: MarketFacts, paid: Sequence[Interval], terms: RegistrationRights, readings: Readings
) -> Count:
    """Count (iii) without the days in `paid`, which another count pays."""
    gaps, off = _off_markets(facts, terms, readings)
    halted, halts = _halted(facts, readings)
    return count("count (iii)", (*gaps, *halted), paid, terms, readings, (off, halts))


def _off_markets(
    facts: MarketFacts, terms: RegistrationRights, readings: Readings
) -> tuple[tuple[Interval, ...], Step]:
    """The days on which the stock is on no market that counts."""
    market = markets(facts.venues, terms, facts.as_of)
    matched, both = readings.count_iii_gate == "matched", readings.halt_effectiveness == "both"
    gaps = market.off_all(replacements=matched)
    how = "on none of the markets, from the first day on one"
    if matched:
        how += ", nor on an equivalent replacement before any listing"
    if both:
        gaps = intersect(gaps, _after_effectiveness(facts))
        how += ", after effectiveness"
    operands = (*market.operands, fact("effective", facts.effective), fact("as_of", facts.as_of))
    used = ("count_iii_gate", "halt_effectiveness")
    return gaps, Step("days off the markets", gaps, how, operands, readings=used)


def _halted(facts: MarketFacts, readings: Readings) -> tuple[tuple[Interval, ...], Step]:
    """The days on which trading is halted after effectiveness."""
    every = readings.market_wide_halt_counts
    halts = lasting("halts", facts.halts, facts.as_of)
    counting = (days for halt, days in halts if every or not halt.market_wide)
    halted = intersect(counting, _after_effectiveness(facts))
    how = "halts after effectiveness" if every else "halts of the stock alone after effectiveness"
    operands = (fact("effective", facts.effective), *as_facts("halts", facts.halts))
    return halted, Step("days halted", halted, how, operands, readings=("market_wide_halt_counts",))


def _after_effectiveness(facts: MarketFacts) -> tuple[Interval, ...]:
    if facts.effective is None or facts.effective >= facts.as_of:
        return ()
    return (Interval(facts.effective, facts.as_of),)


@dataclass(frozen=True, slots=True)
class CountFacts(LateFacts):
    """What all three counts take."""

    sales_blocks: tuple[SalesBlock, ...] = ()
    delays: tuple[Delay, ...] = ()
    venues: tuple[Venue, ...] = ()
    halts: tuple[Halt, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """The three counts and their sum, exactly and with six decimals."""

    count_i: Fraction
    count_ii: Fraction
    count_iii: Fraction
    total_months: Fraction
    total_months_decimal: str
    trace: Step


def all_months(facts: CountFacts, terms: RegistrationRights, readings: Readings) -> Counts:
    """M11: the sum of the counts, in which a day on two of them pays twice or, by the other reading, once."""
    _, first = count_i(facts, terms, readings)
    blocks = BlockFacts(facts.as_of, facts.effective, facts.sales_blocks, facts.delays)
    second = _count_ii(blocks, terms, readings)
    paid = (*first.counted, *second.counted) if readings.overlap == "union" else ()
    market = MarketFacts(facts.as_of, facts.effective, facts.venues, facts.halts)
    third = _count_iii(market, paid, terms, readings)
    total = first.months + second.months + third.months
    how = "count (i) + count (ii) + count (iii)"
    if readings.overlap == "union":
        how += " without the days of the others"
    trace = Step("total months", total, how, (first.trace, second.trace, third.trace), readings=("overlap",))
    return Counts(first.months, second.months, third.months, total, decimal_text(total), trace)


MECHANICS = (
    Mechanic(
        "M8",
        "blocked_months",
        "Count (ii): sales cannot be made",
        "2(c) count (ii); 3(f)",
        BlockFacts,
        blocked_months,
    ),
    Mechanic(
        "M9",
        "off_market_months",
        "Count (iii): not listed or trading halted",
        "2(c) count (iii)",
        MarketFacts,
        off_market_months,
    ),
    Mechanic(
        "M11",
        "all_months",
        "Sum and overlap of the three counts",
        '2(c) "times the sum of"',
        CountFacts,
        all_months,
    ),
)
