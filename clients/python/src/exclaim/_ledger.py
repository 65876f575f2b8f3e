"""The blocking client."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterable, Mapping
from contextlib import closing
from typing import Any

from . import _proto, _requests
from ._connection import Connection
from ._deadline import Deadline
from ._generated.blocking_analysis import Analysis
from ._generated.blocking_control import Control
from ._generated.blocking_journal import Journal
from ._generated.blocking_records import Records
from ._methods import Method, find
from ._requests import Pages, RecordLike
from ._retry import Attempts
from ._socket_path import default_socket
from .errors import ExclaimError

RETRIES = 4


class Ledger(Records, Analysis, Journal, Control):
    """A ledger, as one server keeps it.

    Threads may share it: their calls go over one connection, and each waits for its own. An iterator belongs
    to one thread at a time. The connection is made again when it was lost.
    """

    def __init__(self, socket: str | None = None, timeout: float | None = None, retries: int = RETRIES):
        self.socket = default_socket() if socket is None else socket
        """Path of the server's socket."""
        self.timeout = timeout
        """Seconds that a call may take where it is not said; None for ever."""
        self.retries = retries
        """How often a call is made again when the server is not there or busy, if doing it twice is safe."""
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self._is_closed = False
        self._connected(Deadline(timeout, f"connecting to {self.socket}"))

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection. Calls that are open in other threads fail with Unavailable."""
        with self._lock:
            self._is_closed = True
            connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    # Writing

    def submit(
        self,
        records: Iterable[RecordLike] | RecordLike,
        *,
        atomic: bool = False,
        revise: bool = False,
        dry_run: bool = False,
        return_records: bool = False,
        allow_flagged: str = "",
        reason: str = "",
        timeout: float | None = None,
    ) -> _proto.SubmitResponse:
        """Stores records; the answer comes when they are on the disk. References may point forward.

        Give each record a key: then submitting it again changes nothing, and a submission whose connection
        was lost is sent again by itself. What was stored by the first attempt is then told as UNCHANGED.

        Args:
            records: Dicts like the lines of `exclaim submit`, `{"claim": {…}}`, or Record messages.
            atomic: Store all or none: if one is refused, an exception tells every field that is wrong.
            revise: Where a key stands for a record with other content, store a new revision of it.
            dry_run: Check everything and store nothing.
            return_records: Return each record as it was stored, with what the server derived.
            allow_flagged: Store what is flagged as likely personal data all the same, for this reason.
            reason: Why: kept with each revision that is stored.
            timeout: Seconds that the call may take; the client's own when it is None.

        Returns:
            What became of each record, in their order (`results`), and how many were created, unchanged,
            revised and refused. Without `atomic` a record that is refused is told there, and no exception is
            raised for it.
        """
        made = _requests.submission(
            records,
            atomic=atomic,
            revise=revise,
            dry_run=dry_run,
            return_records=return_records,
            allow_flagged=allow_flagged,
            reason=reason,
        )
        answer: _proto.SubmitResponse = self._one(*made[:2], timeout, made.is_repeatable)
        return answer

    def revise(
        self,
        reference: str,
        record: RecordLike,
        *,
        base_revision: int | None = None,
        reason: str = "",
        dry_run: bool = False,
        allow_flagged: str = "",
        timeout: float | None = None,
    ) -> _proto.ReviseResponse:
        """Stores a revision of a record.

        Args:
            reference: The record: id or key.
            record: The new content, whole.
            base_revision: The revision that it was made from; that of `record` when it is None, as it is
            where you
                changed what `get` gave you. If another has come since, FailedPrecondition has both in
                `conflict`.
            reason: Why.
            dry_run: Check everything and store nothing.
            allow_flagged: As in `submit`.
            timeout: Seconds that the call may take; the client's own when it is None.
        """
        request = _requests.revision(
            reference, record, base_revision, reason=reason, dry_run=dry_run, allow_flagged=allow_flagged
        )
        answer: _proto.ReviseResponse = self._one(find("Records/Revise"), request, timeout)
        return answer

    # Reading

    def get(
        self,
        reference: str,
        *,
        revision: int | None = None,
        as_of: str | None = None,
        known: str | int | None = None,
        timeout: float | None = None,
    ) -> _proto.Record:
        """Reads one record.

        Args:
            reference: Its id or key.
            revision: Which revision; the latest when it is None.
            as_of: As of when: "YYYY-MM-DD", a time, or "#" and a place in the journal.
            known: By which clock: "PUBLIC" or "RECORDED".
            timeout: Seconds that the call may take; the client's own when it is None.
        """
        fields = {"id": reference, "revision": revision, "as_of": as_of, "known": known}
        answer: _proto.GetResponse = self._call("Records/Get", fields, timeout)
        return answer.record

    def call(self, method: str, request: Any = None, *, timeout: float | None = None) -> Any:
        """Calls any method by its name.

        Args:
            method: "Records/Get", or "exclaim.v1.Records/Get".
            request: Its message, or a dict of its fields; of a method that takes a stream, several of them.
            timeout: Seconds that the call may take; the client's own when it is None.

        Returns:
            The answer; an iterator over the messages where the method answers with a stream.
        """
        return self._call(method, request, timeout)

    # How calls are made

    def _call(self, method: str, fields: Any, timeout: float | None) -> Any:
        found = find(method)
        if found.shape.client_streams:
            messages = [_requests.request(found, one) for one in fields or ()]
            return self._one(found, messages, timeout)
        message = _requests.request(found, fields)
        if found.shape.server_streams:
            return _begun(self._stream(found, message, timeout))
        return self._one(found, message, timeout)

    def _one(self, method: Method, message: Any, timeout: float | None, is_repeatable: bool = False) -> Any:
        deadline = _requests.deadline(method, timeout, self.timeout)
        attempts = Attempts(self.retries, deadline, is_repeatable=is_repeatable or method.only_reads)
        while True:
            try:
                connection = self._connected(deadline)
                if method.shape.client_streams:
                    return connection.client_stream(method, message, deadline)
                return connection.unary(method, message, deadline)
            except ExclaimError as error:
                delay = attempts.delay_after(error)
                if delay is None:
                    raise
            time.sleep(delay)

    def _stream(self, method: Method, message: Any, timeout: float | None) -> Generator[Any, None, None]:
        """The messages of a streamed answer, behind one None that comes when the call is open. The call is
        made again only before anything came of it.
        """
        deadline = _requests.deadline(method, timeout, self.timeout)
        attempts = Attempts(self.retries, deadline, is_repeatable=method.only_reads)
        has_begun = has_answered = False
        while True:
            try:
                messages = self._connected(deadline).server_stream(method, message, deadline)
                with closing(messages):
                    if not has_begun:
                        has_begun = True
                        yield None
                    for answer in messages:
                        has_answered = True
                        yield answer
                return
            except ExclaimError as error:
                delay = None if has_answered else attempts.delay_after(error)
                if delay is None:
                    raise
            time.sleep(delay)

    def _items(
        self, method: str, fields: Mapping[str, Any], timeout: float | None
    ) -> Generator[Any, None, None]:
        return _begun(self._paged(Pages(method, fields), timeout))

    def _paged(self, pages: Pages, timeout: float | None) -> Generator[Any, None, None]:
        """The items of an answer in pages, behind one None that comes when the call is open. After a failure
        it goes on where it was.
        """
        deadline = _requests.deadline(pages.method, timeout, self.timeout)
        attempts = Attempts(self.retries, deadline, is_repeatable=True)
        has_begun = False
        while not pages.is_done:
            try:
                with closing(self._answers(pages, deadline)) as answers:
                    if not has_begun:
                        has_begun = True
                        yield None
                    for answer in answers:
                        attempts.succeeded()
                        yield from pages.take(answer)
                        if pages.is_done:
                            return
                pages.ended()
            except ExclaimError as error:
                delay = attempts.delay_after(error) if pages.can_go_on else None
                if delay is None:
                    raise
                time.sleep(delay)

    def _answers(self, pages: Pages, deadline: Deadline) -> Generator[Any, None, None]:
        connection = self._connected(deadline)
        if pages.method.shape.server_streams:
            return connection.server_stream(pages.method, pages.request, deadline)
        answer = connection.unary(pages.method, pages.request, deadline)
        return (one for one in (answer,))

    def _connected(self, deadline: Deadline) -> Connection:
        """The connection; a new one where there is none that is of use."""
        left = deadline.left()
        if not self._lock.acquire(timeout=-1 if left is None else left):
            raise deadline.unsent()
        try:
            if self._is_closed:
                raise ValueError("the ledger was closed; connect again")
            connection = self._connection
            if connection is not None and connection.is_usable():
                return connection
            if connection is not None and connection.is_idle:
                connection.close()
            # One that still has calls is closed when the last of them has ended and nobody holds it any more.
            connection = Connection(self.socket, deadline.left())
            try:
                connection.hello(timeout=deadline.left())
            except BaseException:
                connection.close()
                raise
            self._connection = connection
            return connection
        finally:
            self._lock.release()


def connect(socket: str | None = None, timeout: float | None = None, *, retries: int = RETRIES) -> Ledger:
    """Connects to a server; starts none.

    Args:
        socket: Path of its socket; else `$EXCLAIM_SOCKET`, `$XDG_RUNTIME_DIR/exclaim/exclaim.sock`, or
            `~/.local/state/exclaim/exclaim.sock`, as the command line has it.
        timeout: Seconds that each call may take where it is not said; None for ever.
        retries: How often a call is made again when the server is not there or busy, if doing it twice is
        safe.
    """
    return Ledger(socket, timeout, retries)


def _begun(items: Generator[Any, None, None]) -> Generator[Any, None, None]:
    """Starts a call whose generator gives None when it is open."""
    next(items)
    return items
