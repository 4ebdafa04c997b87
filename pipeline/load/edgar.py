"""Full submissions: many documents in one file, in the dialects that EDGAR has had since 1993.

    <SUBMISSION>                     tags throughout, as in the daily feed
    -----BEGIN PRIVACY-ENHANCED…     PEM armour around <IMS-DOCUMENT> or <SEC-DOCUMENT>, to 2010 at least
    <SEC-DOCUMENT>                   a header of "NAME:<tab>value" lines, then the documents
    <DOCUMENT>                       documents without a header
    <SEC-HEADER>                     a header without documents

The offsets of all texts are those of the whole decoded file.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.errors import DamagedSource, SourceError, UnsupportedSource
from pipeline.frozen import dataclass
from pipeline.load import html, plain, sniff
from pipeline.load.agreements import not_by_content, not_by_type
from pipeline.model import Filing, Skipped, Source, SourceSpan, Text
from pipeline.shown import encodable

_ARMOUR = "-----BEGIN PRIVACY-ENHANCED MESSAGE-----"
_CONTAINER = re.compile(
    rf"[\s\ufeff]*(?:{_ARMOUR}|<(?:SEC-DOCUMENT|IMS-DOCUMENT|SUBMISSION|SEC-HEADER|IMS-HEADER)>"
    r"|<DOCUMENT>\s*<(?:TYPE|SEQUENCE|FILENAME|DESCRIPTION|TEXT)>)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"<DOCUMENT>\s*(?=<(?:TYPE|SEQUENCE|FILENAME|DESCRIPTION|TEXT)>)", re.IGNORECASE)
_TEXT = re.compile(r"<TEXT>", re.IGNORECASE)
_END_OF_TEXT = re.compile(r"</TEXT>", re.IGNORECASE)
_END_OF_DOCUMENT = re.compile(r"</DOCUMENT>", re.IGNORECASE)
_METADATA = re.compile(r"<(TYPE|SEQUENCE|FILENAME|DESCRIPTION)>([^\r\n<]*)", re.IGNORECASE)
_METADATA_LINE = re.compile(r"\s*<(?:TYPE|SEQUENCE|FILENAME|DESCRIPTION)>[^\r\n]*", re.IGNORECASE)
_WRAPPER = re.compile(r"\s*<(XBRL|PDF|XML|JSON)>", re.IGNORECASE)
_END_OF_WRAPPER = re.compile(r"</(?:XBRL|PDF|XML|JSON)>\s*\Z", re.IGNORECASE)
_UUENCODED = re.compile(r"\s*begin [0-7]{3,4} [^\r\n]{1,200}(?:\r\n?|\n)")
_LINE_END = re.compile(r"\r\n?|\n")
# Characters of a document's own values; where a line end is lost, its text would come along with them.
_LONGEST_TYPE = 40
_LONGEST_VALUE = 400

_ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}")
_ACCESSION_VALUE = re.compile(r"(?:ACCESSION NUMBER:|<ACCESSION-NUMBER>)\s*(\d{10}-\d{2}-\d{6})")
_FORM_VALUE = re.compile(r"^(?:CONFORMED SUBMISSION TYPE:[ \t]*|<TYPE>)([^\r\n<]+)", re.MULTILINE)
_FILER_VALUE = re.compile(
    r"^[ \t]*(?:COMPANY CONFORMED NAME:[ \t]*|<CONFORMED-NAME>)([^\r\n<]+)", re.MULTILINE
)
_WRAPPED_AT = 1023  # characters after which a header's lines are broken
_WRAP = re.compile(rf"^([^\r\n]{{{_WRAPPED_AT}}})(?:\r\n?|\n)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Header:
    """What a submission says about itself before its documents."""

    accession: str | None
    form: str | None
    filers: tuple[str, ...]  # filers, subject companies, issuers, reporting owners


@dataclass(frozen=True, slots=True)
class Document:
    """A document within a submission: what it says about itself, and where its content stands."""

    kind: str | None
    sequence: int | None
    filename: str | None
    description: str | None
    start: int  # its content, without <TEXT>
    end: int
    whole: bool = True  # the file goes on to the document's end


def is_submission(raw: str) -> bool:
    """Whether a decoded file is a full submission, in any of its shapes."""
    return _CONTAINER.match(raw) is not None


def load(raw: str, source: Source) -> Filing:
    """The agreements of a submission, and what was passed over.

    Raises `UnsupportedSource` for a header without documents, and `DamagedSource` where the file is cut short
    inside the only document that could have been read.
    """
    found = list(documents(raw))
    header = header_of(raw, found[0].start if found else len(raw), source.path)
    if not found:
        raise UnsupportedSource(source.path, "the header of a filing, without its documents")
    dash_escaped = _ARMOUR in raw[:1000]
    results: list[Text | Skipped] = []
    for document in found:
        own = replace(
            source,
            accession=header.accession,
            sequence=document.sequence,
            exhibit=document.kind,
            filename=document.filename,
            description=document.description,
        )
        results.append(_read(raw, document, own, dash_escaped))
    results = _without_copies(results)
    texts = tuple(result for result in results if isinstance(result, Text))
    skipped = tuple(result for result in results if isinstance(result, Skipped))
    failed = next((entry for entry in skipped if entry.failed), None)
    if failed and not texts:
        raise DamagedSource(source.path, failed.reason)
    return Filing(texts, skipped, header.form, header.filers)


def _without_copies(results: list[Text | Skipped]) -> list[Text | Skipped]:
    """The results without PDFs of exhibits that are there as text: EDGAR calls them unofficial copies."""
    read = {
        result.source.exhibit
        for result in results
        if isinstance(result, Text) and result.source.media_type != sniff.PDF
    }
    return [
        Skipped(result.source, f"{result.source.exhibit}: a PDF copy of an exhibit that was read")
        if result.source.media_type == sniff.PDF
        and result.source.exhibit in read
        and isinstance(result, Text)
        else result
        for result in results
    ]


def header_of(raw: str, end: int, name: str) -> Header:
    """The header before the first document, which begins at `end`; the file's name may hold the accession."""
    head = _WRAP.sub(r"\1", raw[:end].partition("<DOCUMENT>")[0]).replace("\r\n", "\n").replace("\r", "\n")
    accession = _ACCESSION_VALUE.search(head)
    form = _FORM_VALUE.search(head)
    filers = dict.fromkeys(filer.strip() for filer in _FILER_VALUE.findall(head))
    elsewhere = _ACCESSION.search(head[:2000]) or _ACCESSION.search(name)
    return Header(
        accession.group(1) if accession else elsewhere.group() if elsewhere else None,
        form.group(1).strip() if form else None,
        tuple(filers),
    )


