"""A socket with the calls on it: moves what can be moved without waiting. Both connections wait in their own
way.
"""

from __future__ import annotations

import errno
import socket
from typing import Any

from . import _hello
from ._methods import Method
from ._wire.calls import UNAVAILABLE, Calls
from ._wire.envelope import Response, Status
from .errors import ExclaimError, Internal, PermissionDenied, Unavailable, from_status

RECEIVE_BYTES = 1 << 18
CONNECT_SECONDS = 5.0


class Transport:
    """A connected socket that never blocks, and the state of its calls."""

    def __init__(self, path: str, connected: socket.socket):
        self.path = path
        self.socket = connected
        self.calls = Calls()
        self._cannot_send = False

    def send_some(self) -> None:
        """Sends what the kernel takes at once."""
        outgoing = self.calls.outgoing
        while outgoing:
            if self._cannot_send:
                outgoing.clear()
                return
            try:
                with memoryview(outgoing) as view:
                    count = self.socket.send(view)
                del outgoing[:count]
            except BlockingIOError:
                return
            except OSError as error:
                if error.errno not in (errno.EPIPE, errno.ECONNRESET):
                    self.fail(f"{error.strerror}; connect again")
                    return
                # The server has closed its end. What it said before is still to be read, and then the end.
                self._cannot_send = True
            except BaseException:
                self.fail("a signal came while bytes were sent; connect again")
                raise

    def receive_some(self) -> None:
        """Takes in what is there."""
        while self.calls.failure is None:
            try:
                data = self.socket.recv(RECEIVE_BYTES)
                if data:
                    self.calls.receive(data)
            except BlockingIOError:
                return
            except OSError as error:
                closed = error.errno == errno.ECONNRESET
                self.fail(_hello.CLOSED if closed else f"{error.strerror}; connect again")
                return
            except BaseException:
                self.fail("a signal came while bytes were received; connect again")
                raise
            if not data:
                self.fail(_hello.CLOSED)
            elif len(data) < RECEIVE_BYTES:
                return

    def fail(self, message: str) -> None:
        """The connection is of no use any more."""
        self.calls.fail(Status(UNAVAILABLE, f"connection to {self.path}: {message}"))


def parsed(method: Method, payload: bytes) -> Any:
    """A message of an answer."""
    message = method.response()
    try:
        message.ParseFromString(payload)
    except Exception as problem:  # protobuf's DecodeError, whichever of its implementations is there.
        name = method.response.DESCRIPTOR.name
        raise Internal(f"{method.path}: the server's answer does not decode as {name}: {problem}") from None
    return message


def answer(method: Method, response: Response) -> Any:
    """The one answer of a call, or what its failure raises."""
    if response.status is not None:
        raise from_status(response.status, takes_records=method.takes_records)
    return parsed(method, response.payload)


def connect_error(path: str, error: OSError) -> ExclaimError:
    """Why there is no connection."""
    if isinstance(error, socket.timeout) or error.errno in (errno.EAGAIN, errno.ETIMEDOUT):
        message = f"server at {path}: it did not take the connection in time; try again in a moment"
        return Unavailable(message, was_sent=False)
    if error.errno in (errno.ENOENT, errno.ECONNREFUSED, errno.ENOTDIR):
        message = (
            f"no server at {path}: start exclaimd, or name another socket with socket= or $EXCLAIM_SOCKET"
        )
        return Unavailable(message, was_sent=False)
    if error.errno in (errno.EACCES, errno.EPERM):
        message = f"socket {path}: this account may not use it; ask the one who runs the server"
        return PermissionDenied(f"{message}, or name another socket", was_sent=False)
    return Unavailable(f"socket {path}: {error.strerror or error}", was_sent=False)
