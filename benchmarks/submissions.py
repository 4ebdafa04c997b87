"""Compare how full submissions are split with how edgartools splits them.

    python -m benchmarks.peers.setup_edgartools
    python -m benchmarks.submissions --count 500 --json benchmarks/results/edgartools.json

The submissions are generated, in the four shapes that EDGAR has had, and their generator says what is in
them; a few more, written here, have the oddities of old filings. Compared are the number of documents, what
each says of itself, the text of each, and the header. Where the two differ, the generator says who is right,
or the number of documents beside a case. edgartools looks nothing up.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.peers.setup_edgartools import DEFAULT_FOLDER
from benchmarks.peers.setup_lexnlp import virtual_python
from corpus.generate import generate
from pipeline.load.decode import decode
from pipeline.load.edgar import documents, header_of

WORKER = Path(__file__).resolve().parent / "peers" / "edgartools_worker.py"
FIELDS = ("type", "sequence", "filename", "description", "text")
HEADER_FIELDS = ("accession", "form", "filers")
Record = dict[str, Any]

HEAD = (
    "<SEC-DOCUMENT>0001234567-02-000123.txt : 20020315\n"
    "<SEC-HEADER>0001234567-02-000123.hdr.sgml : 20020315\n"
    "ACCESSION NUMBER:\t\t0001234567-02-000123\nCONFORMED SUBMISSION TYPE:\t8-K\n\n"
    "FILER:\n\n\tCOMPANY DATA:\t\n\t\tCOMPANY CONFORMED NAME:\t\t\tACME INC\n</SEC-HEADER>\n"
)
COVER = "<DOCUMENT>\n<TYPE>8-K\n<SEQUENCE>1\n<FILENAME>a.txt\n<TEXT>\nCover.\n</TEXT>\n</DOCUMENT>\n"
END = "</SEC-DOCUMENT>\n"
# Oddities of filings of the nineties and after, each with the number of its documents.
CASES: dict[str, tuple[str, int]] = {
    "plain": (HEAD + COVER + END, 1),
    "line ends of DOS": ((HEAD + COVER + END).replace("\n", "\r\n"), 1),
    "neither file name nor description": (
        HEAD + "<DOCUMENT>\n<TYPE>EX-10\n<SEQUENCE>2\n<TEXT>\nA lease.\n</TEXT>\n</DOCUMENT>\n" + END, 1),
    "tags of a financial data schedule inside the text": (
        HEAD + COVER + "<DOCUMENT>\n<TYPE>EX-27\n<SEQUENCE>2\n<TEXT>\n<ARTICLE> 5\n<TYPE>YEAR\n<SEQUENCE>9\n"
        "</TEXT>\n</DOCUMENT>\n" + END, 2),
    "no text tag": (HEAD + "<DOCUMENT>\n<TYPE>8-K\n<SEQUENCE>1\nCover.\n</DOCUMENT>\n" + END, 1),
    "text that is not closed": (
        HEAD + "<DOCUMENT>\n<TYPE>8-K\n<SEQUENCE>1\n<TEXT>\nCover.\n</DOCUMENT>\n" + COVER + END, 2),
    "document that is not closed": (
        HEAD + "<DOCUMENT>\n<TYPE>8-K\n<SEQUENCE>1\n<TEXT>\nCover.\n</TEXT>\n" + COVER + END, 2),
    "tags in small letters": ((HEAD + COVER + END).replace("DOCUMENT>\n", "document>\n"), 1),
    "the word in angle brackets inside a text": (
        HEAD + "<DOCUMENT>\n<TYPE>EX-10\n<TEXT>\nSee <DOCUMENT> A.\n</TEXT>\n</DOCUMENT>\n" + END, 1),
    "documents without a header": (COVER + COVER, 2),
    "a header without documents": (HEAD, 0),
    "numbers that repeat": (HEAD + COVER + COVER + END, 2),
}  # fmt: skip


class Edgartools:
    """The process that splits with edgartools."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.description = self._read()

    def split(self, raw: str) -> Record:
        """What edgartools says of a submission."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(raw) + "\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> Record:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("edgartools' process ended")
        record: Record = json.loads(line)
        return record


@contextmanager
def edgartools(python: Path) -> Iterator[Edgartools]:
    """The process, ended at the end."""
    command = [str(python), "-W", "ignore", str(WORKER)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Edgartools(process)
        assert process.stdin is not None
        process.stdin.close()


def split(raw: str) -> Record:
    """What this project says of a submission, in the worker's form."""
    found = list(documents(raw))
    header = header_of(raw, found[0].start if found else len(raw), "")
    return {
        "documents": [
            {
                "type": document.kind or "",
                "sequence": "" if document.sequence is None else str(document.sequence),
                "filename": document.filename or "",
                "description": document.description or "",
                "text": _digest(raw[document.start : document.end]),
            }
            for document in found
        ],
        "accession": header.accession,
        "form": header.form,
        "filers": list(header.filers),
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.strip().encode("utf-8", "surrogatepass")).hexdigest()


