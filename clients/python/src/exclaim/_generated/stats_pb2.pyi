from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ErrorCount(_message.Message):
    __slots__ = ["code", "count"]
    CODE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    code: int
    count: int
    def __init__(self, code: _Optional[int] = ..., count: _Optional[int] = ...) -> None: ...

class LatencyBucket(_message.Message):
    __slots__ = ["at_most_nano", "count"]
    AT_MOST_NANO_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    at_most_nano: int
    count: int
    def __init__(self, at_most_nano: _Optional[int] = ..., count: _Optional[int] = ...) -> None: ...

class MethodStats(_message.Message):
    __slots__ = ["calls", "errors", "latency", "method"]
    CALLS_FIELD_NUMBER: _ClassVar[int]
    ERRORS_FIELD_NUMBER: _ClassVar[int]
    LATENCY_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    calls: int
    errors: _containers.RepeatedCompositeFieldContainer[ErrorCount]
    latency: _containers.RepeatedCompositeFieldContainer[LatencyBucket]
    method: str
    def __init__(self, method: _Optional[str] = ..., calls: _Optional[int] = ..., errors: _Optional[_Iterable[_Union[ErrorCount, _Mapping[str, object]]]] = ..., latency: _Optional[_Iterable[_Union[LatencyBucket, _Mapping[str, object]]]] = ...) -> None: ...

class OpenCall(_message.Message):
    __slots__ = ["age_nano", "committing", "method", "request_id", "stream", "time_left_nano", "uid"]
    AGE_NANO_FIELD_NUMBER: _ClassVar[int]
    COMMITTING_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    TIME_LEFT_NANO_FIELD_NUMBER: _ClassVar[int]
    UID_FIELD_NUMBER: _ClassVar[int]
    age_nano: int
    committing: bool
    method: str
    request_id: str
    stream: int
    time_left_nano: int
    uid: int
    def __init__(self, request_id: _Optional[str] = ..., method: _Optional[str] = ..., uid: _Optional[int] = ..., stream: _Optional[int] = ..., age_nano: _Optional[int] = ..., time_left_nano: _Optional[int] = ..., committing: bool = ...) -> None: ...

class StatsRequest(_message.Message):
    __slots__ = ["calls"]
    CALLS_FIELD_NUMBER: _ClassVar[int]
    calls: bool
    def __init__(self, calls: bool = ...) -> None: ...

class StatsResponse(_message.Message):
    __slots__ = ["calls", "methods", "since", "users", "write_queue_depth"]
    CALLS_FIELD_NUMBER: _ClassVar[int]
    METHODS_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    USERS_FIELD_NUMBER: _ClassVar[int]
    WRITE_QUEUE_DEPTH_FIELD_NUMBER: _ClassVar[int]
    calls: _containers.RepeatedCompositeFieldContainer[OpenCall]
    methods: _containers.RepeatedCompositeFieldContainer[MethodStats]
    since: _timestamp_pb2.Timestamp
    users: _containers.RepeatedCompositeFieldContainer[UserStats]
    write_queue_depth: int
    def __init__(self, since: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping[str, object]]] = ..., methods: _Optional[_Iterable[_Union[MethodStats, _Mapping[str, object]]]] = ..., users: _Optional[_Iterable[_Union[UserStats, _Mapping[str, object]]]] = ..., calls: _Optional[_Iterable[_Union[OpenCall, _Mapping[str, object]]]] = ..., write_queue_depth: _Optional[int] = ...) -> None: ...

class UserStats(_message.Message):
    __slots__ = ["bytes_in_flight", "calls", "connections", "refusals", "uid", "user", "write_queue_depth"]
    BYTES_IN_FLIGHT_FIELD_NUMBER: _ClassVar[int]
    CALLS_FIELD_NUMBER: _ClassVar[int]
    CONNECTIONS_FIELD_NUMBER: _ClassVar[int]
    REFUSALS_FIELD_NUMBER: _ClassVar[int]
    UID_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    WRITE_QUEUE_DEPTH_FIELD_NUMBER: _ClassVar[int]
    bytes_in_flight: int
    calls: int
    connections: int
    refusals: int
    uid: int
    user: str
    write_queue_depth: int
    def __init__(self, uid: _Optional[int] = ..., user: _Optional[str] = ..., connections: _Optional[int] = ..., calls: _Optional[int] = ..., bytes_in_flight: _Optional[int] = ..., refusals: _Optional[int] = ..., write_queue_depth: _Optional[int] = ...) -> None: ...
