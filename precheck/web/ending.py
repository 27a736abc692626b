"""Breaking a request off, so that its connection is closed whenever that happens."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def within(seconds: float, work: Callable[[], Awaitable[T]]) -> T:
    """What the work gives within so many seconds; if it is broken off, when it has cleared up.

    The HTTP client keeps connections half open where asyncio cancels it. It does not where it is
    cancelled in the way of the library that it is built on, which asks in a task of its own.
    Raises `TimeoutError`.
    """
    import anyio

    scope = anyio.CancelScope(deadline=anyio.current_time() + seconds)

    async def in_scope() -> T:
        with scope:
            return await work()
        raise TimeoutError

    task = asyncio.ensure_future(in_scope())
    task.add_done_callback(_heard)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        scope.cancel()
        await asyncio.wait([task])
        raise


async def undisturbed(work: Awaitable[object]) -> None:
    """Wait for the work, whoever breaks off what it is a part of."""
    import anyio

    with anyio.CancelScope(shield=True):
        await work


def _heard(task: asyncio.Future[T]) -> None:
    """Take note of what it raised, though nobody waits for it any more."""
    if not task.cancelled():
        task.exception()
