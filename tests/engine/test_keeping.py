from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from time import sleep

import pytest

from precheck.engine.keeping import Kept


class Counter:
    def __init__(self) -> None:
        self.log: list[str] = []
        self.is_opening = Event()

    @contextmanager
    def opened(self, name: str) -> Iterator[str]:
        self.is_opening.set()
        sleep(0.01)
        self.log.append(f"open {name}")
        yield name
        self.log.append(f"close {name}")

    @contextmanager
    def broken(self) -> Iterator[str]:
        self.log.append("broken")
        raise OSError("it does not open")
        yield ""


@pytest.fixture
def counter() -> Counter:
    return Counter()


def test_what_is_kept_is_opened_once_and_closed_at_the_end(counter: Counter) -> None:
    with Kept() as keep:
        found = [keep(counter.opened, name) for name in ("a", "b", "a", "a")]
        assert counter.log == ["open a", "open b"]

    assert found == ["a", "b", "a", "a"]
    assert counter.log == ["open a", "open b", "close b", "close a"]


def test_what_nobody_asks_for_is_never_opened(counter: Counter) -> None:
    with Kept():
        pass

    assert counter.log == []


def test_many_threads_open_it_once(counter: Counter) -> None:
    with Kept() as keep, ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: keep(counter.opened, "a"), range(50)))

    assert counter.log == ["open a", "close a"]


def test_what_does_not_open_is_tried_again(counter: Counter) -> None:
    with Kept() as keep:
        for _ in range(2):
            with pytest.raises(OSError, match="it does not open"):
                keep(counter.broken)

    assert counter.log == ["broken", "broken"]


def test_what_is_being_opened_at_the_end_is_closed_and_nothing_after_it(counter: Counter) -> None:
    with ThreadPoolExecutor(2) as threads, Kept() as keep:
        first = threads.submit(keep, counter.opened, "a")
        counter.is_opening.wait(30)

    assert first.result() == "a"
    assert counter.log == ["open a", "close a"]
    with pytest.raises(RuntimeError, match="the run was ended"):
        keep(counter.opened, "b")


def test_it_is_closed_where_the_run_breaks_off(counter: Counter) -> None:
    def run() -> None:
        with Kept() as keep:
            keep(counter.opened, "a")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run()

    assert counter.log == ["open a", "close a"]
