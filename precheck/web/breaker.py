"""Circuit breaking: a host that keeps failing is left alone for a while."""

from __future__ import annotations

from collections.abc import Callable


class Breaker:
    """Leaves a failing host alone for a while, then lets one request through to see."""

    def __init__(self, failures: int, seconds: float, clock: Callable[[], float]) -> None:
        """Open after this many failures in a row, for this many seconds of the clock."""
        self._limit = failures
        self._seconds = seconds
        self._clock = clock
        self._failures = 0
        self._opened: float | None = None
        self._times_opened = 0
        self.is_probing = False
        """Whether one request is finding out how the host is; others wait until it is settled."""

    def refusal(self) -> str:
        """Why no request may be made now; empty where one may."""
        if self._opened is None:
            return ""
        left = self._seconds - (self._clock() - self._opened)
        if left <= 0:
            return ""
        return f"is left alone after {self._failures} failures in a row, for another {left:.0f} s"

    def begin(self) -> int:
        """Begin a request that nothing refuses. It must be settled, with the number given here."""
        self.is_probing = self._opened is not None
        return self._times_opened

    def settle(self, begun: int, *, is_alive: bool | None) -> None:
        """Say how a request went; None says that it was given up and proves nothing.

        One that was begun before the host was left alone says nothing of how the host is now.
        """
        if begun != self._times_opened:
            return
        self.is_probing = False
        if is_alive:
            self._failures, self._opened = 0, None
        elif is_alive is False:
            self._failures += 1
            if self._failures >= self._limit:
                self._opened = self._clock()
                self._times_opened += 1
