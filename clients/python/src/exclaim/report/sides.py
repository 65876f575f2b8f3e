"""Sides by colour, pattern and mark: each has all three, so that no reader depends on colours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .limits import SIDES_MAX

SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")


@dataclass(frozen=True)
class Style:
    """How a bar or a mark is drawn, in names of the page's style sheet."""

    colour: str = "var(--no-side)"
    pattern: str = "url(#no-side)"
    #: The mark of one number.
    shape: str = "circle"


#: What belongs to nobody's side.
NO_SIDE = Style()
#: What follows from all records.
FOLLOWS = Style("var(--ink)", "url(#follows)")
#: What somebody committed themself to.
PLEDGED = Style("var(--ink)", "url(#no-side)")


class Sides:
    """The parties of a page in the order of their names, each with the number of its style."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names: list[str] = sorted({name for name in names if name})
        self._numbers = {name: min(index, SIDES_MAX - 1) for index, name in enumerate(self.names)}

    def number(self, name: str | None) -> int | None:
        """The number of a side; None for whoever has none."""
        return self._numbers.get(name or "")

    def style(self, name: str | None) -> Style:
        """How what a side says is drawn."""
        number = self.number(name)
        if number is None:
            return NO_SIDE
        return Style(f"var(--side-{number})", f"url(#side-{number})", SHAPES[number])
