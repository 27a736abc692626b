"""Where an answer goes, in which colours, and what an interrupt does to it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size
from signal import SIG_IGN, signal
from typing import IO, TYPE_CHECKING

import click

from precheck.cli.written import open_written
from precheck.errors import UsageError

if TYPE_CHECKING:
    from precheck.present.text import Paint

HANG = 8
"""How far in a line of a report goes on that the terminal is too narrow for."""
BARS = ("block", "review", "warning", "note")


def interrupted(number: int, _: object) -> None:
    """Break off once; a second interrupt must not break the clearing up."""
    signal(number, SIG_IGN)
    raise KeyboardInterrupt


@contextmanager
def opened(output: Path | None, *, read: Iterable[Path | int] = ()) -> Iterator[IO[bytes]]:
    """Where the answer goes: stdout, or a file that appears whole or not at all.

    What is there already and is no file, such as a pipe or `/dev/null`, is written to as it is.
    Raises `UsageError` for a file that cannot be opened, and for one that the answer is made from:
    one of `read`, which are paths or open files by their numbers. What it held would be lost.
    """
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if any(_is_same(output, one) for one in read):
        raise UsageError(f"{output} is what the answer is made from; name another file")
    is_no_file = output.exists() and not output.is_file()
    target = output if is_no_file else Path(os.path.realpath(output))
    draft = target if is_no_file else target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with _created(draft, output) as file:
            yield file
        if draft is not target:
            draft.replace(target)
    finally:
        if draft is not target:
            draft.unlink(missing_ok=True)


def _created(draft: Path, output: Path) -> IO[bytes]:
    """The file to write to. Raises `UsageError` where there can be none."""
    try:
        return open_written(draft, str(output))
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}") from error


def _is_same(output: Path, read: Path | int) -> bool:
    """Whether both are one file, under whatever names."""
    try:
        return output.is_file() and os.path.samestat(output.stat(), os.stat(read))  # noqa: PTH116
    except OSError:
        return False


def fitting(lines: Iterable[str], answer: IO[bytes], hang: int = HANG) -> Iterator[str]:
    """The lines as wide as the terminal; whole where the answer goes elsewhere."""
    if not answer.isatty():
        yield from lines
        return
    from precheck.present.cells import folded

    width = get_terminal_size().columns
    for line in lines:
        yield from folded(line, width, hang)


def painter(answer: IO[bytes], *, wanted: bool | None) -> Paint:
    """Colours the text: where they are wanted, else where the answer goes to a person."""
    if wanted is None:
        forced = bool(os.environ.get("FORCE_COLOR"))
        wanted = forced or (answer.isatty() and "NO_COLOR" not in os.environ)

    def paint(text: str, colour: str) -> str:
        return click.style(text, fg=colour, bold=True) if wanted else text

    return paint
