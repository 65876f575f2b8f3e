from . import date_pb2 as _date_pb2
from . import measure_pb2 as _measure_pb2
from . import quantity_pb2 as _quantity_pb2
from . import question_pb2 as _question_pb2
from . import source_pb2 as _source_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

CONFLICT_KIND_CONTRADICTION: ConflictKind
CONFLICT_KIND_DISPUTE: ConflictKind
CONFLICT_KIND_NOT_COMPARABLE: ConflictKind
CONFLICT_KIND_TENSION: ConflictKind
CONFLICT_KIND_UNSPECIFIED: ConflictKind
DESCRIPTOR: _descriptor.FileDescriptor

class Agreeing(_message.Message):
    __slots__ = ["agreeing", "origins", "outside", "region", "regions"]
    AGREEING_FIELD_NUMBER: _ClassVar[int]
    ORIGINS_FIELD_NUMBER: _ClassVar[int]
    OUTSIDE_FIELD_NUMBER: _ClassVar[int]
    REGIONS_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    agreeing: int
    origins: int
    outside: _containers.RepeatedCompositeFieldContainer[_source_pb2.Source]
    region: _quantity_pb2.Bounds
    regions: _containers.RepeatedCompositeFieldContainer[_quantity_pb2.Bounds]
    def __init__(self, region: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., agreeing: _Optional[int] = ..., origins: _Optional[int] = ..., outside: _Optional[_Iterable[_Union[_source_pb2.Source, _Mapping[str, object]]]] = ..., regions: _Optional[_Iterable[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]]] = ...) -> None: ...

class Citation(_message.Message):
    __slots__ = ["figure", "records", "text"]
    FIGURE_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    figure: Figure
    records: _containers.RepeatedCompositeFieldContainer[_source_pb2.Source]
    text: str
    def __init__(self, figure: _Optional[_Union[Figure, _Mapping[str, object]]] = ..., records: _Optional[_Iterable[_Union[_source_pb2.Source, _Mapping[str, object]]]] = ..., text: _Optional[str] = ...) -> None: ...

class CiteRequest(_message.Message):
    __slots__ = ["question"]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    question: _question_pb2.Question
    def __init__(self, question: _Optional[_Union[_question_pb2.Question, _Mapping[str, object]]] = ...) -> None: ...

class CiteResponse(_message.Message):
    __slots__ = ["arguments", "basis", "citations", "sequence", "tree_root"]
    ARGUMENTS_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    CITATIONS_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    TREE_ROOT_FIELD_NUMBER: _ClassVar[int]
    arguments: str
    basis: _question_pb2.Basis
    citations: _containers.RepeatedCompositeFieldContainer[Citation]
    sequence: int
    tree_root: bytes
    def __init__(self, citations: _Optional[_Iterable[_Union[Citation, _Mapping[str, object]]]] = ..., sequence: _Optional[int] = ..., tree_root: _Optional[bytes] = ..., basis: _Optional[_Union[_question_pb2.Basis, _Mapping[str, object]]] = ..., arguments: _Optional[str] = ...) -> None: ...

class CompareRequest(_message.Message):
    __slots__ = ["one", "other", "question"]
    ONE_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    one: str
    other: str
    question: _question_pb2.Question
    def __init__(self, question: _Optional[_Union[_question_pb2.Question, _Mapping[str, object]]] = ..., one: _Optional[str] = ..., other: _Optional[str] = ...) -> None: ...

class CompareResponse(_message.Message):
    __slots__ = ["alike", "basis", "conflicts_of_one", "conflicts_of_other", "explanation", "next_cursor", "one", "other", "partings"]
    ALIKE_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    CONFLICTS_OF_ONE_FIELD_NUMBER: _ClassVar[int]
    CONFLICTS_OF_OTHER_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    ONE_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    PARTINGS_FIELD_NUMBER: _ClassVar[int]
    alike: int
    basis: _question_pb2.Basis
    conflicts_of_one: _containers.RepeatedCompositeFieldContainer[Conflict]
    conflicts_of_other: _containers.RepeatedCompositeFieldContainer[Conflict]
    explanation: str
    next_cursor: str
    one: str
    other: str
    partings: _containers.RepeatedCompositeFieldContainer[Parting]
    def __init__(self, one: _Optional[str] = ..., other: _Optional[str] = ..., partings: _Optional[_Iterable[_Union[Parting, _Mapping[str, object]]]] = ..., alike: _Optional[int] = ..., conflicts_of_one: _Optional[_Iterable[_Union[Conflict, _Mapping[str, object]]]] = ..., conflicts_of_other: _Optional[_Iterable[_Union[Conflict, _Mapping[str, object]]]] = ..., explanation: _Optional[str] = ..., next_cursor: _Optional[str] = ..., basis: _Optional[_Union[_question_pb2.Basis, _Mapping[str, object]]] = ...) -> None: ...

