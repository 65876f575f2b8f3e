from . import measure_pb2 as _measure_pb2
from . import moment_pb2 as _moment_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Basis(_message.Message):
    __slots__ = ["claims_left_out", "moment", "rules"]
    CLAIMS_LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    MOMENT_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    claims_left_out: int
    moment: _moment_pb2.Moment
    rules: str
    def __init__(self, moment: _Optional[_Union[_moment_pb2.Moment, _Mapping[str, object]]] = ..., claims_left_out: _Optional[int] = ..., rules: _Optional[str] = ...) -> None: ...

class Premises(_message.Message):
    __slots__ = ["distrust", "trust"]
    DISTRUST_FIELD_NUMBER: _ClassVar[int]
    TRUST_FIELD_NUMBER: _ClassVar[int]
    distrust: _containers.RepeatedScalarFieldContainer[str]
    trust: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, trust: _Optional[_Iterable[str]] = ..., distrust: _Optional[_Iterable[str]] = ...) -> None: ...

class Question(_message.Message):
    __slots__ = ["agreement", "as_of", "category", "claim", "cursor", "date", "dependent_power", "detaining_power", "exchange", "known", "limit", "premises", "topic"]
    AGREEMENT_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    DEPENDENT_POWER_FIELD_NUMBER: _ClassVar[int]
    DETAINING_POWER_FIELD_NUMBER: _ClassVar[int]
    EXCHANGE_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    PREMISES_FIELD_NUMBER: _ClassVar[int]
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    agreement: str
    as_of: str
    category: _measure_pb2.PersonCategory
    claim: str
    cursor: str
    date: str
    dependent_power: str
    detaining_power: str
    exchange: str
    known: _moment_pb2.Known
    limit: int
    premises: Premises
    topic: _measure_pb2.Topic
    def __init__(self, topic: _Optional[_Union[_measure_pb2.Topic, str]] = ..., dependent_power: _Optional[str] = ..., detaining_power: _Optional[str] = ..., category: _Optional[_Union[_measure_pb2.PersonCategory, str]] = ..., date: _Optional[str] = ..., exchange: _Optional[str] = ..., agreement: _Optional[str] = ..., claim: _Optional[str] = ..., as_of: _Optional[str] = ..., known: _Optional[_Union[_moment_pb2.Known, str]] = ..., premises: _Optional[_Union[Premises, _Mapping[str, object]]] = ..., limit: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...
