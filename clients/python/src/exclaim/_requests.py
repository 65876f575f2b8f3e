"""Requests made of what callers give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Union

from . import _proto
from ._convert import WrongField, fill
from ._deadline import Deadline
from ._methods import Method, find
from ._wire.envelope import Detail
from .errors import InvalidArgument, invalid_record

RecordLike = Union[_proto.Record, Mapping[str, Any]]
"""A Record message, or a dict like a line of `exclaim submit`: `{"claim": {…}}`."""

SUBMISSION_BYTES = 1 << 20
"""A submission longer than this goes as a stream of messages of about this length, which is one submission
too.
"""


def request(method: Method, fields: Any) -> Any:
    """A message for a method, from its fields; raises InvalidArgument with every field that is wrong."""
    message = method.request()
    if isinstance(fields, method.request):
        return fields
    problems = fill(message, {} if fields is None else fields)
    if problems:
        bad = _proto.BadRequest(problems=[_field_problem(0, problem) for problem in problems])
        detail = Detail("type.googleapis.com/exclaim.v1.BadRequest", bad.SerializeToString())
        first = problems[0]
        what = f"{method.path}: {first.field}: {first.reason}; {first.remedy}"
        raise InvalidArgument(what, (detail,), was_sent=False)
    return message


def records(given: Iterable[RecordLike] | RecordLike) -> list[_proto.Record]:
    """Record messages; raises InvalidRecord with every field of every record that is wrong."""
    if isinstance(given, (Mapping, _proto.Record)):
        given = [given]
    made, problems = [], []
    for index, one in enumerate(given):
        if isinstance(one, _proto.Record):
            made.append(one)
            continue
        record = _proto.Record()
        problems += [_field_problem(index, problem) for problem in fill(record, one)]
        made.append(record)
    if problems:
        raise invalid_record(problems)
    return made


def has_key(record: _proto.Record) -> bool:
    """Whether submitting the record twice is the same as submitting it once."""
    content = record.WhichOneof("content")
    return content is not None and bool(getattr(record, content).key)


class Submission(NamedTuple):
    """One submission: by which method, of which message or messages, and whether it may be made twice."""

    method: Method
    messages: Any
    is_repeatable: bool


def submission(given: Iterable[RecordLike] | RecordLike, **options: Any) -> Submission:
    """Records to submit. The options of the first message hold for all."""
    made = records(given)
    is_repeatable = options["dry_run"] or all(map(has_key, made))
    messages = [_proto.SubmitRequest(**options)]
    byte_count = 0
    for record in made:
        size = record.ByteSize()
        if byte_count and byte_count + size > SUBMISSION_BYTES:
            messages.append(_proto.SubmitRequest())
            byte_count = 0
        messages[-1].records.append(record)
        byte_count += size
    if len(messages) == 1:
        return Submission(find("Records/Submit"), messages[0], is_repeatable)
    return Submission(find("Records/SubmitStream"), messages, is_repeatable)


def revision(reference: str, record: RecordLike, base: int | None, **options: Any) -> _proto.ReviseRequest:
    """A revision to store, made from the one that the record was, unless another is named."""
    made = records([record])[0]
    return _proto.ReviseRequest(
        id=reference, base_revision=made.revision if base is None else base, record=made, **options
    )


def deadline(method: Method, timeout: float | None, own: float | None) -> Deadline:
    """How long a call may take: as it was said for it, or else for all."""
    if timeout is None and not method.name.startswith("Watch"):
        # Whoever follows the ledger wants to do so until they stop.
        timeout = own
    return Deadline(timeout, method.path)


class Pages:
    """An answer that comes page by page, given item by item. After a failure the request goes on where it
    was.
    """

    def __init__(self, name: str, fields: Mapping[str, Any]):
        service, _, method = name.partition("/")
        self.method = find(f"{service}/ListStream" if method == "List" else name)
        self.request = request(self.method, fields)
        self.is_done = False
        self.can_go_on = True
        """Whether the items after those that were taken can be asked for."""

    def take(self, page: Any) -> list[Any]:
        """The items of a page."""
        if isinstance(page, _proto.WatchResponse):
            setattr(self.request, "from", page.sequence + 1)
            return list(page.records)
        items = list(page.hits if isinstance(page, _proto.SearchResponse) else page.records)
        self.request.cursor = page.next_cursor
        self.can_go_on = bool(page.next_cursor)
        if self.request.limit:
            items = items[: self.request.limit]
            self.is_done = len(items) == self.request.limit
            self.request.limit -= 0 if self.is_done else len(items)
        return items

    def ended(self) -> None:
        """A call has brought all it had."""
        if self.method.shape.server_streams or not self.can_go_on:
            self.is_done = True


def _field_problem(record: int, problem: WrongField) -> _proto.FieldProblem:
    return _proto.FieldProblem(
        record=record,
        field=problem.field,
        value=problem.value,
        reason=problem.reason,
        remedy=problem.remedy,
        code=3,
    )
