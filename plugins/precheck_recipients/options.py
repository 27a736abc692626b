"""What a policy may set for the rules of recipients."""

from __future__ import annotations

from msgspec import Struct


class AcceptedVersions(Struct, frozen=True, forbid_unknown_fields=True):
    """Which ERN versions a recipient takes."""

    accepted: tuple[str, ...] = ()
    """Versions such as `4.3.2`, each standing for itself; empty: any."""


class UnconfirmedVersions(Struct, frozen=True, forbid_unknown_fields=True):
    """Which ERN versions a recipient's pages leave open."""

    unconfirmed: tuple[str, ...] = ()
    """Versions such as `4.3.2`, each standing for itself; empty: none."""
