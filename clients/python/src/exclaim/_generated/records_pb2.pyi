from . import change_pb2 as _change_pb2
from . import claim_pb2 as _claim_pb2
from . import error_pb2 as _error_pb2
from . import exchange_pb2 as _exchange_pb2
from . import measure_pb2 as _measure_pb2
from . import moment_pb2 as _moment_pb2
from . import record_pb2 as _record_pb2
from . import visibility_pb2 as _visibility_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
SUBMIT_OUTCOME_CREATED: SubmitOutcome
SUBMIT_OUTCOME_REFUSED: SubmitOutcome
SUBMIT_OUTCOME_REVISED: SubmitOutcome
SUBMIT_OUTCOME_UNCHANGED: SubmitOutcome
SUBMIT_OUTCOME_UNSPECIFIED: SubmitOutcome

class AllowRequest(_message.Message):
    __slots__ = ["base_revision", "id", "reason"]
    BASE_REVISION_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    base_revision: int
    id: str
    reason: str
    def __init__(self, id: _Optional[str] = ..., base_revision: _Optional[int] = ..., reason: _Optional[str] = ...) -> None: ...

class AllowResponse(_message.Message):
    __slots__ = ["record"]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    record: _record_pb2.Record
    def __init__(self, record: _Optional[_Union[_record_pb2.Record, _Mapping[str, object]]] = ...) -> None: ...

class ExportPublicRequest(_message.Message):
    __slots__ = ["threshold"]
    THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    threshold: int
    def __init__(self, threshold: _Optional[int] = ...) -> None: ...

class ExportPublicResponse(_message.Message):
    __slots__ = ["dependent", "flagged", "records", "withheld"]
    DEPENDENT_FIELD_NUMBER: _ClassVar[int]
    FLAGGED_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    WITHHELD_FIELD_NUMBER: _ClassVar[int]
    dependent: _containers.RepeatedScalarFieldContainer[str]
    flagged: _containers.RepeatedScalarFieldContainer[str]
    records: _containers.RepeatedCompositeFieldContainer[_record_pb2.Record]
    withheld: _containers.RepeatedCompositeFieldContainer[WithheldCell]
    def __init__(self, records: _Optional[_Iterable[_Union[_record_pb2.Record, _Mapping[str, object]]]] = ..., withheld: _Optional[_Iterable[_Union[WithheldCell, _Mapping[str, object]]]] = ..., flagged: _Optional[_Iterable[str]] = ..., dependent: _Optional[_Iterable[str]] = ...) -> None: ...

