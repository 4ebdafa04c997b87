"""Choices between defensible meanings of a registration rights agreement, each with its default.

Where the words are open the default is the reading that a New York court would most likely adopt on the four
corners of the document. No calculation chooses silently: a result names the readings that it rests on, and
what another reading would make of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Literal, get_args, get_type_hints

from obligations.calendars import BY_NAME, Calendar
from obligations.deadlines import Days
from obligations.proration import MonthMethod


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Where the words are open, and why the default reading is the default."""

    clause: str
    why: str


@dataclass(frozen=True, slots=True)
class Readings:
    """One choice for every open point; `OPEN_POINTS` says at which clause and why the default."""

    roll: Literal["ny_gcl25", "none"] = "ny_gcl25"
    roll_calendar: Literal["ny_gcl24", "us_federal"] = "ny_gcl24"
    business_day_calendar: Literal["us_federal", "ny_gcl24", "XNYS", "banks"] = "us_federal"
    trading_day_calendar: Literal["XNYS"] = "XNYS"
    extra_closures: tuple[date, ...] = ()
    month_proration: MonthMethod = "anniversary_actual"
    funding_date_pick: Literal["earliest", "latest"] = "earliest"
    effectiveness_anchor: Literal["filing_date_defined", "actual_filing"] = "filing_date_defined"
    reservation_reading: Literal["two_times_sum", "two_times_conversion_plus_warrants"] = "two_times_sum"
    per_debenture_round_up: bool = False
    count_i_reading: Literal["continuing", "limb_matched", "post_deadline_only"] = "continuing"
    investor_delay: Literal["inside_window", "deduct_all"] = "inside_window"
    all_sales_reading: Literal["any_blocked", "total_block"] = "any_blocked"
    allowed_delay_scope: Literal["all_of_count_ii", "prospectus_failure_only"] = "all_of_count_ii"
    allowed_delay_caps: Literal["both", "either"] = "both"
    allowed_delay_usage: Literal["all_delay_days", "allowed_only"] = "all_delay_days"
    halt_effectiveness: Literal["halts_only", "both"] = "halts_only"
    market_wide_halt_counts: bool = False
    count_iii_gate: Literal["matched", "literal"] = "matched"
    overlap: Literal["stack", "union"] = "stack"
    opa_basis: Literal["snapshot", "time_weighted"] = "snapshot"
    opa_additional_debentures: bool = False
    lot_relief: Literal["fifo", "pro_rata"] = "fifo"
    fractional_shares: Literal["floor_cash", "round_up", "nearest"] = "floor_cash"
    shortfall_under_ii: bool = False
    shortfall_late_filing_limb: bool = False
    import_mode: Literal["analogy", "literal_zero"] = "analogy"
    demand_priority: Literal["senior", "pro_rata"] = "senior"
    certified_mail: Literal["five_days", "receipt"] = "five_days"
    majority_basis: Literal["as_converted", "of_record", "as_converted_plus_warrants"] = "as_converted"
    initial_investor_approval_4c: Literal["majority", "unanimous"] = "majority"
    same_loss: Literal["credit", "cumulative"] = "credit"
    duplicate_blocks: Literal["separate", "same"] = "separate"
    last_instalment: Literal["part_on_cure", "part_of_last"] = "part_on_cure"

    def days(self) -> Days:
        """The calendars that these readings choose, with the extra closures."""
        roll = None if self.roll == "none" else self.calendar(self.roll_calendar)
        return Days(self.calendar(self.business_day_calendar), self.calendar(self.trading_day_calendar), roll)

    def calendar(self, name: str) -> Calendar:
        """A calendar by name. Extra closures are no holidays of an exchange, whose sessions are known."""
        calendar = BY_NAME[name]
        return (
            calendar
            if name == self.trading_day_calendar
            else calendar.with_closures(frozenset(self.extra_closures))
        )

    def alternatives(self, name: str) -> tuple[object, ...]:
        """The other values that reading `name` can have, in the order of its definition."""
        return tuple(value for value in choices(name) if value != getattr(self, name))

    def but(self, name: str, value: object) -> Readings:
        """The same readings, but for one."""
        changed: dict[str, Any] = {name: value}
        return replace(self, **changed)


