"""Mapping files: which columns of a table become which fields of which records. Written in TOML."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .._fields import KINDS, FieldError, field_at, list_of, value_of
from .problems import ImportProblem

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Column:
    """The column that gives a field its value."""

    #: Its name in the header.
    name: str
    #: What its cells stand for, when they are not taken as they are.
    values: dict[str, str] | None = None
    #: Formats of its dates, as strftime has them; the first that fits is taken.
    dates: tuple[str, ...] = ()
    #: What stands between several values in one cell, for a field that is a list; empty for one value.
    split: str = ""


@dataclass(frozen=True)
class Template:
    """A text with the cells of a row in it: "desk-{No}"."""

    text: str

    @property
    def columns(self) -> list[str]:
        return _PLACEHOLDER.findall(self.text)

    def filled(self, cells: Dictionary[str, str]) -> str:
        """The text for a row; empty when one of its cells is."""
        if not all(cells.get(name) for name in self.columns):
            return ""
        return _PLACEHOLDER.sub(lambda match: " ".join(cells[match.group(1)].split()), self.text)


@dataclass(frozen=True)
class RecordMapping:
    """How a row becomes one record."""

    #: Kind of the record.
    kind: str
    #: Its key; without one it is made from the record's content.
    key: Template | None = None
    #: Only rows that have something in this column give this record; empty means all rows.
    only_with: str = ""
    columns: dict[str, Column] = field(default_factory=dict)
    constants: dict[str, Any] = field(default_factory=dict)
    templates: dict[str, Template] = field(default_factory=dict)

    @property
    def columns_needed(self) -> list[tuple[str, str]]:
        """Each column that has to be there, and what names it."""
        named = [(f'columns."{path}"', column.name) for path, column in self.columns.items()]
        for path, template in self.templates.items():
            named += [(f'templates."{path}"', name) for name in template.columns]
        named += [("key", name) for name in (self.key.columns if self.key else [])]
        return named + ([("if", self.only_with)] if self.only_with else [])


@dataclass(frozen=True)
class Mapping:
    """A mapping file."""

    #: Its name, for messages.
    name: str
    #: The records that each row gives, in order.
    records: list[RecordMapping]
    #: How the table is read: keyword arguments of `read_table`.
    table: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, path: str | Path) -> Mapping:
        """Reads a mapping file. Raises ImportProblem for what is wrong in it."""
        return cls.of(_toml(path), Path(path).name)

    @classmethod
    def of(cls, content: Dictionary[str, Any], name: str = "mapping") -> Mapping:
        """A mapping from what a mapping file holds."""
        _only(name, "", content, ("table", "record"))
        records = content.get("record")
        if not isinstance(records, list) or not records:
            raise ImportProblem(name, "says of no record how it is made", "begin one with [[record]]")
        table = content.get("table", {})
        if not isinstance(table, dict):
            raise ImportProblem(name, "table is no table", "write [table] on a line of its own")
        _only(name, "table", table, ("sheet", "header", "delimiter", "encoding"))
        for option, value in table.items():
            is_number = option == "header"
            is_good = isinstance(value, int) and value >= 1 if is_number else isinstance(value, str)
            if not is_good:
                raise ImportProblem(
                    name,
                    f"table.{option} is no {'row number' if is_number else 'text'}",
                    "count rows from 1" if is_number else "put it in quotes",
                    value=str(value),
                )
        if "delimiter" in table and len(table["delimiter"]) != 1:
            raise ImportProblem(
                name, "table.delimiter is not one character", 'write ";" or "\\t"', value=table["delimiter"]
            )
        return cls(name, [_record(name, index, entry) for index, entry in enumerate(records)], dict(table))

    def check(self, columns: Iterable[str], table: str) -> None:
        """Raises ImportProblem when a column that the mapping names is not in the table."""
        there = list(columns)
        for index, record in enumerate(self.records):
            for what, column in record.columns_needed:
                if column not in there:
                    raise ImportProblem(
                        self.name,
                        f"is not a column of {table}",
                        f"its columns are: {list_of(there, most=40)}",
                        value=column,
                        field=f"record[{index}].{what}",
                    )


def outlets_of(path: str | Path) -> dict[str, str]:
    """The outlets of a file, by the name of their site: [outlets] "post.example" = "harbour-post"."""
    name, content = Path(path).name, _toml(path)
    _only(name, "", content, ("outlets",))
    outlets = content.get("outlets")
    if not isinstance(outlets, dict) or not all(isinstance(actor, str) for actor in outlets.values()):
        raise ImportProblem(
            name, "names no outlets", 'write [outlets], and below it "post.example" = "harbour-post"'
        )
    return dict(outlets)


def _toml(path: str | Path) -> dict[str, Any]:
    path = Path(path)
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ImportProblem(
            path.name, f"cannot be read: {error.strerror}", "give a file that is there"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ImportProblem(
            path.name, f"is no TOML: {error}", "put names that hold dots and brackets in quotes"
        ) from None


def _record(name: str, index: int, entry: Any) -> RecordMapping:
    at = f"record[{index}]"
    if not isinstance(entry, dict):
        raise ImportProblem(name, f"{at} is no table", "begin it with [[record]]")
    _only(name, at, entry, ("kind", "key", "if", "columns", "constants", "templates"))
    kind = entry.get("kind")
    if kind not in KINDS:
        raise ImportProblem(
            name,
            "is no kind of record",
            f"the kinds are: {list_of(KINDS)}",
            value=str(kind or ""),
            field=f"{at}.kind",
        )
    for what in ("key", "if"):
        if not isinstance(entry.get(what, ""), str):
            raise ImportProblem(name, "is no text", "put it in quotes", str(entry[what]), f"{at}.{what}")
    key = entry.get("key")
    if key is not None and not Template(key).columns:
        raise ImportProblem(
            name,
            "would be the key of every row",
            'name a column that tells rows apart: key = "desk-{No}"',
            value=key,
            field=f"{at}.key",
        )
    made = RecordMapping(
        kind,
        Template(key) if key is not None else None,
        entry.get("if", ""),
        {
            path: _column(name, f"{at}.columns", path, value)
            for path, value in _flat(entry.get("columns", {}), leaf="column")
        },
        dict(_flat(entry.get("constants", {}))),
        {
            path: _template(name, f"{at}.templates", path, value)
            for path, value in _flat(entry.get("templates", {}))
        },
    )
    _check_fields(name, at, made)
    return made


def _check_fields(name: str, at: str, record: RecordMapping) -> None:
    places: dict[str, str] = {}
    for group in ("columns", "constants", "templates"):
        for path, value in getattr(record, group).items():
            where = f'{at}.{group}."{path}"'
            if path == "key":
                raise ImportProblem(
                    name, "has a place of its own", 'write key = "…{Column}" below [[record]]', field=where
                )
            if path in places:
                raise ImportProblem(
                    name, f"is given by {places[path]} too", "give each field once", field=where
                )
            places[path] = group
            try:
                is_split = group == "columns" and bool(value.split)
                target = field_at(record.kind, f"{path}[0]" if is_split else path)
                if group == "constants":
                    record.constants[path] = value_of(target, _constant(value))
            except FieldError as error:
                raise ImportProblem(
                    name,
                    error.reason,
                    error.remedy,
                    field=where,
                    value=str(value) if group == "constants" else "",
                ) from None


def _constant(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, dict)):
        raise FieldError("is no single value", 'name each element: "aliases[0]"')
    return str(value)


def _column(name: str, at: str, path: str, value: Any) -> Column:
    where = f'{at}."{path}"'
    if isinstance(value, str):
        return Column(" ".join(value.split()))
    if not isinstance(value, dict) or not isinstance(value.get("column"), str):
        raise ImportProblem(
            name,
            "names no column",
            'write "Column" or { column = "Column", values = { … } }',
            field=where,
            value=str(value),
        )
    _only(name, where, value, ("column", "values", "date", "split"))
    values = value.get("values")
    if values is not None and (
        not isinstance(values, dict) or not all(isinstance(v, str) for v in values.values())
    ):
        raise ImportProblem(
            name,
            "does not map texts to texts",
            'write values = { "in the table" = "in the record" }',
            field=f"{where}.values",
        )
    dates = value.get("date", [])
    dates = [dates] if isinstance(dates, str) else dates
    if not isinstance(dates, list) or not all(isinstance(f, str) and "%Y" in f or "%y" in f for f in dates):
        raise ImportProblem(
            name,
            "is no format of a date",
            'write date = "%d.%m.%Y"; %Y, the year, has to be in it',
            value=str(dates),
            field=f"{where}.date",
        )
    split = value.get("split", "")
    if not isinstance(split, str):
        raise ImportProblem(name, "is no text", 'write split = ";"', str(split), f"{where}.split")
    return Column(" ".join(value["column"].split()), values, tuple(dates), split)


def _template(name: str, at: str, path: str, value: Any) -> Template:
    if not isinstance(value, str) or not Template(value).columns:
        raise ImportProblem(
            name,
            "names no column in braces",
            'write "x-{No}"; what is the same in every row is a constant',
            value=str(value),
            field=f'{at}."{path}"',
        )
    return Template(value)


def _flat(table: Any, leaf: str = "", before: str = "") -> Iterable[tuple[str, Any]]:
    """Paths and values of a table: TOML makes tables of names with dots unless they are in quotes."""
    for name, value in table.items():
        path = f"{before}.{name}" if before else name
        if isinstance(value, dict) and not (leaf and isinstance(value.get(leaf), str)):
            yield from _flat(value, leaf, path)
        else:
            yield path, value


def _only(name: str, at: str, table: Dictionary[str, Any], known: tuple[str, ...]) -> None:
    for entry in table:
        if entry not in known:
            raise ImportProblem(
                name,
                f"is not known{f' in {at}' if at else ' here'}",
                f"known are: {list_of(known)}",
                value=entry,
            )
