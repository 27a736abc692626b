"""Measuring: two things in turn, again and again, and the median of their ratio."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import process_time


def cpu_of(function: Callable[[], object]) -> float:
    """CPU seconds of one call in this process, all threads counted."""
    began = process_time()
    function()
    return process_time() - began


def cpu_of_command(*arguments: str) -> float:
    """CPU seconds of a Python process with these arguments, from its start to its end."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=False, capture_output=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peak_bytes_of_command(*arguments: str) -> int:
    """The peak resident memory of a Python process with these arguments."""
    with subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def in_turn(
    ours: Callable[[], float], reference: Callable[[], float], rounds: int
) -> tuple[float, float, float]:
    """The median seconds of both, and the median of their ratios, after one round unmeasured."""
    ours(), reference()
    pairs = [(ours(), reference()) for _ in range(rounds)]
    return (
        median(one for one, _ in pairs),
        median(two for _, two in pairs),
        median(one / two for one, two in pairs if two),
    )


def say(what: str, against: str, figures: tuple[float, float, float]) -> None:
    """One line: what it took, what the reference took, and the ratio."""
    ours, reference, ratio = figures
    print(f"{what}: {ours * 1000:.1f} ms, {against}: {reference * 1000:.1f} ms, ratio {ratio:.2f}")
