from . import change_pb2 as _change_pb2
from . import claim_pb2 as _claim_pb2
from . import consistency_pb2 as _consistency_pb2
from . import coverage_pb2 as _coverage_pb2
from . import date_pb2 as _date_pb2
from . import measure_pb2 as _measure_pb2
from . import moment_pb2 as _moment_pb2
from . import provenance_pb2 as _provenance_pb2
from . import quantity_pb2 as _quantity_pb2
from . import question_pb2 as _question_pb2
from . import source_pb2 as _source_pb2
from . import timeline_pb2 as _timeline_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
PARITY_VERDICT_EQUAL: ParityVerdict
PARITY_VERDICT_INDETERMINATE: ParityVerdict
PARITY_VERDICT_UNEQUAL: ParityVerdict
PARITY_VERDICT_UNSPECIFIED: ParityVerdict
PROGRESS_VERDICT_INDETERMINATE: ProgressVerdict
PROGRESS_VERDICT_MET: ProgressVerdict
PROGRESS_VERDICT_MET_IF_CONDITIONS_HOLD: ProgressVerdict
PROGRESS_VERDICT_MET_IF_SCOPES_MATCH: ProgressVerdict
PROGRESS_VERDICT_NOT_MET: ProgressVerdict
PROGRESS_VERDICT_UNSPECIFIED: ProgressVerdict

class AsOfRequest(_message.Message):
    __slots__ = ["as_of", "diff", "known"]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    DIFF_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    as_of: str
    diff: str
    known: _moment_pb2.Known
    def __init__(self, as_of: _Optional[str] = ..., known: _Optional[_Union[_moment_pb2.Known, str]] = ..., diff: _Optional[str] = ...) -> None: ...

class AsOfResponse(_message.Message):
    __slots__ = ["added", "changed", "conclusions", "corrected", "moment", "other", "records", "retracted"]
    ADDED_FIELD_NUMBER: _ClassVar[int]
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    CONCLUSIONS_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_FIELD_NUMBER: _ClassVar[int]
    MOMENT_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    RETRACTED_FIELD_NUMBER: _ClassVar[int]
    added: _containers.RepeatedCompositeFieldContainer[_source_pb2.Source]
    changed: _containers.RepeatedCompositeFieldContainer[ChangedConclusion]
    conclusions: _containers.RepeatedCompositeFieldContainer[Conclusion]
    corrected: _containers.RepeatedCompositeFieldContainer[CorrectedRecord]
    moment: _moment_pb2.Moment
    other: _moment_pb2.Moment
    records: int
    retracted: _containers.RepeatedCompositeFieldContainer[_source_pb2.Source]
    def __init__(self, moment: _Optional[_Union[_moment_pb2.Moment, _Mapping[str, object]]] = ..., other: _Optional[_Union[_moment_pb2.Moment, _Mapping[str, object]]] = ..., conclusions: _Optional[_Iterable[_Union[Conclusion, _Mapping[str, object]]]] = ..., added: _Optional[_Iterable[_Union[_source_pb2.Source, _Mapping[str, object]]]] = ..., corrected: _Optional[_Iterable[_Union[CorrectedRecord, _Mapping[str, object]]]] = ..., retracted: _Optional[_Iterable[_Union[_source_pb2.Source, _Mapping[str, object]]]] = ..., changed: _Optional[_Iterable[_Union[ChangedConclusion, _Mapping[str, object]]]] = ..., records: _Optional[int] = ...) -> None: ...

class Challenge(_message.Message):
    __slots__ = ["claim", "counter_number", "proposition", "quantity", "speaker", "speech_act", "value_state"]
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    COUNTER_NUMBER_FIELD_NUMBER: _ClassVar[int]
    PROPOSITION_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SPEAKER_FIELD_NUMBER: _ClassVar[int]
    SPEECH_ACT_FIELD_NUMBER: _ClassVar[int]
    VALUE_STATE_FIELD_NUMBER: _ClassVar[int]
    claim: _source_pb2.Source
    counter_number: bool
    proposition: str
    quantity: _quantity_pb2.Quantity
    speaker: str
    speech_act: _claim_pb2.SpeechAct
    value_state: _quantity_pb2.ValueState
    def __init__(self, claim: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ..., speaker: _Optional[str] = ..., speech_act: _Optional[_Union[_claim_pb2.SpeechAct, str]] = ..., counter_number: bool = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping[str, object]]] = ..., value_state: _Optional[_Union[_quantity_pb2.ValueState, str]] = ..., proposition: _Optional[str] = ...) -> None: ...

