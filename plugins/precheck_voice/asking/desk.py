"""The desk: what all questions of a run share, which are the ledger, the pace, and tokens."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from platform import node
from secrets import token_hex
from weakref import WeakValueDictionary

from precheck_voice.asking.keys import Keys
from precheck_voice.asking.ledger import Ledger

MINUTE_SECONDS = 60.0
TOKEN_MARGIN_SECONDS = 60.0


class Pace:
    """How fast one vendor may be asked: so many requests a minute, and none while it says wait."""

    def __init__(
        self,
        per_minute: int | None,
        at_once: int,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        self.files = asyncio.Semaphore(at_once)
        """How many files are held in memory and sent at the same time."""
        self._per_minute = per_minute
        self._clock, self._sleep = clock, sleep
        self._times: deque[float] = deque()
        self._not_before = 0.0

    async def turn(self) -> None:
        """Wait until one more request may be made."""
        while (wait := self._wait()) > 0:
            await self._sleep(wait)
        self._times.append(self._clock())

    def pause(self, seconds: float) -> None:
        """Make no request for so long."""
        self._not_before = max(self._not_before, self._clock() + seconds)

    def _wait(self) -> float:
        now = self._clock()
        while self._times and self._times[0] <= now - MINUTE_SECONDS:
            self._times.popleft()
        is_full = self._per_minute is not None and len(self._times) >= self._per_minute
        turn = self._times[0] + MINUTE_SECONDS if is_full else 0.0
        return max(turn, self._not_before) - now


class Desk:
    """What the questions of one run share, in one of its processes."""

    def __init__(  # noqa: PLR0913 - the clocks are parameters so that tests need not wait
        self,
        run: str,
        ledger: Ledger | None = None,
        *,
        processes: int = 1,
        now: Callable[[], float] = time.time,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """`run` counts what is sent; `now` is in seconds since 1970, `clock` is monotonic.

        Of several `processes` of one run each keeps its share of what a vendor takes.
        """
        self.run, self.processes = run, processes
        self.ledger = ledger or Ledger()
        self.owner = f"{node()}|{os.getpid()}|{token_hex(4)}"
        self.now, self.clock, self.sleep = now, clock, sleep
        self._locks = WeakValueDictionary[str, asyncio.Lock]()
        self.keys: dict[str, Keys] = {}
        """By vendor. A keyring may ask its user, so it is asked once."""
        self._paces: dict[tuple[str, str], Pace] = {}
        self._tokens: dict[tuple[str, str], tuple[str, float]] = {}

    def lock(self, of: str) -> asyncio.Lock:
        """The lock of a question: one is asked once, however many tracks have the same sound."""
        return self._locks.setdefault(of, asyncio.Lock())

    def token(self, of: tuple[str, str]) -> str:
        """The token for a vendor at an address; empty where there is none that still holds."""
        token, until = self._tokens.get(of, ("", 0.0))
        return token if self.clock() < until else ""

    def hold_token(self, of: tuple[str, str], token: str, seconds: float) -> None:
        """Keep a token in memory, and nowhere else, until shortly before it runs out."""
        self._tokens[of] = (token, self.clock() + seconds - TOKEN_MARGIN_SECONDS)

    def pace(self, vendor: str, url: str, per_minute: int | None, at_once: int) -> Pace:
        """The pace of one vendor at one address: the share of this process, which is never none."""
        if (vendor, url) not in self._paces:
            mine = max(per_minute // self.processes, 1) if per_minute is not None else None
            files = max(at_once // self.processes, 1)
            self._paces[vendor, url] = Pace(mine, files, clock=self.clock, sleep=self.sleep)
        return self._paces[vendor, url]


@contextmanager
def opened(run: str, processes: int) -> Iterator[Desk]:
    """The desk of a run. There is nothing to close: the ledger is opened for each entry."""
    yield Desk(run, processes=processes)
