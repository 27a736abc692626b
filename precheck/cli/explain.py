"""`precheck explain`: one rule's page."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
import msgspec

from precheck.cli.answer import fitting
from precheck.cli.options import (
    json_option,
    plugin_options,
    print_json,
    registry_for,
    settings_for,
)
from precheck.cli.rules import info
from precheck.engine.docket import policies_for
from precheck.errors import PolicyError
from precheck.policy import Ruling, SetBy, ruling
from precheck.present.page import page, paragraphs
from precheck.present.policies import BASES
from precheck.rules import Basis, Rule

HANG = 2
"""How far in an entry of a list goes on."""


@click.command("explain")
@click.argument("rule_id", metavar="RULE")
@click.option("--as-of", type=click.DateTime(formats=["%Y-%m-%d"]), help="Instead of today.")
@json_option
@plugin_options
def command(  # noqa: PLR0913, PLR0917 - each is an option
    rule_id: str,
    as_of: datetime | None,
    as_json: bool,  # noqa: FBT001 - click hands it over by name
    config: Path | None,
    only: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """Explain one rule: what it asks, why, what to do, its numbers, and who asks for it."""
    settings = settings_for(config)
    registry = registry_for(settings, only, without)
    rule = registry.rule(rule_id)
    day = as_of.date() if as_of is not None else date.today()  # noqa: DTZ011 - the user's day
    rulings = []
    for policy in policies_for(registry, settings, ()):
        line = policy.on(day).get(rule.id)
        try:
            rulings.append(ruling(rule, policy, line, settings.overrides(rule.id, policy.name)))
        except PolicyError as error:
            click.echo(f"precheck: {error}", err=True)
    if as_json:
        print_json({**msgspec.to_builtins(info(rule)), "doc": rule.doc, "rulings": rulings})
        return
    lines = [*page(rule).splitlines(), *_for_whom(rule, rulings, day)]
    if sys.stdout.isatty():
        lines = list(fitting(paragraphs(lines), sys.stdout.buffer, HANG))
    click.echo("\n".join(lines))


def _for_whom(rule: Rule[Any], rulings: Sequence[Ruling], day: date) -> Iterator[str]:
    """What each recipient makes of the rule, those with nothing to say of it together."""
    yield from ("", f"## For whom, as of {day}", "")
    for one in rulings:
        if not _is_silent(one):
            yield from _told(one)
    rest = [one.recipient for one in rulings if _is_silent(one)]
    if rest:
        yield f"- {', '.join(rest)}: {rule.severity.value} (set by the rule)"


def _is_silent(one: Ruling) -> bool:
    """Whether the policy has nothing to say of the rule."""
    return one.set_by is SetBy.RULE and one.source is None and not one.note


def _told(one: Ruling) -> Iterator[str]:
    """What one recipient makes of the rule, on whose word, and who says something else."""
    why = f", {one.source.title}, {one.source.url}" if one.source is not None else ""
    basis = f"; {BASES[one.basis]}" if one.basis is not Basis.PUBLISHED else ""
    yield f"- {one.recipient}: {one.severity.value} (set by the {one.set_by.value}{why}{basis})"
    if one.note:
        yield f"  {one.note}"
    for source in one.otherwise:
        yield f"  Otherwise: {source.title}, {source.url}"
