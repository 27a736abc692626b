"""Switches: options of `precheck check` by which a plugin lets one of its settings be set once."""

from __future__ import annotations

from msgspec import Meta, Struct

OUTPUT = Meta(extra={"output": True})
"""Marks a setting that says where something is written: no fact rests on it."""


class Switch(Struct, frozen=True, kw_only=True):
    """An option of `precheck check` that sets a plugin's setting for one run.

    It wins over `precheck.toml`. Its name is that of the entry point.
    """

    plugin: str
    """The plugin's name."""
    option: str
    """The setting, as it is called under `[plugins.<name>]`; it takes a text."""
    metavar: str
    """What stands for the value in the help, such as `DIR`."""
    help: str
    """What it does, in a sentence."""
    is_path: bool = False
    """Whether the value is a path: then it is as seen from where the command is called."""
    must_exist: bool = False
    """Whether there must be something at that path."""
