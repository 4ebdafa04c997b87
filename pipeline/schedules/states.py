"""What became of a payment of damages, as of the day that the facts name."""

from __future__ import annotations

from datetime import date
from typing import Literal

from obligations.damages import Owed

PaymentState = Literal["paid", "paid_late", "overdue", "open", "capped", "no_date"]


def payment_state(owed: Owed, as_of: date | None) -> PaymentState:
    """Whether a payment was made, in time or late, or is still owed.

    A payment of which the cap leaves nothing is `capped`. One made after `as_of` is not made yet.
    """
    due = owed.payment.due
    if not owed.after_cap:
        return "capped"
    if owed.paid is not None and (as_of is None or owed.paid <= as_of):
        return "paid_late" if due is not None and owed.paid > due else "paid"
    if due is None:
        return "no_date"
    return "overdue" if as_of is not None and due < as_of else "open"


def is_unpaid(state: PaymentState) -> bool:
    """Whether money is still owed."""
    return state in ("overdue", "open", "no_date")
