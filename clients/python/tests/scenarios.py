"""Runs the scenarios of Tests/Conformance/scenarios, which its README describes, with both clients.

python scenarios.py SOCKET FOLDER
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import sys
from pathlib import Path
from typing import Any

import exclaim
from exclaim import to_dict

PATIENCE_SECONDS = 30
STEPS = {"call", "open", "read", "cancel"}
KNOWN = STEPS | {"request", "requests", "as", "messages", "records", "toEnd", "timeoutNano", "gives", "save"}


class Difference(Exception):
    """What came is not what was expected, or the case is not well written."""


def main(socket: str, folder: str) -> int:
    passed = failed = 0
    for path in sorted(Path(folder).glob("*.json")):
        for case in json.loads(path.read_text()):
            problems = []
            for name, run in (("blocking", run_blocking), ("asyncio", run_async)):
                try:
                    run(socket, case)
                except Exception as problem:
                    problems.append(f"{name}: {type(problem).__name__}: {problem}")
            passed, failed = (passed, failed + 1) if problems else (passed + 1, failed)
            for problem in problems:
                print(f"{path.name}: {case.get('name')}: {problem}")
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


# A case


class Case:
    """The steps of one case, and what was saved on the way."""

    def __init__(self, case: dict):
        if set(case) - {"name", "rule", "steps"}:
            raise Difference(f"unknown members {set(case) - {'name', 'rule', 'steps'}}")
        self.values = {"run": f"py-{secrets.token_hex(8)}"}
        self.steps = case["steps"]

    def filled(self, value: Any, n: int | None = None) -> Any:
        """A value with its placeholders filled in and its repetitions written out."""
        if isinstance(value, str):
            return re.sub(r"\$\{(\w+)(\+1)?\}", lambda match: self._value(match, n), value)
        if isinstance(value, dict):
            return {name: self.filled(one, n) for name, one in value.items()}
        if not isinstance(value, list):
            return value
        found = []
        for one in value:
            if isinstance(one, dict) and set(one) == {"times", "of"}:
                found += [self.filled(one["of"], number) for number in range(one["times"])]
            else:
                found.append(self.filled(one, n))
        return found

    def _value(self, match: re.Match[str], n: int | None) -> str:
        text = str(n) if match[1] == "n" and n is not None else self.values[match[1]]
        return str(int(text) + 1) if match[2] else text

    def check(self, step: dict, message: Any, error: exclaim.ExclaimError | None) -> None:
        gives = self.filled(step.get("gives", {}))
        if set(gives) - {"message", "error"}:
            raise Difference(f"unknown members in {gives}")
        if "error" in gives:
            if error is None:
                raise Difference(f"{gives} was expected, and {message} came")
            check_error(gives["error"], error)
        elif error is not None:
            raise error
        elif "message" in gives:
            check(gives["message"], message, "message")
        for name, path in step.get("save", {}).items():
            value = message
            for part in path.split("."):
                value = value[int(part)] if isinstance(value, list) else value[part]
            self.values[name] = str(value)


def check_step(step: dict) -> dict:
    if set(step) - KNOWN or len(set(step) & STEPS) != 1:
        raise Difference(f"no step of this runner: {sorted(step)}")
    return step


def check(expected: Any, came: Any, path: str) -> None:
    if came is None and expected in ("", "0", [], False) or expected == 0 and came is None:
        return
    if isinstance(expected, dict) and isinstance(came, dict):
        for name, value in expected.items():
            check(value, came.get(name), f"{path}.{name}")
    elif isinstance(expected, list) and isinstance(came, list) and len(expected) == len(came):
        for index, pair in enumerate(zip(expected, came)):
            check(*pair, f"{path}[{index}]")
    elif not is_same(expected, came):
        raise Difference(f"{path}: {str(expected)[:200]} was expected, and {str(came)[:200]} came")


def is_same(expected: Any, came: Any) -> bool:
    if isinstance(expected, str) and isinstance(came, str):
        # Values of enumerations come without the prefix of their type.
        return expected == came or (expected.isupper() and expected.endswith(f"_{came}"))
    return type(expected) is type(came) and expected == came


def check_error(expected: dict, error: exclaim.ExclaimError) -> None:
    if set(expected) - {"code", "details"}:
        raise Difference(f"unknown members in {expected}")
    if error.code.name != expected["code"]:
        raise Difference(f"{expected['code']} was expected, and {error} came")
    for name, value in expected.get("details", {}).items():
        found = [
            to_dict(getattr(exclaim.messages, name).FromString(detail.value))
            for detail in error.details
            if detail.type_name == f"exclaim.v1.{name}"
        ]
        if not found:
            raise Difference(f"{error} has no detail {name}")
        check(value, found[0], name)


def arguments(case: Case, step: dict) -> tuple[str, Any, float | None]:
    timeout = step["timeoutNano"] / 1e9 if "timeoutNano" in step else None
    request = case.filled(step["requests"] if "requests" in step else step.get("request", {}))
    return step.get("call") or step["open"], request, timeout


class Taken:
    """What one `read` step has taken of a stream."""

    def __init__(self, step: dict):
        self._messages = step.get("messages")
        self._records = step.get("records")
        self._count = 0
        self._last: dict[str, Any] = {}
        self._found: list[Any] = []

    @property
    def is_enough(self) -> bool:
        if self._messages is not None:
            return self._count >= self._messages
        return self._records is not None and len(self._found) >= self._records

    def take(self, message: Any) -> None:
        self._last = to_dict(message)
        self._count += 1
        self._found += self._last.get("records", [])

    def ended(self) -> None:
        if self._messages is not None or self._records is not None:
            raise Difference(f"the stream ended after {self._count} messages")

    @property
    def message(self) -> dict[str, Any]:
        return {**self._last, "records": self._found} if self._found else self._last


# Both clients


def run_blocking(socket: str, written: dict) -> None:
    case = Case(written)
    streams: dict[str, Any] = {}
    with exclaim.connect(socket, retries=0) as ledger:
        for step in case.steps:
            message = error = None
            try:
                if "call" in check_step(step):
                    method, request, timeout = arguments(case, step)
                    timeout = PATIENCE_SECONDS if timeout is None else timeout
                    message = to_dict(ledger.call(method, request, timeout=timeout))
                elif "open" in step:
                    method, request, timeout = arguments(case, step)
                    streams[step["as"]] = Opened(ledger.call(method, request, timeout=timeout))
                elif "cancel" in step:
                    streams[step["cancel"]].cancel()
                else:
                    message = streams[step["read"]].read(Taken(step))
            except exclaim.ExclaimError as problem:
                error = problem
            case.check(step, message, error)


class Opened:
    """A stream of the blocking client. One that was closed gives CANCELLED, as the protocol has it."""

    def __init__(self, messages: Any):
        self._messages = messages
        self._is_cancelled = False

    def cancel(self) -> None:
        self._messages.close()
        self._is_cancelled = True

    def read(self, taken: Taken) -> dict[str, Any]:
        while not taken.is_enough:
            message = next(self._messages, None)
            if message is None:
                if self._is_cancelled:
                    raise exclaim.Cancelled("closed")
                taken.ended()
                break
            taken.take(message)
        return taken.message


def run_async(socket: str, written: dict) -> None:
    asyncio.run(_run_async(socket, written))


async def _run_async(socket: str, written: dict) -> None:
    case = Case(written)
    streams: dict[str, Any] = {}
    cancelled = set()
    async with exclaim.connect_async(socket, retries=0) as ledger:
        for step in case.steps:
            message = error = None
            try:
                if "call" in check_step(step):
                    method, request, timeout = arguments(case, step)
                    call = ledger.call(method, request, timeout=timeout)
                    message = to_dict(await asyncio.wait_for(call, PATIENCE_SECONDS))
                elif "open" in step:
                    method, request, timeout = arguments(case, step)
                    streams[step["as"]] = ledger.call(method, request, timeout=timeout)
                elif "cancel" in step:
                    await streams[step["cancel"]].aclose()
                    cancelled.add(step["cancel"])
                else:
                    taken = Taken(step)
                    while not taken.is_enough:
                        try:
                            taken.take(
                                await asyncio.wait_for(streams[step["read"]].__anext__(), PATIENCE_SECONDS)
                            )
                        except StopAsyncIteration:
                            if step["read"] in cancelled:
                                raise exclaim.Cancelled("closed") from None
                            taken.ended()
                            break
                    message = taken.message
            except exclaim.ExclaimError as problem:
                error = problem
            case.check(step, message, error)
        for stream in streams.values():
            await stream.aclose()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: scenarios.py SOCKET FOLDER")
    sys.exit(main(sys.argv[1], sys.argv[2]))
