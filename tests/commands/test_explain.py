"""`dealterms explain`: one clause with what was read from it, and nothing else."""

from pathlib import Path

import pytest

from pipeline.arguments.kinds import DONE, SOME_FAILED
from pipeline.cli import main

AGREEMENT = str(Path("corpus/agreements/rra-harbor/agreement.txt"))


def test_a_clause_is_shown_with_its_own_entries(capsys: pytest.CaptureFixture[str]) -> None:
    """Section 2(e) is the piggy-back clause: its days are shown, the damages of 2(c) are not."""
    assert main(["explain", AGREEMENT, "Section 2(e)"]) == DONE
    shown = capsys.readouterr().out
    assert shown.startswith("2(e)")
    assert "20 days" in shown
    assert "piggyback" in shown
    assert "liquidated damages" not in shown
    assert "filing deadline" not in shown


def test_a_path_leads_to_the_same_clause(capsys: pytest.CaptureFixture[str]) -> None:
    """The citation and the path of the outline are two names of one clause."""
    main(["explain", AGREEMENT, "2(c)"])
    by_cite = capsys.readouterr().out
    main(["explain", AGREEMENT, "2/c"])
    assert capsys.readouterr().out == by_cite
    assert "1.5%" in by_cite


def test_a_clause_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """The file and the citation stand in the message."""
    assert main(["explain", AGREEMENT, "99(z)"]) == SOME_FAILED
    assert "agreement.txt has no clause 99(z)" in capsys.readouterr().err
