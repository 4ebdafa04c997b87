"""Deadline expressions in the term sheet: the nodes of `pipeline.expressions`, ready for JSON."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from pipeline.termsheet.values import Count, Range, UnitName


class Node(BaseModel):
    """What all nodes have: where they were read."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    span: Range = Field(description="range of the normalised text that the node was read from")


class AnchorNode(Node):
    """An event, or a day that goes by a defined term; an empty `text` where the words leave it open."""

    op: Literal["anchor"]
    text: str
    kind: Literal["defined_term", "event"]
    terms: tuple[str, ...] = Field(
        default=(), description="the defined terms that it uses, of `definitions` or `defined_elsewhere`"
    )


class FixedNode(Node):
    """A calendar date, ISO 8601; `--03-15` is a day of every year."""

    op: Literal["fixed"]
    iso: str


class OffsetNode(Node):
    """So many units after or before `base`."""

    op: Literal["offset"]
    count: Count
    unit: UnitName
    direction: Literal["after", "before"]
    bound: Literal["no_later_than", "exactly", "at_least"]
    base: ExpressionNode


class EarlierOfNode(Node):
    """Whichever comes first."""

    op: Literal["earlier_of"]
    args: tuple[ExpressionNode, ...]


class LaterOfNode(Node):
    """Whichever comes last."""

    op: Literal["later_of"]
    args: tuple[ExpressionNode, ...]


class BranchNode(BaseModel):
    """What holds under a condition; a null condition is the branch taken otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    condition: str | None = Field(serialization_alias="if", validation_alias=AliasChoices("if", "condition"))
    condition_span: Range | None = None
    then: ExpressionNode


class ConditionalNode(Node):
    """The branches, those with a condition first."""

    op: Literal["conditional"]
    branches: tuple[BranchNode, ...]


class BetweenNode(Node):
    """A window with a first and a last day."""

    op: Literal["between"]
    from_: ExpressionNode = Field(serialization_alias="from", validation_alias=AliasChoices("from", "from_"))
    to: ExpressionNode


class DurationNode(Node):
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


class PeriodicNode(Node):
    """What falls due again and again; `dates` are `---05` (of a month) or `--12-31` (of a year)."""

    op: Literal["periodic"]
    every: EveryNode
    start: ExpressionNode | None = None
    until: ExpressionNode | None = None
    dates: tuple[str, ...] = ()


ConventionName = Literal[
    "next_business_day", "next_trading_day", "previous_business_day", "previous_trading_day"
]


class RollNode(Node):
    """A day that moves where it is not a business day."""

    op: Literal["roll"]
    convention: ConventionName
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
