"""Frames: a header of ten bytes and a payload. Protos/README.md draws them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

REQUEST = 1
RESPONSE = 2
DATA = 3
WINDOW = 0x80
GO_AWAY = 0x81

REMOTE_CLOSED = 0x01
REMOTE_OPEN = 0x02
NO_DATA = 0x04

FRAME_BYTES_MAX = 4_194_304
"""Longest payload of a frame."""
ABSURD_BYTES = 1 << 24
"""From this length on the bytes are no frame at all, and the connection is of no use any more."""

_HEADER = struct.Struct(">IIBB")
HEADER_BYTES = _HEADER.size


class Frame(NamedTuple):
    """One frame. `payload` is None where the frame was over the limit: it is skipped, and its call has
    failed.
    """

    type: int
    flags: int
    stream: int
    length: int
    payload: bytes | None


class BrokenStream(Exception):
    """The bytes make no sense from here on."""


def encode(type: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    """The bytes of a frame."""
    return _HEADER.pack(len(payload), stream, type, flags) + payload


class FrameReader:
    """Cuts frames out of bytes that come in any pieces."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._skipped = 0
        """Bytes of a frame over the limit that are still to come."""

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Takes bytes in, and gives the frames that are whole by now."""
        self._bytes += data
        start = 0
        try:
            while True:
                if self._skipped:
                    count = min(self._skipped, len(self._bytes) - start)
                    self._skipped -= count
                    start += count
                if len(self._bytes) - start < HEADER_BYTES:
                    return
                length, stream, type, flags = _HEADER.unpack_from(self._bytes, start)
                if length >= ABSURD_BYTES:
                    raise BrokenStream(f"a frame of {length} bytes was announced on stream {stream}")
                if length > FRAME_BYTES_MAX:
                    start += HEADER_BYTES
                    self._skipped = length
                    yield Frame(type, flags, stream, length, None)
                    continue
                end = start + HEADER_BYTES + length
                if len(self._bytes) < end:
                    return
                payload = bytes(self._bytes[start + HEADER_BYTES : end])
                start = end
                yield Frame(type, flags, stream, length, payload)
        finally:
            del self._bytes[:start]