OPEN_POINTS: Mapping[str, OpenPoint] = {
    "roll": OpenPoint(
        "all calendar-day deadlines",
        "the statute of the chosen law applies unless the contract shows otherwise",
    ),
    "roll_calendar": OpenPoint("all calendar-day deadlines", "§ 25 speaks of New York public holidays"),
    "business_day_calendar": OpenPoint(
        "2(e), 3(c), 3(o), 4(a)", "acts before the SEC: the days on which EDGAR is open"
    ),
    "trading_day_calendar": OpenPoint("3(f)", "market practice"),
    "extra_closures": OpenPoint("all", "one-off closures are not statutory"),
    "month_proration": OpenPoint("2(c)", "the only method that gives the worked example for every start"),
    "funding_date_pick": OpenPoint("2(a)(i)", 'the purpose of "earlier to occur"'),
    "effectiveness_anchor": OpenPoint("2(c)", "Filing Date is a defined deadline"),
    "reservation_reading": OpenPoint("2(a)", '"the sum of" needs two addends'),
    "per_debenture_round_up": OpenPoint("2(a)", '"no less than"; one rounding'),
    "count_i_reading": OpenPoint("2(c) count (i)", "both start points share one end point, effectiveness"),
    "investor_delay": OpenPoint("2(c) count (i)", '"excluded from such period"'),
    "all_sales_reading": OpenPoint("2(c)(ii)", "sales of all cannot be made where not all can be sold"),
    "allowed_delay_scope": OpenPoint(
        "2(c) count (ii)", "the parenthesis is never closed; the exclusion is general"
    ),
    "allowed_delay_caps": OpenPoint("3(f)", "the bracket limits the licence, it does not replace the limit"),
    "allowed_delay_usage": OpenPoint("3(f)", '"a total of … trading days" of delay'),
    "halt_effectiveness": OpenPoint("2(c) count (iii)", "last antecedent"),
    "market_wide_halt_counts": OpenPoint(
        "2(c) count (iii)", '"trading thereon is halted" is about the Common Stock'
    ),
    "count_iii_gate": OpenPoint(
        "2(c) count (iii), trigger (iv)", 'gives effect to "equivalent replacement exchange"'
    ),
    "overlap": OpenPoint("2(c)", '"the sum of"'),
    "opa_basis": OpenPoint("2(c)", '"then outstanding", one multiplicand'),
    "opa_additional_debentures": OpenPoint("2(c)", "a separate defined term, used elsewhere when meant"),
    "lot_relief": OpenPoint("2(c)", "silent; the common stock ledger's default"),
    "fractional_shares": OpenPoint("2(c)", "pays the exact amount"),
    "shortfall_under_ii": OpenPoint("3(b), 2(c)", "the specific 90-day clock displaces the general count"),
    "shortfall_late_filing_limb": OpenPoint("3(b), 2(c)", "3(b) re-bases only the 90 days"),
    "import_mode": OpenPoint("2(e), 3(c)", "a promise of payment should not be read as empty"),
    "demand_priority": OpenPoint("2(d)", "demand holders are carved out of the pro-rata cut"),
    "certified_mail": OpenPoint("11(b)", "certified or registered mail is United States mail"),
    "majority_basis": OpenPoint("11(k)", "only Debentures are deemed converted"),
    "initial_investor_approval_4c": OpenPoint("4(c)", "11(k); parallel 2(b), 3(e), 6(c)"),
    "same_loss": OpenPoint("2(c), 11(l)", '"partial relief"; no double recovery'),
    "last_instalment": OpenPoint(
        "damages by instalments",
        "what is due on the default itself is due in full; the part month before the cure is paid besides",
    ),
    "duplicate_blocks": OpenPoint("signature page", "never merge silently"),
}

ROLL = ("roll", "roll_calendar", "extra_closures")
"""What a deadline in calendar days rests on."""
BUSINESS_DAYS = ("business_day_calendar", "extra_closures")
"""What a count of business days rests on."""


@cache
def choices(name: str) -> tuple[object, ...]:
    """The values that a reading can have; none are listed for one that takes a list of days."""
    kind = get_type_hints(Readings)[name]
    return (True, False) if kind is bool else get_args(kind) if kind != tuple[date, ...] else ()
