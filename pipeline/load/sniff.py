"""What kind of file some bytes or characters are, by their content alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.frozen import dataclass

# Kinds of file that hold no agreement that can be read, by their first bytes.
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "an image (PNG), not a document with text"),
    (b"\xff\xd8\xff", "an image (JPEG), not a document with text"),
    (b"GIF8", "an image (GIF), not a document with text"),
    (b"II*\x00", "an image (TIFF), not a document with text"),
    (b"MM\x00*", "an image (TIFF), not a document with text"),
    (b"BM\x00", "an image (BMP), not a document with text"),
    (b"{\\rtf", "RTF is not read; save it as DOCX, PDF or text"),
    (b"%!PS", "PostScript is not read; save it as PDF or text"),
    (b"\xff\x57\x50\x43", "WordPerfect is not read; save it as DOCX, PDF or text"),
    (b"\x7fELF", "a program, not a document"),
    (b"MZ\x90\x00", "a program, not a document"),
    (b"\xfd7zXZ", "an xz archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive; unpack it first"),
    (b"SQLite format 3", "a database, not a document"),
    (b"PAR1", "a Parquet file, not a document"),
)
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAR_HEADER = 512  # bytes
_OCTAL = re.compile(rb"[0-7]+")
_PDF_WITHIN = 1024  # bytes that may stand before a PDF's mark


def is_gzip(data: bytes) -> bool:
    """Whether `data` is a gzip stream."""
    return data.startswith(b"\x1f\x8b")


def is_pdf(data: bytes) -> bool:
    """Whether `data` is a PDF; some programs write a few bytes before its mark."""
    head = data[:_PDF_WITHIN]
    return b"%PDF-" in head and head.lstrip()[:1] not in (b"<", b"-")


def is_zip(data: bytes) -> bool:
    """Whether `data` is a zip archive, as a DOCX is."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_ole(data: bytes) -> bool:
    """Whether `data` is an OLE container: an old Word document, or a DOCX behind a password."""
    return data.startswith(_OLE)


def is_encrypted_office(data: bytes) -> bool:
    """Whether an OLE container holds an encrypted package."""
    return "EncryptedPackage".encode("utf-16-le") in data


def is_tar(data: bytes) -> bool:
    """Whether `data` is a tar archive: by its mark, or in an old one by the sum in its first header."""
    head = data[:_TAR_HEADER]
    if head[257:262] == b"ustar":
        return True
    told = head[148:156].strip(b" \0")
    counted = sum(head[:148]) + 8 * ord(" ") + sum(head[156:])  # the sum itself counts as blanks
    return len(head) == _TAR_HEADER and bool(_OCTAL.fullmatch(told)) and int(told, 8) == counted


def refusal(data: bytes) -> str | None:
    """Why a file of this kind is not read; None if its first bytes say nothing against it."""
    if is_tar(data):
        return "a tar archive; unpack it, or name it .tar (.tar.gz if it is compressed) for batch"
    return next((cause for magic, cause in _REFUSED if data.startswith(magic)), None)


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer of a server that came in place of a filing."""

    cause: str
    shows: Callable[[str], object]


_HEAD = 6_000
_REFUSALS = (
    "undeclared automated tool",
    "request rate threshold exceeded",
    "equitable access to all users",
)
_ANSWERS = (
    _Answer(
        "SEC's notice that a request was refused, not a filing",
        lambda head: _holds_any(head.lower(), _REFUSALS),
    ),
    _Answer(
        "an error message of a file store (XML), not a filing",
        re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<Error>\s*<Code>").match,
    ),
    _Answer(
        "an HTML error page, not a filing",
        re.compile(
            r"<title>[^<]{0,80}\b(?:access denied|forbidden|not found|error|bad gateway|unavailable"
            r"|unauthorized|too many requests|timed? ?out|attention required|just a moment|[45]\d\d)\b"
            r"[^<]{0,80}</title>",
            re.IGNORECASE,
        ).search,
    ),
    _Answer("a JSON file, not a filing", re.compile(r"\s*\{\s*\"[^\"]{0,100}\"\s*:|\s*\[\s*\{\s*\"").match),
    _Answer("a link to a file in Git LFS, not the file", re.compile(r"version https://git-lfs").match),
)


def _holds_any(content: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in content for phrase in phrases)


_HTML_ROOT = re.compile(r"<(?:html|body|!doctype\s+html)\b", re.IGNORECASE)
_XML = re.compile(r"[\s\ufeff]*<\?xml\b")
_LARGEST_ANSWER = 100_000  # characters; a longer file is no error page


def answer_of_a_server(raw: str) -> str | None:
    """What the file is if it is no filing but an error message, or data; None if it may be a document."""
    head = raw[:_HEAD]
    if len(raw) <= _LARGEST_ANSWER:
        for answer in _ANSWERS:
            if answer.shows(head):
                return answer.cause
    if _XML.match(head) and not _HTML_ROOT.search(head):
        return "XML data, not a document"
    return None
