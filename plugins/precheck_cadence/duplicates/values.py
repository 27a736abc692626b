"""The values of a fingerprint, and whether there are enough to tell anything by."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from precheck import Fingerprint

if TYPE_CHECKING:
    from numpy import uint32
    from numpy.typing import NDArray

    Values = NDArray[uint32]

ALGORITHM = 1
"""The only Chromaprint that is compared: libchromaprint's default. Others have other values."""

VALUE_SECONDS = 1365 / 11_025
"""From one value to the next: 4096 // 3 samples at 11,025 Hz, as libchromaprint steps."""

SPAN_SECONDS = (15 * 1365 + 4096) / 11_025
"""How much sound one value depends on: 16 steps of its widest filter, and a whole frame; 2.2 s."""

BITS = 32


def can_compare() -> bool:
    """Whether what it takes is installed; fingerprints of a saved report may come without."""
    return find_spec("numpy") is not None


def values_of(fingerprint: Fingerprint) -> Values:
    """The values; none of another algorithm. An incomplete value at the end is left out."""
    import numpy as np

    if fingerprint.algorithm != ALGORITHM:
        return np.empty(0, np.uint32)
    whole = len(fingerprint.raw) // 4 * 4
    return np.frombuffer(fingerprint.raw[:whole], "<u4").astype(np.uint32, copy=False)
