from . import change_pb2 as _change_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
WRITE_STATE_COMMITTING: WriteState
WRITE_STATE_NOT_MADE: WriteState
WRITE_STATE_UNSPECIFIED: WriteState

class BadRequest(_message.Message):
    __slots__ = ["problems"]
    PROBLEMS_FIELD_NUMBER: _ClassVar[int]
    problems: _containers.RepeatedCompositeFieldContainer[FieldProblem]
    def __init__(self, problems: _Optional[_Iterable[_Union[FieldProblem, _Mapping[str, object]]]] = ...) -> None: ...

class CallStopped(_message.Message):
    __slots__ = ["write"]
    WRITE_FIELD_NUMBER: _ClassVar[int]
    write: WriteState
    def __init__(self, write: _Optional[_Union[WriteState, str]] = ...) -> None: ...

class FieldProblem(_message.Message):
    __slots__ = ["code", "differences", "field", "reason", "record", "remedy", "value"]
    CODE_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    code: int
    differences: _containers.RepeatedCompositeFieldContainer[_change_pb2.FieldDifference]
    field: str
    reason: str
    record: int
    remedy: str
    value: str
    def __init__(self, record: _Optional[int] = ..., field: _Optional[str] = ..., value: _Optional[str] = ..., reason: _Optional[str] = ..., remedy: _Optional[str] = ..., code: _Optional[int] = ..., differences: _Optional[_Iterable[_Union[_change_pb2.FieldDifference, _Mapping[str, object]]]] = ...) -> None: ...

class LimitExceeded(_message.Message):
    __slots__ = ["limit", "value"]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    limit: str
    value: int
    def __init__(self, limit: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...

class WriteState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
