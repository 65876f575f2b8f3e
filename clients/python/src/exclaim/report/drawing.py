"""How pictures come into the page: as SVG, drawn here by Vega-Lite, so that the page needs no script.

Colours and patterns are names of the page's style sheet (``var(--side-0)``, ``url(#side-0)``): one drawing
serves light, dark and paper. Each chart is drawn twice, for a narrow and for a wide page, since text must not
shrink with the screen. A chart is one picture to a screen reader; its numbers stand in the table under it.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import vl_convert
from markupsafe import Markup, escape

VEGA_LITE = "6.4"
NARROW, WIDE = 340, 820
FONT_PIXELS, LINE_PIXELS, BAR_PIXELS, GAP_PIXELS = 12.5, 17, 13, 13
#: A little more than the width of a usual letter, so that lines never run out of the picture.
LETTER_PIXELS, LETTER_PIXELS_BOLD = 6.6, 7.5

Spec = dict[str, Any]


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
    size = re.search(r'viewBox="([^"]*)"', drawing)
    # Tags alone: what people say stands between them and stays as it is.
    drawing = re.sub(r"<[^>]*>", lambda tag: _adapted(tag.group(), name), drawing)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}" '
        f'viewBox="{size.group(1) if size else ""}"><title id="{name}">{escape(title)}</title>'
    )
    return re.sub(r"^<svg[^>]*>", lambda _: head, drawing)


def _adapted(tag: str, name: str) -> str:
    """A tag of a drawing as it may stand in a page."""
    # Many drawings share one page, so each has its own names.
    tag = re.sub(r'(id="|url\(#)(clip|gradient_)', rf"\g<1>{name}-\g<2>", tag)
    # The drawing is one picture, without parts that a screen reader would stop at; its style is the page's.
    tag = re.sub(r' (?:class|font-family|pointer-events|role|aria-[a-z]+)="[^"]*"', "", tag)
    # What is not seen is not sent.
    if 'display="none"' in tag or tag == '<path d="M0,0h0v0h0Z"/>':
        return ""
    return re.sub(r"(\d\.\d\d)\d+", r"\1", tag.replace(' opacity="1"', ""))


class Stack:
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

    def spec(self, x: Spec, layers: list[Spec | None]) -> Spec:
        layers = [*layers]
        for weight in ("normal", "bold"):
            labels = [label for label in self._labels if label["weight"] == weight]
            layers.append(
                layer(
                    "text", labels, ("left", "y", "text"), align="left", fontWeight=weight, fill="var(--ink)"
                )
            )
        y: Spec = {"type": "quantitative", "axis": None}
        y["scale"] = {"domain": [0, self.height], "reverse": True, "nice": False, "zero": False}
        spec = {
            "width": self.width - 24,
            "height": self.height,
            "layer": [layer for layer in layers if layer],
        }
        return with_scales(spec, x, y)


def layer(mark: str, values: list[dict[str, Any]], channels: Sequence[str], **style: Any) -> Spec | None:
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


def with_scales(spec: Spec, x: Spec, y: Spec) -> Spec:
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


def whole_ticks(edge: float) -> Spec:
    """Ticks at whole numbers, where an axis is so short that there would be others."""
    return {"values": list(range(int(edge) + 1))} if edge < 6 else {}


def axis(days: Sequence[date]) -> tuple[date, date]:
    """The days of an axis, with some room on both sides."""
    first, last = min(days), max(days)
    room = timedelta(days=max(5, (last - first).days // 20))
    return first - room, last + room


def milliseconds(when: date) -> int:
    return (when - date(1970, 1, 1)).days * 86_400_000
