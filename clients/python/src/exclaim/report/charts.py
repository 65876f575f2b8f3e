"""The charts of a page: intervals of numbers, events by date, and how a number grew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from markupsafe import Markup

from .drawing import BAR_PIXELS, Spec, Stack, axis, figure, layer, milliseconds, whole_ticks, with_scales
from .limits import STEPS_MAX
from .sides import NO_SIDE, Style
from .words import Bounds, in_words

#: An arrow that begins in the middle of its mark and points up, in the units of Vega's symbols.
OR_MORE = "M-0.15,0V-2.1H-0.75L0,-3.1L0.75,-2.1H0.15V0Z"


@dataclass
class Interval:
    """One row of a chart: what stands over the bar, and the bar."""

    label: str
    #: What the words entail; None where there is no number.
    hard: Bounds | None
    #: The usual reading.
    soft: Bounds | None = None
    style: Style = NO_SIDE
    #: Said in the place of the bar where there is no number.
    absent: str = ""
    strong: bool = False


def intervals(name: str, title: str, rows: Sequence[Interval], unit: str) -> Markup:
    """Bars from the least to the greatest number, one under the other, on one axis that begins at 0."""
    return figure(name, title, lambda width: _intervals(rows, unit, width))


def _intervals(rows: Sequence[Interval], unit: str, width: int) -> Spec:
    most = max([1, *(number for row in rows for number in _numbers(row))])
    # Bars without an end run to the edge of the picture, beyond all numbers that were said.
    edge = most * (1.3 if any(row.hard and row.hard[1] is None for row in rows) else 1.06)
    stack = Stack(width)
    marks = [stack.add(row.label, row.strong) for row in rows]
    bars, usual, points, arrows, absent = [], [], [], [], []
    for row, y in zip(rows, marks):
        style = {"colour": row.style.colour, "pattern": row.style.pattern, "y": y, "y2": y + BAR_PIXELS}
        middle = {"colour": row.style.colour, "y": y + BAR_PIXELS / 2}
        if row.hard is None or row.hard == (0, None):
            absent.append({"y": y + BAR_PIXELS / 2, "text": row.absent or in_words(row.hard)})
            continue
        low, high = row.hard
        if low == high:
            points.append({**middle, "x": low, "shape": row.style.shape})
            continue
        bars.append({**style, "x": low, "x2": edge if high is None else high})
        if high is None:
            arrows.append({**middle, "x": edge})
        if row.soft and row.soft != row.hard:
            first, last = row.soft
            inner = {"y": y + 3.5, "y2": y + BAR_PIXELS - 3.5, "colour": row.style.colour}
            usual.append(
                {**inner, "x": first, "x2": edge if last is None else max(last, first + edge / width)}
            )
    x: Spec = {"type": "quantitative", "scale": {"domain": [0, edge], "nice": False}, "title": unit}
    x["axis"] = {"tickCount": max(3, width // 110), "format": ",d", **whole_ticks(edge)}
    return stack.spec(
        x,
        [
            layer("rect", bars, ("x", "x2", "y", "y2", "pattern", "colour"), strokeWidth=1.2, cornerRadius=2),
            layer("rect", usual, ("x", "x2", "y", "y2", "fill"), cornerRadius=1),
            layer("point", arrows, ("x", "y", "fill"), shape="triangle-right", size=110, filled=True),
            layer("point", points, ("x", "y", "shape", "fill"), size=95, filled=True),
            layer(
                "text",
                absent,
                ("left", "y", "text"),
                align="left",
                fontStyle="italic",
                fill="var(--ink-soft)",
            ),
        ],
    )


def _numbers(row: Interval) -> list[int]:
    return [number for pair in (row.hard, row.soft) if pair for number in pair if number is not None]


@dataclass
class Span:
    """One row of a time line: an event on some day from the first to the last, each open when None."""

    label: str
    first: date | None
    last: date | None
    #: "circle" for what happened, "diamond" for what was agreed, "cross" for what was called off.
    shape: str = "circle"
    hollow: bool = False


def schedule(name: str, title: str, rows: Sequence[Span]) -> Markup:
    """Events under each other on one axis of days: a mark for a certain day, a bar for an uncertain one."""
    return figure(name, title, lambda width: _schedule(rows, width))


def _schedule(rows: Sequence[Span], width: int) -> Spec:
    begin, end = axis([end for row in rows for end in (row.first, row.last) if end])
    stack = Stack(width)
    points, bars, arrows = [], [], []
    for row in rows:
        y = stack.add(row.label)
        middle = {"y": y + BAR_PIXELS / 2, "shape": row.shape, "hollow": row.hollow}
        middle["fill"] = "var(--paper)" if row.hollow else "var(--accent)"
        if row.first and row.first == row.last:
            points.append({**middle, "x": milliseconds(row.first)})
            continue
        bars.append(
            {
                "x": milliseconds(row.first or begin),
                "x2": milliseconds((row.last or end) + timedelta(days=1)),
                "y": y + 1.5,
                "y2": y + BAR_PIXELS - 1.5,
                "pattern": "url(#uncertain)",
                "colour": "var(--accent)",
            }
        )
        if row.first is None:
            arrows.append({"y": y + BAR_PIXELS / 2, "x": milliseconds(begin), "angle": 270})
        if row.last is None:
            arrows.append({"y": y + BAR_PIXELS / 2, "x": milliseconds(end), "angle": 90})
    x: Spec = {"type": "temporal", "title": None, "axis": {"tickCount": max(3, width // 130)}}
    x["scale"] = {"type": "utc", "domain": [milliseconds(begin), milliseconds(end)], "nice": False}
    x["axis"]["format"] = "%b %Y" if (end - begin).days < 1400 else "%Y"
    return stack.spec(
        x,
        [
            layer("rect", bars, ("x", "x2", "y", "y2", "pattern", "colour"), strokeWidth=1.2, cornerRadius=2),
            layer(
                "point",
                arrows,
                ("x", "y", "angle"),
                shape="triangle-up",
                size=90,
                filled=True,
                fill="var(--accent)",
            ),
            layer(
                "point", points, ("x", "y", "shape", "fill"), size=95, stroke="var(--accent)", strokeWidth=2
            ),
        ],
    )


@dataclass
class Growth:
    """How a number grew: steps of its bounds, and totals that somebody stated."""

    #: From each day on, the bounds.
    steps: list[tuple[date, Bounds]]
    #: Day, bounds and letter of each total.
    totals: list[tuple[date, Bounds, str]] = field(default_factory=list)
    style: Style = NO_SIDE


def growth(name: str, title: str, rows: Growth, period: Sequence[date]) -> Markup:
    """A band between the bounds, day by day, with the totals as points."""
    return figure(name, title, lambda width: _growth(rows, period, width))


def _thinned(steps: list[tuple[date, Bounds]]) -> list[tuple[date, Bounds]]:
    """So many steps as can be seen. Neighbours become one that holds them: first low, last high."""
    every = max(1, -(-len(steps) // STEPS_MAX))
    groups = [steps[begin : begin + every] for begin in range(0, len(steps), every)]
    return [(group[0][0], (group[0][1][0], group[-1][1][1])) for group in groups]


def _growth(rows: Growth, period: Sequence[date], width: int) -> Spec:
    begin, end = axis(period)
    numbers = [n for _, pair in rows.steps for n in pair if n is not None]
    numbers += [n for _, pair, _ in rows.totals for n in pair if n is not None]
    unbounded = any(pair[1] is None for _, pair in rows.steps)
    edge = max([1, *numbers]) * (1.3 if unbounded else 1.12)
    steps = [(begin, (0, 0)), *_thinned(rows.steps)] if rows.steps else []
    days = [when for when, _ in steps] + [end]
    band: list[Spec] = []
    opened: list[Spec] = []
    line: list[Spec] = []
    for (first, (low, high)), last in zip(steps, days[1:]):
        if first >= last:
            continue
        area = {
            "x": milliseconds(first),
            "x2": milliseconds(last),
            "y": low,
            "y2": edge if high is None else high,
            "colour": rows.style.colour,
        }
        (opened if high is None else band).append(
            {**area, "pattern": "url(#open)" if high is None else rows.style.pattern}
        )
        line += [{"x": area["x"], "y": low}, {"x": area["x2"], "y": low}]
    ranges, points, arrows = [], [], []
    for when, (low, high), letter in rows.totals:
        at = milliseconds(when)
        if high is None:
            arrows.append({"x": at, "y": low})
        elif low != high:
            ranges.append({"x": at, "y": low, "y2": high})
        # "At most" is a point at its upper end, with a line down to where it begins.
        points.append({"x": at, "y": high if low == 0 and high else low, "text": letter})
    x: Spec = {"type": "temporal", "title": None, "axis": {"tickCount": max(3, width // 130)}}
    x["scale"] = {"type": "utc", "domain": [milliseconds(begin), milliseconds(end)], "nice": False}
    x["axis"].update(format="%b %Y" if (end - begin).days < 1400 else "%Y", grid=False)
    y: Spec = {"type": "quantitative", "scale": {"domain": [0, edge], "nice": False}}
    y["axis"] = {"title": None, "tickCount": 5, "format": ",d", **whole_ticks(edge)}
    layers = [
        layer("rect", band, ("x", "x2", "y", "y2", "pattern"), opacity=0.9),
        layer("rect", opened, ("x", "x2", "y", "y2", "pattern")),
        layer("line", line, ("x", "y"), stroke=rows.style.colour, strokeWidth=2.5, interpolate="step-after"),
        layer("rule", ranges, ("x", "y", "y2"), stroke="var(--ink)", strokeWidth=2),
        # "Or more" is a short arrow: a long one would run through the totals above it.
        layer("point", arrows, ("x", "y"), shape=OR_MORE, size=100, filled=True, fill="var(--ink)"),
        layer(
            "point",
            points,
            ("x", "y"),
            shape="diamond",
            size=130,
            fill="var(--paper)",
            stroke="var(--ink)",
            strokeWidth=2,
        ),
        layer(
            "text", points, ("x", "y", "text"), dx=-11, align="right", fontWeight="bold", fill="var(--ink)"
        ),
    ]
    spec = {"width": width - 70, "height": 260, "layer": [layer for layer in layers if layer]}
    return with_scales(spec, x, y)
