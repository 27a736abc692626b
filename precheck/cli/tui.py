"""`precheck tui`: the terminal UI."""

from __future__ import annotations

from pathlib import Path

import click

from precheck.cli.options import GivenPath

NOT_HERE = frozenset({"--format", "--json", "--output", "-o", "--color", "--no-color"})
"""The options of `precheck check` that say where its answer goes."""


@click.command("tui", context_settings={"ignore_unknown_options": True})
@click.argument("path", required=False, type=GivenPath())
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def command(ctx: click.Context, path: Path | None, options: tuple[str, ...]) -> None:
    """Open the terminal UI on a path; further options are those of `precheck check`."""
    from precheck.tui import run

    if path is not None and str(path).startswith("-"):
        path, options = None, (str(path), *options)
    for option in options:
        if option.partition("=")[0] in NOT_HERE:
            raise click.UsageError(f"{option} belongs to precheck check; the screen is the answer")
    ctx.exit(run(path, options))
