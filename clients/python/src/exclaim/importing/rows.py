"""Rows of a table become records."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from .._convert import is_repeated
from .._fields import Draft, FieldError, content_type, field_at, list_of, steps_of, value_of
from .mapping import Column, Mapping, RecordMapping
from .problems import Problem
from .tables import Cell, Row, Table

#: Digits of the digest in a key that is made from content: a ledger of a million records has no two alike.
_DIGEST_DIGITS = 16
#: Groups that mean nothing without what a column gives them.
_VALUE_GROUPS = ("Quantity", "Date")


@dataclass
class Entry:
    """A record that is to be imported: where it comes from, and what becomes of it."""

    #: Where it comes from: "row 12", or a file's name.
    origin: str
    #: Kind of record.
    kind: str
    #: Its key; empty when it could not be made.
    key: str = ""
    #: The record, as a line of a submission; None when something is wrong with it.
    record: dict[str, Any] | None = None
    #: What is wrong with it.
    problems: list[Problem] = field(default_factory=list)
    #: For each path of the record, kind and all, the cell that gave it.
    cells: dict[str, Cell] = field(default_factory=dict)
    #: The entry that gives the same record; this one is not sent.
    twin: Entry | None = None
    #: What a server said of it: CREATED, UNCHANGED, REVISED, REFUSED; empty when none was asked.
    outcome: str = ""
    #: Remarks that refuse nothing.
    remarks: list[str] = field(default_factory=list)

    def place_of(self, path: str) -> str:
        """Where the value of a field stands: its cell, or that of the nearest field around or inside it."""
        around = path
        while around:
            if around in self.cells:
                return self.cells[around].place
            inside = [
                cell for name, cell in self.cells.items() if name.startswith((around + ".", around + "["))
            ]
            if inside and around.count(".") > 0:
                return inside[0].place
            around = around.rpartition(".")[0]
        return self.origin


def entries_of(table: Table, mapping: Mapping) -> list[Entry]:
    """The records of all rows. A record that cannot be made has problems instead.

    Raises ImportProblem when the mapping does not fit the table.
    """
    mapping.check(table.columns, table.name)
    entries: list[Entry] = []
    first: dict[Any, Entry] = {}
    for row in table.rows:
        for record in mapping.records:
            if record.only_with and not _cell(row, record.only_with).text:
                continue
            entry = _Making(row, record).entry
            _tell_twin(entry, first)
            entries.append(entry)
    return entries


def _tell_twin(entry: Entry, first: dict[Any, Entry]) -> None:
    """Refuses another record under a key that is taken by an earlier row."""
    if entry.record is None:
        return
    twin = first.setdefault(entry.key, entry)
    if twin is entry:
        return
    if twin.record == entry.record:
        entry.twin = twin
        entry.remarks.append(f"the same as {twin.origin}")
        return
    entry.problems.append(
        Problem(
            entry.origin,
            f"{entry.kind}.key",
            entry.key,
            f"is the key of {twin.origin} too, which says something else",
            "choose a key in the mapping that tells them apart",
        )
    )
    entry.record = None


def content_key(record: dict[str, Any], kind: str) -> str:
    """A key made from what a record says: the same record always has the same."""
    text = json.dumps(record, sort_keys=True, ensure_ascii=False)
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:_DIGEST_DIGITS]}"


def _cell(row: Row, column: str) -> Cell:
    return row.cells.get(column) or Cell(f"row {row.number}", "")


class _Making:
    """The making of one record from one row."""

    def __init__(self, row: Row, mapping: RecordMapping) -> None:
        self.row, self.mapping = row, mapping
        self.entry = Entry(f"row {row.number}", mapping.kind)
        self.draft = Draft(mapping.kind)
        #: Paths that a cell of this row gave a value.
        self.given: dict[str, Cell] = {}
        for path, column in mapping.columns.items():
            self._take_column(path, column)
        texts = {name: cell.text for name, cell in row.cells.items()}
        for path, template in mapping.templates.items():
            text = template.filled(texts)
            if text:
                self._put(path, text, _cell(row, template.columns[0]))
        for path, value in mapping.constants.items():
            if self._counts(path):
                self._put(path, value, None)
        self._finish(texts)

    def _take_column(self, path: str, column: Column) -> None:
        cell = _cell(self.row, column.name)
        if cell.fault[0]:
            return self._refuse(cell, path, FieldError(*cell.fault))
        if not cell.text:
            return None
        texts = [part.strip() for part in cell.text.split(column.split)] if column.split else [cell.text]
        paths = [f"{path}[{index}]" for index in range(len(texts))] if column.split else [path]
        for text, at in zip((text for text in texts if text), paths):
            try:
                self._put(at, _read(text, cell.day, column), cell)
            except FieldError as error:
                self._refuse(cell, at, error)
        return None

    def _put(self, path: str, value: Any, cell: Cell | None) -> None:
        try:
            self.draft.put(
                path, value if cell is None else value_of(field_at(self.mapping.kind, path), value)
            )
        except FieldError as error:
            self._refuse(cell or Cell(self.entry.origin, str(value)), path, error)
            return
        if cell is not None:
            self.given[path] = cell

    def _refuse(self, cell: Cell, path: str, error: FieldError) -> None:
        self.entry.problems.append(
            Problem(cell.place, f"{self.mapping.kind}.{path}", cell.text, error.reason, error.remedy)
        )

    def _counts(self, path: str) -> bool:
        """Whether a constant holds in this row.

        One inside an element of a list, a quantity or a date does only where a cell gave that something."""
        for group in _groups_around(self.mapping.kind, path):
            inside = [
                other
                for other in (*self.mapping.columns, *self.mapping.templates)
                if other.startswith((group + ".", group + "["))
            ]
            if inside and not any(other in self.given for other in inside):
                return False
        return True

    def _finish(self, texts: dict[str, str]) -> None:
        entry, template = self.entry, self.mapping.key
        record = self.draft.record
        if template is None:
            entry.key = content_key(record, entry.kind)
        else:
            entry.key = template.filled(texts)
            for column in template.columns:
                if not texts.get(column):
                    entry.problems.append(
                        Problem(
                            _cell(self.row, column).place,
                            f"{entry.kind}.key",
                            "",
                            f"needs {column}, which is empty here",
                            f"fill in {column}, or leave the row out with `if` in the mapping",
                        )
                    )
        if entry.problems:
            return
        entry.record = {entry.kind: {"key": entry.key, **record[entry.kind]}}
        for path, cell in self.given.items():
            entry.cells[f"{entry.kind}.{self.draft.place_of(path)}"] = cell
        if template is not None:
            entry.cells[f"{entry.kind}.key"] = _cell(self.row, template.columns[0])


def _groups_around(kind: str, path: str) -> list[str]:
    """The paths around a path that lead to an element of a list, a quantity or a date."""
    groups: list[str] = []
    message = content_type(kind)
    text = ""
    steps = steps_of(path)
    for _place, step in enumerate(steps[:-1]):
        if isinstance(step, int):
            text += f"[{step}]"
            groups.append(text)
            continue
        text += f".{step}" if text else step
        target = next(field for field in message.fields if field.json_name == step)
        message = target.message_type
        if message is not None and message.name in _VALUE_GROUPS and not is_repeated(target):
            groups.append(text)
    return groups


def _read(text: str, day: datetime.date | None, column: Column) -> str:
    """What the text of a cell stands for."""
    if column.values is not None:
        if text not in column.values:
            raise FieldError(
                f"stands for nothing: the mapping has no value for it in {column.name}",
                f"add it to `values`; there are: {list_of(column.values, most=20)}",
            )
        return column.values[text]
    if not column.dates:
        return text
    if day is not None:
        return day.isoformat()
    for form in column.dates:
        try:
            day = datetime.datetime.strptime(text, form)
        except ValueError:
            continue
        return _edtf(day, form)
    raise FieldError(
        f"is no date of the form {' or '.join(column.dates)}", "write it so, or add a form to `date`"
    )


def _edtf(day: datetime.datetime, form: str) -> str:
    """A date as fine as its form: "%m.%Y" gives no day."""
    if any(code in form for code in ("%d", "%j", "%x")):
        return day.strftime("%Y-%m-%d").zfill(10)
    if any(code in form for code in ("%m", "%b", "%B")):
        return day.strftime("%Y-%m").zfill(7)
    return day.strftime("%Y").zfill(4)
