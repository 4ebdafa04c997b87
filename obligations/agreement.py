"""An agreement as the calculator takes it: its duties, its deal terms, and what could not be read.

The pipeline hands term sheets over in this form; anything else that has terms may write it too. A duty's `id`
leads back to where it was read: its clause, and `places` in the agreement's text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from obligations.expressions import Between, Expression
from obligations.registration_rights.delays import Delay
from obligations.registration_rights.states import Halt, SalesBlock, Venue
from obligations.registration_rights.terms import Group, RegistrationRights


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Group):
    """What someone shall do, or may, and by when.

    `expression` None is a duty without a day ("promptly"): it is listed, never dated. `done` is the fact
    that says when it was performed; without one it goes by the duty's id. `defines` is the name of the day
    that the agreement defines by it, for other duties to count from.
    """

    id: str
    obligor: str | None = None
    action: str
    modality: Literal["shall", "will", "may", "shall_not"] = "shall"
    expression: Expression | None = None
    tolled: Between | None = None
    standard: str | None = None
    conditions: tuple[str, ...] = ()
    done: str | None = None
    defines: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedDay(Group):
    """A day that the agreement gives a name, and that is nobody's duty: "Closing Date" means May 20, 2004."""

    name: str
    expression: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap(Group):
    """A term that could not be read, or that stands elsewhere: the facts file may fill it under `terms`."""

    term: str
    status: Literal["absent", "by_reference", "blank", "redacted", "conflict", "unread"]
    needed_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Duties in the order of the text, and the deal terms where the kind of agreement has some."""

    title: str
    governing_law: str | None = None
    business_days: Literal["us_federal", "ny_gcl24", "XNYS", "banks"] | None = None
    duties: tuple[Duty, ...] = ()
    defined_days: tuple[DefinedDay, ...] = ()
    registration_rights: RegistrationRights | None = None
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class PaidOn:
    """A payment made: of which holder (None: of each), which due date, when."""

    due: date
    paid: date
    holder: str | None = None


@dataclass(frozen=True, slots=True)
class FactSheet:
    """What has happened under an agreement.

    `events` by the names that the duties use: a day, several, or null for what has not happened; what is left
    out is not known. `amounts` are each holder's basis of damages. `done` says when duties were performed, by
    id. What lasts (blocked sales, the company's delays, venues, halts, the investors' own delays) is given by
    its days.
    """

    as_of: date | None = None
    events: dict[str, date | tuple[date, ...] | None] = field(default_factory=dict)
    conditions: dict[str, bool | None] = field(default_factory=dict)
    amounts: dict[str, Decimal | dict[str, Decimal] | None] = field(default_factory=dict)
    done: dict[str, date | None] = field(default_factory=dict)
    payments: tuple[PaidOn, ...] = ()
    demand: date | None = None
    sales_blocks: tuple[SalesBlock, ...] = ()
    delays: tuple[Delay, ...] = ()
    venues: tuple[Venue, ...] = ()
    halts: tuple[Halt, ...] = ()
    investor_delays: tuple[tuple[date, date], ...] = ()
    bank_holidays: tuple[date, ...] | None = None
    exchange_holidays: tuple[date, ...] | None = None
