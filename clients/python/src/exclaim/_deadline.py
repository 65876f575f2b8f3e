"""How long a call may take."""

from __future__ import annotations

import time

from .errors import DeadlineExceeded


class Deadline:
    """An instant on the monotonic clock, or never."""

    def __init__(self, timeout: float | None, name: str = "the call"):
        if timeout is not None and timeout <= 0:
            raise DeadlineExceeded(f"{name} was given no time; nothing was sent", was_sent=False)
        self._at = None if timeout is None else time.monotonic() + timeout
        self._name = name

    def left(self) -> float | None:
        """Seconds until then, not below 0; None for ever."""
        return None if self._at is None else max(0.0, self._at - time.monotonic())

    def nanoseconds(self) -> int:
        """What is left, for a call's envelope; 0 for ever. Raises when nothing is: then nothing is sent."""
        left = self.left()
        if left is None:
            return 0
        if left == 0:
            raise self.unsent()
        return min(max(1, int(left * 1e9)), (1 << 63) - 1)

    def unsent(self) -> DeadlineExceeded:
        """What to raise when the time is up before anything was sent."""
        message = f"{self._name}: the time was up before the call was sent; nothing was written"
        return DeadlineExceeded(message, was_sent=False)

    def exceeded(self) -> DeadlineExceeded:
        """What to raise when the time is up."""
        message = f"{self._name}: the time was up before its answer came; a write may have been made or not"
        return DeadlineExceeded(f"{message}, so repeat it with the same key, or give it more time")
