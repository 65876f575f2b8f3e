"""`exclaim-import` against a real server: a preview stores nothing, a second run changes nothing."""

from __future__ import annotations

import json

import openpyxl
import pytest

from exclaim.importing import Mapping, entries_of, limits, preview, read_table
from exclaim.importing.main import main
from exclaim.importing.problems import ImportProblem
from exclaim.importing.rows import Entry
from exclaim.importing.submitting import summary

from .file_samples import ARTICLES

MAPPING = """
[[record]]
kind = "claim"
key = "desk-{No}"
if = "Freed"

[record.columns]
"quantity.words" = "Freed"
"speaker.actor" = { column = "Source", values = { "Ministry, north" = "north-ministry" } }
"asserted.edtf" = { column = "Date", date = "%d.%m.%Y" }
"measure.dependentPower" = "Side"

[record.constants]
speechAct = "ASSERTS"
measure.topic = "RETURNED"
asserted.basis = "STATED"
"""

ROWS = [
    ["No", "Date", "Source", "Freed", "Side"],
    [1, "14.03.2025", "Ministry, north", "more than a hundred", "north"],
    [2, "20.03.2025", "Ministry, north", 115, "north"],
    [3, "02.04.2025", "Ministry, north", "lots and lots", "north"],
    [4, "03.04.2025", "Ministry, north", 12, "nowhere"],
    [5, "04.04.2025", "Ministry, north", None, "north"],
]


@pytest.fixture
def desk(ledger, tmp_path):
    """A workbook and its mapping, and a server that knows the parties."""
    ledger.submit(
        [
            {"actor": {"key": "north", "kind": "STATE", "name": "North"}},
            {
                "actor": {
                    "key": "north-ministry",
                    "kind": "MINISTRY",
                    "name": "Ministry of the North",
                    "side": "north",
                }
            },
        ]
    )
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "desk.xlsx")
    (tmp_path / "desk.toml").write_text(MAPPING)
    return [str(tmp_path / "desk.xlsx"), "--mapping", str(tmp_path / "desk.toml")]


def keys(ledger, kind):
    return [getattr(record, kind).key for record in ledger.list(kind)]


def test_a_preview_shows_what_would_become_of_each_row_and_stores_nothing(desk, ledger, capsys):
    assert main(["table", *desk]) == 65
    out, err = capsys.readouterr()
    lines = [line.split() for line in out.splitlines()]
    assert lines[:5] == [
        ["from", "record", "key", "would", "be"],
        ["row", "2", "claim", "desk-1", "created"],
        ["row", "3", "claim", "desk-2", "created"],
        ["row", "4", "claim", "desk-3", "refused"],
        ["row", "5", "claim", "desk-4", "refused"],
    ]
    assert out.splitlines()[-1] == "2 new, 0 unchanged, 0 revised, 2 refused (preview: nothing was stored)"
    first, second = err.splitlines()
    assert first.startswith("D4: claim.quantity.words “lots and lots”") and "; " in first
    assert second.startswith("E5: claim.measure.dependentPower “nowhere”")
    assert keys(ledger, "claim") == []


def test_what_nothing_is_wrong_with_is_stored_and_a_second_run_changes_nothing(desk, ledger, capsys):
    assert main(["table", *desk, "--submit"]) == 65
    assert "2 new, 0 unchanged, 0 revised, 2 refused" in capsys.readouterr().out
    assert keys(ledger, "claim") == ["desk-1", "desk-2"]
    assert [record.claim.quantity.hard.low for record in ledger.list("claim")] == [101, 115]
    before = ledger.status().sequence
    assert main(["table", *desk, "--submit"]) == 65
    assert "0 new, 2 unchanged, 0 revised, 2 refused" in capsys.readouterr().out
    assert ledger.status().sequence == before


def test_all_or_nothing_is_stored_where_that_is_asked_for(desk, ledger, capsys):
    assert main(["table", *desk, "--submit", "--atomic"]) == 65
    assert "2 new, 0 unchanged, 0 revised, 2 refused (preview: nothing was stored)" in capsys.readouterr().out
    assert keys(ledger, "claim") == []


def test_no_cell_moves_the_cursor_of_a_terminal(tmp_path, capsys):
    (tmp_path / "t.csv").write_text("No,St\x1b[2Jate\n1,\x1b[31mred\n")
    (tmp_path / "m.toml").write_text(
        "[[record]]\nkind = 'assessment'\nkey = '{No}'\n[record.columns]\nstate = \"St\\u001b[2Jate\"\n"
    )
    assert main(["table", str(tmp_path / "t.csv"), "--mapping", str(tmp_path / "m.toml"), "--lines"]) == 65
    err = capsys.readouterr().err
    assert "B2: assessment.state" in err and "\x1b" not in err


def test_a_changed_row_is_refused_with_its_cell_unless_it_may_be_revised(desk, ledger, capsys):
    main(["table", *desk, "--submit"])
    book = openpyxl.load_workbook(desk[0])
    book.active["D3"] = 116
    book.save(desk[0])
    capsys.readouterr()
    main(["table", *desk])
    out, err = capsys.readouterr()
    assert "desk-2  refused" in out
    main(["table", *desk, "--revise", "--submit", "--reason", "counted again"])
    assert "0 new, 1 unchanged, 1 revised, 2 refused" in capsys.readouterr().out
    assert ledger.get("desk-2").change.reason == "counted again"


