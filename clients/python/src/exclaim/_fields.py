"""The fields that a record has, and texts put in their places: `measure.topic`, `mentions[0].document`."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable
from typing import Any, Union

from google.protobuf.descriptor import FieldDescriptor

from ._convert import enum_prefix, is_repeated
from ._proto import Record

#: Kinds of record, as in a line: {"claim": {…}}.
KINDS = ("actor", "document", "claim", "exchange", "agreement", "relation", "assessment")

_STEP = re.compile(r"([A-Za-z0-9]+)((?:\[\d+\])*)")
_INTEGERS = {
    FieldDescriptor.TYPE_INT32,
    FieldDescriptor.TYPE_INT64,
    FieldDescriptor.TYPE_UINT32,
    FieldDescriptor.TYPE_UINT64,
}

Step = Union[str, int]


class FieldError(Exception):
    """A path leads to no field, or a text is none of its values."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(f"{reason}; {remedy}")


def content_type(kind: str) -> Any:
    """The message that holds the content of a record of this kind."""
    return Record.DESCRIPTOR.fields_by_name[kind].message_type


@functools.lru_cache(maxsize=4096)
def steps_of(path: str) -> tuple[Step, ...]:
    """`mentions[0].document` as steps: mentions, 0, document."""
    steps: list[Step] = []
    for part in path.split("."):
        match = _STEP.fullmatch(part)
        if not match:
            raise FieldError(
                "is no path of a field",
                "write names with dots, and places in lists in brackets: mentions[0].document",
            )
        steps.append(match.group(1))
        steps.extend(int(index) for index in re.findall(r"\d+", match.group(2)))
    return tuple(steps)


@functools.lru_cache(maxsize=4096)
def field_at(kind: str, path: str) -> FieldDescriptor:
    """The field at a path; it takes one text.

    Raises FieldError with the names that there are, when there is no such field.
    """
    message = content_type(kind)
    steps = steps_of(path)
    field: Any = None
    for place, step in enumerate(steps):
        if isinstance(step, int):
            continue
        names = {each.json_name: each for each in message.fields} if message else {}
        if step not in names:
            raise _unknown(kind, steps[:place], step, list(names))
        field = names[step]
        indices = 0
        while place + 1 + indices < len(steps) and isinstance(steps[place + 1 + indices], int):
            indices += 1
        if indices != (1 if is_repeated(field) else 0):
            raise FieldError(
                f"{step} {'is a list' if is_repeated(field) else 'is no list'}",
                f"write {step}[0] for its first element"
                if is_repeated(field)
                else f"write {step} without brackets",
            )
        message = field.message_type
    if field.message_type is not None:
        inner = [f"{path}.{each.json_name}" for each in field.message_type.fields]
        raise FieldError("is a group of fields", f"name one of them: {list_of(inner)}")
    found: FieldDescriptor = field
    return found


def _unknown(kind: str, before: tuple[Step, ...], name: str, names: list[str]) -> FieldError:
    where = ".".join(str(step) for step in before if isinstance(step, str)) or kind
    if not names:
        return FieldError(f"{where} has no fields of its own", f"end the path at {where}")
    near = difflib.get_close_matches(name, names, n=1)
    if near:
        return FieldError(f"{where} has no field {name}", f"did you mean {near[0]}?")
    return FieldError(f"{where} has no field {name}", f"its fields are: {list_of(names, most=30)}")


def value_of(field: FieldDescriptor, text: str) -> Any:
    """A text as the field's value in JSON.

    Raises FieldError when the text is none of its values.
    """
    if field.enum_type is not None:
        return _enum_value(field, text)
    if field.type == FieldDescriptor.TYPE_BOOL:
        return _truth(text)
    if field.type in _INTEGERS:
        digits = re.sub(r"[\s\u00a0\u202f,]", "", text)
        if not re.fullmatch(r"-?\d+", digits):
            raise FieldError("is no whole number", "write it in digits")
        # As the JSON mapping has it: numbers of 64 bits are texts.
        is_long = field.type in (FieldDescriptor.TYPE_INT64, FieldDescriptor.TYPE_UINT64)
        return str(int(digits)) if is_long else int(digits)
    return text


def _truth(text: str) -> bool:
    known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if text.lower() not in known:
        raise FieldError("is neither true nor false", "write true or false")
    return known[text.lower()]


def enum_names(field: FieldDescriptor) -> list[str]:
    """The names of an enum's values without what they all begin with, and without "not said"."""
    prefix = enum_prefix(field.enum_type)
    values = field.enum_type.values if field.enum_type else ()
    return [value.name[len(prefix) :] for value in values if value.number != 0]


def _enum_value(field: FieldDescriptor, text: str) -> str:
    name = re.sub(r"[\s-]+", "_", text.strip()).upper()
    prefix = enum_prefix(field.enum_type)
    if name.startswith(prefix):
        name = name[len(prefix) :]
    names = enum_names(field)
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        raise FieldError(
            "is none of its values",
            f"did you mean {near[0]}?" if near else f"they are: {list_of(names, most=40)}",
        )
    return name


class Draft:
    """The content of a record that is put together from paths and values."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._root: dict[Step, Any] = {}
        #: For each oneof that has a member: the path of that member.
        self._chosen: dict[tuple[Step, ...], str] = {}

    def put(self, path: str, value: Any) -> None:
        """Puts a value at a path that `field_at` has found good."""
        self._choose(path)
        node = self._root
        steps = steps_of(path)
        for step in steps[:-1]:
            node = node.setdefault(step, {})
        node[steps[-1]] = value

    def _choose(self, path: str) -> None:
        message = content_type(self.kind)
        at: list[Step] = []
        for step in steps_of(path):
            if isinstance(step, int):
                at.append(step)
                continue
            field = next(field for field in message.fields if field.json_name == step)
            oneof = field.containing_oneof
            # An optional field is a oneof of its own.
            if oneof is not None and len(oneof.fields) > 1:
                place = (*at, oneof.name)
                before = self._chosen.setdefault(place, step)
                if before != step:
                    raise FieldError(
                        f"{step} stands beside {before}, and only one of them can hold",
                        "leave one of the two cells empty",
                    )
            at.append(step)
            message = field.message_type

    def place_of(self, path: str) -> str:
        """Where a path ends up in the record: lists close over elements that got no value."""
        node: Any = self._root
        text = ""
        for step in steps_of(path):
            if isinstance(step, int):
                text += f"[{sorted(node).index(step)}]"
            else:
                text += f".{step}" if text else step
            node = node[step]
        return text

    @property
    def record(self) -> dict[str, Any]:
        """The record as a line of a submission. Elements of lists that got no value are left out."""
        return {self.kind: _closed(self._root)}


def _closed(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if node and all(isinstance(step, int) for step in node):
        return [_closed(node[index]) for index in sorted(node)]
    return {name: _closed(value) for name, value in node.items()}


def list_of(names: Iterable[str], most: int = 12) -> str:
    """Names for a message: the first ones, and how many more there are."""
    names = list(names)
    text = ", ".join(names[:most])
    return text + (f" and {len(names) - most} more" if len(names) > most else "")
