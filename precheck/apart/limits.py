"""What a process may use, and how it is held to that by the system, whatever becomes of us."""

from __future__ import annotations

import math
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import F_GETFL, F_SETFL, F_SETOWN, fcntl
from os import O_ASYNC, getpid
from pathlib import Path
from resource import RLIM_INFINITY, RLIMIT_AS, RLIMIT_CORE, RLIMIT_CPU, getrlimit, setrlimit
from time import process_time

ADDRESS_SPACE_BYTES = 2 * 2**30
"""How much a process may address.

numpy, scipy and PyAV together address 0.36 GiB before they do anything (our measurement, with the
threads of `ENVIRONMENT`). An MP3 file of 0.6 MB is known to unpack to 1.8 GB of text.
"""
ENVIRONMENT = {
    "MALLOC_ARENA_MAX": "2",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}
"""One thread for numbers: every thread takes address space, and there are as many processes."""
GRACE_SECONDS = 5
"""How long after its limit a process ends itself, where nobody has."""

_STATM = Path("/proc/self/statm")


def settle() -> None:
    """Take the limits that hold for good. macOS knows no bound of the address space."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is answered by who called
    for kind, most in ((RLIMIT_CORE, 0), (RLIMIT_AS, ADDRESS_SPACE_BYTES)):
        hard = getrlimit(kind)[1]
        bound = most if hard == RLIM_INFINITY else min(most, hard)
        with suppress(OSError, ValueError):
            setrlimit(kind, (bound, bound))


@contextmanager
def limited(line: int, seconds: float) -> Iterator[None]:
    """Let the system end this process where it works too long, or for nobody.

    That is by CPU time, which ends a loop; by the clock, which ends a sleep; and on Linux at once
    when the other end of the line (a file descriptor) is gone. None of them needs Python to move.
    """
    hard = getrlimit(RLIMIT_CPU)[1]
    bound = math.ceil(process_time() + seconds) + 1
    setrlimit(RLIMIT_CPU, (bound if hard == RLIM_INFINITY else min(bound, hard), hard))
    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE_SECONDS)
    flags = fcntl(line, F_GETFL)
    if sys.platform == "linux":
        fcntl(line, F_SETOWN, getpid())
        fcntl(line, F_SETFL, flags | O_ASYNC)  # nobody speaks meanwhile: SIGIO says it is gone
    try:
        yield
    finally:
        fcntl(line, F_SETFL, flags)
        signal.setitimer(signal.ITIMER_REAL, 0)


def resident_bytes() -> int:
    """How much memory this process holds; where the system does not say, the most it ever held.

    On Linux the most ever held would count what the process that started this one held.
    """
    try:
        pages = int(_STATM.read_bytes().split()[1])
    except (OSError, IndexError, ValueError):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024
    return pages * resource.getpagesize()
