"""`precheck history`: look at the upload history, fill it, save it, forget an account."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from precheck.commands import UsageError, json_option, plain, print_json
from precheck_cadence.commands import importing
from precheck_cadence.commands.opened import Wanted, history_options, opened
from precheck_cadence.commands.progress import progress

if TYPE_CHECKING:
    from precheck_cadence.history.status import Status


@click.group("history")
def command() -> None:
    """Look at the upload history, fill it, save it, forget an account."""


command.add_command(importing.command)


@command.command("status")
@json_option
@history_options
def status(*, as_json: bool, history: str | None, config: Path | None) -> None:
    """Say how much the history holds, and from when to when."""
    wanted = Wanted.of(history, config)
    with opened(wanted) as store:
        found = store.status(_name(wanted))
    if as_json:
        print_json(found)
        return
    for line in _lines(found):
        click.echo(line)


@command.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@history_options
def export(*, file: Path, as_json: bool, history: str | None, config: Path | None) -> None:
    """Write the history to FILE, as JSON Lines or CSV by its suffix.

    `precheck history import` reads it back: the counts are the same, fingerprints are not in it.
    """
    from precheck_cadence.exchange.exporting import exported

    with opened(Wanted.of(history, config)) as store:
        products = store.status("").products
        try:
            with progress("products", products) as tell:
                done = exported(store, file, tell)
        except OSError as error:
            name = plain(str(error.filename or file))
            raise UsageError(f"{name} cannot be written: {error.strerror or error}") from error
    if as_json:
        print_json(done)
        return
    click.echo(f"{_many(done.products, 'product')} in {_many(done.rows, 'row')}")


@command.command("forget")
@click.argument("account")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@history_options
def forget(
    *, account: str, yes: bool, as_json: bool, history: str | None, config: Path | None
) -> None:
    """Remove everything of an account: afterwards it is as if it had never been.

    What others sent stays, and counts as before. It cannot be undone.
    """
    from precheck_cadence.history.forgetting import products_of
    from precheck_cadence.upload import writable

    account = writable(account)  # as it is remembered
    if not account:
        raise UsageError("name the account to forget")
    with opened(Wanted.of(history, config)) as store:
        number = len(products_of(store.database, account))
        if not number:
            raise UsageError(f"the history holds nothing of account {plain(repr(account))}")
        question = f"Forget {_many(number, 'product')} of account {plain(repr(account))} for ever?"
        if not yes and not click.confirm(question, err=True):
            click.echo("precheck: nothing was forgotten", err=True)
            return
        forgotten = store.forget(account)
    if as_json:
        print_json(forgotten)
        return
    click.echo(
        f"{_many(forgotten.products, 'product')} and {_many(forgotten.recordings, 'recording')}"
        f" forgotten, and {_many(forgotten.names, 'name')} that nobody else uses"
    )


@command.command("vacuum")
@json_option
@history_options
def vacuum(*, as_json: bool, history: str | None, config: Path | None) -> None:
    """Give back the room that rows have left. An SQLite file is locked meanwhile.

    Fingerprints are then looked up no longer by values that too many recordings share.
    """
    with opened(Wanted.of(history, config)) as store:
        before = store.status("").size_bytes
        common = store.maintain()
        store.tidy()
        after = store.status("").size_bytes
    if as_json:
        print_json({"size_bytes_before": before, "size_bytes": after, "common_values": common})
        return
    click.echo(f"{_megabytes(before)} before, {_megabytes(after)} now")
    if common:
        values = _many(common, "value")
        click.echo(f"{values} of fingerprints are in too many recordings to look them up by")


def _name(wanted: Wanted) -> str:
    from precheck_cadence.history.opening import named

    return named(wanted.options)


def _lines(found: Status) -> list[str]:
    lines = [
        f"history     {plain(found.history)} ({found.kind}, shape {found.shape})",
        f"products    {found.products:,}",
        f"recordings  {found.recordings:,}",
        f"accounts    {found.accounts:,}",
    ]
    if found.first is not None and found.last is not None:
        lines += [f"first       {found.first:%Y-%m-%d %H:%M} UTC"]
        lines += [f"last        {found.last:%Y-%m-%d %H:%M} UTC"]
    return [*lines, f"size        {_megabytes(found.size_bytes)}"]


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:,.1f} MB"
