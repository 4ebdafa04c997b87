"""Collections and datasets that the tests of `pipeline.batch` share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch.runs import read_into, write_agreements


@pytest.fixture(scope="session")
def agreements(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of generated agreements in all layouts that EDGAR has, and a file that cannot be read."""
    return write_agreements(tmp_path_factory.mktemp("collection") / "agreements", 14, seed=6)


@pytest.fixture(scope="session")
def undisturbed(agreements: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of those, read in one go in this process, four documents a part."""
    dataset = tmp_path_factory.mktemp("undisturbed") / "dataset"
    read_into(dataset, agreements, per_chunk=4)
    return dataset
