"""`precheck history import`: fill the history from a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import structs

from precheck.commands import UsageError, json_option, plain, print_json
from precheck_cadence.commands.opened import NOT_COMPLETE, Wanted, history_options, opened
from precheck_cadence.commands.progress import progress

if TYPE_CHECKING:
    from precheck_cadence.exchange.source import Mapped, Source
    from precheck_cadence.history.progress import Progress

_NAMES_TOLD = 10


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="OURS=THEIRS",
    help="What the file calls otherwise, such as account=client_id.",
)
@click.option("--timezone", default="", metavar="NAME", help="Of times that name no zone.")
@click.option("--again", is_flag=True, help="From the beginning, whatever was imported before.")
@json_option
@history_options
def command(  # noqa: PLR0913 - each is an option of the command
    *,
    file: Path,
    pairs: tuple[str, ...],
    timezone: str,
    again: bool,
    as_json: bool,
    history: str | None,
    config: Path | None,
) -> None:
    """Fill the history from FILE: CSV, JSON Lines or Parquet; docs/history.md has the form.

    What was interrupted goes on where it was. What is imported twice counts once. Rows that
    cannot be read go to FILE.rejected.csv or .jsonl with their line and the reason, and the
    command ends with code 3.
    """
    from precheck_cadence.exchange.source import Mapped

    mapped = Mapped(_mapped(pairs))
    zone = _zone(timezone)
    wanted = Wanted.of(history, config)
    try:
        done, rejected = _imported(file, mapped, (timezone, zone), wanted, again=again)
    except OSError as error:
        name = plain(str(error.filename or file))
        raise UsageError(f"{name} cannot be read or written: {error.strerror or error}") from error
    if as_json:
        print_json(
            {**structs.asdict(done), "rejected_file": plain(str(rejected)) if rejected else None}
        )
    else:
        click.echo(
            f"rows: {done.rows:,} read, {done.rejected:,} rejected;"
            f" recorded: {done.uploads:,} uploads, {done.standings:,} new statuses"
        )
    if rejected is not None:
        text = plain(str(rejected))
        click.echo(f"precheck: rows that were not recorded are in {text}, with reasons", err=True)
        raise click.exceptions.Exit(NOT_COMPLETE)


def _imported(
    file: Path,
    mapped: Mapped,
    times: tuple[str, tzinfo | None],
    wanted: Wanted,
    *,
    again: bool,
) -> tuple[Progress, Path | None]:
    """What came of it, and the file of rejected rows if there is one."""
    from precheck_cadence.exchange.importing import Import
    from precheck_cadence.exchange.rejected import Rejected
    from precheck_cadence.exchange.source import key_of, source_of
    from precheck_cadence.history.progress import Progress, load

    key = key_of(file, mapped, times[0])
    source = source_of(file, mapped)
    with opened(wanted, may_begin=True) as store:
        done = Progress() if again else load(store.database, key)
        if source.size and done.at >= source.size:
            click.echo("precheck: this file was imported before; --again does it anew", err=True)
        elif done.at:
            click.echo(f"precheck: going on behind line {done.line:,}", err=True)
        with (
            Rejected(file, source.columns, kept_bytes=done.rejected_bytes) as rejected,
            progress(file.name, source.size, done.at) as tell,
        ):
            if done.at < source.size:
                for so_far in Import(store, source, key, rejected, times[1]).run(done):
                    tell(so_far.at, f"{so_far.rows:,} rows")
                    done = so_far
            _tell_of_unused(source)
            return done, rejected.file if done.rejected else None


def _mapped(pairs: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not equals or not ours or not theirs:
            raise UsageError(f"--map {pair}: write it as OURS=THEIRS, such as account=client_id")
        found[ours.strip()] = theirs
    return found


def _zone(name: str) -> tzinfo | None:
    if not name:
        return None
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UsageError(
            f"--timezone {name}: this machine knows no such zone; write it as Europe/Berlin"
        ) from error


def _tell_of_unused(source: Source) -> None:
    if source.unused:
        names = sorted(source.unused)
        more = f" and {len(names) - _NAMES_TOLD} more" if len(names) > _NAMES_TOLD else ""
        named = plain(", ".join(names[:_NAMES_TOLD]))
        click.echo(f"precheck: nothing is known of what is called {named}{more}", err=True)
