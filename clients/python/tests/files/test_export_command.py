"""`exclaim-export` against a real server, and from what `exclaim export` wrote."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from exclaim.exporting import Collection, Stored
from exclaim.exporting.main import main

PUBLIC = [
    {"actor": {"key": "north", "kind": "STATE", "name": "North", "visibility": "PUBLIC"}},
    {"actor": {"key": "south", "kind": "STATE", "name": "South", "visibility": "PUBLIC"}},
    {"document": {"key": "d", "title": "A report", "visibility": "PUBLIC"}},
    {
        "claim": {
            "key": "c-open",
            "visibility": "PUBLIC",
            "speechAct": "ASSERTS",
            "speaker": {"actor": "north"},
            "measure": {"topic": "RETURNED", "dependentPower": "north", "detainingPower": "south"},
            "quantity": {"words": "more than a hundred"},
            "mentions": [{"document": "d"}],
        }
    },
    {
        "claim": {
            "key": "c-small",
            "visibility": "PUBLIC",
            "speechAct": "ASSERTS",
            "speaker": {"actor": "north"},
            "measure": {
                "topic": "RETURNED",
                "dependentPower": "north",
                "category": "SERIOUSLY_WOUNDED_OR_SICK",
            },
            "quantity": {"words": "two"},
            "mentions": [{"document": "d"}],
        }
    },
    {
        "claim": {
            "key": "c-team",
            "speechAct": "ASSERTS",
            "speaker": {"actor": "south"},
            "measure": {"topic": "HELD", "dependentPower": "north"},
            "quantity": {"words": "77"},
            "mentions": [{"document": "d"}],
        }
    },
]

FORMATS = ["csv --table claim", "jsonl", "ftm", "claimreview", "markdown"]


@pytest.fixture
def public(ledger):
    assert ledger.submit(PUBLIC).refused == 0
    return ledger


@pytest.mark.parametrize("format", FORMATS)
def test_a_public_export_writes_what_the_server_lets_be_published_and_nothing_else(public, capsys, format):
    assert main([*format.split(), "--public"]) == 0
    out, err = capsys.readouterr()
    assert "more than a hundred" in out
    assert not re.search(r"\b(77|c-team|two)\b", out)
    assert "withheld" in err and "read it before you publish it" in err


@pytest.mark.parametrize("format", FORMATS)
def test_a_public_export_from_a_file_says_the_same(public, capsys, format, tmp_path):
    assert main(["jsonl", "--public", "--write", str(tmp_path / "p.jsonl")]) == 0
    capsys.readouterr()
    assert main([*format.split(), "--public"]) == 0
    from_server = capsys.readouterr().out
    assert main([*format.split(), "--from", str(tmp_path / "p.jsonl")]) == 0
    assert capsys.readouterr().out == from_server


def test_what_the_command_line_exported_is_read(public, capsys, tmp_path):
    program = shutil.which("exclaim", path=os.environ.get("EXCLAIM_BIN") or None)
    lines = subprocess.run([program, "export", "--public"], capture_output=True, text=True, check=True).stdout
    (tmp_path / "p.jsonl").write_text(lines)
    assert main(["markdown", "--from", str(tmp_path / "p.jsonl")]) == 0
    out = capsys.readouterr().out
    assert "| North |  | “more than a hundred” |  | `c-open` | [^1] |" in out
    assert "withheld" in out and "“two”" not in out and "77" not in out


def test_without_public_everything_that_one_may_read_is_written(public, capsys):
    assert main(["csv", "--table", "claim"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["key"], row["words"]) for row in rows] == [
        ("c-open", "more than a hundred"),
        ("c-small", "two"),
        ("c-team", "77"),
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_ledger_gives_an_empty_file(ledger, capsys, format):
    assert main(format.split()) == 0
    assert main([*format.split(), "--public"]) == 0
    assert "0 records" in capsys.readouterr().err


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_what_is_written_is_utf8_whatever_the_locale(tmp_path, locale):
    (tmp_path / "p.jsonl").write_text('{"claim": {"key": "c", "proposition": "обмін"}}\n', "utf-8")
    code = "import sys; from exclaim.exporting.main import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", code, "markdown", "--from", str(tmp_path / "p.jsonl")],
        env={**os.environ, "LC_ALL": locale, "PYTHONCOERCECLOCALE": "0"},
        capture_output=True,
        check=True,
    )
    assert "обмін" in done.stdout.decode("utf-8")


def test_claims_are_chosen_by_any_field_and_references_by_key_or_id(public, capsys):
    north = public.get("north").id
    for condition, words in [
        ("measure.topic=HELD", ["77"]),
        ("speaker.actor=north", ["more than a hundred", "two"]),
        (f"speaker.actor={north}", ["more than a hundred", "two"]),
        ("measure.category=CHILDREN", []),
    ]:
        assert main(["csv", "--table", "claim", "--where", condition]) == 0
        rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
        assert [row["words"] for row in rows] == words, condition


def test_relations_and_assessments_go_with_their_claims():
    records = Collection(
        Stored.of(line)
        for line in (
            {"claim": {"key": "a", "measure": {"topic": "HELD"}}},
            {"claim": {"key": "b", "measure": {"topic": "HELD"}}},
            {"claim": {"key": "c", "measure": {"topic": "RETURNED"}}},
            {"relation": {"key": "ab", "from": "a", "to": "b"}},
            {"relation": {"key": "bc", "from": "b", "to": "c"}},
            {"assessment": {"key": "on-a", "claim": "a"}},
            {"assessment": {"key": "on-c", "claim": "c"}},
        )
    )
    kept = records.with_claims("measure.topic", "HELD")
    assert [record.key for record in kept] == ["a", "b", "ab", "on-a"]


def test_retracted_records_say_so_and_redacted_ones_are_counted(public, capsys):
    public.call("Records/Retract", {"id": "c-open", "reason": "a mistake"})
    public.call("Records/Redact", {"id": "c-team", "reason": "asked for"})
    assert main(["jsonl"]) == 0
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["state"] for line in lines if "state" in line] == ["RETRACTED"]
    assert "left out 1 redacted records" in err
    assert main(["markdown"]) == 0
    assert "more than a hundred" not in capsys.readouterr().out


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_folder_gets_a_file_for_each_table_that_has_rows(public, tmp_path, format, capsys):
    assert main([format, "--write", str(tmp_path / "tables")]) == 0
    names = {path.name for path in (tmp_path / "tables").iterdir()}
    assert names == {f"{name}.{format}" for name in ("actor", "document", "claim", "mention")}


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["xml"],
        ["csv"],
        ["parquet", "--table", "claim"],
        ["csv", "--table", "clam"],
        ["jsonl", "--table", "claim"],
        ["jsonl", "--threshold", "5"],
        ["jsonl", "--public", "--threshold", "0"],
        ["jsonl", "--public", "--from", "x"],
        ["markdown", "--author", "x"],
        ["markdown", "--where", "measure.topik=HELD"],
    ],
)
def test_wrong_usage_ends_with_64(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 64


def test_a_file_that_holds_no_records_ends_with_65(tmp_path, capsys):
    assert main(["jsonl", "--from", str(tmp_path / "none")]) == 65
    (tmp_path / "x").write_text("{}\n")
    assert main(["jsonl", "--from", str(tmp_path / "x")]) == 65
    assert "x, line 1: is no record" in capsys.readouterr().err


def test_without_a_server_the_command_says_so(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("EXCLAIM_SOCKET", str(tmp_path / "none"))
    assert main(["jsonl"]) == 69
