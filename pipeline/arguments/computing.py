"""Arguments of the obligations calculator."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.arguments.kinds import DONE, SOME_FAILED, Commands, Once, day


def add_obligations(commands: Commands) -> None:
    """`dealterms obligations`."""
    command = commands.add_parser(
        "obligations",
        help="compute who owes what, by when, and how much",
        description="Takes a term sheet (dealterms extract --format json) and facts (YAML or JSON).",
    )
    command.add_argument("sheet", nargs="?", metavar="TERMSHEET|-", help="a term sheet in JSON")
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--facts", metavar="FILE|-", help="the facts; prints the schedule")
    what.add_argument("--needs", action="store_true", help="print a facts file to fill in")
    what.add_argument("--mechanic", metavar="NAME", help="compute one mechanic: M1 to M46, or its name")
    command.add_argument("--inputs", metavar="FILE|-", help="the inputs of the mechanic")
    command.add_argument("--as-of", type=day, metavar="DATE", help="the day on which lateness is judged")
    command.add_argument("--document", metavar="ID", help="which document, where the file holds several")
    command.add_argument(
        "--format",
        choices=("table", "json", "csv", "xlsx", "ics", "svg", "html"),
        action=Once,
        default="table",
        help="table (the default) for reading; json with all traces; csv; xlsx; ics, with reminders;"
        " svg, a timeline; html, a page with all of it",
    )
    command.add_argument("--all", action="store_true", help="list duties that have no day, too")
    command.add_argument("--out", type=Path, action=Once, metavar="PATH", help="write there")
    command.set_defaults(run=_run_obligations, parser=command)


def _run_obligations(options: argparse.Namespace) -> int:
    from pipeline.commands.obligations import mechanic, needs, obligations

    if options.mechanic is not None:
        if options.inputs is None or options.sheet is not None:
            options.parser.error("--mechanic takes --inputs, and no term sheet")
        return DONE if mechanic(options.mechanic, options.inputs) else SOME_FAILED
    if options.sheet is None or options.inputs is not None:
        options.parser.error("a term sheet is wanted; --inputs belongs to --mechanic")
    if options.needs:
        return DONE if needs(options.sheet, options.document) else SOME_FAILED
    done = obligations(
        options.sheet,
        options.facts,
        options.format,
        options.out,
        as_of=options.as_of,
        document=options.document,
        everything=options.all,
    )
    return DONE if done else SOME_FAILED
