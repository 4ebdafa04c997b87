"""Section 2(c), triggers (iii) and (iv): the days on which the stock is off the markets that count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from obligations.intervals import Interval, merge, subtract
from obligations.registration_rights.states import Venue, as_facts, lasting
from obligations.registration_rights.terms import RegistrationRights
from obligations.trace import Step


@dataclass(frozen=True, slots=True)
class Markets:
    """When the stock was where, as known before `until`: on exchanges, quoted, on a replacement of that."""

    exchanges: tuple[Interval, ...]
    quoted: tuple[Interval, ...]
    replaced: tuple[Interval, ...]
    until: date
    operands: tuple[Step, ...]

    @property
    def first_listed(self) -> date | None:
        """The first day on an exchange."""
        return self.exchanges[0].start if self.exchanges else None

    def off_exchanges(self) -> tuple[Interval, ...]:
        """The days on no exchange, from the first listing on."""
        return _gaps(self.exchanges, self.until)

    def off_quotation(self) -> tuple[Interval, ...]:
        """The days neither quoted nor on a replacement, from the first such day to the first listing."""
        return _gaps((*self.quoted, *self.replaced), self.first_listed or self.until)

    def off_all(self, *, replacements: bool) -> tuple[Interval, ...]:
        """The days on none of them from the first day on one; replacements cover until the first listing."""
        covered = [*self.exchanges, *self.quoted]
        if replacements:
            end = self.first_listed or self.until
            covered += [Interval(one.start, min(one.end, end)) for one in self.replaced if one.start < end]
        return _gaps(covered, self.until)


def markets(venues: Sequence[Venue], terms: RegistrationRights, until: date) -> Markets:
    """Where the stock was; nowhere that counts if the agreement names no markets."""
    given = as_facts("venues", venues)
    if terms.markets is None:
        return Markets((), (), (), until, (*given, terms.silence("markets")))
    where = lasting("venues", venues, until)
    return Markets(
        merge(days for venue, days in where if venue.venue in terms.markets.senior),
        merge(days for venue, days in where if venue.venue == terms.markets.base),
        merge(days for venue, days in where if venue.equivalent_replacement),
        until,
        (*given, terms.operand("markets", "senior"), terms.operand("markets", "base")),
    )


def _gaps(covered: Iterable[Interval], until: date) -> tuple[Interval, ...]:
    """The days not covered between the first that is and `until`."""
    there = merge(covered)
    if not there or there[0].start >= until:
        return ()
    return subtract((Interval(there[0].start, until),), there)
