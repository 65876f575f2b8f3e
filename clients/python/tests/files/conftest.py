"""Each test of importing and exporting has a server of its own, which the commands find by themselves."""

from __future__ import annotations

import pytest

import exclaim


@pytest.fixture
def ledger(own_server, monkeypatch):
    """A ledger with nothing in it."""
    monkeypatch.setenv("EXCLAIM_SOCKET", own_server.socket)
    with exclaim.connect(own_server.socket, timeout=60) as connected:
        yield connected
