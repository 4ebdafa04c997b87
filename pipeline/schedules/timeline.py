"""A schedule as a picture (SVG): a lane a duty along one line of days, for people to look at.

The picture needs nothing else, follows light and dark, and says in shapes and words what it says in colours.
Words too long for their place are cut; the whole stands in the tooltip.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import east_asian_width

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from obligations.schedule import Schedule
from pipeline.schedules import lanes, rows, wording
from pipeline.schedules.axis import Axis, Break, Tick
from pipeline.schedules.lanes import Bar, Lane, Mark

WIDTH = 1280
_MARGIN = 16
_PLOT = (424.0, 1016.0)  # where the days are drawn
_LABEL = 296.0  # width of a label
_CITE = 74.0  # width of a clause's citation, to the right of the label
_BESIDE = 158.0  # width of the status
_ROW, _HEAD, _TITLE, _AXIS, _FOOT = 26, 34, 58, 74, 40
_NAMES = 36  # height of the days' names
_LEGEND_ROW, _LEGEND_GAP, _SYMBOL = 22, 18, 28
_LEAST_BAR = 2.0
_TALL = 24  # lanes; a taller picture names its days at the foot too
_SIZE, _SMALL = 12.5, 11.0
_NARROW, _WIDE = set("iljtfrI.,:;'|!()[] "), set("mwMW@%—…<>=+~&^#")
# Widths in parts of the type size; a little more than most fonts take.
_WIDTHS = {"narrow": 0.36, "wide": 0.95, "upper": 0.68, "full": 1.05, "other": 0.57}
_LEGEND = {
    "due": "last day to perform",
    "nominal": "day that the words give, before the law moves it",
    "done": "done or paid",
    "payment": "payment due",
    "late": "late",
    "window": "window",
    "damages": "damages accrue",
    "break": "empty days left out",
}


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar with its place."""

    bar: Bar
    x: float
    width: float
    amount: str  # as far as it fits


@dataclass(frozen=True, slots=True)
class DrawnLane:
    """A lane with its place."""

    lane: Lane
    y: float
    label: str
    cite: str
    beside: str
    bars: tuple[DrawnBar, ...]
    marks: tuple[tuple[Mark, float], ...]


@dataclass(frozen=True, slots=True)
class DrawnGroup:
    """The head of a group, and its lanes below it."""

    name: str
    y: float
    lanes: tuple[DrawnLane, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend, with its place."""

    kind: str
    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the template draws; places are in units of the picture, from its upper left corner."""

    title: str
    subtitle: str
    height: float
    top: float  # of the lanes
    bottom: float
    groups: tuple[DrawnGroup, ...]
    ticks: Sequence[Tick]
    breaks: Sequence[Break]
    as_of: str
    as_of_x: float | None
    legend: tuple[Key, ...]
    titled: bool
    tall: bool
    width: int = WIDTH
    margin: int = _MARGIN
    left: float = _PLOT[0]
    right: float = _PLOT[1]


def timeline(schedule: Schedule, *, titled: bool = True) -> str:
    """The picture; without its title where it stands in a page that has one."""
    return _template().render(p=_picture(schedule, titled=titled))


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("pipeline.schedules", package_path="."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["n"] = lambda value: f"{value:.1f}".removesuffix(".0")
    return environment.get_template("timeline.svg.j2")


def _picture(schedule: Schedule, *, titled: bool) -> Picture:
    groups = lanes.groups(schedule)
    all_lanes = [lane for group in groups for lane in group.lanes]
    days = lanes.days(all_lanes)
    axis = Axis({*days, *([schedule.as_of] if schedule.as_of else [])}, *_PLOT) if days else None
    top = (_TITLE if titled else 8) + (_AXIS if axis else 0)
    drawn, y = [], float(top)
    for group in groups:
        assert axis is not None
        head, y = y, y + _HEAD
        placed = []
        for lane in group.lanes:
            placed.append(_placed(lane, y, axis))
            y += _ROW
        drawn.append(DrawnGroup(fitted(group.name, 600, _SIZE), head, tuple(placed)))
    tall = len(all_lanes) > _TALL
    kinds = {bar.kind for lane in all_lanes for bar in lane.bars}
    kinds_of_marks = {mark.kind for lane in all_lanes for mark in lane.marks}
    breaks = tuple(axis.breaks()) if axis else ()
    legend = _legend(
        {*kinds, *kinds_of_marks, *(["break"] if breaks else [])}, y + _FOOT + (_NAMES if tall else 0)
    )
    return Picture(
        title=fitted(wording.line(schedule.title), WIDTH - 2 * _MARGIN, 20),
        subtitle=_subtitle(schedule),
        height=legend[-1].y + 20 if legend else top + 40,
        top=top,
        bottom=y + 6,
        groups=tuple(drawn),
        ticks=axis.ticks() if axis else (),
        breaks=breaks,
        as_of=wording.day(schedule.as_of),
        as_of_x=axis.x(schedule.as_of) if axis and schedule.as_of else None,
        legend=legend,
        titled=titled,
        tall=tall,
    )


def _legend(kinds: Collection[str], y: float) -> tuple[Key, ...]:
    """What the symbols that are drawn mean, in as many lines as it takes."""
    keys, x = [], float(_MARGIN + 12)
    for kind, words in _LEGEND.items():
        if kind not in kinds:
            continue
        width = _SYMBOL + _width(words, _SIZE)
        if x + width > WIDTH - _MARGIN:
            x, y = float(_MARGIN + 12), y + _LEGEND_ROW
        keys.append(Key(kind, words, x, y))
        x += width + _LEGEND_GAP
    return tuple(keys)


def _subtitle(schedule: Schedule) -> str:
    shown = len(rows.dated(schedule))
    left = len(schedule.rows) - shown
    parts = [
        f"as of {wording.day(schedule.as_of)}" if schedule.as_of else "",
        f"{wording.counted(shown, 'duty or right', 'duties and rights')} with a day",
        f"{left} without one not drawn" if left else "",
    ]
    return " · ".join(part for part in parts if part)


def _placed(lane: Lane, y: float, axis: Axis) -> DrawnLane:
    cite = fitted(lane.cite, _CITE, _SMALL)
    bars = []
    for bar in lane.bars:
        x = axis.x(bar.start)
        width = max(axis.x(bar.end) - x, _LEAST_BAR)
        amount = bar.amount if _width(bar.amount, _SMALL) + 6 <= width else ""
        bars.append(DrawnBar(bar, x, width, amount))
    return DrawnLane(
        lane,
        y,
        fitted(lane.label, _LABEL + (0 if cite else _CITE), _SIZE),
        cite,
        fitted(lane.beside, _BESIDE, _SIZE),
        tuple(bars),
        tuple((mark, axis.x(mark.day)) for mark in lane.marks),
    )


def fitted(words: str, width: float, size: float) -> str:
    """As much of the words as is sure to fit, with an ellipsis where some are left out."""
    if _width(words, size) <= width:
        return words
    room = width - _width("…", size)
    taken = 0.0
    for position, char in enumerate(words):
        taken += _width(char, size)
        if taken > room:
            return words[:position].rstrip() + "…"
    return words


def _width(words: str, size: float) -> float:
    return size * sum(_WIDTHS[_kind(char)] for char in words)


def _kind(char: str) -> str:
    if char in _NARROW:
        return "narrow"
    if char in _WIDE:
        return "wide"
    if east_asian_width(char) in "WF":
        return "full"
    return "upper" if char.isupper() else "other"
