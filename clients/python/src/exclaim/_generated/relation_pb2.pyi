from . import visibility_pb2 as _visibility_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
RELATION_KIND_COMPONENT_OF: RelationKind
RELATION_KIND_CONTRADICTS: RelationKind
RELATION_KIND_DERIVED_FROM: RelationKind
RELATION_KIND_DISPUTES: RelationKind
RELATION_KIND_INDEPENDENT_OF: RelationKind
RELATION_KIND_NOT_COMPARABLE: RelationKind
RELATION_KIND_SAME_MEASURE: RelationKind
RELATION_KIND_SAME_UTTERANCE: RelationKind
RELATION_KIND_SCOPE_DRIFT_OF: RelationKind
RELATION_KIND_SUBSET_OF: RelationKind
RELATION_KIND_SUPERSEDES: RelationKind
RELATION_KIND_SUPPORTS: RelationKind
RELATION_KIND_UNSPECIFIED: RelationKind

class Relation(_message.Message):
    __slots__ = ["from_claim", "key", "kind", "note", "reason", "to_claim", "visibility"]
    FROM_CLAIM_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    TO_CLAIM_FIELD_NUMBER: _ClassVar[int]
    VISIBILITY_FIELD_NUMBER: _ClassVar[int]
    from_claim: str
    key: str
    kind: RelationKind
    note: str
    reason: str
    to_claim: str
    visibility: _visibility_pb2.Visibility
    def __init__(self, key: _Optional[str] = ..., visibility: _Optional[_Union[_visibility_pb2.Visibility, str]] = ..., note: _Optional[str] = ..., from_claim: _Optional[str] = ..., to_claim: _Optional[str] = ..., kind: _Optional[_Union[RelationKind, str]] = ..., reason: _Optional[str] = ...) -> None: ...

class RelationKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
