"""Messages as plain Python values and back, by the JSON mapping of the command line: proto3's own, with the
values of enumerations written without the prefix of their type.
"""

from __future__ import annotations

import base64
import contextlib
import difflib
import functools
import math
from collections.abc import Iterable, Mapping
from typing import Any, Callable

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.message import Message

_TIMESTAMP = "google.protobuf.Timestamp"
_WIDE = (
    FieldDescriptor.TYPE_INT64,
    FieldDescriptor.TYPE_UINT64,
    FieldDescriptor.TYPE_SINT64,
    FieldDescriptor.TYPE_FIXED64,
    FieldDescriptor.TYPE_SFIXED64,
)
_BOUNDS = {
    FieldDescriptor.CPPTYPE_INT32: (-(1 << 31), (1 << 31) - 1),
    FieldDescriptor.CPPTYPE_UINT32: (0, (1 << 32) - 1),
    FieldDescriptor.CPPTYPE_INT64: (-(1 << 63), (1 << 63) - 1),
    FieldDescriptor.CPPTYPE_UINT64: (0, (1 << 64) - 1),
}
_VALUE_LENGTH_MAX = 100
"""So much of a wrong value is told."""


class WrongField(ValueError):
    """A value that a field cannot have."""

    def __init__(self, field: str, value: Any, reason: str, remedy: str):
        self.field, self.value, self.reason, self.remedy = field, _shown(value), reason, remedy
        super().__init__(f"{field} {self.value}: {reason}; {remedy}")


# Messages as values


def to_dict(message: Message) -> dict[str, Any]:
    """The message as `exclaim --output json` prints it, as dicts, lists, texts, numbers and truth values.

    Fields that are not set are left out. 64-bit integers are texts, as proto3's JSON mapping has it.
    """
    return {field.json_name: _plain(field, value) for field, value in message.ListFields()}


def _plain(field: FieldDescriptor, value: Any) -> Any:
    one = _writer(field)
    return [one(item) for item in value] if is_repeated(field) else one(value)


@functools.cache
def _writer(field: FieldDescriptor) -> Callable[[Any], Any]:
    if field.message_type is not None:
        return _timestamp if field.message_type.full_name == _TIMESTAMP else to_dict
    if field.enum_type is not None:
        return functools.partial(enum_name, field.enum_type)
    if field.type in _WIDE:
        return str
    if field.type == FieldDescriptor.TYPE_BYTES:
        return lambda value: base64.b64encode(value).decode("ascii")
    if field.cpp_type in (FieldDescriptor.CPPTYPE_DOUBLE, FieldDescriptor.CPPTYPE_FLOAT):
        return _number
    return lambda value: value


def _timestamp(value: Any) -> str:
    return str(value.ToJsonString())


def _number(value: float) -> Any:
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def enum_name(enum: EnumDescriptor, number: int) -> Any:
    """The name of a value without the prefix of its type; the number itself where the name is not known."""
    value = enum.values_by_number.get(number)
    return number if value is None else value.name[len(enum_prefix(enum)) :]


@functools.cache
def enum_prefix(enum: EnumDescriptor) -> str:
    """`ACTOR_KIND_` for ActorKind: what stands before UNSPECIFIED in the first value's name."""
    first = str(enum.values[0].name)
    return first[: -len("UNSPECIFIED")] if first.endswith("UNSPECIFIED") else ""


def is_repeated(field: FieldDescriptor) -> bool:
    """Whether a field holds a list."""
    # Newer versions of protobuf tell by a property, and warn about the label.
    known = getattr(field, "is_repeated", None)
    if known is None:
        known = getattr(field, "label") == FieldDescriptor.LABEL_REPEATED  # noqa: B009
    return bool(known)


# Values as messages


def fill(message: Message, values: Mapping[str, Any], path: str = "") -> list[WrongField]:
    """Sets fields of a message from plain values. Names are those of JSON or of the proto; None is passed
    over.

    Gives every field that is wrong; the others are set.
    """
    problems: list[WrongField] = []
    if not isinstance(values, Mapping):
        return [
            WrongField(path, values, f"{message.DESCRIPTOR.name} is an object", "give a dict of its fields")
        ]
    fields = _fields(message.DESCRIPTOR)
    chosen: dict[str, str] = {}
    for name, value in values.items():
        if value is None:
            continue
        place = f"{path}.{name}" if path else str(name)
        field = fields.get(name)
        if field is None:
            near = difflib.get_close_matches(str(name), fields, 1)
            remedy = (
                f"did you mean {near[0]}?" if near else f"it has {', '.join(sorted(_json_names(fields)))}"
            )
            problems.append(WrongField(place, value, f"{message.DESCRIPTOR.name} has no such field", remedy))
            continue
        oneof = field.containing_oneof
        if oneof is not None and len(oneof.fields) > 1:
            if oneof.name in chosen:
                remedy = f"leave out this or {chosen[oneof.name]}"
                problems.append(WrongField(place, value, "only one of these fields can be set", remedy))
                continue
            chosen[oneof.name] = name
        problems += _set(message, field, value, place)
    return problems


