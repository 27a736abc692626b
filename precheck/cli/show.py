"""`precheck show`: one track, seen and measured."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from signal import SIGINT, signal

import click

from precheck.cli.answer import interrupted
from precheck.cli.drawn import Sheet, drawing_options, print_lines
from precheck.cli.options import GivenPath, json_option, order_for, plugin_options, settings_for

INCOMPLETE = 3


@click.command("show")
@click.argument("path", type=GivenPath())
@click.argument("reference", default="")
@click.option("--alone", is_flag=True, help="Leave the rest of the release aside, which is faster.")
@click.option("--for", "recipients", multiple=True, metavar="POLICY", help="Judge for this one.")
@click.option(
    "--as-of",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="Judge under the policies of this day, instead of today's.",
)
@click.option("--offline", is_flag=True, help="Contact nothing.")
@drawing_options
@click.option("--debug", is_flag=True, help="Show where in the code a fault arose.")
@json_option
@plugin_options
def command(  # noqa: PLR0913, PLR0917 - each is an option
    path: Path,
    reference: str,
    alone: bool,  # noqa: FBT001 - click hands it over by name
    recipients: tuple[str, ...],
    as_of: datetime | None,
    offline: bool,  # noqa: FBT001
    sheet: Sheet,
    debug: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    config: Path | None,
    only: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """Show one track: its sound, its tags beside the message, and what was noticed.

    PATH is an audio file; or what `precheck check` takes, with the REFERENCE (`A1`), the ISRC or
    the file name of a track where there are several.
    """
    from precheck.engine.portray import Sitting, portray

    settings = settings_for(config, (path,))
    order = order_for(
        settings,
        recipients=recipients,
        as_of=as_of,
        only=only,
        without=without,
        require=(),
        offline=offline,
        debug=debug,
    )
    signal(SIGINT, interrupted)
    portrait = portray(Sitting(path=path, order=order, reference=reference, is_alone=alone))
    if as_json:
        from precheck.present.portrait import to_json

        sys.stdout.buffer.write(to_json(portrait))
        sys.stdout.buffer.flush()
    else:
        from precheck.present.portrait import Size, page

        print_lines(page(portrait, Size(sheet.width)), sheet)
    sys.exit(0 if portrait.is_complete else INCOMPLETE)
