"""Stretches of work in which Python looks for no cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles meanwhile.

    Readers and term sheets make many small values and no cycles, so that the collector would walk over all of
    them again and again, a twelfth of the time, to free nothing. Nor need it walk over them once afterwards,
    when it is let loose again: to freeze and unfreeze them is to file them with the old values at no cost.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if gc.get_freeze_count() == 0:  # what the caller froze stays frozen
                gc.freeze()
                gc.unfreeze()
            gc.enable()
