"""A schedule as one page that needs nothing else: timeline, rows, damages, and where each comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from obligations.agreement import Agreement, Gap
from obligations.damages import Owed
from obligations.rounding import total
from obligations.schedule import Row, Schedule
from obligations.trace import shown
from pipeline.schedules import rows, wording
from pipeline.schedules.other_readings import OtherReading
from pipeline.schedules.states import PaymentState, is_unpaid, payment_state
from pipeline.schedules.timeline import timeline

# What a reader wants to know first, with how it is counted.
_TOLD = ("breached", "overdue", "late", "needs_input", "open", "met", "kept", "not_triggered")


@dataclass(frozen=True, slots=True)
class Told:
    """A number at the head of the page."""

    figure: str
    words: str
    state: str


@dataclass(frozen=True, slots=True)
class ShownPayment:
    """A payment with what became of it."""

    owed: Owed
    state: PaymentState


@dataclass(frozen=True, slots=True)
class View:
    """A schedule, ready for the template."""

    schedule: Schedule
    picture: Markup
    told: tuple[Told, ...]
    dated: Sequence[Row]
    undecided: Sequence[Row]
    silent: Sequence[Row]
    payments: Sequence[ShownPayment]
    lacking: dict[str, list[str]]
    gaps: tuple[Gap, ...]
    readings: Sequence[tuple[str, str]]
    other_readings: Sequence[OtherReading]


def page(
    schedule: Schedule, *, agreement: Agreement | None = None, other_readings: Sequence[OtherReading] = ()
) -> str:
    """An HTML page; every character of the document and of the facts is escaped, and nothing is loaded.

    `agreement` is asked for what could not be read of it.
    """
    view = View(
        schedule,
        Markup(timeline(schedule, titled=False)),  # noqa: S704  # its own template escapes it
        tuple(_told(schedule)),
        rows.dated(schedule),
        rows.undecided(schedule),
        rows.without_day(schedule),
        [ShownPayment(owed, payment_state(owed, schedule.as_of)) for owed in rows.payments(schedule)],
        rows.lacking(schedule),
        agreement.gaps if agreement else (),
        [(name, shown(getattr(schedule.readings, name))) for name in rows.readings_of(schedule)],
        other_readings,
    )
    return _template().render(view=view)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("pipeline.schedules", package_path="."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("line", "day", "money", "periods", "spaced", "status", "who", "what", "why", "failure"):
        environment.filters[name] = getattr(wording, name)
    environment.filters["payment_status"] = wording.payment_status
    environment.filters["step_value"] = wording.value
    environment.filters["step_origin"] = wording.origin
    return environment.get_template("page.html.j2")


def _told(schedule: Schedule) -> list[Told]:
    """How many duties stand how, and what is owed."""
    states = [row.status for row in schedule.rows]
    told = [
        Told(f"{states.count(state):,}", wording.status_alone(state), state)
        for state in _TOLD
        if state in states
    ]
    damages = schedule.damages
    if damages and damages.totals:
        told.append(Told(wording.money(total(damages.totals.values())), "damages in all", "damages"))
        told.append(Told(wording.money(_unpaid(schedule)), "unpaid", "unpaid"))
    return told


def _unpaid(schedule: Schedule) -> Decimal:
    return total(
        owed.after_cap for owed in rows.payments(schedule) if is_unpaid(payment_state(owed, schedule.as_of))
    )
