"""Deadlines and duties as entries of the term sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pydantic import TypeAdapter

from pipeline.expressions import Deadline, Duty, Expression
from pipeline.model import Text
from pipeline.spans import Span
from pipeline.termsheet import schema as s
from pipeline.termsheet.expressions import ExpressionNode

_NODE: TypeAdapter[ExpressionNode] = TypeAdapter(ExpressionNode)
_Evidence = Callable[[int, int, str], s.Evidence]


def node_of(expression: Expression) -> ExpressionNode:
    """The node of the term sheet for an expression."""
    return _NODE.validate_python(expression, from_attributes=True)


def deadline_entry(text: Text, deadline: Deadline, evidence: _Evidence) -> s.DeadlineEntry:
    """A deadline for the term sheet."""
    return s.DeadlineEntry(
        obligor=deadline.obligor,
        implied_obligor=deadline.implied_obligor,
        action=deadline.action,
        clause=deadline.clause,
        conditions=_worded(text, deadline.conditions),
        standard=deadline.standard,
        defines=deadline.defines,
        tolled=None if deadline.tolled is None else node_of(deadline.tolled),
        expression=node_of(deadline.expression),
        evidence=(evidence(deadline.span.start, deadline.span.end, f"deadline.{deadline.rule}"),),
    )


def duty_entry(text: Text, duty: Duty, deadline: int | None, evidence: _Evidence) -> s.DutyEntry:
    """A duty or a right for the term sheet; `deadline` is the index of the one that belongs to it."""
    return s.DutyEntry(
        obligor=duty.obligor,
        implied_obligor=duty.implied_obligor,
        obligee=duty.obligee,
        modality=duty.modality,
        action=duty.action,
        conditions=_worded(text, duty.conditions),
        clause=duty.clause,
        deadline=deadline,
        evidence=(evidence(duty.span.start, duty.span.end, f"duty.{duty.rule}"),),
    )


def _worded(text: Text, spans: Sequence[Span]) -> tuple[str, ...]:
    if not spans:
        return ()
    return tuple(" ".join(text.string[span.start : span.end].split()) for span in spans)
