"""The deal terms of a credit agreement, as frozen values."""

from __future__ import annotations

from decimal import Decimal

from pipeline.agreements.values import Field, Length
from pipeline.expressions import Expression
from pipeline.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Maturity:
    """When the loan falls due."""

    expression: Expression | None


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate a year: by itself or, where `over` is set, above that other rate, in the text's words."""

    rate: Decimal
    over: str | None


@dataclass(frozen=True, slots=True)
class DayCountBasis:
    """How days are turned into years: `actual/360`, `30/360`, `actual/365`."""

    basis: str


@dataclass(frozen=True, slots=True)
class Report:
    """A paper that the borrower delivers again and again, and by when."""

    paper: str
    due: Expression


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports in the order of the text."""

    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Cure:
    """How long a kind of default may last before it counts."""

    default: str
    period: Length


@dataclass(frozen=True, slots=True)
class Cures:
    """The periods in the order of the text."""

    cures: tuple[Cure, ...]


@dataclass(frozen=True, slots=True)
class Credit:
    """The block of a credit agreement."""

    maturity_date: Field[Maturity]
    interest_rate: Field[Rate]
    day_count_basis: Field[DayCountBasis]
    default_rate: Field[Rate]
    financial_reports: Field[Reports]
    cure_periods: Field[Cures]
