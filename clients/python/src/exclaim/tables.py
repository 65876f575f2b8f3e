"""Answers as tables of pandas and Polars. Each comes with the extra of its name: `pip install
'exclaim[pandas]'`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timezone
from typing import TYPE_CHECKING, Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from ._convert import enum_name, is_repeated, to_dict

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["to_pandas", "to_polars"]

_TIMESTAMP = "google.protobuf.Timestamp"


class Column:
    """One column: the way to a field through the messages around it."""

    def __init__(self, path: tuple[FieldDescriptor, ...]):
        self.path = path
        self.field = path[-1]
        self.name = ".".join(field.name for field in path)

    def value(self, message: Any) -> Any:
        """The value for one row; None where it is not there."""
        for field in self.path[:-1]:
            if not message.HasField(field.name):
                return None
            message = getattr(message, field.name)
        field = self.field
        if is_repeated(field):
            return [_plain(field, item) for item in getattr(message, field.name)]
        if field.has_presence and not message.HasField(field.name):
            return None
        return _plain(field, getattr(message, field.name))


def to_pandas(answer: Message | Iterable[Message], rows: str | None = None) -> pandas.DataFrame:
    """A table of pandas: one row for each message of a list, or for each item of an analysis.

    Fields of messages within are columns of their own: `claim.quantity.hard.low`. Numbers, truth values and
    texts have pandas' types that know missing values, enumerations are texts without the prefix of their
    type, times are UTC. Lists stay lists, of texts, of numbers, or of dicts as `to_dict` makes them.

    Args:
        answer: What a list or search gave, or the answer of an analysis.
        rows: Of an answer with several lists, the name of the one that is wanted; its first unless given.
    """
    try:
        import pandas
    except ImportError as problem:
        raise ImportError("to_pandas needs pandas: pip install 'exclaim[pandas]'") from problem
    messages, columns = _table(answer, rows)
    series = {}
    for column in columns:
        values = [column.value(message) for message in messages]
        series[column.name] = pandas.Series(values, dtype=_pandas_type(column.field))
    return pandas.DataFrame(series, index=pandas.RangeIndex(len(messages)))


def to_polars(answer: Message | Iterable[Message], rows: str | None = None) -> polars.DataFrame:
    """A table of Polars: one row for each message of a list, or for each item of an analysis.

    As `to_pandas`, with lists of structs in the place of lists of dicts. All types follow from the protos, so
    that an empty answer has the same columns as any other of its kind.

    Args:
        answer: What a list or search gave, or the answer of an analysis.
        rows: Of an answer with several lists, the name of the one that is wanted; its first unless given.
    """
    try:
        import polars
    except ImportError as problem:
        raise ImportError("to_polars needs Polars: pip install 'exclaim[polars]'") from problem
    messages, columns = _table(answer, rows)
    return polars.DataFrame(
        {column.name: [_struct(column, message) for message in messages] for column in columns},
        schema={column.name: _polars_type(column.field) for column in columns},
    )


# Rows and columns


def _table(answer: Message | Iterable[Message], rows: str | None) -> tuple[list[Any], list[Column]]:
    if isinstance(answer, Message):
        field = _list_field(answer, rows)
        if field is not None:
            messages = list(getattr(answer, field.name))
            return messages, _columns(_message_type(field), messages)
        return [answer], _columns(_descriptor(answer), [answer])
    messages = list(answer)
    if rows is not None:
        inner = [item for message in messages for item in _table(message, rows)[0]]
        return inner, _columns(inner[0].DESCRIPTOR, inner) if inner else []
    return messages, _columns(_descriptor(messages[0]), messages) if messages else []


def _list_field(answer: Message, name: str | None) -> FieldDescriptor | None:
    """The list of an answer that makes the rows. An answer without one is a row itself."""
    lists = {f.name: f for f in _descriptor(answer).fields if is_repeated(f) and f.message_type is not None}
    if name is None:
        is_answer = _descriptor(answer).name.endswith("Response")
        return next(iter(lists.values()), None) if is_answer else None
    if name not in lists:
        raise ValueError(f"{answer.DESCRIPTOR.name} has no list {name}; it has {', '.join(lists) or 'none'}")
    return lists[name]


def _columns(descriptor: Descriptor, messages: list[Any]) -> list[Column]:
    """All columns of a kind of message; of kinds of which only one can be there, those that are."""
    found: list[Column] = []

    def add(descriptor: Descriptor, path: tuple[FieldDescriptor, ...], within: list[Any]) -> None:
        for field in descriptor.fields:
            here = (*path, field)
            if is_repeated(field) or field.message_type is None or _is_time(field):
                found.append(Column(here))
                continue
            inner = [getattr(message, field.name) for message in within if message.HasField(field.name)]
            is_choice = field.containing_oneof is not None and len(field.containing_oneof.fields) > 1
            if inner or not is_choice:
                add(_message_type(field), here, inner)

    add(descriptor, (), messages)
    return found


def _descriptor(message: Any) -> Descriptor:
    found: Descriptor = message.DESCRIPTOR
    return found


def _message_type(field: FieldDescriptor) -> Descriptor:
    assert field.message_type is not None
    return field.message_type


def _is_time(field: FieldDescriptor) -> bool:
    return field.message_type is not None and field.message_type.full_name == _TIMESTAMP


# Values


def _plain(field: FieldDescriptor, value: Any) -> Any:
    """What stands in a table. A text or enumeration that is not set is missing, and no value of its own."""
    if _is_time(field):
        return value.ToDatetime().replace(tzinfo=timezone.utc)
    if field.message_type is not None:
        return to_dict(value)
    if field.enum_type is not None:
        return str(enum_name(field.enum_type, value)) if value else None
    return value if value != "" else None


def _struct(column: Column, message: Any) -> Any:
    """The value for Polars: messages in lists as dicts of all of their fields."""
    if is_repeated(column.field) and column.field.message_type is not None:
        for field in column.path[:-1]:
            if not message.HasField(field.name):
                return None
            message = getattr(message, field.name)
        return [_whole(item) for item in getattr(message, column.field.name)]
    return column.value(message)


def _whole(message: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in message.DESCRIPTOR.fields:
        value = getattr(message, field.name)
        if is_repeated(field):
            is_message = field.message_type is not None
            values[field.name] = [_whole(item) if is_message else _plain(field, item) for item in value]
        elif field.has_presence and not message.HasField(field.name):
            values[field.name] = None
        else:
            is_inner = field.message_type is not None and not _is_time(field)
            values[field.name] = _whole(value) if is_inner else _plain(field, value)
    return values


# Types


_PANDAS_TYPES = {
    FieldDescriptor.CPPTYPE_INT32: "Int32",
    FieldDescriptor.CPPTYPE_INT64: "Int64",
    FieldDescriptor.CPPTYPE_UINT32: "UInt32",
    FieldDescriptor.CPPTYPE_UINT64: "UInt64",
    FieldDescriptor.CPPTYPE_DOUBLE: "Float64",
    FieldDescriptor.CPPTYPE_FLOAT: "Float32",
    FieldDescriptor.CPPTYPE_BOOL: "boolean",
    FieldDescriptor.CPPTYPE_ENUM: "string",
}


def _pandas_type(field: FieldDescriptor) -> Any:
    if is_repeated(field) or field.type == FieldDescriptor.TYPE_BYTES:
        return "object"
    if _is_time(field):
        return "datetime64[ns, UTC]"
    return _PANDAS_TYPES.get(field.cpp_type, "string")


def _polars_type(field: FieldDescriptor) -> Any:
    import polars

    if _is_time(field):
        one: Any = polars.Datetime("us", "UTC")
    elif field.message_type is not None:
        one = polars.Struct({inner.name: _polars_type(inner) for inner in field.message_type.fields})
    elif field.type == FieldDescriptor.TYPE_BYTES:
        one = polars.Binary
    else:
        one = {
            FieldDescriptor.CPPTYPE_INT32: polars.Int32,
            FieldDescriptor.CPPTYPE_INT64: polars.Int64,
            FieldDescriptor.CPPTYPE_UINT32: polars.UInt32,
            FieldDescriptor.CPPTYPE_UINT64: polars.UInt64,
            FieldDescriptor.CPPTYPE_DOUBLE: polars.Float64,
            FieldDescriptor.CPPTYPE_FLOAT: polars.Float32,
            FieldDescriptor.CPPTYPE_BOOL: polars.Boolean,
        }.get(field.cpp_type, polars.String)
    return polars.List(one) if is_repeated(field) else one
