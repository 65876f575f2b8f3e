from . import record_pb2 as _record_pb2
from . import records_pb2 as _records_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class JournalEntry(_message.Message):
    __slots__ = ["action", "author", "commitment", "flagged", "hash_before", "id", "kind", "record", "recorded_at_nano", "redacted_revision", "revision", "sequence", "visibility"]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    COMMITMENT_FIELD_NUMBER: _ClassVar[int]
    FLAGGED_FIELD_NUMBER: _ClassVar[int]
    HASH_BEFORE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    RECORDED_AT_NANO_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    REDACTED_REVISION_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    VISIBILITY_FIELD_NUMBER: _ClassVar[int]
    action: int
    author: _record_pb2.Author
    commitment: bytes
    flagged: int
    hash_before: bytes
    id: str
    kind: int
    record: int
    recorded_at_nano: int
    redacted_revision: int
    revision: int
    sequence: int
    visibility: int
    def __init__(self, sequence: _Optional[int] = ..., record: _Optional[int] = ..., id: _Optional[str] = ..., kind: _Optional[int] = ..., revision: _Optional[int] = ..., visibility: _Optional[int] = ..., author: _Optional[_Union[_record_pb2.Author, _Mapping[str, object]]] = ..., recorded_at_nano: _Optional[int] = ..., action: _Optional[int] = ..., redacted_revision: _Optional[int] = ..., flagged: _Optional[int] = ..., commitment: _Optional[bytes] = ..., hash_before: _Optional[bytes] = ...) -> None: ...

class Opening(_message.Message):
    __slots__ = ["content", "fingerprint", "links", "reason", "salt"]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    FINGERPRINT_FIELD_NUMBER: _ClassVar[int]
    LINKS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SALT_FIELD_NUMBER: _ClassVar[int]
    content: bytes
    fingerprint: bytes
    links: bytes
    reason: str
    salt: bytes
    def __init__(self, salt: _Optional[bytes] = ..., fingerprint: _Optional[bytes] = ..., reason: _Optional[str] = ..., links: _Optional[bytes] = ..., content: _Optional[bytes] = ...) -> None: ...

class ProveConsistencyRequest(_message.Message):
    __slots__ = ["from_size", "to_size"]
    FROM_SIZE_FIELD_NUMBER: _ClassVar[int]
    TO_SIZE_FIELD_NUMBER: _ClassVar[int]
    from_size: int
    to_size: int
    def __init__(self, from_size: _Optional[int] = ..., to_size: _Optional[int] = ...) -> None: ...

class ProveConsistencyResponse(_message.Message):
    __slots__ = ["path", "to_root", "to_size"]
    PATH_FIELD_NUMBER: _ClassVar[int]
    TO_ROOT_FIELD_NUMBER: _ClassVar[int]
    TO_SIZE_FIELD_NUMBER: _ClassVar[int]
    path: _containers.RepeatedScalarFieldContainer[bytes]
    to_root: bytes
    to_size: int
    def __init__(self, to_size: _Optional[int] = ..., to_root: _Optional[bytes] = ..., path: _Optional[_Iterable[bytes]] = ...) -> None: ...

class ProveInclusionRequest(_message.Message):
    __slots__ = ["id", "revision", "size"]
    ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    id: str
    revision: int
    size: int
    def __init__(self, id: _Optional[str] = ..., revision: _Optional[int] = ..., size: _Optional[int] = ...) -> None: ...

class ProveInclusionResponse(_message.Message):
    __slots__ = ["entry", "opening", "path", "root", "size"]
    ENTRY_FIELD_NUMBER: _ClassVar[int]
    OPENING_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    entry: JournalEntry
    opening: Opening
    path: _containers.RepeatedScalarFieldContainer[bytes]
    root: bytes
    size: int
    def __init__(self, size: _Optional[int] = ..., root: _Optional[bytes] = ..., path: _Optional[_Iterable[bytes]] = ..., entry: _Optional[_Union[JournalEntry, _Mapping[str, object]]] = ..., opening: _Optional[_Union[Opening, _Mapping[str, object]]] = ...) -> None: ...

class TreeHeadRequest(_message.Message):
    __slots__ = ["size"]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    size: int
    def __init__(self, size: _Optional[int] = ...) -> None: ...

class TreeHeadResponse(_message.Message):
    __slots__ = ["root", "size"]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    root: bytes
    size: int
    def __init__(self, size: _Optional[int] = ..., root: _Optional[bytes] = ...) -> None: ...

class WatchRequest(_message.Message):
    __slots__ = ["filter"]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    filter: _records_pb2.Filter
    def __init__(self, filter: _Optional[_Union[_records_pb2.Filter, _Mapping[str, object]]] = ..., **kwargs: object) -> None: ...

class WatchResponse(_message.Message):
    __slots__ = ["at_end", "records", "sequence"]
    AT_END_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    at_end: bool
    records: _containers.RepeatedCompositeFieldContainer[_record_pb2.Record]
    sequence: int
    def __init__(self, records: _Optional[_Iterable[_Union[_record_pb2.Record, _Mapping[str, object]]]] = ..., sequence: _Optional[int] = ..., at_end: bool = ...) -> None: ...
