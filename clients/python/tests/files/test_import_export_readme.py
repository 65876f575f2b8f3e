"""What the README says of importing and exporting works as it stands there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .file_samples import ARTICLES, HERE, sample_records

README = (HERE.parents[1] / "README.md").read_text("utf-8")


def blocks(title):
    section = README.split(f"\n## {title}\n")[1].split("\n## ")[0]
    return re.findall(r"^```(\w+) ?(\S*)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


def run(command, folder):
    path = os.pathsep.join([os.environ["EXCLAIM_BIN"], str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        command, shell=True, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )


def test_every_command_of_the_sections_does_what_it_says(ledger, tmp_path):
    ledger.submit(list(sample_records()))
    shutil.copytree(ARTICLES, tmp_path / "saved")
    count = 0
    for language, name, text in blocks("Import") + blocks("Export"):
        if name:
            (tmp_path / name).write_text(text, "utf-8")
        for command in text.splitlines() if language == "sh" else ():
            done = run(command, tmp_path)
            assert done.returncode == 0, (command, done.stdout, done.stderr)
            count += 1
    assert count == 10
    assert ledger.get("desk-3").claim.quantity.hard.low == 1001
    written = {path.name for path in tmp_path.iterdir()}
    assert {"all.jsonl", "public.ftm.json", "public.jsonld", "table.md", "tables"} <= written
