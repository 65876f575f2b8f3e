from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

CHANGE_ACTION_ALLOW: ChangeAction
CHANGE_ACTION_CREATE: ChangeAction
CHANGE_ACTION_REDACT: ChangeAction
CHANGE_ACTION_RETRACT: ChangeAction
CHANGE_ACTION_REVISE: ChangeAction
CHANGE_ACTION_UNSPECIFIED: ChangeAction
DESCRIPTOR: _descriptor.FileDescriptor
RECORD_STATE_REDACTED: RecordState
RECORD_STATE_RETRACTED: RecordState
RECORD_STATE_UNSPECIFIED: RecordState

class Change(_message.Message):
    __slots__ = ["action", "flagged", "reason", "redacted_revision"]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    FLAGGED_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REDACTED_REVISION_FIELD_NUMBER: _ClassVar[int]
    action: ChangeAction
    flagged: bool
    reason: str
    redacted_revision: int
    def __init__(self, action: _Optional[_Union[ChangeAction, str]] = ..., reason: _Optional[str] = ..., redacted_revision: _Optional[int] = ..., flagged: bool = ...) -> None: ...

class FieldDifference(_message.Message):
    __slots__ = ["after", "before", "field"]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    after: str
    before: str
    field: str
    def __init__(self, field: _Optional[str] = ..., before: _Optional[str] = ..., after: _Optional[str] = ...) -> None: ...

class RevisionConflict(_message.Message):
    __slots__ = ["base_json", "conflicts", "current_author_uid", "current_json", "current_revision", "theirs", "yours"]
    BASE_JSON_FIELD_NUMBER: _ClassVar[int]
    CONFLICTS_FIELD_NUMBER: _ClassVar[int]
    CURRENT_AUTHOR_UID_FIELD_NUMBER: _ClassVar[int]
    CURRENT_JSON_FIELD_NUMBER: _ClassVar[int]
    CURRENT_REVISION_FIELD_NUMBER: _ClassVar[int]
    THEIRS_FIELD_NUMBER: _ClassVar[int]
    YOURS_FIELD_NUMBER: _ClassVar[int]
    base_json: str
    conflicts: _containers.RepeatedScalarFieldContainer[str]
    current_author_uid: int
    current_json: str
    current_revision: int
    theirs: _containers.RepeatedCompositeFieldContainer[FieldDifference]
    yours: _containers.RepeatedCompositeFieldContainer[FieldDifference]
    def __init__(self, base_json: _Optional[str] = ..., current_json: _Optional[str] = ..., current_revision: _Optional[int] = ..., current_author_uid: _Optional[int] = ..., theirs: _Optional[_Iterable[_Union[FieldDifference, _Mapping[str, object]]]] = ..., yours: _Optional[_Iterable[_Union[FieldDifference, _Mapping[str, object]]]] = ..., conflicts: _Optional[_Iterable[str]] = ...) -> None: ...

class ChangeAction(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()

class RecordState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
