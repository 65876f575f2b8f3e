"""A server of its own for each test module."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator

import pytest
from real_server import PATIENCE_SECONDS, SAMPLES, Server

import exclaim


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
    names = ["actors", "s0", "s1", "s2", "s3", "s4"]
    lines = [line for name in names for line in (SAMPLES / f"{name}.jsonl").read_text().splitlines()]
    records = [json.loads(line) for line in lines]
    with exclaim.connect(server.socket) as connected:
        connected.submit(records, atomic=True)
    return records
