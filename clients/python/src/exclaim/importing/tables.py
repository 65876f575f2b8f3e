"""Tables of CSV and Excel files as rows of cells that know where they stand."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

from .._fields import list_of
from . import limits
from .problems import ImportProblem

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class Cell:
    """One cell."""

    #: Where it stands: "C12"; with the sheet's name in a workbook of several.
    place: str
    #: Its text as a person reads it; empty for none.
    text: str
    #: Its day, when the workbook says that it is a date.
    day: datetime.date | None = None
    #: Why its text cannot be trusted, with what to do; empty as a rule.
    fault: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Row:
    """One row below the header."""

    #: Its number, as a spreadsheet shows it.
    number: int
    #: Its cells by the name of their column.
    cells: dict[str, Cell] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        return not any(cell.text or cell.fault[0] for cell in self.cells.values())


@dataclass
class Table:
    """A table with a header."""

    #: The file's name, and the sheet's where there are several.
    name: str
    #: Names of the columns, in order.
    columns: list[str]
    #: The rows that are not blank.
    rows: list[Row]


def read_table(
    path: str | Path, sheet: str = "", header: int = 1, delimiter: str = "", encoding: str = "utf-8-sig"
) -> Table:
    """Reads a table. The row `header` names its columns; what stands above it is passed over."""
    path = Path(path)
    _check_size(path)
    if path.suffix.lower() in (".xls", ".xlsb", ".ods", ".numbers"):
        raise ImportProblem(path.name, "is a workbook of another kind", "save it as .xlsx or as CSV in UTF-8")
    if path.suffix.lower() in WORKBOOK_SUFFIXES:
        place, cells = _workbook(path, sheet)
    elif sheet:
        raise ImportProblem(path.name, "has no sheets", "take `sheet` out of the mapping", value=sheet)
    else:
        place, cells = "", _comma_separated(path, delimiter, encoding)
    return _table(path.name, place, cells, header)


def column_letters(index: int) -> str:
    """The name of a column, counted from 0: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise ImportProblem(
            path.name, f"cannot be read: {error.strerror}", "give a file that is there"
        ) from None
    if size > limits.TABLE_BYTES_MAX:
        raise ImportProblem(
            path.name, f"has {size} bytes; {limits.TABLE_BYTES_MAX} are the most", "import it in parts"
        )


# A reader gives for each row the text, the day and the fault of each cell.
_Read = tuple[str, Optional[datetime.date], tuple[str, str]]


def _table(name: str, place: str, lines: Iterable[list[_Read]], header: int) -> Table:
    columns: list[tuple[int, str]] = []
    rows: list[Row] = []
    for number, line in enumerate(lines, start=1):
        if len(line) > limits.COLUMNS_MAX:
            raise ImportProblem(
                f"{name}, row {number}",
                f"has {len(line)} columns; {limits.COLUMNS_MAX} are the most",
                "take out the columns that are not needed",
            )
        if number < header:
            continue
        if number == header:
            columns = _header(name, place, number, line)
            continue
        cells = {
            title: Cell(f"{place}{column_letters(index)}{number}", *line[index])
            for index, title in columns
            if index < len(line)
        }
        row = Row(number, cells)
        if row.is_blank:
            continue
        if len(rows) == limits.ROWS_MAX:
            raise ImportProblem(
                name, f"has more than {limits.ROWS_MAX} rows below its header", "import it in parts"
            )
        rows.append(row)
    if not columns:
        raise ImportProblem(
            name,
            f"has no header in row {header}",
            "set `header` in the mapping to the row that names the columns",
        )
    return Table(name, [title for _, title in columns], rows)


def _header(name: str, place: str, number: int, line: list[_Read]) -> list[tuple[int, str]]:
    columns: list[tuple[int, str]] = []
    for index, (text, _, _) in enumerate(line):
        title = " ".join(text.split())
        if not title:
            continue
        if any(title == other for _, other in columns):
            raise ImportProblem(
                f"{name}, {place}{column_letters(index)}{number}",
                "names a column a second time",
                "give each column a name of its own",
                value=title,
            )
        columns.append((index, title))
    return columns


