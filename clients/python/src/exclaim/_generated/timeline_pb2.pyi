from . import date_pb2 as _date_pb2
from . import exchange_pb2 as _exchange_pb2
from . import quantity_pb2 as _quantity_pb2
from . import question_pb2 as _question_pb2
from . import source_pb2 as _source_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TimelineEvent(_message.Message):
    __slots__ = ["date", "from_day", "kind", "numbers", "record", "status", "to_day"]
    DATE_FIELD_NUMBER: _ClassVar[int]
    FROM_DAY_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NUMBERS_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    TO_DAY_FIELD_NUMBER: _ClassVar[int]
    date: _date_pb2.Date
    from_day: str
    kind: str
    numbers: _containers.RepeatedCompositeFieldContainer[TimelineNumber]
    record: _source_pb2.Source
    status: _exchange_pb2.ExchangeStatus
    to_day: str
    def __init__(self, record: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ..., kind: _Optional[str] = ..., date: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., from_day: _Optional[str] = ..., to_day: _Optional[str] = ..., status: _Optional[_Union[_exchange_pb2.ExchangeStatus, str]] = ..., numbers: _Optional[_Iterable[_Union[TimelineNumber, _Mapping[str, object]]]] = ...) -> None: ...

class TimelineNumber(_message.Message):
    __slots__ = ["adds", "hard", "label", "soft"]
    ADDS_FIELD_NUMBER: _ClassVar[int]
    HARD_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    SOFT_FIELD_NUMBER: _ClassVar[int]
    adds: int
    hard: _quantity_pb2.Bounds
    label: str
    soft: _quantity_pb2.Bounds
    def __init__(self, label: _Optional[str] = ..., hard: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., soft: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., adds: _Optional[int] = ...) -> None: ...

class TimelineRequest(_message.Message):
    __slots__ = ["question"]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    question: _question_pb2.Question
    def __init__(self, question: _Optional[_Union[_question_pb2.Question, _Mapping[str, object]]] = ...) -> None: ...

class TimelineResponse(_message.Message):
    __slots__ = ["basis", "events", "explanation", "next_cursor"]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    basis: _question_pb2.Basis
    events: _containers.RepeatedCompositeFieldContainer[TimelineEvent]
    explanation: str
    next_cursor: str
    def __init__(self, events: _Optional[_Iterable[_Union[TimelineEvent, _Mapping[str, object]]]] = ..., explanation: _Optional[str] = ..., next_cursor: _Optional[str] = ..., basis: _Optional[_Union[_question_pb2.Basis, _Mapping[str, object]]] = ...) -> None: ...
