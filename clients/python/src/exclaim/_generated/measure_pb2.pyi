from . import date_pb2 as _date_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
PERSON_CATEGORY_ALL: PersonCategory
PERSON_CATEGORY_CHILDREN: PersonCategory
PERSON_CATEGORY_CIVILIAN: PersonCategory
PERSON_CATEGORY_CIVILIAN_UNSPECIFIED: PersonCategory
PERSON_CATEGORY_FOREIGN_NATIONALS: PersonCategory
PERSON_CATEGORY_HOSTAGES: PersonCategory
PERSON_CATEGORY_MILITARY: PersonCategory
PERSON_CATEGORY_MILITARY_UNSPECIFIED: PersonCategory
PERSON_CATEGORY_MILITARY_WOMEN: PersonCategory
PERSON_CATEGORY_MORTAL_REMAINS: PersonCategory
PERSON_CATEGORY_PERSONS_UNSPECIFIED: PersonCategory
PERSON_CATEGORY_POLITICAL_PRISONERS: PersonCategory
PERSON_CATEGORY_PRISONER_OF_WAR: PersonCategory
PERSON_CATEGORY_SERIOUSLY_WOUNDED_OR_SICK: PersonCategory
PERSON_CATEGORY_UNDER_25: PersonCategory
PERSON_CATEGORY_UNSPECIFIED: PersonCategory
PERSON_CATEGORY_WOMEN: PersonCategory
TOPIC_AGREEMENT_TERMS: Topic
TOPIC_CAPTIVITY_DURATION: Topic
TOPIC_CAPTURED: Topic
TOPIC_CARE: Topic
TOPIC_COMPOSITION: Topic
TOPIC_DECLINED_RETURN: Topic
TOPIC_DIED_IN_CAPTIVITY: Topic
TOPIC_DISCLOSURE: Topic
TOPIC_EXCHANGES: Topic
TOPIC_EXCHANGE_STATUS: Topic
TOPIC_HANDED_OVER: Topic
TOPIC_HELD: Topic
TOPIC_INTERNED_IN_THIRD_STATE: Topic
TOPIC_LISTED: Topic
TOPIC_MEDIATION: Topic
TOPIC_MISSING: Topic
TOPIC_NEGOTIATION_STATUS: Topic
TOPIC_OBSTRUCTION_ACCUSATION: Topic
TOPIC_OFFERED: Topic
TOPIC_OTHER_CONTEXT: Topic
TOPIC_PLANNED: Topic
TOPIC_PLEDGED: Topic
TOPIC_PROPOSAL: Topic
TOPIC_READINESS: Topic
TOPIC_REMAINS_IDENTIFIED: Topic
TOPIC_REMAINS_OFFERED: Topic
TOPIC_REMAINS_REPATRIATED: Topic
TOPIC_RETURNED: Topic
TOPIC_SENTENCE: Topic
TOPIC_SURRENDERED: Topic
TOPIC_TRANSIT: Topic
TOPIC_UNSPECIFIED: Topic
UNIT_BAGS: Unit
UNIT_BODIES: Unit
UNIT_EXCHANGES: Unit
UNIT_HANDOVERS: Unit
UNIT_LISTS: Unit
UNIT_MISSIONS: Unit
UNIT_PERSONS: Unit
UNIT_UNSPECIFIED: Unit

class Inclusion(_message.Message):
    __slots__ = ["agreement", "category", "exchange", "words"]
    AGREEMENT_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    EXCHANGE_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    agreement: str
    category: PersonCategory
    exchange: str
    words: str
    def __init__(self, agreement: _Optional[str] = ..., exchange: _Optional[str] = ..., category: _Optional[_Union[PersonCategory, str]] = ..., words: _Optional[str] = ...) -> None: ...

class Measure(_message.Message):
    __slots__ = ["at", "category", "dependent_power", "dependent_powers", "detaining_power", "detaining_powers", "excludes", "from_date", "includes", "scope", "to_date", "topic", "unit"]
    AT_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    DEPENDENT_POWERS_FIELD_NUMBER: _ClassVar[int]
    DEPENDENT_POWER_FIELD_NUMBER: _ClassVar[int]
    DETAINING_POWERS_FIELD_NUMBER: _ClassVar[int]
    DETAINING_POWER_FIELD_NUMBER: _ClassVar[int]
    EXCLUDES_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    INCLUDES_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    TO_DATE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    at: _date_pb2.Date
    category: PersonCategory
    dependent_power: str
    dependent_powers: Powers
    detaining_power: str
    detaining_powers: Powers
    excludes: _containers.RepeatedCompositeFieldContainer[Inclusion]
    from_date: _date_pb2.Date
    includes: _containers.RepeatedCompositeFieldContainer[Inclusion]
    scope: str
    to_date: _date_pb2.Date
    topic: Topic
    unit: Unit
    def __init__(self, topic: _Optional[_Union[Topic, str]] = ..., unit: _Optional[_Union[Unit, str]] = ..., dependent_power: _Optional[str] = ..., dependent_powers: _Optional[_Union[Powers, _Mapping[str, object]]] = ..., detaining_power: _Optional[str] = ..., detaining_powers: _Optional[_Union[Powers, _Mapping[str, object]]] = ..., category: _Optional[_Union[PersonCategory, str]] = ..., scope: _Optional[str] = ..., at: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., from_date: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., to_date: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., includes: _Optional[_Iterable[_Union[Inclusion, _Mapping[str, object]]]] = ..., excludes: _Optional[_Iterable[_Union[Inclusion, _Mapping[str, object]]]] = ...) -> None: ...

class Powers(_message.Message):
    __slots__ = ["all", "parties"]
    ALL_FIELD_NUMBER: _ClassVar[int]
    PARTIES_FIELD_NUMBER: _ClassVar[int]
    all: bool
    parties: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, parties: _Optional[_Iterable[str]] = ..., all: bool = ...) -> None: ...

class Topic(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()

class Unit(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()

class PersonCategory(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
