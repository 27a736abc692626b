"""A few processes that can be lost, for as many threads as call."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, LifoQueue
from threading import Lock
from types import TracebackType
from typing import Self, TypeVar, cast

from precheck.apart.process import Lost, Process
from precheck.inspectors import ApartFailure
from precheck.interrupts import held_back

R = TypeVar("R")

PATIENCE_SECONDS = 0.3
"""How long a call waits for a process that runs before it starts one more.

A start costs 0.1 s and its modules as much again (our measurement). Calls that take milliseconds
then share one process; where they take longer, every processor soon has its own.
"""


class Seat:
    """A place for one process, which is started when it is called for, and replaced when lost."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._changing = Lock()
        self._is_closed = False

    def call(self, packed: bytes, seconds: float) -> object:
        """What the packed function returns, in the process of this seat. Raises `ApartFailure`.

        A process that was used before may have been spoilt by another call: what dies in it is
        called once more in a fresh one, so that nobody is blamed for what somebody else did.
        """
        process = self._fit()
        try:
            return process.call(packed, seconds)
        except Lost:
            if process.calls == 1:
                raise
        return self._fit().call(packed, seconds)

    def close(self) -> None:
        """End the process, whatever it is doing, and start no other."""
        with self._changing:
            self._is_closed = True
            if self._process is not None:
                self._process.end()

    def _fit(self) -> Process:
        with self._changing, held_back():  # an interrupt would lose sight of what has started
            if self._is_closed:
                raise ApartFailure("the run was ended", is_harmful=False)
            if self._process is not None and not self._process.is_fit:
                self._process.end()
                self._process = None
            if self._process is None:
                self._process = Process()
            return self._process


class Pool:
    """Calls functions in processes that can be lost: the door named `Apart`.

    No process runs before the first call, and a call that finds one idle starts no other.
    """

    def __init__(self, most: int) -> None:
        """At most so many processes at the same time; none for a run that opens nothing."""
        self._all = tuple(Seat() for _ in range(most))
        self._empty = list(self._all)
        self._taking = Lock()
        self._idle: LifoQueue[Seat] = LifoQueue()
        """The one that was used last is the first to be taken: its modules are imported."""

    def __enter__(self) -> Self:
        """Start nothing yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """End every process. A call under way in another thread raises `ApartFailure`."""
        for seat in self._all:
            seat.close()

    def __call__(self, function: Callable[..., R], *arguments: object, seconds: float) -> R:
        """What the function returns. Raises `ApartFailure`."""
        if not self._all:
            raise ApartFailure("nothing is opened in this run", is_harmful=False)
        packed = _packed(function, arguments)
        seat = self._seat()
        try:
            return cast(R, seat.call(packed, seconds))
        finally:
            self._idle.put(seat)

    def _seat(self) -> Seat:
        with self._taking:
            if len(self._empty) == len(self._all):
                return self._empty.pop()
        with suppress(Empty):
            return self._idle.get(timeout=PATIENCE_SECONDS)
        with self._taking:
            if self._empty:
                return self._empty.pop()
        return self._idle.get()


def _packed(function: Callable[..., object], arguments: tuple[object, ...]) -> bytes:
    try:
        return pickle.dumps((function, arguments), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        detail = f"it cannot be called in another process: {type(error).__name__}: {error}"
        raise ApartFailure(detail, is_harmful=False) from error
