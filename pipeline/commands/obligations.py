"""`dealterms obligations`: a term sheet and facts in, the schedule of what is owed out; or one mechanic."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from obligations.agreement import Agreement, FactSheet
from obligations.errors import ObligationError
from obligations.mechanics import calculate, read_readings
from obligations.schedule import Schedule, default_readings, schedule
from pipeline.commands.destination import opened_to, write_whole
from pipeline.errors import SourceError, UnsupportedSource
from pipeline.handoff.agreement import agreement_of
from pipeline.load import read_source
from pipeline.schedules.facts_file import FactsFile, facts_from, parsed
from pipeline.schedules.needs import template
from pipeline.schedules.other_readings import OtherReading, other_readings

Entry = dict[str, Any]
_HOLDERS = {"investor", "purchaser", "holder", "buyer", "subscriber", "stockholder", "shareholder", "lender"}


def mechanic(name: str, inputs: str) -> bool:
    """Print the result of one mechanic for the inputs of a file; whether it could be computed."""
    try:
        given = parsed(read_source(inputs), inputs)
        if not isinstance(given, Mapping):
            raise UnsupportedSource(inputs, "the inputs should be an object")
        result = calculate(name, given)
    except (ObligationError, SourceError) as error:
        return _failed(inputs, error)
    print(json.dumps(result, indent=2, ensure_ascii=False))
    return True


def needs(source: str, document: str | None) -> bool:
    """Print a facts file to fill in for the agreement of a term sheet; whether there is such an agreement."""
    try:
        sheet = _sheet(source, document)
        agreement = agreement_of(sheet)
    except (ObligationError, SourceError) as error:
        return _failed(source, error)
    print(template(agreement, holders_of(sheet)), end="")
    return True


def obligations(
    source: str,
    facts: str,
    form: str,
    out: Path | None,
    *,
    as_of: date | None = None,
    document: str | None = None,
    everything: bool = False,
) -> bool:
    """Write the schedule of a term sheet's agreement on the facts; whether it could be computed.

    `everything` lists the duties that have no day too. Raises `OutputError` where it cannot be written.
    """
    try:
        given = facts_from(facts)
    except (ObligationError, SourceError) as error:
        return _failed(facts, error)
    try:
        sheet = _sheet(source, document)
        agreement_of(sheet)
    except (ObligationError, SourceError) as error:
        return _failed(source, error)
    try:
        # What goes wrong from here on lies in the facts, or in the terms that they fill in.
        agreement = agreement_of(sheet, given.terms)
        case = computed(agreement, given, sheet["document"]["id"], as_of)
    except ObligationError as error:
        return _failed(facts, error)
    if form == "table":
        _print_table(case, out, everything=everything)
    else:
        write_whole(rendered(case, form), out)
    return True


@dataclass(frozen=True, slots=True)
class Case:
    """An agreement, the facts, and the schedule that follows from them."""

    document: str
    agreement: Agreement
    facts: FactSheet
    schedule: Schedule


def computed(agreement: Agreement, given: FactsFile, document: str, as_of: date | None = None) -> Case:
    """The schedule on the facts of a file; `as_of` stands before the file's own.

    Raises `ObligationError` for facts that contradict each other, and for unknown readings.
    """
    changed = read_readings(given.switches)
    chosen = default_readings(agreement, {name: getattr(changed, name) for name in given.switches})
    facts = replace(given.facts, as_of=as_of) if as_of else given.facts
    return Case(document, agreement, facts, schedule(agreement, facts, chosen))


def rendered(case: Case, form: str) -> str | bytes:
    """The schedule in one of the forms for files; each imports what it needs when it is asked for."""
    match form:
        case "csv":
            from pipeline.schedules.csv_rows import csv_text

            return csv_text(case.schedule)
        case "xlsx":
            from pipeline.schedules.workbook import workbook

            return workbook(case.schedule, case.agreement)
        case "ics":
            from pipeline.schedules.calendar_file import calendar_file

            return calendar_file(case.schedule, document=case.document)
        case "svg":
            from pipeline.schedules.timeline import timeline

            return timeline(case.schedule)
        case "html":
            from pipeline.schedules.page import page

            return page(case.schedule, agreement=case.agreement, other_readings=_others(case))
    from pipeline.schedules.data import schedule_data

    return json.dumps(schedule_data(case.schedule, _others(case)), indent=2, ensure_ascii=False) + "\n"


def _print_table(case: Case, out: Path | None, *, everything: bool) -> None:
    from pipeline.schedules.table import write_table

    with opened_to(out, for_people=True) as stream:
        write_table(
            case.schedule,
            stream,
            agreement=case.agreement,
            other_readings=_others(case),
            everything=everything,
        )


def _others(case: Case) -> tuple[OtherReading, ...]:
    return other_readings(case.agreement, case.facts, case.schedule)


def holders_of(sheet: Entry) -> list[str]:
    """The parties of a term sheet that may hold securities, by name."""
    parties = [
        party for party in sheet["parties"] if party["role"] in _HOLDERS and not party["unnamed_class"]
    ]
    return [party["name"] for party in parties]


def _sheet(source: str, document: str | None) -> Entry:
    """One document's term sheet from a file of one or of several.

    Raises `UnsupportedSource` where the file holds none, or several of which `document` names none.
    """
    value = parsed(read_source(source), source)
    sheets = [one for one in (value if isinstance(value, list) else [value]) if _is_sheet(one)]
    if document is not None:
        sheets = [one for one in sheets if one["document"]["id"] == document]
    elif len(sheets) > 1:
        sheets = [one for one in sheets if one["registration_rights"]] or sheets
    if not sheets:
        raise UnsupportedSource(
            source, "no term sheet, or none of that document: dealterms extract --format json"
        )
    if len(sheets) > 1:
        names = ", ".join(one["document"]["id"] for one in sheets)
        raise UnsupportedSource(source, f"several term sheets; choose one with --document: {names}")
    sheet: Entry = sheets[0]
    return sheet


def _is_sheet(value: object) -> bool:
    return isinstance(value, dict) and {"schema_version", "document", "deadlines", "outline"} <= value.keys()


def _failed(source: str, error: Exception) -> bool:
    shown = str(error) if isinstance(error, SourceError) else str(UnsupportedSource(source, str(error)))
    print(f"dealterms: {shown}", file=sys.stderr)
    return False
