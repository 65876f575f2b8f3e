"""What is tried again after a failure, and what is not."""

from __future__ import annotations

import asyncio
import select
from typing import Any

import pytest
from scripted_server import PATIENCE_SECONDS, Peer, serving

import exclaim
from exclaim import messages
from exclaim._connection import Connection

GOOD = messages.GetResponse(record={"id": "act_1"}).SerializeToString()
KEYED = {"actor": {"key": "a", "kind": "STATE", "name": "North"}}
WITHOUT_KEY = {"actor": {"kind": "STATE", "name": "North"}}


def connect(path: str, **options: Any) -> exclaim.Ledger:
    """With a deadline, lest a call that should not be made waits for ever."""
    return exclaim.connect(path, timeout=PATIENCE_SECONDS, **options)


def wait_for_the_end(connection: Any) -> None:
    """Waits until the server has closed a connection, and looks at nothing that it said."""
    poller = select.poll()
    poller.register(connection._transport.socket, 0)
    assert poller.poll(PATIENCE_SECONDS * 1000)


def lost(method: str) -> Any:
    """A connection that ends when the call has come."""
    return lambda peer: peer.expect_call(method)


def answers(method: str, payload: bytes) -> Any:
    """A connection on which the call is answered."""

    def script(peer: Peer) -> None:
        stream, _ = peer.expect_call(method)
        peer.send({"response": {"stream": stream, "payload": payload.hex()}})
        peer.wait_for_close()

    return script


def busy_then(method: str, times: int, payload: bytes) -> Any:
    """A server that says UNAVAILABLE so many times."""

    def script(peer: Peer) -> None:
        for _ in range(times):
            stream, _ = peer.expect_call(method)
            peer.send({"response": {"stream": stream, "code": 14, "message": "busy"}})
        stream, _ = peer.expect_call(method)
        peer.send({"response": {"stream": stream, "payload": payload.hex()}})
        peer.wait_for_close()

    return script


def hangs_up(peer: Peer) -> None:
    """A connection that ends after Hello, with no call on it: where the next one finds it lost."""
    stream = peer.receive()[2]
    peer.decline(stream)


def test_a_read_is_made_again_on_a_new_connection() -> None:
    with serving(lost("Get"), lost("Get"), answers("Get", GOOD)) as path, connect(path) as ledger:
        assert ledger.get("a").id == "act_1"


def test_a_read_is_made_again_where_the_server_is_busy() -> None:
    with serving(busy_then("Get", 3, GOOD)) as path, connect(path) as ledger:
        assert ledger.get("a").id == "act_1"


def test_asyncio_makes_reads_again_too() -> None:
    async def read(path: str) -> str:
        async with exclaim.connect_async(path) as ledger:
            return (await ledger.get("a")).id

    with serving(lost("Get"), answers("Get", GOOD)) as path:
        assert asyncio.run(read(path)) == "act_1"


@pytest.mark.parametrize("retries", [0, 2])
def test_there_are_as_many_attempts_as_were_asked_for(retries: int) -> None:
    scripts = [lost("Get")] * (retries + 1)
    with serving(*scripts) as path, connect(path, retries=retries) as ledger:
        with pytest.raises(exclaim.Unavailable):
            ledger.get("a")


def test_attempts_end_with_the_deadline() -> None:
    with serving(lost("Get")) as path, connect(path, retries=1000) as ledger:
        with pytest.raises(exclaim.Unavailable):
            ledger.get("a", timeout=0.05)


def test_a_submission_is_made_again_when_every_record_has_a_key() -> None:
    answer = messages.SubmitResponse(unchanged=1).SerializeToString()
    with serving(lost("Submit"), answers("Submit", answer)) as path, connect(path) as ledger:
        assert ledger.submit([KEYED]).unchanged == 1


@pytest.mark.parametrize("records", [[WITHOUT_KEY], [KEYED, WITHOUT_KEY]])
def test_a_submission_with_a_record_without_a_key_is_made_once(records: list) -> None:
    with serving(lost("Submit")) as path, connect(path) as ledger:
        with pytest.raises(exclaim.Unavailable, match="may have been made or not"):
            ledger.submit(records)


def test_a_revision_is_made_once() -> None:
    with serving(lost("Revise")) as path, connect(path) as ledger:
        with pytest.raises(exclaim.Unavailable):
            ledger.revise("a", KEYED, base_revision=1)


