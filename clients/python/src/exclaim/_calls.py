"""What the generated methods are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Union

EnumValue = Union[str, int]
"""A value of an enumeration: its name, with or without the prefix of its type, or its number."""


class Calls:
    """The two ways in which the methods of the services make their calls; each client has its own."""

    def _call(self, method: str, fields: Any, timeout: float | None) -> Any:
        """The answer of a method, or an iterator over the messages of one that is streamed."""
        raise NotImplementedError

    def _items(self, method: str, fields: Mapping[str, Any], timeout: float | None) -> Any:
        """The items of an answer in pages, one by one."""
        raise NotImplementedError


def merged(whole: Any, parts: Mapping[str, Any]) -> Any:
    """A message given whole, in parts, or as a dict with parts besides; None when neither is given."""
    given = {name: value for name, value in parts.items() if value is not None}
    if whole is None:
        return given or None
    if not given:
        return whole
    if not isinstance(whole, Mapping):
        raise TypeError(f"give {', '.join(given)} as parts of the message, or a dict in its place")
    return {**whole, **given}
