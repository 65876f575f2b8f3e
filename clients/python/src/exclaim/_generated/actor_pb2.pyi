from . import date_pb2 as _date_pb2
from . import measure_pb2 as _measure_pb2
from . import visibility_pb2 as _visibility_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

ACTOR_KIND_ANONYMOUS_OFFICIAL: ActorKind
ACTOR_KIND_COORDINATION_BODY: ActorKind
ACTOR_KIND_FORUM: ActorKind
ACTOR_KIND_HEAD_OF_STATE: ActorKind
ACTOR_KIND_INTERNATIONAL_ORGANISATION: ActorKind
ACTOR_KIND_MEDIATOR: ActorKind
ACTOR_KIND_MINISTRY: ActorKind
ACTOR_KIND_NAMED_OFFICIAL: ActorKind
ACTOR_KIND_OMBUDSMAN: ActorKind
ACTOR_KIND_OUTLET: ActorKind
ACTOR_KIND_SECURITY_SERVICE: ActorKind
ACTOR_KIND_SOCIAL_CHANNEL: ActorKind
ACTOR_KIND_STATE: ActorKind
ACTOR_KIND_STATE_MEDIA: ActorKind
ACTOR_KIND_UNNAMED_GROUP: ActorKind
ACTOR_KIND_UNSPECIFIED: ActorKind
ACTOR_KIND_WIRE_AGENCY: ActorKind
DESCRIPTOR: _descriptor.FileDescriptor
RELIABILITY_GRADE_A: ReliabilityGrade
RELIABILITY_GRADE_B: ReliabilityGrade
RELIABILITY_GRADE_C: ReliabilityGrade
RELIABILITY_GRADE_D: ReliabilityGrade
RELIABILITY_GRADE_E: ReliabilityGrade
RELIABILITY_GRADE_F: ReliabilityGrade
RELIABILITY_GRADE_UNSPECIFIED: ReliabilityGrade

class Actor(_message.Message):
    __slots__ = ["aliases", "key", "kind", "name", "note", "reliability", "roles", "side", "visibility"]
    ALIASES_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    RELIABILITY_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    VISIBILITY_FIELD_NUMBER: _ClassVar[int]
    aliases: _containers.RepeatedScalarFieldContainer[str]
    key: str
    kind: ActorKind
    name: str
    note: str
    reliability: _containers.RepeatedCompositeFieldContainer[Reliability]
    roles: _containers.RepeatedCompositeFieldContainer[Role]
    side: str
    visibility: _visibility_pb2.Visibility
    def __init__(self, key: _Optional[str] = ..., visibility: _Optional[_Union[_visibility_pb2.Visibility, str]] = ..., note: _Optional[str] = ..., kind: _Optional[_Union[ActorKind, str]] = ..., name: _Optional[str] = ..., aliases: _Optional[_Iterable[str]] = ..., side: _Optional[str] = ..., roles: _Optional[_Iterable[_Union[Role, _Mapping[str, object]]]] = ..., reliability: _Optional[_Iterable[_Union[Reliability, _Mapping[str, object]]]] = ...) -> None: ...

class Reliability(_message.Message):
    __slots__ = ["grade", "reason", "topic"]
    GRADE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    grade: ReliabilityGrade
    reason: str
    topic: _measure_pb2.Topic
    def __init__(self, topic: _Optional[_Union[_measure_pb2.Topic, str]] = ..., grade: _Optional[_Union[ReliabilityGrade, str]] = ..., reason: _Optional[str] = ...) -> None: ...

class Role(_message.Message):
    __slots__ = ["from_date", "organisation", "title", "to_date"]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    TO_DATE_FIELD_NUMBER: _ClassVar[int]
    from_date: _date_pb2.Date
    organisation: str
    title: str
    to_date: _date_pb2.Date
    def __init__(self, title: _Optional[str] = ..., organisation: _Optional[str] = ..., from_date: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., to_date: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ...) -> None: ...

class ReliabilityGrade(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()

class ActorKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
