"""The deal terms of a kind of agreement, part by part.

A term of several parts has a row of its own for what became of it, and one for each part. A part carries
the status of its term, and the evidence of its own where that is known, otherwise its term's. One that the
text leaves out is absent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from obligations.rounding import half_up
from pipeline.compare.cells import Cell, Field
from pipeline.compare.comparable import (
    DIGITS_OF_A_FRACTION,
    Comparable,
    Day,
    Money,
    Number,
    Threshold,
    word_set,
    words,
)
from pipeline.compare.pinpoint import pinpointed
from pipeline.compare.times import PerTime, Time
from pipeline.compare.trees import when
from pipeline.termsheet import blocks as b
from pipeline.termsheet import expressions as e
from pipeline.termsheet import schema as s
from pipeline.termsheet.expression_words import expression
from pipeline.termsheet.lengths import length, spaced
from pipeline.termsheet.values import TextPlace, UnitName


@dataclass(frozen=True, slots=True)
class _Answer:
    """A part of a term in words, what it is compared by, and its range of the text where it has its own."""

    value: str
    comparable: Comparable
    span: TextPlace | None = None


_Read = Callable[[Any], _Answer | None]  # of the model of one term, which the tables below name it for
_Block = Literal["registration_rights", "credit"]
_BLOCKS: tuple[_Block, ...] = ("registration_rights", "credit")
_LARGEST_DENOMINATOR = 12
_WHOLE = ""  # the part that is the term itself


def block_fields(sheets: Sequence[s.TermSheet]) -> Iterator[Field]:
    """The rows of the deal terms that any of the sheets has."""
    for block in _BLOCKS:
        present = [found for sheet in sheets if (found := getattr(sheet, block)) is not None]
        if present:
            yield from _fields(block, present)


def _fields(block: _Block, present: Sequence[b.RegistrationRightsBlock | b.CreditBlock]) -> Iterator[Field]:
    for term in type(present[0]).model_fields:
        parts = _notice_parts(present) if term == "notice_rules" else PARTS[block, term]
        if _WHOLE not in parts:
            yield _field(block, term, _WHOLE, _stated)
        for part, read in parts.items():
            yield _field(block, term, part, read)


def _field(block: _Block, term: str, part: str, read: _Read) -> Field:
    def cell(sheet: s.TermSheet) -> Cell:
        terms = getattr(sheet, block)
        if terms is None:
            return Cell("not_applicable")
        found: b.DealTerm = getattr(terms, term)
        if found.status not in ("found", "conflict"):
            return Cell(found.status, evidence=found.evidence)
        answer = read(found)
        if answer is None:
            return Cell("absent" if part else found.status, evidence=() if part else found.evidence)
        evidence = pinpointed(sheet, found.evidence, answer.comparable, answer.span)
        return Cell(found.status, answer.value, answer.comparable, evidence)

    label = spaced(term) + (f": {spaced(part).replace('.', ', ')}" if part else "")
    return Field(f"{block}.{term}{'.' if part else ''}{part.replace(' ', '_')}", label, cell, part=bool(part))


# --------------------------------------------------------------------------- values of one kind


def _stated(_: b.DealTerm) -> _Answer:
    return _Answer("stated", words("stated"))


def _words(value: str | None) -> _Answer | None:
    return None if value is None else _Answer(value, words(value))


def _name(value: str | None) -> _Answer | None:
    return None if value is None else _Answer(spaced(value), words(value))


def _yes(value: bool | None) -> _Answer | None:
    return None if value is None else _name("yes" if value else "no")


def _percent(value: Decimal | None) -> _Answer | None:
    return None if value is None else _Answer(_percentage(value), Number(value))


def _number(value: Decimal | int | None) -> _Answer | None:
    return None if value is None else _Answer(_plain(Decimal(value)), Number(Decimal(value)))


def _money(amount: Decimal | None, currency: str | None) -> _Answer | None:
    if amount is None:
        return None
    return _Answer(f"{amount:,f} {currency or ''}".rstrip(), Money(amount, currency or ""))


def _length(of: b.LengthPart | None) -> _Answer | None:
    return None if of is None else _Answer(length(of.count, of.unit), _time(of.count, of.unit))


def _time(count: object, unit: UnitName) -> Time:
    return Time(Fraction(str(count)), unit)


def _when(node: e.ExpressionNode | None) -> _Answer | None:
    if node is None:
        return None
    day = isinstance(node, e.FixedNode) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", node.iso)
    comparable = Day(expression(node)) if day else when(node)
    return _Answer(expression(node), comparable, node.span)


def _listed(items: Sequence[str] | None) -> _Answer | None:
    return None if not items else _Answer("; ".join(items), words(*items))


def _percentage(value: Decimal) -> str:
    """A share as a percentage; one without end, which the term sheet cuts after ten digits, as a fraction."""
    fraction = Fraction(value).limit_denominator(_LARGEST_DENOMINATOR)
    if Fraction(value) != fraction and half_up(fraction, DIGITS_OF_A_FRACTION) == value:
        return f"{fraction.numerator}/{fraction.denominator}"
    return f"{_plain(value * 100)}%"


def _plain(value: Decimal) -> str:
    """A number without trailing zeros: 1.25, 2, 130."""
    return f"{value.normalize():f}"


def _per(value: str, amount: Decimal, currency: str | None, period: b.LengthPart | None) -> _Answer:
    """So much for each period; by itself where the text names no period."""
    if period is None:
        return _Answer(value, Number(amount) if currency is None else Money(amount, currency))
    for_each = length(period.count, period.unit).removeprefix("1 ")
    per = PerTime(amount, currency, _time(period.count, period.unit))
    return _Answer(f"{value} per {for_each}", per)


# --------------------------------------------------------------------------- registration rights


def _rate(term: b.DamagesTerm) -> _Answer | None:
    rate = term.rate
    return None if rate is None else _per(_percentage(rate), rate, None, term.period)


def _amount(term: b.DamagesTerm) -> _Answer | None:
    sum_ = term.amount_per_period
    if sum_ is None:
        return None
    return _per(f"{sum_.amount:,f} {sum_.currency}", sum_.amount, sum_.currency, term.period)


_PER: dict[str, tuple[int, UnitName]] = {
    "day": (1, "days"), "30 days": (30, "days"), "month": (1, "months"), "quarter": (1, "quarters"),
    "annum": (1, "years"),
}  # fmt: skip


def _interest(term: b.DamagesTerm) -> _Answer | None:
    interest = term.interest
    if interest is None:
        return None
    count, unit = _PER[interest.per]
    per = PerTime(interest.rate, None, Time(Fraction(count), unit))
    return _Answer(f"{_percentage(interest.rate)} per {interest.per}", per)


def _counts(term: b.DamagesTerm) -> _Answer | None:
    return _listed(
        [
            f"{spaced(it.unit)} {it.of}"
            + (", part by part" if it.prorated else "")
            + (f", without {it.excluded}" if it.excluded else "")
            for it in term.counts
        ]
    )


def _threshold(term: b.AmendmentTerm) -> _Answer | None:
    match term.threshold:
        case None:
            return None
        case "majority":
            return _Answer("majority", Threshold(Decimal("0.5"), strict=True))
        case share:
            than = "more than" if term.strict else "at least"
            return _Answer(f"{than} {_percentage(share)}", Threshold(share, strict=bool(term.strict)))


def _also(term: b.AmendmentTerm) -> _Answer | None:
    return _Answer("; ".join(term.also), word_set(*term.also)) if term.also else None


def _notice_parts(present: Sequence[Any]) -> dict[str, _Read]:
    """A part for each way of sending a notice that any of the agreements names."""
    rules = (rule for block in present for rule in block.notice_rules.rules or ())
    return {method: _notice(method) for method in sorted({each for rule in rules for each in _methods(rule)})}


def _notice(method: str) -> _Read:
    def read(term: b.NoticeTerm) -> _Answer | None:
        return next(
            (_when(rule.effective) for rule in term.rules or () if method in _methods(rule)),
            None,
        )

    return read


def _methods(rule: b.NoticeRulePart) -> list[str]:
    """The ways that one rule is for: "personal delivery, facsimile or courier" are three."""
    return re.split(r", (?:or |and )?| or | and ", rule.method)


_DAMAGES: dict[str, _Read] = {
    "rate": _rate,
    "amount_per_period": _amount,
    "period": lambda it: _length(it.period),
    "basis": lambda it: _words(it.basis),
    "proration": lambda it: _name(it.proration),
    "counting": lambda it: _words(it.counting),
    "initial_rate": lambda it: _number(it.initial_rate),
    "step.after": lambda it: _length(it.step and it.step.after),
    "step.rate": lambda it: _percent(it.step and it.step.rate),
    "step.increment": lambda it: _percent(it.step and it.step.increment),
    "step.every": lambda it: _length(it.step and it.step.every),
    "step.max_rate": lambda it: _percent(it.step and it.step.max_rate),
    "cap.value": lambda it: _percent(it.cap and it.cap.value),
    "cap.of": lambda it: _words(it.cap and it.cap.of),
    "cap.amount": lambda it: _money(it.cap.amount, it.cap.currency) if it.cap else None,
    "cap.scope": lambda it: _name(it.cap and it.cap.scope),
    "cap.each_failure": lambda it: _yes((it.cap and it.cap.each_failure) or None),
    "grace": lambda it: _length(it.grace),
    "grace.retroactive": lambda it: _yes(it.grace and it.grace.retroactive),
    "grace.by": lambda it: _name(it.grace and it.grace.by),
    "interest": _interest,
    "interest.kind": lambda it: _name(it.interest and it.interest.kind),
    "interest.day_count": lambda it: _words(it.interest and it.interest.day_count),
    "interest.trigger": lambda it: _words(it.interest and it.interest.trigger),
    "interest.from": lambda it: _words(it.interest and it.interest.from_),
    "due": lambda it: _when(it.due),
    "excluded": lambda it: _words(it.excluded),
    "payable_in": lambda it: _name(it.payable_in),
    "counts": _counts,
    "day_count": lambda it: _words(it.day_count),
    "part_days": lambda it: _number(it.part_days),
    "part_due": lambda it: _when(it.part_due),
    "moved": lambda it: _name(it.moved),
    "shared": lambda it: _yes(it.shared or None),
}
_TIME: dict[str, _Read] = {_WHOLE: lambda it: _when(it.expression)}
_DAY: dict[str, _Read] = {_WHOLE: lambda it: _words(it.text)}

# --------------------------------------------------------------------------- credit


def _a_year(term: b.RateTerm) -> _Answer | None:
    if term.rate is None:
        return None
    return _Answer(f"{_percentage(term.rate)} per year", PerTime(term.rate, None, Time(Fraction(1), "years")))


_RATE: dict[str, _Read] = {"rate": _a_year, "over": lambda it: _words(it.over)}

PARTS: dict[tuple[str, str], dict[str, _Read]] = {
    ("registration_rights", "filing_deadline"): _TIME,
    ("registration_rights", "effectiveness_deadline"): _TIME,
    ("registration_rights", "effectiveness_period_end"): _TIME,
    ("registration_rights", "liquidated_damages"): _DAMAGES,
    ("registration_rights", "allowed_delay"): {
        "consecutive": lambda it: _length(it.consecutive),
        "aggregate": lambda it: _length(it.aggregate),
        "window": lambda it: _length(it.window),
        "occurrences": lambda it: _number(it.occurrences),
    },
    ("registration_rights", "share_multiplier"): {
        "value": lambda it: _number(it.value),
        "of": lambda it: _words(it.of),
    },
    ("registration_rights", "piggyback"): {
        "company_notice": lambda it: _when(it.company_notice),
        "election": lambda it: _when(it.election),
        "condition": lambda it: _words(it.condition),
    },
    ("registration_rights", "cutback_order"): {_WHOLE: lambda it: _listed(it.cut_first_to_last)},
    ("registration_rights", "amendment_threshold"): {
        "threshold": _threshold,
        "of": lambda it: _words(it.of),
        "also": _also,
    },
    ("registration_rights", "trading_day"): _DAY,
    ("registration_rights", "business_day"): _DAY,
    ("registration_rights", "acceleration_request"): _TIME,
    ("registration_rights", "maximum_registrations"): {_WHOLE: lambda it: _number(it.count)},
    ("credit", "maturity_date"): _TIME,
    ("credit", "interest_rate"): _RATE,
    ("credit", "day_count_basis"): {_WHOLE: lambda it: _words(it.basis)},
    ("credit", "default_rate"): _RATE,
    ("credit", "financial_reports"): {
        _WHOLE: lambda it: _listed([f"{each.paper}: {expression(each.due)}" for each in it.reports or ()])
    },
    ("credit", "cure_periods"): {
        _WHOLE: lambda it: _listed(
            [f"{each.default}: {length(each.period.count, each.period.unit)}" for each in it.cures or ()]
        )
    },
}
