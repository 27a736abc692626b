"""The stream: a plain command as a child process, and the events it prints, one a line."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct

from precheck.report import Event

CHUNK = 1 << 16
KEPT_OF_STDERR = 1 << 16
"""Bytes of the end of stderr that are kept."""
GRACE_SECONDS = 2.0
"""How long a child that was asked to end may take, and how long its pipes may outlive it."""

SHARED = frozenset({"--config", "--only", "--without"})
"""The options that every plain command shares with `check`."""
JUDGED = frozenset({"--for", "--as-of"})
"""The options that say how a track is judged."""
DATED = {name: frozenset({"--as-of"}) for name in ("explain", "policies")}
"""The commands that take a day, too."""

_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


class Garbled(Struct, frozen=True):
    """A line that is not an event."""

    line: str
    why: str


class Ended(Struct, frozen=True):
    """The child is gone. A negative exit code is the signal that ended it."""

    exit_code: int
    stderr: str


Said = Event | Garbled | Ended


def plain_command(*words: str) -> tuple[str, ...]:
    """The arguments that run a plain command in the interpreter we run in.

    `-P` keeps the working folder, which may be a delivery, out of what can be imported.
    """
    return (sys.executable, "-P", "-m", "precheck", *words)


def check_command(path: Path, arguments: Iterable[str]) -> tuple[str, ...]:
    """The arguments that check a path and print events."""
    return plain_command("check", *arguments, "--format", "jsonl", "--", str(path))


def page_command(words: tuple[str, ...], arguments: Iterable[str]) -> tuple[str, ...]:
    """The arguments that print a page under the same settings, plugins and day as the run.

    `arguments` are those of the run; what the page's command does not know is left out.
    """
    name, *rest = words
    return plain_command(name, *_kept(arguments, SHARED | DATED.get(name, frozenset())), *rest)


def show_command(path: Path, arguments: Iterable[str], track: str) -> tuple[str, ...]:
    """The arguments that print what is known of one track, under the same settings as the run."""
    kept = _kept(arguments, SHARED | JUDGED, frozenset({"--offline"}))
    return plain_command("show", "--json", "--alone", *kept, "--", str(path), track)


def drawn_command(
    words: tuple[str, ...], arguments: Iterable[str], size: tuple[int, int]
) -> tuple[str, ...]:
    """The arguments that let a plugin's command draw a page of so many cells across and down."""
    name, *rest = words
    kept = _kept(arguments, frozenset({"--config"}))
    return plain_command(name, "--drawn", f"{size[0]}x{size[1]}", *kept, *rest)


def _kept(
    arguments: Iterable[str], wanted: frozenset[str], flags: frozenset[str] = frozenset()
) -> list[str]:
    """Those of the arguments that are wanted: options with their value, and flags without one."""
    kept: list[str] = []
    takes_next = False
    for argument in arguments:
        option, has_value, _ = argument.partition("=")
        if takes_next or option in wanted:
            kept.append(argument)
            takes_next = not takes_next and not has_value
        elif argument in flags:
            kept.append(argument)
    return kept


class Child:
    """A command in a process group of its own; leaving it ends the whole group."""

    def __init__(self, argv: tuple[str, ...]) -> None:
        """Remember what to run."""
        self.argv = argv
        self._process: Process | None = None

    async def __aenter__(self) -> Self:
        """Start it. Raises `OSError` where it cannot be started."""
        self._process = await asyncio.create_subprocess_exec(
            *self.argv, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, process_group=0
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """End what still runs: asked first, then made to."""
        if self.is_running:
            self._signal(signal.SIGTERM)
            for _second in range(int(GRACE_SECONDS * 20)):
                if not self.is_running:
                    break
                await asyncio.sleep(0.05)
        if (self.running.returncode or -1) < 0:
            self._signal(signal.SIGKILL)

    @property
    def running(self) -> Process:
        """The process; only between entering and leaving."""
        if self._process is None:
            raise RuntimeError("the child has not been started")
        return self._process

    @property
    def is_running(self) -> bool:
        """Whether the process has not ended yet."""
        return self.running.returncode is None

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.running.pid, number)

    async def events(self) -> AsyncIterator[Said]:
        """What it says, decoded; the last is always `Ended`."""
        process = self.running
        watcher = asyncio.create_task(self._close_orphans())
        stderr = asyncio.create_task(_end_of(process.stderr))
        try:
            async for line in _lines(process.stdout):
                yield _decoded(line)
            yield Ended(await process.wait(), (await stderr).decode("utf-8", "replace"))
        finally:
            watcher.cancel()
            stderr.cancel()

    async def _close_orphans(self) -> None:
        """End workers that outlive the process and would hold its pipes open for ever."""
        while self.is_running:  # noqa: ASYNC110 - waiting for the process would wait for its pipes
            await asyncio.sleep(0.2)
        await asyncio.sleep(GRACE_SECONDS)
        self._signal(signal.SIGKILL)


async def output_of(argv: tuple[str, ...]) -> tuple[int, str, str]:
    """Run a command to its end: exit code, stdout, stderr."""
    async with Child(argv) as child:
        out, err = await child.running.communicate()
        code = await child.running.wait()
    return code, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")


def _decoded(line: bytes) -> Said:
    try:
        return _decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Garbled(line[:200].decode("utf-8", "replace"), str(error))


async def _lines(reader: asyncio.StreamReader | None) -> AsyncIterator[bytes]:
    """The lines, however long; one release may be a line of many megabytes."""
    parts: list[bytes] = []
    while reader is not None and (chunk := await reader.read(CHUNK)):
        *whole, rest = chunk.split(b"\n")
        for piece in whole:
            line = b"".join([*parts, piece])
            parts.clear()
            if line.strip():
                yield line
        parts.append(rest)
    if left := b"".join(parts).strip():
        yield left


async def _end_of(reader: asyncio.StreamReader | None) -> bytes:
    kept = b""
    while reader is not None and (chunk := await reader.read(CHUNK)):
        kept = (kept + chunk)[-KEPT_OF_STDERR:]
    return kept
