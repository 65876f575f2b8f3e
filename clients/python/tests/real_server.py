"""A real server for tests, of the programs in the folder $EXCLAIM_BIN."""

from __future__ import annotations

import os
import signal
import subprocess
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
