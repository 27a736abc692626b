"""Calls in another process: what comes back, and what is said of what does not."""

from __future__ import annotations

import signal
import sys
import threading
import time
from pathlib import Path

import deeds
import pytest

from precheck import ApartFailure
from precheck.apart import limits, line
from precheck.apart.pool import Pool


def failure(apart: Pool, deed: object, *arguments: object, seconds: float = 20.0) -> ApartFailure:
    with pytest.raises(ApartFailure) as caught:
        apart(deed, *arguments, seconds=seconds)  # type: ignore[arg-type]
    return caught.value


def works(apart: Pool) -> bool:
    return apart(deeds.double, 21, seconds=20) == 42


def test_the_result_comes_from_another_process(apart: Pool) -> None:
    import os

    assert apart(deeds.double, 21, seconds=20) == 42
    assert apart(deeds.own_process, seconds=20) != os.getpid()


def test_a_loop_in_python_ends_at_its_limit(apart: Pool) -> None:
    lost = failure(apart, deeds.loop_in_python, seconds=0.5)

    assert (lost.detail, lost.is_harmful) == ("it took longer than 0.5 s", True)
    assert works(apart)


def test_a_loop_in_c_ends_at_its_limit(apart: Pool) -> None:
    lost = failure(apart, deeds.loop_in_c, seconds=0.5)

    assert (lost.detail, lost.is_harmful) == ("it took longer than 0.5 s", True)
    assert works(apart)


def test_a_sleep_ends_at_its_limit(apart: Pool) -> None:
    began = time.monotonic()
    lost = failure(apart, time.sleep, 60, seconds=0.5)

    assert lost.is_harmful
    assert time.monotonic() - began < 20
    assert works(apart)


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGKILL])
def test_a_process_that_dies_is_told_by_its_signal(apart: Pool, number: signal.Signals) -> None:
    lost = failure(apart, deeds.die_of, int(number))

    assert (lost.detail, lost.is_harmful) == (f"its process died of {number.name}", True)
    assert works(apart)


def test_the_signal_is_told_each_time(apart: Pool) -> None:
    details = {failure(apart, deeds.segfault).detail for _ in range(20)}

    assert details == {"its process died of SIGSEGV"}


def test_a_process_that_ends_itself_is_told_by_its_status(apart: Pool) -> None:
    lost = failure(apart, deeds.end_at_once, 0)

    assert lost.detail == "its process ended by itself with status 0"
    assert lost.is_harmful
    assert works(apart)


def test_a_call_that_uses_up_its_cpu_time_is_ended_by_the_system(apart: Pool) -> None:
    lost = failure(apart, deeds.die_of, int(signal.SIGXCPU), seconds=7)

    assert (lost.detail, lost.is_harmful) == ("it took longer than 7 s of CPU time", True)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not bound the address space")
def test_more_memory_than_there_is_is_harmful(apart: Pool) -> None:
    lost = failure(apart, deeds.allocate, 8 * 2**30)

    assert (lost.detail, lost.is_harmful) == ("it ran out of memory", True)
    assert works(apart)


def test_what_the_function_raises_is_no_harm(apart: Pool) -> None:
    lost = failure(apart, deeds.double, None)

    assert lost.detail.startswith("TypeError: unsupported operand")
    assert not lost.is_harmful
    assert works(apart)


def test_an_exception_that_cannot_be_sent_is_told(apart: Pool) -> None:
    lost = failure(apart, deeds.raise_unpicklable)

    assert (lost.detail, lost.is_harmful) == ("UnpicklableError: of a lock", False)


def test_an_exception_that_cannot_speak_is_told(apart: Pool) -> None:
    lost = failure(apart, deeds.raise_speechless)

    assert lost.detail == "SpeechlessError: it cannot say what happened"


def test_what_is_said_is_one_short_line(apart: Pool) -> None:
    lost = failure(apart, deeds.raise_at_length, 100_000)

    assert lost.detail.startswith("ValueError: line line line")
    assert len(lost.detail) < 600


