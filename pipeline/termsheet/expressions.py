"""Deadline expressions in the term sheet: the nodes of `pipeline.expressions`, ready for JSON."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.termsheet.values import Count, TextPlace, UnitName


class _Node(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    span: TextPlace = Field(description="range of the normalised text that the node was read from")


class AnchorNode(_Node):
    """An event, or a day that goes by a defined term; an empty `text` where the words leave it open."""

    op: Literal["anchor"]
    text: str
    kind: Literal["defined_term", "event"]


class FixedNode(_Node):
    """A calendar date, ISO 8601; `--03-15` is a day of every year."""

    op: Literal["fixed"]
    iso: str


class OffsetNode(_Node):
    """So many units after or before `base`."""

    op: Literal["offset"]
    count: Count
    unit: UnitName
    direction: Literal["after", "before"]
    bound: Literal["no_later_than", "exactly", "at_least"]
    base: ExpressionNode


class EarlierOfNode(_Node):
    """Whichever comes first."""

    op: Literal["earlier_of"]
    args: tuple[ExpressionNode, ...]


class LaterOfNode(_Node):
    """Whichever comes last."""

    op: Literal["later_of"]
    args: tuple[ExpressionNode, ...]


class BranchNode(BaseModel):
    """What holds under a condition; a null condition is the branch taken otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    condition: str | None = Field(serialization_alias="if")
    condition_span: TextPlace | None = None
    then: ExpressionNode


class ConditionalNode(_Node):
    """The branches, those with a condition first."""

    op: Literal["conditional"]
    branches: tuple[BranchNode, ...]


class BetweenNode(_Node):
    """A window with a first and a last day."""

    op: Literal["between"]
    from_: ExpressionNode = Field(serialization_alias="from")
    to: ExpressionNode


class DurationNode(_Node):
    """A length of time, from `start` where the text says from when."""

    op: Literal["duration"]
    count: Count
    unit: UnitName
    start: ExpressionNode | None = None


class EveryNode(BaseModel):
    """The step of something that recurs."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    count: Count
    unit: UnitName


class PeriodicNode(_Node):
    """What falls due again and again; `dates` are `---05` (of a month) or `--12-31` (of a year)."""

    op: Literal["periodic"]
    every: EveryNode
    start: ExpressionNode | None = None
    until: ExpressionNode | None = None
    dates: tuple[str, ...] = ()


class RollNode(_Node):
    """A day that moves where it is not a business day."""

    op: Literal["roll"]
    convention: Literal["next_business_day", "next_trading_day", "previous_business_day"]
    base: ExpressionNode


ExpressionNode = Annotated[
    AnchorNode
    | FixedNode
    | OffsetNode
    | EarlierOfNode
    | LaterOfNode
    | ConditionalNode
    | BetweenNode
    | DurationNode
    | PeriodicNode
    | RollNode,
    Field(discriminator="op"),
]
