"""What the user may set under `[plugins.cadence]`: where the history is, who is a label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct, field

Seconds = Annotated[float, Meta(ge=0.0, le=600.0)]
Prefix = Annotated[str, Meta(pattern="^[A-Za-z]{2}-?[A-Za-z0-9]{3}$")]
"""Who gives an ISRC: a country and a registrant, five characters (ISO 3901:2019)."""


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
    prefixes: Mapping[str, tuple[Prefix, ...]] = field(default_factory=dict)
    """By account: how the ISRCs begin that it gives, such as `QZABC` (country and registrant)."""
    blocked: str = ""
    """A CSV file of codes and names that were fined or refused, relative to that folder."""
    campaigns: str = ""
    """A CSV file of artists whose albums are due, with dates and accounts, likewise."""
