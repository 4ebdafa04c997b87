"""An agreement stays readable however its layout was lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.load import load
from pipeline.run import analyse_bytes

TEXTS = sorted(Path("corpus/agreements").glob("*/agreement.txt"))


def _words(path: Path) -> str:
    """The agreement as it is read, without its file's wrapping."""
    return load(path.read_bytes(), path.name).texts[0].string


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _a_word_a_line(text: str) -> str:
    return "\n".join(text.split())


def _double_spaced(text: str) -> str:
    return text.replace("\n", "\n\n")


def _shouted(text: str) -> str:
    return text.upper()


def _whispered(text: str) -> str:
    return text.lower()


def _twice(text: str) -> str:
    return text + text


def _back_to_front(text: str) -> str:
    return "\n\n".join(reversed(text.split("\n\n")))


@pytest.mark.parametrize(
    "change", [_one_line, _a_word_a_line, _double_spaced, _shouted, _whispered, _twice, _back_to_front]
)
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.parent.name)
def test_a_lost_layout_is_no_error(path: Path, change: Callable[[str], str]) -> None:
    """Every stage runs, and what it finds keeps to the schema and to the text."""
    text = change(_words(path))
    (sheet,) = analyse_bytes(text.encode(), "changed.txt").sheets
    assert sheet.document.characters > 100
    for clause in sheet.outline:
        assert 0 <= clause.start < clause.end <= sheet.document.characters


@pytest.mark.parametrize("share", range(1, 10))
@pytest.mark.parametrize("path", TEXTS[:4], ids=lambda path: path.parent.name)
def test_a_cut_agreement_is_no_error(path: Path, share: int) -> None:
    """A file that ends in the middle gives what stands before the cut."""
    text = _words(path)
    (sheet,) = analyse_bytes(text[: len(text) * share // 10].encode(), "cut.txt").sheets
    assert sheet.document.characters > 0


def test_an_attachment_without_room_for_its_heading() -> None:
    """Exhibits run into one line, with the signatures where the last one's heading would be."""
    text = (
        "SUPPLY AGREEMENT This Agreement is made as of March 1, 2004 by Alder Mills, Inc. and Birch Co. 1. Supply. "
        "Alder shall sell pulp. EXHIBIT A FORM OF ORDER [ATTACHED] EXHIBIT B PULP SPECIFICATIONS IN WITNESS WHEREOF "
        "the parties have signed. ALDER MILLS, INC. By: /s/ Ann Alder Name: Ann Alder Title: President"
    )
    for cut in range(60, len(text)):
        (sheet,) = analyse_bytes(text[:cut].encode(), "run-in.txt").sheets
        assert all(clause.start < clause.end for clause in sheet.outline)
