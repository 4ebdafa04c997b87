"""What a disturbed run or a bad disk leaves behind in a dataset: the next run mends it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.batch.dataset import read_manifest
from pipeline.batch.store import SCRATCH
from pipeline.errors import DatasetError, OutputError
from tests.batch.runs import check_same, read_into, write_agreements


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a few agreements."""
    return write_agreements(tmp_path_factory.mktemp("few") / "agreements", 4, seed=4)


@pytest.fixture(scope="module")
def undamaged(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their dataset, one document a part."""
    dataset = tmp_path_factory.mktemp("undamaged") / "dataset"
    read_into(dataset, few, per_chunk=1)
    return dataset


def _part(dataset: Path) -> Path:
    return sorted((dataset / "documents").iterdir())[1]


def _entry(dataset: Path) -> Path:
    return dataset / "chunks" / _part(dataset).with_suffix(".json").name


def _corrupt_part(dataset: Path) -> None:
    data = bytearray(_part(dataset).read_bytes())
    data[len(data) // 2] ^= 1
    _part(dataset).write_bytes(data)


def _truncated_part(dataset: Path) -> None:
    _part(dataset).write_bytes(_part(dataset).read_bytes()[:100])


def _empty_part(dataset: Path) -> None:
    _part(dataset).write_bytes(b"")


def _missing_part(dataset: Path) -> None:
    _part(dataset).unlink()


def _part_of_another(dataset: Path) -> None:
    shutil.copy(min((dataset / "documents").iterdir()), _part(dataset))


def _missing_entry(dataset: Path) -> None:
    _entry(dataset).unlink()


def _truncated_entry(dataset: Path) -> None:
    _entry(dataset).write_bytes(_entry(dataset).read_bytes()[:100])


def _entry_of_another(dataset: Path) -> None:
    shutil.copy(min((dataset / "chunks").iterdir()), _entry(dataset))


def _garbage_in_entry(garbage: str) -> Callable[[Path], None]:
    def damage(dataset: Path) -> None:
        _entry(dataset).write_text(garbage)

    return damage


def _changed_counts(dataset: Path) -> None:
    entry = json.loads(_entry(dataset).read_bytes())
    _entry(dataset).write_text(json.dumps({**entry, "documents": 5}))


def _garbage_manifest(dataset: Path) -> None:
    (dataset / "manifest.json").write_bytes(b'{"format": "1"')


def _missing_manifest(dataset: Path) -> None:
    (dataset / "manifest.json").unlink()


def _drafts(dataset: Path) -> None:
    key, unique = "0" * 32, "a" * 32
    (dataset / f".manifest.json.{unique}").write_bytes(b"{")
    (dataset / "chunks" / f".{key}.json.{unique}").write_bytes(b"{")
    (dataset / "documents" / f".{key}.parquet.{unique}").write_bytes(b"PAR1")
    (dataset / SCRATCH / "tmpabc").mkdir(parents=True)
    (dataset / SCRATCH / "tmpabc" / "documents.jsonl").write_bytes(b"{}")


def _parts_of_another_plan(dataset: Path) -> None:
    shutil.copy(_part(dataset), dataset / "documents" / f"{'0' * 32}.parquet")
    shutil.copy(_entry(dataset), dataset / "chunks" / f"{'1' * 32}.json")
    shutil.copy(_part(dataset), dataset / "skipped" / _part(dataset).name)


@pytest.mark.parametrize(
    "damage",
    [
        _corrupt_part,
        _truncated_part,
        _empty_part,
        _missing_part,
        _part_of_another,
        _missing_entry,
        _truncated_entry,
        _entry_of_another,
        _changed_counts,
        _garbage_manifest,
        _missing_manifest,
        _drafts,
        _parts_of_another_plan,
        *(
            pytest.param(_garbage_in_entry(text), id=f"entry {text!r}")
            for text in (
                "",
                "\0" * 50,
                "[]",
                "null",
                '{"parts": []}',
                '{"parts": {"documents": 3}}',
                '{"parts": {"documents": {}}}',
                '{"key": "x", "parts": {}}',
            )
        ),
    ],
)
def test_damage_is_mended(damage: Callable[[Path], None], few: Path, undamaged: Path, tmp_path: Path) -> None:
    """The run after it leaves the dataset as if nothing had happened."""
    dataset = tmp_path / "dataset"
    shutil.copytree(undamaged, dataset)
    (dataset / "skipped").mkdir(exist_ok=True)
    damage(dataset)
    read_into(dataset, few, per_chunk=1)
    check_same(dataset, undamaged)


@pytest.mark.parametrize("damage", [_garbage_manifest, _missing_manifest])
def test_a_dataset_without_a_manifest_is_none(
    damage: Callable[[Path], None], undamaged: Path, tmp_path: Path
) -> None:
    """It is not read as if it were whole."""
    dataset = tmp_path / "dataset"
    shutil.copytree(undamaged, dataset)
    damage(dataset)
    with pytest.raises(DatasetError, match="manifest"):
        read_manifest(str(dataset))


def test_a_part_that_is_no_file(few: Path, undamaged: Path, tmp_path: Path) -> None:
    """What cannot be mended is told."""
    dataset = tmp_path / "dataset"
    shutil.copytree(undamaged, dataset)
    _missing_part(dataset)
    name = sorted((undamaged / "documents").iterdir())[1].name
    (dataset / "documents" / name).mkdir()
    with pytest.raises(OutputError, match="is a directory"):
        read_into(dataset, few, per_chunk=1)
