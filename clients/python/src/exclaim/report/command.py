"""`exclaim-report`: the page from the command line."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import exclaim

from . import internal_page, public_page, words
from .limits import PAGE_BYTES_MAX
from .page import TITLE, Heading
from .public import Refused
from .scratch import NoServer

#: Called off with Ctrl-C or SIGTERM, as shells tell it.
INTERRUPTED = 130
DONE, USAGE, BAD_DATA, NO_SERVER, BUG, TRY_AGAIN, NOT_PERMITTED = 0, 64, 65, 69, 70, 75, 77

DESCRIPTION = """Write one HTML page with what the ledger says: returns, exchanges, contested numbers,
contradictions, agreements, and the records behind them. The page needs no network
and no program, so that it can be sent by mail.

By default the page is for publication: it is made from public records alone, after
the server has withheld what would expose people. With --internal it holds whatever
you may read, and says so on every page of paper. Read it before you publish it.
This is no tracing service."""

EXAMPLES = """examples:
  exclaim-report > report.html
  exclaim-report --as-of 2025-07-28 --title "Exchanges up to July 2025" --write report.html
  exclaim-report --internal --write internal.html

exit status: 0 done; 64 usage; 65 bad data; 69 no server; 70 bug; 75 try again; 77 not permitted."""

#: Failures after which trying again may help.
TEMPORARY = (exclaim.Unavailable, exclaim.DeadlineExceeded, exclaim.ResourceExhausted, exclaim.Cancelled)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = _Parser(
        prog="exclaim-report",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    reading = made.add_mutually_exclusive_group()
    reading.add_argument("--public", action="store_true", help="only what may be published (the default)")
    reading.add_argument(
        "--internal", action="store_true", help="everything that you may read; not for publication"
    )
    made.add_argument("-w", "--write", metavar="FILE", help="file to write; standard output when not given")
    made.add_argument("--title", default=TITLE, help="title of the page")
    made.add_argument(
        "--date", default="", metavar="YYYY-MM-DD", help="date of the page; the latest record's otherwise"
    )
    made.add_argument(
        "--as-of",
        default="",
        metavar="MOMENT",
        help="as of a day (2025-07-28), a time, or # and an entry of the journal",
    )
    made.add_argument(
        "--known",
        choices=("public", "recorded"),
        default="",
        help="what counts as known by then: what was published, or what was recorded",
    )
    made.add_argument(
        "--threshold",
        type=int,
        metavar="N",
        help="with --public: the smallest number that may stand alone for a unit, place or state of health",
    )
    made.add_argument("--socket", help="the server's socket; found as exclaim finds it otherwise")
    made.add_argument("--exclaimd", metavar="PROGRAM", help="the server's program, which a public page needs")
    made.add_argument("--timeout", type=float, metavar="SECONDS", help="give each call this long")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Makes the page; gives the exit status."""
    options = parser().parse_args(arguments)
    problem = _problem(options)
    if problem:
        return _fail(USAGE, problem)
    try:
        ledger = exclaim.connect(options.socket, options.timeout)
    except exclaim.ExclaimError as error:
        return _fail(NO_SERVER if isinstance(error, exclaim.Unavailable) else _status(error), str(error))
    try:
        with ledger, _ending_well():
            page = _page(ledger, options)
        return _write(page, options.write)
    except KeyboardInterrupt:
        return INTERRUPTED
    except NoServer as error:
        return _fail(NO_SERVER, str(error))
    except Refused as error:
        return _fail(BUG, str(error))
    except exclaim.ExclaimError as error:
        return _fail(_status(error), str(error))
    except BrokenPipeError:
        return DONE
    except OSError as error:
        return _fail(BAD_DATA, f"{options.write or 'standard output'}: {error.strerror}")


@contextmanager
def _ending_well() -> Iterator[None]:
    """SIGTERM ends the work like Ctrl-C, so that the private ledger goes with it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _problem(options: argparse.Namespace) -> str:
    """What is wrong with the options; empty when nothing is."""
    if options.date and words.day(options.date) is None:
        return f"--date {options.date}: is no day; give one as 2025-07-28"
    if options.internal and options.threshold is not None:
        return "--threshold: goes with public pages; leave it out, or leave out --internal"
    if not options.internal and (options.known == "recorded" or options.as_of.startswith("#")):
        return (
            "--as-of by what was recorded: what was public at that time is not kept; give a day, by which "
            "something was published, or --internal"
        )
    return ""


def _page(ledger: exclaim.Ledger, options: argparse.Namespace) -> str:
    heading = Heading(options.title, options.date)
    if options.internal:
        return internal_page(ledger, heading, as_of=options.as_of, known=options.known.upper())
    return public_page(
        ledger, heading, as_of=options.as_of, threshold=options.threshold, exclaimd=options.exclaimd
    )


def _write(page: str, path: str | None) -> int:
    content = page.encode()
    if path:
        Path(path).write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    if len(content) > PAGE_BYTES_MAX:
        _say(f"the page has {len(content):,} bytes, much for a mail; --as-of makes a shorter one")
    return DONE


def _status(error: exclaim.ExclaimError) -> int:
    """The exit status of a failed call."""
    if isinstance(error, exclaim.PermissionDenied):
        return NOT_PERMITTED
    if isinstance(error, (exclaim.InvalidArgument, exclaim.NotFound, exclaim.FailedPrecondition)):
        return BAD_DATA
    if isinstance(error, TEMPORARY):
        return TRY_AGAIN
    return BUG


def _say(text: str) -> None:
    print(f"exclaim-report: {text}", file=sys.stderr)


def _fail(status: int, text: str) -> int:
    _say(text)
    return status
