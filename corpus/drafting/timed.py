"""Covenants with periods of their own, which are not the deal's main terms and must not be taken for them."""

from collections.abc import Callable
from typing import Final

from corpus.drafting.draft import Draft

Timed = tuple[str, str]


def timed(d: Draft) -> list[Timed]:
    """None to four of them, as (heading, text)."""
    share = d.pick(0.0, 0.2, 0.3, 0.5)
    return [writer(d) for writer in _WRITERS if d.chance(share)]


def _additional(d: Draft) -> Timed:
    v = d.vocabulary
    base = d.pick("the need for it arises", f"the {v.company} first knows that it is needed")
    filed, effective = d.pick((15, 45), (30, 60), (20, 75))
    return "Additional Shares", (
        f"If the shares covered by the {v.statement} become insufficient, the {v.company} shall file an "
        f"additional one within {d.days(filed, 'days', 'within', base)} after {base}, and shall cause it to "
        f"become effective within {d.days(effective, 'days', 'within', 'that filing')} after that filing."
    )


def _acceleration(d: Draft) -> Timed:
    v = d.vocabulary
    base = f"the {v.commission} says that it has no further comments"
    count, unit = d.pick((2, "business_days"), (5, "trading_days"), (3, "business_days"))
    return "Acceleration", (
        f"The {v.company} shall request acceleration of effectiveness within "
        f"{d.days(count, unit, 'within', base)} after {base}."
    )


def _prompt_copies(d: Draft) -> Timed:
    v = d.vocabulary
    count = d.pick(1, 2, 3)
    return "Prompt Copies", (
        f"Each filing shall be sent to the {v.holders} promptly, but in no event later than "
        f"{d.days(count, 'business_days', 'within', 'it is made')} after it is made."
    )


def _effective_notice(d: Draft) -> Timed:
    v = d.vocabulary
    hours = d.pick(24, 48)
    base = f"the {v.statement} is declared effective"
    return "Notice of Effectiveness", (
        f"The {v.company} shall tell each {v.holder} within {d.days(hours, 'hours', 'within', base)} after "
        f"{base}, and shall file the final prospectus by 9:30 a.m. on the [[days 1 trading_days after; "
        f"anchor={base}; optional=yes | next Trading Day]]."
    )


def _drafts(d: Draft) -> Timed:
    v = d.vocabulary
    count, unit = d.pick((3, "business_days"), (5, "business_days"), (7, "days"))
    return "Drafts", (
        f"Counsel for the {v.holders} shall have each draft of the {v.statement} at least "
        f"{d.days(count, unit, 'before', 'it is filed')} before it is filed."
    )


def _questionnaire(d: Draft) -> Timed:
    v = d.vocabulary
    count = d.pick(5, 10, 15)
    return "Questionnaire", (
        f"A questionnaire that is not returned within {d.days(count, 'days', 'within', 'its receipt')} "
        f"after its receipt releases the {v.company} from including the {v.securities} of that {v.holder} "
        f"until {d.days(5, 'business_days', 'after', 'it is returned')} after it is returned."
    )


def _lock_up(d: Draft) -> Timed:
    v = d.vocabulary
    count, share = d.pick(60, 90, 180), d.pick("0.01", "0.05")
    base = "the effective date of an underwritten offering"
    return "Hold-Back", (
        f"If the underwriter so requests, no {v.holder} that owns {d.percent(share)} or more of the common "
        f"stock shall sell {v.securities} for {d.days(count, 'days', 'for', base)} after {base}."
    )


def _legends(d: Draft) -> Timed:
    v = d.vocabulary
    count = d.pick(2, 3, 5)
    penalty = d.pick(50, 100, 250)
    return "Removal of Legends", (
        f"The {v.company} shall deliver unlegended shares within "
        f"{d.days(count, 'trading_days', 'within', 'a certificate is surrendered')} after a certificate is "
        f"surrendered, and shall pay [[money {penalty} USD]] for each day of delay thereafter."
    )


_WRITERS: Final[tuple[Callable[[Draft], Timed], ...]] = (
    _additional, _acceleration, _prompt_copies, _effective_notice, _drafts, _questionnaire, _lock_up,
    _legends,
)  # fmt: skip
