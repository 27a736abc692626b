"""What a plugin needs for a command of its own on the command line.

A command is a `click.Command` that the plugin names as an entry point of the group
`precheck.commands`; the entry point's name is the command's. Such a module may import `click` and
this one. Nothing of it is imported before the command is asked for, or the help.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from precheck.cli.options import (
    config_option,
    json_option,
    print_json,
    registry_for,
    settings_for,
)
from precheck.errors import UsageError, did_you_mean
from precheck.inspectors import Apart
from precheck.policy import Policy, Ruling, ruling
from precheck.present.plain import plain
from precheck.rules import Rule

if TYPE_CHECKING:
    from precheck.plugins import Registry
    from precheck.settings import Settings

__all__ = [
    "UsageError",
    "asked_of",
    "config_option",
    "json_option",
    "own_options",
    "plain",
    "print_json",
    "processes",
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
    plugin: str, recipient: str, config: Path | None, day: date, *, is_trial: bool = False
) -> tuple[tuple[Rule[Any], Ruling], ...]:
    """How the rules of a plugin are judged for one recipient on a day, under the user's settings.

    `recipient` names a policy, or a file that holds one. In a trial, rules that need a back-test
    may hold without one. Raises `UsageError` and `PolicyError`.
    """
    settings = settings_for(config)
    registry = registry_for(settings)
    policy = _policy(registry, settings, recipient)
    in_force = policy.on(day)
    return tuple(
        (
            rule,
            ruling(
                rule,
                policy,
                next((in_force[name] for name in reversed(rule.names) if name in in_force), None),
                settings.overrides(rule.id, policy.name),
                is_trial=is_trial,
            ),
        )
        for rule in registry.rules.values()
        if rule.plugin == plugin
    )


def _policy(registry: Registry, settings: Settings, recipient: str) -> Policy:
    known = {**registry.policies, **{policy.name: policy for policy in settings.own_policies()}}
    if recipient in known:
        return known[recipient]
    path = Path(recipient)
    if not path.is_file():
        hint = did_you_mean(recipient, known)
        raise UsageError(f"{recipient!r} is neither a policy nor a file{hint}")
    return Policy.parse(path.read_bytes(), where=recipient)
