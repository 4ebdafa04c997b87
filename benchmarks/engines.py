"""The programs that speed.py times, each as one function of bytes, and the machine they ran on."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

Engine = Callable[[bytes, str], Any]

PACKAGES = ("dealterms", "spacy", "thinc", "pydantic", "regex", "google-re2", "pdfplumber", "numpy")
TOKENIZER_LIMIT = 2_000_000_000
"""Characters. spaCy's limit of 1,000,000 guards its parser's memory; a blank pipeline has no parser."""


def dealterms_engine() -> Engine:
    """The pipeline, from raw bytes to the term sheets; the one place that names its entry point."""
    from pipeline.run import analyse_bytes

    return lambda data, name: analyse_bytes(data, name).sheets


def spacy_engine() -> Engine:
    """The blank English tokenizer of spaCy, alone."""
    import spacy

    nlp = spacy.blank("en")
    nlp.max_length = TOKENIZER_LIMIT
    return lambda data, _name: nlp.make_doc(data.decode("utf-8", errors="replace"))


ENGINES: dict[str, Callable[[], Engine]] = {"dealterms": dealterms_engine, "spacy": spacy_engine}


def machine() -> dict[str, Any]:
    """Processor, cores, Python and package versions of this run."""
    return {
        "cpu": cpu_model(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "packages": {name: installed for name in PACKAGES if (installed := installed_version(name))},
    }


def cpu_model() -> str:
    """The processor's name as the kernel gives it, or what the platform module knows."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"


def installed_version(package: str) -> str | None:
    """The installed version of a package, None when it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None
