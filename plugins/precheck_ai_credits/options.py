"""What may be set: the plugin's settings, and what a policy may change of its rules."""

from __future__ import annotations

from msgspec import Struct


class AiCredits(Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of `[plugins.ai-credits]`."""

    earlier: str = ""
    """A folder with the messages sent before: `<UPC>.xml`, or a folder `<UPC>` with messages."""


class LicenceList(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose list of licensed generators counts."""

    of: str = "believe"
    """Such as `believe`; the plugin knows the generators that this list names."""


class Help(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether AI that only treats what people made counts as a part of it."""

    counts: bool = True
    """Mixing, mastering, editing and tuning; where an amount is stated, it counts all the same."""


class SubstantialShare(Struct, frozen=True, forbid_unknown_fields=True):
    """From which share of the roles that are heard a track counts as substantially AI."""

    share: float = 0.5
    """From 0 to 1."""
