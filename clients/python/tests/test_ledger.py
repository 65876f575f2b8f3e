"""The blocking client with a real server."""

from __future__ import annotations

import os
import pickle
import secrets
import signal
import threading
from pathlib import Path

import pytest
from real_server import PATIENCE_SECONDS, Server

import exclaim
from exclaim._methods import METHODS
from exclaim._socket_path import default_socket


def actor(key: str, name: str = "North") -> dict:
    return {"actor": {"key": key, "kind": "STATE", "name": name}}


def fresh() -> str:
    return f"t-{secrets.token_hex(6)}"


def open_calls(ledger: exclaim.Ledger, method: str) -> int:
    return sum(call.method.endswith(method) for call in ledger.stats(calls=True).calls)


def wait_until(condition) -> None:
    """Asks again until something is so: each question is a call, so nothing spins."""
    for _ in range(20_000):
        if condition():
            return
    raise AssertionError("it did not come about")


@pytest.mark.parametrize(
    ("environment", "path"),
    [
        ({"EXCLAIM_SOCKET": "/a", "XDG_RUNTIME_DIR": "/r", "HOME": "/h"}, "/a"),
        ({"EXCLAIM_SOCKET": "", "XDG_RUNTIME_DIR": "/r", "HOME": "/h"}, "/r/exclaim/exclaim.sock"),
        ({"XDG_RUNTIME_DIR": "relative", "HOME": "/h"}, "/h/.local/state/exclaim/exclaim.sock"),
        ({"HOME": "/h"}, "/h/.local/state/exclaim/exclaim.sock"),
    ],
)
def test_the_socket_is_where_the_command_line_looks(environment: dict, path: str) -> None:
    assert default_socket(environment) == path


def test_without_a_server_connecting_fails_and_says_where(tmp_path: Path) -> None:
    with pytest.raises(exclaim.Unavailable, match=str(tmp_path)) as caught:
        exclaim.connect(str(tmp_path / "none"))
    assert isinstance(caught.value, ConnectionError)
    with pytest.raises(exclaim.ExclaimError, match="too long"):
        exclaim.connect("/" + "x" * 200)


def test_every_method_of_the_services_is_a_method_of_both_clients() -> None:
    own = {"Submit", "SubmitStream", "ListStream", "Hello", "Cancel"}
    for name in (name.partition("/")[2] for name in METHODS):
        if name in own:
            continue
        snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
        for kind in (exclaim.Ledger, exclaim.AsyncLedger):
            assert getattr(kind, snake).__doc__, f"{name} has no documented method {snake}"


def test_submitting_twice_changes_nothing(ledger) -> None:
    key = fresh()
    assert ledger.submit([actor(key)]).created == 1
    again = ledger.submit(actor(key))
    assert (again.created, again.unchanged) == (0, 1)
    assert ledger.get(key).actor.name == "North"


def test_what_is_refused_is_told_for_each_record_or_raised_for_all(ledger) -> None:
    good, bad = actor(fresh()), {"document": {"key": fresh()}}
    answer = ledger.submit([bad, good])
    assert [result.outcome for result in answer.results] == [4, 1]
    assert answer.results[0].problems[0].field == "document.title"
    with pytest.raises(exclaim.InvalidRecord) as caught:
        ledger.submit([good, bad], atomic=True)
    (problem,) = caught.value.problems
    assert (problem.record, problem.field) == (1, "document.title")
    assert "document.title" in str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_a_dry_run_stores_nothing(ledger) -> None:
    key = fresh()
    assert ledger.submit([actor(key)], dry_run=True).created == 1
    with pytest.raises(exclaim.NotFound) as caught:
        ledger.get(key)
    assert caught.value.code == exclaim.Code.NOT_FOUND
    assert isinstance(caught.value, LookupError)


def test_a_submission_may_be_longer_than_a_frame(ledger) -> None:
    run = fresh()
    text = f"{'x' * 200} " * 400
    documents = [{"document": {"key": f"{run}-{n}", "title": run, "text": text}} for n in range(60)]
    assert sum(len(str(document)) for document in documents) > 4_194_304
    assert ledger.submit(documents, atomic=True).created == 60
    found = [record.document.key for record in ledger.list("document") if record.document.title == run]
    assert found == [f"{run}-{n}" for n in range(60)]


def test_a_record_that_was_changed_is_revised_from_what_it_was(ledger) -> None:
    key = fresh()
    ledger.submit([actor(key)])
    record, stale = ledger.get(key), ledger.get(key)
    record.actor.name = "North Land"
    answer = ledger.revise(key, record, reason="its name in full")
    assert answer.record.revision == 2
    stale.actor.name = "The North"
    with pytest.raises(exclaim.FailedPrecondition) as caught:
        ledger.revise(key, stale)
    assert caught.value.conflict is not None
    assert caught.value.conflict.current_revision == 2
    assert [revision.record.revision for revision in ledger.history(key).revisions] == [1, 2]
    assert ledger.retract(key, reason="not a state").record.revision == 3


