"""What the tests of importing and exporting share: a real server, the samples, and articles that we wrote."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import exclaim

HERE = Path(__file__).parent
SAMPLES = HERE.parents[2] / "samples"
ARTICLES = HERE / "articles"


@pytest.fixture
def server(tmp_path, monkeypatch):
    """The socket of a server of its own, with nothing in it."""
    programs = os.environ.get("EXCLAIM_BIN", "")
    program = shutil.which("exclaimd", path=programs or None)
    if program is None:
        message = "no exclaimd: set EXCLAIM_BIN to the folder in which it is"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    socket = tmp_path / "s"
    monkeypatch.setenv("EXCLAIM_SOCKET", str(socket))
    monkeypatch.setenv("EXCLAIM_DATABASE", str(tmp_path / "ledger.db"))
    process = subprocess.Popen([program], stderr=subprocess.PIPE, text=True)
    try:
        for line in process.stderr:
            if "serving" in line:
                break
        else:
            pytest.fail("exclaimd ended before it served")
        yield str(socket)
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture
def ledger(server):
    with exclaim.connect(server, timeout=60) as ledger:
        yield ledger


def sample_records():
    """The records of the samples, in order."""
    import json

    for name in ("actors", "s0", "s1", "s2", "s3", "s4"):
        for line in (SAMPLES / f"{name}.jsonl").read_text("utf-8").splitlines():
            yield json.loads(line)


@pytest.fixture
def samples(ledger):
    """A ledger with the samples in it."""
    answer = ledger.submit(list(sample_records()))
    assert answer.refused == 0
    return ledger