def test_a_write_goes_over_a_new_connection_when_the_old_one_is_found_lost() -> None:
    answer = messages.SubmitResponse(created=1).SerializeToString()
    with serving(hangs_up, answers("Submit", answer)) as path, connect(path) as ledger:
        wait_for_the_end(ledger._connection)
        assert ledger.submit([WITHOUT_KEY]).created == 1


def test_other_failures_are_not_tried_again() -> None:
    def refuses(peer: Peer) -> None:
        stream, _ = peer.expect_call("Get")
        peer.send({"response": {"stream": stream, "code": 8, "message": "too many"}})
        peer.wait_for_close()

    with serving(refuses) as path, connect(path) as ledger, pytest.raises(exclaim.ResourceExhausted):
        ledger.get("a")


def page(cursor: str, *ids: str) -> str:
    records = [{"id": one} for one in ids]
    return messages.ListResponse(records=records, next_cursor=cursor).SerializeToString().hex()


def test_a_list_goes_on_where_it_was() -> None:
    def breaks(peer: Peer) -> None:
        stream, _ = peer.expect_call("ListStream")
        peer.send({"data": {"stream": stream, "payload": page("two", "act_1", "act_2")}})

    def goes_on(peer: Peer) -> None:
        stream, payload = peer.expect_call("ListStream")
        request = messages.ListRequest.FromString(payload)
        assert (request.cursor, request.limit) == ("two", 2)
        peer.send(
            {"data": {"stream": stream, "payload": page("", "act_3")}},
            {"data": {"stream": stream, "flags": 5}},
        )
        peer.wait_for_close()

    with serving(breaks, goes_on) as path, connect(path) as ledger:
        assert [record.id for record in ledger.list("actor", limit=4)] == ["act_1", "act_2", "act_3"]


def test_a_list_that_cannot_go_on_fails() -> None:
    def breaks(peer: Peer) -> None:
        stream, _ = peer.expect_call("ListStream")
        peer.send({"data": {"stream": stream, "payload": page("", "act_1")}})

    with serving(breaks) as path, connect(path) as ledger:
        records = ledger.list("actor")
        assert next(records).id == "act_1"
        with pytest.raises(exclaim.Unavailable):
            next(records)


def test_a_new_call_goes_over_a_new_connection_when_the_server_is_about_to_stop() -> None:
    def about_to_stop(peer: Peer) -> None:
        stream, _ = peer.expect_call("ListStream")
        peer.send({"data": {"stream": stream, "payload": page("", "act_1")}})
        peer.send({"frame": {"type": 0x81, "stream": 0, "flags": 4}})
        peer.send({"data": {"stream": stream, "payload": page("", "act_2")}})
        peer.send({"data": {"stream": stream, "flags": 5}})

    with serving(about_to_stop, answers("Get", GOOD)) as path, connect(path) as ledger:
        records = ledger.list("actor")
        assert [next(records).id, next(records).id] == ["act_1", "act_2"]
        assert ledger.get("a").id == "act_1"
        assert list(records) == [], "the open call finishes"


def test_a_server_that_has_no_place_says_so() -> None:
    def full(peer: Peer) -> None:
        peer.send({"response": {"stream": 1, "code": 8, "message": "connectionsMax is reached"}})

    with serving(full) as path, pytest.raises(exclaim.ResourceExhausted, match="connectionsMax"):
        connect(path)


def test_what_a_server_said_before_it_closed_is_heard_when_nothing_can_be_sent_any_more() -> None:
    def full(peer: Peer) -> None:
        peer.send({"response": {"stream": 1, "code": 8, "message": "connectionsMax is reached"}})

    with serving(full) as path:
        connection = Connection(path)
        wait_for_the_end(connection)
        with pytest.raises(exclaim.ResourceExhausted, match="connectionsMax"):
            connection.hello()


def test_a_ledger_and_its_watch_live_on_when_the_server_was_started_again(own_server) -> None:
    with connect(own_server.socket, retries=10) as ledger:
        ledger.submit([KEYED])
        changes = ledger.watch(from_sequence=1)
        assert next(changes).actor.key == "a"
        own_server.stop()
        own_server.start()
        assert ledger.get("a").actor.name == "North"
        ledger.submit([{"actor": {"key": "b", "kind": "STATE", "name": "South"}}])
        assert next(changes).actor.key == "b", "nothing comes twice and nothing is missing"
        changes.close()