def test_a_list_is_whole_and_in_order_and_ends_at_its_limit(ledger) -> None:
    run = fresh()
    ledger.submit(
        [actor(run)] + [{"actor": {**actor(f"{run}-{n}")["actor"], "side": run}} for n in range(1200)]
    )
    keys = [f"{run}-{n}" for n in range(1200)]
    assert [record.actor.key for record in ledger.list("actor", actor=run)] == keys
    assert [record.actor.key for record in ledger.list("actor", actor=run, limit=1100)] == keys[:1100]
    assert list(ledger.list(key="nobody")) == []


def test_a_search_goes_on_over_its_pages(ledger) -> None:
    word = f"w{secrets.token_hex(6)}"
    ledger.submit([{"actor": {**actor(f"{word}-{n}")["actor"], "note": word}} for n in range(120)])
    assert len({hit.record.id for hit in ledger.search(word)}) == 120
    assert len(list(ledger.search(word, limit=70))) == 70


def test_what_is_asked_may_be_given_in_parts_or_whole(samples: list, ledger) -> None:
    answer = ledger.conflicts(topic="HELD", kinds=["DISPUTE"])
    assert answer.conflicts
    assert ledger.conflicts(question={"topic": "HELD"}, kinds=["DISPUTE"]) == answer
    assert (
        ledger.call("Analysis/Conflicts", {"question": {"topic": 1}, "kinds": [3]}).disputes
        == answer.disputes
    )
    with pytest.raises(exclaim.InvalidArgument, match="RETURNED"):
        ledger.conflicts(topic="RETURND")


def test_a_watch_gives_each_change_as_it_comes(ledger) -> None:
    key = fresh()
    with_changes = ledger.watch(key=key)
    ledger.submit([actor(key)])
    ledger.submit([actor(key, "South")], revise=True)
    assert [next(with_changes).actor.name for _ in range(2)] == ["North", "South"]
    with_changes.close()
    past = ledger.watch(from_sequence=1, key=key)
    assert next(past).revision == 1
    past.close()


def test_a_call_ends_when_its_time_is_up(ledger) -> None:
    with pytest.raises(TimeoutError) as caught:
        next(ledger.watch(key=fresh(), timeout=0.05))
    assert isinstance(caught.value, exclaim.DeadlineExceeded)
    key = fresh()
    with pytest.raises(exclaim.DeadlineExceeded):
        ledger.submit([actor(key)], timeout=0)
    with pytest.raises(exclaim.DeadlineExceeded):
        ledger.submit([actor(key)], timeout=1e-9)
    assert ledger.submit([actor(key)], timeout=PATIENCE_SECONDS).created == 1, "nothing was written before"


def test_an_iterator_that_is_dropped_is_called_off_on_the_server(ledger) -> None:
    for record in ledger.watch(from_sequence=1):
        assert record.id
        assert open_calls(ledger, "Watch") == 1
        break
    wait_until(lambda: open_calls(ledger, "Watch") == 0)


def test_ctrl_c_calls_off_on_the_server_too_and_the_ledger_goes_on(server: Server, ledger) -> None:
    changes = ledger.watch(key=fresh())

    def interrupt() -> None:
        with exclaim.connect(server.socket) as other:
            wait_until(lambda: open_calls(other, "Watch") == 1)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        next(changes)
    thread.join()
    wait_until(lambda: open_calls(ledger, "Watch") == 0)
    assert ledger.health().version


def test_a_child_that_was_forked_has_a_connection_of_its_own(server: Server, ledger) -> None:
    key = fresh()
    before = ledger.status().connections
    child = os.fork()
    if child == 0:
        status = 1
        try:
            ledger.submit([actor(key)])
            status = 0 if ledger.status().connections == before + 1 else 2
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0
    assert ledger.get(key).actor.key == key


def test_a_ledger_that_was_closed_says_so(server: Server) -> None:
    ledger = exclaim.connect(server.socket)
    ledger.close()
    ledger.close()
    with pytest.raises(ValueError, match="closed"):
        ledger.health()


def test_closing_ends_the_calls_of_other_threads(server: Server) -> None:
    ledger = exclaim.connect(server.socket)
    changes = ledger.watch(key=fresh())
    failures: list[BaseException] = []

    def follow() -> None:
        try:
            next(changes)
        except exclaim.ExclaimError as error:
            failures.append(error)
        except ValueError as error:  # It wanted to connect again.
            failures.append(error)

    thread = threading.Thread(target=follow)
    thread.start()
    with exclaim.connect(server.socket) as other:
        wait_until(lambda: open_calls(other, "Watch") == 1)
    ledger.close()
    thread.join(PATIENCE_SECONDS)
    assert not thread.is_alive() and len(failures) == 1


def test_errors_can_be_sent_to_other_processes(ledger) -> None:
    with pytest.raises(exclaim.InvalidRecord) as caught:
        ledger.submit([{"document": {"key": fresh()}}], atomic=True)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again), again.problems) == (
        type(caught.value),
        str(caught.value),
        caught.value.problems,
    )
