"""How long a whole schedule takes: 20 holders, 40 duties, five years of facts.

    python -m benchmarks.obligations [--repeat N] [--json FILE]

Three agreements: damages for each month of default at a rate that steps up, payable at month ends under a cap
and paid late with interest; damages by instalments; and a formula that adds up counts of late, blocked and
halted months with asserted delays. Beside them stands a floor, measured by turns in the same run: the bare
arithmetic of the first, one product of fractions for each holder and month, and one day added for each duty,
without calendars, traces and checks.

Only the schedule is timed: imports, reading in and a warm-up come before.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.engines import machine
from obligations.agreement import Agreement, Duty, FactSheet, PaidOn
from obligations.expressions import Anchor, EarlierOf, Fixed, Offset, Unit
from obligations.registration_rights.delays import Delay
from obligations.registration_rights.states import Halt, SalesBlock, Venue
from obligations.registration_rights.terms import (
    Cap,
    Interest,
    Length,
    LiquidatedDamages,
    PaymentDue,
    RateStep,
    RegistrationRights,
    TimeLimit,
    reference_terms,
)
from obligations.rounding import to_cents
from obligations.schedule import schedule

HOLDERS = {f"Holder {n}": Decimal(100_000 + 12_345 * n) for n in range(1, 21)}
CLOSING, AS_OF = date(2004, 3, 1), date(2009, 3, 1)
MONTHS = 57  # from 31 May 2004 to 1 March 2009
UNITS: tuple[Unit, ...] = ("days", "business_days", "trading_days", "months")
EVENTS = {"closing": CLOSING, "filed": CLOSING + timedelta(days=60), "declared_effective": None}


def duties() -> tuple[Duty, ...]:
    """Forty duties, counted in four kinds of unit from two events."""
    return tuple(
        Duty(
            id=f"{n}#1",
            obligor="Company",
            action="act",
            expression=EarlierOf(
                (Offset(Decimal(5 * n), UNITS[n % 4], "after", Anchor("closing")), Fixed("2020-12-31"))
            ),
        )
        for n in range(1, 41)
    )


def limit(count: int) -> TimeLimit:
    """A deadline so many days after the closing."""
    return TimeLimit(expression=Offset(Decimal(count), "days", "after", Anchor("closing")))


def agreement(damages: LiquidatedDamages) -> Agreement:
    """An agreement of forty duties with these damages."""
    terms = RegistrationRights(
        agreement="Benchmark",
        filing_deadline=limit(30),
        effectiveness_deadline=limit(90),
        liquidated_damages=damages,
    )
    return Agreement(title="Benchmark", duties=duties(), registration_rights=terms)


BY_MONTHS = LiquidatedDamages(
    rate=Decimal("0.01"),
    period=Length(Decimal(1), "months"),
    step=RateStep(increment=Decimal("0.0025"), every=Length(Decimal(30), "days"), max_rate=Decimal("0.02")),
    cap=Cap(fraction=Decimal("0.5")),
    interest=Interest(Decimal("0.18"), "annum"),
    due=PaymentDue("month_end", after=Length(Decimal(5), "business_days")),
)
BY_INSTALMENTS = LiquidatedDamages(
    rate=Decimal("0.01"),
    period=Length(Decimal(30), "days"),
    instalments=True,
    cap=Cap(fraction=Decimal("0.2")),
)
MONTH_ENDS = [date(2004 + n // 12, n % 12 + 1, 1) - timedelta(days=1) for n in range(4, 60)]


def cases() -> dict[str, tuple[Agreement, FactSheet]]:
    """The agreements with their facts."""
    facts = FactSheet(as_of=AS_OF, events=dict(EVENTS), amounts=dict(HOLDERS))
    late = tuple(PaidOn(day + timedelta(days=7), day + timedelta(days=40)) for day in MONTH_ENDS)
    reference = reference_terms()
    counted = replace(reference, filing_deadline=limit(30), effectiveness_deadline=limit(90))
    years = range(2005, 2009)
    by_counts = replace(
        facts,
        events={**EVENTS, "declared_effective": date(2004, 9, 1)},
        sales_blocks=tuple(SalesBlock(date(year, 2, 1), date(year, 3, 15), "stop_order") for year in years),
        delays=tuple(
            Delay(date(year, month, 3), date(year, month, 20)) for year in years for month in (5, 9)
        ),
        venues=(Venue("OTCBB", date(2002, 1, 2)),),
        halts=tuple(Halt(date(year, 11, 3), date(year, 11, 20)) for year in years),
    )
    return {
        "months": (agreement(BY_MONTHS), replace(facts, payments=late)),
        "instalments": (agreement(BY_INSTALMENTS), facts),
        "counts": (
            Agreement(title="Benchmark", duties=duties(), registration_rights=counted),
            by_counts,
        ),
    }


def floor() -> list[object]:
    """The arithmetic alone: a product of fractions for each holder and month, a day for each duty."""
    rate, part = Fraction(1, 100), Fraction(1)
    owed = [[to_cents(Fraction(basis) * rate * part) for _ in range(MONTHS)] for basis in HOLDERS.values()]
    return [owed, [CLOSING + timedelta(days=5 * n) for n in range(1, 41)]]


def seconds(call: Callable[[], object]) -> float:
    """Of one call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def measure(repeat: int) -> dict[str, float]:
    """Median milliseconds of each, by turns."""
    calls: dict[str, Callable[[], object]] = {
        name: partial(schedule, of, facts) for name, (of, facts) in cases().items()
    }
    calls["floor"] = floor
    for call in calls.values():
        call()
    runs = [{name: seconds(call) for name, call in calls.items()} for _ in range(repeat)]
    return {name: round(median(run[name] for run in runs) * 1000, 2) for name in calls}


def main() -> None:
    """Print the medians, and write them where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeat", type=int, default=30)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    took = measure(options.repeat)
    for name, milliseconds in took.items():
        ratio = f"{milliseconds / took['floor']:8.1f} × the floor" if name != "floor" else ""
        print(f"{name:12} {milliseconds:8.2f} ms{ratio}")
    if options.json:
        about = {"machine": machine(), "repetitions": options.repeat, "median_milliseconds": took}
        options.json.write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
