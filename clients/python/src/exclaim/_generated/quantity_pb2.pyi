from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
QUANTITY_KIND_ALL_BUT: QuantityKind
QUANTITY_KIND_COUNT: QuantityKind
QUANTITY_KIND_RATE: QuantityKind
QUANTITY_KIND_SHARE: QuantityKind
QUANTITY_KIND_UNSPECIFIED: QuantityKind
VALUE_STATE_NONE: ValueState
VALUE_STATE_NOT_DISCLOSED_DEFERRED: ValueState
VALUE_STATE_NOT_DISCLOSED_NO_COMMENT: ValueState
VALUE_STATE_NOT_DISCLOSED_POLICY: ValueState
VALUE_STATE_NOT_DISCLOSED_UNSTATED: ValueState
VALUE_STATE_QUALITATIVE: ValueState
VALUE_STATE_UNKNOWN_TO_SPEAKER: ValueState
VALUE_STATE_UNSPECIFIED: ValueState
VALUE_STATE_WITHHELD: ValueState

class Bounds(_message.Message):
    __slots__ = ["high", "low"]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    high: int
    low: int
    def __init__(self, low: _Optional[int] = ..., high: _Optional[int] = ...) -> None: ...

class Fraction(_message.Message):
    __slots__ = ["denominator", "numerator"]
    DENOMINATOR_FIELD_NUMBER: _ClassVar[int]
    NUMERATOR_FIELD_NUMBER: _ClassVar[int]
    denominator: int
    numerator: int
    def __init__(self, numerator: _Optional[int] = ..., denominator: _Optional[int] = ...) -> None: ...

class Quantity(_message.Message):
    __slots__ = ["cancellable", "hard", "hard_share", "inner_hard", "inner_soft", "kind", "language", "per", "round", "rule", "soft", "soft_share", "unclear_hedge", "whole", "words"]
    CANCELLABLE_FIELD_NUMBER: _ClassVar[int]
    HARD_FIELD_NUMBER: _ClassVar[int]
    HARD_SHARE_FIELD_NUMBER: _ClassVar[int]
    INNER_HARD_FIELD_NUMBER: _ClassVar[int]
    INNER_SOFT_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    PER_FIELD_NUMBER: _ClassVar[int]
    ROUND_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    SOFT_FIELD_NUMBER: _ClassVar[int]
    SOFT_SHARE_FIELD_NUMBER: _ClassVar[int]
    UNCLEAR_HEDGE_FIELD_NUMBER: _ClassVar[int]
    WHOLE_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    cancellable: bool
    hard: Bounds
    hard_share: Share
    inner_hard: Bounds
    inner_soft: Bounds
    kind: QuantityKind
    language: str
    per: str
    round: bool
    rule: str
    soft: Bounds
    soft_share: Share
    unclear_hedge: str
    whole: str
    words: str
    def __init__(self, words: _Optional[str] = ..., hard: _Optional[_Union[Bounds, _Mapping[str, object]]] = ..., soft: _Optional[_Union[Bounds, _Mapping[str, object]]] = ..., rule: _Optional[str] = ..., language: _Optional[str] = ..., kind: _Optional[_Union[QuantityKind, str]] = ..., round: bool = ..., cancellable: bool = ..., unclear_hedge: _Optional[str] = ..., hard_share: _Optional[_Union[Share, _Mapping[str, object]]] = ..., soft_share: _Optional[_Union[Share, _Mapping[str, object]]] = ..., per: _Optional[str] = ..., inner_hard: _Optional[_Union[Bounds, _Mapping[str, object]]] = ..., inner_soft: _Optional[_Union[Bounds, _Mapping[str, object]]] = ..., whole: _Optional[str] = ...) -> None: ...

class Share(_message.Message):
    __slots__ = ["high", "high_exclusive", "low", "low_exclusive", "whole"]
    HIGH_EXCLUSIVE_FIELD_NUMBER: _ClassVar[int]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    LOW_EXCLUSIVE_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    WHOLE_FIELD_NUMBER: _ClassVar[int]
    high: Fraction
    high_exclusive: bool
    low: Fraction
    low_exclusive: bool
    whole: str
    def __init__(self, whole: _Optional[str] = ..., low: _Optional[_Union[Fraction, _Mapping[str, object]]] = ..., high: _Optional[_Union[Fraction, _Mapping[str, object]]] = ..., low_exclusive: bool = ..., high_exclusive: bool = ...) -> None: ...

class QuantityKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()

class ValueState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
