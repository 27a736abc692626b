"""An interrupt waits for what cannot be broken off halfway."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from threading import Timer

import pytest

from precheck.interrupts import held_back


@pytest.fixture(autouse=True)
def answered() -> Iterator[None]:
    """Whoever started the tests may ignore interrupts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupt() -> None:
    """Send one from another thread, which may take it, and see that it has come."""
    timer = Timer(0.01, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    timer.join()
    time.sleep(0.02)


def test_it_is_raised_at_the_end_whichever_thread_takes_it() -> None:
    done = []

    def once() -> None:
        with held_back():
            interrupt()
            done.append("all of it")
        done.append("too late")

    with pytest.raises(KeyboardInterrupt):
        once()
    assert done == ["all of it"]
    with pytest.raises(KeyboardInterrupt):
        interrupt()


def test_what_was_held_back_twice_is_raised_once_at_the_outer_end() -> None:
    done = []

    def twice() -> None:
        with held_back():
            with held_back():
                interrupt()
                done.append("inner")
            done.append("outer")

    with pytest.raises(KeyboardInterrupt):
        twice()
    assert done == ["inner", "outer"]


def test_without_an_interrupt_nothing_is_changed() -> None:
    with held_back():
        pass
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()
