"""A blocking connection to a server."""

from __future__ import annotations

import errno
import os
import select
import socket
import threading
from collections import deque
from typing import Any, Callable, Deque, Iterable, Iterator

from . import _hello
from ._deadline import Deadline
from ._methods import Method, find
from ._wire.calls import UNAVAILABLE, Call, Calls, Refused
from ._wire.envelope import Response, Status
from .errors import ExclaimError, Internal, PermissionDenied, Unavailable, from_status

RECEIVE_BYTES = 1 << 18
UNHEARD_BYTES_MAX = 1 << 16
"""So much of a client stream is sent at most before a look at what came back."""
CONNECT_SECONDS = 5.0
GRACE_SECONDS = 0.1
"""A write whose time is up has so long to hear from the server whether it was made."""


class Connection:
    """A connection on which many calls may be open, of many threads.

    Of the threads that wait, one moves the bytes for all: it alone sleeps in poll(2), the others wait for it.
    """

    def __init__(self, path: str, timeout: float | None = None):
        self.path = path
        self._socket = _connect(path, timeout)
        self._calls = Calls()
        self._changed = threading.Condition(threading.Lock())
        self._is_polling = False
        self._wake_out, self._wake_in = os.pipe()
        os.set_blocking(self._wake_out, False)
        os.set_blocking(self._wake_in, False)
        self._abandoned: Deque[Call] = deque()
        self._is_closed = False
        self.process = os.getpid()

    # Calls

    def hello(self, window_bytes: int = 0, timeout: float | None = None) -> None:
        """Agrees on what goes beyond plain ttrpc; a server that knows no Hello is fine too."""
        method = find("Control/Hello")
        try:
            answer = self.unary(method, _hello.request(window_bytes), Deadline(timeout, method.path))
        except ExclaimError as error:
            if not _hello.is_unknown(error):
                raise
        else:
            _hello.apply(answer, self._calls)

    def unary(self, method: Method, request: Any, deadline: Deadline) -> Any:
        """The answer of a method that takes one message and gives one."""
        call = self._open(method, deadline, request.SerializeToString())
        try:
            return self._answer(call, method, deadline)
        finally:
            self._abandon(call)

    def server_stream(self, method: Method, request: Any, deadline: Deadline) -> Iterator[Any]:
        """The messages of a streamed answer. The call is open when this returns, and called off when the iterator is
        closed before its end."""
        call = self._open(method, deadline, request.SerializeToString())
        messages = self._messages(call, method, deadline)
        next(messages)
        return messages

    def client_stream(self, method: Method, requests: Iterable[Any], deadline: Deadline) -> Any:
        """The answer of a method that takes a stream."""
        call = self._open(method, deadline)
        try:
            for request in requests:
                if not self.send(call, request, deadline):
                    break
            self.close_send(call, deadline)
            return self._answer(call, method, deadline)
        finally:
            self._abandon(call)

    def _messages(self, call: Call, method: Method, deadline: Deadline) -> Iterator[Any]:
        try:
            yield None
            while True:
                item = self._next(call, method, deadline)
                if isinstance(item, Response):
                    if item.status is not None:
                        raise from_status(item.status)
                    return
                message = parsed(method, item)
                with self._changed:
                    self._calls.taken(call, len(item))
                    self._send_some()
                yield message
        finally:
            self._abandon(call)

    def _answer(self, call: Call, method: Method, deadline: Deadline) -> Any:
        item = self._next(call, method, deadline)
        assert isinstance(item, Response)
        if item.status is not None:
            raise from_status(item.status, takes_records=method.takes_records)
        return parsed(method, item.payload)

    def _open(self, method: Method, deadline: Deadline, payload: bytes = b"") -> Call:
        with self._changed:
            try:
                call = self._calls.open(method.service, method.name, method.shape, payload, deadline.nanoseconds())
            except Refused as refused:
                raise from_status(refused.status, was_sent=False) from None
            self._send_some()
        try:
            if self._calls.outgoing:
                self._until(lambda: not self._calls.outgoing, deadline)
        except BaseException:
            self._abandon(call)
            raise
        return call

    def send(self, call: Call, request: Any, deadline: Deadline) -> bool:
        """Sends a message of a client stream; False when the server has answered already."""
        with self._changed:
            try:
                self._calls.send(call, request.SerializeToString())
            except Refused as refused:
                raise from_status(refused.status, was_sent=False) from None
            if len(self._calls.outgoing) > UNHEARD_BYTES_MAX:
                self._receive_some()
            self._send_some()
        self._until(lambda: not self._calls.outgoing, deadline)
        return self._calls.is_open(call)

    def close_send(self, call: Call, deadline: Deadline) -> None:
        """Says that no more messages follow."""
        with self._changed:
            self._calls.close(call)
            self._send_some()

    def _next(self, call: Call, method: Method, deadline: Deadline) -> bytes | Response:
        if not self._until(lambda: bool(call.inbox), deadline):
            # The server's own words on a write that is late are worth a moment.
            grace = None if method.only_reads else Deadline(GRACE_SECONDS)
            if grace is None or not self._until(lambda: bool(call.inbox), grace):
                raise deadline.exceeded()
        return call.inbox.popleft()

    def _abandon(self, call: Call) -> None:
        """Calls a call off unless it has ended. Any thread may do that at any time, the garbage collector too."""
        if not self._calls.is_open(call):
            return
        self._abandoned.append(call)
        if self._changed.acquire(blocking=False):
            try:
                self._cancel_abandoned()
                self._send_some()
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

    # State

    def is_usable(self) -> bool:
        """Whether a new call has a chance: nothing was lost, and the server is not about to stop."""
        with self._changed:
            if not self._is_closed and not self._is_polling and self._calls.open_count == 0:
                self._receive_some()
            return not self._is_closed and self._calls.failure is None and not self._calls.is_going_away

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
            self._fail("the connection was closed by this program")
            self._changed.notify_all()
            if self._is_polling:
                self._wake()
            else:
                self._close_descriptors()

    def _close_descriptors(self) -> None:
        self._socket.close()
        os.close(self._wake_out)
        os.close(self._wake_in)

    # Moving bytes

    def _until(self, is_done: Callable[[], bool], deadline: Deadline) -> bool:
        """Waits until something is so, moving bytes meanwhile; False when the time is up first."""
        with self._changed:
            while not is_done():
                if self._calls.failure is not None and not self._calls.open_count:
                    if is_done():
                        return True
                    raise from_status(self._calls.failure)
                left = deadline.left()
                if left is not None and left <= 0:
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
        self._send_some()
        poller = select.poll()
        poller.register(self._socket, select.POLLIN | (select.POLLOUT if self._calls.outgoing else 0))
        poller.register(self._wake_out, select.POLLIN)
        self._is_polling = True
        self._changed.release()
        try:
            poller.poll(None if left is None else left * 1000 + 1)
        finally:
            self._changed.acquire()
            self._is_polling = False
            self._changed.notify_all()
            if self._is_closed:
                self._close_descriptors()
        if not self._is_closed:
            self._drain_wakes()
            self._cancel_abandoned()
            self._receive_some()
            self._send_some()

    def _send_some(self) -> None:
        """Sends what the kernel takes at once."""
        outgoing = self._calls.outgoing
        while outgoing and self._calls.failure is None:
            try:
                with memoryview(outgoing) as view:
                    count = self._socket.send(view)
                del outgoing[:count]
            except BlockingIOError:
                return
            except InterruptedError:
                continue
            except OSError as error:
                self._lost(error)
            except BaseException:
                self._fail("a signal came while bytes were sent; connect again")
                raise

    def _receive_some(self) -> None:
        """Takes in what is there."""
        while self._calls.failure is None:
            try:
                data = self._socket.recv(RECEIVE_BYTES)
                if data:
                    self._calls.receive(data)
            except BlockingIOError:
                return
            except InterruptedError:
                continue
            except OSError as error:
                self._fail(f"{error.strerror}; connect again")
                return
            except BaseException:
                self._fail("a signal came while bytes were received; connect again")
                raise
            if not data:
                self._fail(_hello.CLOSED)
            if len(data) < RECEIVE_BYTES:
                return

    def _lost(self, error: OSError) -> None:
        """Nothing can be sent any more: takes in what the server said before."""
        self._calls.outgoing.clear()
        if error.errno in (errno.EPIPE, errno.ECONNRESET):
            self._receive_some()
            while self._calls.failure is None:
                select.select([self._socket], [], [])
                self._receive_some()
        else:
            self._fail(f"{error.strerror}; connect again")

    def _fail(self, message: str) -> None:
        self._calls.fail(Status(UNAVAILABLE, f"connection to {self.path}: {message}"))

    def _wake(self) -> None:
        try:
            os.write(self._wake_in, b"!")
        except OSError:
            pass  # Full, and so awake already, or closed.

    def _drain_wakes(self) -> None:
        try:
            while os.read(self._wake_out, 1024):
                pass
        except BlockingIOError:
            pass