def documents(raw: str) -> Iterator[Document]:
    """The documents of a submission, in its order. What is said about them is read before `<TEXT>` only.

    A `<TEXT>` that is not closed ends with its document, or where the next one begins; only at the end of the
    file does that mean that something is missing.
    """
    starts = [match.end() for match in _DOCUMENT.finditer(raw)]
    for i, start in enumerate(starts):
        limit = starts[i + 1] - len("<DOCUMENT>") if i + 1 < len(starts) else len(raw)
        opening = _TEXT.search(raw, start, limit)
        content = opening.end() if opening else _last_tag(raw, start, limit)
        values = {
            tag[1].upper(): encodable(tag[2].strip()[:_LONGEST_VALUE])
            for tag in reversed([*_METADATA.finditer(raw, start, content)])
        }
        closing = _END_OF_TEXT.search(raw, content, limit) or _END_OF_DOCUMENT.search(raw, content, limit)
        sequence = values.get("SEQUENCE", "")
        yield Document(
            values.get("TYPE", "")[:_LONGEST_TYPE] or None,
            int(sequence) if sequence.isdecimal() and len(sequence) < 10 else None,
            values.get("FILENAME") or None,
            values.get("DESCRIPTION") or None,
            content,
            closing.start() if closing else limit,
            whole=closing is not None or i + 1 < len(starts),
        )


