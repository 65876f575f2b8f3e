"""Pictures: drawn alike each time, and in names of the page's style sheet alone."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree

from exclaim.report import charts, limits
from exclaim.report.sides import Sides

from .ledgers import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"


def drawings(markup: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(text) for text in re.findall(r"<svg.*?</svg>", markup, re.DOTALL)]


def example(name: str = "a") -> str:
    style = Sides(["Northland", "Southland"]).style("Southland")
    rows = [
        charts.Interval(HOSTILE, (101, None), (101, 199), style),
        charts.Interval("one number", (115, 115), None, style),
        charts.Interval("no number", None, absent="disputes"),
    ]
    return str(charts.intervals(name, "who says what", rows, "persons"))


def test_the_same_rows_give_the_same_bytes() -> None:
    assert example() == example()


def test_a_picture_is_one_image_with_a_name() -> None:
    for drawing in drawings(example()):
        assert drawing.get("role") == "img"
        label = drawing.get("aria-labelledby")
        assert [title.text for title in drawing.iter(SVG + "title") if title.get("id") == label] == [
            "who says what"
        ]


def test_colours_are_names_of_the_style_sheet() -> None:
    literal = re.findall(r'(?:fill|stroke)="(#|rgb|black|white)', example())
    # Vega-Lite gives an invisible mark a colour of its own, which is never seen.
    assert len(literal) <= 2
    assert "var(--side-1)" in example()
    assert "url(#side-1)" in example()


def test_an_open_end_runs_beyond_every_number_and_has_an_arrow() -> None:
    narrow = drawings(example())[0]
    arrows = [path for path in narrow.iter(SVG + "path") if path.get("fill") == "var(--side-1)"]
    assert arrows, "an open bar needs an arrow"


def test_names_of_drawings_never_meet_on_one_page() -> None:
    names = re.findall(r' id="([^"]+)"', example("a") + example("b"))
    assert len(names) == len(set(names))


def test_what_people_say_cannot_become_markup() -> None:
    assert "<script>" not in example()
    assert any(
        "<script>alert(1)</script>" in (text.text or "") for text in drawings(example())[1].iter(SVG + "text")
    )


def test_what_people_say_stays_as_they_said_it() -> None:
    said = 'class="x" role="y" url(#clip) 3.14159'
    assert said in str(charts.intervals("a", "t", [charts.Interval(said, (1, 2))], ""))


def test_every_side_has_a_colour_a_pattern_and_a_mark_and_the_first_ones_of_their_own() -> None:
    names = [f"side {letter}" for letter in "abcdefgh"]
    sides = Sides(names)
    styles = [sides.style(name) for name in names]
    kept = limits.SIDES_MAX
    assert len({style.colour for style in styles[:kept]}) == kept
    assert len({style.pattern for style in styles[:kept]}) == kept
    assert len({style.shape for style in styles[:kept]}) == kept
    assert styles[kept] == styles[kept - 1]


def test_of_more_steps_than_can_be_seen_neighbours_become_one_that_holds_them() -> None:
    steps = [(date(2031, 1, 1) + timedelta(days=n), (n, 2 * n)) for n in range(limits.STEPS_MAX + 1)]
    assert charts._thinned(steps[:-1]) == steps[:-1]
    thinned = charts._thinned(steps)
    assert len(thinned) <= limits.STEPS_MAX
    assert thinned[0] == (steps[0][0], (0, 2))


def test_a_time_line_of_one_day_can_be_drawn() -> None:
    only = charts.Span("one event", date(2031, 1, 1), date(2031, 1, 1))
    assert len(drawings(str(charts.schedule("t", "time", [only])))) == 2
