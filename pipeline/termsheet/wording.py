"""Values of the term sheet in words, for tables and pages."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pipeline.termsheet import schema as s
from pipeline.termsheet.expression_words import expression
from pipeline.termsheet.lengths import length
from pipeline.termsheet.lengths import spaced as spaced


def term_value(term: s.Term) -> str:
    """The value of a term and how it came about; "" where it has none."""
    value = term.value
    if isinstance(value, tuple):
        words = "; ".join(value)
    elif isinstance(value, s.PeriodValue):
        words = length(value.count, value.unit) + (", successive" if value.successive else "")
    else:
        words = value or ""
    return f"{words} ({term.derivation})" if term.derivation else words


def sure(confidence: Decimal | None) -> str:
    """A confidence as whole per cent."""
    return "" if confidence is None else f"{confidence * 100:.0f}%"


def date(entry: s.DateEntry) -> str:
    """A date as ISO 8601 writes it, or what a symbolic one stands for."""
    return entry.iso or spaced(entry.symbolic)


def period(entry: s.DayCountEntry) -> str:
    """A day count with its unit; one of several parts as their sum."""
    if entry.count is None:
        return " + ".join(length(part.count, part.unit) for part in entry.components)
    return f"{length(entry.count, entry.unit)}{_others(map(str, entry.count_alt))}"


def percentage(entry: s.PercentageEntry) -> str:
    """A percentage, with the figures in brackets where the words differ."""
    values = [f"{(value * 100).normalize():f}%" for value in (entry.value, *entry.value_alt)]
    return values[0] + _others(values[1:])


def amount(entry: s.MoneyEntry) -> str:
    """An amount with thousands parted, without its currency."""
    return f"{entry.amount:,f}" + _others(f"{other:,f}" for other in entry.amount_alt)


def shares(entry: s.ShareCountEntry) -> str:
    """A number of shares with thousands parted."""
    return f"{entry.count:,}" + _others(f"{other:,}" for other in entry.count_alt)


def obligor(entry: s.DeadlineEntry | s.DutyEntry) -> str:
    """Who is bound or entitled; in brackets who plainly is, though the text names nobody."""
    implied = f"({entry.implied_obligor})" if entry.implied_obligor else ""
    return entry.obligor or implied


def duty(entry: s.DutyEntry) -> str:
    """What is to be done, for whom, and under which conditions."""
    whom = f" [{entry.obligee}]" if entry.obligee else ""
    return entry.action + whom + "".join(f"; {condition}" for condition in entry.conditions)


def deadline(entry: s.DeadlineEntry) -> tuple[str, str, str]:
    """Who, what, and by when."""
    parts = (entry.standard, expression(entry.expression), *entry.conditions)
    what = f"{entry.defines}: {entry.action}" if entry.defines else entry.action
    return obligor(entry), what, "; ".join(part for part in parts if part)


def _others(values: Iterable[str]) -> str:
    """The values that lost, behind the one that won."""
    others = ", ".join(values)
    return f" (or {others})" if others else ""
