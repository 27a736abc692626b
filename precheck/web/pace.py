"""Pace: how often a host is asked, by our own limit and by what it asks for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

MINUTE = 60.0
BURST_SHARE = 4
"""At most one in so many of a minute's requests go out at once (our choice)."""


class Pace:
    """A token bucket, and the time before which the host wants to hear nothing."""

    def __init__(
        self,
        per_minute: float,
        at_once: int,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        """In any minute of the clock at most so many turns are given; 0 sets no limit.

        A few, `at_once` at most, may come together. Of a limit below one, one is given at a time.
        """
        self._clock, self._sleep = clock, sleep
        burst = max(min(at_once, int(per_minute / BURST_SHARE)), 1)
        self._each = MINUTE / (per_minute - burst + 1) if per_minute else 0.0
        self._saved = self._each * (burst - 1)
        self._full = clock()
        """When the bucket will have all of its tokens."""
        self._quiet = clock()
        """Until when the host wants to hear nothing."""

    @property
    def quiet_seconds(self) -> float:
        """For how long the host still wants to hear nothing."""
        return max(self._quiet - self._clock(), 0.0)

    def keep_quiet(self, seconds: float) -> None:
        """The host wants to hear nothing for so long."""
        self._quiet = max(self._quiet, self._clock() + seconds)

    async def turn(self) -> None:
        """Wait for a turn, by our limit; then for the host, where it wants to hear nothing."""
        now = self._clock()
        full = max(self._full, now)
        self._full = full + self._each
        if (wait := full - self._saved - now) > 0:
            await self._sleep(wait)
        waited_for = 0.0
        while self._quiet > waited_for and self.quiet_seconds > 0:
            waited_for = self._quiet
            await self._sleep(self.quiet_seconds)
