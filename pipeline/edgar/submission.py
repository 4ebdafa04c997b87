"""What the header of a full submission says of it, where no list was asked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pipeline.edgar.entry import Entry

_FORM = re.compile(rb"^(?:CONFORMED SUBMISSION TYPE:[ \t]*|<TYPE>)([^\r\n<]+)", re.MULTILINE)
_COMPANY = re.compile(rb"^[ \t]*(?:COMPANY CONFORMED NAME:[ \t]*|<CONFORMED-NAME>)([^\r\n<]+)", re.MULTILINE)
_FILED = re.compile(rb"^(?:FILED AS OF DATE:[ \t]*|<FILING-DATE>)([0-9]{8})\b", re.MULTILINE)


def completed(entry: Entry, head: bytes) -> Entry:
    """The entry with form, company and day of filing from its submission's head, where it lacks them."""
    head = head.partition(b"<DOCUMENT>")[0]
    return replace(
        entry,
        form=entry.form or _value(_FORM, head),
        company=entry.company or _value(_COMPANY, head),
        filed=entry.filed or _day(_value(_FILED, head)),
    )


def _value(pattern: re.Pattern[bytes], head: bytes) -> str | None:
    found = pattern.search(head)
    return found[1].decode("latin-1").strip() or None if found else None


def _day(digits: str | None) -> date | None:
    try:
        return date.fromisoformat(digits) if digits else None
    except ValueError:
        return None
