"""Sides by colour and pattern: each has both, so that no reader depends on colours."""

from collections.abc import Iterable
from typing import Optional

from .limits import SIDES_MAX


class Sides:
    """The parties of a page in the order of their names, each with the number of its colour and pattern."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names: list[str] = sorted({name for name in names if name})
        self._numbers: dict[str, int] = {
            name: min(index, SIDES_MAX - 1) for index, name in enumerate(self.names)
        }

    def number(self, name: Optional[str]) -> Optional[int]:
        """The number of a side; None for whoever has none."""
        return self._numbers.get(name or "")

    def colour(self, name: Optional[str]) -> str:
        number = self.number(name)
        return "var(--no-side)" if number is None else f"var(--side-{number})"

    def pattern(self, name: Optional[str]) -> str:
        number = self.number(name)
        return "url(#no-side)" if number is None else f"url(#side-{number})"
