"""What counts from "the date hereof", and from the day of the filing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from obligations.agreement import FactSheet
from obligations.schedule import Row, schedule
from pipeline.handoff.agreement import agreement_of
from pipeline.run import analyse_bytes


def _filing(dated: str, since: str, facts: FactSheet) -> Row:
    text = (
        f"REGISTRATION RIGHTS AGREEMENT\n\nThis Registration Rights Agreement is made as of {dated}, between Harbor "
        'Line, Inc., a Delaware corporation (the "Company"), and Gull Rock Fund, L.P. (the "Investor").\n\n'
        f"1. Registration. The Company shall file the Registration Statement within 30 days after {since}.\n"
    )
    sheet: dict[str, Any] = (
        analyse_bytes(text.encode(), "agreement.txt").sheets[0].model_dump(mode="json", by_alias=True)
    )
    rows = schedule(agreement_of(sheet), facts).rows
    return next(row for row in rows if row.id == "filing_deadline")


@pytest.mark.parametrize(
    "since", ["the date hereof", "the date of this Agreement", "the execution of this Agreement"]
)
def test_the_agreements_own_date_is_known(since: str) -> None:
    """It need not be given, and the trace leads back to where the agreement tells it."""
    row = _filing("November 19, 2009", since, FactSheet())
    assert row.nominal == date(2009, 12, 19)
    origins = {step.origin.ref for step in row.trace.walk() if step.origin}
    assert "agreement_date" in origins


def test_what_the_facts_say_of_it_goes_first() -> None:
    """The day on which it was really signed."""
    facts = FactSheet(events={"date hereof": date(2009, 11, 23)})
    assert _filing("November 19, 2009", "the date hereof", facts).nominal == date(2009, 12, 23)


def test_a_blank_date_is_asked_for() -> None:
    """Nothing is put in its place."""
    row = _filing("____________, 2009", "the date hereof", FactSheet())
    assert (row.nominal, row.status, row.missing) == (None, "needs_input", ("agreement_date",))


def test_the_filing_date_is_the_day_of_the_filing() -> None:
    """Where the agreement defines it, and not as a day by which it is to be filed."""
    text = (
        'REGISTRATION RIGHTS AGREEMENT\n\n1. Definitions. "Filing Date" means the day on which the Registration '
        "Statement is first filed.\n\n2. Registration. The Company shall file the Registration Statement by June 30, "
        "2004 and have it declared effective within 60 days after the Filing Date.\n"
    )
    sheet: dict[str, Any] = (
        analyse_bytes(text.encode(), "a.txt").sheets[0].model_dump(mode="json", by_alias=True)
    )
    found = schedule(agreement_of(sheet), FactSheet(events={"filed": date(2004, 6, 1)}))
    days = {row.id: row.nominal for row in found.rows}
    assert days["effectiveness_deadline"] == date(2004, 7, 31)
