"""Spans, and the map between a text and its source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.spans import OffsetMap, Span, TextBuilder

# What a normaliser may do with the next stretch of its source.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["copy", "replace", "drop", "insert"]), st.integers(1, 6), st.text("xyz", max_size=3)
    ),
    max_size=30,
)


def written(source: str, steps: list[tuple[str, int, str]]) -> tuple[str, OffsetMap]:
    """The text that `steps` make of `source`, and its map."""
    builder = TextBuilder(source)
    at = 0
    for action, length, text in steps:
        end = min(at + length, len(source))
        if action == "copy":
            builder.copy(at, end)
        elif action == "replace":
            builder.replace(at, end, text)
        elif action == "insert":
            builder.replace(at, at, text)
            end = at
        at = end
    return builder.build()


@given(st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=9).filter(lambda it: len(it) % 2))
def test_parts_copied_in_bulk_are_copied_one_by_one(parts: list[str]) -> None:
    """One call for a line with its gaps writes what a call for each of them writes."""
    source = f"<{''.join(parts)}>"
    bulk, single = TextBuilder(source), TextBuilder(source)
    bulk.copy_parted(1, parts, "_")
    at = 1
    for i, part in enumerate(parts):
        if i % 2:
            single.replace(at, at + len(part), "_")
        else:
            single.copy(at, at + len(part))
        at += len(part)
    assert bulk.length == single.length
    (text, offsets), (expected, theirs) = bulk.build(), single.build()
    assert (text, list(offsets.pieces())) == (expected, list(theirs.pieces()))


@given(st.text(max_size=120), STEPS)
def test_copied_ranges_equal_the_source(source: str, steps: list[tuple[str, int, str]]) -> None:
    """A piece that is called copied has the source's own characters."""
    text, offsets = written(source, steps)
    assert len(offsets) == len(text)
    for piece in offsets.pieces():
        if piece.copied:
            assert text[piece.text.start : piece.text.end] == source[piece.source.start : piece.source.end]


@given(st.text(max_size=120), STEPS)
def test_the_map_never_goes_backwards(source: str, steps: list[tuple[str, int, str]]) -> None:
    """Pieces lie end to end in the text, and in order in the source."""
    text, offsets = written(source, steps)
    text_end = source_start = source_end = 0
    for piece in offsets.pieces():
        assert piece.text.start == text_end
        assert piece.source.start >= source_start
        assert piece.source.end >= source_end
        text_end, source_start, source_end = piece.text.end, piece.source.start, piece.source.end
    assert text_end == len(text)


@given(st.text(max_size=120), STEPS, st.data())
def test_later_text_comes_from_later_source(
    source: str, steps: list[tuple[str, int, str]], data: st.DataObject
) -> None:
    """`source_span` is monotone, and a longer range of text takes in the source of a shorter one."""
    text, offsets = written(source, steps)
    start = data.draw(st.integers(0, len(text)))
    middle = data.draw(st.integers(start, len(text)))
    end = data.draw(st.integers(middle, len(text)))
    whole = offsets.source_span(start, end)
    assert 0 <= whole.start <= whole.end <= len(source)
    if start < middle < end:
        assert whole.contains(offsets.source_span(start, middle))
        assert whole.contains(offsets.source_span(middle, end))


@given(st.text(min_size=1, max_size=120), STEPS, st.data())
def test_a_copied_range_leads_to_its_own_characters(
    source: str, steps: list[tuple[str, int, str]], data: st.DataObject
) -> None:
    """What was copied is found in the source as it stands in the text, wherever in a piece it lies."""
    text, offsets = written(source, steps)
    copied = [piece for piece in offsets.pieces() if piece.copied]
    if not copied:
        return
    piece = data.draw(st.sampled_from(copied))
    start = data.draw(st.integers(piece.text.start, piece.text.end - 1))
    end = data.draw(st.integers(start + 1, piece.text.end))
    there = offsets.source_span(start, end)
    assert source[there.start : there.end] == text[start:end]


@given(st.text(max_size=80), STEPS, STEPS)
def test_maps_compose(
    source: str, first: list[tuple[str, int, str]], second: list[tuple[str, int, str]]
) -> None:
    """Going through two maps one after the other is going through their composition."""
    middle, inner = written(source, first)
    text, outer = written(middle, second)
    whole = outer.after(inner)
    assert len(whole) == len(text)
    for piece in whole.pieces():
        if piece.copied:
            assert text[piece.text.start : piece.text.end] == source[piece.source.start : piece.source.end]
    for at in range(len(text)):
        step = outer.source_span(at, at + 1)
        if len(step):
            assert whole.source_span(at, at + 1) == inner.source_span(step.start, step.end)


def test_an_end_inside_a_replacement_takes_in_all_that_was_replaced() -> None:
    """Half of "and" for "&amp;" still came from the whole entity."""
    builder = TextBuilder("A &amp; B")
    builder.copy(0, 2)
    builder.replace(2, 7, "and")
    builder.copy(7, 9)
    text, offsets = builder.build()
    assert text == "A and B"
    assert offsets.source_span(0, 4) == Span(0, 7)


def test_what_was_left_out_lies_inside_a_span_across_it() -> None:
    """A page break between two words belongs to the source of both together."""
    builder = TextBuilder("thirty <PAGE> 7 days")
    builder.copy(0, 7)
    builder.copy(16, 20)
    text, offsets = builder.build()
    assert text == "thirty days"
    assert offsets.source_span(0, len(text)) == Span(0, 20)


def test_a_builder_refuses_to_go_backwards() -> None:
    """Ranges must come in the order of the source."""
    builder = TextBuilder("abcdef")
    builder.copy(3, 5)
    builder.copy(0, 2)
    with pytest.raises(ValueError, match="backwards"):
        builder.build()


def test_a_range_outside_the_text_is_an_error() -> None:
    """Offsets are never clipped without a word."""
    builder = TextBuilder("abc")
    builder.copy(0, 3)
    _, offsets = builder.build()
    with pytest.raises(IndexError):
        offsets.source_span(0, 4)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_runs_forward(start: int, end: int) -> None:
    """No span begins before 0 or ends before it begins."""
    with pytest.raises(ValueError, match="runs forward"):
        Span(start, end)


def test_retracting_shortens_the_last_copy() -> None:
    """A hyphen at a line's end can be taken back."""
    builder = TextBuilder("regis-\ntration")
    builder.copy(0, 6)
    builder.retract(1)
    builder.copy(7, 14)
    text, offsets = builder.build()
    assert text == "registration"
    assert offsets.source_span(0, len(text)) == Span(0, 14)
