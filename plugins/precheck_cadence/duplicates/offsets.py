"""Where one fingerprint may begin in another: the offsets at which they share values."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    from precheck_cadence.duplicates.values import Values

OFFSETS = 32
"""How many offsets are looked at; one for each passage that was moved, so that is plenty."""

PAIRS = 500_000
"""How many pairs of equal values are counted, the rarest first: two hours of silence have billions.

Some 10 ms.
"""

APART = 2
"""Offsets this close, in values, belong to one passage; the next to a peak are not peaks."""


def likely_offsets(one: Values, other: Values) -> list[int]:
    """The offsets with most values in common, the best first.

    At offset `k` value `i` of the first lies beside value `i + k` of the other.
    A value that is frequent says little about where: `a` times in the one and `b` times in the
    other, each pair counts for 1 / sqrt(a * b). So a silence counts for as much as one value.
    """
    import numpy as np

    votes = _votes(one, other)
    near = np.convolve(
        votes, (0.5, 1.0, 0.5), mode="same"
    )  # a cut between two steps votes for both
    found: list[int] = []
    for place in np.argsort(-near, kind="stable")[: OFFSETS * (2 * APART + 1)]:
        offset = int(place) - (len(one) - 1)
        if near[place] <= 0 or len(found) == OFFSETS:
            break
        if all(abs(offset - known) > APART for known in found):
            found.append(offset)
    return found


def _votes(one: Values, other: Values) -> NDArray[float64]:
    """For each offset from -(len(one) - 1) on, how much speaks for it."""
    import numpy as np

    size = max(len(one) + len(other) - 1, 0)
    order = np.argsort(other, kind="stable")
    first = np.searchsorted(other[order], one, side="left")
    here = np.searchsorted(other[order], one, side="right") - first
    kept = np.flatnonzero(here)
    _, kind, times = np.unique(one[kept], return_inverse=True, return_counts=True)
    product = here[kept] * times[kind]
    rarest = np.argsort(product, kind="stable")
    within = np.cumsum(here[kept][rarest]) <= PAIRS
    kept, product = kept[rarest[within]], product[rarest[within]]
    count = here[kept]
    begins = np.repeat(first[kept] - np.cumsum(count) + count, count)
    place = order[begins + np.arange(int(count.sum()))]
    offsets = place - np.repeat(kept, count) + len(one) - 1
    weights = np.repeat(1 / np.sqrt(product), count)
    votes: NDArray[float64] = np.bincount(offsets, weights, size).astype(np.float64)
    return votes
