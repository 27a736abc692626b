"""What Label House adds to the command line."""

from __future__ import annotations

from pathlib import Path

import click

from label_house.options import LabelHouse
from precheck.commands import config_option, own_options, plain


@click.command("label-catalogue")
@config_option
def command(config: Path | None) -> None:
    """Say where the catalogue of Label House is."""
    options, folder = own_options(LabelHouse, config)
    click.echo(plain(str(folder / options.catalogue)))