class ChangedConclusion(_message.Message):
    __slots__ = ["after", "analysis", "before", "subject"]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    ANALYSIS_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    after: str
    analysis: str
    before: str
    subject: _source_pb2.Source
    def __init__(self, analysis: _Optional[str] = ..., subject: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ..., before: _Optional[str] = ..., after: _Optional[str] = ...) -> None: ...

class Comparability(_message.Message):
    __slots__ = ["comparable", "reasons"]
    COMPARABLE_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    comparable: bool
    reasons: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, comparable: bool = ..., reasons: _Optional[_Iterable[str]] = ...) -> None: ...

class Conclusion(_message.Message):
    __slots__ = ["analysis", "finding", "subject"]
    ANALYSIS_FIELD_NUMBER: _ClassVar[int]
    FINDING_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    analysis: str
    finding: str
    subject: _source_pb2.Source
    def __init__(self, analysis: _Optional[str] = ..., subject: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ..., finding: _Optional[str] = ...) -> None: ...

class CorrectedRecord(_message.Message):
    __slots__ = ["differences", "record"]
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    differences: _containers.RepeatedCompositeFieldContainer[_change_pb2.FieldDifference]
    record: _source_pb2.Source
    def __init__(self, record: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ..., differences: _Optional[_Iterable[_Union[_change_pb2.FieldDifference, _Mapping[str, object]]]] = ...) -> None: ...

class Evidence(_message.Message):
    __slots__ = ["asserted", "chain", "challenges", "claim", "comparability", "documents", "explanation", "measure", "origins", "proposition", "quantity", "role", "side", "speaker", "speech_act", "value_state"]
    ASSERTED_FIELD_NUMBER: _ClassVar[int]
    CHAIN_FIELD_NUMBER: _ClassVar[int]
    CHALLENGES_FIELD_NUMBER: _ClassVar[int]
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    COMPARABILITY_FIELD_NUMBER: _ClassVar[int]
    DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    ORIGINS_FIELD_NUMBER: _ClassVar[int]
    PROPOSITION_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    SPEAKER_FIELD_NUMBER: _ClassVar[int]
    SPEECH_ACT_FIELD_NUMBER: _ClassVar[int]
    VALUE_STATE_FIELD_NUMBER: _ClassVar[int]
    asserted: _date_pb2.Date
    chain: _containers.RepeatedScalarFieldContainer[str]
    challenges: _containers.RepeatedCompositeFieldContainer[Challenge]
    claim: _source_pb2.Source
    comparability: Comparability
    documents: _containers.RepeatedCompositeFieldContainer[_source_pb2.Source]
    explanation: str
    measure: _measure_pb2.Measure
    origins: _source_pb2.Origins
    proposition: str
    quantity: _quantity_pb2.Quantity
    role: str
    side: str
    speaker: str
    speech_act: _claim_pb2.SpeechAct
    value_state: _quantity_pb2.ValueState
    def __init__(self, claim: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ..., speaker: _Optional[str] = ..., role: _Optional[str] = ..., side: _Optional[str] = ..., speech_act: _Optional[_Union[_claim_pb2.SpeechAct, str]] = ..., asserted: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., measure: _Optional[_Union[_measure_pb2.Measure, _Mapping[str, object]]] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping[str, object]]] = ..., value_state: _Optional[_Union[_quantity_pb2.ValueState, str]] = ..., proposition: _Optional[str] = ..., chain: _Optional[_Iterable[str]] = ..., challenges: _Optional[_Iterable[_Union[Challenge, _Mapping[str, object]]]] = ..., comparability: _Optional[_Union[Comparability, _Mapping[str, object]]] = ..., origins: _Optional[_Union[_source_pb2.Origins, _Mapping[str, object]]] = ..., documents: _Optional[_Iterable[_Union[_source_pb2.Source, _Mapping[str, object]]]] = ..., explanation: _Optional[str] = ...) -> None: ...

