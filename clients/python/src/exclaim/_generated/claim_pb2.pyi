from . import date_pb2 as _date_pb2
from . import measure_pb2 as _measure_pb2
from . import quantity_pb2 as _quantity_pb2
from . import visibility_pb2 as _visibility_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
LOCUS_BODY: Locus
LOCUS_CAPTION: Locus
LOCUS_HEADLINE: Locus
LOCUS_LEAD: Locus
LOCUS_TEASER: Locus
LOCUS_UNSPECIFIED: Locus
SPEECH_ACT_ACCUSES: SpeechAct
SPEECH_ACT_ASSERTS: SpeechAct
SPEECH_ACT_CHARACTERISES: SpeechAct
SPEECH_ACT_CONFIRMS: SpeechAct
SPEECH_ACT_CORRECTS: SpeechAct
SPEECH_ACT_DECLINES_TO_DISCLOSE: SpeechAct
SPEECH_ACT_DEFERS: SpeechAct
SPEECH_ACT_DENIES: SpeechAct
SPEECH_ACT_DISPUTES: SpeechAct
SPEECH_ACT_DOES_NOT_CONFIRM: SpeechAct
SPEECH_ACT_PLEDGES: SpeechAct
SPEECH_ACT_PROPOSES: SpeechAct
SPEECH_ACT_RETRACTS: SpeechAct
SPEECH_ACT_UNSPECIFIED: SpeechAct
VOICE_DIRECT: Voice
VOICE_INDIRECT: Voice
VOICE_NARRATOR: Voice
VOICE_UNSPECIFIED: Voice

class About(_message.Message):
    __slots__ = ["agreement", "claim", "document", "exchange"]
    AGREEMENT_FIELD_NUMBER: _ClassVar[int]
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    EXCHANGE_FIELD_NUMBER: _ClassVar[int]
    agreement: str
    claim: str
    document: str
    exchange: str
    def __init__(self, exchange: _Optional[str] = ..., agreement: _Optional[str] = ..., claim: _Optional[str] = ..., document: _Optional[str] = ...) -> None: ...

class Claim(_message.Message):
    __slots__ = ["about", "asserted", "chain", "key", "measure", "mentions", "note", "proposition", "quantity", "speaker", "speech_act", "value_state", "visibility"]
    ABOUT_FIELD_NUMBER: _ClassVar[int]
    ASSERTED_FIELD_NUMBER: _ClassVar[int]
    CHAIN_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    MENTIONS_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    PROPOSITION_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SPEAKER_FIELD_NUMBER: _ClassVar[int]
    SPEECH_ACT_FIELD_NUMBER: _ClassVar[int]
    VALUE_STATE_FIELD_NUMBER: _ClassVar[int]
    VISIBILITY_FIELD_NUMBER: _ClassVar[int]
    about: About
    asserted: _date_pb2.Date
    chain: _containers.RepeatedCompositeFieldContainer[Hop]
    key: str
    measure: _measure_pb2.Measure
    mentions: _containers.RepeatedCompositeFieldContainer[Mention]
    note: str
    proposition: str
    quantity: _quantity_pb2.Quantity
    speaker: Speaker
    speech_act: SpeechAct
    value_state: _quantity_pb2.ValueState
    visibility: _visibility_pb2.Visibility
    def __init__(self, key: _Optional[str] = ..., visibility: _Optional[_Union[_visibility_pb2.Visibility, str]] = ..., note: _Optional[str] = ..., speech_act: _Optional[_Union[SpeechAct, str]] = ..., speaker: _Optional[_Union[Speaker, _Mapping[str, object]]] = ..., asserted: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., about: _Optional[_Union[About, _Mapping[str, object]]] = ..., measure: _Optional[_Union[_measure_pb2.Measure, _Mapping[str, object]]] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping[str, object]]] = ..., value_state: _Optional[_Union[_quantity_pb2.ValueState, str]] = ..., proposition: _Optional[str] = ..., chain: _Optional[_Iterable[_Union[Hop, _Mapping[str, object]]]] = ..., mentions: _Optional[_Iterable[_Union[Mention, _Mapping[str, object]]]] = ...) -> None: ...

class Hop(_message.Message):
    __slots__ = ["actor", "category", "channel", "date", "document", "quantity", "scope"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    actor: str
    category: _measure_pb2.PersonCategory
    channel: str
    date: _date_pb2.Date
    document: str
    quantity: _quantity_pb2.Quantity
    scope: str
    def __init__(self, actor: _Optional[str] = ..., channel: _Optional[str] = ..., date: _Optional[_Union[_date_pb2.Date, _Mapping[str, object]]] = ..., document: _Optional[str] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping[str, object]]] = ..., category: _Optional[_Union[_measure_pb2.PersonCategory, str]] = ..., scope: _Optional[str] = ...) -> None: ...

class Mention(_message.Message):
    __slots__ = ["document", "end", "locus", "quote", "start", "voice"]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    LOCUS_FIELD_NUMBER: _ClassVar[int]
    QUOTE_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    VOICE_FIELD_NUMBER: _ClassVar[int]
    document: str
    end: int
    locus: Locus
    quote: str
    start: int
    voice: Voice
    def __init__(self, document: _Optional[str] = ..., quote: _Optional[str] = ..., start: _Optional[int] = ..., end: _Optional[int] = ..., locus: _Optional[_Union[Locus, str]] = ..., voice: _Optional[_Union[Voice, str]] = ...) -> None: ...

class Speaker(_message.Message):
    __slots__ = ["actor", "role", "words"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    actor: str
    role: str
    words: str
    def __init__(self, actor: _Optional[str] = ..., role: _Optional[str] = ..., words: _Optional[str] = ...) -> None: ...

class SpeechAct(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()

class Locus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()

class Voice(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
