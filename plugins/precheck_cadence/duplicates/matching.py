"""How alike two fingerprints are, and where: the stretches in which they hold the same sound.

A mean over all bits would call two songs alike that share their silence, and a song unlike itself
once a verse was cut out of it. So stretches are looked for at several offsets, each by its own
bits, and what does not change in the music is no evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from precheck import Fingerprint
from precheck_cadence.duplicates.offsets import APART, likely_offsets
from precheck_cadence.duplicates.values import BITS, VALUE_SECONDS, values_of

if TYPE_CHECKING:
    from numpy import bool_, float64
    from numpy.typing import NDArray

    from precheck_cadence.duplicates.values import Values

WINDOW = 16
"""Values over which the differing bits are averaged: two seconds."""

LEAST_VARIETY = 0.25
"""The share of a stretch's values that must be different ones. A tone, a hum, a silence has few."""

ENOUGH_VARIETY = 16
"""So many different values are enough for any length: two seconds over and over are music."""

FARTHEST = 0.25
"""A stretch begins and ends with a value that differs in no larger share of its bits."""


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """What counts as the same sound."""

    bit_error_rate: float = 0.15
    """At most this share of bits differs, over every two seconds."""
    seconds: float = 3.0
    """At least this long."""


class Stretch(Struct, frozen=True, kw_only=True):
    """Where both hold the same sound."""

    one_seconds: float
    """Where it begins in the first."""
    other_seconds: float
    """Where it begins in the other."""
    seconds: float
    bit_error_rate: float


class Match(Struct, frozen=True, kw_only=True):
    """Two fingerprints beside each other. A second lasts 8.08 values."""

    stretches: tuple[Stretch, ...] = ()
    """As they follow in the first. None overlaps another in the shorter of the two."""
    bit_error_rate: float | None = None
    """Over all that lies beside each other at the best offset; None where nothing is shared."""
    offset_seconds: float = 0.0
    """How much later the same sound comes in the other, at that offset."""
    one_coverage: float = 0.0
    """The share of the first that lies in stretches, from 0 to 1."""
    other_coverage: float = 0.0
    """The share of the other, likewise."""
    is_telling: bool = True
    """False where one has too little, or too little that changes, to be compared by."""

    @property
    def coverage(self) -> float:
        """The share of the shorter one that lies in stretches, from 0 to 1."""
        return max(self.one_coverage, self.other_coverage)

    @property
    def seconds(self) -> float:
        """How much sound they share."""
        return sum(stretch.seconds for stretch in self.stretches)


class _Beside(NamedTuple):
    """Two fingerprints at one offset: value `i` of the shorter and `i + offset` of the longer."""

    offset: int
    begin: int
    """The first value of the shorter that has one beside it."""
    errors: NDArray[float64]
    """The share of differing bits, value by value."""
    alike: NDArray[bool_]
    """Which lie in a window that is alike."""


class _Run(NamedTuple):
    """Alike values of the shorter, from `begin` up to `end`, at an offset."""

    begin: int
    end: int
    offset: int
    bit_error_rate: float

    @property
    def length(self) -> int:
        return self.end - self.begin


def matched(one: Fingerprint, other: Fingerprint, limits: Limits | None = None) -> Match:
    """Lay two fingerprints beside each other. The order matters for nothing but the names."""
    limits = limits or Limits()
    first, second = values_of(one), values_of(other)
    least = max(round(limits.seconds / VALUE_SECONDS), 1)
    if not (_tells(first, least) and _tells(second, least)):
        return Match(is_telling=False)
    is_swapped = (len(first), first.tobytes()) > (len(second), second.tobytes())
    shorter, longer = (second, first) if is_swapped else (first, second)
    sides = list(_sides(shorter, longer, limits, least))
    if not sides:
        return Match()
    best = max(sides, key=lambda side: (int(side.alike.sum()), -float(side.errors.mean())))
    runs = _apart([run for side in sides for run in _runs(side)], shorter, longer, least)
    return _told(runs, best, (len(shorter), len(longer)), is_swapped=is_swapped)


def _tells(values: Values, least: int) -> bool:
    return len(values) >= least and _varies(values)


def _varies(values: Values) -> bool:
    return len(set(values.tolist())) >= min(len(values) * LEAST_VARIETY, ENOUGH_VARIETY)


