from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Optional as _Optional, Union as _Union

CANCEL_OUTCOME_CANCELLED: CancelOutcome
CANCEL_OUTCOME_COMMITTING: CancelOutcome
CANCEL_OUTCOME_NOT_OPEN: CancelOutcome
CANCEL_OUTCOME_UNSPECIFIED: CancelOutcome
DESCRIPTOR: _descriptor.FileDescriptor
EXTENSION_CANCEL: Extension
EXTENSION_GO_AWAY: Extension
EXTENSION_UNSPECIFIED: Extension
EXTENSION_WINDOW: Extension

class CancelRequest(_message.Message):
    __slots__ = ["stream"]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    stream: int
    def __init__(self, stream: _Optional[int] = ...) -> None: ...

class CancelResponse(_message.Message):
    __slots__ = ["outcome"]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    outcome: CancelOutcome
    def __init__(self, outcome: _Optional[_Union[CancelOutcome, str]] = ...) -> None: ...

class HelloRequest(_message.Message):
    __slots__ = ["client", "extensions", "window_bytes"]
    CLIENT_FIELD_NUMBER: _ClassVar[int]
    EXTENSIONS_FIELD_NUMBER: _ClassVar[int]
    WINDOW_BYTES_FIELD_NUMBER: _ClassVar[int]
    client: str
    extensions: _containers.RepeatedScalarFieldContainer[Extension]
    window_bytes: int
    def __init__(self, client: _Optional[str] = ..., extensions: _Optional[_Iterable[_Union[Extension, str]]] = ..., window_bytes: _Optional[int] = ...) -> None: ...

class HelloResponse(_message.Message):
    __slots__ = ["extensions", "version", "window_bytes"]
    EXTENSIONS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    WINDOW_BYTES_FIELD_NUMBER: _ClassVar[int]
    extensions: _containers.RepeatedScalarFieldContainer[Extension]
    version: str
    window_bytes: int
    def __init__(self, version: _Optional[str] = ..., extensions: _Optional[_Iterable[_Union[Extension, str]]] = ..., window_bytes: _Optional[int] = ...) -> None: ...

class Extension(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()

class CancelOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
