"""Whether an answer is what was asked for: block pages come with status 200, too, and files are cut short."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.edgar import pages
from pipeline.edgar.accession import Accession
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

_HEADER_END = re.compile(rb"<DOCUMENT>|</SEC-HEADER>|</IMS-HEADER>")
# How the head of a submission says its number: "<SEC-DOCUMENT>0001234567-02-000123.txt : 20020315".
_NUMBER = re.compile(
    rb"^(?:<(?:SEC|IMS)-DOCUMENT>|ACCESSION NUMBER:[ \t]*|<ACCESSION-NUMBER>)([0-9]{10}-[0-9]{2}-[0-9]{6})\b",
    re.MULTILINE,
)
_FILE_NAME = re.compile(rb"[\s\xef\xbb\xbf]*<DOCUMENT>\s(?:[^\r\n]*\s){0,6}?<FILENAME>([^\r\n<]+)")


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


def of_submission(accession: Accession) -> Check:
    """Check of a full submission: its outermost tag is closed at the end.

    Where the head names an accession number it is the one that was asked for.
    """

    def check(intake: Intake) -> str | None:
        root = _ROOT.match(intake.head)
        if root is None:
            return "no full submission"
        named = _NUMBER.findall(_HEADER_END.split(intake.head, 1)[0])
        if named and accession.number.encode("ascii") not in named:
            return f"another submission, {named[0].decode('ascii')}"
        # Some of before 2004 are their header alone, or documents without one.
        ends = [root[1]] if root[1] not in {b"SEC-HEADER", b"IMS-HEADER"} else [root[1], b"DOCUMENT"]
        if any(b"</" + end + b">" in intake.tail for end in ends):
            return None
        return f"cut short: no </{root[1].decode('ascii')}> at its end"

    return check


def of_document(name: str) -> Check:
    """Check of any other file: it may be what its name says, and is no page that says why there is none.

    Such a file does not show where it ends, so the server has to say how long it is.
    """

    def check(intake: Intake) -> str | None:
        if not intake.size:
            return "an empty file"
        wrapper = _FILE_NAME.match(intake.head)
        if wrapper is not None:
            if wrapper[1].strip().lower() != name.lower().encode():
                return "another document"
            return None if b"</DOCUMENT>" in intake.tail else "cut short: no </DOCUMENT> at its end"
        if not intake.delimited:
            return "a file whose length the server does not say, so that it may be cut short"
        suffix = name.lower().rpartition(".")[2]
        if suffix in {"htm", "html"} and b"<" not in intake.head:
            return "no HTML"
        if pages.is_excuse(intake.head, intake.size):
            return "a page of the server that says why there is no file"
        if pages.is_page(intake.head) and suffix not in {"htm", "html", "xml"}:
            return "a page of the server, not the file"
        return None

    return check


def of_index(intake: Intake) -> str | None:
    """Check of a quarterly index: it has its heading, and its last line is whole."""
    if b"|Form Type|" not in intake.head:
        return "no index of submissions"
    if not intake.delimited:
        return "an index whose length the server does not say, so that it may be cut short"
    return None if intake.tail.endswith(b"\n") else "cut short: its last line has no end"


def of_json(intake: Intake) -> str | None:
    """Check of JSON: it is closed. What is in it, its reader will see."""
    if not intake.head.lstrip().startswith((b"{", b"[")):
        return "no JSON"
    return None if intake.tail.rstrip().endswith((b"}", b"]")) else "JSON that is cut short"
