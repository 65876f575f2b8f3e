"""What both connections say to the server for themselves: Hello, and Cancel."""

from __future__ import annotations

import contextlib

from . import _proto
from ._version import VERSION
from ._wire.calls import Call, Calls, Refused, Shape
from .errors import ExclaimError, Unimplemented

CLOSED = (
    "the server closed the connection; a write that was under way may have been made or not, so repeat it"
    " with the same key"
)


def request(window_bytes: int) -> _proto.HelloRequest:
    """Asks for all that this client can use. 0 takes the server's default window."""
    return _proto.HelloRequest(
        client=f"exclaim-python/{VERSION}",
        extensions=["EXTENSION_CANCEL", "EXTENSION_WINDOW", "EXTENSION_GO_AWAY"],
        window_bytes=window_bytes,
    )


def apply(answer: _proto.HelloResponse, calls: Calls) -> None:
    """What the server grants is in force from now on."""
    if _proto.Extension.Value("EXTENSION_WINDOW") in answer.extensions:
        calls.use_windows(answer.window_bytes)


def is_unknown(error: ExclaimError) -> bool:
    """Whether the server is a plain ttrpc server."""
    return isinstance(error, Unimplemented)


def cancel(call: Call, calls: Calls) -> None:
    """Asks the server to call a call off. Nobody waits for the answer."""
    payload = _proto.CancelRequest(stream=call.stream).SerializeToString()
    # Where nothing more can be sent, the call ends with its connection.
    with contextlib.suppress(Refused):
        calls.forget(calls.open("exclaim.v1.Control", "Cancel", Shape(), payload))
