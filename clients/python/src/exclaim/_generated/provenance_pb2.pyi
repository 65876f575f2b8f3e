from . import date_pb2 as _date_pb2
from . import measure_pb2 as _measure_pb2
from . import quantity_pb2 as _quantity_pb2
from . import question_pb2 as _question_pb2
from . import source_pb2 as _source_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DriftRequest(_message.Message):
    __slots__ = ["question"]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    question: _question_pb2.Question
    def __init__(self, question: _Optional[_Union[_question_pb2.Question, _Mapping[str, object]]] = ...) -> None: ...

class DriftResponse(_message.Message):
    __slots__ = ["basis", "claim", "explanation", "steps"]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    basis: _question_pb2.Basis
    claim: _source_pb2.Source
    explanation: str
    steps: _containers.RepeatedCompositeFieldContainer[DriftStep]
    def __init__(self, claim: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ..., steps: _Optional[_Iterable[_Union[DriftStep, _Mapping[str, object]]]] = ..., explanation: _Optional[str] = ..., basis: _Optional[_Union[_question_pb2.Basis, _Mapping[str, object]]] = ...) -> None: ...

class DriftStep(_message.Message):
    __slots__ = ["actor", "category", "changes", "channel", "claim", "date", "document", "quantity", "scope"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    actor: str
    category: _measure_pb2.PersonCategory
    changes: _containers.RepeatedScalarFieldContainer[str]
    channel: str
    claim: _source_pb2.Source
    date: _date_pb2.Date
    document: _source_pb2.Source
    quantity: _quantity_pb2.Quantity
    scope: str
    def __init__(self, actor: _Optional[str] = ..., channel: _Optional[str] = ..., date: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., document: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping[str, object]]] = ..., category: _Optional[_Union[_measure_pb2.PersonCategory, str]] = ..., scope: _Optional[str] = ..., changes: _Optional[_Iterable[str]] = ..., claim: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ...) -> None: ...

class Origin(_message.Message):
    __slots__ = ["claims", "documents", "name", "outlets", "reasons"]
    CLAIMS_FIELD_NUMBER: _ClassVar[int]
    DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    OUTLETS_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    claims: _containers.RepeatedCompositeFieldContainer[_source_pb2.Source]
    documents: _containers.RepeatedCompositeFieldContainer[_source_pb2.Source]
    name: str
    outlets: _containers.RepeatedScalarFieldContainer[str]
    reasons: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., claims: _Optional[_Iterable[_Union[_source_pb2.Source, _Mapping[str, object]]]] = ..., documents: _Optional[_Iterable[_Union[_source_pb2.Source, _Mapping[str, object]]]] = ..., outlets: _Optional[_Iterable[str]] = ..., reasons: _Optional[_Iterable[str]] = ...) -> None: ...

class OriginsRequest(_message.Message):
    __slots__ = ["question"]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    question: _question_pb2.Question
    def __init__(self, question: _Optional[_Union[_question_pb2.Question, _Mapping[str, object]]] = ...) -> None: ...

class OriginsResponse(_message.Message):
    __slots__ = ["basis", "explanation", "groups", "next_cursor", "origins", "stories"]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    ORIGINS_FIELD_NUMBER: _ClassVar[int]
    STORIES_FIELD_NUMBER: _ClassVar[int]
    basis: _question_pb2.Basis
    explanation: str
    groups: _containers.RepeatedCompositeFieldContainer[Origin]
    next_cursor: str
    origins: _source_pb2.Origins
    stories: _containers.RepeatedCompositeFieldContainer[Story]
    def __init__(self, origins: _Optional[_Union[_source_pb2.Origins, _Mapping[str, object]]] = ..., groups: _Optional[_Iterable[_Union[Origin, _Mapping[str, object]]]] = ..., stories: _Optional[_Iterable[_Union[Story, _Mapping[str, object]]]] = ..., explanation: _Optional[str] = ..., next_cursor: _Optional[str] = ..., basis: _Optional[_Union[_question_pb2.Basis, _Mapping[str, object]]] = ...) -> None: ...

class Story(_message.Message):
    __slots__ = ["documents", "likeness", "reasons"]
    DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    LIKENESS_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    documents: _containers.RepeatedCompositeFieldContainer[_source_pb2.Source]
    likeness: float
    reasons: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, documents: _Optional[_Iterable[_Union[_source_pb2.Source, _Mapping[str, object]]]] = ..., likeness: _Optional[float] = ..., reasons: _Optional[_Iterable[str]] = ...) -> None: ...
