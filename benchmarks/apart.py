"""What a call in a process that can be lost costs, against the same call here.

    python benchmarks/apart.py

The CPU seconds are those of both processes. The file is the FLAC of `tags.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from measuring import cpu_of, in_turn, say
from tags import flac

from precheck.apart import process
from precheck.apart.pool import Pool
from precheck_audio_tags.opening import open_audio

CALLS = 500
ROUNDS = 7


def times(count: int, call: Callable[[], object]) -> Callable[[], None]:
    """The call, again and again."""

    def calls() -> None:
        for _ in range(count):
            call()

    return calls


def cpu_of_both(pool: Pool, function: Callable[[], object]) -> float:
    """CPU seconds of a call in this process and in the pool's."""
    before = pool(process_time, seconds=60)
    here = cpu_of(function)
    return here + pool(process_time, seconds=60) - before


def measure(file: Path) -> None:
    """What a call costs that does nothing, and one that opens a file; then a start."""
    with Pool(1) as pool:
        for name, function, arguments in (
            ("nothing", perf_counter, ()),
            ("open_audio", open_audio, (file, file.name)),
        ):

            def here(function=function, arguments=arguments) -> object:  # noqa: ANN001
                return function(*arguments)

            def apart(function=function, arguments=arguments) -> object:  # noqa: ANN001
                return pool(function, *arguments, seconds=60)

            figures = in_turn(
                lambda apart=apart: cpu_of_both(pool, times(CALLS, apart)),
                lambda here=here: cpu_of(times(CALLS, here)),
                ROUNDS,
            )
            say(f"{name}, {CALLS} calls apart", "here", figures)
            took = []
            for _ in range(CALLS):
                began = perf_counter()
                apart()
                took.append(perf_counter() - began)
            print(f"{name}, one call apart: {median(took) * 1000:.2f} ms by the clock")
    before = cpu_of_children()
    began = perf_counter()
    with Pool(1) as pool:
        pool(open_audio, file, file.name, seconds=60)
        started = perf_counter() - began
    cpu = cpu_of_children() - before
    print(
        f"a start with its modules: {started * 1000:.0f} ms by the clock, {cpu * 1000:.0f} ms CPU"
    )


def cpu_of_children() -> float:
    """CPU seconds of every process that has ended."""
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    process.MOST_CALLS = 10**9  # or the CPU seconds would be those of several
    with TemporaryDirectory() as folder:
        made = Path(folder) / "a.flac"
        flac(made, 1)
        measure(made)
