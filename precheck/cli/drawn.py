"""Lines in looks: printed for a person, or handed to a screen that draws them itself."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from precheck.cli.answer import painter

if TYPE_CHECKING:
    from precheck.present.drawing import Line

_COLOUR = "precheck.colour"
LEAST_WIDTH, LEAST_HEIGHT = 80, 24
COLOURS = {
    "strong": "reset",
    "quiet": "bright_black",
    "wave": "green",
    "pass": "green",
    "waived": "bright_black",
    "block": "red",
    "review": "yellow",
    "warning": "magenta",
    "note": "cyan",
}


class Sheet(NamedTuple):
    """What there is to draw on, in cells, and who draws."""

    width: int
    height: int
    is_drawn: bool = False
    """Whether a screen asks, which takes the lines with their looks."""
    colour: bool | None = None
    """Whether colours are wanted; None leaves it to where the answer goes."""


def drawing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--color`, and what a screen asks by; the command is handed a `Sheet`."""
    drawn = click.option(
        "--drawn",
        "sheet",
        metavar="SIZE",
        hidden=True,
        callback=_sheet,
        help="Print lines with their looks as JSON, for a screen of so many cells.",
    )
    colour = click.option(
        "--color/--no-color",
        "colour",
        default=None,
        is_eager=True,  # the sheet has it
        expose_value=False,
        callback=_remembered,
        help="Colour the text; default where it can.",
    )
    return drawn(colour(command))


def _remembered(ctx: click.Context, _: click.Parameter, value: bool | None) -> None:  # noqa: FBT001
    ctx.meta[_COLOUR] = value


def _sheet(ctx: click.Context, _: click.Parameter, value: str | None) -> Sheet:
    if value is None:
        size = get_terminal_size(fallback=(LEAST_WIDTH, LEAST_HEIGHT))
        colour = ctx.meta[_COLOUR]
        return Sheet(max(LEAST_WIDTH, size.columns), max(LEAST_HEIGHT, size.lines), colour=colour)
    width, _x, height = value.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise click.BadParameter("write it as 80x24")
    return Sheet(int(width), int(height), is_drawn=True)


def print_lines(lines: Iterable[Line], sheet: Sheet) -> None:
    """Print lines of pieces on stdout; their text must be safe already."""
    out = sys.stdout.buffer
    if sheet.is_drawn:
        import msgspec

        out.write(msgspec.json.encode(list(lines)) + b"\n")
    else:
        paint = painter(out, wanted=sheet.colour)
        for drawn in lines:
            parts = (paint(p.text, COLOURS[p.look]) if p.look else p.text for p in drawn)
            out.write(f"{''.join(parts).rstrip()}\n".encode())
    out.flush()
