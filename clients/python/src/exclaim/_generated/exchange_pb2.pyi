from . import date_pb2 as _date_pb2
from . import measure_pb2 as _measure_pb2
from . import quantity_pb2 as _quantity_pb2
from . import visibility_pb2 as _visibility_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
EXCHANGE_CATEGORY_ALL_FOR_ALL: ExchangeCategory
EXCHANGE_CATEGORY_CIVILIANS: ExchangeCategory
EXCHANGE_CATEGORY_MEDICAL: ExchangeCategory
EXCHANGE_CATEGORY_ONE_WAY: ExchangeCategory
EXCHANGE_CATEGORY_OTHER: ExchangeCategory
EXCHANGE_CATEGORY_REGULAR: ExchangeCategory
EXCHANGE_CATEGORY_REMAINS: ExchangeCategory
EXCHANGE_CATEGORY_SPECIAL: ExchangeCategory
EXCHANGE_CATEGORY_UNSPECIFIED: ExchangeCategory
EXCHANGE_STATUS_AGREED: ExchangeStatus
EXCHANGE_STATUS_CANCELLED: ExchangeStatus
EXCHANGE_STATUS_COMPLETED: ExchangeStatus
EXCHANGE_STATUS_PARTLY_COMPLETED: ExchangeStatus
EXCHANGE_STATUS_PLANNED: ExchangeStatus
EXCHANGE_STATUS_POSTPONED: ExchangeStatus
EXCHANGE_STATUS_PROPOSED: ExchangeStatus
EXCHANGE_STATUS_UNDER_WAY: ExchangeStatus
EXCHANGE_STATUS_UNSPECIFIED: ExchangeStatus
PLACE_ROLE_CARE: PlaceRole
PLACE_ROLE_HANDOVER: PlaceRole
PLACE_ROLE_TRANSIT: PlaceRole
PLACE_ROLE_UNSPECIFIED: PlaceRole
TALLY_MEMBERSHIP_NO: TallyMembership
TALLY_MEMBERSHIP_PARTLY: TallyMembership
TALLY_MEMBERSHIP_UNKNOWN: TallyMembership
TALLY_MEMBERSHIP_UNSPECIFIED: TallyMembership
TALLY_MEMBERSHIP_YES: TallyMembership

class Exchange(_message.Message):
    __slots__ = ["agreements", "category", "date", "in_official_tally", "key", "legs", "mediators", "note", "ordinals", "part_of", "places", "planned_date", "stages", "status", "title", "visibility"]
    AGREEMENTS_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    IN_OFFICIAL_TALLY_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    LEGS_FIELD_NUMBER: _ClassVar[int]
    MEDIATORS_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ORDINALS_FIELD_NUMBER: _ClassVar[int]
    PART_OF_FIELD_NUMBER: _ClassVar[int]
    PLACES_FIELD_NUMBER: _ClassVar[int]
    PLANNED_DATE_FIELD_NUMBER: _ClassVar[int]
    STAGES_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    VISIBILITY_FIELD_NUMBER: _ClassVar[int]
    agreements: _containers.RepeatedScalarFieldContainer[str]
    category: ExchangeCategory
    date: _date_pb2.Date
    in_official_tally: TallyMembership
    key: str
    legs: _containers.RepeatedCompositeFieldContainer[Leg]
    mediators: _containers.RepeatedScalarFieldContainer[str]
    note: str
    ordinals: _containers.RepeatedCompositeFieldContainer[Ordinal]
    part_of: _containers.RepeatedScalarFieldContainer[str]
    places: _containers.RepeatedCompositeFieldContainer[Place]
    planned_date: _date_pb2.Date
    stages: _containers.RepeatedCompositeFieldContainer[Stage]
    status: ExchangeStatus
    title: str
    visibility: _visibility_pb2.Visibility
    def __init__(self, key: _Optional[str] = ..., visibility: _Optional[_Union[_visibility_pb2.Visibility, str]] = ..., note: _Optional[str] = ..., title: _Optional[str] = ..., date: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., planned_date: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., category: _Optional[_Union[ExchangeCategory, str]] = ..., status: _Optional[_Union[ExchangeStatus, str]] = ..., ordinals: _Optional[_Iterable[_Union[Ordinal, _Mapping[str, object]]]] = ..., stages: _Optional[_Iterable[_Union[Stage, _Mapping[str, object]]]] = ..., agreements: _Optional[_Iterable[str]] = ..., in_official_tally: _Optional[_Union[TallyMembership, str]] = ..., mediators: _Optional[_Iterable[str]] = ..., places: _Optional[_Iterable[_Union[Place, _Mapping[str, object]]]] = ..., legs: _Optional[_Iterable[_Union[Leg, _Mapping[str, object]]]] = ..., part_of: _Optional[_Iterable[str]] = ...) -> None: ...

