"""`precheck policies`: what each recipient asks for, and where it says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from shutil import get_terminal_size
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
from precheck.errors import UsageError
from precheck.plugins import Registry
from precheck.policy import Policy
from precheck.present.policies import changes, compared, listed, shown
from precheck.rules import Rule
from precheck.settings import Settings

DAY = click.DateTime(formats=["%Y-%m-%d"])
WIDEST = 100


class Asked(Struct, frozen=True, kw_only=True):
    """The options that stand behind `policies` and behind each of its words."""

    as_of: datetime | None = None
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
        return policies_for(self._registry(settings), settings, names)

    def rules(self) -> Mapping[str, Rule[Any]]:
        """Every rule that takes part, by each of its names."""
        rules = self._registry(settings_for(self.config)).rules.values()
        return {name: rule for rule in rules for name in rule.names}

    def _registry(self, settings: Settings) -> Registry:
        return registry_for(settings, self.only, self.without)


def asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options, each of them after the word or before it."""
    return json_option(plugin_options(command))


day_option = click.option("--as-of", type=DAY, help="Instead of today.")


@click.group("policies", invoke_without_command=True)
@day_option
@asking
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - click's
    """List the policies, show one, or compare it on two days."""
    ctx.obj = Asked(**options)
    if ctx.invoked_subcommand is None:
        _list(ctx.obj)


@command.command("show")
@click.argument("name")
@day_option
@asking
@click.pass_obj
def show(above: Asked, /, name: str, **options: Any) -> None:  # noqa: ANN401 - click's
    """Show the lines of a policy, with their days and sources."""
    asked = Asked(**options).over(above)
    (policy,) = asked.policies(name)
    if asked.as_json:
        print_json(policy)
    else:
        _echo(shown(policy, asked.rules(), asked.day, _width()))


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
    if asked.as_of is not None:
        raise UsageError("--as-of goes with one day; diff compares those of --from and --to")
    days = first.date(), last.date()
    if days[0] > days[1]:
        raise UsageError(
            f"--from {days[0]} lies after --to {days[1]}; give the earlier day to --from"
        )
    (policy,) = asked.policies(name)
    if asked.as_json:
        print_json(changes(policy, *days))
    else:
        _echo(compared(policy, asked.rules(), *days, _width()))


def _list(asked: Asked) -> None:
    policies = asked.policies()
    if asked.as_json:
        print_json(policies)
    else:
        _echo(listed(policies, asked.day))


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _width() -> int:
    """The width of the terminal; beyond a hundred characters a line is hard to read."""
    return min(get_terminal_size(fallback=(WIDEST, 24)).columns, WIDEST)
