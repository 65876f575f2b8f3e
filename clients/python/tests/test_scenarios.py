"""Both clients can do with a server what every client must: Tests/Conformance/scenarios."""

from __future__ import annotations

import json
from pathlib import Path

import scenarios
from real_server import Server

FOLDER = Path(__file__).resolve().parents[3] / "Tests" / "Conformance" / "scenarios"


def test_every_scenario_comes_out(server: Server, capsys) -> None:
    status = scenarios.main(server.socket, str(FOLDER))
    assert status == 0, capsys.readouterr().out


def test_every_wrong_scenario_fails(server: Server, capsys) -> None:
    count = sum(len(json.loads(path.read_text())) for path in (FOLDER / "wrong").glob("*.json"))
    assert scenarios.main(server.socket, str(FOLDER / "wrong")) == 1
    assert f"0 passed, {count} failed" in capsys.readouterr().out


def test_no_scenarios_are_a_failure(tmp_path: Path) -> None:
    assert scenarios.main("/nowhere", str(tmp_path)) == 1
