"""The deal terms of a credit agreement."""

from pipeline.agreements.credit.model import Credit
from pipeline.agreements.credit.rates import day_count_basis, default_rate, interest_rate
from pipeline.agreements.credit.times import cure_periods, financial_reports, maturity_date
from pipeline.agreements.document import Document

__all__ = ["Credit", "credit"]


def credit(document: Document) -> Credit:
    """Every term of the block; a term that the text does not state is absent."""
    return Credit(
        maturity_date=maturity_date(document),
        interest_rate=interest_rate(document),
        day_count_basis=day_count_basis(document),
        default_rate=default_rate(document),
        financial_reports=financial_reports(document),
        cure_periods=cure_periods(document),
    )
