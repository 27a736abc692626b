"""Interrupts held back while something is set up that cannot be broken off halfway."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from signal import SIG_BLOCK, SIG_DFL, SIG_SETMASK, SIGINT, pthread_sigmask
from threading import current_thread, main_thread
from types import FrameType


@contextmanager
def held_back() -> Iterator[None]:
    """Let an interrupt wait until the end. Processes that start here never see one.

    The mask is for them: an interrupt that another thread takes is raised in the main one all the
    same, so there the answer to it waits as well.
    """
    came: list[FrameType | None] = []
    is_main = current_thread() is main_thread()
    mask = pthread_sigmask(SIG_BLOCK, {SIGINT})
    answer = signal.signal(SIGINT, lambda _, frame: came.append(frame)) if is_main else None
    try:
        yield
    finally:
        if is_main:
            signal.signal(SIGINT, answer if answer is not None else SIG_DFL)
        pthread_sigmask(SIG_SETMASK, mask)
        if came and callable(answer):
            answer(SIGINT, came[0])
