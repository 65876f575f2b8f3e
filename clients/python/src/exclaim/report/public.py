"""The public reading: a page from public records alone.

The server takes out of the public records what would expose people, and from what is left nobody can work out
what was withheld. Analyses of the whole ledger would give it back: they rest on the withheld numbers too. So
the records are exported as for publication, submitted to a private ledger that holds nothing else, and that
one is asked. A page then says what follows from what anybody may have, and gives away no more than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import exclaim

from . import words
from .lines import Lines
from .reading import Ask, ask_ledger
from .scratch import scratch_ledger


class Refused(Exception):
    """The private ledger does not take what the server exported."""


@dataclass
class PublicReading:
    """What may be published, and how to ask about it."""

    ask: Ask
    lines: Lines
    #: Fields that the server withheld, in records that are there.
    withheld: int
    #: The day on which the latest of the records was recorded, "YYYY-MM-DD".
    last_day: str


@contextmanager
def public_reading(
    ledger: exclaim.Ledger, threshold: int | None = None, exclaimd: str | None = None
) -> Iterator[PublicReading]:
    """A ledger of the public records alone, for the time of one page."""
    records, withheld = [], 0
    for message in ledger.export_public(threshold=threshold):
        page = exclaim.to_dict(message)
        records += page.get("records", [])
        withheld += len(page.get("withheld", []))
    lines = Lines(records)
    with scratch_ledger(exclaimd, ledger.timeout) as private:
        submit(private, lines)
        last_day = max((words.day_of(record["recordedAt"]) for record in records), default="")
        yield PublicReading(ask_ledger(private), lines, withheld, last_day)


def submit(private: exclaim.Ledger, lines: Lines) -> None:
    """Stores the lines in the private ledger; all of them, or Refused."""
    if not lines.records:
        return
    # Flagged records are in a public export only after a second person has let them pass.
    answer = private.submit(lines.records, atomic=True, allow_flagged="was let pass into the public export")
    if answer.refused:
        raise Refused(f"{answer.refused} public records are refused by the private ledger")
