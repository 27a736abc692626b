"""One passage over and over, found in the fingerprint by comparing it with itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from precheck import Loop
from precheck_audio_tags.alignment import VALUE_SECONDS

SHORTEST_SECONDS = 0.5
LONGEST_SECONDS = 60.0
LIKE_BITS = 4
"""Values that differ in no more of their 32 bits are of the same sound, a little shifted."""
SHARE = 0.9
OTHERWISE = 0.5
"""A passage differs from itself a part of its length later; steady sound does not."""
FEWEST_TIMES = 4
"""How often a passage must fit into the track."""


def loop_in(raw: bytes) -> Loop | None:
    """The shortest passage that nearly all of a track repeats; None where there is none.

    `raw` is a fingerprint. Steady sounds, which are like themselves at any distance, are none.
    """
    values = np.frombuffer(raw, "<u4")
    first = round(SHORTEST_SECONDS / VALUE_SECONDS)
    last = min(round(LONGEST_SECONDS / VALUE_SECONDS), len(values) // FEWEST_TIMES)
    least = 1.0
    for lag in range(1, last + 1):
        share = _share(values, lag)
        if lag >= first and share >= SHARE and least < OTHERWISE:
            return Loop(seconds=round(lag * VALUE_SECONDS, 2), share=round(share, 3))
        least = min(least, share)
    return None


def _share(values: NDArray[np.uint32], lag: int) -> float:
    differing = np.bitwise_count(values[lag:] ^ values[:-lag])
    return float((differing <= LIKE_BITS).mean())
