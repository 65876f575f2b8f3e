"""The client for asyncio with a real server."""

from __future__ import annotations

import asyncio
import secrets

import pytest
from real_server import PATIENCE_SECONDS, Server

import exclaim


def actor(key: str, name: str = "North") -> dict:
    return {"actor": {"key": key, "kind": "STATE", "name": name}}


def fresh() -> str:
    return f"t-{secrets.token_hex(6)}"


def run(server: Server, body) -> None:
    async def connected() -> None:
        async with exclaim.connect_async(server.socket, timeout=PATIENCE_SECONDS) as ledger:
            await body(ledger)

    asyncio.run(asyncio.wait_for(connected(), 10 * PATIENCE_SECONDS))


async def open_watches(ledger: exclaim.AsyncLedger) -> int:
    return sum(call.method.endswith("Watch") for call in (await ledger.stats(calls=True)).calls)


async def wait_until(condition) -> None:
    for _ in range(20_000):
        if await condition():
            return
    raise AssertionError("it did not come about")


def test_connecting_may_be_awaited(server: Server) -> None:
    async def body() -> None:
        ledger = await exclaim.connect_async(server.socket)
        assert (await ledger.health()).version
        await ledger.close()
        with pytest.raises(ValueError, match="closed"):
            await ledger.health()

    asyncio.run(body())


def test_records_are_stored_and_read(server: Server) -> None:
    async def body(ledger: exclaim.AsyncLedger) -> None:
        key = fresh()
        assert (await ledger.submit([actor(key)])).created == 1
        record = await ledger.get(key)
        record.actor.name = "North Land"
        assert (await ledger.revise(key, record)).record.revision == 2
        assert [one.actor.key async for one in ledger.list("actor", key=key)] == [key]
        with pytest.raises(exclaim.NotFound):
            await ledger.get(f"{key}-none")
        with pytest.raises(exclaim.InvalidRecord):
            await ledger.submit([{"document": {"key": fresh()}}], atomic=True)

    run(server, body)


def test_many_calls_go_side_by_side_over_one_connection(server: Server) -> None:
    async def body(ledger: exclaim.AsyncLedger) -> None:
        before = (await ledger.status()).connections
        keys = [fresh() for _ in range(200)]
        await asyncio.gather(*(ledger.submit([actor(key, key)]) for key in keys))
        records = await asyncio.gather(*(ledger.get(key) for key in keys))
        assert [record.actor.name for record in records] == keys
        assert (await ledger.status()).connections == before

    run(server, body)


def test_the_first_calls_share_one_connection_too(server: Server) -> None:
    async def body() -> None:
        ledger = exclaim.AsyncLedger(server.socket)
        async with ledger:
            answers = await asyncio.gather(*(ledger.status() for _ in range(20)))
            assert max(answer.connections for answer in answers) == answers[0].connections

    asyncio.run(body())


def test_a_task_that_is_cancelled_calls_off_on_the_server_too(server: Server) -> None:
    async def body(ledger: exclaim.AsyncLedger) -> None:
        async def is_followed() -> bool:
            return await open_watches(ledger) == 1

        async def is_not_followed() -> bool:
            return not await is_followed()

        task = asyncio.ensure_future(ledger.watch(key=fresh()).__anext__())
        await wait_until(is_followed)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await wait_until(is_not_followed)
        assert (await ledger.health()).version

    run(server, body)


def test_a_call_ends_when_its_time_is_up(server: Server) -> None:
    async def body(ledger: exclaim.AsyncLedger) -> None:
        with pytest.raises(exclaim.DeadlineExceeded):
            await ledger.watch(key=fresh(), timeout=0.05).__anext__()
        with pytest.raises(exclaim.DeadlineExceeded):
            await ledger.submit([actor(fresh())], timeout=1e-9)

    run(server, body)


def test_a_stream_that_is_not_read_holds_up_no_other_call(server: Server) -> None:
    async def body(ledger: exclaim.AsyncLedger) -> None:
        run_ = fresh()
        text = f"{'x' * 200} " * 250
        documents = [{"document": {"key": f"{run_}-{n}", "title": run_, "text": text}} for n in range(100)]
        assert (await ledger.submit(documents)).created == 100
        slow = ledger.list("document")
        await slow.__anext__()
        assert (await ledger.health()).version
        assert sum([record.document.title == run_ async for record in slow]) >= 99

    run(server, body)


def test_any_method_may_be_called_by_name(server: Server) -> None:
    async def body(ledger: exclaim.AsyncLedger) -> None:
        key = fresh()
        requests = [{"records": [actor(key)]}, {"records": [actor(f"{key}-2")]}]
        assert (await ledger.call("Records/SubmitStream", requests)).created == 2
        assert (await ledger.call("exclaim.v1.Records/Get", {"id": key})).record.actor.key == key
        with pytest.raises(ValueError, match="Records/Get"):
            ledger.call("Records/Gte", {})

    run(server, body)
