"""Section 11(b): when a notice takes effect, by the way in which it was sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from obligations.checks import in_order
from obligations.deadlines import Facts, evaluate
from obligations.expressions import Anchor, words
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import NoticeRule, RegistrationRights, require
from obligations.trace import Origin, Step, fact

# A way of sending falls under the agreement's rule for its kind, where there is none of its own.
_KINDS = {
    "regular_mail": "mail",
    "certified_mail": "mail",
    "registered_mail": "mail",
    "first_class_mail": "mail",
    "overnight_courier": "courier",
    "fax": "facsimile",
    "telecopy": "facsimile",
    "personal": "personal_delivery",
    "personal_delivery": "personal",
    "hand": "personal",
}
_OTHER = "other"


@dataclass(frozen=True, slots=True)
class Notice:
    """How and when a notice was sent, when it was received, and whether it was addressed to a party."""

    method: str
    sent: date | None = None
    received: date | None = None
    addressed_to_party: bool = True


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """One notice."""

    notice: Notice


@dataclass(frozen=True, slots=True)
class NoticeEffect:
    """The day of effect (None: it has none, or not yet), and whether a notice may be sent in this way."""

    effective_date: date | None
    permitted_method: bool
    trace: Step


def notice_effect(facts: NoticeFacts, terms: RegistrationRights, readings: Readings) -> NoticeEffect:
    """M40: by the rule for the way of sending, on a day that nothing moves.

    Raises `ContradictoryFactsError` for a notice received before it was sent.
    """
    return effect_of(facts.notice, terms, readings)


def effect_of(
    notice: Notice, terms: RegistrationRights, readings: Readings, *, of: str = "notice"
) -> NoticeEffect:
    """When `notice` takes effect; `of` names its input in the trace."""
    rules = terms.notice_rules
    require(rules, "notices")
    assert rules
    in_order("sent", notice.sent, "received", notice.received)
    rule = _rule(notice.method, rules.rules)
    permitted = rule is not None and rule.permitted
    operands = tuple(
        fact(f"{of}.{name}", getattr(notice, name))
        for name in ("method", "sent", "received", "addressed_to_party")
    )
    if rule is None or rule.effective is None:
        none = Origin("term", "notice_rules.rules", rules.clause, rules.places)
        trace = Step(
            "notice effective",
            None,
            "no rule gives effect to this way of sending",
            (*operands, Step("rules", [one.method for one in rules.rules], origin=none)),
        )
        return NoticeEffect(None, permitted, trace)
    on_receipt = rule.inferred and readings.certified_mail == "receipt"
    expression = Anchor("received", "receipt") if on_receipt else rule.effective
    events = Facts(
        {"sent": notice.sent, "received": notice.received},
        computed={name: fact(f"{of}.{name}", getattr(notice, name)) for name in ("sent", "received")},
    )
    # A notice is deemed to have arrived; nobody performs anything on that day.
    due = evaluate(expression, events, replace(readings.days(), roll=None), name="notice effective")
    effective = due.nominal if notice.addressed_to_party else None
    origin = Origin("term", f"notice_rules.{rule.method}", rules.clause, rules.places)
    trace = Step(
        "notice effective",
        effective,
        "by the rule for its way of sending" if notice.addressed_to_party else "not addressed to a party",
        (due.trace, *operands, Step(f"rule for {rule.method}", words(rule.effective), origin=origin)),
        readings=("certified_mail",) if rule.inferred else (),
    )
    return NoticeEffect(effective, permitted, trace)


def _rule(method: str, rules: tuple[NoticeRule, ...]) -> NoticeRule | None:
    """The rule for a way of sending: its own, that of its kind, or that for every other way."""
    named = {_plain(rule.method): rule for rule in rules}
    asked = _plain(method)
    return next((named[one] for one in (asked, _KINDS.get(asked, asked), _OTHER) if one in named), None)


def _plain(method: str) -> str:
    return method.strip().casefold().replace(" ", "_").replace("-", "")


MECHANICS = (
    Mechanic("M40", "notice_effect", "When a notice is effective", "11(b)", NoticeFacts, notice_effect),
)
