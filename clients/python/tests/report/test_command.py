"""The command: its exit statuses, and what it says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import exclaim
from exclaim.report.command import main


def test_it_writes_a_file(samples: exclaim.Ledger, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    assert main(["--internal", "--socket", samples.socket, "--title", "A & B", "--write", str(path)]) == 0
    assert "<h1>A &amp; B</h1>" in path.read_text()


def test_it_writes_to_standard_output(
    empty: exclaim.Ledger, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["--socket", empty.socket]) == 0
    assert capfdbinary.readouterr().out.startswith(b"<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--date", "2025-02-30"], "--date 2025-02-30: is no day"),
        (["--internal", "--threshold", "5"], "--threshold"),
        (["--as-of", "#5"], "--internal"),
        (["--known", "recorded"], "--internal"),
    ],
)
def test_options_that_do_not_go_together_are_told(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 64
    assert says in capsys.readouterr().err


def test_an_unknown_option_is_a_usage_error() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--nonsense"])
    assert stopped.value.code == 64


def test_no_server_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--socket", str(tmp_path / "none.sock"), "--timeout", "5"]) == 69
    assert "none.sock" in capsys.readouterr().err


def test_a_moment_that_is_none_is_bad_input(
    samples: exclaim.Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--internal", "--socket", samples.socket, "--as-of", "yesterday"]) == 65
    assert "yesterday" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told(samples: exclaim.Ledger, tmp_path: Path) -> None:
    assert (
        main(["--internal", "--socket", samples.socket, "--write", str(tmp_path / "no" / "page.html")]) == 65
    )


def test_called_off_it_takes_its_private_ledger_along(contested: exclaim.Ledger, tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path), "EXCLAIM_SOCKET": contested.socket}
    command = [sys.executable, "-m", "exclaim.report", "--write", str(tmp_path / "page.html")]
    process = subprocess.Popen(command, env=environment)
    # Its folder comes before its server, which then takes its time to begin.
    while not list(tmp_path.glob("exclaim-report-*/exclaim.sock")):
        assert process.poll() is None, "it was done before it could be called off"
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 130
    assert list(tmp_path.iterdir()) == []
