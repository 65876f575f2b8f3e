"""One blocking ledger used by many threads."""

from __future__ import annotations

import gc
import random
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from real_server import PATIENCE_SECONDS, Server

import exclaim


def test_each_thread_gets_its_own_answers(ledger) -> None:
    run = secrets.token_hex(6)

    def work(thread: int) -> None:
        for number in range(30):
            key = f"{run}-{thread}-{number}"
            assert ledger.submit([{"actor": {"key": key, "kind": "STATE", "name": key}}]).created == 1
            assert ledger.get(key).actor.name == key
            with pytest.raises(exclaim.NotFound, match=f"{key}-none"):
                ledger.get(f"{key}-none")

    with ThreadPoolExecutor(12) as threads:
        list(threads.map(work, range(12), timeout=10 * PATIENCE_SECONDS))


def test_all_go_over_one_connection(server: Server, ledger) -> None:
    before = ledger.status().connections
    with ThreadPoolExecutor(8) as threads:
        counts = list(threads.map(lambda _: ledger.status().connections, range(80)))
    assert max(counts) == before


def test_a_stream_that_is_not_read_holds_up_no_other_call(ledger) -> None:
    run = secrets.token_hex(6)
    text = f"{'x' * 200} " * 250
    documents = [{"document": {"key": f"{run}-{n}", "title": run, "text": text}} for n in range(100)]
    ledger.submit(documents)
    slow = ledger.list("document")
    next(slow)
    assert ledger.health().version, "five megabytes wait for their reader"
    assert sum(record.document.title == run for record in slow) >= 99


def test_while_one_thread_waits_others_call(ledger) -> None:
    key = f"t-{secrets.token_hex(6)}"
    changes = ledger.watch(key=key)
    came = []
    thread = threading.Thread(target=lambda: came.append(next(changes)))
    thread.start()
    for _ in range(50):
        assert ledger.health().version
    ledger.submit([{"actor": {"key": key, "kind": "STATE", "name": "North"}}])
    thread.join(PATIENCE_SECONDS)
    assert [record.actor.key for record in came] == [key]
    changes.close()


def test_iterators_of_many_threads_go_side_by_side(ledger) -> None:
    run = secrets.token_hex(6)
    side = {"actor": {"key": run, "kind": "STATE", "name": run}}
    members = [
        {"actor": {"key": f"{run}-{n}", "kind": "MINISTRY", "name": f"{n}", "side": run}} for n in range(600)
    ]
    ledger.submit([side, *members])

    def read(_: int) -> list[str]:
        return [record.actor.name for record in ledger.list("actor", actor=run)]

    with ThreadPoolExecutor(6) as threads:
        for names in threads.map(read, range(12)):
            assert names == [str(n) for n in range(600)]


def test_threads_that_call_break_off_and_drop_leave_nothing_open(server: Server, ledger) -> None:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    ledger.submit([{"actor": {"key": f"n-{n}", "kind": "STATE", "name": f"{n}"}} for n in range(300)])

    def work(thread: int) -> None:
        chance = random.Random(seed + thread)
        for _ in range(40):
            turn = chance.randrange(5)
            if turn == 0:
                assert ledger.get("n-7").actor.name == "7"
            elif turn == 1:
                for count, _ in enumerate(ledger.list("actor")):
                    if count == chance.randrange(300):
                        break
            elif turn == 2:
                with pytest.raises(exclaim.DeadlineExceeded):
                    for _ in ledger.watch(from_sequence=1, timeout=0.005):
                        pass
            elif turn == 3:
                # Only the collector finds it, in whichever thread.
                cycle = [ledger.list("actor")]
                next(cycle[0])
                cycle.append(cycle)
                del cycle
            else:
                gc.collect()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8), timeout=10 * PATIENCE_SECONDS))
    gc.collect()
    for _ in range(20_000):
        methods = [call.method for call in ledger.stats(calls=True).calls]
        if methods == ["exclaim.v1.Control/Stats"]:
            return
    raise AssertionError(f"still open: {methods}")