class Leg(_message.Message):
    __slots__ = ["agreement", "dependent_power", "from_party", "persons", "to_party"]
    AGREEMENT_FIELD_NUMBER: _ClassVar[int]
    DEPENDENT_POWER_FIELD_NUMBER: _ClassVar[int]
    FROM_PARTY_FIELD_NUMBER: _ClassVar[int]
    PERSONS_FIELD_NUMBER: _ClassVar[int]
    TO_PARTY_FIELD_NUMBER: _ClassVar[int]
    agreement: str
    dependent_power: str
    from_party: str
    persons: _containers.RepeatedCompositeFieldContainer[PersonGroup]
    to_party: str
    def __init__(self, from_party: _Optional[str] = ..., to_party: _Optional[str] = ..., dependent_power: _Optional[str] = ..., agreement: _Optional[str] = ..., persons: _Optional[_Iterable[_Union[PersonGroup, _Mapping[str, object]]]] = ...) -> None: ...

class Ordinal(_message.Message):
    __slots__ = ["number", "series"]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    SERIES_FIELD_NUMBER: _ClassVar[int]
    number: int
    series: str
    def __init__(self, series: _Optional[str] = ..., number: _Optional[int] = ...) -> None: ...

class PersonGroup(_message.Message):
    __slots__ = ["agreement", "category", "part_of", "planned", "quantity", "stage", "unit", "value_state"]
    AGREEMENT_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    PART_OF_FIELD_NUMBER: _ClassVar[int]
    PLANNED_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    VALUE_STATE_FIELD_NUMBER: _ClassVar[int]
    agreement: str
    category: _measure_pb2.PersonCategory
    part_of: str
    planned: _quantity_pb2.Quantity
    quantity: _quantity_pb2.Quantity
    stage: int
    unit: _measure_pb2.Unit
    value_state: _quantity_pb2.ValueState
    def __init__(self, category: _Optional[_Union[_measure_pb2.PersonCategory, str]] = ..., unit: _Optional[_Union[_measure_pb2.Unit, str]] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping[str, object]]] = ..., value_state: _Optional[_Union[_quantity_pb2.ValueState, str]] = ..., planned: _Optional[_Union[_quantity_pb2.Quantity, _Mapping[str, object]]] = ..., agreement: _Optional[str] = ..., stage: _Optional[int] = ..., part_of: _Optional[str] = ...) -> None: ...

class Place(_message.Message):
    __slots__ = ["name", "role"]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    name: str
    role: PlaceRole
    def __init__(self, name: _Optional[str] = ..., role: _Optional[_Union[PlaceRole, str]] = ...) -> None: ...

class Stage(_message.Message):
    __slots__ = ["date", "name", "number", "status"]
    DATE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    date: _date_pb2.Date
    name: str
    number: int
    status: ExchangeStatus
    def __init__(self, number: _Optional[int] = ..., name: _Optional[str] = ..., date: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., status: _Optional[_Union[ExchangeStatus, str]] = ...) -> None: ...

class PlaceRole(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()

class ExchangeCategory(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()

class ExchangeStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()

class TallyMembership(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