def _sides(shorter: Values, longer: Values, limits: Limits, least: int) -> Iterator[_Beside]:
    """Beside each other at the likely offsets, until nothing is left to be found."""
    for offset in likely_offsets(shorter, longer):
        side = _best_near(shorter, longer, offset, limits)
        yield side
        if len(shorter) - int(side.alike.sum()) < least:
            return


def _beside(shorter: Values, longer: Values, offset: int, limits: Limits) -> _Beside:
    import numpy as np

    begin = max(0, -offset)
    length = max(min(len(shorter) - begin, len(longer) - begin - offset), 0)
    here, there = shorter[begin:][:length], longer[begin + offset :][:length]
    errors = np.bitwise_count(here ^ there) / BITS
    width = min(WINDOW, length)
    sums = np.concatenate(([0.0], np.cumsum(errors)))
    is_good = (sums[width:] - sums[: length - width + 1]) <= limits.bit_error_rate * width
    edges = np.zeros(length + 1, np.int32)  # where a good window begins, and where one ended
    edges[: length - width + 1] += is_good
    edges[width:] -= is_good
    return _Beside(offset, begin, errors, np.cumsum(edges)[:length] > 0)


def _best_near(shorter: Values, longer: Values, offset: int, limits: Limits) -> _Beside:
    """The offset close by at which most is alike: a copy is seldom cut at a whole step."""
    near = range(offset - APART, offset + APART + 1)
    sides = [_beside(shorter, longer, k, limits) for k in near if -len(shorter) < k < len(longer)]
    return max(sides, key=lambda side: (int(side.alike.sum()), -float(side.errors.mean())))


def _runs(side: _Beside) -> list[_Run]:
    """What is alike without a break; a value that differs widely is not at its end."""
    import numpy as np

    is_close = side.alike & (side.errors <= FARTHEST)
    steps = np.flatnonzero(np.diff(side.alike, prepend=False, append=False))
    found = []
    for begin, end in steps.reshape(-1, 2):
        inside = np.flatnonzero(is_close[begin:end])
        if len(inside):
            first, last = begin + int(inside[0]), begin + int(inside[-1]) + 1
            rate = float(side.errors[first:last].mean())
            found.append(_Run(side.begin + first, side.begin + last, side.offset, rate))
    return found


def _apart(runs: list[_Run], shorter: Values, longer: Values, least: int) -> list[_Run]:
    """The longest runs, and of others what these leave of the shorter, if that is long enough."""
    import numpy as np

    is_free = np.ones(len(shorter), np.bool_)
    kept = []
    for run in sorted(runs, key=lambda run: (-run.length, run.bit_error_rate, run.offset)):
        if run.length < least:
            break
        free = np.diff(is_free[run.begin : run.end], prepend=False, append=False)
        for begin, end in run.begin + np.flatnonzero(free).reshape(-1, 2):
            piece = run._replace(begin=int(begin), end=int(end))
            there = longer[piece.begin + run.offset : piece.end + run.offset]
            if piece.length >= least and _varies(shorter[begin:end]) and _varies(there):
                is_free[begin:end] = False
                kept.append(piece)
    return sorted(kept)


def _told(runs: list[_Run], best: _Beside, sizes: tuple[int, int], *, is_swapped: bool) -> Match:
    """What was found, by the names under which the two came."""
    covered, in_longer = sum(run.length for run in runs), _united(runs)
    here, there = covered / sizes[0], in_longer / sizes[1]
    stretches = [
        Stretch(
            one_seconds=(run.begin + (run.offset if is_swapped else 0)) * VALUE_SECONDS,
            other_seconds=(run.begin + (0 if is_swapped else run.offset)) * VALUE_SECONDS,
            seconds=run.length * VALUE_SECONDS,
            bit_error_rate=run.bit_error_rate,
        )
        for run in runs
    ]
    return Match(
        stretches=tuple(sorted(stretches, key=lambda s: (s.one_seconds, s.other_seconds))),
        bit_error_rate=float(best.errors.mean()),
        offset_seconds=best.offset * VALUE_SECONDS * (-1 if is_swapped else 1),
        one_coverage=there if is_swapped else here,
        other_coverage=here if is_swapped else there,
    )


def _united(runs: list[_Run]) -> int:
    """How many values of the longer lie in runs, each counted once."""
    covered, reached = 0, 0
    for begin, end in sorted((run.begin + run.offset, run.end + run.offset) for run in runs):
        covered += max(end - max(begin, reached), 0)
        reached = max(reached, end)
    return covered
