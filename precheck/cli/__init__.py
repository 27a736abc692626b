"""The command line: each command is imported when it is used, none to show the help."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import click

from precheck.errors import NothingToCheck, PrecheckError, did_you_mean
from precheck.version import VERSION

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

COMMANDS = {
    "check": "Check a message, a release folder, a batch folder or audio files.",
    "show": "Show one track: its sound, its tags beside the message, what was noticed.",
    "judge": "Judge a saved report again: for others, under another day.",
    "fix": "Repair what can be repaired in sound files, into another folder.",
    "disclose": "Tell what is declared about AI, and how each recipient puts it.",
    "rules": "List the rules.",
    "explain": "Explain one rule.",
    "plugins": "List the plugins, the broken ones too.",
    "policies": "List the policies, show one, or compare it on two days.",
    "schemas": "Add, list or remove the schemas that messages are validated against.",
    "tui": "Open the terminal UI.",
    "schema": "Print the JSON Schema of the report, or of the disclosure.",
}
EXIT_CODES = {
    "0": "Every release passes.",
    "1": "There is a notice at or above the bar (--fail-on, default review).",
    "2": "Used or configured wrongly, or the answer cannot be written.",
    "3": "Not complete: something that could have blocked was not judged.",
    "5": "There is nothing to check.",
    "130": "Interrupted.",
    "141": "Whoever read the answer went away before its end.",
}
USAGE, NOTHING, INTERRUPTED, READER_GONE = 2, 5, 130, 141
"""The last is what a shell says of a program that SIGPIPE (13) has ended."""


class Commands(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table; then those of plugins."""
        del ctx
        return [*COMMANDS, *sorted(_foreign())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command, or that of a plugin."""
        del ctx
        if cmd_name in COMMANDS:
            command: click.Command = import_module(f"precheck.cli.{cmd_name}").command
            return command
        point = _foreign().get(cmd_name)
        if point is None:
            return None
        from precheck.cli.foreign import loaded

        return loaded(point)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a name that is not there is answered with the nearest one."""
        name = args[0]
        if name[:1] != "-" and self.get_command(ctx, name) is None:
            near = did_you_mean(name, self.list_commands(ctx))
            raise click.UsageError(f"there is no command {name!r}{near}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the tables; of ours nothing is imported."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))
        if points := _foreign():
            from precheck.cli.foreign import summary

            with formatter.section("Commands of plugins"):
                formatter.write_dl([(name, summary(points[name])) for name in sorted(points)])
        with formatter.section("Exit codes"):
            formatter.write_dl(list(EXIT_CODES.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what the caller did wrong becomes a message and an exit code."""
        try:
            return super().invoke(ctx)
        except NothingToCheck as error:
            _say(error)
            ctx.exit(NOTHING)
        except PrecheckError as error:
            _say(error)
            ctx.exit(USAGE)
        except KeyboardInterrupt:
            click.echo("precheck: interrupted", err=True)
            ctx.exit(INTERRUPTED)


def _say(error: PrecheckError) -> None:
    """Say what went wrong; names of files in it are as hostile as what is in them."""
    from precheck.present.plain import plain

    lines = str(error).split("\n")
    click.echo("\n".join(map(plain, (f"precheck: {lines[0]}", *lines[1:]))), err=True)


def _foreign() -> dict[str, EntryPoint]:
    """The commands of plugins; a name of ours stays ours."""
    from precheck.cli.foreign import foreign

    return {name: point for name, point in foreign().items() if name not in COMMANDS}


@click.group(cls=Commands, invoke_without_command=True)
@click.version_option(VERSION, prog_name="precheck", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Check a release before it is delivered: audio, AI credits, upload cadence, voice.

    Without a command the terminal UI opens.
    """
    if ctx.invoked_subcommand is None:
        from precheck.tui import run

        ctx.exit(run(None, ()))