class Conflict(_message.Message):
    __slots__ = ["explanation", "kind", "members"]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    explanation: str
    kind: ConflictKind
    members: _containers.RepeatedCompositeFieldContainer[ConflictMember]
    def __init__(self, kind: _Optional[_Union[ConflictKind, str]] = ..., members: _Optional[_Iterable[_Union[ConflictMember, _Mapping[str, object]]]] = ..., explanation: _Optional[str] = ...) -> None: ...

class ConflictMember(_message.Message):
    __slots__ = ["date", "hard", "kind", "measure", "record", "side", "soft", "speaker", "words"]
    DATE_FIELD_NUMBER: _ClassVar[int]
    HARD_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    SOFT_FIELD_NUMBER: _ClassVar[int]
    SPEAKER_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    date: _date_pb2.Date
    hard: _quantity_pb2.Bounds
    kind: str
    measure: str
    record: _source_pb2.Source
    side: str
    soft: _quantity_pb2.Bounds
    speaker: str
    words: str
    def __init__(self, record: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ..., kind: _Optional[str] = ..., speaker: _Optional[str] = ..., side: _Optional[str] = ..., date: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., words: _Optional[str] = ..., hard: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., measure: _Optional[str] = ..., soft: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ...) -> None: ...

class ConflictsRequest(_message.Message):
    __slots__ = ["kinds", "question"]
    KINDS_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    kinds: _containers.RepeatedScalarFieldContainer[ConflictKind]
    question: _question_pb2.Question
    def __init__(self, question: _Optional[_Union[_question_pb2.Question, _Mapping[str, object]]] = ..., kinds: _Optional[_Iterable[_Union[ConflictKind, str]]] = ...) -> None: ...

class ConflictsResponse(_message.Message):
    __slots__ = ["basis", "conflicts", "contradictions", "disputes", "explanation", "next_cursor", "not_comparable", "tensions"]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    CONFLICTS_FIELD_NUMBER: _ClassVar[int]
    CONTRADICTIONS_FIELD_NUMBER: _ClassVar[int]
    DISPUTES_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    NOT_COMPARABLE_FIELD_NUMBER: _ClassVar[int]
    TENSIONS_FIELD_NUMBER: _ClassVar[int]
    basis: _question_pb2.Basis
    conflicts: _containers.RepeatedCompositeFieldContainer[Conflict]
    contradictions: int
    disputes: int
    explanation: str
    next_cursor: str
    not_comparable: int
    tensions: int
    def __init__(self, conflicts: _Optional[_Iterable[_Union[Conflict, _Mapping[str, object]]]] = ..., contradictions: _Optional[int] = ..., tensions: _Optional[int] = ..., disputes: _Optional[int] = ..., not_comparable: _Optional[int] = ..., explanation: _Optional[str] = ..., next_cursor: _Optional[str] = ..., basis: _Optional[_Union[_question_pb2.Basis, _Mapping[str, object]]] = ...) -> None: ...

class ConsistencyRequest(_message.Message):
    __slots__ = ["question"]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    question: _question_pb2.Question
    def __init__(self, question: _Optional[_Union[_question_pb2.Question, _Mapping[str, object]]] = ...) -> None: ...

class ConsistencyResponse(_message.Message):
    __slots__ = ["basis", "conflict_count", "conflicts", "consistent", "explanation", "figures", "next_cursor"]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    CONFLICTS_FIELD_NUMBER: _ClassVar[int]
    CONFLICT_COUNT_FIELD_NUMBER: _ClassVar[int]
    CONSISTENT_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    FIGURES_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    basis: _question_pb2.Basis
    conflict_count: int
    conflicts: _containers.RepeatedCompositeFieldContainer[Conflict]
    consistent: bool
    explanation: str
    figures: _containers.RepeatedCompositeFieldContainer[Figure]
    next_cursor: str
    def __init__(self, consistent: bool = ..., figures: _Optional[_Iterable[_Union[Figure, _Mapping[str, object]]]] = ..., conflicts: _Optional[_Iterable[_Union[Conflict, _Mapping[str, object]]]] = ..., explanation: _Optional[str] = ..., next_cursor: _Optional[str] = ..., basis: _Optional[_Union[_question_pb2.Basis, _Mapping[str, object]]] = ..., conflict_count: _Optional[int] = ...) -> None: ...