class EvidenceRequest(_message.Message):
    __slots__ = ["agreement", "as_of", "category", "cursor", "date", "dependent_power", "detaining_power", "exchange", "known", "limit", "premises", "topic"]
    AGREEMENT_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    DEPENDENT_POWER_FIELD_NUMBER: _ClassVar[int]
    DETAINING_POWER_FIELD_NUMBER: _ClassVar[int]
    EXCHANGE_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    PREMISES_FIELD_NUMBER: _ClassVar[int]
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    agreement: str
    as_of: str
    category: _measure_pb2.PersonCategory
    cursor: str
    date: str
    dependent_power: str
    detaining_power: str
    exchange: str
    known: _moment_pb2.Known
    limit: int
    premises: _question_pb2.Premises
    topic: _measure_pb2.Topic
    def __init__(self, topic: _Optional[_Union[_measure_pb2.Topic, str]] = ..., dependent_power: _Optional[str] = ..., detaining_power: _Optional[str] = ..., category: _Optional[_Union[_measure_pb2.PersonCategory, str]] = ..., date: _Optional[str] = ..., exchange: _Optional[str] = ..., agreement: _Optional[str] = ..., as_of: _Optional[str] = ..., limit: _Optional[int] = ..., cursor: _Optional[str] = ..., known: _Optional[_Union[_moment_pb2.Known, str]] = ..., premises: _Optional[_Union[_question_pb2.Premises, _Mapping[str, object]]] = ...) -> None: ...

class EvidenceResponse(_message.Message):
    __slots__ = ["claims_left_out", "explanation", "items", "measure", "moment", "next_cursor", "origins"]
    CLAIMS_LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    MOMENT_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    ORIGINS_FIELD_NUMBER: _ClassVar[int]
    claims_left_out: int
    explanation: str
    items: _containers.RepeatedCompositeFieldContainer[Evidence]
    measure: str
    moment: _moment_pb2.Moment
    next_cursor: str
    origins: _source_pb2.Origins
    def __init__(self, measure: _Optional[str] = ..., items: _Optional[_Iterable[_Union[Evidence, _Mapping[str, object]]]] = ..., origins: _Optional[_Union[_source_pb2.Origins, _Mapping[str, object]]] = ..., explanation: _Optional[str] = ..., next_cursor: _Optional[str] = ..., moment: _Optional[_Union[_moment_pb2.Moment, _Mapping[str, object]]] = ..., claims_left_out: _Optional[int] = ...) -> None: ...

class LegTotal(_message.Message):
    __slots__ = ["categories", "dependent_power", "from_party", "hard", "soft", "sources", "to_party", "undisclosed", "unit"]
    CATEGORIES_FIELD_NUMBER: _ClassVar[int]
    DEPENDENT_POWER_FIELD_NUMBER: _ClassVar[int]
    FROM_PARTY_FIELD_NUMBER: _ClassVar[int]
    HARD_FIELD_NUMBER: _ClassVar[int]
    SOFT_FIELD_NUMBER: _ClassVar[int]
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    TO_PARTY_FIELD_NUMBER: _ClassVar[int]
    UNDISCLOSED_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    categories: _containers.RepeatedScalarFieldContainer[_measure_pb2.PersonCategory]
    dependent_power: str
    from_party: str
    hard: _quantity_pb2.Bounds
    soft: _quantity_pb2.Bounds
    sources: _containers.RepeatedCompositeFieldContainer[_source_pb2.Source]
    to_party: str
    undisclosed: bool
    unit: _measure_pb2.Unit
    def __init__(self, from_party: _Optional[str] = ..., to_party: _Optional[str] = ..., hard: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., soft: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., categories: _Optional[_Iterable[_Union[_measure_pb2.PersonCategory, str]]] = ..., undisclosed: bool = ..., sources: _Optional[_Iterable[_Union[_source_pb2.Source, _Mapping[str, object]]]] = ..., unit: _Optional[_Union[_measure_pb2.Unit, str]] = ..., dependent_power: _Optional[str] = ...) -> None: ...

class ObligationProgress(_message.Message):
    __slots__ = ["conditions", "delivered", "dependent_power", "explanation", "obligation", "obligor", "pledged", "sources", "verdict"]
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    DELIVERED_FIELD_NUMBER: _ClassVar[int]
    DEPENDENT_POWER_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    OBLIGATION_FIELD_NUMBER: _ClassVar[int]
    OBLIGOR_FIELD_NUMBER: _ClassVar[int]
    PLEDGED_FIELD_NUMBER: _ClassVar[int]
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    conditions: _containers.RepeatedScalarFieldContainer[str]
    delivered: _quantity_pb2.Bounds
    dependent_power: str
    explanation: str
    obligation: str
    obligor: str
    pledged: _quantity_pb2.Bounds
    sources: _containers.RepeatedCompositeFieldContainer[_source_pb2.Source]
    verdict: ProgressVerdict
    def __init__(self, obligor: _Optional[str] = ..., dependent_power: _Optional[str] = ..., obligation: _Optional[str] = ..., pledged: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., delivered: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., verdict: _Optional[_Union[ProgressVerdict, str]] = ..., conditions: _Optional[_Iterable[str]] = ..., sources: _Optional[_Iterable[_Union[_source_pb2.Source, _Mapping[str, object]]]] = ..., explanation: _Optional[str] = ...) -> None: ...

