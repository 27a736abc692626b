"""What a plugin needs for a command of its own on the command line.

A command is a `click.Command` that the plugin names as an entry point of the group
`precheck.commands`; the entry point's name is the command's. Such a module may import `click` and
this one. Nothing of it is imported before the command is asked for, or the help.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from precheck.cli.drawn import Sheet, drawing_options, print_lines
from precheck.cli.options import (
    config_option,
    json_option,
    print_json,
    registry_for,
    settings_for,
)
from precheck.errors import UsageError
from precheck.inspectors import Apart
from precheck.policy import Policy, Ruling, policy_meant, ruling
from precheck.present.cells import fitted, wrapped
from precheck.present.drawing import GUTTER, Line, Piece, braille, joined, line, with_gutter
from precheck.present.plain import plain
from precheck.present.text import many, named
from precheck.rules import Rule

__all__ = [
    "GUTTER",
    "Line",
    "Piece",
    "Ruling",
    "Sheet",
    "UsageError",
    "asked_of",
    "braille",
    "config_option",
    "drawing_options",
    "fitted",
    "joined",
    "json_option",
    "line",
    "many",
    "named",
    "own_options",
    "plain",
    "print_json",
    "print_lines",
    "processes",
    "with_gutter",
    "wrapped",
]

T = TypeVar("T")


def own_options(kind: type[T], config: Path | None) -> tuple[T, Path]:
    """A plugin's own options, filled from `precheck.toml`, and the folder that paths refer to.

    `kind` is a class that the plugin registers by `precheck_options`; `config` is what
    `config_option` gave. Raises `SettingsError` where the file says what cannot be honoured.
    """
    settings = settings_for(config)
    for plugin in registry_for(settings).plugins:
        if kind in plugin.options:
            filled: Any = settings.options(plugin)[kind]
            return filled, settings.folder
    return kind(), settings.folder


def processes(most: int) -> AbstractContextManager[Apart]:
    """At most so many processes that can be lost, for what a command decodes; ended on leaving."""
    from precheck.apart.pool import Pool

    return Pool(most)


def asked_of(
    plugin: str,
    recipients: Sequence[str],
    config: Path | None,
    day: date,
    *,
    is_trial: bool = False,
) -> tuple[tuple[Rule[Any], Ruling], ...]:
    """How the rules of a plugin are judged on a day, under the user's settings: for each recipient.

    A recipient is the name of a policy, or a file that holds one; without any they are those of the
    settings, else every policy. In a trial, rules that need a back-test may hold without one.
    Raises `UsageError` and `PolicyError`.
    """
    settings = settings_for(config)
    registry = registry_for(settings)
    known = {**registry.policies, **{policy.name: policy for policy in settings.own_policies()}}
    wanted = tuple(dict.fromkeys(recipients or settings.recipients)) or tuple(sorted(known))
    found = []
    for policy in (_policy(known, recipient) for recipient in wanted):
        in_force = policy.on(day)
        for rule in registry.rules.values():
            if rule.plugin == plugin:
                names = (name for name in reversed(rule.names) if name in in_force)
                made = ruling(
                    rule,
                    policy,
                    next((in_force[name] for name in names), None),
                    settings.overrides(rule.id, policy.name),
                    is_trial=is_trial,
                )
                found.append((rule, made))
    return tuple(found)


def _policy(known: Mapping[str, Policy], recipient: str) -> Policy:
    if recipient in known:
        return known[recipient]
    path = Path(recipient)
    if not path.is_file():
        hint = policy_meant(recipient, known.values())
        raise UsageError(f"{recipient!r} is neither a policy nor a file{hint}")
    return Policy.parse(path.read_bytes(), where=recipient)
