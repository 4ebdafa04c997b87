"""The command `dealterms`: which commands there are, and how they end."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from pipeline.arguments import computing, datasets, edgar, reading, rules
from pipeline.arguments.kinds import DONE, INTERRUPTED, NOT_WRITTEN, SOME_FAILED
from pipeline.errors import DealtermsError, OutputError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough: `dealterms … | head`
        _drop_output()
        return DONE
    except DealtermsError as error:
        print(f"dealterms: {error}", file=sys.stderr)
        _drop_output()
        return NOT_WRITTEN if isinstance(error, OutputError) else SOME_FAILED
    return code


def _drop_output() -> None:
    """Leave what standard output could not take: Python would try once more when it ends, and complain."""
    if sys.stdout is None:
        return
    with suppress(OSError, ValueError):  # no file of the system's in tests
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dealterms",
        description="Reads agreements as filed on EDGAR into term sheets with evidence.",
        epilog="Exit codes: 0 all read; 1 a file could not be read; 2 wrong use; 3 the output"
        " could not be written; 130 interrupted.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    reading.add_extract(commands)
    reading.add_explain(commands)
    computing.add_obligations(commands)
    reading.add_compare(commands)
    datasets.add_batch(commands)
    datasets.add_query(commands)
    datasets.add_summary(commands)
    datasets.add_export(commands)
    reading.add_contents(commands)
    edgar.add_fetch(commands)
    rules.add_patterns(commands)
    rules.add_schema(commands)
    return parser


class _Version(argparse.Action):
    """Looks the version up only when asked: reading package metadata takes time."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from importlib.metadata import version

        print(f"dealterms {version('dealterms')}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
