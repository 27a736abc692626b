"""What the user may set under `[plugins.cadence]`: where the history is, who is a label."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Seconds = Annotated[float, Meta(ge=0.0, le=600.0)]


class CadenceOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings under `[plugins.cadence]`."""

    history: str = ""
    """The SQLite file that remembers uploads, relative to the folder of `precheck.toml`.

    Or a PostgreSQL database such as `postgresql://host/name`, without a password. Empty: nothing
    is remembered, and only what is checked together is counted.
    """
    busy_seconds: Seconds = 5.0
    """How long to wait for another process that is writing to the history, and for a server."""
    labels: tuple[str, ...] = ()
    """Accounts that belong to a label or distributor, not to one artist.

    An account that is a message's sender, and not named in `delivery.toml`, counts as one anyway.
    """
    blocked: str = ""
    """A CSV file of codes and names that were fined or refused, relative to that folder."""
