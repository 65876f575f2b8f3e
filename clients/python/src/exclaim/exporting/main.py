"""The command `exclaim-export`."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from .._command import Options, run
from .._fields import FieldError, field_at
from .claim_review import write_reviews
from .collection import Collection, LineError
from .files import write_csv, write_json_lines, write_parquet
from .follow_the_money import write_entities
from .markdown import write_markdown
from .tables import TABLES

EXAMPLES = """\
examples:
  exclaim-export csv --table claim --public > claims.csv
  exclaim-export parquet --write tables/           a file for each table that has rows
  exclaim-export markdown --from public.jsonl       from what `exclaim export --public` wrote
  exclaim-export claimreview --public --author "The Desk" --write claims.jsonld

--public writes only what the server lets be published. Without it everything that you may read is written.
exit codes: 0 done, 64 usage, 65 wrong data, 69 no server, 75 try again, 77 not permitted
"""

FORMATS = {
    "csv": "comma-separated values, a table at a time",
    "jsonl": "JSON Lines, one record each with its id, bounds and days",
    "parquet": "Parquet, a table at a time",
    "ftm": "entities of FollowTheMoney, one a line",
    "claimreview": "ClaimReview of schema.org, in JSON-LD",
    "markdown": "a table of claims with footnotes",
}


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    command = Options(
        prog="exclaim-export",
        description="Write records in the formats of other tools.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "format",
        choices=FORMATS,
        metavar="FORMAT",
        help=", ".join(f"{name} ({what})" for name, what in FORMATS.items()),
    )
    command.add_argument(
        "--from",
        dest="files",
        action="append",
        metavar="FILE",
        help="take the records from this file of lines and not from a server; - is stdin; may be repeated",
    )
    command.add_argument(
        "--public", action="store_true", help="only what may be published, as the server decides it"
    )
    command.add_argument(
        "--threshold",
        type=int,
        metavar="NUMBER",
        help="with --public: the smallest number that may stand by itself "
        "for a unit, a place or a state of health",
    )
    command.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help="only claims that have this value: measure.topic=HELD, speaker.actor=yusov; may be repeated",
    )
    command.add_argument(
        "--table", choices=TABLES, metavar="NAME", help=f"csv, parquet: one of {', '.join(TABLES)}"
    )
    command.add_argument(
        "-w", "--write", metavar="PATH", help="a file; csv, parquet without --table: a folder. Else stdout"
    )
    command.add_argument(
        "--author", default="", metavar="NAME", help="claimreview: who publishes the reviews"
    )
    command.add_argument("--author-url", default="", metavar="URL", help="claimreview: where to find them")
    command.add_argument("--socket", metavar="PATH", help="the server's socket; else as `exclaim` finds it")
    command.add_argument("--timeout", type=float, metavar="SECONDS", help="for each call")
    return command


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command. Returns its exit code."""
    command = parser()
    options = command.parse_args(arguments)
    is_tabular = options.format in ("csv", "parquet")
    if options.files and options.public:
        command.error("--public asks a server; with --from give what `exclaim export --public` wrote")
    if options.threshold is not None and (not options.public or options.threshold < 1):
        command.error("--threshold is for --public, and 1 or more")
    for condition in options.where:
        try:
            field_at("claim", condition.partition("=")[0])
        except FieldError as error:
            command.error(f"--where {condition}: {error}")
    if options.table and not is_tabular:
        command.error("--table is for csv and parquet")
    if is_tabular and not options.write and (options.format == "parquet" or not options.table):
        command.error(
            "give --write, a file"
            if options.table
            else "give --table for one table, or --write for a folder of all"
        )
    if (options.author or options.author_url) and options.format != "claimreview":
        command.error("--author is for claimreview")
    return run("exclaim-export", lambda: _main(options), LineError, OSError)


def _main(options: argparse.Namespace) -> int:
    records = _records(options)
    for condition in options.where:
        field, _, value = condition.partition("=")
        records = records.with_claims(field, value)
    for line in records.left_out:
        print(line, file=sys.stderr)
    if options.format in ("csv", "parquet"):
        _write_tables(options, records)
    else:
        with _output(options.write) as out:
            if options.format == "jsonl":
                write_json_lines(records, out)
            elif options.format == "ftm":
                write_entities(records, out)
            elif options.format == "claimreview":
                write_reviews(records, out, options.author, options.author_url)
            else:
                write_markdown(records, out)
    more = "; read it before you publish it" if options.public else ""
    print(f"{len(records)} records{more}", file=sys.stderr)
    return 0


def _records(options: argparse.Namespace) -> Collection:
    if options.files:
        return Collection.from_files(options.files, sys.stdin)
    import exclaim

    with exclaim.connect(options.socket, options.timeout) as ledger:
        if options.public:
            return Collection.from_public_export(ledger, options.threshold or 0)
        return Collection.from_ledger(ledger)


def _write_tables(options: argparse.Namespace, records: Collection) -> None:
    if options.table:
        _write_table(options.format, records, options.table, options.write)
        return
    folder = Path(options.write)
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in TABLES.items():
        if next(iter(table.rows(records)), None) is not None:
            _write_table(options.format, records, name, str(folder / f"{name}.{options.format}"))


def _write_table(format: str, records: Collection, name: str, path: str | None) -> None:
    if format == "parquet" and path:
        write_parquet(records, TABLES[name], path)
        return
    with _output(path) as out:
        write_csv(records, TABLES[name], out)


@contextlib.contextmanager
def _output(path: str | None) -> Iterator[TextIO]:
    if path is None or path == "-":
        yield sys.stdout
        return
    with open(path, "w", encoding="utf-8", newline="") as out:
        yield out
