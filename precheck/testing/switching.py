"""What the contract demands of a plugin's switches. Each complaint says what to write."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from precheck.cli.check import command
from precheck.cli.switches import Found, Switched, every_switch
from precheck.errors import UsageError
from precheck.plugins import Plugin, find
from precheck.switches import Switch

WORDS = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def switches_of(plugin: str) -> tuple[Found, ...]:
    """The switches of the distribution that brings the plugin."""
    homes = {entry.dist.name for entry in find() if entry.name == plugin and entry.dist is not None}
    return tuple(one for one in every_switch() if one.home in homes)


def switch_is_sound(found: Found, plugin: Plugin) -> Iterator[str]:
    """A switch loads, has a name of its own, and sets a text among the plugin's settings."""
    try:
        switch = found.load()
    except UsageError as error:
        yield str(error)
        return
    if switch.plugin != plugin.name:
        return
    if not WORDS.fullmatch(found.point.name):
        yield f"name the switch in lower-case words with hyphens, not {found.point.name!r}"
    if isinstance(command, Switched) and found.flag in command.own_flags:
        yield f"{found.flag} is an option of precheck check; choose another name"
    for other in every_switch():
        if other.flag == found.flag and other.home != found.home:
            yield f"{found.flag} is a switch of {other.home} too; choose another name"
    yield from _of_option(switch, found.flag, plugin)
    if not switch.metavar.strip() or not switch.help.strip().endswith("."):
        yield f"say of {found.flag} what its value is (metavar), and in a sentence what it does"


def _of_option(switch: Switch, flag: str, plugin: Plugin) -> Iterator[str]:
    fields = {f.encode_name: f for kind in plugin.options for f in msgspec.structs.fields(kind)}
    if switch.option not in fields:
        has = ", ".join(sorted(fields)) or "none"
        yield f"{flag} sets {switch.option!r}, which is no setting of {plugin.name!r} ({has})"
        return
    try:
        msgspec.convert("a text", fields[switch.option].type)
    except msgspec.ValidationError:
        yield f"{flag} sets {switch.option!r}, which takes no text; declare it as str"
