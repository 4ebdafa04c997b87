"""`dealterms obligations`: a term sheet and facts in, the schedule of what is owed out; or one mechanic."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from obligations.agreement import Agreement
from obligations.calculate import calculate, read_readings
from obligations.errors import ObligationError
from obligations.schedule import Schedule, default_readings, schedule
from pipeline.commands.destination import write_whole
from pipeline.errors import SourceError, UnsupportedSource
from pipeline.handoff.agreement import agreement_of
from pipeline.load import read_source
from pipeline.schedules.facts_file import FactsFile, facts_from, parsed
from pipeline.schedules.needs import template

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
    source: str, facts: str, form: str, out: Path | None, *, as_of: date | None, document: str | None
) -> bool:
    """Write the schedule of a term sheet's agreement on the facts; whether it could be computed."""
    try:
        given = facts_from(facts)
    except (ObligationError, SourceError) as error:
        return _failed(facts, error)
    try:
        agreement = agreement_of(_sheet(source, document), given.terms)
        found = computed(agreement, given, as_of)
    except (ObligationError, SourceError) as error:
        return _failed(source, error)
    write_whole(rendered(found, form), out, for_people=form == "table")
    return True


def computed(agreement: Agreement, given: FactsFile, as_of: date | None = None) -> Schedule:
    """The schedule on the facts of a file; `as_of` stands before the file's own."""
    changed = read_readings(given.switches)
    chosen = default_readings(agreement, {name: getattr(changed, name) for name in given.switches})
    facts = replace(given.facts, as_of=as_of) if as_of else given.facts
    return schedule(agreement, facts, chosen)


def rendered(found: Schedule, form: str) -> str | bytes:
    """The schedule in one of its forms."""
    from pipeline.schedules.data import schedule_data

    assert form == "json"
    return json.dumps(schedule_data(found), indent=2, ensure_ascii=False) + "\n"


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
