"""What a run opens once and closes at its end, such as a service that a plugin starts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from threading import Lock
from types import TracebackType
from typing import Self, TypeVar, cast

from precheck.interrupts import held_back

R = TypeVar("R")


class Kept:
    """The door named `Keep`: everything that was opened through it is closed when it is left."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._found: dict[tuple[object, ...], object] = {}
        self._opening = Lock()
        self._is_closed = False

    def __enter__(self) -> Self:
        """Open nothing yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close what was opened, the last first, and open nothing more."""
        with self._opening:  # what another thread is opening is not lost
            self._is_closed = True
            self._open.close()

    def __call__(self, opened: Callable[..., AbstractContextManager[R]], *arguments: object) -> R:
        """What the function opens. The arguments are compared, so they can be hashed."""
        wanted = (opened, *arguments)
        with self._opening, held_back():  # an interrupt would lose sight of what has started
            if self._is_closed:
                raise RuntimeError("the run was ended")
            if wanted not in self._found:
                self._found[wanted] = self._open.enter_context(opened(*arguments))
            return cast(R, self._found[wanted])