def test_lines_are_what_submit_takes(desk, ledger, capsys):
    assert main(["table", *desk, "--lines"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["claim"]["key"] for record in records] == ["desk-1", "desk-2", "desk-3", "desk-4"]
    assert ledger.submit(records[:2]).created == 2


def test_articles_go_in_and_a_second_run_changes_nothing(ledger, capsys):
    assert main(["articles", str(ARTICLES), "--submit"]) == 0
    assert "5 new, 0 unchanged, 0 revised, 0 refused" in capsys.readouterr().out
    assert main(["articles", str(ARTICLES), "--submit"]) == 0
    assert "0 new, 5 unchanged, 0 revised, 0 refused" in capsys.readouterr().out
    assert "the same file as obmin.txt" in str(main(["articles", str(ARTICLES)])) + capsys.readouterr().out


def test_a_quote_out_of_an_imported_article_is_found_in_it(ledger, capsys):
    main(["articles", str(ARTICLES), "--submit"])
    key = next(record.document.key for record in ledger.list("document") if record.document.body_copies == 2)
    claim = {
        "key": "q",
        "speechAct": "ASSERTS",
        "speaker": {"words": "a spokesperson of the coordination office"},
        "measure": {"topic": "NEGOTIATION_STATUS"},
        "mentions": [{"document": key, "quote": "a fourth would follow soon"}],
    }
    ledger.submit({"actor": {"key": "office", "kind": "COORDINATION_BODY", "name": "Coordination office"}})
    claim["speaker"]["actor"] = "office"
    assert ledger.submit({"claim": claim}).created == 1
    claim["mentions"][0]["quote"] = "a fifth would follow soon"
    assert ledger.submit({"claim": {**claim, "key": "r"}}).refused == 1


def test_what_looks_like_personal_data_is_refused_until_a_reason_is_given(ledger, capsys, tmp_path):
    text = "A list\nThe prisoners who came home are Jane Roe and Richard Miles, their families said.\n"
    (tmp_path / "list.txt").write_text(text)
    assert main(["articles", str(tmp_path), "--submit"]) == 65
    assert "list.txt: document.text" in capsys.readouterr().err
    assert main(["articles", str(tmp_path), "--submit", "--allow-flagged", "names of an invented story"]) == 0
    (record,) = ledger.list("document")
    assert record.change.flagged


def test_outlets_come_from_a_file_and_one_that_is_not_there_is_told_by_its_article(ledger, capsys, tmp_path):
    (tmp_path / "o.toml").write_text('[outlets]\n"harbour-post.example" = "harbour-post"\n')
    arguments = ["articles", str(ARTICLES), "--outlets", str(tmp_path / "o.toml")]
    assert main(arguments) == 65
    assert "harbour.html: document.outlet “harbour-post”" in capsys.readouterr().err
    ledger.submit({"actor": {"key": "harbour-post", "kind": "OUTLET", "name": "The Harbour Post"}})
    assert main(arguments) == 0


def test_without_a_server_the_command_says_so(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("EXCLAIM_SOCKET", str(tmp_path / "none"))
    assert main(["articles", str(ARTICLES)]) == 69
    assert "exclaim-import: " in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["table"], ["table", "x.csv"], ["articles", "x", "--zzz"]])
def test_wrong_usage_ends_with_64(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 64


def test_a_wrong_mapping_ends_with_65(tmp_path, capsys):
    (tmp_path / "m.toml").write_text("[[record]]\nkind = 'clam'\n")
    (tmp_path / "t.csv").write_text("No\n1\n")
    assert main(["table", str(tmp_path / "t.csv"), "--mapping", str(tmp_path / "m.toml")]) == 65
    assert "“clam” is no kind of record" in capsys.readouterr().err


def test_an_import_takes_n_records_and_refuses_n_and_one():
    class Counting:
        def submit(self, records, **options):
            class Answer:
                results = []

            return Answer()

    made = [
        Entry(f"row {n}", "actor", str(n), {"actor": {"key": str(n)}}) for n in range(limits.RECORDS_MAX + 1)
    ]
    preview(Counting(), made[:-1])
    with pytest.raises(ImportProblem, match=f"{limits.RECORDS_MAX} are the most"):
        preview(Counting(), made)


def test_records_go_in_parts_of_the_size_of_a_submission():
    sizes = []

    class Weighing:
        def submit(self, records, **options):
            sizes.append(len(records))

            class Answer:
                results = []

            return Answer()

    text = "x" * (limits.SUBMISSION_BYTES // 4)
    preview(Weighing(), [Entry("a", "document", str(n), {"document": {"text": text}}) for n in range(7)])
    assert sizes == [3, 3, 1]


def test_the_functions_do_what_the_command_does(desk, ledger):
    mapping = Mapping.read(desk[2])
    entries = entries_of(read_table(desk[0], **mapping.table), mapping)
    preview(ledger, entries)
    assert summary(entries) == "2 new, 0 unchanged, 0 revised, 2 refused"
