"""`precheck policies`: what each recipient asks for, and where it says so."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from precheck.cli.options import (
    json_option,
    plugin_options,
    print_json,
    registry_for,
    settings_for,
)
from precheck.engine.docket import policies_for
from precheck.policy import Line, Policy


@click.command("policies")
@click.argument("name", required=False)
@click.option("--as-of", type=click.DateTime(formats=["%Y-%m-%d"]), help="Instead of today.")
@json_option
@plugin_options
def command(  # noqa: PLR0913, PLR0917 - each is an option
    name: str | None,
    as_of: datetime | None,
    as_json: bool,  # noqa: FBT001 - click hands it over by name
    config: Path | None,
    only: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """List the policies, or show the lines of one."""
    settings = settings_for(config)
    registry = registry_for(settings, only, without)
    policies = policies_for(registry, settings, (name,) if name else ())
    day = as_of.date() if as_of is not None else date.today()  # noqa: DTZ011 - the user's day
    if as_json:
        print_json(policies)
    elif name:
        _show(policies[0], day)
    else:
        width = max(len(policy.name) for policy in policies)
        for policy in policies:
            held = len(policy.on(day))
            click.echo(f"{policy.name:{width}}  {held:3} lines  {policy.title}")


def _show(policy: Policy, day: date) -> None:
    click.echo(f"{policy.title} ({policy.name}, {policy.kind.value}), as of {day}")
    if policy.summary:
        click.echo(policy.summary)
    in_force = policy.on(day)
    for line in sorted(policy.lines, key=lambda ln: (ln.rule, ln.since)):
        state = "" if in_force.get(line.rule) is line else "  not in force on that day"
        click.echo(f"\n{line.rule}: {_demand(line)}{state}")
        until = f" until {line.until}" if line.until is not None else ""
        click.echo(f"  from {line.since}{until}, {line.basis.value}")
        if line.note:
            click.echo(f"  {line.note}")
        source = policy.sources.get(line.source)
        if source is not None:
            click.echo(f"  {source.title}, {source.url} (read {source.read})")


def _demand(line: Line) -> str:
    severity = line.severity.value if line.severity is not None else "as the rule says"
    options = ", ".join(f"{key} = {value}" for key, value in line.options.items())
    return f"{severity} ({options})" if options else severity