class ParityRequest(_message.Message):
    __slots__ = ["as_of", "exchange", "known", "premises"]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    EXCHANGE_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    PREMISES_FIELD_NUMBER: _ClassVar[int]
    as_of: str
    exchange: str
    known: _moment_pb2.Known
    premises: _question_pb2.Premises
    def __init__(self, exchange: _Optional[str] = ..., as_of: _Optional[str] = ..., known: _Optional[_Union[_moment_pb2.Known, str]] = ..., premises: _Optional[_Union[_question_pb2.Premises, _Mapping[str, object]]] = ...) -> None: ...

class ParityResponse(_message.Message):
    __slots__ = ["claims_left_out", "exchange", "explanation", "legs", "moment", "origins", "verdict"]
    CLAIMS_LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    EXCHANGE_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    LEGS_FIELD_NUMBER: _ClassVar[int]
    MOMENT_FIELD_NUMBER: _ClassVar[int]
    ORIGINS_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    claims_left_out: int
    exchange: _source_pb2.Source
    explanation: str
    legs: _containers.RepeatedCompositeFieldContainer[LegTotal]
    moment: _moment_pb2.Moment
    origins: _source_pb2.Origins
    verdict: ParityVerdict
    def __init__(self, exchange: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ..., verdict: _Optional[_Union[ParityVerdict, str]] = ..., legs: _Optional[_Iterable[_Union[LegTotal, _Mapping[str, object]]]] = ..., origins: _Optional[_Union[_source_pb2.Origins, _Mapping[str, object]]] = ..., explanation: _Optional[str] = ..., moment: _Optional[_Union[_moment_pb2.Moment, _Mapping[str, object]]] = ..., claims_left_out: _Optional[int] = ...) -> None: ...

class ProgressRequest(_message.Message):
    __slots__ = ["agreement", "as_of", "known", "premises"]
    AGREEMENT_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    PREMISES_FIELD_NUMBER: _ClassVar[int]
    agreement: str
    as_of: str
    known: _moment_pb2.Known
    premises: _question_pb2.Premises
    def __init__(self, agreement: _Optional[str] = ..., as_of: _Optional[str] = ..., known: _Optional[_Union[_moment_pb2.Known, str]] = ..., premises: _Optional[_Union[_question_pb2.Premises, _Mapping[str, object]]] = ...) -> None: ...

class ProgressResponse(_message.Message):
    __slots__ = ["agreement", "claims_left_out", "moment", "obligations"]
    AGREEMENT_FIELD_NUMBER: _ClassVar[int]
    CLAIMS_LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    MOMENT_FIELD_NUMBER: _ClassVar[int]
    OBLIGATIONS_FIELD_NUMBER: _ClassVar[int]
    agreement: _source_pb2.Source
    claims_left_out: int
    moment: _moment_pb2.Moment
    obligations: _containers.RepeatedCompositeFieldContainer[ObligationProgress]
    def __init__(self, agreement: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ..., obligations: _Optional[_Iterable[_Union[ObligationProgress, _Mapping[str, object]]]] = ..., moment: _Optional[_Union[_moment_pb2.Moment, _Mapping[str, object]]] = ..., claims_left_out: _Optional[int] = ...) -> None: ...