class Figure(_message.Message):
    __slots__ = ["agreeing", "beside_conflict", "exchange", "explanation", "hard", "high_sources", "label", "low_sources", "measure", "origins", "soft", "sources", "stated"]
    AGREEING_FIELD_NUMBER: _ClassVar[int]
    BESIDE_CONFLICT_FIELD_NUMBER: _ClassVar[int]
    EXCHANGE_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    HARD_FIELD_NUMBER: _ClassVar[int]
    HIGH_SOURCES_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    LOW_SOURCES_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    ORIGINS_FIELD_NUMBER: _ClassVar[int]
    SOFT_FIELD_NUMBER: _ClassVar[int]
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    STATED_FIELD_NUMBER: _ClassVar[int]
    agreeing: Agreeing
    beside_conflict: bool
    exchange: _source_pb2.Source
    explanation: str
    hard: _quantity_pb2.Bounds
    high_sources: _containers.RepeatedCompositeFieldContainer[_source_pb2.Source]
    label: str
    low_sources: _containers.RepeatedCompositeFieldContainer[_source_pb2.Source]
    measure: _measure_pb2.Measure
    origins: _source_pb2.Origins
    soft: _quantity_pb2.Bounds
    sources: _containers.RepeatedCompositeFieldContainer[_source_pb2.Source]
    stated: _quantity_pb2.Bounds
    def __init__(self, label: _Optional[str] = ..., measure: _Optional[_Union[_measure_pb2.Measure, _Mapping[str, object]]] = ..., exchange: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ..., hard: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., soft: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., stated: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., low_sources: _Optional[_Iterable[_Union[_source_pb2.Source, _Mapping[str, object]]]] = ..., high_sources: _Optional[_Iterable[_Union[_source_pb2.Source, _Mapping[str, object]]]] = ..., sources: _Optional[_Iterable[_Union[_source_pb2.Source, _Mapping[str, object]]]] = ..., beside_conflict: bool = ..., agreeing: _Optional[_Union[Agreeing, _Mapping[str, object]]] = ..., origins: _Optional[_Union[_source_pb2.Origins, _Mapping[str, object]]] = ..., explanation: _Optional[str] = ...) -> None: ...

class Parting(_message.Message):
    __slots__ = ["contests", "exclusive", "label", "one", "other"]
    CONTESTS_FIELD_NUMBER: _ClassVar[int]
    EXCLUSIVE_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    ONE_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    contests: _containers.RepeatedCompositeFieldContainer[_source_pb2.Source]
    exclusive: bool
    label: str
    one: Figure
    other: Figure
    def __init__(self, label: _Optional[str] = ..., one: _Optional[_Union[Figure, _Mapping[str, object]]] = ..., other: _Optional[_Union[Figure, _Mapping[str, object]]] = ..., exclusive: bool = ..., contests: _Optional[_Iterable[_Union[_source_pb2.Source, _Mapping[str, object]]]] = ...) -> None: ...

class WatchConflictsRequest(_message.Message):
    __slots__ = ["question"]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    question: _question_pb2.Question
    def __init__(self, question: _Optional[_Union[_question_pb2.Question, _Mapping[str, object]]] = ...) -> None: ...

class WatchConflictsResponse(_message.Message):
    __slots__ = ["contradictions", "created", "resolved", "sequence"]
    CONTRADICTIONS_FIELD_NUMBER: _ClassVar[int]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    RESOLVED_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    contradictions: int
    created: _containers.RepeatedCompositeFieldContainer[Conflict]
    resolved: _containers.RepeatedCompositeFieldContainer[Conflict]
    sequence: int
    def __init__(self, sequence: _Optional[int] = ..., created: _Optional[_Iterable[_Union[Conflict, _Mapping[str, object]]]] = ..., resolved: _Optional[_Iterable[_Union[Conflict, _Mapping[str, object]]]] = ..., contradictions: _Optional[int] = ...) -> None: ...

class ConflictKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
