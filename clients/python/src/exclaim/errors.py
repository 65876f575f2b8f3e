"""How calls fail: one exception for each status code of the protocol."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from typing import Any

from . import _proto
from ._wire.envelope import Detail, Status

__all__ = [
    "Aborted",
    "AlreadyExists",
    "Cancelled",
    "Code",
    "DataLoss",
    "DeadlineExceeded",
    "ExclaimError",
    "FailedPrecondition",
    "Internal",
    "InvalidArgument",
    "InvalidRecord",
    "NotFound",
    "OutOfRange",
    "PermissionDenied",
    "ResourceExhausted",
    "Unauthenticated",
    "Unavailable",
    "Unimplemented",
    "UnknownError",
]


class Code(enum.IntEnum):
    """Status codes. Protos/README.md says what to do about each."""

    OK = 0
    CANCELLED = 1
    UNKNOWN = 2
    INVALID_ARGUMENT = 3
    DEADLINE_EXCEEDED = 4
    NOT_FOUND = 5
    ALREADY_EXISTS = 6
    PERMISSION_DENIED = 7
    RESOURCE_EXHAUSTED = 8
    FAILED_PRECONDITION = 9
    ABORTED = 10
    OUT_OF_RANGE = 11
    UNIMPLEMENTED = 12
    INTERNAL = 13
    UNAVAILABLE = 14
    DATA_LOSS = 15
    UNAUTHENTICATED = 16


class ExclaimError(Exception):
    """A call that failed."""

    code: Code = Code.UNKNOWN

    def __init__(
        self,
        message: str,
        details: Sequence[Detail] = (),
        *,
        was_sent: bool = True,
        takes_records: bool = False,
    ):
        super().__init__(message)
        self.message = message
        """What failed, on what, and what to do next."""
        self.details: tuple[Detail, ...] = tuple(details)
        """The details as they came, those of unknown types too."""
        self.problems: list[_proto.FieldProblem] = []
        """Every field that is wrong: place of the record, path, value, reason, remedy."""
        self.limit: _proto.LimitExceeded | None = None
        """The limit that was met: its name and number."""
        self.conflict: _proto.RevisionConflict | None = None
        """Both versions, where a revision was not made from the latest one."""
        self.write_state: str | None = None
        """Of a call that was stopped: "NOT_MADE" when nothing was written, "COMMITTING" when as a rule it
        was, and "UNSPECIFIED" when nobody knows. None when the server did not say.
        """
        self._was_sent = was_sent
        self._takes_records = takes_records
        for detail in self.details:
            self._read(detail)

    def __str__(self) -> str:
        lines = [f"{self.code.name}: {self.message}" if self.message else self.code.name]
        for problem in self.problems:
            place = f"record {problem.record}, " if self._takes_records else ""
            lines.append(f"  {place}{_in_words(problem)}")
        return "\n".join(lines)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (type(self), self.message, self.details, self._was_sent, self._takes_records)

    def _read(self, detail: Detail) -> None:
        name = detail.type_name.rpartition("exclaim.v1.")[2]
        if name == "BadRequest":
            self.problems += _parsed(_proto.BadRequest, detail).problems
        elif name == "LimitExceeded":
            self.limit = _parsed(_proto.LimitExceeded, detail)
        elif name == "RevisionConflict":
            self.conflict = _parsed(_proto.RevisionConflict, detail)
        elif name == "CallStopped":
            state = _parsed(_proto.CallStopped, detail).write
            self.write_state = {1: "NOT_MADE", 2: "COMMITTING"}.get(state, "UNSPECIFIED")


class Cancelled(ExclaimError):
    """The call was called off."""

    code = Code.CANCELLED


class UnknownError(ExclaimError):
    """A code that this client does not know."""

    code = Code.UNKNOWN


class InvalidArgument(ExclaimError, ValueError):
    """The message can never be right: mend the fields that `problems` names."""

    code = Code.INVALID_ARGUMENT


class InvalidRecord(InvalidArgument):
    """A record can never be right: mend the fields that `problems` names."""


class DeadlineExceeded(ExclaimError, TimeoutError):
    """The time was up. `write_state` says whether something was written; repeating it with the same key is
    safe.
    """

    code = Code.DEADLINE_EXCEEDED


class NotFound(ExclaimError, LookupError):
    """There is no such record."""

    code = Code.NOT_FOUND


class AlreadyExists(ExclaimError):
    """The key stands for other content: look at the stored record, or submit with `revise=True`."""

    code = Code.ALREADY_EXISTS


class PermissionDenied(ExclaimError, PermissionError):
    """Your role does not allow the call, or your account may not use the socket."""

    code = Code.PERMISSION_DENIED


class ResourceExhausted(ExclaimError):
    """A limit, named by `limit`: send less, or slower."""

    code = Code.RESOURCE_EXHAUSTED


class FailedPrecondition(ExclaimError):
    """The right message in the wrong state. A stale revision has both versions in `conflict`."""

    code = Code.FAILED_PRECONDITION


class Aborted(ExclaimError):
    """Given up by the server."""

    code = Code.ABORTED


class OutOfRange(ExclaimError):
    """Past the end."""

    code = Code.OUT_OF_RANGE


class Unimplemented(ExclaimError, NotImplementedError):
    """The server has no such service or method."""

    code = Code.UNIMPLEMENTED


class Internal(ExclaimError):
    """A fault of the server: report it."""

    code = Code.INTERNAL


class Unavailable(ExclaimError, ConnectionError):
    """No server, or one that is busy or about to stop: try again later."""

    code = Code.UNAVAILABLE


class DataLoss(ExclaimError):
    """Stored data does not verify: tell whoever runs the server."""

    code = Code.DATA_LOSS


class Unauthenticated(ExclaimError):
    """The server does not know who you are."""

    code = Code.UNAUTHENTICATED


_BY_CODE = {
    kind.code: kind
    for kind in (
        Cancelled,
        UnknownError,
        InvalidArgument,
        DeadlineExceeded,
        NotFound,
        AlreadyExists,
        PermissionDenied,
        ResourceExhausted,
        FailedPrecondition,
        Aborted,
        OutOfRange,
        Unimplemented,
        Internal,
        Unavailable,
        DataLoss,
        Unauthenticated,
    )
}


def from_status(status: Status, *, takes_records: bool = False, was_sent: bool = True) -> ExclaimError:
    """The exception for a status."""
    kind = _BY_CODE.get(Code(status.code), UnknownError)
    if kind is InvalidArgument and takes_records:
        kind = InvalidRecord
    return kind(status.message, status.details, was_sent=was_sent, takes_records=takes_records)


def invalid_record(problems: Iterable[_proto.FieldProblem]) -> InvalidRecord:
    """The exception for records that are wrong before they are sent."""
    bad = _proto.BadRequest(problems=problems)
    detail = Detail("type.googleapis.com/exclaim.v1.BadRequest", bad.SerializeToString())
    count = len(bad.problems)
    what = "one field is wrong" if count == 1 else f"{count} fields are wrong"
    return InvalidRecord(f"{what}; nothing was sent", (detail,), was_sent=False, takes_records=True)


def _parsed(kind: Any, detail: Detail) -> Any:
    message = kind()
    try:
        message.ParseFromString(detail.value)
    except Exception:  # The news of the failure is worth more than a detail that does not decode.
        message.Clear()
    return message


def _in_words(problem: _proto.FieldProblem) -> str:
    value = f' "{problem.value}"' if problem.value else ""
    remedy = f"; {problem.remedy}" if problem.remedy else ""
    return f"{problem.field}{value}: {problem.reason}{remedy}"


def _rebuilt(
    kind: type[ExclaimError], message: str, details: Sequence[Detail], was_sent: bool, takes_records: bool
) -> ExclaimError:
    return kind(message, details, was_sent=was_sent, takes_records=takes_records)