class TallyCheck(_message.Message):
    __slots__ = ["counted", "dependent_power", "exchanges_claim", "excludes", "explanation", "from_day", "impossible", "left_out", "persons_claim", "recorded_exchanges", "recorded_persons", "remaining_exchanges", "remaining_persons", "stated_exchanges", "stated_persons", "to_day"]
    COUNTED_FIELD_NUMBER: _ClassVar[int]
    DEPENDENT_POWER_FIELD_NUMBER: _ClassVar[int]
    EXCHANGES_CLAIM_FIELD_NUMBER: _ClassVar[int]
    EXCLUDES_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    FROM_DAY_FIELD_NUMBER: _ClassVar[int]
    IMPOSSIBLE_FIELD_NUMBER: _ClassVar[int]
    LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    PERSONS_CLAIM_FIELD_NUMBER: _ClassVar[int]
    RECORDED_EXCHANGES_FIELD_NUMBER: _ClassVar[int]
    RECORDED_PERSONS_FIELD_NUMBER: _ClassVar[int]
    REMAINING_EXCHANGES_FIELD_NUMBER: _ClassVar[int]
    REMAINING_PERSONS_FIELD_NUMBER: _ClassVar[int]
    STATED_EXCHANGES_FIELD_NUMBER: _ClassVar[int]
    STATED_PERSONS_FIELD_NUMBER: _ClassVar[int]
    TO_DAY_FIELD_NUMBER: _ClassVar[int]
    counted: _containers.RepeatedCompositeFieldContainer[TallyExchange]
    dependent_power: str
    exchanges_claim: _source_pb2.Source
    excludes: _containers.RepeatedScalarFieldContainer[str]
    explanation: str
    from_day: str
    impossible: bool
    left_out: _containers.RepeatedCompositeFieldContainer[TallyExchange]
    persons_claim: _source_pb2.Source
    recorded_exchanges: _quantity_pb2.Bounds
    recorded_persons: _quantity_pb2.Bounds
    remaining_exchanges: _quantity_pb2.Bounds
    remaining_persons: _quantity_pb2.Bounds
    stated_exchanges: _quantity_pb2.Bounds
    stated_persons: _quantity_pb2.Bounds
    to_day: str
    def __init__(self, exchanges_claim: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ..., persons_claim: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ..., dependent_power: _Optional[str] = ..., from_day: _Optional[str] = ..., to_day: _Optional[str] = ..., stated_exchanges: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., stated_persons: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., recorded_exchanges: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., recorded_persons: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., remaining_exchanges: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., remaining_persons: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., counted: _Optional[_Iterable[_Union[TallyExchange, _Mapping[str, object]]]] = ..., left_out: _Optional[_Iterable[_Union[TallyExchange, _Mapping[str, object]]]] = ..., excludes: _Optional[_Iterable[str]] = ..., impossible: bool = ..., explanation: _Optional[str] = ...) -> None: ...

class TallyExchange(_message.Message):
    __slots__ = ["date", "exchange", "persons", "reason"]
    DATE_FIELD_NUMBER: _ClassVar[int]
    EXCHANGE_FIELD_NUMBER: _ClassVar[int]
    PERSONS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    date: _date_pb2.Date
    exchange: _source_pb2.Source
    persons: _quantity_pb2.Bounds
    reason: str
    def __init__(self, exchange: _Optional[_Union[_source_pb2.Source, _Mapping[str, object]]] = ..., date: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., persons: _Optional[_Union[_quantity_pb2.Bounds, _Mapping[str, object]]] = ..., reason: _Optional[str] = ...) -> None: ...

class TallyRequest(_message.Message):
    __slots__ = ["as_of", "claim", "dependent_power", "known", "premises"]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    DEPENDENT_POWER_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    PREMISES_FIELD_NUMBER: _ClassVar[int]
    as_of: str
    claim: str
    dependent_power: str
    known: _moment_pb2.Known
    premises: _question_pb2.Premises
    def __init__(self, claim: _Optional[str] = ..., dependent_power: _Optional[str] = ..., as_of: _Optional[str] = ..., known: _Optional[_Union[_moment_pb2.Known, str]] = ..., premises: _Optional[_Union[_question_pb2.Premises, _Mapping[str, object]]] = ...) -> None: ...

class TallyResponse(_message.Message):
    __slots__ = ["checks", "claims_left_out", "moment"]
    CHECKS_FIELD_NUMBER: _ClassVar[int]
    CLAIMS_LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    MOMENT_FIELD_NUMBER: _ClassVar[int]
    checks: _containers.RepeatedCompositeFieldContainer[TallyCheck]
    claims_left_out: int
    moment: _moment_pb2.Moment
    def __init__(self, checks: _Optional[_Iterable[_Union[TallyCheck, _Mapping[str, object]]]] = ..., moment: _Optional[_Union[_moment_pb2.Moment, _Mapping[str, object]]] = ..., claims_left_out: _Optional[int] = ...) -> None: ...

class ParityVerdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()

class ProgressVerdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