def differences(ours: Record, theirs: Record) -> list[str]:
    """In what two answers on one submission differ."""
    if theirs["error"] is not None:
        return ["edgartools fails"]
    found: Counter[str] = Counter()
    mine, others = ours["documents"], theirs["documents"]
    if len(mine) != len(others):
        found["number of documents"] += 1
    for document, other in zip(mine, others, strict=False):
        found.update(field for field in FIELDS if document[field] != other[field])
    if theirs["header_error"] is not None:
        found["edgartools fails on the header"] += 1
    else:
        found.update(field for field in HEADER_FIELDS if ours[field] != theirs.get(field))
    return sorted(found)


def compare_generated(count: int, seed: int, peer: Edgartools) -> Record:
    """Agreement on generated submissions, with their generator as the third voice."""
    shapes: Counter[str] = Counter()
    differing: Counter[str] = Counter()
    against_gold: Counter[str] = Counter()
    total = characters = 0
    for made in generate(count, seed, "submission"):
        raw = decode(made.data, made.name)
        ours, theirs = split(raw), peer.split(raw)
        shapes[made.gold["shape"]] += 1
        total += len(ours["documents"])
        characters += len(raw)
        differing.update(differences(ours, theirs))
        against_gold.update(
            f"{name}: {field}"
            for name, answer in (("dealterms", ours), ("edgartools", theirs))
            for field in _wrong(answer, made.gold)
        )
    return {
        "seed": seed,
        "submissions": count,
        "shapes": dict(sorted(shapes.items())),
        "documents": total,
        "characters": characters,
        "submissions_with_a_difference_in": dict(sorted(differing.items())),
        "submissions_that_contradict_their_generator": dict(sorted(against_gold.items())),
    }


def _wrong(answer: Record, gold: Record) -> set[str]:
    """In what an answer contradicts the generator."""
    if len(answer["documents"]) != len(gold["documents"]):
        return {"number of documents"}
    return {
        field
        for document, right in zip(answer["documents"], gold["documents"], strict=True)
        for field in ("type", "sequence", "filename", "description")
        if document[field] != str(right[field] or "")
    } | ({"accession"} if answer.get("accession") != gold["accession"] else set())


def compare_cases(peer: Edgartools) -> Record:
    """Both answers on each oddity."""
    found = {}
    for name, (raw, right) in CASES.items():
        ours, theirs = split(raw), peer.split(raw)
        found[name] = {
            "documents": {
                "right": right,
                "dealterms": len(ours["documents"]),
                "edgartools": theirs["error"] or len(theirs["documents"]),
            },
            "differences": {
                field: {"dealterms": ours[field], "edgartools": theirs.get(field)}
                if field in HEADER_FIELDS
                else True
                for field in differences(ours, theirs)
            },
        }
    return found


def main() -> None:
    """Compare, print, and write down."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=500, help="generated submissions")
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--edgartools", type=Path, default=virtual_python(DEFAULT_FOLDER), metavar="PYTHON")
    parser.add_argument("--json", type=Path, help="write the result there")
    options = parser.parse_args()
    if not options.edgartools.exists():
        raise SystemExit("edgartools is not there: python -m benchmarks.peers.setup_edgartools")
    with edgartools(options.edgartools) as peer:
        result = {
            "edgartools": peer.description,
            "generated": compare_generated(options.count, options.seed, peer),
            "cases": compare_cases(peer),
        }
    text = json.dumps(result, indent=2, ensure_ascii=False)
    print(text)
    if options.json is not None:
        options.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