class Filter(_message.Message):
    __slots__ = ["actor", "agreement", "author_uid", "category", "claim", "date", "dependent_power", "detaining_power", "document", "exchange", "key", "kind", "scope", "speaker", "speech_act", "status", "topic", "unit", "visibility"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    AGREEMENT_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_UID_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    DEPENDENT_POWER_FIELD_NUMBER: _ClassVar[int]
    DETAINING_POWER_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    EXCHANGE_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    SPEAKER_FIELD_NUMBER: _ClassVar[int]
    SPEECH_ACT_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    VISIBILITY_FIELD_NUMBER: _ClassVar[int]
    actor: str
    agreement: str
    author_uid: int
    category: _measure_pb2.PersonCategory
    claim: str
    date: str
    dependent_power: str
    detaining_power: str
    document: str
    exchange: str
    key: str
    kind: _record_pb2.RecordKind
    scope: str
    speaker: str
    speech_act: _claim_pb2.SpeechAct
    status: _exchange_pb2.ExchangeStatus
    topic: _measure_pb2.Topic
    unit: _measure_pb2.Unit
    visibility: _visibility_pb2.Visibility
    def __init__(self, kind: _Optional[_Union[_record_pb2.RecordKind, str]] = ..., actor: _Optional[str] = ..., speaker: _Optional[str] = ..., document: _Optional[str] = ..., exchange: _Optional[str] = ..., agreement: _Optional[str] = ..., claim: _Optional[str] = ..., topic: _Optional[_Union[_measure_pb2.Topic, str]] = ..., unit: _Optional[_Union[_measure_pb2.Unit, str]] = ..., category: _Optional[_Union[_measure_pb2.PersonCategory, str]] = ..., dependent_power: _Optional[str] = ..., detaining_power: _Optional[str] = ..., scope: _Optional[str] = ..., speech_act: _Optional[_Union[_claim_pb2.SpeechAct, str]] = ..., status: _Optional[_Union[_exchange_pb2.ExchangeStatus, str]] = ..., date: _Optional[str] = ..., visibility: _Optional[_Union[_visibility_pb2.Visibility, str]] = ..., author_uid: _Optional[int] = ..., key: _Optional[str] = ...) -> None: ...

class GetRequest(_message.Message):
    __slots__ = ["as_of", "id", "known", "revision"]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    as_of: str
    id: str
    known: _moment_pb2.Known
    revision: int
    def __init__(self, id: _Optional[str] = ..., revision: _Optional[int] = ..., as_of: _Optional[str] = ..., known: _Optional[_Union[_moment_pb2.Known, str]] = ...) -> None: ...

class GetResponse(_message.Message):
    __slots__ = ["record"]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    record: _record_pb2.Record
    def __init__(self, record: _Optional[_Union[_record_pb2.Record, _Mapping[str, object]]] = ...) -> None: ...

class HistoryRequest(_message.Message):
    __slots__ = ["id"]
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class HistoryResponse(_message.Message):
    __slots__ = ["revisions"]
    REVISIONS_FIELD_NUMBER: _ClassVar[int]
    revisions: _containers.RepeatedCompositeFieldContainer[Revision]
    def __init__(self, revisions: _Optional[_Iterable[_Union[Revision, _Mapping[str, object]]]] = ...) -> None: ...

class ListRequest(_message.Message):
    __slots__ = ["as_of", "cursor", "filter", "known", "limit"]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    as_of: str
    cursor: str
    filter: Filter
    known: _moment_pb2.Known
    limit: int
    def __init__(self, filter: _Optional[_Union[Filter, _Mapping[str, object]]] = ..., limit: _Optional[int] = ..., cursor: _Optional[str] = ..., as_of: _Optional[str] = ..., known: _Optional[_Union[_moment_pb2.Known, str]] = ...) -> None: ...

class ListResponse(_message.Message):
    __slots__ = ["moment", "next_cursor", "records"]
    MOMENT_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    moment: _moment_pb2.Moment
    next_cursor: str
    records: _containers.RepeatedCompositeFieldContainer[_record_pb2.Record]
    def __init__(self, records: _Optional[_Iterable[_Union[_record_pb2.Record, _Mapping[str, object]]]] = ..., next_cursor: _Optional[str] = ..., moment: _Optional[_Union[_moment_pb2.Moment, _Mapping[str, object]]] = ...) -> None: ...

class RedactRequest(_message.Message):
    __slots__ = ["id", "reason", "revision"]
    ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    id: str
    reason: str
    revision: int
    def __init__(self, id: _Optional[str] = ..., revision: _Optional[int] = ..., reason: _Optional[str] = ...) -> None: ...

class RedactResponse(_message.Message):
    __slots__ = ["record", "redacted"]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    REDACTED_FIELD_NUMBER: _ClassVar[int]
    record: _record_pb2.Record
    redacted: int
    def __init__(self, record: _Optional[_Union[_record_pb2.Record, _Mapping[str, object]]] = ..., redacted: _Optional[int] = ...) -> None: ...

class RetractRequest(_message.Message):
    __slots__ = ["base_revision", "id", "reason"]
    BASE_REVISION_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    base_revision: int
    id: str
    reason: str
    def __init__(self, id: _Optional[str] = ..., base_revision: _Optional[int] = ..., reason: _Optional[str] = ...) -> None: ...

class RetractResponse(_message.Message):
    __slots__ = ["record"]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    record: _record_pb2.Record
    def __init__(self, record: _Optional[_Union[_record_pb2.Record, _Mapping[str, object]]] = ...) -> None: ...

class ReviseRequest(_message.Message):
    __slots__ = ["allow_flagged", "base_revision", "dry_run", "id", "reason", "record"]
    ALLOW_FLAGGED_FIELD_NUMBER: _ClassVar[int]
    BASE_REVISION_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    allow_flagged: str
    base_revision: int
    dry_run: bool
    id: str
    reason: str
    record: _record_pb2.Record
    def __init__(self, id: _Optional[str] = ..., base_revision: _Optional[int] = ..., record: _Optional[_Union[_record_pb2.Record, _Mapping[str, object]]] = ..., reason: _Optional[str] = ..., dry_run: bool = ..., allow_flagged: _Optional[str] = ...) -> None: ...

class ReviseResponse(_message.Message):
    __slots__ = ["differences", "record"]
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    differences: _containers.RepeatedCompositeFieldContainer[_change_pb2.FieldDifference]
    record: _record_pb2.Record
    def __init__(self, record: _Optional[_Union[_record_pb2.Record, _Mapping[str, object]]] = ..., differences: _Optional[_Iterable[_Union[_change_pb2.FieldDifference, _Mapping[str, object]]]] = ...) -> None: ...

class Revision(_message.Message):
    __slots__ = ["differences", "record"]
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    differences: _containers.RepeatedCompositeFieldContainer[_change_pb2.FieldDifference]
    record: _record_pb2.Record
    def __init__(self, record: _Optional[_Union[_record_pb2.Record, _Mapping[str, object]]] = ..., differences: _Optional[_Iterable[_Union[_change_pb2.FieldDifference, _Mapping[str, object]]]] = ...) -> None: ...

class SearchHit(_message.Message):
    __slots__ = ["record", "snippet"]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    SNIPPET_FIELD_NUMBER: _ClassVar[int]
    record: _record_pb2.Record
    snippet: str
    def __init__(self, record: _Optional[_Union[_record_pb2.Record, _Mapping[str, object]]] = ..., snippet: _Optional[str] = ...) -> None: ...

class SearchRequest(_message.Message):
    __slots__ = ["as_of", "cursor", "filter", "known", "limit", "words"]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    as_of: str
    cursor: str
    filter: Filter
    known: _moment_pb2.Known
    limit: int
    words: str
    def __init__(self, words: _Optional[str] = ..., filter: _Optional[_Union[Filter, _Mapping[str, object]]] = ..., limit: _Optional[int] = ..., cursor: _Optional[str] = ..., as_of: _Optional[str] = ..., known: _Optional[_Union[_moment_pb2.Known, str]] = ...) -> None: ...

class SearchResponse(_message.Message):
    __slots__ = ["hits", "moment", "next_cursor"]
    HITS_FIELD_NUMBER: _ClassVar[int]
    MOMENT_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    hits: _containers.RepeatedCompositeFieldContainer[SearchHit]
    moment: _moment_pb2.Moment
    next_cursor: str
    def __init__(self, hits: _Optional[_Iterable[_Union[SearchHit, _Mapping[str, object]]]] = ..., next_cursor: _Optional[str] = ..., moment: _Optional[_Union[_moment_pb2.Moment, _Mapping[str, object]]] = ...) -> None: ...

class SubmitRequest(_message.Message):
    __slots__ = ["allow_flagged", "atomic", "dry_run", "reason", "records", "return_records", "revise"]
    ALLOW_FLAGGED_FIELD_NUMBER: _ClassVar[int]
    ATOMIC_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    RETURN_RECORDS_FIELD_NUMBER: _ClassVar[int]
    REVISE_FIELD_NUMBER: _ClassVar[int]
    allow_flagged: str
    atomic: bool
    dry_run: bool
    reason: str
    records: _containers.RepeatedCompositeFieldContainer[_record_pb2.Record]
    return_records: bool
    revise: bool
    def __init__(self, records: _Optional[_Iterable[_Union[_record_pb2.Record, _Mapping[str, object]]]] = ..., atomic: bool = ..., dry_run: bool = ..., revise: bool = ..., return_records: bool = ..., allow_flagged: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class SubmitResponse(_message.Message):
    __slots__ = ["created", "refused", "results", "revised", "unchanged"]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    REFUSED_FIELD_NUMBER: _ClassVar[int]
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    REVISED_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    created: int
    refused: int
    results: _containers.RepeatedCompositeFieldContainer[SubmitResult]
    revised: int
    unchanged: int
    def __init__(self, results: _Optional[_Iterable[_Union[SubmitResult, _Mapping[str, object]]]] = ..., created: _Optional[int] = ..., unchanged: _Optional[int] = ..., revised: _Optional[int] = ..., refused: _Optional[int] = ...) -> None: ...

class SubmitResult(_message.Message):
    __slots__ = ["id", "outcome", "problems", "record", "revision", "sequence"]
    ID_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    PROBLEMS_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    id: str
    outcome: SubmitOutcome
    problems: _containers.RepeatedCompositeFieldContainer[_error_pb2.FieldProblem]
    record: _record_pb2.Record
    revision: int
    sequence: int
    def __init__(self, outcome: _Optional[_Union[SubmitOutcome, str]] = ..., id: _Optional[str] = ..., revision: _Optional[int] = ..., sequence: _Optional[int] = ..., problems: _Optional[_Iterable[_Union[_error_pb2.FieldProblem, _Mapping[str, object]]]] = ..., record: _Optional[_Union[_record_pb2.Record, _Mapping[str, object]]] = ...) -> None: ...

class WithheldCell(_message.Message):
    __slots__ = ["field", "id", "reason"]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    field: str
    id: str
    reason: str
    def __init__(self, id: _Optional[str] = ..., field: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class SubmitOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
