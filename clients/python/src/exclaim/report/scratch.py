"""A private ledger for the time of one page, with its own server in a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import exclaim

START_SECONDS_MAX = 30.0
POLL_SECONDS = 0.02


class NoServer(Exception):
    """The server's program is not there, or did not start."""


def program(path: str | None = None) -> str:
    """Path of `exclaimd`: as given, else in $EXCLAIM_BIN, else on the PATH."""
    folder = os.environ.get("EXCLAIM_BIN")
    found = path or (folder and str(Path(folder) / "exclaimd")) or shutil.which("exclaimd")
    if not found or not shutil.which(found):
        raise NoServer(
            f"{found or 'exclaimd'} was not found; a public page is computed in a private ledger of its own: "
            "put exclaimd on the PATH, or name it with --exclaimd"
        )
    return found


@contextmanager
def scratch_ledger(exclaimd: str | None = None, timeout: float | None = None) -> Iterator[exclaim.Ledger]:
    """A client of an empty ledger that nobody else reaches, with its timeout. It is gone afterwards."""
    command = program(exclaimd)
    with tempfile.TemporaryDirectory(prefix="exclaim-report-") as folder:
        socket, config = Path(folder, "exclaim.sock"), Path(folder, "exclaimd.toml")
        # Without a configuration of its own it would take the user's.
        config.touch()
        log = Path(folder, "log")
        with log.open("wb") as output:
            server = subprocess.Popen(
                [
                    command,
                    "--config",
                    str(config),
                    "--socket",
                    str(socket),
                    "--database",
                    str(Path(folder, "exclaim.db")),
                ],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=_environment(),
                start_new_session=True,
            )
        try:
            with _connected(socket, server, log, timeout) as ledger:
                yield ledger
        finally:
            server.terminate()
            try:
                server.wait(timeout=START_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _environment() -> dict[str, str]:
    """Without what would lead the server to somebody else's ledger, or to systemd."""
    own = ("EXCLAIM_", "LISTEN_", "NOTIFY_SOCKET", "WATCHDOG_")
    return {name: value for name, value in os.environ.items() if not name.startswith(own)}


def _connected(
    socket: Path, server: subprocess.Popen[bytes], log: Path, timeout: float | None
) -> exclaim.Ledger:
    deadline = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < deadline and server.poll() is None:
        if socket.exists():
            try:
                return exclaim.connect(str(socket), timeout)
            except exclaim.Unavailable:
                pass
        time.sleep(POLL_SECONDS)
    said = log.read_text(errors="replace").strip().splitlines()
    raise NoServer(
        f"exclaimd did not start for the page's private ledger: {said[-1] if said else 'it said nothing'}"
    )
