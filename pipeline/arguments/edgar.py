"""Arguments of fetch."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.arguments.kinds import DONE, SOME_FAILED, Commands, Once, at_least, day


def add_fetch(commands: Commands) -> None:
    """`dealterms fetch`."""
    command = commands.add_parser(
        "fetch",
        help="fetch filings from EDGAR",
        description="Fetches full submissions, or with --exhibit single documents, into a folder, and records"
        " them in its fetched.jsonl. What is there already is not fetched again.",
        epilog="SEC wants to know who is asking (--user-agent or DEALTERMS_USER_AGENT) and allows 10 requests"
        " a second; all processes of a user together keep to --rate.",
    )
    _fetch_what(command)
    _fetch_how(command)
    command.set_defaults(run=_run_fetch, parser=command)


def _fetch_what(command: argparse.ArgumentParser) -> None:
    what = command.add_argument_group("what to fetch: accession numbers, or one of EDGAR's lists")
    what.add_argument(
        "accessions",
        nargs="*",
        metavar="ACCESSION|-",
        help="such as 0001234567-02-000123, CIK:ACCESSION or an address on EDGAR; - for lines of such",
    )
    what.add_argument("--company", action=Once, metavar="CIK|TICKER", help="what was filed for a company")
    what.add_argument(
        "--index", action=Once, metavar="QUARTERS", help="what was filed in 2002Q1, 2002, or 2001Q3..2002Q2"
    )
    what.add_argument(
        "--search",
        action=Once,
        metavar="WORDS",
        help="what holds the words, since 2001; a phrase in double quotes",
    )
    narrow = command.add_argument_group("narrowing a list")
    narrow.add_argument("--form", action="append", default=[], metavar="FORM", help="a form, such as 8-K")
    narrow.add_argument("--from", type=day, action=Once, dest="since", metavar="DATE", help="filed from then")
    narrow.add_argument("--to", type=day, action=Once, dest="until", metavar="DATE", help="filed until then")
    narrow.add_argument("--name", action=Once, metavar="TEXT", help="part of a company's name, with --index")
    narrow.add_argument(
        "--exhibit",
        action="append",
        default=[],
        metavar="TYPE",
        help="with --search: not full submissions, but documents of a type; EX-10 takes EX-10.1, too",
    )
    narrow.add_argument(
        "--limit", type=at_least(1), action=Once, metavar="N", help="the first N documents only"
    )


def _fetch_how(command: argparse.ArgumentParser) -> None:
    where = command.add_argument_group("where to")
    where.add_argument("--out", type=Path, action=Once, metavar="DIR", help="the folder to fill")
    where.add_argument("--list", action="store_true", help="print what would be fetched, and fetch nothing")
    where.add_argument(
        "--cache", type=Path, action=Once, metavar="DIR", help="keep what was fetched there, not in your own"
    )
    how = command.add_argument_group("how to ask")
    how.add_argument(
        "--user-agent", action=Once, metavar="'NAME MAIL'", help='such as "Ann Lee ann@example.com"'
    )
    how.add_argument(
        "--rate", type=float, action=Once, metavar="R", help="requests a second: 0.001 to less than 8 (7)"
    )
    how.add_argument(
        "--tries", type=at_least(1), action=Once, default=5, metavar="N", help="for each document (5)"
    )
    how.add_argument(
        "--seed", type=int, action=Once, default=0, metavar="S", help="of the pauses between tries (0)"
    )
    how.add_argument(
        "--wait-when-blocked",
        action="store_true",
        help="when SEC blocks, wait the ten minutes that it asks for, instead of stopping",
    )
    how.add_argument(
        "--base-url", action=Once, metavar="URL", help="a mirror with EDGAR's paths (or DEALTERMS_EDGAR_URL)"
    )
    how.add_argument("--no-progress", action="store_true", help="show no progress bar")


def _run_fetch(options: argparse.Namespace) -> int:
    from pipeline.commands import fetch

    try:
        query, manner = fetch.query(options), fetch.manner(options)
    except ValueError as error:
        options.parser.error(str(error))
    if options.list:
        failed = fetch.listed(query, manner)
    else:
        failed = fetch.fetch(query, manner, options.out, progress=not options.no_progress)
    return SOME_FAILED if failed else DONE
