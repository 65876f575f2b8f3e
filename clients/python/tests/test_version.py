"""The client has the version of the project."""

from __future__ import annotations

import re
from pathlib import Path

import exclaim

SWIFT = Path(__file__).resolve().parents[3] / "Sources" / "ExclaimWire" / "Version.swift"


def test_the_client_has_the_version_of_the_project() -> None:
    (version,) = re.findall(r'text = "([^"]+)"', SWIFT.read_text())
    assert exclaim.__version__ == version
