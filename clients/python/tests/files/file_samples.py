"""Where the samples are, and what is in them."""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[2] / "samples"
#: Short articles that we wrote, as browsers and people save them.
ARTICLES = HERE / "articles"


def sample_records():
    """The records of the samples, in order."""
    for name in ("actors", "s0", "s1", "s2", "s3", "s4"):
        for line in (SAMPLES / f"{name}.jsonl").read_text("utf-8").splitlines():
            yield json.loads(line)
