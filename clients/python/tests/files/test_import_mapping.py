"""A mapping says how rows become records, and what is wrong with one is told with what there is."""

from __future__ import annotations

import re

import pytest

from exclaim.importing import ImportProblem, Mapping, Table, entries_of
from exclaim.importing.tables import Cell, Row


def table(columns, *rows):
    lines = [
        Row(
            number,
            {
                name: Cell(f"{chr(65 + at)}{number}", text)
                for at, (name, text) in enumerate(zip(columns, row))
            },
        )
        for number, row in enumerate(rows, start=2)
    ]
    return Table("t.csv", list(columns), lines)


def mapping(tmp_path, text):
    path = tmp_path / "m.toml"
    path.write_text(text, "utf-8")
    return Mapping.read(path)


def entries(tmp_path, text, *rows, columns=("No", "Who", "Words", "Day")):
    return entries_of(table(columns, *rows), mapping(tmp_path, text))


CLAIM = """
[[record]]
kind = "claim"
key = "desk-{No}"
[record.columns]
"quantity.words" = "Words"
"speaker.actor" = { column = "Who", values = { "the ministry" = "ministry" } }
"asserted.edtf" = { column = "Day", date = ["%d.%m.%Y", "%m.%Y", "%Y"] }
[record.constants]
speechAct = "asserts"
measure.topic = "RETURNED"
asserted.basis = "STATED"
"""


def test_a_row_becomes_a_record(tmp_path):
    (entry,) = entries(tmp_path, CLAIM, ("7", "the ministry", "more than a hundred", "14.03.2025"))
    assert not entry.problems
    assert entry.record == {
        "claim": {
            "key": "desk-7",
            "quantity": {"words": "more than a hundred"},
            "speaker": {"actor": "ministry"},
            "asserted": {"edtf": "2025-03-14", "basis": "STATED"},
            "speechAct": "ASSERTS",
            "measure": {"topic": "RETURNED"},
        }
    }
    assert entry.place_of("claim.quantity.words") == "C2"


@pytest.mark.parametrize(
    ("day", "edtf"),
    [("14.03.2025", "2025-03-14"), ("03.2025", "2025-03"), ("2025", "2025"), ("1.1.0999", "0999-01-01")],
)
def test_a_date_is_as_fine_as_its_words(tmp_path, day, edtf):
    (entry,) = entries(tmp_path, CLAIM, ("7", "the ministry", "5", day))
    assert entry.record["claim"]["asserted"]["edtf"] == edtf


def test_an_empty_cell_is_an_absent_field_and_a_constant_beside_it_goes_too(tmp_path):
    (entry,) = entries(tmp_path, CLAIM, ("7", "the ministry", "5", ""))
    assert "asserted" not in entry.record["claim"]
    assert entry.record["claim"]["measure"] == {"topic": "RETURNED"}


@pytest.mark.parametrize(
    ("row", "place", "message"),
    [
        (("7", "a baker", "5", ""), "B2", "“a baker” stands for nothing.*there are: the ministry"),
        (("7", "", "5", "tomorrow"), "D2", "“tomorrow” is no date of the form %d.%m.%Y or"),
        (("7", "", "5", "31.02.2025"), "D2", "is no date of the form"),
        (("", "", "5", ""), "A2", "claim.key needs No, which is empty here; fill in No"),
    ],
)
def test_a_wrong_cell_is_told_by_its_name_with_value_reason_and_remedy(tmp_path, row, place, message):
    (entry,) = entries(tmp_path, CLAIM, row)
    assert entry.record is None
    (problem,) = entry.problems
    assert problem.place == place
    assert problem.remedy
    assert re.search(message, str(problem)), problem


def test_every_wrong_cell_of_a_row_is_told_at_once(tmp_path):
    (entry,) = entries(tmp_path, CLAIM, ("", "a baker", "5", "tomorrow"))
    assert [problem.place for problem in entry.problems] == ["B2", "D2", "A2"]


def test_one_row_may_give_several_records_that_refer_to_each_other(tmp_path):
    text = """
    [[record]]
    kind = "exchange"
    key = "x-{No}"
    [record.columns]
    "date.edtf" = "Day"
    [[record]]
    kind = "claim"
    key = "c-{No}"
    if = "Words"
    [record.columns]
    "quantity.words" = "Words"
    [record.templates]
    "about.exchange" = "x-{No}"
    """
    made = entries(tmp_path, text, ("1", "", "115", "2025-03-14"), ("2", "", "", "2025-03-20"))
    assert [entry.key for entry in made] == ["x-1", "c-1", "x-2"]
    assert made[1].record["claim"]["about"] == {"exchange": "x-1"}


def test_a_key_made_of_content_is_the_same_on_every_run_and_differs_for_other_content(tmp_path):
    text = CLAIM.replace('key = "desk-{No}"\n', "")
    rows = (("1", "", "5", ""), ("2", "", "6", ""))
    first, second = entries(tmp_path, text, *rows), entries(tmp_path, text, *reversed(rows))
    assert {entry.key for entry in first} == {entry.key for entry in second}
    assert first[0].key != first[1].key


def test_two_rows_under_one_key_are_told_unless_they_say_the_same(tmp_path):
    same, twin, other = entries(tmp_path, CLAIM, ("1", "", "5", ""), ("1", "", "5", ""), ("1", "", "6", ""))
    assert twin.twin is same and not twin.problems
    assert "is the key of row 2 too" in str(other.problems[0])


