"""A server of its own for each test module, of the programs in the folder $EXCLAIM_BIN."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import exclaim

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PATIENCE_SECONDS = 30


class Server:
    """A server on a socket and a ledger of its own."""

    def __init__(self, folder: str, **environment: str):
        self.folder = Path(folder)
        self.socket = str(self.folder / "exclaim.sock")
        self._environment = {
            **os.environ,
            "EXCLAIM_SOCKET": self.socket,
            "EXCLAIM_DATABASE": str(self.folder / "exclaim.db"),
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        programs = os.environ.get("EXCLAIM_BIN")
        if programs is None:
            pytest.skip("no server: EXCLAIM_BIN names no folder with exclaimd")
        command = [str(Path(programs, "exclaimd"))]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)
        self._await()

    def _await(self) -> None:
        assert self._process is not None
        while True:
            try:
                exclaim.connect(self.socket, timeout=PATIENCE_SECONDS).close()
                return
            except exclaim.Unavailable:
                try:
                    self._process.wait(0.02)
                except subprocess.TimeoutExpired:
                    continue
                raise AssertionError((self.folder / "log").read_text()) from None

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE_SECONDS)
            self._process = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="exclaim-") as folder:
        running = Server(folder)
        running.start()
        yield running
        running.stop()


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server for one test, which may stop it."""
    with tempfile.TemporaryDirectory(prefix="exclaim-") as folder:
        running = Server(folder)
        running.start()
        yield running
        running.stop()


@pytest.fixture
def ledger(server: Server) -> Iterator[exclaim.Ledger]:
    with exclaim.connect(server.socket, timeout=PATIENCE_SECONDS) as connected:
        yield connected


@pytest.fixture(scope="module")
def samples(server: Server) -> list[dict]:
    """The sample records, which are in the ledger then."""
    import json

    names = ["actors", "s0", "s1", "s2", "s3", "s4"]
    lines = [line for name in names for line in (SAMPLES / f"{name}.jsonl").read_text().splitlines()]
    records = [json.loads(line) for line in lines]
    with exclaim.connect(server.socket) as connected:
        connected.submit(records, atomic=True)
    return records
