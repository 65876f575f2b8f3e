"""The envelope of a call. Written and read here and not by protobuf, for two reasons: the text of a status
that is not UTF-8 must not hide its code, and the protocol's core needs no message types.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Detail(NamedTuple):
    """A detail of a status: a google.protobuf.Any."""

    type_url: str
    value: bytes

    @property
    def type_name(self) -> str:
        """Full name of the message."""
        return self.type_url.rsplit("/", 1)[-1]


class Status(NamedTuple):
    """Why a call failed."""

    code: int
    message: str
    details: tuple[Detail, ...] = ()


class Response(NamedTuple):
    """The end of a call: a failure, or the payload of its answer."""

    status: Status | None
    payload: bytes


class MalformedEnvelope(Exception):
    """The bytes are no envelope."""


def request(service: str, method: str, payload: bytes, timeout_nano: int) -> bytes:
    """An encoded exclaim.rpc.v1.Request."""
    parts = [_field(1, service.encode()), _field(2, method.encode())]
    if payload:
        parts.append(_field(3, payload))
    if timeout_nano:
        parts.append(b"\x20" + _varint(timeout_nano & 0xFFFF_FFFF_FFFF_FFFF))
    return b"".join(parts)


def read_response(envelope: bytes) -> Response:
    """Reads an exclaim.rpc.v1.Response. OK is no status, and a code that nobody knows is UNKNOWN."""
    status, payload = None, b""
    for number, value in _fields(envelope):
        if number == 1 and isinstance(value, bytes):
            status = _read_status(value)
        elif number == 2 and isinstance(value, bytes):
            payload = value
    return Response(None, payload) if status is None or status.code == 0 else Response(status, b"")


def _read_status(encoded: bytes) -> Status:
    code, message = 0, ""
    details = []
    for number, value in _fields(encoded):
        if number == 1 and isinstance(value, int):
            code = value
        elif number == 2 and isinstance(value, bytes):
            message = value.decode(errors="replace")
        elif number == 3 and isinstance(value, bytes):
            any_fields = {n: v for n, v in _fields(value) if isinstance(v, bytes)}
            details.append(Detail(any_fields.get(1, b"").decode(errors="replace"), any_fields.get(2, b"")))
    return Status(code if 0 <= code <= 16 else 2, message, tuple(details))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    encoded = bytearray()
    while number >= 0x80:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def _fields(encoded: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Numbers and values of the fields: an int for a varint, bytes for all others."""
    at = 0

    def varint() -> int:
        nonlocal at
        number = 0
        for shift in range(0, 70, 7):
            if at == len(encoded):
                break
            byte = encoded[at]
            at += 1
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                return number & 0xFFFF_FFFF_FFFF_FFFF
        raise MalformedEnvelope("a varint is cut off or too long")

    while at < len(encoded):
        tag = varint()
        kind = tag & 7
        if tag >> 3 == 0:
            raise MalformedEnvelope("a field has the number 0")
        if kind == 0:
            yield tag >> 3, varint()
            continue
        if kind not in (1, 2, 5):
            raise MalformedEnvelope(f"field {tag >> 3} has the wire type {kind}")
        length = varint() if kind == 2 else 8 if kind == 1 else 4
        if length > len(encoded) - at:
            raise MalformedEnvelope(f"field {tag >> 3} is cut off")
        yield tag >> 3, encoded[at : at + length]
        at += length
