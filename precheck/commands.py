"""What a plugin needs for a command of its own on the command line.

A command is a `click.Command` that the plugin names as an entry point of the group
`precheck.commands`; the entry point's name is the command's. Such a module may import `click` and
this one. Nothing of it is imported before the command is asked for, or the help.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from precheck.cli.options import (
    config_option,
    json_option,
    print_json,
    registry_for,
    settings_for,
)
from precheck.errors import UsageError
from precheck.present.plain import plain

__all__ = ["UsageError", "config_option", "json_option", "own_options", "plain", "print_json"]

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
