"""What a public page was made from is what `exclaim export --public` writes."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import exclaim
from exclaim.report.lines import Lines
from exclaim.report.scratch import scratch_ledger

from .ledgers import BASE, CONTESTED, fill, public


def exported(ledger: exclaim.Ledger) -> list[dict[str, object]]:
    return [
        record for message in ledger.export_public() for record in exclaim.to_dict(message).get("records", [])
    ]


def test_lines_are_those_of_the_command() -> None:
    with scratch_ledger() as ledger:
        records = public(CONTESTED)
        # Without a key of its own it gets one made from its id, and references by id follow.
        records.append({"actor": {"kind": "OUTLET", "name": "No key", "visibility": "PUBLIC"}})
        fill(ledger, records)
        nameless = next(r for r in exported(ledger) if r.get("actor", {}).get("name") == "No key")  # type: ignore[attr-defined]
        document = {"key": "by-id", "title": "T", "outlet": nameless["id"], "visibility": "PUBLIC"}
        fill(ledger, [{"document": document}])
        lines = Lines(exported(ledger))
        command = Path(os.environ["EXCLAIM_BIN"], "exclaim")
        written = subprocess.run(
            [command, "export", "--public", "--no-start", "--socket", ledger.socket],
            capture_output=True,
            check=True,
        ).stdout
    assert lines.text().encode() == written
    assert lines.digest() == hashlib.sha256(written).hexdigest()


def test_an_empty_export_has_no_lines() -> None:
    with scratch_ledger() as ledger:
        fill(ledger, BASE)
        assert Lines(exported(ledger)).text() == ""
