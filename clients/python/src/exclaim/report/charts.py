"""Charts as SVG that stands in the page: drawn here by Vega-Lite, so that the page needs no script.

Colours and patterns are names of the page's style sheet (``var(--side-0)``, ``url(#side-0)``): one drawing
serves light, dark and paper. Each chart is drawn twice, for a narrow and for a wide page, since text must not
shrink with the screen. A chart is one picture to a screen reader; its numbers stand in the table under it.
"""

import json
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Callable, Optional

import vl_convert
from markupsafe import Markup, escape

from .sides import NO_SIDE, Style
from .words import Bounds, in_words

VEGA_LITE = "6.4"
NARROW, WIDE = 340, 820
FONT_PIXELS, LINE_PIXELS, BAR_PIXELS, GAP_PIXELS = 12.5, 17, 13, 13
#: A little more than the width of a usual letter, so that lines never run out of the picture.
LETTER_PIXELS, LETTER_PIXELS_BOLD = 6.6, 7.5

Spec = dict[str, Any]


@dataclass
class Interval:
    """One row of a chart: what stands over the bar, and the bar."""

    label: str
    #: What the words entail; None where there is no number.
    hard: Optional[Bounds]
    #: The usual reading.
    soft: Optional[Bounds] = None
    style: Style = NO_SIDE
    #: Said in the place of the bar where there is no number.
    absent: str = ""
    strong: bool = False


def figure(name: str, title: str, draw: Callable[[int], Spec]) -> Markup:
    """Both drawings of a chart, each one picture with this title."""
    parts = []
    for size, width in (("narrow", NARROW), ("wide", WIDE)):
        parts.append(f'<div class="chart {size}">{_svg(draw(width), f"{name}-{size}", title)}</div>')
    return Markup("".join(parts))


def _svg(spec: Spec, name: str, title: str) -> str:
    spec = {**spec, "background": None, "padding": {"left": 2, "right": 14, "top": 4, "bottom": 2}}
    spec["config"] = {
        "aria": False,
        "font": "sans-serif",
        "view": {"stroke": None},
        "axis": {
            "labelColor": "var(--ink-soft)",
            "titleColor": "var(--ink-soft)",
            "gridColor": "var(--rule)",
            "domainColor": "var(--ink-faint)",
            "tickColor": "var(--ink-faint)",
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "labelPadding": 5,
            "labelOverlap": "greedy",
            "labelSeparation": 14,
        },
        "text": {"fontSize": FONT_PIXELS},
        "point": {"opacity": 1},
        "rect": {"opacity": 1},
    }
    drawing = vl_convert.vegalite_to_svg(json.dumps(spec), vl_version=VEGA_LITE)
    # Many drawings share one page, so each has its own names.
    drawing = re.sub(r'(id="|url\(#)(clip|gradient_)', rf"\g<1>{name}-\g<2>", drawing)
    # A drawing tells its page everything that the page's style says already.
    drawing = re.sub(r' (?:font-family|pointer-events|aria-hidden)="[^"]*"', "", drawing)
    drawing = re.sub(r"(\d\.\d\d)\d+", r"\1", drawing)
    size = re.search(r'viewBox="([^"]*)"', drawing)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}" '
        f'viewBox="{size.group(1) if size else ""}"><title id="{name}">{escape(title)}</title>'
    )
    return re.sub(r"^<svg[^>]*>", lambda _: head, drawing)


def intervals(name: str, title: str, rows: Sequence[Interval], unit: str) -> Markup:
    """Bars from the least to the greatest number, one under the other, on one axis that begins at 0."""
    return figure(name, title, lambda width: _intervals(rows, unit, width))


