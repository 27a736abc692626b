"""The door for adapters: what one needs to turn a vendor's answer into the neutral result.

An adapter is a value of an entry point of the group `precheck.voice_adapters`; its name is what a
stored answer calls the vendor. Ours, in `precheck_voice.vendors`, use the same door.
"""

from __future__ import annotations

from precheck_voice.adapters.adapter import (
    Adapter,
    Asked,
    Standing,
    inconclusive,
    unfinished,
    unusable,
)
from precheck_voice.adapters.pieces import covered
from precheck_voice.adapters.result import Axis, Likeness, Scale, Synthesis, VoiceEvidence

__all__ = [
    "Adapter",
    "Asked",
    "Axis",
    "Likeness",
    "Scale",
    "Standing",
    "Synthesis",
    "VoiceEvidence",
    "covered",
    "inconclusive",
    "unfinished",
    "unusable",
]
