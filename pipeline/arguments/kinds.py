"""Kinds of arguments, and the exit codes that the commands give."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

# What a script may rely on.
DONE = 0
SOME_FAILED = 1  # at least one file could not be read; the others were
# 2 is argparse's own, for wrong use
NOT_WRITTEN = 3  # the output could not be written
INTERRUPTED = 130

_MOST_DIGITS = 12  # Python itself refuses to read thousands


class Once(argparse.Action):
    """Takes an option's value, and refuses a second one: argparse would quietly forget the first."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        options: argparse.Namespace,
        value: object,
        name: str | None = None,
    ) -> None:
        """Keep the value; ends the program where there was one."""
        given = f"_{self.dest}_given"
        if hasattr(options, given):
            parser.error(f"argument {name}: given twice")
        setattr(options, given, True)
        setattr(options, self.dest, value)


def day(text: str) -> date:
    """A day in ISO 8601."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date of the form YYYY-MM-DD") from None


def at_least(least: int, *, at_most: int = 1_000_000_000) -> Callable[[str], int]:
    """What reads a whole number of at least and at most so much."""

    def number(text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and least <= int(text) <= at_most:
            return int(text)
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no whole number from {least} to {at_most}")

    return number


def place(text: str) -> str:
    """A path or URL: not nothing, which would be the folder that we are in."""
    if not text:
        raise argparse.ArgumentTypeError("an empty name is no place")
    return text