def _set(message: Message, field: FieldDescriptor, value: Any, path: str) -> list[WrongField]:
    target = getattr(message, field.name)
    if not is_repeated(field):
        if field.message_type is not None:
            target.SetInParent()
            return _fill_one(target, value, path)
        try:
            setattr(message, field.name, _scalar(field, value, path))
        except WrongField as problem:
            return [problem]
        return []
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        return [WrongField(path, value, "the field holds a list", "give a list")]
    problems = []
    for index, item in enumerate(value):
        place = f"{path}[{index}]"
        if field.message_type is not None:
            problems += _fill_one(target.add(), item, place)
            continue
        try:
            target.append(_scalar(field, item, place))
        except WrongField as problem:
            problems.append(problem)
    return problems


def _fill_one(target: Any, value: Any, path: str) -> list[WrongField]:
    if isinstance(value, Message):
        if value.DESCRIPTOR.full_name != target.DESCRIPTOR.full_name:
            reason = f"the field holds a {target.DESCRIPTOR.name}"
            return [WrongField(path, value.DESCRIPTOR.name, reason, "give one, or a dict")]
        target.CopyFrom(value)
        return []
    if target.DESCRIPTOR.full_name == _TIMESTAMP:
        try:
            if isinstance(value, str):
                target.FromJsonString(value)
            else:
                target.FromDatetime(value)
        except (ValueError, AttributeError, TypeError):
            return [WrongField(path, value, "it is no time", 'write it as "2024-06-05T12:00:00Z"')]
        return []
    return fill(target, value, path)


def _scalar(field: FieldDescriptor, value: Any, path: str) -> Any:
    if field.enum_type is not None:
        return _enum(field.enum_type, value, path)
    kind = field.cpp_type
    if kind == FieldDescriptor.CPPTYPE_BOOL:
        if isinstance(value, bool):
            return value
        raise WrongField(path, value, "the field holds a truth value", "give True or False")
    if kind == FieldDescriptor.CPPTYPE_STRING:
        return _bytes(value, path) if field.type == FieldDescriptor.TYPE_BYTES else _text(value, path)
    if kind in (FieldDescriptor.CPPTYPE_DOUBLE, FieldDescriptor.CPPTYPE_FLOAT):
        if isinstance(value, (int, float, str)) and not isinstance(value, bool):
            try:
                return float(value)
            except ValueError:
                pass
        raise WrongField(path, value, "the field holds a number", "give one")
    return _integer(kind, value, path)


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise WrongField(path, value, "the field holds a text", "put it in quotes")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise WrongField(
            path, ascii(value), "the text is not Unicode", "leave out its lone surrogates"
        ) from None
    return value


def _bytes(value: Any, path: str) -> bytes:
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    try:
        return base64.b64decode(value.replace("-", "+").replace("_", "/"), validate=True)
    except (ValueError, AttributeError, TypeError):
        raise WrongField(path, value, "the field holds bytes", "give bytes, or base64 as a text") from None


def _integer(kind: int, value: Any, path: str) -> int:
    low, high = _BOUNDS[kind]
    number = None
    if isinstance(value, str):
        with contextlib.suppress(ValueError):
            number = int(value, 10)
    elif isinstance(value, float):
        number = int(value) if value.is_integer() else None
    elif not isinstance(value, bool):
        with contextlib.suppress(AttributeError):
            number = value.__index__()  # Also the integers of NumPy and pandas.
    if number is None:
        raise WrongField(path, value, "the field holds a whole number", "give one")
    if not low <= number <= high:
        raise WrongField(path, value, f"the number is not in {low} to {high}", "give one that is")
    return int(number)


def _enum(enum: EnumDescriptor, value: Any, path: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    names = enum.values_by_name
    if isinstance(value, str):
        found = names.get(value) or names.get(enum_prefix(enum) + value.upper())
        if found is not None:
            return int(found.number)
    known = [v.name[len(enum_prefix(enum)) :] for v in enum.values if v.number != 0]
    near = difflib.get_close_matches(str(value).upper(), known, 1)
    remedy = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    raise WrongField(path, value, f"{enum.name} has no such value", remedy)


@functools.cache
def _fields(descriptor: Descriptor) -> dict[str, FieldDescriptor]:
    """Fields by both of their names; where one has the JSON name of another for its own, JSON wins."""
    by_name = {field.name: field for field in descriptor.fields}
    by_name.update({field.json_name: field for field in descriptor.fields})
    return by_name


def _json_names(fields: Mapping[str, FieldDescriptor]) -> set[str]:
    return {field.json_name for field in fields.values()}


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= _VALUE_LENGTH_MAX else text[:_VALUE_LENGTH_MAX] + "…"
