"""Messages as plain values and back."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from pathlib import Path

import pytest
from real_server import SAMPLES, Server

import exclaim
from exclaim import messages, to_dict
from exclaim._convert import fill

LINES = [line for path in sorted(SAMPLES.glob("*.jsonl")) for line in path.read_text().splitlines()]


def made(line: dict) -> messages.Record:
    record = messages.Record()
    assert fill(record, line) == []
    return record


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[:40])
def test_every_sample_line_comes_back_as_it_was(line: str) -> None:
    assert to_dict(made(json.loads(line))) == json.loads(line)


def test_answers_are_written_as_the_command_line_writes_them(server: Server, samples: list, ledger) -> None:
    environment = {**os.environ, "EXCLAIM_SOCKET": server.socket}
    calls = [
        (["show", "s0-1"], lambda: ledger.call("Records/Get", {"id": "s0-1"})),
        (["parity", "x-2024-08-24"], lambda: ledger.parity("x-2024-08-24")),
        (["conflicts", "--topic", "HELD"], lambda: ledger.conflicts(topic="HELD")),
        (["tally", "--as-of", "2025-07-28"], lambda: ledger.tally(as_of="2025-07-28")),
        (["origins"], ledger.origins),
    ]
    program = str(Path(os.environ["EXCLAIM_BIN"], "exclaim"))
    for words, call in calls:
        command = [program, *words, "--output", "json", "--no-start"]
        printed = subprocess.run(command, env=environment, capture_output=True, check=False).stdout
        assert json.loads(printed) == to_dict(call()), words


def test_both_names_of_fields_and_values_are_read() -> None:
    by_json = {"claim": {"speechAct": "ASSERTS", "measure": {"from": {"edtf": "2022"}}}}
    by_proto = {"claim": {"speech_act": "SPEECH_ACT_ASSERTS", "measure": {"from_date": {"edtf": "2022"}}}}
    assert made(by_json) == made(by_proto)
    assert made({"claim": {"speechAct": 1}}) == made({"claim": {"speech_act": "asserts"}})


def test_none_is_not_set() -> None:
    assert made({"claim": {"key": "a", "note": None}}) == made({"claim": {"key": "a"}})


def test_values_of_versions_to_come_are_kept() -> None:
    record = made({"claim": {"speechAct": 999}})
    assert to_dict(record) == {"claim": {"speechAct": 999}}


def test_wide_numbers_are_texts_and_narrow_ones_numbers() -> None:
    bounds = messages.Bounds(low=-(1 << 63), high=(1 << 63) - 1)
    assert to_dict(bounds) == {"low": "-9223372036854775808", "high": "9223372036854775807"}
    assert to_dict(messages.SubmitResponse(created=3)) == {"created": 3}


def test_bytes_are_base64() -> None:
    head = messages.TreeHeadResponse(size=1, root=b"\xff\xfe")
    assert to_dict(head) == {"size": "1", "root": base64.b64encode(b"\xff\xfe").decode()}
    again = messages.TreeHeadResponse()
    assert fill(again, to_dict(head)) == [] and again == head


@pytest.mark.parametrize(
    ("line", "field", "word"),
    [
        ({"claim": {"kye": "a"}}, "claim.kye", "key"),
        ({"claim": {"speechAct": "ASERTS"}}, "claim.speechAct", "ASSERTS"),
        ({"claim": {"quantity": {"hard": {"low": "many"}}}}, "claim.quantity.hard.low", "whole number"),
        ({"claim": {"quantity": {"hard": {"low": 1 << 63}}}}, "claim.quantity.hard.low", "not in"),
        ({"claim": {"chain": [{"actor": "a"}, {"actor": 7}]}}, "claim.chain[1].actor", "text"),
        ({"claim": {"chain": {"actor": "a"}}}, "claim.chain", "list"),
        ({"claim": "a"}, "claim", "object"),
        ({"claim": {}, "actor": {}}, "actor", "only one"),
        ({"claim": {"mentions": [{"start": -1}]}}, "claim.mentions[0].start", "not in"),
        ({"claim": {"quantity": {"round": "yes"}}}, "claim.quantity.round", "truth value"),
        ({"claim": {"note": "\ud800"}}, "claim.note", "Unicode"),
    ],
)
def test_a_wrong_field_is_named(line: dict, field: str, word: str) -> None:
    (problem,) = fill(messages.Record(), line)
    assert problem.field == field
    assert word in f"{problem.reason} {problem.remedy}"


@pytest.mark.parametrize("number", [-(1 << 63), (1 << 63) - 1])
def test_numbers_are_read_up_to_their_ends(number: int) -> None:
    assert fill(messages.Bounds(), {"low": str(number)}) == []
    assert len(fill(messages.Bounds(), {"low": number + (1 if number > 0 else -1)})) == 1


def test_all_wrong_fields_of_all_records_are_told_before_anything_is_sent(ledger) -> None:
    lines = [{"actor": {"nmae": "a"}}, {"actor": {"name": "b"}}, {"claim": {"kye": 1, "speechAct": "SAYS"}}]
    with pytest.raises(exclaim.InvalidRecord) as caught:
        ledger.submit(lines)
    told = [(problem.record, problem.field) for problem in caught.value.problems]
    assert told == [(0, "actor.nmae"), (2, "claim.kye"), (2, "claim.speechAct")]
