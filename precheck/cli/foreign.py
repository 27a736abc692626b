"""Commands that plugins bring, through the entry points of the group `precheck.commands`."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

import click

from precheck.errors import UsageError

GROUP = "precheck.commands"


def foreign() -> dict[str, EntryPoint]:
    """Where each command is found, by its name; nothing is imported."""
    return {point.name: point for point in entry_points(group=GROUP)}


def loaded(point: EntryPoint) -> click.Command:
    """Import a command. Raises `UsageError` where it is broken, whatever it raises."""
    try:
        found = point.load()
    except Exception as error:
        raise UsageError(
            f"the command {point.name!r} of {owner(point)} cannot be used: "
            f"{type(error).__name__}: {error}"
        ) from error
    if not isinstance(found, click.Command):
        raise UsageError(f"{point.value!r} of {owner(point)} is no command of click")
    return found


def summary(point: EntryPoint) -> str:
    """The line that the help shows for it."""
    try:
        return loaded(point).get_short_help_str(limit=100)
    except UsageError as error:
        return str(error)


def owner(point: EntryPoint) -> str:
    """Who brings it."""
    return f"{point.dist.name} {point.dist.version}" if point.dist is not None else point.value
