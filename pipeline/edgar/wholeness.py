"""Whether an answer is what was asked for: block pages come with status 200, too, and files are cut short."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.edgar.intake import Intake

# Why an answer is not what was asked for; None if it is.
Check = Callable[[Intake], str | None]

_LONGEST_NOTICE = 100_000  # bytes; a longer answer is no notice
_TOO_FAST = b"request rate threshold exceeded"
_UNDECLARED = b"undeclared automated tool"
_NOTHING_THERE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<Error>\s*<Code>(?:NoSuchKey|AccessDenied)</Code>"
)

_ARMOUR = rb"-----BEGIN PRIVACY-ENHANCED MESSAGE-----.{0,4000}?"
_ROOT = re.compile(
    rb"[\s\xef\xbb\xbf]*(?:" + _ARMOUR + rb")?"
    rb"<(SEC-DOCUMENT|IMS-DOCUMENT|SUBMISSION|SEC-HEADER|IMS-HEADER|DOCUMENT)>",
    re.DOTALL,
)


def too_fast(head: bytes) -> bool:
    """Whether SEC says that too many requests came."""
    return _TOO_FAST in head.lower()


def undeclared(head: bytes) -> bool:
    """Whether SEC says that it does not take the User-Agent."""
    return _UNDECLARED in head.lower()


def nothing_there(head: bytes) -> bool:
    """Whether SEC's file store says that it has no such file; it says so with status 403, too."""
    return _NOTHING_THERE.match(head) is not None


def is_notice(intake: Intake) -> bool:
    """Whether an answer is one of SEC's notices about requests, and no filing that speaks of them."""
    head = intake.head.lstrip()[:200].lower()
    return (
        intake.size <= _LONGEST_NOTICE
        and (head.startswith((b"<!doctype", b"<html", b"<head")))
        and (too_fast(intake.head) or undeclared(intake.head))
    )


def of_submission(intake: Intake) -> str | None:
    """Check of a full submission: its outermost tag is closed at the end."""
    root = _ROOT.match(intake.head)
    if root is None:
        return "no full submission"
    # Some of before 2004 are their header alone, or documents without one.
    ends = [root[1]] if root[1] not in {b"SEC-HEADER", b"IMS-HEADER"} else [root[1], b"DOCUMENT"]
    if any(b"</" + end + b">" in intake.tail for end in ends):
        return None
    return f"cut short: no </{root[1].decode('ascii')}> at its end"


def of_document(intake: Intake) -> str | None:
    """Check of any other file: there is something in it."""
    return None if intake.size else "an empty file"


def of_index(intake: Intake) -> str | None:
    """Check of a quarterly index: it has its heading, and its last line is whole."""
    if b"|Form Type|" not in intake.head:
        return "no index of submissions"
    return None if intake.tail.endswith(b"\n") else "cut short: its last line has no end"


def of_json(intake: Intake) -> str | None:
    """Check of JSON: it is closed. What is in it, its reader will see."""
    if not intake.head.lstrip().startswith((b"{", b"[")):
        return "no JSON"
    return None if intake.tail.rstrip().endswith((b"}", b"]")) else "JSON that is cut short"
