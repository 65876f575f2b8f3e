from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
KNOWN_PUBLIC: Known
KNOWN_RECORDED: Known
KNOWN_UNSPECIFIED: Known

class Moment(_message.Message):
    __slots__ = ["as_of", "destroyed_records", "known", "sequence", "undated_documents"]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    DESTROYED_RECORDS_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    UNDATED_DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    as_of: str
    destroyed_records: int
    known: Known
    sequence: int
    undated_documents: int
    def __init__(self, as_of: _Optional[str] = ..., known: _Optional[_Union[Known, str]] = ..., sequence: _Optional[int] = ..., undated_documents: _Optional[int] = ..., destroyed_records: _Optional[int] = ...) -> None: ...

class Known(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
