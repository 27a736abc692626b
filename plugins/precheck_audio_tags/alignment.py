"""How alike two Chromaprints are, wherever the one begins in the other."""

from __future__ import annotations

from msgspec import Struct

from precheck import Fingerprint

VALUE_SECONDS = 0.1238
"""The step of the values: 1365 samples at 11,025 Hz."""
FARTHEST = 80
"""How many values the beginnings may lie apart: ten seconds."""
FEWEST = 80
"""How many values must lie beside each other to say anything: ten seconds."""
_BITS = 32


class Alignment(Struct, frozen=True):
    """Two fingerprints where they are most alike."""

    bit_error_rate: float
    """The share of bits that differ: 0 for the same sound, about 0.5 for two that share nothing."""
    offset_seconds: float
    """How much later the first begins."""
    coverage: float
    """The share of the shorter that lies beside the other, from 0 to 1."""


def aligned(one: Fingerprint, other: Fingerprint) -> Alignment | None:
    """The best alignment; None where the sounds are too short.

    Whole fingerprints are compared as integers of thousands of bits, which is fast in Python.
    """
    here, there = (int.from_bytes(f.raw, "little") for f in (one, other))
    count, others = len(one.raw) * 8 // _BITS, len(other.raw) * 8 // _BITS
    best: Alignment | None = None
    for offset in range(-FARTHEST, FARTHEST + 1):
        first, second = max(offset, 0), max(-offset, 0)
        length = min(count - first, others - second)
        if length < FEWEST:
            continue
        mask = (1 << length * _BITS) - 1
        differing = ((here >> first * _BITS) ^ (there >> second * _BITS)) & mask
        rate = differing.bit_count() / (length * _BITS)
        if best is None or rate < best.bit_error_rate:
            coverage = length / min(count, others)
            best = Alignment(rate, offset * VALUE_SECONDS, coverage)
    return best
