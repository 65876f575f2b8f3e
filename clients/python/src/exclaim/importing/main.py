"""The command `exclaim-import`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from .._command import Options, run
from .mapping import Mapping, outlets_of
from .problems import ImportProblem
from .rows import Entry, entries_of
from .submitting import preview, problem_lines, submit, summary, table_lines, write_lines
from .tables import read_table

EXAMPLES = """\
examples:
  exclaim-import table desk.xlsx --mapping desk.toml            what would become of each row; stores nothing
  exclaim-import table desk.csv --mapping desk.toml --submit    stores what nothing is wrong with
  exclaim-import articles saved/ --outlets outlets.toml --submit
  exclaim-import table desk.csv --mapping desk.toml --lines | exclaim submit -

exit codes: 0 done, 64 usage, 65 wrong data, 69 no server, 75 try again, 77 not permitted
"""


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    command = Options(
        prog="exclaim-import",
        description="Make records of tables and of saved articles, and show what a server "
        "would make of them.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    sources = command.add_subparsers(dest="source", metavar="table|articles", required=True)
    table = sources.add_parser("table", help="a CSV or Excel file, with a mapping file")
    table.add_argument("file", help="the table: .csv, .tsv, .xlsx")
    table.add_argument(
        "--mapping", required=True, metavar="FILE", help="which columns become which fields (TOML)"
    )
    articles = sources.add_parser("articles", help="a folder of saved articles: HTML or plain text")
    articles.add_argument("folder", help="the folder; those inside it are read too")
    articles.add_argument("--outlet", default="", metavar="ACTOR", help="the outlet of all of them")
    articles.add_argument(
        "--outlets", metavar="FILE", help='outlets by site (TOML): [outlets] "post.example" = "harbour-post"'
    )
    articles.add_argument(
        "--no-text",
        action="store_true",
        help="leave the texts out, where they may not be kept; quotes cannot be checked then",
    )
    for source in (table, articles):
        source.add_argument(
            "--submit", action="store_true", help="store the records that nothing is wrong with"
        )
        source.add_argument(
            "--atomic", action="store_true", help="with --submit: store nothing when anything is refused"
        )
        source.add_argument(
            "--revise",
            action="store_true",
            help="where a key stands for a record with other content, revise it",
        )
        source.add_argument("--reason", default="", help="why: kept with each revision that is stored")
        source.add_argument(
            "--allow-flagged",
            default="",
            metavar="REASON",
            help="take what is flagged as likely personal data all the same; it stays out of public exports "
            "until a second person allows it",
        )
        source.add_argument(
            "--lines", action="store_true", help="write the records as lines to stdout, and ask no server"
        )
        source.add_argument(
            "--socket", metavar="PATH", help="the server's socket; else as `exclaim` finds it"
        )
        source.add_argument("--timeout", type=float, metavar="SECONDS", help="for each call")
    return command


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command. Returns its exit code."""
    options = parser().parse_args(arguments)
    return run("exclaim-import", lambda: _main(options), ImportProblem)


def _main(options: argparse.Namespace) -> int:
    entries = _entries(options)
    if options.lines:
        write_lines(entries, sys.stdout)
        return _tell_problems(entries)
    import exclaim

    with exclaim.connect(options.socket, options.timeout) as ledger:
        preview(ledger, entries, options.revise, options.allow_flagged)
        is_stored = options.submit and not (options.atomic and any(entry.problems for entry in entries))
        if is_stored:
            submit(ledger, entries, options.revise, options.allow_flagged, options.reason)
    for line in table_lines(entries, "outcome" if is_stored else "would be"):
        print(line)
    print(summary(entries) + ("" if is_stored else " (preview: nothing was stored)"))
    return _tell_problems(entries)


def _entries(options: argparse.Namespace) -> list[Entry]:
    if options.source == "table":
        mapping = Mapping.read(options.mapping)
        return entries_of(read_table(options.file, **mapping.table), mapping)
    import logging

    from .articles import read_articles

    # What its parser has to say of a page is no message for people; what is wrong is told with its file.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    outlets: dict[str, str] = outlets_of(options.outlets) if options.outlets else {}
    return read_articles(options.folder, options.outlet, outlets, keep_text=not options.no_text)


def _tell_problems(entries: list[Entry]) -> int:
    sys.stdout.flush()
    for line in problem_lines(entries):
        print(line, file=sys.stderr)
    return 65 if any(entry.problems for entry in entries) else 0
