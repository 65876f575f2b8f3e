"""Each figure's note is a command that gives the figure again."""

from __future__ import annotations

import html
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

import exclaim
from exclaim.report import public_page
from exclaim.report.scratch import scratch_ledger

from .ledgers import CONTESTED, fill, public


def commands(page: str) -> list[str]:
    section = page[page.index('<ol class="commands">') :]
    found = re.findall(r"<code>(exclaim .*?)</code>", section[: section.index("</ol>")])
    return [html.unescape(command) for command in found]


def said(page: str) -> str:
    """The words of a page, without its markup."""
    text = html.unescape(re.sub(r"<[^>]+>", "", page))
    return re.sub(r"\s+", " ", text)


def run(command: str, ledger: exclaim.Ledger) -> str:
    arguments = shlex.split(command)[1:]
    program = Path(os.environ["EXCLAIM_BIN"], "exclaim")
    done = subprocess.run(
        [program, *arguments, "--no-start", "--socket", ledger.socket], capture_output=True, text=True
    )
    # 1: the answer is negative, as where records contradict each other.
    assert done.returncode in (0, 1), f"{command}: {done.stderr}"
    return done.stdout


@pytest.mark.parametrize("name", ["samples", "contested"])
def test_notes_of_an_internal_page_work_on_its_ledger(
    name: str, request: pytest.FixtureRequest, pages: dict[str, Path]
) -> None:
    page = pages[name].read_text()
    ledger = request.getfixturevalue(name)
    assert len(commands(page)) >= 5
    for command in commands(page):
        answer = run(command, ledger)
        if command.startswith("exclaim cite"):
            # The finding of the contested number stands in the citation, in the same words.
            figures = re.findall(r"</h3>\n<p>(.*?)</p>\n<figure>", page)
            assert any(said(figure) in re.sub(r"\s+", " ", answer) for figure in figures), command


def test_notes_of_a_public_page_work_on_a_ledger_of_the_public_lines() -> None:
    with scratch_ledger() as ledger, scratch_ledger() as reader:
        fill(ledger, public(CONTESTED))
        page = public_page(ledger)
        program = Path(os.environ["EXCLAIM_BIN"], "exclaim")
        exported = subprocess.run(
            [program, "export", "--public", "--no-start", "--socket", ledger.socket],
            capture_output=True,
            check=True,
        ).stdout
        subprocess.run(
            [program, "submit", "-", "--no-start", "--socket", reader.socket], input=exported, check=True
        )
        assert len(commands(page)) >= 5
        for command in commands(page):
            run(command, reader)
