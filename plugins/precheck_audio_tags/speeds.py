"""At which other speeds a sound is played, where the settings ask for it."""

from __future__ import annotations

from math import floor, log

STEP = 0.005
"""From one speed to the next: at half of it three to twenty in a hundred values are left."""

NEAR = 0.06
"""A semitone either way, in 22 speeds: what the documentation suggests."""

WIDEST = 0.30
"""From 0.77 to 1.3, where most "slowed" and "sped up" versions are, in 104 speeds."""

MOST_SECONDS = 600.0
"""Longer sounds are not played again: what is kept of one has a bound, and takes some 26 MB."""


def speeds(farthest: float) -> tuple[float, ...]:
    """The speeds, each one step from the last, the nearest to 1 first; 1 is not one.

    `farthest` is how far they reach, from 0 to `WIDEST`; below a step there are none.
    """
    count = floor(log(1 + farthest) / log(1 + STEP) + 1e-9)
    return tuple((1 + STEP) ** (way * k) for k in range(1, count + 1) for way in (1, -1))
