"""One host in one run: who is admitted to it, when, and how it has been of late."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from precheck.web.breaker import Breaker
from precheck.web.pace import Pace
from precheck.web.reading import NoAnswer
from precheck.web.settings import WebSettings


class Host:
    """What is remembered of one host during a run."""

    def __init__(
        self,
        name: str,
        settings: WebSettings,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        """Take the settings for this host."""
        self.settings = settings
        self.pace = Pace(settings.requests_per_minute, settings.at_once, clock, sleep)
        self._name = name
        self._slots = asyncio.Semaphore(settings.at_once)
        self._breaker = Breaker(settings.breaker_failures, settings.breaker_seconds, clock)
        self._probe = asyncio.Event()
        """Set when no request is finding out whether the host is back."""
        self._probe.set()
        self._sent = 0

    @asynccontextmanager
    async def turn(self, patience: Callable[[], float]) -> AsyncIterator[Turn]:
        """Wait until a request may be sent; on leaving it is settled how it went.

        `patience` gives the seconds that may still be waited where the host wants quiet. Raises
        `NoAnswer` where no request may be sent.
        """
        async with self._slots:
            await self._admit(patience)
            await self.pace.turn()
            await self._admit(patience)
            self._sent += 1
            turn, begun = Turn(), self._breaker.begin()
            if self._breaker.is_probing:
                self._probe.clear()
            try:
                yield turn
            finally:
                self._breaker.settle(begun, is_alive=turn.is_alive)
                if not self._breaker.is_probing:
                    self._probe.set()

    async def _admit(self, patience: Callable[[], float]) -> None:
        while not self._probe.is_set():
            await self._probe.wait()
        quiet, most = self.pace.quiet_seconds, self.settings.requests_per_run
        why = self._breaker.refusal()
        if quiet > patience():
            why = f"wants to hear nothing for another {quiet:,.0f} s"
        if most and self._sent >= most:
            why = f"has had the {most:,} requests that a run may send it (requests-per-run)"
        if why:
            raise NoAnswer(f"{self._name} {why}", may_retry=False)


class Turn:
    """How a request went, as the one who sent it finds out."""

    is_alive: bool | None = None
    """Whether the host is well; None where that was not found out."""
