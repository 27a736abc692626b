"""The options that several commands share, and how they meet precheck.toml."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from precheck.engine.room import Order
    from precheck.plugins import Registry
    from precheck.settings import Settings


class GivenPath(click.Path):
    """A path as it is given. One that is empty is refused: it would mean the current folder."""

    def __init__(self, *, allow_dash: bool = False) -> None:
        """A `Path`, of what there is or is not; `-` may stand for a stream."""
        super().__init__(path_type=Path, allow_dash=allow_dash)

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """Refuse what a variable that is not set leaves behind."""
        if not os.fspath(value):
            self.fail("the path is empty; write . for the folder you are in", param, ctx)
        return super().convert(value, param, ctx)


config_option = click.option(
    "--config",
    type=GivenPath(),
    help="The precheck.toml to use, instead of the nearest one upward from here.",
)
only_option = click.option("--only", multiple=True, metavar="PLUGIN", help="Only this plugin.")
without_option = click.option(
    "--without", multiple=True, metavar="PLUGIN", help="All plugins but this one."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def plugin_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose plugins."""
    return config_option(only_option(without_option(command)))


def settings_for(config: Path | None, paths: Iterable[Path] = ()) -> Settings:
    """The settings: from the file named, else the nearest one, else none."""
    from precheck.settings import Settings, find, read

    paths = tuple(paths)
    if config is not None:
        return read(config, paths)
    nearest, passed_over = find(Path.cwd(), paths)
    for one in passed_over:
        click.echo(f"precheck: {one} is not used: it lies inside what is checked", err=True)
    return read(nearest, paths) if nearest is not None else Settings()


def registry_for(
    settings: Settings, only: tuple[str, ...] = (), without: tuple[str, ...] = ()
) -> Registry:
    """The plugins that take part."""
    from precheck.engine.own_rules import OWN
    from precheck.plugins import Registry

    asked = settings.taking_part
    return Registry.installed(
        only=only or asked.only, without=(*asked.without, *without), own=(OWN,)
    )


def order_for(  # noqa: PLR0913 - each is an option of the command
    settings: Settings,
    *,
    recipients: tuple[str, ...],
    as_of: datetime | None,
    only: tuple[str, ...],
    without: tuple[str, ...],
    require: tuple[str, ...],
    offline: bool,
    debug: bool,
    with_facts: bool = False,
) -> Order:
    """The order that the options and the settings add up to; an option wins over the file."""
    from precheck.engine.room import Order
    from precheck.settings import schema_folder

    asked = settings.taking_part
    return Order(
        root=Path(),
        as_of=as_of.date() if as_of is not None else date.today(),  # noqa: DTZ011 - the user's day
        settings=settings,
        recipients=tuple(sorted(set(recipients or settings.recipients))),
        only=tuple(sorted(set(only or asked.only))),
        without=tuple(sorted({*asked.without, *without})),
        require=tuple(sorted({*asked.require, *require})),
        offline=offline or settings.offline,
        debug=debug,
        schemas=schema_folder(settings),
        with_facts=with_facts,
    )


def print_json(value: object) -> None:
    """Print any value of ours as indented JSON on stdout."""
    import msgspec

    encoded = msgspec.json.encode(value)
    sys.stdout.buffer.write(msgspec.json.format(encoded, indent=2) + b"\n")
    sys.stdout.flush()
