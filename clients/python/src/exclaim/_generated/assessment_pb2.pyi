from . import visibility_pb2 as _visibility_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

ASSESSMENT_STATE_DISPUTED: AssessmentState
ASSESSMENT_STATE_OPEN: AssessmentState
ASSESSMENT_STATE_PREFERRED: AssessmentState
ASSESSMENT_STATE_REJECTED: AssessmentState
ASSESSMENT_STATE_UNRESOLVABLE: AssessmentState
ASSESSMENT_STATE_UNSPECIFIED: AssessmentState
DESCRIPTOR: _descriptor.FileDescriptor

class Assessment(_message.Message):
    __slots__ = ["claim", "credibility", "key", "note", "reason", "state", "visibility"]
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    CREDIBILITY_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    VISIBILITY_FIELD_NUMBER: _ClassVar[int]
    claim: str
    credibility: int
    key: str
    note: str
    reason: str
    state: AssessmentState
    visibility: _visibility_pb2.Visibility
    def __init__(self, key: _Optional[str] = ..., visibility: _Optional[_Union[_visibility_pb2.Visibility, str]] = ..., note: _Optional[str] = ..., claim: _Optional[str] = ..., credibility: _Optional[int] = ..., state: _Optional[_Union[AssessmentState, str]] = ..., reason: _Optional[str] = ...) -> None: ...

class AssessmentState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
