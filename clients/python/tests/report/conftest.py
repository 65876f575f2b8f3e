"""Ledgers of their own for each module, with records that this folder writes itself."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import exclaim
from exclaim.report import Heading, internal_page
from exclaim.report.scratch import scratch_ledger

from .ledgers import CONTESTED, fill

SAMPLES = Path(__file__).parents[3] / "samples"


@pytest.fixture(scope="session", autouse=True)
def programs() -> None:
    if "EXCLAIM_BIN" not in os.environ:
        pytest.skip("no server: EXCLAIM_BIN names no folder with exclaimd")


@pytest.fixture(scope="session")
def samples() -> Iterator[exclaim.Ledger]:
    """The sample records: two contested numbers, no contradiction."""
    with scratch_ledger() as ledger:
        records = [
            json.loads(line)
            for path in [SAMPLES / "actors.jsonl", *sorted(SAMPLES.glob("s?.jsonl"))]
            for line in path.read_text().splitlines()
        ]
        answer = ledger.submit(records, atomic=True)
        assert answer.created == len(records)
        yield ledger


@pytest.fixture(scope="session")
def contested() -> Iterator[exclaim.Ledger]:
    """Records that contradict each other, open ends, uncertain dates, and names that try to be markup."""
    with scratch_ledger() as ledger:
        fill(ledger, CONTESTED)
        yield ledger


@pytest.fixture(scope="session")
def empty() -> Iterator[exclaim.Ledger]:
    with scratch_ledger() as ledger:
        yield ledger


@pytest.fixture(scope="session")
def pages(
    samples: exclaim.Ledger,
    contested: exclaim.Ledger,
    empty: exclaim.Ledger,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path]:
    """A file for the page of each ledger."""
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for name, ledger in (("samples", samples), ("contested", contested), ("empty", empty)):
        found[name] = folder / f"{name}.html"
        found[name].write_text(internal_page(ledger, Heading(date="2031-12-31")))
    return found
