"""Sections 3(f), 3(g), 4(d): no sales from the notice to the supplemented prospectus, and stop orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from obligations.checks import in_order
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import RegistrationRights
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class StopOrder:
    """A stop order: the days of its issue and its withdrawal, and whether the offering is underwritten."""

    issued: date
    withdrawn: date | None = None
    underwritten: bool = False


@dataclass(frozen=True, slots=True)
class SuspensionFacts:
    """When an Investor got the notice and the copies (None: not by `as_of`), and on which days it sold."""

    as_of: date
    notice_received: date | None = None
    copies_received: date | None = None
    sales: tuple[date, ...] = ()
    stop_order: StopOrder | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """The days of a stop order: the first, and the first day without it (None: it stands)."""

    from_: date
    to: date | None


@dataclass(frozen=True, slots=True)
class Suspension:
    """When there are to be no sales, which sales broke that, and which cannot be judged by the day alone.

    The interval and the block are half-open; their end is None as long as it is not known.
    """

    no_sale_interval: tuple[date, date | None] | None
    non_compliant_sales: tuple[date, ...]
    same_day_indeterminate: tuple[date, ...]
    count_ii_block: Block | None
    notify_issuance_and_resolution: str | None
    trace: Step


def suspension(facts: SuspensionFacts, _: RegistrationRights, __: Readings) -> Suspension:
    """M25: sales after the notice day and before the copies arrive do not comply.

    The duty begins upon receipt of the notice, at an hour that no fact gives: a sale of that day is left
    open. The duty lasts until the copies arrive even where a stop order is withdrawn before.
    Raises `ContradictoryFactsError` for copies before the notice and a withdrawal before the issue.
    """
    in_order("notice_received", facts.notice_received, "copies_received", facts.copies_received)
    order = facts.stop_order
    if order:
        in_order("stop_order.issued", order.issued, "stop_order.withdrawn", order.withdrawn)
    notice, copies = _known(facts.notice_received, facts), _known(facts.copies_received, facts)
    sales = [day for day in facts.sales if day <= facts.as_of]
    breaking = tuple(day for day in sales if notice and day > notice and not (copies and day >= copies))
    same_day = tuple(day for day in sales if day == notice)
    standing = order if order and order.issued <= facts.as_of else None
    block = Block(standing.issued, _known(standing.withdrawn, facts)) if standing else None
    interval = (notice, copies) if notice else None
    whom = _whom(standing)
    trace = Step(
        "suspension of sales",
        {"non-compliant": breaking, "undecided": same_day},
        "by the day alone",
        (*_sales_steps(facts, interval, breaking, same_day), *_order_steps(facts, block, whom)),
    )
    return Suspension(interval, breaking, same_day, block, whom, trace)


def _known(day: date | None, facts: SuspensionFacts) -> date | None:
    return day if day and day <= facts.as_of else None


def _sales_steps(
    facts: SuspensionFacts,
    interval: tuple[date, date | None] | None,
    breaking: tuple[date, ...],
    same_day: tuple[date, ...],
) -> tuple[Step, ...]:
    received = [fact(name, getattr(facts, name)) for name in ("notice_received", "copies_received", "as_of")]
    stopped = Step("no sales", interval, "from the notice to the copies of the supplement", tuple(received))
    sales = fact("sales", facts.sales)
    return (
        Step(
            "non-compliant sales",
            breaking,
            "after the day of the notice, before the copies",
            (stopped, sales),
        ),
        Step("undecided sales", same_day, "on the day of the notice", (stopped, sales)),
    )


def _order_steps(facts: SuspensionFacts, block: Block | None, whom: str | None) -> tuple[Step, ...]:
    order = facts.stop_order
    if order is None or block is None:
        return ()
    given = [fact(f"stop_order.{name}", getattr(order, name)) for name in ("issued", "withdrawn")]
    underwritten = fact("stop_order.underwritten", order.underwritten)
    return (
        Step("blocked sales", (block.from_, block.to), "while the stop order stands", tuple(given)),
        Step("notified of the order and its end", whom, "by who sells", (underwritten,)),
    )


def _whom(order: StopOrder | None) -> str | None:
    if order is None:
        return None
    if order.underwritten:
        return "the managing underwriters"
    return "each Investor holding Registrable Securities being sold"


MECHANICS = (
    Mechanic(
        "M25",
        "suspension",
        "Suspension of sales and stop orders",
        "3(f), 3(g), 4(d)",
        SuspensionFacts,
        suspension,
    ),
)
