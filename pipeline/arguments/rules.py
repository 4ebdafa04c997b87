"""Arguments of what concerns rules and schemas."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.arguments.kinds import DONE, SOME_FAILED, Commands


def add_patterns(commands: Commands) -> None:
    """`dealterms patterns`."""
    command = commands.add_parser("patterns", help="check rule files")
    actions = command.add_subparsers(metavar="ACTION", required=True)
    check = actions.add_parser("check", help="run every rule against its own examples")
    check.add_argument(
        "folder", nargs="?", type=Path, metavar="DIR", help="a folder of rule files (default: the shipped)"
    )
    check.set_defaults(run=_run_patterns_check)


def _run_patterns_check(options: argparse.Namespace) -> int:
    from pipeline.commands.patterns import check

    return SOME_FAILED if check(options.folder) else DONE


def add_schema(commands: Commands) -> None:
    """`dealterms schema`."""
    command = commands.add_parser(
        "schema",
        help="print a JSON Schema",
        description="Of the term sheet, of a comparison, or of what the obligations calculator takes and"
        " gives.",
    )
    command.add_argument(
        "of",
        nargs="?",
        choices=("termsheet", "comparison", "agreement", "facts", "mechanics"),
        default="termsheet",
        help="termsheet (the default), comparison; of the calculator: agreement, facts; mechanics, all"
        " schemas by id",
    )
    command.set_defaults(run=_run_schema)


def _run_schema(options: argparse.Namespace) -> int:
    from pipeline.commands.schema import schema_text

    print(schema_text(options.of), end="")
    return DONE
