"""The examples of the README work, one after another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from real_server import Server

README = Path(__file__).resolve().parents[1] / "README.md"


def test_the_examples_work(server: Server, monkeypatch, capsys) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    monkeypatch.setenv("EXCLAIM_SOCKET", server.socket)
    text = README.read_text()
    names: dict = {"__name__": "readme"}
    examples = list(re.finditer(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    assert len(examples) >= 9
    for example in examples:
        line = text.count("\n", 0, example.start(1))
        exec(compile("\n" * line + example[1], str(README), "exec"), names)
    printed = capsys.readouterr().out
    for words in (
        "4 new, 0 known already",
        "d1-1 more than a hundred 101",
        "NOT_FOUND",
        "North South",
        "blue",
    ):
        assert words in printed
