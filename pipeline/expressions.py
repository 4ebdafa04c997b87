"""When something is due, as a tree that can be computed.

The nodes are those of the term sheet's `deadlines`: `op` names the node, `span` is the range of the
normalised text that it was read from. Nothing here computes; the obligations calculator evaluates the same
tree on facts.
"""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from typing import Literal

from pipeline.frozen import dataclass
from pipeline.model import Unit
from pipeline.spans import Span

Bound = Literal["no_later_than", "exactly", "at_least"]
Convention = Literal["next_business_day", "next_trading_day", "previous_business_day", "previous_trading_day"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event, or a day that goes by a defined term; `text` is without its article where it is a term."""

    span: Span
    text: str
    kind: Literal["defined_term", "event"]
    terms: tuple[str, ...] = ()  # the defined terms that it uses
    op: Literal["anchor"] = "anchor"


@dataclass(frozen=True, slots=True)
class Fixed:
    """A calendar date, ISO 8601."""

    span: Span
    iso: str
    op: Literal["fixed"] = "fixed"


@dataclass(frozen=True, slots=True)
class Offset:
    """`count` units after or before `base`: a limit, a point, or a least distance, as `bound` says."""

    span: Span
    count: Decimal
    unit: Unit
    direction: Literal["after", "before"]
    bound: Bound
    base: Expression
    op: Literal["offset"] = "offset"


@dataclass(frozen=True, slots=True)
class EarlierOf:
    """Whichever comes first, in the order of the text."""

    span: Span
    args: tuple[Expression, ...]
    op: Literal["earlier_of"] = "earlier_of"


@dataclass(frozen=True, slots=True)
class LaterOf:
    """Whichever comes last, in the order of the text."""

    span: Span
    args: tuple[Expression, ...]
    op: Literal["later_of"] = "later_of"


@dataclass(frozen=True, slots=True)
class Branch:
    """What holds under a condition, in the text's words; `condition` None is the branch taken otherwise."""

    condition: str | None
    condition_span: Span | None
    then: Expression


@dataclass(frozen=True, slots=True)
class Conditional:
    """The branches, those with a condition first."""

    span: Span
    branches: tuple[Branch, ...]
    op: Literal["conditional"] = "conditional"


@dataclass(frozen=True, slots=True)
class Between:
    """A window with a first and a last day."""

    span: Span
    from_: Expression
    to: Expression
    op: Literal["between"] = "between"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, from `start` where the text says from when."""

    span: Span
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

    span: Span
    every: Every
    start: Expression | None = None
    until: Expression | None = None
    dates: tuple[str, ...] = field(default=())
    op: Literal["periodic"] = "periodic"


@dataclass(frozen=True, slots=True)
class Roll:
    """A day that moves where it is not a business day."""

    span: Span
    convention: Convention
    base: Expression
    op: Literal["roll"] = "roll"


Choice = EarlierOf | LaterOf | Conditional
Expression = Anchor | Fixed | Offset | Choice | Between | Duration | Periodic | Roll


@dataclass(frozen=True, slots=True)
class Duty:
    """Who shall, will, may or shall not do what: one verb phrase of one sentence.

    `obligor` is as the text names it, without its article; None in a passive sentence that names nobody.
    `implied_obligor` is then the party whose duty it plainly is. `action` is the verb phrase in the text's
    words, without the time it is due by; `action_span` is where it stands. `conditions` are the spans of
    "if …", "unless …", "subject to …".

    `extent` is the part of the sentence that is about this duty, with the adverbial before its subject.
    `asides` are those clauses in it whose own times are none of the duty's: "if it is not cured within ten
    days". `lead` is the line that says the obligor or the modal of an item of a list.
    """

    span: Span  # from the obligor to the end of the action
    sentence: Span
    clause: str | None  # path
    modality: Literal["shall", "will", "may", "shall_not"]
    modal: Span
    obligor: str | None
    obligor_span: Span | None
    implied_obligor: str | None
    obligee: str | None
    action: str
    action_span: Span
    extent: Span
    conditions: tuple[Span, ...] = ()
    asides: tuple[Span, ...] = ()
    lead: Span | None = None
    released: bool = False  # "shall not be required to": what need not be done
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time by, at or for which something is to be done.

    `span` holds the whole expression with its preposition. `standard` is "promptly", "as soon as practicable"
    and the like. `conditions` are limits in the text's words that the tree does not hold. `duty` is the index
    of the duty that it belongs to, in the document's list.
    """

    span: Span
    clause: str | None  # path
    obligor: str | None
    implied_obligor: str | None
    action: str
    expression: Expression
    conditions: tuple[Span, ...] = ()
    standard: str | None = None
    defines: str | None = None  # the term whose meaning it is: "Filing Deadline"
    tolled: Between | None = None  # the clock stands still between these two
    duty: int | None = None
    rule: str = ""
