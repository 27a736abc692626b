"""Opening the history that the settings name: a file, a server, or one in memory."""

from __future__ import annotations

from pathlib import Path

from precheck_cadence.history.store import Store
from precheck_cadence.options import CadenceOptions

_SCHEMES = ("postgresql://", "postgres://")


def is_server(history: str) -> bool:
    """Whether the setting names a PostgreSQL database, not a file."""
    return history.startswith(_SCHEMES)


def named(options: CadenceOptions) -> str:
    """What reports and messages call the history."""
    if not is_server(options.history):
        return options.history
    from precheck_cadence.history.address import Address

    return Address.of(options.history).name


def opened(options: CadenceOptions, data: Path) -> Store:
    """The history that the settings name; one in memory where they name none."""
    if is_server(options.history):
        from precheck_cadence.history.address import Address
        from precheck_cadence.history.postgresql import PostgresqlDatabase

        address = Address.of(options.history)
        return Store(PostgresqlDatabase(address, busy_seconds=options.busy_seconds))
    file = data / options.history if options.history else None
    return Store.in_file(file, name=options.history, busy_seconds=options.busy_seconds)