def parsed(method: Method, payload: bytes) -> Any:
    """A message of an answer."""
    message = method.response()
    try:
        message.ParseFromString(payload)
    except Exception as problem:  # protobuf's DecodeError, whichever of its implementations is there.
        name = method.response.DESCRIPTOR.name
        raise Internal(f"{method.path}: the server's answer does not decode as {name}: {problem}") from None
    return message


def _connect(path: str, timeout: float | None) -> socket.socket:
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


def connect_error(path: str, error: OSError) -> ExclaimError:
    """Why there is no connection."""
    if isinstance(error, socket.timeout) or error.errno in (errno.EAGAIN, errno.ETIMEDOUT):
        message = f"server at {path}: it did not take the connection in time; try again in a moment"
        return Unavailable(message, was_sent=False)
    if error.errno in (errno.ENOENT, errno.ECONNREFUSED, errno.ENOTDIR):
        message = f"no server at {path}: start exclaimd, or name another socket with socket= or $EXCLAIM_SOCKET"
        return Unavailable(message, was_sent=False)
    if error.errno in (errno.EACCES, errno.EPERM):
        message = f"socket {path}: this account may not use it; ask the one who runs the server"
        return PermissionDenied(f"{message}, or name another socket", was_sent=False)
    return Unavailable(f"socket {path}: {error.strerror or error}", was_sent=False)
