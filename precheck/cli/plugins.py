"""`precheck plugins`: who is installed. It works even where a plugin is broken."""

from __future__ import annotations

from pathlib import Path

import click

from precheck.cli.options import (
    json_option,
    plugin_options,
    print_json,
    registry_for,
    settings_for,
)
from precheck.present.plain import plain


@click.command("plugins")
@json_option
@plugin_options
def command(
    as_json: bool,  # noqa: FBT001 - click hands it over by name
    config: Path | None,
    only: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """List the plugins, the broken ones too."""
    listed = [p.info for p in registry_for(settings_for(config), only, without).plugins]
    if as_json:
        print_json(listed)
        return
    width = max(len(one.name) for one in listed)
    for one in listed:
        origin = f"{one.distribution} {one.version}".strip() or "part of precheck"
        holds = f"{one.rules} rules, {len(one.inspectors)} facts, {len(one.policies)} policies"
        click.echo(f"{one.name:{width}}  {one.status:7}  {holds}  ({origin})")
        if one.problem:
            click.echo(f"{'':{width}}  {plain(one.problem)}")
