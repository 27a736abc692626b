"""The door for adapters: what one needs to read a vendor's answer, and to ask for it.

An adapter is a value of an entry point of the group `precheck.voice_adapters`; its name is what a
stored answer calls the vendor. Ours, in `precheck_voice.vendors`, use the same door.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from precheck_voice.adapters.adapter import (
    Adapter,
    Asked,
    Standing,
    inconclusive,
    unfinished,
    unusable,
)
from precheck_voice.adapters.asking import (
    Asking,
    OAuthOptions,
    Told,
    VendorOptions,
    VoiceprintOptions,
)
from precheck_voice.adapters.pieces import covered
from precheck_voice.adapters.result import Axis, Likeness, Scale, Synthesis, VoiceEvidence

if TYPE_CHECKING:
    from precheck_voice.asking.errand import Errand
    from precheck_voice.asking.refusals import AskFailure
    from precheck_voice.asking.sending import Reply

__all__ = [
    "Adapter",
    "AskFailure",
    "Asked",
    "Asking",
    "Axis",
    "Errand",
    "Likeness",
    "OAuthOptions",
    "Reply",
    "Scale",
    "Standing",
    "Synthesis",
    "Told",
    "VendorOptions",
    "VoiceEvidence",
    "VoiceprintOptions",
    "covered",
    "inconclusive",
    "unfinished",
    "unusable",
]

_OF_ASKING = {"AskFailure": "refusals", "Errand": "errand", "Reply": "sending"}
"""What is imported when it is used: whoever only reads answers does not pay for it."""


def __getattr__(name: str) -> object:
    """Import what asking takes."""
    if name not in _OF_ASKING:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"precheck_voice.asking.{_OF_ASKING[name]}"), name)