def _intervals(rows: Sequence[Interval], unit: str, width: int) -> Spec:
    most = max([1, *(number for row in rows for number in _numbers(row))])
    # Bars without an end run to the edge of the picture, beyond all numbers that were said.
    edge = most * (1.3 if any(row.hard and row.hard[1] is None for row in rows) else 1.06)
    stack = _Stack(width)
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
    x = {"type": "quantitative", "scale": {"domain": [0, edge], "nice": False}, "title": unit}
    x["axis"] = {"tickCount": max(3, width // 110), "format": ",d", **_whole(edge)}
    return stack.spec(
        x,
        [
            _layer(
                "rect", bars, ("x", "x2", "y", "y2", "pattern", "colour"), strokeWidth=1.2, cornerRadius=2
            ),
            _layer("rect", usual, ("x", "x2", "y", "y2", "fill"), cornerRadius=1),
            _layer("point", arrows, ("x", "y", "fill"), shape="triangle-right", size=110, filled=True),
            _layer("point", points, ("x", "y", "shape", "fill"), size=95, filled=True),
            _layer(
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
    first: Optional[date]
    last: Optional[date]
    #: "circle" for what happened, "diamond" for what was agreed, "cross" for what was called off.
    shape: str = "circle"
    hollow: bool = False


def schedule(name: str, title: str, rows: Sequence[Span]) -> Markup:
    """Events under each other on one axis of days: a mark for a certain day, a bar for an uncertain one."""
    return figure(name, title, lambda width: _schedule(rows, width))


def _schedule(rows: Sequence[Span], width: int) -> Spec:
    begin, end = _axis([end for row in rows for end in (row.first, row.last) if end])
    stack = _Stack(width)
    points, bars, arrows = [], [], []
    for row in rows:
        y = stack.add(row.label)
        middle = {"y": y + BAR_PIXELS / 2, "shape": row.shape, "hollow": row.hollow}
        middle["fill"] = "var(--paper)" if row.hollow else "var(--accent)"
        if row.first and row.first == row.last:
            points.append({**middle, "x": _milliseconds(row.first)})
            continue
        bars.append(
            {
                "x": _milliseconds(row.first or begin),
                "x2": _milliseconds((row.last or end) + timedelta(days=1)),
                "y": y + 1.5,
                "y2": y + BAR_PIXELS - 1.5,
                "pattern": "url(#uncertain)",
                "colour": "var(--accent)",
            }
        )
        if row.first is None:
            arrows.append({"y": y + BAR_PIXELS / 2, "x": _milliseconds(begin), "angle": 270})
        if row.last is None:
            arrows.append({"y": y + BAR_PIXELS / 2, "x": _milliseconds(end), "angle": 90})
    x = {"type": "temporal", "title": None, "axis": {"tickCount": max(3, width // 130)}}
    x["scale"] = {"type": "utc", "domain": [_milliseconds(begin), _milliseconds(end)], "nice": False}
    x["axis"]["format"] = "%b %Y" if (end - begin).days < 1400 else "%Y"
    return stack.spec(
        x,
        [
            _layer(
                "rect", bars, ("x", "x2", "y", "y2", "pattern", "colour"), strokeWidth=1.2, cornerRadius=2
            ),
            _layer(
                "point",
                arrows,
                ("x", "y", "angle"),
                shape="triangle-up",
                size=90,
                filled=True,
                fill="var(--accent)",
            ),
            _layer(
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


def _growth(rows: Growth, period: Sequence[date], width: int) -> Spec:
    begin, end = _axis(period)
    numbers = [n for _, pair in rows.steps for n in pair if n is not None]
    numbers += [n for _, pair, _ in rows.totals for n in pair if n is not None]
    unbounded = any(pair[1] is None for _, pair in rows.steps)
    edge = max([1, *numbers]) * (1.3 if unbounded else 1.12)
    steps = [(begin, (0, 0)), *rows.steps] if rows.steps else []
    days = [when for when, _ in steps] + [end]
    band, opened, line = [], [], []
    for (first, (low, high)), last in zip(steps, days[1:]):
        if first >= last:
            continue
        area = {
            "x": _milliseconds(first),
            "x2": _milliseconds(last),
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
        x = _milliseconds(when)
        if high is None:
            arrows.append({"x": x, "y": low})
        elif low != high:
            ranges.append({"x": x, "y": low, "y2": high})
        # "At most" is a point at its upper end, with a line down to where it begins.
        points.append({"x": x, "y": high if low == 0 and high else low, "text": letter})
    x = {"type": "temporal", "title": None, "axis": {"tickCount": max(3, width // 130)}}
    x["scale"] = {"type": "utc", "domain": [_milliseconds(begin), _milliseconds(end)], "nice": False}
    x["axis"].update(format="%b %Y" if (end - begin).days < 1400 else "%Y", grid=False)
    y = {"type": "quantitative", "scale": {"domain": [0, edge], "nice": False}}
    y["axis"] = {"title": None, "tickCount": 5, "format": ",d", **_whole(edge)}
    layers = [
        _layer("rect", band, ("x", "x2", "y", "y2", "pattern"), opacity=0.9),
        _layer("rect", opened, ("x", "x2", "y", "y2", "pattern")),
        _layer("line", line, ("x", "y"), stroke=rows.style.colour, strokeWidth=2.5, interpolate="step-after"),
        _layer("rule", ranges, ("x", "y", "y2"), stroke="var(--ink)", strokeWidth=2),
        # "Or more" is a short arrow: a long one would run through the totals above it.
        _layer(
            "point",
            arrows,
            ("x", "y"),
            shape="M-.5,0v-2h-.6L0,-3.2L1.1,-2H.5V0Z",
            size=110,
            fill="var(--ink)",
        ),
        _layer(
            "point",
            points,
            ("x", "y"),
            shape="diamond",
            size=130,
            fill="var(--paper)",
            stroke="var(--ink)",
            strokeWidth=2,
        ),
        _layer(
            "text", points, ("x", "y", "text"), dx=-11, align="right", fontWeight="bold", fill="var(--ink)"
        ),
    ]
    spec = {"width": width - 70, "height": 260, "layer": [layer for layer in layers if layer]}
    return _with_scales(spec, x, y)


class _Stack:
    """Rows under each other in pixels: the lines of a label, then its bar."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.height = 0.0
        self._labels: list[dict[str, Any]] = []

    def add(self, label: str, strong: bool = False) -> float:
        """Puts a label and gives the upper edge of the bar under it."""
        letters = int((self.width - 24) / (LETTER_PIXELS_BOLD if strong else LETTER_PIXELS))
        lines = textwrap.wrap(label, letters, max_lines=4, placeholder=" …") or [""]
        weight = "bold" if strong else "normal"
        for line in lines:
            self._labels.append({"y": self.height + LINE_PIXELS / 2, "text": line, "weight": weight})
            self.height += LINE_PIXELS
        top = self.height + 2
        self.height = top + BAR_PIXELS + GAP_PIXELS
        return top

    def spec(self, x: Spec, layers: list[Optional[Spec]]) -> Spec:
        layers = [*layers]
        for weight in ("normal", "bold"):
            labels = [label for label in self._labels if label["weight"] == weight]
            layers.append(
                _layer(
                    "text", labels, ("left", "y", "text"), align="left", fontWeight=weight, fill="var(--ink)"
                )
            )
        y = {"type": "quantitative", "axis": None}
        y["scale"] = {"domain": [0, self.height], "reverse": True, "nice": False, "zero": False}
        spec = {
            "width": self.width - 24,
            "height": self.height,
            "layer": [layer for layer in layers if layer],
        }
        return _with_scales(spec, x, y)


def _layer(mark: str, values: list[dict[str, Any]], channels: Sequence[str], **style: Any) -> Optional[Spec]:
    if not values:
        return None
    encoding: Spec = {}
    for channel in channels:
        if channel == "left":
            encoding["x"] = {"value": 0}
        elif channel in ("pattern", "colour", "fill", "shape"):
            target = {"pattern": "fill", "colour": "stroke"}.get(channel, channel)
            name = "colour" if channel == "fill" and "fill" not in values[0] else channel
            encoding[target] = {"field": name, "type": "nominal", "scale": None, "legend": None}
        elif channel == "angle":
            encoding["angle"] = {"field": "angle", "type": "quantitative", "scale": None}
        else:
            encoding[channel] = {"field": channel}
    return {"data": {"values": values}, "mark": {"type": mark, "clip": False, **style}, "encoding": encoding}


def _with_scales(spec: Spec, x: Spec, y: Spec) -> Spec:
    """Every layer reads the same two axes."""
    for layer in spec["layer"]:
        encoding = layer["encoding"]
        if "field" in encoding.get("x", {}):
            encoding["x"] = {**encoding["x"], **x}
        encoding["y"] = {**encoding["y"], **y}
        if "text" in encoding:
            encoding["text"]["type"] = "nominal"
    # Without a layer there would be no axes.
    spec["layer"].insert(
        0,
        {
            "data": {"values": [{"x": x["scale"]["domain"][0], "y": 0}]},
            "mark": {"type": "point", "opacity": 0},
            "encoding": {"x": {"field": "x", **x}, "y": {"field": "y", **y}},
        },
    )
    return spec


def _whole(edge: float) -> Spec:
    """Ticks at whole numbers, where an axis is so short that there would be others."""
    return {"values": list(range(int(edge) + 1))} if edge < 6 else {}


def _axis(days: Sequence[date]) -> tuple[date, date]:
    """The days of an axis, with some room on both sides."""
    first, last = min(days), max(days)
    room = timedelta(days=max(5, (last - first).days // 20))
    return first - room, last + room


def _milliseconds(when: date) -> int:
    return (when - date(1970, 1, 1)).days * 86_400_000