def _last_tag(raw: str, start: int, limit: int) -> int:
    """Where the tags about a document without <TEXT> end."""
    while (tag := _METADATA_LINE.match(raw, start, limit)) is not None:
        start = tag.end()
    return start


def _read(raw: str, document: Document, source: Source, dash_escaped: bool) -> Text | Skipped:
    """The text of a document if it is an agreement, else why it was passed over."""
    if not document.whole:
        what = f"document {document.sequence or '?'} ({document.kind or 'of no type'})"
        return Skipped(source, f"the file is cut short: the <TEXT> of {what} never closes", failed=True)
    if reason := not_by_type(document.kind):
        return Skipped(source, reason)
    start, end = document.start, document.end
    if wrapper := _WRAPPER.match(raw, start, end):
        start = wrapper.end()
        if closing := _END_OF_WRAPPER.search(raw, max(start, end - 200), end):
            end = closing.start()
    try:
        text = _text(raw, start, end, source, dash_escaped)
    except SourceError as error:
        failed = not isinstance(error, UnsupportedSource)
        return Skipped(source, f"{document.kind or 'document'}: {error.cause}", failed=failed)
    if reason := not_by_content(document.kind, text):
        return Skipped(text.source, reason)
    return text


def _text(raw: str, start: int, end: int, source: Source, dash_escaped: bool) -> Text:
    if (uuencoded := _UUENCODED.match(raw, start, end)) is not None:
        return _attached(_uudecode(raw, uuencoded.end(), end, source.path), source)
    if cause := sniff.answer_of_a_server(raw[start : min(end, start + 200_000)]):
        raise UnsupportedSource(source.path, cause)
    if html.looks_like_html(raw, start, end):
        source = replace(source, media_type=html.MEDIA_TYPE)
        text = html.text_of(raw, start, end, source, SourceSpan, dash_escaped=dash_escaped)
    else:
        source = replace(source, media_type=plain.MEDIA_TYPE)
        text = plain.text_of(raw, start, end, source, SourceSpan, dash_escaped=dash_escaped)
    if not text.string:
        raise UnsupportedSource(source.path, "no text in it")
    return text


def _attached(data: bytes, source: Source) -> Text:
    """The text of a file that was uuencoded into the submission."""
    if sniff.is_pdf(data):
        from pipeline.load import pdf

        return pdf.text_of(data, replace(source, media_type=sniff.PDF))
    if sniff.is_zip(data):
        from pipeline.load import docx

        if docx.is_docx(data):
            return docx.text_of(data, replace(source, media_type=sniff.DOCX))
    raise UnsupportedSource(
        source.path, sniff.refusal(data) or "a binary attachment, not a document with text"
    )


def _uudecode(raw: str, start: int, end: int, name: str) -> bytes:
    """The bytes of a uuencoded file whose first line of data begins at `start`."""
    parts: list[bytes] = []
    for line in _LINE_END.split(raw[start:end]):
        if line.strip() == "end":
            return b"".join(parts)
        if not line.strip():
            continue
        parts.append(_uu_line(line, name))
    raise DamagedSource(name, "a uuencoded attachment is cut short")


def _uu_line(line: str, name: str) -> bytes:
    try:
        data = line.encode("ascii")
        # Only as many characters count as the first one says; some encoders write more, others strip blanks.
        count = ((data[0] - 32) & 63) * 4
        return binascii.a2b_uu(data[: 1 + (count + 11) // 12 * 4])
    except (binascii.Error, UnicodeEncodeError) as error:
        raise DamagedSource(name, "a uuencoded attachment is broken") from error
