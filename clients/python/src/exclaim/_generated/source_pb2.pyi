from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class Origins(_message.Message):
    __slots__ = ["documents", "origins", "outlets"]
    DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    ORIGINS_FIELD_NUMBER: _ClassVar[int]
    OUTLETS_FIELD_NUMBER: _ClassVar[int]
    documents: int
    origins: int
    outlets: int
    def __init__(self, documents: _Optional[int] = ..., outlets: _Optional[int] = ..., origins: _Optional[int] = ...) -> None: ...

class Source(_message.Message):
    __slots__ = ["id", "key", "label"]
    ID_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    id: str
    key: str
    label: str
    def __init__(self, id: _Optional[str] = ..., key: _Optional[str] = ..., label: _Optional[str] = ...) -> None: ...
