"""How far a long command is, on stderr: a bar on a terminal, else now and then a line."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import click

from precheck.commands import plain

TOLD_SECONDS = 10.0
"""So often a line says how far it is, where there is no terminal."""


class Tell(Protocol):
    """Says how far it is."""

    def __call__(self, at: int, counted: str = "") -> None:
        """Of the whole length, so much is done; `counted` is what a line adds, such as rows."""


@contextmanager
def progress(name: str, length: int, begin: int = 0) -> Iterator[Tell]:
    """Tell of a command that has this far to go, and was `begin` far before."""
    name = plain(name)
    if sys.stderr.isatty():
        with click.progressbar(length=length, label=name, file=sys.stderr) as bar:
            bar.update(begin)

            def move(at: int, counted: str = "") -> None:  # noqa: ARG001 - a bar has no room for it
                bar.update(at - bar.pos)

            yield move
        return
    told = time.monotonic()

    def say(at: int, counted: str = "") -> None:
        nonlocal told
        if time.monotonic() - told >= TOLD_SECONDS:
            told = time.monotonic()
            parts = [counted, f"{at / max(length, 1):.0%}"]
            click.echo(f"precheck: {name}: {', '.join(filter(None, parts))}", err=True)

    yield say
