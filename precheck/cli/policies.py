"""`precheck policies`: what each recipient asks for, and where it says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from precheck.cli.options import (
    json_option,
    plugin_options,
    print_json,
    registry_for,
    settings_for,
)
from precheck.engine.docket import policies_for
from precheck.policy import Line, Policy

DAY = click.DateTime(formats=["%Y-%m-%d"])


class Asked(Struct, frozen=True, kw_only=True):
    """The options that stand behind `policies` and behind each of its words."""

    as_of: datetime | None
    as_json: bool
    config: Path | None
    only: tuple[str, ...]
    without: tuple[str, ...]

    @property
    def day(self) -> date:
        """The day asked for, else today."""
        return self.as_of.date() if self.as_of is not None else date.today()  # noqa: DTZ011 - the user's day

    def over(self, other: Asked) -> Asked:
        """These options, and those of the other where these are silent."""
        return Asked(
            as_of=self.as_of or other.as_of,
            as_json=self.as_json or other.as_json,
            config=self.config or other.config,
            only=self.only or other.only,
            without=self.without or other.without,
        )

    def policies(self, *names: str) -> tuple[Policy, ...]:
        """The policies with these names, or all of them."""
        settings = settings_for(self.config)
        return policies_for(registry_for(settings, self.only, self.without), settings, names)


class Change(Struct, frozen=True, kw_only=True):
    """What becomes of one rule between two days."""

    rule: str
    before: Line | None
    after: Line | None


def asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options, each of them after the word or before it."""
    as_of = click.option("--as-of", type=DAY, help="Instead of today.")
    return as_of(json_option(plugin_options(command)))


@click.group("policies", invoke_without_command=True)
@asking
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - click's
    """List the policies, show one, or compare it on two days."""
    ctx.obj = Asked(**options)
    if ctx.invoked_subcommand is None:
        _list(ctx.obj)


@command.command("show")
@click.argument("name")
@asking
@click.pass_obj
def show(above: Asked, /, name: str, **options: Any) -> None:  # noqa: ANN401 - click's
    """Show the lines of a policy, with their days and sources."""
    asked = Asked(**options).over(above)
    (policy,) = asked.policies(name)
    if asked.as_json:
        print_json(policy)
    else:
        _show(policy, asked.day)


@command.command("diff")
@click.argument("name")
@click.option("--from", "first", type=DAY, required=True, help="The earlier day.")
@click.option("--to", "last", type=DAY, required=True, help="The later day.")
@asking
@click.pass_obj
def diff(
    above: Asked,
    /,
    name: str,
    first: datetime,
    last: datetime,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Show what a policy asks on one day and not, or otherwise, on another."""
    asked = Asked(**options).over(above)
    (policy,) = asked.policies(name)
    changes = tuple(changed(policy, first.date(), last.date()))
    if asked.as_json:
        print_json(changes)
        return
    click.echo(f"{policy.title} ({policy.name}), from {first.date()} to {last.date()}")
    for change in changes:
        before = _demand(change.before) if change.before is not None else "no line"
        after = _demand(change.after) if change.after is not None else "no line"
        click.echo(f"\n{change.rule}: {before} -> {after}")
        line = change.after or change.before
        source = policy.sources.get(line.source) if line is not None else None
        if change.after is not None:
            click.echo(f"  from {change.after.since}, {change.after.basis.value}")
        if source is not None:
            click.echo(f"  {source.title}, {source.url} (read {source.read})")
    if not changes:
        click.echo("\nnothing changes")


def changed(policy: Policy, first: date, last: date) -> Iterator[Change]:
    """The rules that the policy speaks of otherwise on the two days, by id."""
    before, after = policy.on(first), policy.on(last)
    for rule in sorted({*before, *after}):
        if before.get(rule) != after.get(rule):
            yield Change(rule=rule, before=before.get(rule), after=after.get(rule))


def _list(asked: Asked) -> None:
    policies = asked.policies()
    if asked.as_json:
        print_json(policies)
        return
    width = max(len(policy.name) for policy in policies)
    for policy in policies:
        held = len(policy.on(asked.day))
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
