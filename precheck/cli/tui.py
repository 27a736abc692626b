"""`precheck tui`: the terminal UI."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("tui", context_settings={"ignore_unknown_options": True})
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def command(ctx: click.Context, path: Path | None, options: tuple[str, ...]) -> None:
    """Open the terminal UI on a path; further options are those of `precheck check`."""
    from precheck.tui import run

    ctx.exit(run(path, options))
