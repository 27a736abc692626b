"""The switches that plugins bring, through the entry points of the group `precheck.switches`.

None is looked for unless a call has an option that is not ours, or asks for the help.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from precheck.cli.foreign import owner
from precheck.errors import UsageError

if TYPE_CHECKING:
    from precheck.settings import Settings
    from precheck.switches import Switch

GROUP = "precheck.switches"
FOUND, ASKED = "precheck.switches.found", "precheck.switches.asked"


class Switched(click.Command):
    """A command that takes the switches of plugins too; a name of ours stays ours."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Look for switches where one may be meant."""
        words = {word.partition("=")[0] for word in args if word.startswith("--")} - {"--"}
        if words - self.own_flags:
            ctx.meta[FOUND] = [_option(s) for s in switches() if s.flag not in self.own_flags]
        return super().parse_args(ctx, args)

    @property
    def own_flags(self) -> frozenset[str]:
        """Every option that is not a plugin's, with its dashes."""
        return frozenset(flag for one in self.params for flag in (*one.opts, *one.secondary_opts))

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Our own, and those that were looked for."""
        return [*super().get_params(ctx), *ctx.meta.get(FOUND, ())]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write ours, then those of plugins."""
        for title, params in (
            ("Options", super().get_params(ctx)),
            ("Options of plugins", ctx.meta.get(FOUND, ())),
        ):
            lines = [record for one in params if (record := one.get_help_record(ctx)) is not None]
            if lines:
                with formatter.section(title):
                    formatter.write_dl(lines)


class Found:
    """A switch that some distribution brings."""

    def __init__(self, point: EntryPoint) -> None:
        """Import nothing yet."""
        self.point = point
        self.flag = f"--{point.name}"
        self.home = point.dist.name if point.dist is not None else ""
        """The distribution that brings it."""

    def load(self) -> Switch:
        """Import it. Raises `UsageError` where it is broken, whatever it raises."""
        from precheck.switches import Switch

        whose = f"the option {self.flag} of {owner(self.point)}"
        try:
            switch = self.point.load()
        except Exception as error:
            detail = f"{type(error).__name__}: {error}"
            raise UsageError(f"{whose} cannot be used: {detail}") from error
        if not isinstance(switch, Switch):
            raise UsageError(f"{whose} cannot be used: {self.point.value} is no Switch")
        return switch


def every_switch() -> tuple[Found, ...]:
    """Every switch that is installed, by name. Nothing is imported."""
    points = sorted(entry_points(group=GROUP), key=lambda one: (one.name, one.value))
    return tuple(Found(point) for point in points)


def switches() -> tuple[Found, ...]:
    """The same, of two with one name the first."""
    return tuple({found.flag: found for found in reversed(every_switch())}.values())[::-1]


def _option(found: Found) -> click.Option:
    """The option as click takes it; a broken one says so in the help, and when it is used."""
    metavar, told = "TEXT", ""
    kind: click.ParamType[Any] = click.STRING
    try:
        switch = found.load()
    except UsageError as error:
        told = str(error)
    else:
        metavar, told = switch.metavar, switch.help
        kind = click.Path(exists=switch.must_exist) if switch.is_path else click.STRING

    def keep(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
        if value is not None:
            ctx.meta.setdefault(ASKED, []).append((found, value))

    return click.Option(
        [found.flag, f"switch_{found.point.name.replace('-', '_')}"],
        metavar=metavar,
        help=told,
        type=kind,
        expose_value=False,
        callback=keep,
    )


def switched(
    settings: Settings, ctx: click.Context, only: Iterable[str], without: Iterable[str]
) -> Settings:
    """The settings with what the switches of this call set.

    Raises `UsageError` for a switch that is broken, or of a plugin that is left out.
    """
    for plugin, option, flag, value in _asked(ctx):
        if plugin in without or (only and plugin not in only):
            raise UsageError(f"{flag} is of the plugin {plugin!r}, which is left out of this run")
        settings = settings.having(plugin, option, value)
    return settings


def _asked(ctx: click.Context) -> Iterator[tuple[str, str, str, str]]:
    pairs: list[tuple[Found, Any]] = ctx.meta.get(ASKED, [])
    for found, value in pairs:
        switch = found.load()
        text = str(Path(value).absolute()) if switch.is_path else value
        yield switch.plugin, switch.option, found.flag, text
