"""The calls of one connection, as the client sees them."""

from __future__ import annotations

import struct
from collections import deque
from typing import Callable, NamedTuple

from . import envelope, frames
from .envelope import Response, Status

UNKNOWN, RESOURCE_EXHAUSTED, INTERNAL, UNAVAILABLE = 2, 8, 13, 14

WINDOW_BYTES_MAX = 0x7FFF_FFFF


class Shape(NamedTuple):
    """Which sides of a method send streams."""

    client_streams: bool = False
    server_streams: bool = False


class Refused(Exception):
    """A call or message that was not sent, for it cannot be."""

    def __init__(self, status: Status):
        super().__init__(status.message)
        self.status = status


class Call:
    """One call. What has come for it waits in `inbox`: messages of a streamed answer as bytes, its end as a
    Response.
    """

    __slots__ = ("stream", "name", "shape", "inbox", "wake", "_ungranted", "_window")

    def __init__(self, stream: int, name: str, shape: Shape, window: int | None):
        self.stream = stream
        self.name = name
        self.shape = shape
        self.inbox: deque[bytes | Response] = deque()
        self.wake: Callable[[], None] | None = None
        """Called when something came; None when nobody waits."""
        self._ungranted = 0
        self._window = window

    def deliver(self, item: bytes | Response) -> None:
        """Puts into the inbox what came."""
        self.inbox.append(item)
        if self.wake is not None:
            self.wake()


