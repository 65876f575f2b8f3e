from . import date_pb2 as _date_pb2
from . import visibility_pb2 as _visibility_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Dateline(_message.Message):
    __slots__ = ["date", "place"]
    DATE_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    date: _date_pb2.Date
    place: str
    def __init__(self, place: _Optional[str] = ..., date: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ...) -> None: ...

class Document(_message.Message):
    __slots__ = ["body_copies", "byline", "cluster", "dateline", "edition", "edition_of", "excluded", "indexed", "key", "language", "note", "outlet", "published", "sha256", "text", "title", "url", "visibility"]
    BODY_COPIES_FIELD_NUMBER: _ClassVar[int]
    BYLINE_FIELD_NUMBER: _ClassVar[int]
    CLUSTER_FIELD_NUMBER: _ClassVar[int]
    DATELINE_FIELD_NUMBER: _ClassVar[int]
    EDITION_FIELD_NUMBER: _ClassVar[int]
    EDITION_OF_FIELD_NUMBER: _ClassVar[int]
    EXCLUDED_FIELD_NUMBER: _ClassVar[int]
    INDEXED_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    OUTLET_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    VISIBILITY_FIELD_NUMBER: _ClassVar[int]
    body_copies: int
    byline: str
    cluster: str
    dateline: Dateline
    edition: str
    edition_of: str
    excluded: _containers.RepeatedCompositeFieldContainer[Span]
    indexed: _date_pb2.Date
    key: str
    language: str
    note: str
    outlet: str
    published: _date_pb2.Date
    sha256: str
    text: str
    title: str
    url: str
    visibility: _visibility_pb2.Visibility
    def __init__(self, key: _Optional[str] = ..., visibility: _Optional[_Union[_visibility_pb2.Visibility, str]] = ..., note: _Optional[str] = ..., outlet: _Optional[str] = ..., title: _Optional[str] = ..., byline: _Optional[str] = ..., url: _Optional[str] = ..., published: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., dateline: _Optional[_Union[Dateline, _Mapping[str, object]]] = ..., indexed: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., language: _Optional[str] = ..., sha256: _Optional[str] = ..., text: _Optional[str] = ..., excluded: _Optional[_Iterable[_Union[Span, _Mapping[str, object]]]] = ..., cluster: _Optional[str] = ..., edition_of: _Optional[str] = ..., edition: _Optional[str] = ..., body_copies: _Optional[int] = ...) -> None: ...

class Span(_message.Message):
    __slots__ = ["end", "reason", "start"]
    END_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    end: int
    reason: str
    start: int
    def __init__(self, start: _Optional[int] = ..., end: _Optional[int] = ..., reason: _Optional[str] = ...) -> None: ...
