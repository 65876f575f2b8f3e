"""A server's end of a connection that does what a test says: every byte is its own."""

from __future__ import annotations

import contextlib
import socket
import struct
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

import wire_cases
from wire_cases import CaseError

PATIENCE_SECONDS = 20


class Peer:
    """One connection of a client."""

    def __init__(self, connected: socket.socket):
        self.socket = connected
        self.calls: list[int] = []
        """Streams of the calls that came, in their order."""
        connected.settimeout(PATIENCE_SECONDS)

    def receive(self) -> tuple[int, int, int, bytes]:
        """Type, flags, stream and payload of the next frame."""
        length, stream, type_, flags = struct.unpack(">IIBB", self._exactly(10))
        return type_, flags, stream, self._exactly(length)

    def send(self, *frames: dict) -> None:
        self.send_bytes(b"".join(wire_cases.frame_bytes(frame, self.calls) for frame in frames))

    def send_bytes(self, data: bytes, piece: int | None = None) -> None:
        for at in range(0, len(data), piece or max(1, len(data))):
            self.socket.sendall(data[at : at + (piece or len(data))])

    def expect_call(self, method: str) -> tuple[int, bytes]:
        """Waits for a call, and declines Hello and Cancel, unless they are what it waits for."""
        while True:
            type_, _, stream, payload = self.receive()
            if type_ != 1:
                raise CaseError(f"a request was expected and not a frame of type {type_}")
            name = wire_cases.last(payload, 2, b"").decode()
            if name == method:
                self.calls.append(stream)
                return stream, wire_cases.last(payload, 3, b"")
            if name not in ("Hello", "Cancel"):
                raise CaseError(f"{name} was called and not {method}")
            self.decline(stream)

    def decline(self, stream: int) -> None:
        self.send({"response": {"stream": stream, "code": 12, "message": "not here"}})

    def wait_for_close(self) -> None:
        with contextlib.suppress(ConnectionResetError):
            while self.socket.recv(65536):
                pass

    def close(self) -> None:
        self.socket.close()

    def _exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            piece = self.socket.recv(count - len(data))
            if not piece:
                raise CaseError("the client closed the connection")
            data += piece
        return data


@contextlib.contextmanager
def serving(*scripts: Callable[[Peer], Any]) -> Iterator[str]:
    """A server that plays one script for each connection, one after another; gives its socket's path. What a
    script raises is raised at the end.
    """
    failures: list[BaseException] = []
    with tempfile.TemporaryDirectory(prefix="exclaim-") as folder:
        path = str(Path(folder, "socket"))
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
        listener.listen(8)
        listener.settimeout(PATIENCE_SECONDS)

        def serve() -> None:
            for script in scripts:
                connected = None
                try:
                    connected, _ = listener.accept()
                    script(Peer(connected))
                except BaseException as failure:
                    failures.append(failure)
                finally:
                    if connected is not None:
                        connected.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield path
        finally:
            thread.join(PATIENCE_SECONDS)
            listener.close()
            if failures:
                # What the server met tells more than what the client made of it.
                raise failures[0]


def play(peer: Peer, steps: list[dict]) -> None:
    """Plays the server's part of a case of Tests/Conformance/client."""
    for number, step in enumerate(steps):
        try:
            wire_cases.check_names(step, "receive", "send", "cutEvery", "close")
            for pattern in step.get("receive", []):
                _receive(peer, pattern)
            if "send" in step:
                data = b"".join(wire_cases.frame_bytes(item, peer.calls) for item in step["send"])
                peer.send_bytes(data, step.get("cutEvery"))
            if step.get("close"):
                return
        except Exception as problem:
            raise CaseError(f"server, step {number}: {problem}") from problem
    peer.wait_for_close()


def _receive(peer: Peer, pattern: dict) -> None:
    wanted = pattern.get("request", {}).get("method")
    while True:
        type_, flags, stream, payload = peer.receive()
        if type_ == 1:
            name = wire_cases.last(payload, 2, b"").decode()
            if name in ("Hello", "Cancel") and name != wanted:
                peer.decline(stream)
                continue
            peer.calls.append(stream)
        wire_cases.check_frame(pattern, type_, flags, stream, payload, peer.calls)
        return
