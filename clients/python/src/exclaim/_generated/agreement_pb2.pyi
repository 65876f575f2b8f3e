from . import date_pb2 as _date_pb2
from . import measure_pb2 as _measure_pb2
from . import quantity_pb2 as _quantity_pb2
from . import visibility_pb2 as _visibility_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Agreement(_message.Message):
    __slots__ = ["date", "key", "note", "obligations", "parties", "place", "title", "visibility"]
    DATE_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    OBLIGATIONS_FIELD_NUMBER: _ClassVar[int]
    PARTIES_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    VISIBILITY_FIELD_NUMBER: _ClassVar[int]
    date: _date_pb2.Date
    key: str
    note: str
    obligations: _containers.RepeatedCompositeFieldContainer[Obligation]
    parties: _containers.RepeatedScalarFieldContainer[str]
    place: str
    title: str
    visibility: _visibility_pb2.Visibility
    def __init__(self, key: _Optional[str] = ..., visibility: _Optional[_Union[_visibility_pb2.Visibility, str]] = ..., note: _Optional[str] = ..., title: _Optional[str] = ..., parties: _Optional[_Iterable[str]] = ..., date: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., place: _Optional[str] = ..., obligations: _Optional[_Iterable[_Union[Obligation, _Mapping[str, object]]]] = ...) -> None: ...

class Obligation(_message.Message):
    __slots__ = ["description", "due", "measure", "obligor", "quantity"]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    OBLIGOR_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    description: str
    due: _date_pb2.Date
    measure: _measure_pb2.Measure
    obligor: str
    quantity: _quantity_pb2.Quantity
    def __init__(self, obligor: _Optional[str] = ..., measure: _Optional[_Union[_measure_pb2.Measure, _Mapping[str, object]]] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping[str, object]]] = ..., due: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., description: _Optional[str] = ...) -> None: ...
