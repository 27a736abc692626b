"""Pools of real processes, and a look at which of them run."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from precheck.apart.pool import Pool


@pytest.fixture
def apart() -> Iterator[Pool]:
    with Pool(2) as pool:
        yield pool


@pytest.fixture
def one() -> Iterator[Pool]:
    """A pool of one process, so that one call meets what another left."""
    with Pool(1) as pool:
        yield pool


class Processes:
    """Tells which processes run, but for those that other tests have left behind to be shared."""

    def __init__(self) -> None:
        self._before = frozenset(self._of(os.getpid()))

    def runs(self, number: int) -> bool:
        """Whether it runs; one that waits to be buried does not."""
        try:
            stat = Path(f"/proc/{number}/stat").read_text(encoding="utf-8")
        except OSError:
            return False
        return stat.rpartition(") ")[2][0] not in "ZX"

    def children(self, of: int) -> list[int]:
        """Those that this one has started since, and that still run."""
        return [number for number in self._of(of) if number not in self._before]

    def _of(self, of: int) -> list[int]:
        told = Path(f"/proc/{of}/task/{of}/children")
        threads = told.parents[1].glob("*/children")
        numbers = [int(n) for one in threads for n in one.read_text(encoding="utf-8").split()]
        return [number for number in numbers if self.runs(number)]

    def ended(self, *numbers: int, within_seconds: float = 10.0) -> bool:
        """Whether all of them have ended by then."""
        deadline = time.monotonic() + within_seconds
        while any(self.runs(number) for number in numbers) and time.monotonic() < deadline:
            time.sleep(0.02)
        return not any(self.runs(number) for number in numbers)

    def told_in(self, note: Path, *, within_seconds: float = 30.0) -> int:
        """The number that a process writes down."""
        deadline = time.monotonic() + within_seconds
        while time.monotonic() < deadline:
            text = note.read_text(encoding="utf-8") if note.exists() else ""
            if text:
                return int(text)
            time.sleep(0.02)
        raise TimeoutError(note)

    def names_in(self, folder: Path, count: int, *, within_seconds: float = 60.0) -> list[int]:
        """The numbers of processes that leave a file each, once there are so many."""
        deadline = time.monotonic() + within_seconds
        while len(list(folder.iterdir())) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(folder)
            time.sleep(0.02)
        return [int(file.name) for file in folder.iterdir()]


@pytest.fixture
def processes() -> Processes:
    if not Path("/proc/self/stat").exists():
        pytest.skip("this system has no /proc to look at")
    return Processes()
