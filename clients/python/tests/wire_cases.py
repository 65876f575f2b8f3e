"""Cases of Tests/Conformance/client: their bytes, frames and patterns, as the READMEs there tell."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

from exclaim.errors import Code

FOLDER = Path(__file__).resolve().parents[3] / "Tests" / "Conformance" / "client"


class CaseError(Exception):
    """A case that did not come out as it is written, or is not well written."""


def read_all():
    """Every case, with the name of its file."""
    for path in sorted(FOLDER.glob("*.json")):
        for case in json.loads(path.read_text()):
            check_names(case, "name", "rule", "requires", "client", "server")
            yield path.stem, case


def check_names(value: dict, *known: str) -> dict:
    unknown = set(value) - set(known)
    if unknown:
        raise CaseError(f"unknown members {unknown} in {value}")
    return value


# Bytes


def to_bytes(value: Any) -> bytes:
    if isinstance(value, str):
        return bytes.fromhex(value)
    if isinstance(value, list):
        return b"".join(map(to_bytes, value))
    check_names(value, "text", "bytes", "times", "varint", "field")
    number = value.get("field")
    if "varint" in value:
        return (varint(number << 3) if number else b"") + varint(value["varint"] & (1 << 64) - 1)
    content = value["text"].encode() if "text" in value else to_bytes(value.get("bytes", ""))
    content *= value.get("times", 1)
    return content if number is None else field(number, content)


def varint(number: int) -> bytes:
    encoded = []
    while number >= 0x80:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*encoded, number])


def field(number: int, content: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(content)) + content


def fields(message: bytes) -> list[tuple[int, bytes, Any]]:
    """Number, all bytes, and value of each field: of a varint the number, else the content."""
    found, at = [], 0

    def read():
        nonlocal at
        number = shift = 0
        while True:
            byte = message[at]
            at += 1
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    while at < len(message):
        start, tag = at, read()
        if tag & 7 == 0:
            value: Any = read()
        else:
            length = read() if tag & 7 == 2 else {1: 8, 5: 4}[tag & 7]
            value = message[at : at + length]
            at += length
        found.append((tag >> 3, message[start:at], value))
    return found


def last(message: bytes, number: int, default: Any) -> Any:
    return next((value for n, _, value in reversed(fields(message)) if n == number), default)


# Frames that are sent


def frame_bytes(item: dict, calls: list[int]) -> bytes:
    if "raw" in item:
        return to_bytes(item["raw"])
    if "times" in item:
        return b"".join(
            frame_bytes(_shifted(one, turn * item.get("streamsBy", 0)), calls)
            for turn in range(item["times"])
            for one in item["frames"]
        )
    ((kind, what),) = item.items()
    type_ = {"request": 1, "response": 2, "data": 3, "window": 0x80}.get(kind) or what.get("type", 0)
    if kind == "response":
        payload = _response(what)
    elif kind == "request":
        payload = _request(what)
    elif kind == "window":
        payload = struct.pack(">I", what["bytes"])
    else:
        payload = to_bytes(what.get("payload", ""))
    length = what.get("length", len(payload))
    return struct.pack(">IIBB", length, stream_of(what, calls), type_, what.get("flags", 0)) + payload


def stream_of(what: dict, calls: list[int]) -> int:
    return calls[what["call"] - 1] if "call" in what else what["stream"]


def _shifted(item: dict, by: int) -> dict:
    return {kind: {**what, "stream": what["stream"] + by} for kind, what in item.items()}


def _response(what: dict) -> bytes:
    check_names(what, "stream", "call", "flags", "code", "message", "details", "payload", "then", "envelope")
    if "envelope" in what:
        return to_bytes(what["envelope"])
    envelope = b""
    if "code" in what:
        status = varint(1 << 3) + varint(what["code"] & (1 << 64) - 1)
        if "message" in what:
            status += field(2, what["message"].encode())
        for detail in what.get("details", []):
            url = "type.googleapis.com/" + detail["type"]
            status += field(3, field(1, url.encode()) + field(2, to_bytes(detail["bytes"])))
        envelope += field(1, status)
    payload = to_bytes(what.get("payload", ""))
    return envelope + (field(2, payload) if payload else b"") + to_bytes(what.get("then", ""))


def _request(what: dict) -> bytes:
    if "envelope" in what:
        return to_bytes(what["envelope"])
    texts = b"".join(field(n, what[name].encode()) for n, name in ((1, "service"), (2, "method")))
    payload = to_bytes(what.get("payload", ""))
    return texts + (field(3, payload) if payload else b"") + to_bytes(what.get("then", ""))


# Frames that are expected


def check_frame(pattern: dict, type_: int, flags: int, stream: int, payload: bytes, calls: list[int]) -> None:
    ((kind, what),) = pattern.items()
    check_names(
        what,
        "stream",
        "call",
        "flags",
        "payload",
        "fields",
        "lacks",
        "service",
        "method",
        "hasTimeout",
        "type",
    )
    expected_type = {"request": 1, "response": 2, "data": 3}.get(kind) or what["type"]
    expected_flags = what.get("flags", 0)
    said = f"frame of type {type_}, flags {flags}, stream {stream}: {payload[:60].hex(' ')}"
    if type_ != expected_type or stream != stream_of(what, calls):
        raise CaseError(f"{said}; expected {pattern}")
    if flags not in (expected_flags if isinstance(expected_flags, list) else [expected_flags]):
        raise CaseError(f"{said}: other flags than {expected_flags}")
    message = payload
    if kind == "request":
        if (last(payload, 1, b"").decode(), last(payload, 2, b"").decode()) != (
            what["service"],
            what["method"],
        ):
            raise CaseError(f"{said}: it does not call {what['service']}/{what['method']}")
        timeout = last(payload, 4, 0)
        if "hasTimeout" in what and what["hasTimeout"] != (timeout > 0):
            raise CaseError(f"{said}: its timeout is {timeout}")
        message = last(payload, 3, b"")
    if "payload" in what and to_bytes(what["payload"]) != message:
        raise CaseError(f"{said}: its message is not {what['payload']}")
    there = fields(message) if "fields" in what or "lacks" in what else []
    for one in what.get("fields", []):
        if to_bytes(one) not in [encoded for _, encoded, _ in there]:
            raise CaseError(f"{said}: its message lacks the field {one}")
    for number in what.get("lacks", []):
        if number in [n for n, _, _ in there]:
            raise CaseError(f"{said}: its message has field {number}")


def check_error(expected: dict, error: Any) -> None:
    check_names(expected, "codes", "messageContains", "details")
    codes = [Code[name] for name in expected.get("codes", [])]
    if codes and error.code not in codes:
        raise CaseError(f"{error!r}: its code {error.code.name} is not one of {codes}")
    for word in expected.get("messageContains", []):
        if word not in error.message:
            raise CaseError(f"{error!r} does not say {word}")
    for detail in expected.get("details", []):
        if (detail["type"], to_bytes(detail["bytes"])) not in [(d.type_name, d.value) for d in error.details]:
            raise CaseError(f"{error!r} lacks the detail {detail}")
