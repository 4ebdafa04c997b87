"""A collection, and the dataset of a run over it that nothing disturbed."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.batch.runs import check_whole, write_agreements
from tests.batch.web import Web, serving
from tests.faults.processes import SOME_FAILED, finished


class Undisturbed(NamedTuple):
    """A dataset, and the seconds that it took."""

    dataset: Path
    seconds: float


@pytest.fixture(scope="session", autouse=True)
def heeding_interrupts() -> Iterator[None]:
    """Runs heed interrupts, also where the tests themselves were started in the background and ignore them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def agreements(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of generated agreements, and a file that cannot be read."""
    return write_agreements(tmp_path_factory.mktemp("collection") / "agreements", 8, seed=9)


@pytest.fixture(scope="session")
def undisturbed(agreements: Path, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """The dataset of those."""
    dataset = tmp_path_factory.mktemp("undisturbed") / "dataset"
    begin = time.monotonic()
    code, said = finished(dataset, agreements)
    assert code == SOME_FAILED, said
    check_whole(dataset)
    return Undisturbed(dataset, time.monotonic() - begin)


@pytest.fixture
def web() -> Iterator[Web]:
    """A server on this machine."""
    with serving() as web:
        yield web
