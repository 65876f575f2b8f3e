"""The protocol without sockets: frames in any pieces, windows, stream ids, limits."""

from __future__ import annotations

import contextlib
import random

import pytest
import wire_cases

from exclaim._wire import envelope, frames
from exclaim._wire.calls import Calls, Refused, Shape
from exclaim._wire.envelope import Response

STREAM = Shape(server_streams=True)


def opened(calls: Calls, shape: Shape = STREAM) -> tuple:
    call = calls.open("exclaim.v1.Records", "ListStream", shape, b"request")
    calls.outgoing.clear()
    return call, call.stream


def data(stream: int, payload: bytes, flags: int = 0) -> bytes:
    return frames.encode(frames.DATA, flags, stream, payload)


def test_frames_come_out_as_they_went_in_whatever_the_pieces() -> None:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    chance = random.Random(seed)
    sent = [
        (chance.randrange(256), chance.randrange(1 << 32), chance.randbytes(chance.randrange(300)))
        for _ in range(200)
    ]
    stream = b"".join(frames.encode(3, flags, number, payload) for flags, number, payload in sent)
    reader, came = frames.FrameReader(), []
    while stream:
        count = chance.randrange(1, 400)
        piece, stream = stream[:count], stream[count:]
        came += [(frame.flags, frame.stream, frame.payload) for frame in reader.feed(piece)]
    assert came == sent


@pytest.mark.parametrize("over", [0, 1])
def test_a_frame_may_be_as_long_as_the_limit_and_no_longer(over: int) -> None:
    payload = bytes(frames.FRAME_BYTES_MAX + over)
    (frame, behind) = frames.FrameReader().feed(data(1, payload) + data(3, b"next"))
    assert frame.payload == (None if over else payload)
    assert behind.payload == b"next"


def test_a_length_that_is_absurd_breaks_the_connection() -> None:
    calls = Calls()
    call, _ = opened(calls)
    calls.receive(b"HTTP/1.1 400 Bad Request\r\n")
    assert calls.failure is not None
    assert isinstance(call.inbox.popleft(), Response)
    with pytest.raises(Refused):
        calls.open("exclaim.v1.Control", "Health", Shape())


@pytest.mark.parametrize("over", [0, 1])
def test_a_request_that_does_not_fit_a_frame_is_not_sent(over: int) -> None:
    calls = Calls()
    # The envelope around the payload: names, and a tag and four bytes of length.
    payload = bytes(frames.FRAME_BYTES_MAX - len(envelope.request("s", "m", b"", 0)) - 5 + over)
    if over:
        with pytest.raises(Refused):
            calls.open("s", "m", Shape(), payload)
        assert not calls.outgoing
    else:
        calls.open("s", "m", Shape(), payload)


def test_streams_are_odd_and_none_is_used_twice_at_a_time() -> None:
    calls = Calls()
    calls._next_stream = 0xFFFF_FFFF
    streams = [opened(calls)[1] for _ in range(3)]
    assert streams == [0xFFFF_FFFF, 1, 3]
    calls._next_stream = 1
    assert opened(calls)[1] == 5


def test_what_was_taken_is_granted_half_a_window_at_a_time() -> None:
    calls = Calls()
    calls.use_windows(100)
    call, stream = opened(calls)
    calls.taken(call, 49)
    assert not calls.outgoing
    calls.taken(call, 1)
    assert bytes(calls.outgoing) == frames.encode(frames.WINDOW, 0, stream, b"\0\0\0\x32")
    calls.outgoing.clear()
    calls.receive(data(stream, b"", 5))
    calls.taken(call, 100)
    assert not calls.outgoing, "a stream that has ended needs no grants"


def test_what_comes_for_a_call_that_was_given_up_is_ignored() -> None:
    calls = Calls()
    call, stream = opened(calls)
    calls.forget(call)
    calls.receive(data(stream, b"late"))
    assert not call.inbox and calls.failure is None


def test_a_response_on_stream_0_tells_why_the_server_closes() -> None:
    calls = Calls()
    call, _ = opened(calls)
    status = wire_cases.field(1, wire_cases.field(2, b"idle for too long") + b"\x08\x08")
    calls.receive(frames.encode(frames.RESPONSE, 0, 0, status))
    (response,) = call.inbox
    assert isinstance(response, Response) and response.status is not None
    assert "idle for too long" in response.status.message


def test_any_bytes_are_an_envelope_or_refused() -> None:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    chance = random.Random(seed)
    for _ in range(2000):
        with contextlib.suppress(envelope.MalformedEnvelope):
            envelope.read_response(chance.randbytes(chance.randrange(40)))


def test_any_bytes_end_no_connection_in_another_way() -> None:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    chance = random.Random(seed)
    for _ in range(300):
        calls = Calls()
        call, stream = opened(calls)
        for _ in range(20):
            kind = chance.choice([0, 1, 2, 3, 0x80, 0x81, 255])
            to = chance.choice([0, 1, 2, stream, 900])
            payload = chance.randbytes(chance.randrange(30))
            calls.receive(frames.encode(kind, chance.randrange(8), to, payload))
        ends = [item for item in call.inbox if isinstance(item, Response)]
        assert len(ends) == (0 if calls.is_open(call) else 1), "a call ends once"
