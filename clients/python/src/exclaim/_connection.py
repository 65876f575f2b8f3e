"""A blocking connection to a server."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import threading
from collections import deque
from collections.abc import Generator, Iterable
from typing import Any, Callable

from . import _hello
from ._deadline import Deadline
from ._methods import Method, find
from ._transport import CONNECT_SECONDS, Transport, answer, connect_error, parsed
from ._wire.calls import Call, Refused
from ._wire.envelope import Response
from .errors import ExclaimError, from_status

UNHEARD_BYTES_MAX = 1 << 16
"""So much of a client stream is sent at most before a look at what came back."""
GRACE_SECONDS = 0.1
"""A write whose time is up has so long to hear from the server whether it was made."""


class Connection:
    """A connection on which many calls may be open, of many threads.

    Of the threads that wait, one moves the bytes for all: it alone sleeps in poll(2), the others wait for it.
    """

    def __init__(self, path: str, timeout: float | None = None):
        self.path = path
        self.process = os.getpid()
        """Whose connection it is: a child that was forked makes its own."""
        self._transport = Transport(path, _connected(path, timeout))
        self._calls = self._transport.calls
        self._changed = threading.Condition(threading.Lock())
        self._is_polling = False
        self._wake_out, self._wake_in = os.pipe()
        os.set_blocking(self._wake_out, False)
        os.set_blocking(self._wake_in, False)
        self._abandoned: deque[Call] = deque()
        self._is_closed = False
        self._unheard = 0

    # Calls

    def hello(self, window_bytes: int = 0, timeout: float | None = None) -> None:
        """Agrees on what goes beyond plain ttrpc; a server that knows no Hello is fine too."""
        method = find("Control/Hello")
        try:
            agreed = self.unary(method, _hello.request(window_bytes), Deadline(timeout, method.path))
        except ExclaimError as error:
            if not _hello.is_unknown(error):
                raise
        else:
            _hello.apply(agreed, self._calls)

    def unary(self, method: Method, request: Any, deadline: Deadline) -> Any:
        """The answer of a method that takes one message and gives one."""
        call = self._open(method, deadline, request.SerializeToString())
        try:
            return self._answer(call, method, deadline)
        finally:
            self._abandon(call)

    def server_stream(self, method: Method, request: Any, deadline: Deadline) -> Generator[Any, None, None]:
        """The messages of a streamed answer. The call is open when this returns, and called off when the
        iterator is closed before its end.
        """
        call = self._open(method, deadline, request.SerializeToString())
        messages = self._messages(call, method, deadline)
        next(messages)
        return messages

    def client_stream(self, method: Method, requests: Iterable[Any], deadline: Deadline) -> Any:
        """The answer of a method that takes a stream."""
        call = self._open(method, deadline)
        try:
            for request in requests:
                if not self._send(call, request, deadline):
                    break
            with self._changed:
                self._calls.close(call)
                self._transport.send_some()
            return self._answer(call, method, deadline)
        finally:
            self._abandon(call)

    def _open(self, method: Method, deadline: Deadline, payload: bytes = b"") -> Call:
        with self._changed:
            try:
                call = self._calls.open(
                    method.service, method.name, method.shape, payload, deadline.nanoseconds()
                )
            except Refused as refused:
                raise from_status(refused.status, was_sent=False) from None
            self._transport.send_some()
        try:
            if self._calls.outgoing and not self._until(self._has_sent, deadline):
                raise self._stuck(deadline)
        except BaseException:
            self._abandon(call)
            raise
        return call

    def _send(self, call: Call, request: Any, deadline: Deadline) -> bool:
        """Sends a message of a client stream; False when the server has answered already."""
        message = request.SerializeToString()
        with self._changed:
            try:
                self._calls.send(call, message)
            except Refused as refused:
                raise from_status(refused.status) from None
            self._unheard += len(message)
            if self._unheard > UNHEARD_BYTES_MAX and not self._is_polling:
                self._unheard = 0
                self._transport.receive_some()
            self._transport.send_some()
        if self._calls.outgoing and not self._until(self._has_sent, deadline):
            raise self._stuck(deadline)
        return self._calls.is_open(call)

    def _answer(self, call: Call, method: Method, deadline: Deadline) -> Any:
        item = self._next(call, method, deadline)
        assert isinstance(item, Response)
        return answer(method, item)

    def _messages(self, call: Call, method: Method, deadline: Deadline) -> Generator[Any, None, None]:
        try:
            yield None
            while True:
                item = self._next(call, method, deadline)
                if isinstance(item, Response):
                    if item.status is not None:
                        raise from_status(item.status)
                    return
                with self._changed:
                    self._calls.taken(call, len(item))
                    self._transport.send_some()
                yield parsed(method, item)
        finally:
            self._abandon(call)

    def _next(self, call: Call, method: Method, deadline: Deadline) -> bytes | Response:
        def has_come() -> bool:
            return bool(call.inbox)

        is_there = self._until(has_come, deadline)
        if not is_there and not method.only_reads:
            # The server's own words on a write that is late are worth a moment.
            is_there = self._until(has_come, Deadline(GRACE_SECONDS))
        if not is_there:
            raise deadline.exceeded()
        return call.inbox.popleft()

    # Giving calls up

    def _abandon(self, call: Call) -> None:
        """Calls a call off unless it has ended. Any thread may do that at any time, the garbage collector
        too.
        """
        if not self._calls.is_open(call):
            return
        self._abandoned.append(call)
        if self._changed.acquire(blocking=False):
            try:
                self._cancel_abandoned()
                self._transport.send_some()
            finally:
                self._changed.release()
        else:
            self._wake()

    def _cancel_abandoned(self) -> None:
        while self._abandoned:
            call = self._abandoned.popleft()
            if self._calls.is_open(call):
                self._calls.forget(call)
                _hello.cancel(call, self._calls)

    def _stuck(self, deadline: Deadline) -> ExclaimError:
        """A frame that was sent in part cannot be taken back."""
        with self._changed:
            self._transport.fail("the server took no more bytes in time; connect again")
            self._changed.notify_all()
        return deadline.exceeded()

    # State

    def is_usable(self) -> bool:
        """Whether a new call has a chance: nothing was lost, and the server is not about to stop."""
        with self._changed:
            if self._is_closed or self.process != os.getpid():
                return False
            if not self._is_polling and self._calls.open_count == 0:
                self._transport.receive_some()
            return self._calls.failure is None and not self._calls.is_going_away

    @property
    def is_idle(self) -> bool:
        """Whether no call is open."""
        return self._calls.open_count == 0

    def close(self) -> None:
        """Closes the connection; calls that are open fail with UNAVAILABLE."""
        with self._changed:
            if self._is_closed:
                return
            self._is_closed = True
            self._transport.fail("the connection was closed by this program")
            self._changed.notify_all()
            if self._is_polling:
                self._wake()  # Who polls closes the descriptors.
            else:
                self._close_descriptors()

    def __del__(self) -> None:
        if hasattr(self, "_wake_in") and not self._is_closed:
            self._is_closed = True
            self._close_descriptors()

    def _close_descriptors(self) -> None:
        self._transport.socket.close()
        wakes, self._wake_out, self._wake_in = (self._wake_out, self._wake_in), -1, -1
        for descriptor in wakes:
            os.close(descriptor)

    # Waiting

    def _has_sent(self) -> bool:
        return not self._calls.outgoing

    def _until(self, is_done: Callable[[], bool], deadline: Deadline) -> bool:
        """Waits until something is so, moving bytes meanwhile; False when the time is up first."""
        with self._changed:
            while not is_done():
                if self._calls.failure is not None:
                    raise from_status(self._calls.failure)
                left = deadline.left()
                if left == 0:
                    return False
                if self._is_polling:
                    if self._calls.outgoing:
                        self._wake()
                    self._changed.wait(left)
                else:
                    self._poll(left)
            return True

    def _poll(self, left: float | None) -> None:
        """Sleeps until bytes can be moved, without the lock, and moves them."""
        self._cancel_abandoned()
        self._transport.send_some()
        poller = select.poll()
        poller.register(
            self._transport.socket, select.POLLIN | (select.POLLOUT if self._calls.outgoing else 0)
        )
        poller.register(self._wake_out, select.POLLIN)
        self._is_polling = True
        self._changed.release()
        try:
            # In milliseconds, rounded up, and at most a day: it counts in 32 bits.
            woken = poller.poll(None if left is None else min(int(left * 1000) + 1, 86_400_000))
        finally:
            self._changed.acquire()
            self._is_polling = False
            self._changed.notify_all()
            if self._is_closed:
                self._close_descriptors()
        if self._is_closed:
            return
        if any(descriptor == self._wake_out for descriptor, _ in woken):
            self._drain_wakes()
        self._cancel_abandoned()
        self._transport.receive_some()
        self._transport.send_some()

    def _wake(self) -> None:
        # A pipe that is full wakes as well, and one that is closed need not.
        with contextlib.suppress(OSError):
            os.write(self._wake_in, b"!")

    def _drain_wakes(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while os.read(self._wake_out, 1024):
                pass


def _connected(path: str, timeout: float | None) -> socket.socket:
    connecting = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        # What sends may take is also how long Linux waits for a place in the server's queue.
        connecting.settimeout(CONNECT_SECONDS if timeout is None else min(timeout, CONNECT_SECONDS))
        connecting.connect(path)
        connecting.setblocking(False)
    except OSError as error:
        connecting.close()
        raise connect_error(path, error) from None
    return connecting
