from . import date_pb2 as _date_pb2
from . import question_pb2 as _question_pb2
from . import source_pb2 as _source_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

COVERAGE_STATE_KNOWN: CoverageState
COVERAGE_STATE_NOT_DISCLOSED: CoverageState
COVERAGE_STATE_NOT_REPORTED: CoverageState
COVERAGE_STATE_UNSPECIFIED: CoverageState
DESCRIPTOR: _descriptor.FileDescriptor

class CoverageCell(_message.Message):
    __slots__ = ["sources", "state"]
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    sources: _containers.RepeatedCompositeFieldContainer[_source_pb2.Source]
    state: CoverageState
    def __init__(self, state: _Optional[_Union[CoverageState, str]] = ..., sources: _Optional[_Iterable[_Union[_source_pb2.Source, _Mapping[str, object]]]] = ...) -> None: ...

class CoverageRequest(_message.Message):
    __slots__ = ["question"]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    question: _question_pb2.Question
    def __init__(self, question: _Optional[_Union[_question_pb2.Question, _Mapping[str, object]]] = ...) -> None: ...

class CoverageResponse(_message.Message):
    __slots__ = ["basis", "explanation", "known", "next_cursor", "not_disclosed", "not_reported", "rows"]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    NOT_DISCLOSED_FIELD_NUMBER: _ClassVar[int]
    NOT_REPORTED_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    basis: _question_pb2.Basis
    explanation: str
    known: int
    next_cursor: str
    not_disclosed: int
    not_reported: int
    rows: _containers.RepeatedCompositeFieldContainer[CoverageRow]
    def __init__(self, rows: _Optional[_Iterable[_Union[CoverageRow, _Mapping[str, object]]]] = ..., known: _Optional[int] = ..., not_reported: _Optional[int] = ..., not_disclosed: _Optional[int] = ..., explanation: _Optional[str] = ..., next_cursor: _Optional[str] = ..., basis: _Optional[_Union[_question_pb2.Basis, _Mapping[str, object]]] = ...) -> None: ...

class CoverageRow(_message.Message):
    __slots__ = ["date", "exchange", "sides"]
    DATE_FIELD_NUMBER: _ClassVar[int]
    EXCHANGE_FIELD_NUMBER: _ClassVar[int]
    SIDES_FIELD_NUMBER: _ClassVar[int]
    date: _date_pb2.Date
    exchange: _source_pb2.Source
    sides: _containers.RepeatedCompositeFieldContainer[CoverageSide]
    def __init__(self, exchange: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ..., date: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., sides: _Optional[_Iterable[_Union[CoverageSide, _Mapping[str, object]]]] = ...) -> None: ...

class CoverageSide(_message.Message):
    __slots__ = ["category", "mediator", "number", "party", "place"]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    MEDIATOR_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    PARTY_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    category: CoverageCell
    mediator: CoverageCell
    number: CoverageCell
    party: str
    place: CoverageCell
    def __init__(self, party: _Optional[str] = ..., number: _Optional[_Union[CoverageCell, _Mapping[str, object]]] = ..., category: _Optional[_Union[CoverageCell, _Mapping[str, object]]] = ..., place: _Optional[_Union[CoverageCell, _Mapping[str, object]]] = ..., mediator: _Optional[_Union[CoverageCell, _Mapping[str, object]]] = ...) -> None: ...

class CoverageState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
