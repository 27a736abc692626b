"""Middle and spread that a few wild values do not move."""

from __future__ import annotations

from collections.abc import Sequence

NORMAL = 1.4826
"""What makes a MAD the standard deviation of a normal variable: 1 / Phi^-1(3/4)."""


def median(values: Sequence[float]) -> float:
    """The middle value, or the mean of the two middle ones; 0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return float(ordered[half])
    return (ordered[half - 1] + ordered[half]) / 2


def deviation(values: Sequence[float]) -> float:
    """The MAD: the median distance from the median, in the unit of the values; 0 or more.

    Hampel 1974, "The influence curve and its role in robust estimation". It is 0 where more than
    half of the values are the same: then it says nothing about the others.
    """
    middle = median(values)
    return median([abs(value - middle) for value in values])
