"""Which calls are made again after a failure, and when."""

from __future__ import annotations

import random

from ._deadline import Deadline
from .errors import ExclaimError, Unavailable

FIRST_DELAY_SECONDS = 0.1


class Attempts:
    """The attempts at one call.

    Only UNAVAILABLE is tried again, waiting longer each time: a call that was not sent always, one that was
    sent only if doing it twice is the same as doing it once.
    """

    def __init__(self, retries: int, deadline: Deadline, *, is_repeatable: bool):
        self._retries = retries
        self._deadline = deadline
        self._is_repeatable = is_repeatable
        self._failures = 0

    def succeeded(self) -> None:
        """Something came: later failures count from the start."""
        self._failures = 0

    def delay_after(self, error: ExclaimError) -> float | None:
        """Seconds to wait before the next attempt; None when there is to be none."""
        if not isinstance(error, Unavailable) or self._failures >= self._retries:
            return None
        if error._was_sent and not self._is_repeatable:
            return None
        delay = FIRST_DELAY_SECONDS * 2.0**self._failures * random.uniform(0.5, 1.0)
        self._failures += 1
        left = self._deadline.left()
        return None if left is not None and left <= delay else delay
