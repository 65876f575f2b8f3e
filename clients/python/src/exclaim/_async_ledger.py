"""The client for asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from . import _proto, _requests
from ._async_connection import AsyncConnection
from ._deadline import Deadline
from ._generated.async_analysis import AsyncAnalysis
from ._generated.async_control import AsyncControl
from ._generated.async_journal import AsyncJournal
from ._generated.async_records import AsyncRecords
from ._ledger import RETRIES
from ._methods import Method, find
from ._requests import Pages, RecordLike
from ._retry import Attempts
from ._socket_path import default_socket
from .errors import ExclaimError


class AsyncLedger(AsyncRecords, AsyncAnalysis, AsyncJournal, AsyncControl):
    """A ledger, as one server keeps it, for the tasks of one event loop.

    Their calls go over one connection, which is made again when it was lost. A task that is cancelled calls
    off its calls on the server too.
    """

    def __init__(self, socket: str | None = None, timeout: float | None = None, retries: int = RETRIES):
        self.socket = default_socket() if socket is None else socket
        """Path of the server's socket."""
        self.timeout = timeout
        """Seconds that a call may take where it is not said; None for ever."""
        self.retries = retries
        """How often a call is made again when the server is not there or busy, if doing it twice is safe."""
        self._connecting: asyncio.Lock | None = None
        self._connection: AsyncConnection | None = None
        self._is_closed = False

    async def __aenter__(self) -> AsyncLedger:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes the connection. Calls that are open fail with Unavailable."""
        self._is_closed = True
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    # Writing

    async def submit(
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
        """Stores records, as `Ledger.submit` does."""
        made = _requests.submission(
            records,
            atomic=atomic,
            revise=revise,
            dry_run=dry_run,
            return_records=return_records,
            allow_flagged=allow_flagged,
            reason=reason,
        )
        answer: _proto.SubmitResponse = await self._one(*made[:2], timeout, made.is_repeatable)
        return answer

    async def revise(
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
        """Stores a revision of a record, as `Ledger.revise` does."""
        request = _requests.revision(
            reference, record, base_revision, reason=reason, dry_run=dry_run, allow_flagged=allow_flagged
        )
        answer: _proto.ReviseResponse = await self._one(find("Records/Revise"), request, timeout)
        return answer

    # Reading

    async def get(
        self,
        reference: str,
        *,
        revision: int | None = None,
        as_of: str | None = None,
        known: str | int | None = None,
        timeout: float | None = None,
    ) -> _proto.Record:
        """Reads one record, as `Ledger.get` does."""
        fields = {"id": reference, "revision": revision, "as_of": as_of, "known": known}
        answer: _proto.GetResponse = await self._call("Records/Get", fields, timeout)
        return answer.record

    def call(self, method: str, request: Any = None, *, timeout: float | None = None) -> Any:
        """Calls any method by its name, as `Ledger.call` does: gives something to await, or an asynchronous
        iterator where the method answers with a stream.
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
            return self._stream(found, message, timeout)
        return self._one(found, message, timeout)

    async def _one(
        self, method: Method, message: Any, timeout: float | None, is_repeatable: bool = False
    ) -> Any:
        deadline = _requests.deadline(method, timeout, self.timeout)
        attempts = Attempts(self.retries, deadline, is_repeatable=is_repeatable or method.only_reads)
        while True:
            try:
                connection = await self._connected(deadline)
                if method.shape.client_streams:
                    return await connection.client_stream(method, message, deadline)
                return await connection.unary(method, message, deadline)
            except ExclaimError as error:
                delay = attempts.delay_after(error)
                if delay is None:
                    raise
            await asyncio.sleep(delay)

    async def _stream(self, method: Method, message: Any, timeout: float | None) -> AsyncGenerator[Any, None]:
        """The messages of a streamed answer. The call is made again only before anything came of it."""
        deadline = _requests.deadline(method, timeout, self.timeout)
        attempts = Attempts(self.retries, deadline, is_repeatable=method.only_reads)
        has_answered = False
        while True:
            try:
                connection = await self._connected(deadline)
                async with _closing(connection.server_stream(method, message, deadline)) as answers:
                    async for answer in answers:
                        has_answered = True
                        yield answer
                return
            except ExclaimError as error:
                delay = None if has_answered else attempts.delay_after(error)
                if delay is None:
                    raise
            await asyncio.sleep(delay)

    def _items(
        self, method: str, fields: Mapping[str, Any], timeout: float | None
    ) -> AsyncGenerator[Any, None]:
        return self._paged(Pages(method, fields), timeout)

    async def _paged(self, pages: Pages, timeout: float | None) -> AsyncGenerator[Any, None]:
        """The items of an answer in pages. After a failure it goes on where it was."""
        deadline = _requests.deadline(pages.method, timeout, self.timeout)
        attempts = Attempts(self.retries, deadline, is_repeatable=True)
        while not pages.is_done:
            try:
                async with _closing(await self._answers(pages, deadline)) as answers:
                    async for answer in answers:
                        attempts.succeeded()
                        for item in pages.take(answer):
                            yield item
                        if pages.is_done:
                            return
                pages.ended()
            except ExclaimError as error:
                delay = attempts.delay_after(error) if pages.can_go_on else None
                if delay is None:
                    raise
                await asyncio.sleep(delay)

    async def _answers(self, pages: Pages, deadline: Deadline) -> AsyncGenerator[Any, None]:
        connection = await self._connected(deadline)
        if pages.method.shape.server_streams:
            return connection.server_stream(pages.method, pages.request, deadline)
        return _one_of(await connection.unary(pages.method, pages.request, deadline))

    async def _connected(self, deadline: Deadline) -> AsyncConnection:
        """The connection; a new one where there is none that is of use."""
        if self._is_closed:
            raise ValueError("the ledger was closed; connect again")
        if self._connection is not None and self._connection.is_usable():
            return self._connection
        if self._connecting is None:
            self._connecting = asyncio.Lock()
        async with self._connecting:
            connection = self._connection
            if connection is not None and connection.is_usable():
                return connection
            if connection is not None and connection.is_idle:
                connection.close()
            connection = await AsyncConnection.to(self.socket, deadline.left())
            try:
                await connection.hello(timeout=deadline.left())
            except BaseException:
                connection.close()
                raise
            self._connection = connection
            return connection


class Connecting:
    """A ledger that is being connected to: `await` it, or use it in `async with`."""

    def __init__(self, ledger: AsyncLedger):
        self._ledger = ledger

    def __await__(self) -> Generator[Any, None, AsyncLedger]:
        return self._connect().__await__()

    async def __aenter__(self) -> AsyncLedger:
        return await self._connect()

    async def __aexit__(self, *error: object) -> None:
        await self._ledger.close()

    async def _connect(self) -> AsyncLedger:
        ledger = self._ledger
        await ledger._connected(Deadline(ledger.timeout, f"connecting to {ledger.socket}"))
        return ledger


def connect_async(
    socket: str | None = None, timeout: float | None = None, *, retries: int = RETRIES
) -> Connecting:
    """Connects to a server, as `connect` does, for asyncio: `async with connect_async() as ledger:`."""
    return Connecting(AsyncLedger(socket, timeout, retries))


async def _one_of(answer: Any) -> AsyncGenerator[Any, None]:
    yield answer


@asynccontextmanager
async def _closing(answers: AsyncGenerator[Any, None]) -> AsyncIterator[AsyncGenerator[Any, None]]:
    """Python 3.10's contextlib.aclosing."""
    try:
        yield answers
    finally:
        await answers.aclose()
