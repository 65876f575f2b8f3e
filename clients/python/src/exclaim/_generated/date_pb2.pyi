from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DATE_BASIS_EXTERNAL_KNOWLEDGE: DateBasis
DATE_BASIS_RESOLVED_RELATIVE: DateBasis
DATE_BASIS_RESOLVED_WEEKDAY: DateBasis
DATE_BASIS_STATED: DateBasis
DATE_BASIS_UNKNOWN: DateBasis
DATE_BASIS_UNSPECIFIED: DateBasis
DATE_PRECISION_CENTURY: DatePrecision
DATE_PRECISION_DAY: DatePrecision
DATE_PRECISION_DECADE: DatePrecision
DATE_PRECISION_INTERVAL: DatePrecision
DATE_PRECISION_MONTH: DatePrecision
DATE_PRECISION_TIME: DatePrecision
DATE_PRECISION_UNSPECIFIED: DatePrecision
DATE_PRECISION_YEAR: DatePrecision
DESCRIPTOR: _descriptor.FileDescriptor

class Date(_message.Message):
    __slots__ = ["anchor", "basis", "earliest", "edtf", "latest", "precision", "words"]
    ANCHOR_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    EARLIEST_FIELD_NUMBER: _ClassVar[int]
    EDTF_FIELD_NUMBER: _ClassVar[int]
    LATEST_FIELD_NUMBER: _ClassVar[int]
    PRECISION_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    anchor: str
    basis: DateBasis
    earliest: str
    edtf: str
    latest: str
    precision: DatePrecision
    words: str
    def __init__(self, edtf: _Optional[str] = ..., basis: _Optional[_Union[DateBasis, str]] = ..., words: _Optional[str] = ..., anchor: _Optional[str] = ..., earliest: _Optional[str] = ..., latest: _Optional[str] = ..., precision: _Optional[_Union[DatePrecision, str]] = ...) -> None: ...

class DateBasis(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()

class DatePrecision(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
