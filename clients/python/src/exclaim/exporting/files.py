"""Formats of rows and lines: CSV, JSON Lines and Parquet."""

from __future__ import annotations

import datetime
import json
from typing import Any, TextIO

from .collection import Collection
from .tables import Table

#: What stands between the texts of a list in one cell.
_BETWEEN = "; "


def write_csv(records: Collection, table: Table, out: TextIO) -> None:
    """A table as comma-separated values (RFC 4180), with the line ends of Unix."""
    out.write(",".join(column.name for column in table.columns) + "\n")
    for values in table.values(records):
        out.write(",".join(map(_cell, values)) + "\n")


def _cell(value: Any) -> str:
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    text = _BETWEEN.join(value) if isinstance(value, list) else str(value)
    # A spreadsheet would run it as a formula, which no words of a source must be (OWASP, "CSV Injection").
    if text[:1] in ("=", "+", "-", "@", "\t", "\r"):
        text = "'" + text
    # Python's own writer leaves a lone carriage return without quotes, and then refuses to read it.
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\n\r') else text


def write_json_lines(records: Collection, out: TextIO) -> None:
    """One record a line, as `exclaim list --output jsonl` has it: with ids, bounds and days."""
    for record in records:
        out.write(json.dumps(record.line, ensure_ascii=False) + "\n")


def write_parquet(records: Collection, table: Table, path: str) -> None:
    """A table as a Parquet file: days are days, times are times, lists are lists."""
    import pyarrow  # type: ignore[import-untyped,unused-ignore]
    from pyarrow import parquet

    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "day": pyarrow.date32(),
        "time": pyarrow.timestamp("us", tz="UTC"),
        "texts": pyarrow.list_(pyarrow.string()),
    }
    columns: list[list[Any]] = [[] for _ in table.columns]
    for values in table.values(records):
        for place, (column, value) in enumerate(zip(table.columns, values)):
            columns[place].append(_typed(column.type, value))
    schema = pyarrow.schema(
        [(column.name, types[column.type]) for column in table.columns], {"exclaim.table": table.name}
    )
    arrays = [pyarrow.array(values, types[column.type]) for values, column in zip(columns, table.columns)]
    parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), path)


def _typed(kind: str, value: Any) -> Any:
    if value is None or kind not in ("day", "time"):
        return value
    try:
        if kind == "day":
            return datetime.date.fromisoformat(value)
        # Nanoseconds are cut: no clock of Python keeps them.
        whole, _, fraction = value.rstrip("Z").partition(".")
        moment = datetime.datetime.fromisoformat(whole).replace(tzinfo=datetime.timezone.utc)
        return moment.replace(microsecond=int(fraction[:6].ljust(6, "0")) if fraction else 0)
    except ValueError:
        # Before the year 1 and after 9999 Python has no days.
        return None
