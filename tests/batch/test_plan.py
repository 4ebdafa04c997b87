"""The plan: items in order, cut into chunks that only the items decide about."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.batch.items import Item
from pipeline.batch.plan import Chunk, Plan

NAMES = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
ITEMS = st.builds(
    Item,
    id=NAMES,
    location=NAMES,
    position=st.none() | st.integers(0, 1 << 40),
    size=st.integers(0, 3 << 20),
    stamp=NAMES,
    cause=st.none() | NAMES,
)
COLLECTIONS = st.lists(ITEMS, max_size=40, unique_by=lambda item: item.id)


def chunks(
    items: Sequence[Item], reader: str = "r", per_chunk: int = 4, limit: int | None = None
) -> list[Chunk]:
    """The chunks of the items."""
    return list(Plan(items, reader, per_chunk=per_chunk, limit=limit).chunks())


def in_order(items: Sequence[Item]) -> list[Item]:
    """The items by their ids, as UTF-8 sorts them."""
    return sorted(items, key=lambda item: item.id.encode())


@given(COLLECTIONS, st.integers(1, 9))
def test_the_chunks_are_the_items_in_order(items: list[Item], per_chunk: int) -> None:
    """Nothing is lost, none is empty, none is longer than four times what it should be on the average."""
    found = chunks(items, per_chunk=per_chunk)
    assert [item for chunk in found for item in chunk.items] == in_order(items)
    assert all(0 < len(chunk.items) <= 4 * per_chunk for chunk in found)
    assert all(len(chunk.items) == 1 or sum(it.size for it in chunk.items) <= 8 << 20 for chunk in found)
    assert len({chunk.key for chunk in found}) == len(found)


@given(COLLECTIONS, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_matters(items: list[Item], random: Random) -> None:
    """The same items in another order, some of them twice, make the same chunks."""
    shuffled = items + items[: len(items) // 2]
    random.shuffle(shuffled)
    assert chunks(shuffled) == chunks(items)


@given(COLLECTIONS, ITEMS)
def test_another_item_changes_its_neighbours_alone(items: list[Item], new: Item) -> None:
    """Every chunk stays as it was between two names at which one ends, but where the item comes or goes."""
    assume(new.id not in {item.id for item in items})
    ends = [item.id.encode() for item in items if zlib.crc32(item.id.encode()) % 4 == 0]

    def stretch(item: Item) -> int:
        return sum(end < item.id.encode() for end in ends)

    after = {chunk.key for chunk in chunks([*items, new])}
    for chunk in chunks(items):
        assert chunk.key in after or stretch(chunk.items[0]) == stretch(new)


def test_one_of_many_files_changes_two_chunks_at_most() -> None:
    """Of a collection of small files, one that comes or goes costs its own chunk, or that and the next."""
    items = [Item(f"{number:05}", "x", None, 100, "s") for number in range(2000)]
    all_keys = {chunk.key for chunk in chunks(items, per_chunk=8)}
    for at in range(0, 2000, 97):
        fewer = {chunk.key for chunk in chunks(items[:at] + items[at + 1 :], per_chunk=8)}
        assert 1 <= len(all_keys - fewer) <= 3
        assert len(fewer - all_keys) <= 3


@given(COLLECTIONS)
def test_a_key_depends_on_the_items_alone(items: list[Item]) -> None:
    """On id, size, stamp, cause and the reader; not on where the file was found."""
    keys = [chunk.key for chunk in chunks(items)]
    assert keys == [c.key for c in chunks([it._replace(location="elsewhere", position=7) for it in items])]
    assert not items or keys[0] != chunks(items, reader="another")[0].key
    for change in ({"stamp": "!changed"}, {"cause": "!changed"}):
        assert not items or not set(keys) & {c.key for c in chunks([it._replace(**change) for it in items])}


@given(COLLECTIONS, st.integers(1, 12))
def test_the_limit_takes_the_first(items: list[Item], limit: int) -> None:
    """By their ids, whatever their order."""
    found = chunks(items[::-1], limit=limit)
    assert [item for chunk in found for item in chunk.items] == in_order(items)[:limit]


@given(st.lists(st.tuples(st.sampled_from(["a", "a~2", "a~3", "b"]), st.integers(0, 5)), unique=True))
def test_no_two_items_share_an_id(pairs: list[tuple[str, int]]) -> None:
    """Different files under one id are told apart in the same way in any order."""
    items = [Item(name, f"{name}{place}", None, 1, str(place)) for name, place in pairs]
    found = [item for chunk in chunks(items) for item in chunk.items]
    assert len({item.id for item in found}) == len(items)
    assert {item.location for item in found} == {item.location for item in items}
    assert found == [item for chunk in chunks(items[::-1]) for item in chunk.items]
    assert found == in_order(found)


def test_names_come_back_as_they_were() -> None:
    """Also where a location is no Unicode, or an id holds what ends a string in C."""
    item = Item("a\0b'; --", "/x/\udcff\udc80\n", 0, 5, "", None)
    assert chunks([item])[0].items == (item,)
    assert chunks([]) == []
    assert len(Plan([item, item], "r", per_chunk=1, limit=None)) == 1
