"""Arguments of what reads agreements: extract, explain, contents, compare."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.arguments.kinds import DONE, SOME_FAILED, Commands, Once


def add_extract(commands: Commands) -> None:
    """`dealterms extract`."""
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
        action=Once,
        default="table",
        help="table (the default) for reading; json; jsonl, a document a line; html, one page a document",
    )
    command.add_argument(
        "--out",
        type=Path,
        action=Once,
        metavar="PATH",
        help="write there; for html with more than one document, a folder",
    )
    command.add_argument("--no-progress", action="store_true", help="show no progress bar")
    command.set_defaults(run=_run_extract)


def _run_extract(options: argparse.Namespace) -> int:
    from pipeline.commands.extract import extract

    failed = extract(options.sources, options.format, options.out, progress=not options.no_progress)
    return SOME_FAILED if failed else DONE


def add_explain(commands: Commands) -> None:
    """`dealterms explain`."""
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


def add_contents(commands: Commands) -> None:
    """`dealterms contents`."""
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


def add_compare(commands: Commands) -> None:
    """`dealterms compare`."""
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
        action=Once,
        default="table",
        help="table (the default) for reading; csv, a row a term; xlsx, with a sheet for the evidence;"
        " json, with the evidence of each value",
    )
    command.add_argument(
        "--where",
        action=Once,
        metavar="SQL",
        help="which documents of a dataset: \"kind = 'registration_rights'\"",
    )
    command.add_argument("--differences", action="store_true", help="only what differs, or may")
    command.add_argument("--out", type=Path, action=Once, metavar="PATH", help="write there")
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