def test_a_function_that_exits_has_raised(apart: Pool) -> None:
    lost = failure(apart, deeds.end_politely)

    assert (lost.detail, lost.is_harmful) == ("SystemExit: 3", False)
    assert works(apart)


def test_a_result_that_cannot_be_sent_is_told(apart: Pool) -> None:
    lost = failure(apart, deeds.give_unpicklable)

    assert "cannot pickle '_thread.lock' object" in lost.detail
    assert not lost.is_harmful
    assert works(apart)


def test_a_result_that_cannot_be_made_again_is_told(apart: Pool) -> None:
    lost = failure(apart, deeds.give_unreadable)

    assert lost.detail == "its result cannot be read: ValueError: not again"
    assert not lost.is_harmful
    assert works(apart)


def test_a_function_that_cannot_be_found_is_told(apart: Pool) -> None:
    lost = failure(apart, lambda: 1)

    assert lost.detail.startswith("it cannot be called in another process: ")
    assert not lost.is_harmful


def test_arguments_that_cannot_be_sent_are_told(apart: Pool) -> None:
    lost = failure(apart, deeds.double, threading.Lock())

    assert "cannot pickle '_thread.lock' object" in lost.detail
    assert not lost.is_harmful


def test_megabytes_of_print_hold_nothing_up(apart: Pool, capfd: pytest.CaptureFixture[str]) -> None:
    assert apart(deeds.print_much, 8, seconds=20) == 8
    assert capfd.readouterr() == ("", "")


def test_large_results_and_arguments_pass(apart: Pool) -> None:
    data = apart(deeds.give_bytes, 50_000_000, seconds=20)

    assert len(data) == data.count(0xA5) == 50_000_000
    assert apart(deeds.length_of, data, seconds=20) == 50_000_000


def test_a_result_beyond_all_measure_is_not_sent(
    apart: Pool,
) -> None:
    lost = failure(apart, deeds.give_bytes, line.LONGEST_BODY + 1)

    assert "which is too much to send" in lost.detail
    assert not lost.is_harmful
    assert works(apart)


def test_nonsense_for_an_answer_is_told(apart: Pool) -> None:
    lost = failure(apart, deeds.write_to_every_descriptor, b"nonsense" * 100)

    assert (lost.detail, lost.is_harmful) == ("its process answered nonsense", True)
    assert works(apart)


def test_half_an_answer_is_waited_for_until_the_limit(apart: Pool) -> None:
    lost = failure(apart, deeds.write_to_every_descriptor, b"pre\x01\x02", seconds=1)

    assert (lost.detail, lost.is_harmful) == ("it took longer than 1 s", True)
    assert works(apart)


def test_interrupts_are_left_to_who_called(apart: Pool) -> None:
    assert apart(deeds.interrupts_are_ignored, seconds=20)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not bound the address space")
def test_every_call_is_held_to_limits(apart: Pool) -> None:
    held = apart(deeds.limits, seconds=20)

    assert (held["address"], held["core"]) == (limits.ADDRESS_SPACE_BYTES, 0)
    assert 20 < held["cpu"] <= 23


def test_the_libraries_of_sound_fit(apart: Pool) -> None:
    for library in ("av", "numpy", "scipy"):
        pytest.importorskip(library)

    assert apart(deeds.mean_of, [1.0, 3.0], seconds=60) == 1002


def test_a_process_starts_with_next_to_nothing(apart: Pool) -> None:
    heavy = ("msgspec", "asyncio", "lxml", "pluggy", "mutagen", "multiprocessing")

    assert [name for name in heavy if apart(deeds.is_imported, name, seconds=20)] == []


def test_modules_are_not_looked_for_in_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pickle", "struct", "precheck", "deeds"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)

    with Pool(1) as pool:
        assert works(pool)
        assert pool(deeds.where_modules_are_found, seconds=20) == sys.path
