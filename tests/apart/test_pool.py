"""A pool: how many processes run, when they are replaced, and that none outlives its time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import deeds
import pytest

from precheck import ApartFailure
from precheck.apart import process
from precheck.apart.pool import Pool

PARENT = """
    import signal, sys, threading
    from pathlib import Path
    sys.path[:] = {path!r}
    import deeds
    from precheck.apart.pool import Pool

    def main():
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with Pool(2) as pool:
            pool(deeds.own_process, seconds=20)
    {act}

    main()
"""
"""A program that calls, and is stopped meanwhile."""
SLEEP = "pool(deeds.sleep_after_telling, Path(sys.argv[1]), 600, seconds=600)"
LOOP = "pool(deeds.loop_in_c_after_telling, Path(sys.argv[1]), seconds=600)"
IN_A_THREAD = f"""
other = threading.Thread(target=lambda: {SLEEP}, daemon=True)
other.start()
other.join()
"""
IDLE = """
            Path(sys.argv[1]).write_text(str(pool(deeds.own_process, seconds=20)))
            threading.Event().wait()
"""
FAILING = """
            Path(sys.argv[1]).write_text(str(pool(deeds.own_process, seconds=20)))
            raise RuntimeError
"""


def parent(folder: Path, act: str) -> tuple[subprocess.Popen[bytes], Path]:
    """A program of its own that calls, and the note in which its process says its number."""
    script, note = folder / "parent.py", folder / "note"
    acts = indent(dedent(act).strip(), " " * 8)
    script.write_text(dedent(PARENT).format(path=sys.path, act=acts))
    return subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, str(script), str(note)],
        stderr=subprocess.DEVNULL,
    ), note


@contextmanager
def killed_at_last(program: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        program.kill()


def test_nothing_starts_before_the_first_call(apart: Pool, processes: Any) -> None:
    del apart
    assert processes.children(os.getpid()) == []


def test_one_thread_keeps_to_one_process(apart: Pool, processes: Any) -> None:
    numbers = {apart(deeds.own_process, seconds=20) for _ in range(20)}

    assert processes.children(os.getpid()) == list(numbers)


def test_quick_calls_of_many_threads_share_one_process(apart: Pool) -> None:
    apart(deeds.double, 1, seconds=20)
    with ThreadPoolExecutor(8) as threads:
        numbers = set(threads.map(lambda _: apart(deeds.own_process, seconds=60), range(100)))

    assert len(numbers) == 1


def test_many_threads_share_few_processes(apart: Pool) -> None:
    with ThreadPoolExecutor(8) as threads:
        doubled = list(threads.map(lambda n: apart(deeds.double, n, seconds=60), range(400)))
        numbers = set(
            threads.map(lambda _: apart(deeds.own_process_after, 1, seconds=60), range(4))
        )

    assert doubled == [2 * n for n in range(400)]
    assert len(numbers) == 2


def test_what_one_thread_loses_costs_the_others_nothing(apart: Pool) -> None:
    def call(number: int) -> int | str:
        try:
            if number % 5 == 0:
                apart(deeds.segfault, seconds=60)
            return apart(deeds.double, number, seconds=60)
        except ApartFailure as lost:
            return lost.detail

    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(call, range(40)))

    assert told == [
        "its process died of SIGSEGV" if number % 5 == 0 else 2 * number for number in range(40)
    ]


def test_a_process_is_replaced_after_its_calls(one: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MOST_CALLS", 3)

    numbers = [one(deeds.own_process, seconds=20) for _ in range(7)]

    assert [numbers.index(number) for number in numbers] == [0, 0, 0, 3, 3, 3, 6]


def test_a_process_that_holds_much_memory_is_replaced(one: Pool, processes: Any) -> None:
    first = one(deeds.own_process, seconds=20)
    one(deeds.hold, process.MOST_RESIDENT_BYTES, seconds=20)
    second = one(deeds.own_process, seconds=20)

    assert second != first
    assert processes.ended(first)
    assert one(deeds.own_process, seconds=20) == second


def test_memory_that_was_given_back_is_not_counted(one: Pool) -> None:
    first = one(deeds.own_process, seconds=20)
    one(deeds.allocate, process.MOST_RESIDENT_BYTES, seconds=20)

    assert one(deeds.own_process, seconds=20) == first


def test_a_process_that_died_while_idle_is_replaced_unnoticed(one: Pool, processes: Any) -> None:
    first = one(deeds.own_process, seconds=20)
    os.kill(first, signal.SIGKILL)
    assert processes.ended(first)

    assert one(deeds.own_process, seconds=20) != first


def test_nobody_is_blamed_for_what_an_earlier_call_spoilt(one: Pool) -> None:
    one(deeds.spoil, seconds=20)

    assert one(deeds.own_process_after, 0.3, seconds=20)


def test_a_time_out_is_not_waited_for_twice(one: Pool) -> None:
    one(deeds.double, 1, seconds=20)
    began = time.monotonic()

    with pytest.raises(ApartFailure):
        one(time.sleep, 60, seconds=2)

    assert time.monotonic() - began < 4


def test_a_pool_of_none_opens_nothing(processes: Any) -> None:
    with Pool(0) as pool, pytest.raises(ApartFailure, match="nothing is opened in this run"):
        pool(deeds.double, 1, seconds=1)

    assert processes.children(os.getpid()) == []


# --- the end ---------------------------------------------------------------------------------


def test_closing_leaves_no_process_behind(processes: Any) -> None:
    with Pool(4) as pool, ThreadPoolExecutor(4) as threads:
        numbers = set(threads.map(lambda _: pool(deeds.own_process_after, 2, seconds=60), range(4)))

    assert len(numbers) == 4
    assert processes.children(os.getpid()) == []
    assert processes.ended(*numbers, within_seconds=0)


def test_closing_ends_the_calls_of_other_threads(tmp_path: Path, processes: Any) -> None:
    with ThreadPoolExecutor(3) as threads:
        with Pool(1) as pool:
            note = tmp_path / "note"
            busy = threads.submit(pool, deeds.sleep_after_telling, note, 600, seconds=600)
            number = processes.told_in(note)
            waiting = [threads.submit(pool, deeds.double, 1, seconds=600) for _ in range(2)]
        told = [busy.exception(timeout=20), *(call.exception(timeout=20) for call in waiting)]

    assert [str(one) for one in told] == ["the run was ended"] * 3
    assert not any(one.is_harmful for one in told if isinstance(one, ApartFailure))
    assert processes.ended(number, within_seconds=0)


def test_a_closed_pool_starts_nothing(processes: Any) -> None:
    with Pool(1) as pool:
        pass

    with pytest.raises(ApartFailure, match="the run was ended"):
        pool(deeds.double, 1, seconds=1)
    assert processes.children(os.getpid()) == []


def test_a_lost_process_takes_what_it_started_with_it(
    apart: Pool, tmp_path: Path, processes: Any
) -> None:
    note = tmp_path / "note"
    with pytest.raises(ApartFailure):
        apart(deeds.start_and_hang, note, seconds=3)

    assert processes.ended(processes.told_in(note))


@pytest.mark.parametrize("act", [SLEEP, LOOP, IDLE, IN_A_THREAD])
def test_nothing_outlives_a_parent_that_is_killed(tmp_path: Path, processes: Any, act: str) -> None:
    program, note = parent(tmp_path, act)
    with program, killed_at_last(program):
        number = processes.told_in(note)
        family = {number, *processes.children(program.pid)}
        program.kill()

    assert processes.ended(*family, within_seconds=3)


@pytest.mark.parametrize("act", [SLEEP, LOOP, IDLE, IN_A_THREAD])
def test_an_interrupt_ends_a_call_promptly(tmp_path: Path, processes: Any, act: str) -> None:
    program, note = parent(tmp_path, act)
    with program, killed_at_last(program):
        number = processes.told_in(note)
        family = {number, *processes.children(program.pid)}
        program.send_signal(signal.SIGINT)
        status = program.wait(timeout=10)

    assert status != 0
    assert processes.ended(*family, within_seconds=0)


def test_an_exception_of_the_parent_leaves_no_process_behind(
    tmp_path: Path, processes: Any
) -> None:
    program, note = parent(tmp_path, FAILING)
    with program:
        status = program.wait(timeout=20)

    assert status == 1
    assert processes.ended(processes.told_in(note), within_seconds=0)


LIMITED = """
    import sys, time
    from socket import socketpair
    sys.path[:] = {path!r}
    from precheck.apart.limits import limited

    ends = socketpair()
    with limited(ends[0].fileno(), 0.5):
        {act}
