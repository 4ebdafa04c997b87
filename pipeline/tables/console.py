"""Where tables for people are printed."""

from __future__ import annotations

from typing import IO

from rich.console import Console

_WIDTH = 140  # where the output is no terminal


class _Piped(Console):
    """Leaves it to the command what becomes of output that nobody reads on; rich would end the program."""

    def on_broken_pipe(self) -> None:
        """Raises `BrokenPipeError`."""
        raise BrokenPipeError


def console(stream: IO[str]) -> Console:
    """What prints to `stream`, plain text as it stands: no markup is read."""
    width = None if stream.isatty() else _WIDTH
    return _Piped(file=stream, width=width, highlight=False, emoji=False, markup=False)