# MARK: CSV


def _comma_separated(path: Path, delimiter: str, encoding: str) -> Iterator[list[_Read]]:
    data = path.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        raise ImportProblem(path.name, "is a workbook", f"name it with {' or '.join(WORKBOOK_SUFFIXES)}")
    try:
        text = data.decode(encoding)
    except LookupError:
        raise ImportProblem(
            path.name,
            "is in an encoding that is not known here",
            "take utf-8 or cp1251, for example",
            value=encoding,
        ) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ImportProblem(
            f"{path.name}, line {line}",
            f"is not {encoding.replace('-sig', '')}",
            'save the file as UTF-8, or say `encoding = "cp1251"` in the mapping',
        ) from None
    if "\0" in text:
        raise ImportProblem(path.name, "holds zero bytes, so it is no text", "save it as CSV in UTF-8")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text), strict=True)
    try:
        for cells in reader:
            yield [(cell.strip(), None, ("", "")) for cell in cells]
    except csv.Error as error:
        raise ImportProblem(
            f"{path.name}, line {reader.line_num}",
            f"is no CSV: {error}",
            "double the quotes inside a quoted cell, and close every quote",
        ) from None


def _delimiter(text: str) -> str:
    """What separates the cells of the first line: a comma, a semicolon or a tab, whichever is there most."""
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


# MARK: Excel


def _workbook(path: Path, sheet: str) -> tuple[str, Iterator[list[_Read]]]:
    try:
        import openpyxl
    except ImportError:
        raise ImportProblem(
            path.name, "is a workbook, and openpyxl is not installed", "pip install 'exclaim[import]'"
        ) from None
    try:
        with zipfile.ZipFile(path) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size > limits.TABLE_BYTES_MAX:
            raise ImportProblem(
                path.name,
                f"has {size} bytes once unpacked; {limits.TABLE_BYTES_MAX} are the most",
                "import it in parts",
            )
        # Twice: as the numbers that the last program computed, and as the formulas that gave them.
        values = openpyxl.load_workbook(path, read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(path, read_only=True)
    except ImportProblem:
        raise
    except Exception as error:  # openpyxl lets errors of many kinds through for a file that is broken
        raise ImportProblem(
            path.name,
            f"is no workbook that can be read ({type(error).__name__}: {error})",
            "open it in a spreadsheet program and save it as .xlsx",
        ) from None
    names = values.sheetnames
    if sheet and sheet not in names:
        raise ImportProblem(
            path.name,
            "is not the name of a sheet",
            f"the sheets are: {list_of(names)}",
            value=sheet,
            field="sheet",
        )
    name = sheet or names[0]
    place = f"{name}!" if len(names) > 1 else ""
    return place, _sheet(values[name], formulas[name])


def _sheet(values: Any, formulas: Any) -> Iterator[list[_Read]]:
    # What a file says of its own size may be wrong.
    values.reset_dimensions()
    formulas.reset_dimensions()
    for line, formula_line in zip(values.iter_rows(), formulas.iter_rows()):
        yield [_cell(cell, formula.value) for cell, formula in zip(line, formula_line)]


def _cell(cell: Any, formula: Any) -> _Read:
    value = cell.value
    if value is None:
        if isinstance(formula, str) and formula.startswith("="):
            return (
                "",
                None,
                (
                    f"is a formula without its result ({formula})",
                    "open the workbook in a spreadsheet program and save it, or put the value in its place",
                ),
            )
        return "", None, ("", "")
    if cell.data_type == "e":
        return "", None, (f"holds the error {value}", "mend the formula")
    if isinstance(value, datetime.datetime):
        return value.date().isoformat(), value.date(), ("", "")
    if isinstance(value, datetime.date):
        return value.isoformat(), value, ("", "")
    if isinstance(value, bool):
        return ("true" if value else "false"), None, ("", "")
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format or ""), None, ("", "")
    return str(value).strip(), None, ("", "")


def _number(value: float, number_format: str) -> str:
    """A number as it is written: 115 for 115.0, and 15% for 0.15 in a cell of percents."""
    if "%" in number_format:
        return f"{round(value * 100, 10):g}%"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