class Calls:
    """State of a connection. Bytes to be sent gather in `outgoing`; what came is given to `receive`."""

    def __init__(self) -> None:
        self.outgoing = bytearray()
        self.is_going_away = False
        """The server is about to stop: open calls finish, new ones need another connection."""
        self.failure: Status | None = None
        """Why nothing works any more."""
        self._reader = frames.FrameReader()
        self._open: dict[int, Call] = {}
        self._next_stream = 1
        self._window: int | None = None

    @property
    def open_count(self) -> int:
        """How many calls have not ended."""
        return len(self._open)

    def is_open(self, call: Call) -> bool:
        """Whether the end of a call has not come."""
        return self._open.get(call.stream) is call

    def use_windows(self, window_bytes: int) -> None:
        """From now on streamed answers of new calls come as far as they are granted, and so far at first."""
        self._window = min(window_bytes, WINDOW_BYTES_MAX)

    # Sending

    def open(
        self, service: str, method: str, shape: Shape, payload: bytes = b"", timeout_nano: int = 0
    ) -> Call:
        """Begins a call; a client stream sends its messages later, with `send`."""
        name = f"{service}/{method}"
        if self.failure is not None:
            raise Refused(self.failure)
        if self.is_going_away:
            raise Refused(
                Status(UNAVAILABLE, f"{name}: the server is about to stop and takes no new calls; try again")
            )
        content = envelope.request(service, method, payload, timeout_nano)
        if len(content) > frames.FRAME_BYTES_MAX:
            raise Refused(_too_long(name, len(payload)))
        while self._next_stream in self._open:
            self._next_stream = self._after(self._next_stream)
        call = Call(self._next_stream, name, shape, self._window if shape.server_streams else None)
        self._next_stream = self._after(call.stream)
        self._open[call.stream] = call
        if shape.client_streams:
            flags = frames.REMOTE_OPEN | frames.NO_DATA
        else:
            flags = frames.REMOTE_CLOSED if shape.server_streams else 0
        self.outgoing += frames.encode(frames.REQUEST, flags, call.stream, content)
        return call

    def send(self, call: Call, payload: bytes) -> None:
        """Sends one message of a client stream; what follows the end of the call is dropped."""
        if len(payload) > frames.FRAME_BYTES_MAX:
            raise Refused(_too_long(call.name, len(payload)))
        if self.is_open(call):
            self.outgoing += frames.encode(frames.DATA, 0, call.stream, payload)

    def close(self, call: Call) -> None:
        """Says that no more messages follow."""
        if self.is_open(call):
            self.outgoing += frames.encode(frames.DATA, frames.REMOTE_CLOSED | frames.NO_DATA, call.stream)

    def forget(self, call: Call) -> None:
        """Gives a call up on this side: what still comes for it is ignored."""
        if self.is_open(call):
            del self._open[call.stream]
        call.inbox.clear()

    def taken(self, call: Call, byte_count: int) -> None:
        """The caller has taken so much of a streamed answer: grants that again, half a window at a time."""
        if call._window is None or not self.is_open(call):
            return
        call._ungranted += byte_count
        if call._ungranted and call._ungranted >= call._window // 2:
            grant = struct.pack(">I", min(call._ungranted, WINDOW_BYTES_MAX))
            call._ungranted = 0
            self.outgoing += frames.encode(frames.WINDOW, 0, call.stream, grant)

    # Receiving

    def receive(self, data: bytes) -> None:
        """Takes bytes in, and puts what they bring into the inboxes."""
        try:
            for frame in self._reader.feed(data):
                self._take(frame)
        except frames.BrokenStream as broken:
            self.fail(Status(INTERNAL, f"the server broke the protocol: {broken}; connect again"))

    def fail(self, status: Status) -> None:
        """The connection is of no use any more: all open calls fail."""
        if self.failure is None:
            self.failure = status
        self.outgoing.clear()
        for call in self._open.values():
            call.deliver(Response(self.failure, b""))
        self._open.clear()

    def _take(self, frame: frames.Frame) -> None:
        if frame.type == frames.GO_AWAY:
            self.is_going_away = True
        if frame.type not in (frames.RESPONSE, frames.DATA):
            return
        call = self._open.get(frame.stream)
        if call is None:
            if frame.stream == 0 and frame.type == frames.RESPONSE and frame.payload is not None:
                self._say_goodbye(frame.payload)
        elif frame.payload is None:
            limit = f"its frame of {frame.length} bytes is over the limit of {frames.FRAME_BYTES_MAX}"
            message = f"{call.name}: the answer is too long: {limit}; ask for less at a time"
            self._end(call, Response(Status(RESOURCE_EXHAUSTED, message), b""))
        elif frame.type == frames.RESPONSE:
            try:
                response = envelope.read_response(frame.payload)
            except envelope.MalformedEnvelope as problem:
                response = Response(_violation(call, f"its Response does not decode: {problem}"), b"")
            self._end(call, response)
        elif not call.shape.server_streams:
            self._end(call, Response(_violation(call, "Data came where one Response was due"), b""))
        else:
            is_last = bool(frame.flags & frames.REMOTE_CLOSED)
            if not frame.flags & frames.NO_DATA:
                call.deliver(frame.payload)
            if is_last:
                self._end(call, Response(None, b""))

    def _end(self, call: Call, response: Response) -> None:
        del self._open[call.stream]
        if call.shape.server_streams and response.status is None and response.payload:
            # ttrpc lets a server end a stream with a Response too; what it holds is the last message.
            call.deliver(response.payload)
            response = Response(None, b"")
        call.deliver(response)

    def _say_goodbye(self, payload: bytes) -> None:
        """A Response on stream 0 tells why the server closes the connection."""
        try:
            status = envelope.read_response(payload).status
        except envelope.MalformedEnvelope:
            return
        if status is not None:
            self.fail(
                Status(UNAVAILABLE, f"the server closed the connection: {status.message}", status.details)
            )

    @staticmethod
    def _after(stream: int) -> int:
        return (stream + 2) & 0xFFFF_FFFF


def _too_long(what: str, byte_count: int) -> Status:
    limit = f"does not fit a frame, which holds {frames.FRAME_BYTES_MAX}"
    return Status(RESOURCE_EXHAUSTED, f"{what}: a message of {byte_count} bytes {limit}; send less at a time")


def _violation(call: Call, what: str) -> Status:
    return Status(INTERNAL, f"{call.name}: the server broke the protocol: {what}")