"""


@pytest.mark.parametrize(
    ("act", "number"),
    [
        ("while True: pass", signal.SIGXCPU),
        ("time.sleep(60)", signal.SIGALRM),
        pytest.param(
            "ends[1].close(); time.sleep(60)",
            getattr(signal, "SIGIO", None),
            marks=pytest.mark.skipif(sys.platform != "linux", reason="SIGIO ends nobody there"),
        ),
    ],
)
def test_a_process_ends_itself_where_nobody_does(act: str, number: signal.Signals) -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", dedent(LIMITED).format(path=sys.path, act=act)],
        timeout=30,
        check=False,
    )

    assert done.returncode == -number


def test_an_interrupt_while_another_process_starts_loses_sight_of_none(
    processes: Any,
) -> None:
    before = threading.active_count()
    pool = Pool(1)
    interrupted = _interrupted(lambda: pool(deeds.own_process_after, 30, seconds=60))
    pool.__exit__(None, None, None)

    assert interrupted
    assert processes.children(os.getpid()) == []
    assert threading.active_count() == before


def _interrupted(call: Callable[[], object]) -> bool:
    """Whether a call is broken off by an interrupt that comes while its process starts."""
    timer = threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    try:
        call()
    except KeyboardInterrupt:
        return True
    finally:
        timer.join()
    return False
