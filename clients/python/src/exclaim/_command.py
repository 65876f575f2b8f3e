"""What the commands of this package have in common: how they end."""

from __future__ import annotations

import argparse
import io
import os
import sys
from typing import Callable, NoReturn

from .errors import Code, ExclaimError

#: Exit codes of `exclaim`, by the code of the call that failed; 70 for any other.
_EXITS = {
    Code.INVALID_ARGUMENT: 65,
    Code.NOT_FOUND: 65,
    Code.ALREADY_EXISTS: 65,
    Code.FAILED_PRECONDITION: 65,
    Code.OUT_OF_RANGE: 65,
    Code.UNAVAILABLE: 69,
    Code.RESOURCE_EXHAUSTED: 75,
    Code.ABORTED: 75,
    Code.CANCELLED: 75,
    Code.DEADLINE_EXCEEDED: 75,
    Code.PERMISSION_DENIED: 77,
    Code.UNAUTHENTICATED: 77,
}


class Options(argparse.ArgumentParser):
    """Options of a command; wrong ones end it with 64, as sysexits has it."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(64, f"{self.prog}: {message}\n")


def run(name: str, command: Callable[[], int], *wrong_data: type[Exception]) -> int:
    """Runs a command and tells on stderr how it failed, if it did. Returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Whatever the locale is: records are UTF-8, and so is what is made of them.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        code = command()
        sys.stdout.flush()
        return code
    except ExclaimError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return _EXITS.get(error.code, 70)
    except ModuleNotFoundError as error:
        # Each command has an extra of its name with what it needs besides.
        print(
            f"{name}: {error.name} is not installed; pip install '{name.replace('-', '[')}]'", file=sys.stderr
        )
        return 69
    except BrokenPipeError:
        # Whoever read the answer has enough of it. Nothing may be written at the end of the program either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except wrong_data as problem:
        print(f"{name}: {problem}", file=sys.stderr)
        return 65
    except KeyboardInterrupt:
        print(f"{name}: interrupted; run the same command again", file=sys.stderr)
        return 75
