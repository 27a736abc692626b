"""`precheck rules`: list what is asked."""

from __future__ import annotations

from pathlib import Path

import click
from msgspec import Struct

from precheck.cli.options import (
    json_option,
    plugin_options,
    print_json,
    registry_for,
    settings_for,
)
from precheck.rules import Rule, Severity, Source


class RuleInfo(Struct, frozen=True, kw_only=True):
    """A rule as it is listed."""

    id: str
    title: str
    plugin: str
    severity: Severity
    of: str
    needs: tuple[str, ...]
    is_estimate: bool
    sources: tuple[Source, ...]
    formerly: tuple[str, ...]


def info(rule: Rule[object]) -> RuleInfo:
    """The rule without its function."""
    return RuleInfo(
        id=rule.id,
        title=rule.title,
        plugin=rule.plugin,
        severity=rule.severity,
        of=rule.of.__name__.lower(),
        needs=tuple(need.__name__ for need in rule.needs),
        is_estimate=rule.is_estimate,
        sources=rule.sources,
        formerly=rule.formerly,
    )


@click.command("rules")
@json_option
@plugin_options
def command(
    as_json: bool,  # noqa: FBT001 - click hands it over by name
    config: Path | None,
    only: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """List the rules."""
    registry = registry_for(settings_for(config), only, without)
    if as_json:
        print_json([info(rule) for rule in registry.rules.values()])
        return
    width = max((len(rule_id) for rule_id in registry.rules), default=0)
    for rule in registry.rules.values():
        click.echo(f"{rule.id:{width}}  {rule.severity.value:7}  {rule.title}")
