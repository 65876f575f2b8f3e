from . import actor_pb2 as _actor_pb2
from . import agreement_pb2 as _agreement_pb2
from . import assessment_pb2 as _assessment_pb2
from . import change_pb2 as _change_pb2
from . import claim_pb2 as _claim_pb2
from . import document_pb2 as _document_pb2
from . import exchange_pb2 as _exchange_pb2
from . import relation_pb2 as _relation_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
RECORD_KIND_ACTOR: RecordKind
RECORD_KIND_AGREEMENT: RecordKind
RECORD_KIND_ASSESSMENT: RecordKind
RECORD_KIND_CLAIM: RecordKind
RECORD_KIND_DOCUMENT: RecordKind
RECORD_KIND_EXCHANGE: RecordKind
RECORD_KIND_RELATION: RecordKind
RECORD_KIND_UNSPECIFIED: RecordKind

class Author(_message.Message):
    __slots__ = ["gid", "uid"]
    GID_FIELD_NUMBER: _ClassVar[int]
    UID_FIELD_NUMBER: _ClassVar[int]
    gid: int
    uid: int
    def __init__(self, uid: _Optional[int] = ..., gid: _Optional[int] = ...) -> None: ...

class Link(_message.Message):
    __slots__ = ["field", "id", "reference", "state"]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    field: str
    id: str
    reference: str
    state: _change_pb2.RecordState
    def __init__(self, field: _Optional[str] = ..., reference: _Optional[str] = ..., id: _Optional[str] = ..., state: _Optional[_Union[_change_pb2.RecordState, str]] = ...) -> None: ...

class Record(_message.Message):
    __slots__ = ["actor", "agreement", "assessment", "author", "change", "claim", "document", "exchange", "id", "links", "recorded_at", "relation", "revision", "sequence", "state"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    AGREEMENT_FIELD_NUMBER: _ClassVar[int]
    ASSESSMENT_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    EXCHANGE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    LINKS_FIELD_NUMBER: _ClassVar[int]
    RECORDED_AT_FIELD_NUMBER: _ClassVar[int]
    RELATION_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    actor: _actor_pb2.Actor
    agreement: _agreement_pb2.Agreement
    assessment: _assessment_pb2.Assessment
    author: Author
    change: _change_pb2.Change
    claim: _claim_pb2.Claim
    document: _document_pb2.Document
    exchange: _exchange_pb2.Exchange
    id: str
    links: _containers.RepeatedCompositeFieldContainer[Link]
    recorded_at: _timestamp_pb2.Timestamp
    relation: _relation_pb2.Relation
    revision: int
    sequence: int
    state: _change_pb2.RecordState
    def __init__(self, id: _Optional[str] = ..., revision: _Optional[int] = ..., sequence: _Optional[int] = ..., author: _Optional[_Union[Author, _Mapping[str, object]]] = ..., recorded_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping[str, object]]] = ..., links: _Optional[_Iterable[_Union[Link, _Mapping[str, object]]]] = ..., change: _Optional[_Union[_change_pb2.Change, _Mapping[str, object]]] = ..., state: _Optional[_Union[_change_pb2.RecordState, str]] = ..., actor: _Optional[_Union[_actor_pb2.Actor, _Mapping[str, object]]] = ..., document: _Optional[_Union[_document_pb2.Document, _Mapping[str, object]]] = ..., claim: _Optional[_Union[_claim_pb2.Claim, _Mapping[str, object]]] = ..., exchange: _Optional[_Union[_exchange_pb2.Exchange, _Mapping[str, object]]] = ..., agreement: _Optional[_Union[_agreement_pb2.Agreement, _Mapping[str, object]]] = ..., relation: _Optional[_Union[_relation_pb2.Relation, _Mapping[str, object]]] = ..., assessment: _Optional[_Union[_assessment_pb2.Assessment, _Mapping[str, object]]] = ...) -> None: ...

class RecordKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
