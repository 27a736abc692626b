"""`precheck history`: look at the upload history, fill it, save it, forget an account."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from precheck.commands import UsageError, json_option, plain, print_json
from precheck_cadence.commands.opened import Wanted, history_options, opened

if TYPE_CHECKING:
    from precheck_cadence.history.status import Status


@click.group("history")
def command() -> None:
    """Look at the upload history, fill it, save it, forget an account."""


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
    """Give back the room that rows have left. An SQLite file is locked meanwhile."""
    with opened(Wanted.of(history, config)) as store:
        before = store.status("").size_bytes
        store.tidy()
        after = store.status("").size_bytes
    if as_json:
        print_json({"size_bytes_before": before, "size_bytes": after})
        return
    click.echo(f"{_megabytes(before)} before, {_megabytes(after)} now")


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
