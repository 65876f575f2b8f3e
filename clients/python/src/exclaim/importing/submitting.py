"""What a server makes of the records of an import: tried out first, and then stored."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from .._ledger import Ledger
from .._proto import SubmitOutcome
from . import limits
from .problems import ImportProblem, Problem, shortened
from .rows import Entry


def preview(ledger: Ledger, entries: list[Entry], revise: bool = False, allow_flagged: str = "") -> None:
    """Asks the server what it would make of the records, and stores nothing.

    With `revise`, a key that stands for other content gives a new revision; with `allow_flagged`, a reason,
    what looks like personal data is taken.
    """
    _submit(ledger, entries, dry_run=True, revise=revise, allow_flagged=allow_flagged)


def submit(
    ledger: Ledger,
    entries: list[Entry],
    revise: bool = False,
    allow_flagged: str = "",
    reason: str = "",
) -> None:
    """Stores the records that nothing is wrong with. What `preview` has refused is not sent."""
    _submit(ledger, entries, revise=revise, allow_flagged=allow_flagged, reason=reason)


def _submit(ledger: Ledger, entries: list[Entry], **options: Any) -> None:
    sent = [
        entry for entry in entries if entry.record is not None and entry.twin is None and not entry.problems
    ]
    if len(sent) > limits.RECORDS_MAX:
        raise ImportProblem(
            "the import",
            f"gives {len(sent)} records; {limits.RECORDS_MAX} are the most",
            "import it in parts",
        )
    for part in _parts(sent):
        answer = ledger.submit([entry.record for entry in part if entry.record], **options)
        for entry, result in zip(part, answer.results):
            entry.outcome = SubmitOutcome.Name(result.outcome)[len("SUBMIT_OUTCOME_") :]
            entry.problems = [
                Problem(
                    entry.place_of(_in_record(entry, problem.field)),
                    problem.field,
                    problem.value,
                    problem.reason,
                    problem.remedy,
                )
                for problem in result.problems
            ]


def _in_record(entry: Entry, field: str) -> str:
    return field if field.startswith(f"{entry.kind}.") else f"{entry.kind}.{field}"


def _parts(entries: list[Entry]) -> Iterator[list[Entry]]:
    part: list[Entry] = []
    byte_count = 0
    for entry in entries:
        size = len(json.dumps(entry.record, ensure_ascii=False).encode())
        if part and byte_count + size > limits.SUBMISSION_BYTES:
            yield part
            part, byte_count = [], 0
        part.append(entry)
        byte_count += size
    if part:
        yield part


# MARK: Telling


def is_refused(entry: Entry) -> bool:
    return bool(entry.problems)


def table_lines(entries: Iterable[Entry], outcomes: str = "outcome") -> Iterator[str]:
    """A table: where each record comes from, its kind, its key, and what becomes of it."""
    rows = [("from", "record", "key", outcomes, "")]
    for entry in entries:
        outcome = (
            "refused" if entry.problems else "same" if entry.twin else entry.outcome.lower() or "not asked"
        )
        rows.append(
            (
                shortened(entry.origin),
                entry.kind,
                shortened(entry.key),
                outcome,
                "; ".join(shortened(remark) for remark in entry.remarks),
            )
        )
    widths = [max(len(row[index]) for row in rows) for index in range(4)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths)]
        yield "  ".join([*cells, row[4]]).rstrip()


def problem_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """What is wrong, a line for each problem."""
    for entry in entries:
        yield from map(str, entry.problems)


def summary(entries: Iterable[Entry]) -> str:
    """How many of each: "3 new, 0 unchanged, 0 revised, 1 refused", as `exclaim submit` has it."""
    counts = Counter(
        "REFUSED" if entry.problems else entry.outcome for entry in entries if entry.twin is None
    )
    words = [("CREATED", "new"), ("UNCHANGED", "unchanged"), ("REVISED", "revised"), ("REFUSED", "refused")]
    return ", ".join(f"{counts[outcome]} {word}" for outcome, word in words)


def write_lines(entries: Iterable[Entry], out: TextIO) -> None:
    """The records as lines that `exclaim submit` takes."""
    for entry in entries:
        if entry.record is not None and entry.twin is None:
            out.write(json.dumps(entry.record, ensure_ascii=False) + "\n")
