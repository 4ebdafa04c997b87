"""A server that behaves like SEC's, on this machine, with filings that were made up for it."""

import gzip
import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from pipeline.edgar.accession import parse

USER_AGENT = "Test Person test@example.com"
TOO_FAST = """<!DOCTYPE html>
<html lang="en"><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head>
<body><h1>You've Exceeded the SEC's Traffic Limit</h1></body></html>"""
UNDECLARED = """<!DOCTYPE html>
<html><head><title>SEC.gov | Your Request Originates from an Undeclared Automated Tool</title></head>
<body><h1>Your Request Originates from an Undeclared Automated Tool</h1></body></html>"""
NO_SUCH_KEY = """<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>"""
ACCESS_DENIED = """<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"""
MAINTENANCE = """<!DOCTYPE html>
<html><head><title>EDGAR</title></head><body><p>This site is down for scheduled maintenance.</p></body></html>"""
DENIED = """<HTML><HEAD>
<TITLE>Access Denied</TITLE>
</HEAD><BODY><H1>Access Denied</H1>You don't have permission to access this server.<P>Reference&#32;&#35;18.2d
</BODY></HTML>"""  # of the network in front of SEC's servers
MOST_A_SECOND = 10  # what SEC allows
HITS_A_PAGE = 100


def submission(
    accession: str, company: str = "ACME INC", form: str = "8-K", filed: str = "20020315", words: str = ""
) -> bytes:
    """A full submission with a cover and an agreement."""
    return (
        f"<SEC-DOCUMENT>{accession}.txt : {filed}\n<SEC-HEADER>{accession}.hdr.sgml : {filed}\n"
        f"ACCESSION NUMBER:\t\t{accession}\nCONFORMED SUBMISSION TYPE:\t{form}\n"
        f"FILED AS OF DATE:\t\t{filed}\n\nFILER:\n\n\tCOMPANY DATA:\t\n"
        f"\t\tCOMPANY CONFORMED NAME:\t\t\t{company}\n</SEC-HEADER>\n"
        f"<DOCUMENT>\n<TYPE>{form}\n<SEQUENCE>1\n<FILENAME>cover.txt\n<TEXT>\nFORM {form}\n</TEXT>\n</DOCUMENT>\n"
        f"<DOCUMENT>\n<TYPE>EX-10.1\n<SEQUENCE>2\n<FILENAME>ex10-1.txt\n<TEXT>\n{words or AGREEMENT}\n</TEXT>\n"
        "</DOCUMENT>\n</SEC-DOCUMENT>\n"
    ).encode()


AGREEMENT = """
                              LEASE AGREEMENT

     THIS LEASE AGREEMENT is made as of March 1, 2002 by and between Acme Inc. and
Beta LLC, which agree as follows:

     1. Rent. Beta LLC shall pay $1,000 a month.
"""


@dataclass
class Asked:
    """A request that came."""

    at: float
    path: str
    user_agent: str
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)


