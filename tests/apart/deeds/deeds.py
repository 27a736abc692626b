"""What hostile content, broken libraries and plain mistakes do to a process."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn


def double(number: int) -> int:
    return 2 * number


def own_process() -> int:
    return os.getpid()


def own_process_after(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def loop_in_python() -> NoReturn:
    while True:
        pass


def loop_in_c() -> bool:
    """Tries 2 to the power of 60 ways, and never lets Python look at its signals."""
    return re.match("(a+)+b", "a" * 60) is not None


def loop_in_c_after_telling(note: Path) -> bool:
    note.write_text(str(os.getpid()))
    return loop_in_c()


def sleep_after_telling(note: Path, seconds: float) -> None:
    note.write_text(str(os.getpid()))
    time.sleep(seconds)


def die_of(number: int) -> None:
    os.kill(os.getpid(), number)


def segfault() -> None:
    die_of(signal.SIGSEGV)


def end_at_once(status: int) -> NoReturn:
    os._exit(status)


def end_politely() -> NoReturn:
    sys.exit(3)


def allocate(count: int) -> int:
    return len(bytearray(count))


def hold(count: int) -> None:
    _held.append(b"x" * count)


_held: list[bytes] = []


class UnpicklableError(Exception):
    """Neither it nor what it holds can be sent."""

    def __init__(self) -> None:
        super().__init__("of a lock")
        self.lock = threading.Lock()


class SpeechlessError(Exception):
    """It cannot even say what happened."""

    def __str__(self) -> str:
        raise RuntimeError


def raise_unpicklable() -> NoReturn:
    raise UnpicklableError


def raise_speechless() -> NoReturn:
    raise SpeechlessError


def raise_at_length(count: int) -> NoReturn:
    raise ValueError("line\n" * count)


def give_unpicklable() -> Any:
    return threading.Lock()


def give_bytes(count: int) -> bytes:
    return b"\xa5" * count


class Unreadable:
    """It can be sent, and not be made again."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _refuse, ()


def _refuse() -> NoReturn:
    raise ValueError("not again")


def give_unreadable() -> Unreadable:
    return Unreadable()


def length_of(data: bytes) -> int:
    return len(data)


def print_much(megabytes: int) -> int:
    """Through Python and past it, as C libraries print."""
    for _ in range(megabytes):
        print("x" * 2**20)  # noqa: T201 - printing is the point
        sys.stderr.write("x" * 2**20)
        os.write(1, b"y" * 2**20)
        os.write(2, b"y" * 2**20)
    return megabytes


def write_to_every_descriptor(data: bytes) -> None:
    """Write where nobody should, then hang."""
    for number in range(3, 64):
        try:
            os.write(number, data)
        except OSError:
            continue
    time.sleep(60)


def start_and_hang(note: Path) -> None:
    """Start a process of its own, as by a decoder, and wait for it for ever."""
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as grandchild:
        note.write_text(str(grandchild.pid))
        grandchild.wait()


def spoil() -> None:
    """Return, and be gone a little later: as after a heap was written over."""
    threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGSEGV)).start()


def interrupts_are_ignored() -> bool:
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def limits() -> dict[str, int]:
    from resource import RLIMIT_AS, RLIMIT_CORE, RLIMIT_CPU, getrlimit

    return {
        "address": getrlimit(RLIMIT_AS)[0],
        "core": getrlimit(RLIMIT_CORE)[0],
        "cpu": getrlimit(RLIMIT_CPU)[0],
    }


def is_imported(module: str) -> bool:
    return module in sys.modules


def where_modules_are_found() -> list[str]:
    return sys.path


def mean_of(numbers: list[float]) -> float:
    np, signals = import_module("numpy"), import_module("scipy.signal")
    assert import_module("av").codec.codecs_available
    assert signals.firwin(3, 0.5).size
    matrix = np.ones((1000, 1000)) @ np.ones((1000, 1000))
    return float(np.mean(numbers) + matrix[0, 0])