def test_several_values_in_a_cell_become_a_list(tmp_path):
    text = """
    [[record]]
    kind = "actor"
    key = "{No}"
    [record.columns]
    name = "Who"
    aliases = { column = "Words", split = ";" }
    """
    (entry,) = entries(tmp_path, text, ("a", "A", "x; y;;z", ""))
    assert entry.record["actor"]["aliases"] == ["x", "y", "z"]


def test_a_list_closes_over_an_element_without_a_value_and_places_still_fit(tmp_path):
    text = """
    [[record]]
    kind = "exchange"
    key = "{No}"
    [record.columns]
    "legs[0].persons[0].quantity.words" = "Words"
    "legs[1].persons[0].quantity.words" = "Day"
    [record.constants]
    "legs[0].from" = "north"
    "legs[1].from" = "south"
    """
    (entry,) = entries(tmp_path, text, ("a", "", "", "115"))
    legs = entry.record["exchange"]["legs"]
    assert legs == [{"persons": [{"quantity": {"words": "115"}}], "from": "south"}]
    assert entry.place_of("exchange.legs[0].persons[0].quantity.words") == "D2"
    assert entry.place_of("exchange.legs[0].persons[0].quantity") == "D2"


def test_two_of_which_only_one_can_hold_are_told(tmp_path):
    text = """
    [[record]]
    kind = "claim"
    key = "{No}"
    [record.columns]
    "quantity.words" = "Words"
    valueState = "Day"
    """
    (entry,) = entries(tmp_path, text, ("a", "", "115", "not disclosed unstated"))
    assert "valueState stands beside quantity" in str(entry.problems[0])
    (entry,) = entries(tmp_path, text, ("a", "", "", "not disclosed unstated"))
    assert entry.record["claim"]["valueState"] == "NOT_DISCLOSED_UNSTATED"


def test_values_of_enums_truths_and_numbers_are_read_and_refused_with_what_there_is(tmp_path):
    text = """
    [[record]]
    kind = "assessment"
    key = "{No}"
    [record.columns]
    claim = "Who"
    credibility = "Words"
    state = "Day"
    """
    good, bad = entries(tmp_path, text, ("a", "c-1", "3", "Disputed"), ("b", "c-1", "three", "disputd"))
    assert good.record["assessment"] == {"key": "a", "claim": "c-1", "credibility": 3, "state": "DISPUTED"}
    assert [problem.place for problem in bad.problems] == ["C3", "D3"]
    assert "did you mean DISPUTED?" in str(bad.problems[1])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "says of no record how it is made"),
        ("x = ", "is no TOML"),
        ('[[record]]\nkind = "clam"', "“clam” is no kind of record; the kinds are: actor, document, claim"),
        ('[[record]]\nkind = "claim"\nkey = "all"', "would be the key of every row"),
        ('[[record]]\nkind = "claim"\ncolums = 1', "“colums” is not known in record"),
        ('[[record]]\nkind = "claim"\n[record.columns]\nspeechact = "No"', "did you mean speechAct"),
        ('[[record]]\nkind = "claim"\n[record.columns]\n"measure.zzz" = "No"', "its fields are: topic, unit"),
        ('[[record]]\nkind = "claim"\n[record.columns]\nquantity = "No"', "name one of them: quantity.words"),
        ('[[record]]\nkind = "claim"\n[record.columns]\n"mentions.quote" = "No"', r"write mentions\[0\]"),
        ('[[record]]\nkind = "claim"\n[record.columns]\n"note[0]" = "No"', "write note without brackets"),
        ('[[record]]\nkind = "claim"\n[record.columns]\n"note..x" = "No"', "is no path of a field"),
        ('[[record]]\nkind = "claim"\n[record.columns]\nkey = "No"', "has a place of its own"),
        (
            '[[record]]\nkind = "claim"\n[record.columns]\nnote = { colum = "No" }',
            "names no column|has no field",
        ),
        ('[[record]]\nkind = "claim"\n[record.constants]\nspeechAct = "SAYS"', "they are: ASSERTS"),
        ('[[record]]\nkind = "claim"\n[record.templates]\nnote = "x"', "names no column in braces"),
        (
            '[[record]]\nkind = "claim"\n[record.columns]\nnote = "No"\n[record.constants]\nnote = "x"',
            "is given by columns too",
        ),
        (
            '[[record]]\nkind = "claim"\n[record.columns]\nasserted.edtf = { column = "No", date = "%d.%m" }',
            "%Y, the year, has to be in it",
        ),
        ('[table]\nheader = 0\n[[record]]\nkind = "claim"', "table.header is no row number"),
    ],
)
def test_a_wrong_mapping_is_refused_with_what_to_write(tmp_path, text, message):
    with pytest.raises(ImportProblem, match=message):
        mapping(tmp_path, text)


def test_a_column_that_is_not_there_is_told_with_those_that_are(tmp_path):
    text = CLAIM.replace('= "Words"', '= "Wrods"')
    with pytest.raises(ImportProblem) as refused:
        entries(tmp_path, text, ("1", "", "", ""))
    problem = refused.value.problem
    assert (problem.value, problem.field) == ("Wrods", 'record[0].columns."quantity.words"')
    assert problem.remedy == "its columns are: No, Who, Words, Day"
