"""A connection to a server on asyncio's event loop."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncGenerator, AsyncIterable, Iterable
from typing import Any, Callable

from . import _hello
from ._connection import GRACE_SECONDS
from ._deadline import Deadline
from ._methods import Method, find
from ._transport import CONNECT_SECONDS, Transport, answer, connect_error, parsed
from ._wire.calls import Call, Refused
from ._wire.envelope import Response
from .errors import ExclaimError, from_status

UNSENT_BYTES_MAX = 1 << 18
"""So much of a client stream waits for the server at most."""


class AsyncConnection:
    """A connection on which many calls may be open, of the tasks of one event loop."""

    def __init__(self, path: str, connected: socket.socket):
        self.path = path
        self.process = os.getpid()
        self._loop = asyncio.get_running_loop()
        self._transport = Transport(path, connected)
        self._calls = self._transport.calls
        self._is_writing = False
        self._is_closed = False
        self._sent: asyncio.Future[None] | None = None
        """Done when all was sent; None while nobody waits for that."""
        self._loop.add_reader(connected, self._readable)

    @classmethod
    async def to(cls, path: str, timeout: float | None = None) -> AsyncConnection:
        """Connects."""
        connecting = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connecting.setblocking(False)
        seconds = CONNECT_SECONDS if timeout is None else min(timeout, CONNECT_SECONDS)
        try:
            await _connect(connecting, path, Deadline(seconds, f"connecting to {path}"))
        except OSError as error:
            connecting.close()
            raise connect_error(path, error) from None
        except BaseException:
            connecting.close()
            raise
        return cls(path, connecting)

    # Calls

    async def hello(self, window_bytes: int = 0, timeout: float | None = None) -> None:
        """Agrees on what goes beyond plain ttrpc; a server that knows no Hello is fine too."""
        method = find("Control/Hello")
        try:
            agreed = await self.unary(method, _hello.request(window_bytes), Deadline(timeout, method.path))
        except ExclaimError as error:
            if not _hello.is_unknown(error):
                raise
        else:
            _hello.apply(agreed, self._calls)

    async def unary(self, method: Method, request: Any, deadline: Deadline) -> Any:
        """The answer of a method that takes one message and gives one."""
        call = self._open(method, deadline, request.SerializeToString())
        try:
            return await self._answer(call, method, deadline)
        finally:
            self._abandon(call)

    async def server_stream(
        self, method: Method, request: Any, deadline: Deadline
    ) -> AsyncGenerator[Any, None]:
        """The messages of a streamed answer, called off when the iterator is closed before its end."""
        call = self._open(method, deadline, request.SerializeToString())
        try:
            while True:
                item = await self._next(call, method, deadline)
                if isinstance(item, Response):
                    if item.status is not None:
                        raise from_status(item.status)
                    return
                self._calls.taken(call, len(item))
                self._flush()
                yield parsed(method, item)
        finally:
            self._abandon(call)

    async def client_stream(
        self, method: Method, requests: Iterable[Any] | AsyncIterable[Any], deadline: Deadline
    ) -> Any:
        """The answer of a method that takes a stream."""
        call = self._open(method, deadline)
        try:
            async for request in _each(requests):
                try:
                    self._calls.send(call, request.SerializeToString())
                except Refused as refused:
                    raise from_status(refused.status) from None
                self._flush()
                if len(self._calls.outgoing) > UNSENT_BYTES_MAX:
                    await self._drained(deadline)
                if not self._calls.is_open(call):
                    break
            self._calls.close(call)
            self._flush()
            return await self._answer(call, method, deadline)
        finally:
            self._abandon(call)

    def _open(self, method: Method, deadline: Deadline, payload: bytes = b"") -> Call:
        try:
            call = self._calls.open(
                method.service, method.name, method.shape, payload, deadline.nanoseconds()
            )
        except Refused as refused:
            raise from_status(refused.status, was_sent=False) from None
        self._flush()
        return call

    async def _answer(self, call: Call, method: Method, deadline: Deadline) -> Any:
        item = await self._next(call, method, deadline)
        assert isinstance(item, Response)
        return answer(method, item)

    async def _next(self, call: Call, method: Method, deadline: Deadline) -> bytes | Response:
        is_there = await self._has_come(call, deadline)
        if not is_there and not method.only_reads:
            # The server's own words on a write that is late are worth a moment.
            is_there = await self._has_come(call, Deadline(GRACE_SECONDS))
        if not is_there:
            raise deadline.exceeded()
        return call.inbox.popleft()

    async def _has_come(self, call: Call, deadline: Deadline) -> bool:
        while not call.inbox:
            future: asyncio.Future[None] = self._loop.create_future()
            call.wake = _once(future)
            try:
                await asyncio.wait_for(future, deadline.left())
            except asyncio.TimeoutError:
                return bool(call.inbox)
            finally:
                call.wake = None
        return True

    def _abandon(self, call: Call) -> None:
        """Calls a call off unless it has ended."""
        if self._calls.is_open(call) and not self._is_closed:
            self._calls.forget(call)
            _hello.cancel(call, self._calls)
            self._flush()

    # State

    def is_usable(self) -> bool:
        """Whether a new call has a chance: nothing was lost, and the server is not about to stop."""
        if self._is_closed or self.process != os.getpid() or self._loop is not asyncio.get_running_loop():
            return False
        self._readable()
        return self._calls.failure is None and not self._calls.is_going_away

    @property
    def is_idle(self) -> bool:
        """Whether no call is open."""
        return self._calls.open_count == 0

    def close(self) -> None:
        """Closes the connection; calls that are open fail with UNAVAILABLE."""
        if not self._is_closed:
            self._transport.fail("the connection was closed by this program")
            self._stop()

    # Moving bytes

    def _readable(self) -> None:
        if self._is_closed:
            return
        self._transport.receive_some()
        self._flush()
        if self._calls.failure is not None:
            self._stop()

    def _flush(self) -> None:
        """Sends what the kernel takes, and the rest when it takes more."""
        if self._is_closed:
            return
        self._transport.send_some()
        is_writing = bool(self._calls.outgoing)
        if is_writing and not self._is_writing:
            self._loop.add_writer(self._transport.socket, self._flush)
        elif self._is_writing and not is_writing:
            self._loop.remove_writer(self._transport.socket)
        self._is_writing = is_writing
        if not is_writing and self._sent is not None and not self._sent.done():
            self._sent.set_result(None)

    async def _drained(self, deadline: Deadline) -> None:
        while self._calls.outgoing:
            if self._sent is None or self._sent.done():
                self._sent = self._loop.create_future()
            try:
                await asyncio.wait_for(asyncio.shield(self._sent), deadline.left())
            except asyncio.TimeoutError:
                raise deadline.exceeded() from None

    def _stop(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        if not self._loop.is_closed():
            self._loop.remove_reader(self._transport.socket)
            self._loop.remove_writer(self._transport.socket)
        self._transport.socket.close()
        if self._sent is not None and not self._sent.done():
            self._sent.set_result(None)


async def _connect(connecting: socket.socket, path: str, deadline: Deadline) -> None:
    # A Unix socket that does not block says EAGAIN when the server's queue is full, and nothing tells when it
    # is not.
    delay = 0.001
    while True:
        try:
            connecting.connect(path)
            return
        except BlockingIOError:
            left = deadline.left()
            if left is not None and left <= delay:
                raise
        await asyncio.sleep(delay)
        delay = min(delay * 2, 0.1)


def _once(future: asyncio.Future[None]) -> Callable[[], None]:
    def done() -> None:
        if not future.done():
            future.set_result(None)

    return done


async def _each(items: Iterable[Any] | AsyncIterable[Any]) -> AsyncGenerator[Any, None]:
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item
