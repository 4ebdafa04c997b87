"""Split full submissions with edgartools, one JSON line in and one out.

Runs inside the environment that setup_edgartools.py builds, and imports nothing of this project. The first
line out describes the environment. Each line in is a decoded submission as a JSON string; each line out
answers it:

    {"documents": [{"type": ..., "sequence": ..., "filename": ..., "description": ..., "text": ...}, ...],
     "accession": ..., "form": ..., "filers": [...], "error": null, "header_error": null}

`text` is the SHA-256 of what stands between <TEXT> and </TEXT>, without blanks around it. Nothing is looked
up: edgartools parses what it is given.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from importlib.metadata import version
from typing import Any

from edgar.sgml.sgml_common import parse_submission_text
from edgar.sgml.sgml_parser import list_documents


def digest(text: str) -> str:
    """The checksum of a text without the blanks around it."""
    return hashlib.sha256(text.strip().encode("utf-8", "surrogatepass")).hexdigest()


def split(raw: str) -> list[dict[str, Any]]:
    """The documents as edgartools sees them."""
    return [
        {
            "type": document.type,
            "sequence": document.sequence,
            "filename": document.filename,
            "description": document.description,
            "text": digest(document.text()),
        }
        for document in list_documents(raw)
    ]


def header(raw: str) -> dict[str, Any]:
    """What edgartools reads from the header."""
    found, _ = parse_submission_text(raw)
    return {
        "accession": found.accession_number,
        "form": found.form,
        "filers": [filer.company_information.name for filer in found.filers if filer.company_information],
    }


def answer(raw: str) -> dict[str, Any]:
    """The record of one submission; a header that cannot be read takes nothing from the documents."""
    record: dict[str, Any] = {"documents": [], "error": None, "header_error": None}
    try:
        record["documents"] = split(raw)
    except Exception as error:
        record["error"] = f"{type(error).__name__}: {str(error)[:200]}"
    try:
        record |= header(raw)
    except Exception as error:
        record["header_error"] = f"{type(error).__name__}: {str(error)[:200]}"
    return record


def main() -> None:
    """Answer line by line."""
    print(json.dumps({"python": platform.python_version(), "edgartools": version("edgartools")}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