class Edgar:
    """What the server holds, what it does wrong, and what it was asked."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.tags: dict[str, str] = {}
        self.redirects: dict[str, str] = {}
        self.faults: dict[str, list[str]] = defaultdict(list)  # by path, the next first; "*" for all
        self.hits: list[dict[str, object]] = []
        self.asked: list[Asked] = []
        self.limit = MOST_A_SECOND
        self.delay = 0.0
        self.date: str | None = None  # that the server says it is
        self.url = ""
        self.lock = threading.Lock()

    def add(self, accession: str, cik: int, content: bytes | None = None, **header: str) -> None:
        """Hold a submission under the CIK of its filer."""
        data = submission(accession, **header) if content is None else content
        self.files[f"/Archives/edgar/data/{cik}/{accession}.txt"] = data

    def add_document(self, accession: str, cik: int, name: str, content: bytes) -> None:
        """Hold a document of a submission."""
        self.files[f"/Archives/edgar/data/{cik}/{parse(accession).plain}/{name}"] = content

    def add_hit(
        self, accession: str, cik: int, name: str, *, kind: str = "EX-10.1", form: str = "8-K",
        filed: str = "2002-03-15", company: str = "Acme, Inc.",
    ) -> None:  # fmt: skip
        """Let the full-text search find a document."""
        source = {
            "ciks": [f"{cik:010d}"],
            "display_names": [f"{company}  (ACM)  (CIK {cik:010d})"],
            "root_forms": [form.removesuffix("/A")],
            "form": form,
            "file_type": kind,
            "file_date": filed,
            "adsh": accession,
        }
        self.hits.append(
            {"_index": "edgar_file", "_id": f"{accession}:{name}", "_score": 9.5, "_source": source}
        )

    def count(self, path: str) -> int:
        """How often something was asked for, whatever came of it."""
        return sum(asked.path == path for asked in self.asked)

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked]

    def index(self, quarter: str, lines: list[str]) -> None:
        """Hold a quarterly index, such as 2002/QTR1, with lines CIK|Company|Form|Date|Accession."""
        body = (
            "Description:           Master Index of EDGAR Dissemination Feed\n"
            "Last Data Received:    March 31, 2002\nComments:              webmaster@sec.gov\n"
            "Anonymous FTP:         ftp://ftp.sec.gov/edgar/\n \n \n \n \n"
            "CIK|Company Name|Form Type|Date Filed|Filename\n" + "-" * 80 + "\n"
        )
        for line in lines:
            cik, company, form, filed, accession = line.split("|")
            body += f"{cik}|{company}|{form}|{filed}|edgar/data/{cik}/{accession}.txt\n"
        self.files[f"/Archives/edgar/full-index/{quarter}/master.idx"] = body.encode("latin-1")

    def search(self, query: dict[str, list[str]]) -> bytes:
        """A page of hits, as raw as it comes from SEC."""
        words = query["q"][0].strip('"').lower()
        found = [hit for hit in self.hits if words == "agreement" or words in json.dumps(hit).lower()]
        if "startdt" in query and "enddt" in query and query.get("dateRange") == ["custom"]:
            begin, end = query["startdt"][0], query["enddt"][0]
            found = [hit for hit in found if begin <= hit["_source"]["file_date"] <= end]
        if "ciks" in query:
            found = [hit for hit in found if query["ciks"][0] in hit["_source"]["ciks"]]
        start = int(query.get("from", ["0"])[0])
        total = {"value": min(len(found), 10_000), "relation": "eq" if len(found) < 10_000 else "gte"}
        page = found[start : start + HITS_A_PAGE] if start < 10_000 else []
        return json.dumps({"took": 5, "timed_out": False, "hits": {"total": total, "hits": page}}).encode()


class Handler(BaseHTTPRequestHandler):
    """Answers as SEC's servers do."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    edgar: Edgar

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """What the header `Date` says."""
        return self.edgar.date or super().date_time_string(timestamp)

    def do_GET(self) -> None:
        """Answer a request."""
        edgar = self.edgar
        path = unquote(urlsplit(self.path).path)
        asked = Asked(
            time.monotonic(), path, self.headers.get("User-Agent", ""), headers=dict(self.headers.items())
        )
        with edgar.lock:
            edgar.asked.append(asked)
            recent = sum(asked.at - other.at < 1 for other in edgar.asked[-50:])
            faults = edgar.faults[path] or edgar.faults["*"]
            fault = faults.pop(0) if faults else ""
        time.sleep(edgar.delay)
        try:
            if "@" not in asked.user_agent:
                self.reply(asked, 403, UNDECLARED.encode(), kind="text/html")
            elif recent > edgar.limit:
                self.reply(asked, 429, TOO_FAST.encode(), kind="text/html")
            elif path in edgar.redirects:
                self.reply(asked, 301, b"", location=edgar.redirects[path])
            else:
                self.answer(asked, path, fault)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def answer(self, asked: Asked, path: str, fault: str) -> None:
        """What is at the path, or what goes wrong."""
        edgar = self.edgar
        if path == "/LATEST/search-index":
            body: bytes | None = edgar.search(parse_qs(urlsplit(self.path).query))
        else:
            body = edgar.files.get(path)
        match fault.split(":", 1):
            case ["page", status]:
                self.reply(asked, int(status), TOO_FAST.encode(), kind="text/html")
            case ["undeclared", status]:
                self.reply(asked, int(status), UNDECLARED.encode(), kind="text/html")
            case ["body", content]:
                self.reply(asked, 200, content.encode())
            case ["gate", status]:
                self.reply(asked, int(status), DENIED.encode(), kind="text/html")
            case ["no-length"] if body is not None:  # all of it; or half of it, which nobody could tell
                self.reply(asked, 200, body, length=-1)
                self.close_connection = True
            case ["status", "304"]:
                self.reply(asked, 304, b"")
            case ["status", status]:
                self.reply(asked, int(status), b"no")
            case ["wait", seconds]:
                self.reply(asked, 429, b"slow down", after=seconds)
            case ["denied"]:
                self.reply(asked, 403, ACCESS_DENIED.encode(), kind="application/xml")
            case ["short"] if body is not None:  # the connection ends before the length that was promised
                self.reply(asked, 200, body[: len(body) // 2], length=len(body))
                self.close_connection = True
            case ["cut"] if body is not None:  # a cache in between holds half of it
                self.reply(asked, 200, body[: len(body) // 2])
            case ["gzip-cut"] if body is not None:
                packed = gzip.compress(body, mtime=0)
                self.reply(asked, 200, packed[: len(packed) - 9], packed=True)
            case ["gzip-broken"] if body is not None:
                packed = bytearray(gzip.compress(body, mtime=0))
                packed[len(packed) // 2] ^= 0xFF
                self.reply(asked, 200, bytes(packed), packed=True)
            case ["empty"]:
                self.reply(asked, 200, b"")
            case ["hang-up"]:
                asked.status = -1
                self.close_connection = True
            case _ if body is None:
                self.reply(asked, 404, NO_SUCH_KEY.encode(), kind="application/xml")
            case _ if path in edgar.tags and self.headers.get("If-None-Match") == edgar.tags[path]:
                self.reply(asked, 304, b"")
            case _ if "gzip" in self.headers.get("Accept-Encoding", ""):
                self.reply(asked, 200, gzip.compress(body, mtime=0), packed=True, tag=edgar.tags.get(path))
            case _:
                self.reply(asked, 200, body, tag=edgar.tags.get(path))

    def reply(
        self, asked: Asked, status: int, body: bytes, *, kind: str = "text/plain", length: int | None = None,
        packed: bool = False, location: str | None = None, after: str | None = None, tag: str | None = None,
    ) -> None:  # fmt: skip
        """Send an answer."""
        asked.status = status
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length != -1:
            self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in (
            ("Content-Encoding", "gzip" if packed else None),
            ("Location", location),
            ("Retry-After", after),
            ("ETag", tag),
        ):
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served() -> Iterator[Edgar]:
    """A server, running."""
    held = Edgar()
    handler = type("Bound", (Handler,), {"edgar": held})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    held.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
