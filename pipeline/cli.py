"""The command `dealterms`: arguments only. What takes time to import is imported where it is used."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from pipeline.errors import DealtermsError, OutputError

# What a script may rely on.
DONE = 0
SOME_FAILED = 1  # at least one file could not be read; the others were
# 2 is argparse's own, for wrong use
NOT_WRITTEN = 3  # the output could not be written
INTERRUPTED = 130


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
    _extract(commands)
    _explain(commands)
    _obligations(commands)
    _compare(commands)
    _batch(commands)
    _query(commands)
    _summary(commands)
    _export(commands)
    _contents(commands)
    _patterns(commands)
    _schema(commands)
    return parser


class _Version(argparse.Action):
    """Looks the version up only when asked: reading package metadata takes time."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from importlib.metadata import version

        print(f"dealterms {version('dealterms')}")
        parser.exit()


class _Once(argparse.Action):
    """Takes an option's value, and refuses a second one: argparse would quietly forget the first."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        options: argparse.Namespace,
        value: object,
        name: str | None = None,
    ) -> None:
        given = f"_{self.dest}_given"
        if hasattr(options, given):
            parser.error(f"argument {name}: given twice")
        setattr(options, given, True)
        setattr(options, self.dest, value)


def _extract(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "extract",
        help="read agreements into term sheets",
        description="Reads plain text, HTML, PDF, DOCX and full EDGAR submissions, also gzipped.",
    )
    command.add_argument(
        "sources", nargs="+", metavar="FILE|DIR|-", help="files, folders, or - for standard input"
    )
    command.add_argument(
        "--format",
        choices=("table", "json", "jsonl", "html"),
        action=_Once,
        default="table",
        help="table (the default) for reading; json; jsonl, a document a line; html, one page a document",
    )
    command.add_argument(
        "--out",
        type=Path,
        action=_Once,
        metavar="PATH",
        help="write there; for html with more than one document, a folder",
    )
    command.add_argument("--no-progress", action="store_true", help="show no progress bar")
    command.set_defaults(run=_run_extract)


def _run_extract(options: argparse.Namespace) -> int:
    from pipeline.commands.extract import extract

    failed = extract(options.sources, options.format, options.out, progress=not options.no_progress)
    return SOME_FAILED if failed else DONE


def _explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "explain",
        help="show one clause with all that was read from it",
        description='A clause is cited as "2(c)" or "Section 2(c)", or by its path, "2/c".',
    )
    command.add_argument("source", metavar="FILE|-", help="a file, or - for standard input")
    command.add_argument("clause", metavar="CLAUSE", help="the clause's citation")
    command.set_defaults(run=_run_explain)


def _run_explain(options: argparse.Namespace) -> int:
    from pipeline.commands.explain import explain

    return DONE if explain(options.source, options.clause) else SOME_FAILED


def _obligations(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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
    command.add_argument("--as-of", type=_day, metavar="DATE", help="the day on which lateness is judged")
    command.add_argument("--document", metavar="ID", help="which document, where the file holds several")
    command.add_argument(
        "--format",
        choices=("table", "json", "csv", "xlsx", "ics", "svg", "html"),
        action=_Once,
        default="table",
        help="table (the default) for reading; json with all traces; csv; xlsx; ics, with reminders;"
        " svg, a timeline; html, a page with all of it",
    )
    command.add_argument("--all", action="store_true", help="list duties that have no day, too")
    command.add_argument("--out", type=Path, action=_Once, metavar="PATH", help="write there")
    command.set_defaults(run=_run_obligations, parser=command)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date of the form YYYY-MM-DD") from None


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


def _compare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "compare",
        help="lay agreements side by side",
        description="Takes agreements, term sheets (dealterms extract --format json or jsonl) and datasets.",
    )
    command.add_argument(
        "sources",
        nargs="+",
        metavar="FILE|TERMSHEET|DATASET|-",
        help="agreements, term sheets, datasets that batch has written; - for standard input",
    )
    command.add_argument(
        "--format",
        choices=("table", "csv", "xlsx", "json"),
        action=_Once,
        default="table",
        help="table (the default) for reading; csv, a row a term; xlsx, with a sheet for the evidence;"
        " json, with the evidence of each value",
    )
    command.add_argument(
        "--where",
        action=_Once,
        metavar="SQL",
        help="which documents of a dataset: \"kind = 'registration_rights'\"",
    )
    command.add_argument("--differences", action="store_true", help="only what differs, or may")
    command.add_argument("--out", type=Path, action=_Once, metavar="PATH", help="write there")
    command.set_defaults(run=_run_compare)


def _run_compare(options: argparse.Namespace) -> int:
    from pipeline.commands.compare import compare

    failed = compare(
        options.sources,
        options.format,
        options.out,
        differences=options.differences,
        where=options.where,
    )
    return SOME_FAILED if failed else DONE


def _batch(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "batch",
        help="read many agreements into a dataset",
        description="Goes on where an earlier run into the same dataset stopped.",
    )
    command.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="files, folders, globs, tar and zip archives, @FILE with one of these on a line; paths or URLs",
    )
    command.add_argument("--out", required=True, action=_Once, metavar="DATASET", help="its folder or URL")
    command.add_argument(
        "--workers", type=_at_least(1), default=os.cpu_count() or 1, metavar="N", help="processes that read"
    )
    command.add_argument(
        "--engine", choices=("local", "dask"), default="local", help="this machine (the default) or a cluster"
    )
    command.add_argument("--scheduler", metavar="ADDRESS", help="of the Dask cluster: tcp://host:8786")
    command.add_argument("--limit", type=_at_least(1), metavar="N", help="read only the first N files")
    command.add_argument(
        "--timeout", type=_at_least(1), default=600, metavar="SECONDS", help="for one document (600)"
    )
    command.add_argument(
        "--memory", type=_at_least(64), default=0, metavar="MB", help="for one process (no limit)"
    )
    command.add_argument(
        "--retry-errors", action="store_true", help="read what failed in an earlier run once more"
    )
    command.add_argument(
        "--documents-per-part", type=_at_least(1), default=32, metavar="N", help="on the average (32)"
    )
    command.add_argument("--no-progress", action="store_true", help="show no progress bar")
    command.set_defaults(run=_run_batch, parser=command)


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and int(text) >= least):
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number of at least {least}")
        return int(text)

    return number


def _run_batch(options: argparse.Namespace) -> int:
    from pipeline.batch.guard import Limits
    from pipeline.commands.batch import run_batch

    if (options.engine == "dask") != (options.scheduler is not None):
        options.parser.error("--engine dask takes --scheduler ADDRESS, and no other engine does")
    errors = run_batch(
        options.sources,
        options.out,
        scheduler=options.scheduler,
        workers=options.workers,
        limits=Limits(options.timeout, options.memory),
        limit=options.limit,
        per_chunk=options.documents_per_part,
        retry_errors=options.retry_errors,
        progress=not options.no_progress,
    )
    return SOME_FAILED if errors else DONE


def _query(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "query",
        help="ask a dataset",
        description="One SELECT in DuckDB's SQL; `SHOW TABLES` lists the tables.",
    )
    command.add_argument("dataset", metavar="DATASET", help="a dataset that batch has written")
    command.add_argument("sql", metavar="SQL", help="the statement")
    command.add_argument(
        "--format", choices=("table", "csv", "jsonl", "xlsx"), action=_Once, default="table", help="(table)"
    )
    command.add_argument("--out", type=Path, action=_Once, metavar="PATH", help="write there")
    command.set_defaults(run=_run_query)


def _run_query(options: argparse.Namespace) -> int:
    from pipeline.commands.dataset import query

    query(options.dataset, options.sql, options.format, options.out)
    return DONE


def _summary(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("summary", help="count what a dataset holds")
    command.add_argument("dataset", metavar="DATASET", help="a dataset that batch has written")
    command.add_argument("--format", choices=("table", "json"), default="table", help="(table)")
    command.set_defaults(run=_run_summary)


def _run_summary(options: argparse.Namespace) -> int:
    from pipeline.commands.dataset import summarise

    summarise(options.dataset, options.format)
    return DONE


def _export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("export", help="write the tables of a dataset as files")
    command.add_argument("dataset", metavar="DATASET", help="a dataset that batch has written")
    command.add_argument("--format", choices=("csv", "xlsx", "parquet", "jsonl"), required=True, action=_Once)
    command.add_argument(
        "--out", type=Path, required=True, action=_Once, metavar="PATH", help="a folder; for xlsx a file"
    )
    command.add_argument("--tables", nargs="+", default=(), metavar="NAME", help="only these tables")
    command.set_defaults(run=_run_export)


def _run_export(options: argparse.Namespace) -> int:
    from pipeline.commands.dataset import export

    export(options.dataset, options.format, options.out, options.tables)
    return DONE


def _contents(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "contents",
        help="list the documents of a filing",
        description="Lists each document of a full EDGAR submission, and which of them are agreements.",
    )
    command.add_argument("sources", nargs="+", metavar="FILE|-", help="files, or - for standard input")
    command.add_argument("--format", choices=("table", "json"), default="table", help="json: a line a file")
    command.set_defaults(run=_run_contents)


def _run_contents(options: argparse.Namespace) -> int:
    from pipeline.commands.contents import contents

    return SOME_FAILED if contents(options.sources, options.format) else DONE


def _patterns(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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


def _schema(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "schema",
        help="print a JSON Schema",
        description="Of the term sheet, or of what the obligations calculator takes and gives.",
    )
    command.add_argument(
        "of",
        nargs="?",
        choices=("termsheet", "agreement", "facts", "mechanics"),
        default="termsheet",
        help="termsheet (the default); of the calculator: agreement, facts; mechanics, all schemas by id",
    )
    command.set_defaults(run=_run_schema)


def _run_schema(options: argparse.Namespace) -> int:
    from pipeline.commands.schema import schema_text

    print(schema_text(options.of), end="")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
