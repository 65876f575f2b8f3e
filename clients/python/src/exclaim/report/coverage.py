"""What is known of each exchange and side, what nobody reports, and what somebody declined to say."""

from __future__ import annotations

from typing import Any

from . import words
from .limits import COVERAGE_ROWS_MAX
from .material import Material
from .reading import Answer

COLUMNS = ("number", "category", "place", "mediator")
STATES = {
    "KNOWN": ("●", "known", "known"),
    "NOT_REPORTED": ("○", "not reported", "unreported"),
    "NOT_DISCLOSED": ("✕", "not disclosed", "undisclosed"),
}


def coverage(material: Material) -> dict[str, Any]:
    """The matrix: a row for each exchange and side, a column for each fact."""
    rows = material.coverage.get("rows", [])
    kept = rows[-COVERAGE_ROWS_MAX:]
    return {
        "rows": [_row(material, row) for row in kept],
        "left": len(rows) - len(kept),
        "columns": COLUMNS,
        "explanation": words.plain(material.coverage.get("explanation")),
    }


def _row(material: Material, row: Answer) -> dict[str, Any]:
    return {
        "date": row.get("date", {}),
        "title": words.plain(row["exchange"].get("label")),
        "ref": material.book.ref(row["exchange"]),
        "sides": [
            {
                "party": words.plain(side.get("party")),
                "number": material.sides.number(side.get("party")),
                "cells": [
                    STATES.get(side.get(column, {}).get("state", ""), ("", "not known", "unreported"))
                    for column in COLUMNS
                ],
            }
            for side in row.get("sides", [])
        ],
    }
