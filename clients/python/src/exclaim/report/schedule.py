"""Exchanges and agreements on a time line; uncertain dates are bars."""

from __future__ import annotations

from typing import Any

from . import charts, words
from .limits import SCHEDULE_ROWS_MAX, TABLE_ROWS_MAX
from .material import Material
from .reading import Answer

HOLLOW = ("PROPOSED", "AGREED", "PLANNED", "POSTPONED")


def schedule(material: Material) -> dict[str, Any]:
    """The chart and its table."""
    events = [event for event in material.timeline.get("events", []) if event.get("kind") != "claim"]
    dated = [event for event in events if event.get("fromDay") or event.get("toDay")]
    drawn = dated[-SCHEDULE_ROWS_MAX:]
    rows = [_row(material, event) for event in events[-TABLE_ROWS_MAX:]]
    title = f"{words.counted(len(drawn), 'exchange or agreement', 'exchanges and agreements')} by date"
    return {
        "rows": rows,
        "count": len(events),
        "drawn": len(drawn),
        "dated": len(dated),
        "undated": len(events) - len(dated),
        "uncertain": sum(event.get("fromDay") != event.get("toDay") for event in dated),
        "chart": charts.schedule("schedule", title, [_span(material, event) for event in drawn])
        if drawn
        else "",
    }


def _days(event: Answer) -> Answer:
    """The days on which it may have been: its own date, or that of its parts."""
    days = {"earliest": event.get("fromDay", ""), "latest": event.get("toDay", "")}
    return {**event.get("date", {}), **days}


def _span(material: Material, event: Answer) -> charts.Span:
    status = event.get("status", "")
    shape = "diamond" if event["kind"] == "agreement" else "cross" if status == "CANCELLED" else "circle"
    what = words.plain(event["record"].get("label"))
    numbers = (
        ""
        if event["kind"] == "agreement"
        else "; ".join(material.numbers_of(event["record"]["id"])) or "no number"
    )
    state = "" if status in ("", "COMPLETED") else words.named(status)
    when = words.date_words(_days(event))
    # Titles often name the day already.
    label = ", ".join(part for part in ("" if when in what else when, what, state) if part)
    return charts.Span(
        f"{label} — {numbers}" if numbers else label,
        words.day(event.get("fromDay", "")),
        words.day(event.get("toDay", "")),
        shape,
        status in HOLLOW,
    )


def _row(material: Material, event: Answer) -> dict[str, Any]:
    return {
        "date": _days(event),
        "what": words.plain(event["record"].get("label")),
        "kind": event["kind"],
        "status": words.named(event.get("status")),
        "numbers": material.numbers_of(event["record"]["id"]),
        "ref": material.book.ref(event["record"]),
    }
