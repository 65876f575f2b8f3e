"""Tables are read as a spreadsheet shows them, and every cell knows its place."""

from __future__ import annotations

import datetime

import openpyxl
import pytest

from exclaim.importing import ImportProblem, limits, read_table
from exclaim.importing.tables import column_letters


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def workbook(path, rows, sheet="Sheet", more=(), formats=None):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    for cell, form in (formats or {}).items():
        book.active[cell].number_format = form
    for name in more:
        book.create_sheet(name)
    book.save(path)
    return path


def texts(table):
    return [{name: cell.text for name, cell in row.cells.items()} for row in table.rows]


def test_cells_of_csv_have_the_names_that_a_spreadsheet_gives_them(tmp_path):
    table = read_table(write(tmp_path / "t.csv", 'No,Said\n1,"a\nb"\n\n2,c\n'))
    assert table.columns == ["No", "Said"]
    assert [row.number for row in table.rows] == [2, 4]
    assert table.rows[1].cells["Said"].place == "B4"
    assert table.rows[0].cells["Said"].text == "a\nb"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(tmp_path, delimiter):
    table = read_table(write(tmp_path / "t.csv", delimiter.join("ab") + "\n" + delimiter.join("12") + "\n"))
    assert texts(table) == [{"a": "1", "b": "2"}]


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path):
    assert read_table(write(tmp_path / "t.csv", "\ufeffNo\n1\n")).columns == ["No"]


def test_another_encoding_is_read_when_it_is_named_and_refused_with_its_line_when_not(tmp_path):
    path = write(tmp_path / "t.csv", "Хто\nхтось\n", "cp1251")
    assert texts(read_table(path, encoding="cp1251")) == [{"Хто": "хтось"}]
    with pytest.raises(ImportProblem, match="t.csv, line 1: is not utf-8; .*encoding"):
        read_table(path)


def test_rows_above_the_header_are_passed_over(tmp_path):
    table = read_table(write(tmp_path / "t.csv", "Desk of the north\n\nNo\n7\n"), header=3)
    assert texts(table) == [{"No": "7"}]
    assert table.rows[0].cells["No"].place == "A4"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("No,No\n1,2\n", "B1: “No” names a column a second time"),
        ("", "has no header in row 1"),
        ('No\n"open\n', "is no CSV"),
        ("No\n\0\n", "zero bytes"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_place(tmp_path, text, message):
    with pytest.raises(ImportProblem, match=message):
        read_table(write(tmp_path / "t.csv", text))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ImportProblem, match="No such file"):
        read_table(tmp_path / "none.csv")


def test_numbers_and_dates_of_excel_are_read_as_people_see_them(tmp_path):
    rows = [
        ["n", "f", "p", "d", "b", "t"],
        [115, 115.0, 0.15, datetime.datetime(2025, 3, 14, 9, 30), True, " x "],
    ]
    path = workbook(tmp_path / "t.xlsx", rows, formats={"C2": "0%"})
    (row,) = read_table(path).rows
    assert [cell.text for cell in row.cells.values()] == ["115", "115", "15%", "2025-03-14", "true", "x"]
    assert row.cells["d"].day == datetime.date(2025, 3, 14)


def test_a_cell_names_its_sheet_where_there_are_several(tmp_path):
    path = workbook(tmp_path / "t.xlsx", [["No"], [1]], sheet="Desk", more=["Old"])
    assert read_table(path).rows[0].cells["No"].place == "Desk!A2"
    with pytest.raises(ImportProblem, match="“New” is not the name of a sheet; the sheets are: Desk, Old"):
        read_table(path, sheet="New")


def test_rows_and_cells_that_were_never_written_keep_the_places_of_the_others(tmp_path):
    book = openpyxl.Workbook()
    for place, value in {"B3": "No", "D3": "Said", "D6": "so", "B8": 1}.items():
        book.active[place] = value
    book.save(tmp_path / "t.xlsx")
    first, second = read_table(tmp_path / "t.xlsx", header=3).rows
    assert first.cells["Said"].place == "D6" and first.cells["Said"].text == "so"
    assert second.cells["No"].place == "B8" and second.cells["No"].text == "1"


@pytest.mark.parametrize("name", ["t.xls", "t.ods"])
def test_workbooks_of_other_kinds_are_told_what_to_become(tmp_path, name):
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(ImportProblem, match="save it as .xlsx"):
        read_table(tmp_path / name)


def test_a_formula_that_nobody_computed_is_no_empty_cell(tmp_path):
    path = workbook(tmp_path / "t.xlsx", [["No", "Sum"], [1, "=A2+1"]])
    reason, remedy = read_table(path).rows[0].cells["Sum"].fault
    assert "=A2+1" in reason
    assert remedy


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"<html>"])
def test_a_broken_workbook_is_refused_and_not_a_crash(tmp_path, content):
    (tmp_path / "t.xlsx").write_bytes(content)
    with pytest.raises(ImportProblem, match="is no workbook that can be read"):
        read_table(tmp_path / "t.xlsx")


def test_a_workbook_under_the_name_of_a_csv_is_told(tmp_path):
    workbook(tmp_path / "t.xlsx", [["No"]]).rename(tmp_path / "t.csv")
    with pytest.raises(ImportProblem, match="is a workbook; name it with .xlsx"):
        read_table(tmp_path / "t.csv")


def test_limits_take_n_and_refuse_n_and_one(tmp_path):
    rows = write(tmp_path / "rows.csv", "No\n" + "1\n" * limits.ROWS_MAX)
    assert len(read_table(rows).rows) == limits.ROWS_MAX
    with pytest.raises(ImportProblem, match=f"more than {limits.ROWS_MAX} rows"):
        read_table(write(rows, "No\n" + "1\n" * (limits.ROWS_MAX + 1)))
    names = [f"c{n}" for n in range(limits.COLUMNS_MAX + 1)]
    columns = write(tmp_path / "columns.csv", ",".join(names[:-1]) + "\n")
    assert len(read_table(columns).columns) == limits.COLUMNS_MAX
    with pytest.raises(ImportProblem, match=f"{limits.COLUMNS_MAX} are the most"):
        read_table(write(columns, ",".join(names) + "\n"))


def test_a_file_past_the_limit_is_refused_before_it_is_read(tmp_path):
    with open(tmp_path / "t.csv", "wb") as file:
        file.truncate(limits.TABLE_BYTES_MAX + 1)
    with pytest.raises(ImportProblem, match=f"{limits.TABLE_BYTES_MAX} are the most"):
        read_table(tmp_path / "t.csv")
    with open(tmp_path / "t.csv", "wb") as file:
        file.truncate(limits.TABLE_BYTES_MAX)
    with pytest.raises(ImportProblem, match="zero bytes"):
        read_table(tmp_path / "t.csv")


def test_columns_are_lettered_as_in_a_spreadsheet():
    assert [column_letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
