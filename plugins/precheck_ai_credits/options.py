"""The settings of the plugin."""

from __future__ import annotations

from msgspec import Struct


class AiCredits(Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of `[plugins.ai-credits]`."""

    earlier: str = ""
    """A folder with the messages sent before: `<UPC>.xml`, or a folder `<UPC>` with messages."""
