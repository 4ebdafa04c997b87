"""When something is due, as a tree: the same tree that a term sheet holds, without its places in the text.

An anchor names the fact that it stands for; where the agreement counts only some of several such days (the
one "which occurs in August 2003") `within` is that month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from obligations.errors import InvalidInputError

Unit = Literal["days", "business_days", "trading_days", "weeks", "months", "quarters", "years", "hours"]
Bound = Literal["no_later_than", "exactly", "at_least"]
Convention = Literal["next_business_day", "next_trading_day", "previous_business_day", "previous_trading_day"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day of an event. `fact` is the name under which facts give it, `text` the agreement's words."""

    fact: str
    text: str | None = None
    within: str | None = None  # a month, "2003-08"
    op: Literal["anchor"] = "anchor"


@dataclass(frozen=True, slots=True)
class Fixed:
    """A calendar date, ISO 8601. Raises `InvalidInputError` for what is none."""

    iso: str
    op: Literal["fixed"] = "fixed"

    def __post_init__(self) -> None:
        try:
            date.fromisoformat(self.iso)
        except ValueError:
            raise InvalidInputError(f"{self.iso!r} is no calendar date") from None

    @property
    def day(self) -> date:
        """The date."""
        return date.fromisoformat(self.iso)


@dataclass(frozen=True, slots=True)
class Offset:
    """`count` units after or before `base`."""

    count: Decimal
    unit: Unit
    direction: Literal["after", "before"]
    base: Expression
    bound: Bound = "no_later_than"
    op: Literal["offset"] = "offset"


@dataclass(frozen=True, slots=True)
class EarlierOf:
    """Whichever of those that exist comes first."""

    args: tuple[Expression, ...]
    op: Literal["earlier_of"] = "earlier_of"


@dataclass(frozen=True, slots=True)
class LaterOf:
    """Whichever comes last; none before all have happened."""

    args: tuple[Expression, ...]
    op: Literal["later_of"] = "later_of"


@dataclass(frozen=True, slots=True)
class Branch:
    """What holds if a condition is true; `condition` None is the branch taken otherwise."""

    then: Expression
    condition: str | None = None  # the name of the fact
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Conditional:
    """The first branch whose condition is true, or the one without a condition."""

    branches: tuple[Branch, ...]
    op: Literal["conditional"] = "conditional"


@dataclass(frozen=True, slots=True)
class Between:
    """A window with a first and a last day."""

    from_: Expression
    to: Expression
    op: Literal["between"] = "between"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, from `start`."""

    count: Decimal
    unit: Unit
    start: Expression | None = None
    op: Literal["duration"] = "duration"


@dataclass(frozen=True, slots=True)
class Every:
    """The step of something that recurs."""

    count: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True)
class Periodic:
    """What falls due again and again; `dates` are truncated ISO dates: `---05`, `--12-31`."""

    every: Every
    start: Expression | None = None
    until: Expression | None = None
    dates: tuple[str, ...] = ()
    op: Literal["periodic"] = "periodic"


@dataclass(frozen=True, slots=True)
class Roll:
    """A day that the agreement itself moves where it is not a business day."""

    convention: Convention
    base: Expression
    op: Literal["roll"] = "roll"


Expression = (
    Anchor | Fixed | Offset | EarlierOf | LaterOf | Conditional | Between | Duration | Periodic | Roll
)


def anchors(expression: Expression) -> tuple[str, ...]:
    """The names of the events that the expression turns on, in its order, each once."""
    return tuple(dict.fromkeys(node.fact for node in walk(expression) if isinstance(node, Anchor)))


def conditions(expression: Expression) -> tuple[str, ...]:
    """The names of the conditions that it turns on, in its order, each once."""
    branches = (one for node in walk(expression) if isinstance(node, Conditional) for one in node.branches)
    return tuple(dict.fromkeys(branch.condition for branch in branches if branch.condition))


def walk(expression: Expression) -> Iterator[Expression]:
    """The node and all below it, from the top down."""
    yield expression
    match expression:
        case Offset() | Roll():
            yield from walk(expression.base)
        case EarlierOf() | LaterOf():
            for arg in expression.args:
                yield from walk(arg)
        case Conditional():
            for branch in expression.branches:
                yield from walk(branch.then)
        case Between():
            yield from walk(expression.from_)
            yield from walk(expression.to)
        case Duration() | Periodic():
            for end in (expression.start, getattr(expression, "until", None)):
                if end is not None:
                    yield from walk(end)


def words(expression: Expression) -> str:
    """The expression as a phrase: "the earlier of 10 days after Funding Date and 2003-12-01"."""
    match expression:
        case Anchor():
            return (expression.text or expression.fact) + (
                f" in {expression.within}" if expression.within else ""
            )
        case Fixed():
            return expression.iso
        case Offset():
            return f"{_length(expression)} {expression.direction} {words(expression.base)}"
        case EarlierOf() | LaterOf():
            return f"the {expression.op.removesuffix('_of')} of " + " and ".join(map(words, expression.args))
        case Conditional():
            return "; ".join(map(_branch, expression.branches))
        case Between():
            return f"from {words(expression.from_)} to {words(expression.to)}"
        case Duration():
            return f"for {_length(expression)}" + (
                f" from {words(expression.start)}" if expression.start else ""
            )
        case Periodic():
            until = f" until {words(expression.until)}" if expression.until else ""
            return f"every {_length(expression.every)}{until}"
        case Roll():
            return f"{words(expression.base)}, or the {expression.convention.replace('_', ' ')}"


def _length(of: Offset | Duration | Every) -> str:
    return f"{of.count} {of.unit.replace('_', ' ')}"


def _branch(branch: Branch) -> str:
    if branch.condition is None:
        return f"otherwise {words(branch.then)}"
    return f"if {branch.text or branch.condition}: {words(branch.then)}"
