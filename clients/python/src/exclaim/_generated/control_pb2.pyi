from builtins import bytes as _bytes
from . import connection_pb2 as _connection_pb2
from . import stats_pb2 as _stats_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

ACCESS_ROLE_ADMIN: AccessRole
ACCESS_ROLE_CONTRIBUTOR: AccessRole
ACCESS_ROLE_READER: AccessRole
ACCESS_ROLE_REVIEWER: AccessRole
ACCESS_ROLE_UNSPECIFIED: AccessRole
DESCRIPTOR: _descriptor.FileDescriptor
SERVING_STATE_DRAINING: ServingState
SERVING_STATE_SERVING: ServingState
SERVING_STATE_UNSPECIFIED: ServingState

class BackupRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class BackupResponse(_message.Message):
    __slots__ = ["bytes", "sequence", "sha256", "total_bytes"]
    BYTES_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    TOTAL_BYTES_FIELD_NUMBER: _ClassVar[int]
    bytes: _bytes
    sequence: int
    sha256: _bytes
    total_bytes: int
    def __init__(self, bytes: _Optional[_bytes] = ..., total_bytes: _Optional[int] = ..., sequence: _Optional[int] = ..., sha256: _Optional[_bytes] = ...) -> None: ...

class DescribeRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class DescribeResponse(_message.Message):
    __slots__ = ["file_descriptor_set"]
    FILE_DESCRIPTOR_SET_FIELD_NUMBER: _ClassVar[int]
    file_descriptor_set: _bytes
    def __init__(self, file_descriptor_set: _Optional[_bytes] = ...) -> None: ...

class HealthRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class HealthResponse(_message.Message):
    __slots__ = ["state", "version"]
    STATE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    state: ServingState
    version: str
    def __init__(self, state: _Optional[_Union[ServingState, str]] = ..., version: _Optional[str] = ...) -> None: ...

class KindCount(_message.Message):
    __slots__ = ["count", "kind"]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    count: int
    kind: str
    def __init__(self, kind: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...

class Limit(_message.Message):
    __slots__ = ["name", "value"]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    name: str
    value: int
    def __init__(self, name: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...

class LiveLedger(_message.Message):
    __slots__ = ["bytes", "records", "views"]
    BYTES_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    VIEWS_FIELD_NUMBER: _ClassVar[int]
    bytes: int
    records: int
    views: int
    def __init__(self, records: _Optional[int] = ..., views: _Optional[int] = ..., bytes: _Optional[int] = ...) -> None: ...

class StatusRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class StatusResponse(_message.Message):
    __slots__ = ["connections", "counts", "head", "limits", "live_ledger", "pid", "rule_set", "sequence", "started_at", "version"]
    CONNECTIONS_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    LIMITS_FIELD_NUMBER: _ClassVar[int]
    LIVE_LEDGER_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    RULE_SET_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    connections: int
    counts: _containers.RepeatedCompositeFieldContainer[KindCount]
    head: str
    limits: _containers.RepeatedCompositeFieldContainer[Limit]
    live_ledger: LiveLedger
    pid: int
    rule_set: str
    sequence: int
    started_at: _timestamp_pb2.Timestamp
    version: str
    def __init__(self, version: _Optional[str] = ..., started_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping[str, object]]] = ..., sequence: _Optional[int] = ..., head: _Optional[str] = ..., counts: _Optional[_Iterable[_Union[KindCount, _Mapping[str, object]]]] = ..., limits: _Optional[_Iterable[_Union[Limit, _Mapping[str, object]]]] = ..., rule_set: _Optional[str] = ..., pid: _Optional[int] = ..., connections: _Optional[int] = ..., live_ledger: _Optional[_Union[LiveLedger, _Mapping[str, object]]] = ...) -> None: ...

class VerifyRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class VerifyResponse(_message.Message):
    __slots__ = ["entries", "first_bad_sequence", "head", "intact", "problem", "redacted", "tree_root"]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    FIRST_BAD_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    INTACT_FIELD_NUMBER: _ClassVar[int]
    PROBLEM_FIELD_NUMBER: _ClassVar[int]
    REDACTED_FIELD_NUMBER: _ClassVar[int]
    TREE_ROOT_FIELD_NUMBER: _ClassVar[int]
    entries: int
    first_bad_sequence: int
    head: str
    intact: bool
    problem: str
    redacted: int
    tree_root: str
    def __init__(self, intact: bool = ..., entries: _Optional[int] = ..., first_bad_sequence: _Optional[int] = ..., problem: _Optional[str] = ..., head: _Optional[str] = ..., redacted: _Optional[int] = ..., tree_root: _Optional[str] = ...) -> None: ...

class WhoAmIRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class WhoAmIResponse(_message.Message):
    __slots__ = ["gid", "role", "uid", "user"]
    GID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    UID_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    gid: int
    role: AccessRole
    uid: int
    user: str
    def __init__(self, uid: _Optional[int] = ..., gid: _Optional[int] = ..., user: _Optional[str] = ..., role: _Optional[_Union[AccessRole, str]] = ...) -> None: ...

class ServingState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()

class AccessRole(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
