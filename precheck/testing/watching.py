"""Watching a rule for what only inspectors may do: files, sockets, databases, processes."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

DOORS = frozenset(
    {
        "open",
        "os.listdir",
        "os.mkdir",
        "os.posix_spawn",
        "os.remove",
        "os.rename",
        "os.scandir",
        "os.system",
        "socket.__new__",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "sqlite3.connect",
        "subprocess.Popen",
    }
)
"""The audit events of what a rule may not do. Looking at a clock or at `stat` raises none."""

_here = threading.local()
_installed = threading.Event()


@contextmanager
def watching() -> Iterator[list[str]]:
    """Collect what this thread opens meanwhile, such as `open 'titles.txt'`; imports are free."""
    if not _installed.is_set():
        _installed.set()
        sys.addaudithook(_note)  # it cannot be removed, so there is one, and it sleeps
    seen: list[str] = []
    _here.seen = seen
    try:
        yield seen
    finally:
        _here.seen = None


def _note(event: str, values: tuple[Any, ...]) -> None:
    if event not in DOORS:
        return
    seen: list[str] | None = getattr(_here, "seen", None)
    if seen is None or _is_importing():
        return
    _here.seen = None  # showing the values must not be noted too
    seen.append(f"{event} {values[0]!r}" if event == "open" else event)
    _here.seen = seen


def _is_importing() -> bool:
    frame = sys._getframe(2)  # noqa: SLF001 - the only way to know who opens
    above: Any = frame
    while above is not None:
        if above.f_code.co_filename.startswith("<frozen importlib"):
            return True
        above = above.f_back
    return False
