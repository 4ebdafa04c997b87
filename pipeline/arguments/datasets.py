"""Arguments of what makes and asks datasets: batch, query, summary, export."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from pipeline.arguments.kinds import DONE, SOME_FAILED, Commands, Once, at_least, place

_LONGEST_WAIT = 4_000_000  # seconds: more than a month, and no more than every system can wait
_LEAST_MEMORY = 400  # megabytes: what a process needs to start, and to read an agreement of a few pages
_MOST_MEMORY = 1 << 30
_MOST_WORKERS = 1024


def add_batch(commands: Commands) -> None:
    """`dealterms batch`."""
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
    command.add_argument(
        "--out", type=place, required=True, action=Once, metavar="DATASET", help="its folder or URL"
    )
    command.add_argument(
        "--workers",
        type=at_least(1, at_most=_MOST_WORKERS),
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes that read",
    )
    command.add_argument(
        "--engine", choices=("local", "dask"), default="local", help="this machine (the default) or a cluster"
    )
    command.add_argument("--scheduler", metavar="ADDRESS", help="of the Dask cluster: tcp://host:8786")
    command.add_argument("--limit", type=at_least(1), metavar="N", help="read only the first N files")
    command.add_argument(
        "--timeout",
        type=at_least(1, at_most=_LONGEST_WAIT),
        default=600,
        metavar="SECONDS",
        help="for one document (600)",
    )
    command.add_argument(
        "--memory",
        type=at_least(_LEAST_MEMORY, at_most=_MOST_MEMORY),
        default=0,
        metavar="MB",
        help=f"for one process (no limit; {_LEAST_MEMORY} at least)",
    )
    command.add_argument(
        "--retry-errors", action="store_true", help="read what failed in an earlier run once more"
    )
    command.add_argument(
        "--prune",
        action="store_true",
        help="take out documents whose files are no longer there to be read",
    )
    command.add_argument(
        "--documents-per-part", type=at_least(1), default=32, metavar="N", help="on the average (32)"
    )
    command.add_argument("--no-progress", action="store_true", help="show no progress bar")
    command.set_defaults(run=_run_batch, parser=command)


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
        prune=options.prune,
        progress=not options.no_progress,
    )
    return SOME_FAILED if errors else DONE


def add_query(commands: Commands) -> None:
    """`dealterms query`."""
    command = commands.add_parser(
        "query",
        help="ask a dataset",
        description="One statement in DuckDB's SQL that only reads; `SHOW TABLES` lists the tables.",
    )
    command.add_argument("dataset", metavar="DATASET", help="a dataset that batch has written")
    command.add_argument("sql", metavar="SQL", help="the statement")
    command.add_argument(
        "--format", choices=("table", "csv", "jsonl", "xlsx"), action=Once, default="table", help="(table)"
    )
    command.add_argument("--out", type=Path, action=Once, metavar="PATH", help="write there")
    command.set_defaults(run=_run_query)


def _run_query(options: argparse.Namespace) -> int:
    from pipeline.commands.dataset import query

    query(options.dataset, options.sql, options.format, options.out)
    return DONE


def add_summary(commands: Commands) -> None:
    """`dealterms summary`."""
    command = commands.add_parser("summary", help="count what a dataset holds")
    command.add_argument("dataset", metavar="DATASET", help="a dataset that batch has written")
    command.add_argument("--format", choices=("table", "json"), default="table", help="(table)")
    command.set_defaults(run=_run_summary)


def _run_summary(options: argparse.Namespace) -> int:
    from pipeline.commands.dataset import summarise

    summarise(options.dataset, options.format)
    return DONE


def add_export(commands: Commands) -> None:
    """`dealterms export`."""
    command = commands.add_parser("export", help="write the tables of a dataset as files")
    command.add_argument("dataset", metavar="DATASET", help="a dataset that batch has written")
    command.add_argument("--format", choices=("csv", "xlsx", "parquet", "jsonl"), required=True, action=Once)
    command.add_argument(
        "--out", type=Path, required=True, action=Once, metavar="PATH", help="a folder; for xlsx a file"
    )
    command.add_argument("--tables", nargs="+", default=(), metavar="NAME", help="only these tables")
    command.set_defaults(run=_run_export)


def _run_export(options: argparse.Namespace) -> int:
    from pipeline.commands.dataset import export

    export(options.dataset, options.format, options.out, options.tables)
    return DONE
