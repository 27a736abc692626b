"""The history that a command works on, and how it says that it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct, structs

from precheck.commands import UsageError, config_option, own_options, plain
from precheck_cadence.options import CadenceOptions

if TYPE_CHECKING:
    from precheck_cadence.history.store import Store

USAGE, NOT_COMPLETE = 2, 3


class Wanted(Struct, frozen=True):
    """Which history: by the option, else by the settings."""

    options: CadenceOptions
    folder: Path

    @classmethod
    def of(cls, history: str | None, config: Path | None) -> Wanted:
        """Read the settings. Raises `UsageError` where no history is named."""
        options, folder = own_options(CadenceOptions, config)
        if history is not None:
            options = structs.replace(options, history=history)
        if not options.history:
            raise UsageError(
                "no history is named: give --history, or set history under [plugins.cadence]"
                " in precheck.toml"
            )
        return cls(options, folder)


def history_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose a history."""
    option = click.option(
        "--history", metavar="FILE|URL", help="Instead of the history that precheck.toml names."
    )
    return option(config_option(command))


@contextmanager
def opened(wanted: Wanted, *, may_begin: bool = False) -> Iterator[Store]:
    """The store; a file that is not there is made only where one `may_begin`.

    Whatever is wrong with it ends the command: with 3 where trying again may do, else with 2.
    """
    from precheck import Reason
    from precheck_cadence.history.failure import HistoryFailure
    from precheck_cadence.history.opening import is_server
    from precheck_cadence.history.opening import opened as open_store

    name = wanted.options.history
    if not may_begin and not is_server(name) and not _is_there(wanted.folder / name):
        raise UsageError(
            f"there is no history {plain(repr(name))} yet: the first check makes it,"
            " or precheck history import"
        )
    try:
        with open_store(wanted.options, wanted.folder) as store, store.database.told():
            yield store
    except HistoryFailure as failure:
        why = failure.why
        click.echo(f"precheck: {plain(why.detail)}", err=True)
        if why.remedy:
            click.echo(f"  {plain(why.remedy)}", err=True)
        code = NOT_COMPLETE if why.reason is Reason.SERVICE else USAGE
        raise click.exceptions.Exit(code) from None


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except (OSError, ValueError):
        return True  # opening it says what is wrong with the name
