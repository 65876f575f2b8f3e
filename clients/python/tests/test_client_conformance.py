"""Both clients do with any answer what each client must: the cases of Tests/Conformance/client."""

from __future__ import annotations

import asyncio
import queue
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
import wire_cases
from scripted_server import PATIENCE_SECONDS, play, serving
from wire_cases import CaseError, to_bytes

from exclaim._async_connection import AsyncConnection
from exclaim._connection import Connection
from exclaim._deadline import Deadline
from exclaim._methods import find
from exclaim.errors import ExclaimError

CASES = list(wire_cases.read_all())


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{file}: {case['name']}") for file, case in CASES])
@pytest.mark.parametrize("client", ["blocking", "asyncio"])
def test_a_client_does_what_each_client_must(client: str, case: dict) -> None:
    run(client, case)


@pytest.mark.parametrize("outcome", [{"message": ""}, {"end": True}, {"error": {}}])
@pytest.mark.parametrize("client", ["blocking", "asyncio"])
def test_a_case_that_expects_what_does_not_come_fails(client: str, outcome: dict) -> None:
    request = {"call": 1, "service": "exclaim.v1.Control", "method": "Health"}
    answer = {"call": 1, "payload": {"field": 2, "text": "one"}}
    case = {
        "client": [{"unary": "exclaim.v1.Control/Health", "gives": outcome}],
        "server": [{"receive": [{"request": request}]}, {"send": [{"response": answer}]}],
    }
    with pytest.raises(CaseError):
        run(client, case)


def run(client: str, case: dict) -> None:
    with serving(lambda peer: play(peer, case["server"])) as path:
        if client == "blocking":
            play_blocking(path, case["client"])
        else:
            asyncio.run(asyncio.wait_for(play_async(path, case["client"]), 30))


def play_blocking(path: str, steps: list[dict]) -> None:
    connection = Connection(path)
    streams: dict[str, Any] = {}
    with ThreadPoolExecutor() as threads:
        try:
            for step in steps:
                deadline = Deadline(step["timeoutNano"] / 1e9 if "timeoutNano" in step else None)
                if "hello" in step:
                    connection.hello(step["hello"]["windowBytes"])
                elif "unary" in step:
                    method, request = request_of(step, step["unary"])
                    answer = partial(connection.unary, method, request, deadline)
                    expect(step["gives"], *outcome(answer))
                elif "serverStream" in step:
                    method, request = request_of(step, step["serverStream"])
                    streams[step["as"]] = connection.server_stream(method, request, deadline)
                elif "next" in step:
                    expect(step["gives"], *outcome(partial(next, streams[step["next"]], None)))
                elif "clientStream" in step:
                    # Its messages come one at a time, so it is called in a thread of its own.
                    feed = Feed(find(step["clientStream"]))
                    answer = threads.submit(connection.client_stream, feed.method, feed, deadline)
                    streams[step["as"]] = feed, answer
                    assert feed.is_open.wait(PATIENCE_SECONDS)
                elif "send" in step:
                    streams[step["send"]][0].send(to_bytes(step["payload"]))
                else:
                    feed, answer = streams[step["finish"]]
                    feed.send(None)
                    expect(step["gives"], *outcome(answer.result))
        finally:
            for feed, _ in (s for s in streams.values() if isinstance(s, tuple)):
                feed.send(None)
            connection.close()


class Feed:
    """The messages of a client stream, given one by one. Asked for them, it tells that the call is open."""

    def __init__(self, method: Any):
        self.method = method
        self.is_open = threading.Event()
        self._messages: queue.Queue[Any] = queue.Queue()

    def send(self, payload: bytes | None) -> None:
        self._messages.put(None if payload is None else self.method.request.FromString(payload))

    def __iter__(self) -> Any:
        self.is_open.set()
        return iter(self._messages.get, None)

    async def __aiter__(self) -> Any:
        while True:
            message = await asyncio.get_running_loop().run_in_executor(None, self._messages.get)
            if message is None:
                return
            yield message


async def play_async(path: str, steps: list[dict]) -> None:
    connection = await AsyncConnection.to(path)
    streams: dict[str, Any] = {}
    try:
        for step in steps:
            deadline = Deadline(step["timeoutNano"] / 1e9 if "timeoutNano" in step else None)
            if "hello" in step:
                await connection.hello(step["hello"]["windowBytes"])
            elif "unary" in step:
                method, request = request_of(step, step["unary"])
                expect(step["gives"], *await async_outcome(connection.unary(method, request, deadline)))
            elif "serverStream" in step:
                method, request = request_of(step, step["serverStream"])
                stream = connection.server_stream(method, request, deadline)
                # The call begins when its first message is asked for.
                streams[step["as"]] = [asyncio.ensure_future(stream.__anext__()), stream]
                await asyncio.sleep(0)
            elif "next" in step:
                first, stream = streams[step["next"]]
                streams[step["next"]][0] = None
                expect(step["gives"], *await async_outcome(first or stream.__anext__()))
            elif "clientStream" in step:
                feed = Feed(find(step["clientStream"]))
                call = connection.client_stream(feed.method, feed, deadline)
                streams[step["as"]] = feed, asyncio.ensure_future(call)
                await asyncio.sleep(0)
            elif "send" in step:
                streams[step["send"]][0].send(to_bytes(step["payload"]))
            else:
                feed, answer = streams[step["finish"]]
                feed.send(None)
                expect(step["gives"], *await async_outcome(answer))
    finally:
        for stream in streams.values():
            if isinstance(stream, list):
                await stream[1].aclose()
            else:
                stream[0].send(None)
        connection.close()


def request_of(step: dict, name: str) -> tuple[Any, Any]:
    method = find(name)
    return method, method.request.FromString(to_bytes(step.get("payload", "")))


def outcome(call: Any) -> tuple[Any, Any]:
    try:
        return call(), None
    except ExclaimError as error:
        return None, error


async def async_outcome(waiting: Any) -> tuple[Any, Any]:
    try:
        return await waiting, None
    except StopAsyncIteration:
        return None, None
    except ExclaimError as error:
        return None, error


def expect(gives: dict, message: Any, error: ExclaimError | None) -> None:
    wire_cases.check_names(gives, "message", "end", "error")
    if "error" in gives and error is not None:
        wire_cases.check_error(gives["error"], error)
        return
    came = {"error": error} if error is not None else {"end": True}
    if message is not None:
        came = {"message": message.SerializeToString()}
    wanted = {"message": to_bytes(gives["message"])} if "message" in gives else gives
    if came != wanted:
        raise CaseError(f"{gives} was expected, and {came} came")
