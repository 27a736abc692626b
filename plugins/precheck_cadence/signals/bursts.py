"""Bursts in a row of arrivals: Kleinberg's automaton."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from precheck_cadence.signals.units import SECOND

LEAST_GAP = SECOND
"""Shorter gaps count as this long, in microseconds: clocks say no more, and 0 has no logarithm."""


class Burst(Struct, frozen=True, kw_only=True):
    """A stretch in which the automaton was in a state of this level or a higher one."""

    level: int
    """From 1 up: gaps about `scale ** level` times shorter than the mean."""
    since: int
    """The first arrival of the stretch, a moment."""
    until: int
    """The last one."""
    arrivals: int
    weight: float
    """How much cheaper this level is than the one below it over these gaps, in nats; 0 or more."""


class Automaton(Struct, frozen=True, kw_only=True):
    """What the states cost."""

    mean_gap: float
    """In microseconds."""
    scale: float
    """How much faster each state is than the one below it: the paper's s."""
    up: float
    """The price of one step up, in nats: gamma * ln n. Down is free."""
    top: int
    """The highest state; the lowest is 0."""

    def gap_cost(self, state: int, gap: int) -> float:
        """-ln of the exponential density of a gap, in units of the mean gap."""
        rate: float = self.scale**state
        return rate * max(gap, LEAST_GAP) / self.mean_gap - state * math.log(self.scale)

    def path_cost(self, states: Sequence[int], gaps: Sequence[int]) -> float:
        """The cost of a whole path, which starts from state 0 before the first gap."""
        before = (0, *states[:-1])
        climbs = sum(max(0, b - a) for a, b in zip(before, states, strict=True)) * self.up
        return climbs + sum(self.gap_cost(s, g) for s, g in zip(states, gaps, strict=True))


def automaton(
    gaps: Sequence[int], *, scale: float = 2.0, gamma: float = 1.0, top: int | None = 1
) -> Automaton:
    """The automaton of these gaps, each in microseconds; needs at least one gap.

    `scale` is above 1, mostly 2 to 3; `gamma` is above 0, mostly 1. `top` 1 is the automaton of two
    states (section 2 of the paper), None as many as the shortest gap can need (section 3:
    ceil(1 + log_s(T / shortest gap))).
    """
    whole = [max(gap, LEAST_GAP) for gap in gaps]
    total = sum(whole)
    if top is None:
        top = math.ceil(1 + math.log(total / min(whole), scale))
    return Automaton(
        mean_gap=total / len(whole), scale=scale, up=gamma * math.log(len(whole)), top=top
    )


def states(machine: Automaton, gaps: Sequence[int]) -> tuple[int, ...]:
    """The cheapest path of states, one for each gap, by Viterbi's algorithm.

    Time and memory grow with gaps times states. Of equally cheap paths it takes lower states.
    """
    size = machine.top + 1
    costs = [0.0] + [math.inf] * machine.top
    came_from: list[list[int]] = []
    for gap in gaps:
        # From the same state or above it is free; from below each step costs.
        origin, cost = list(range(size)), list(costs)
        for state in range(size - 2, -1, -1):
            if cost[state + 1] < cost[state]:
                cost[state], origin[state] = cost[state + 1], origin[state + 1]
        for state in range(1, size):
            if cost[state - 1] + machine.up < cost[state]:
                cost[state], origin[state] = cost[state - 1] + machine.up, origin[state - 1]
        costs = [one + machine.gap_cost(state, gap) for state, one in enumerate(cost)]
        came_from.append(origin)
    state = min(range(size), key=costs.__getitem__)
    path = []
    for origin in reversed(came_from):
        path.append(state)
        state = origin[state]
    return tuple(reversed(path))


def bursts(
    moments: Sequence[int], *, scale: float = 2.0, gamma: float = 1.0, top: int | None = 1
) -> tuple[Burst, ...]:
    """The bursts of a row of arrivals, by level, then by time; the row need not be sorted.

    Kleinberg 2002, "Bursty and hierarchical structure in streams" (KDD 2002), sections 2 and 3.
    The mean gap is that of the whole row, so a row that is one burst from end to end has none:
    a steady flood is the Poisson surprise's to find. Fewer than 3 arrivals have no rhythm.

    A delivery of many releases at once is one arrival; give the moments through
    `timing.arrivals`, or every album is a burst.
    """
    ordered = sorted(moments)
    gaps = [b - a for a, b in pairwise(ordered)]
    if len(gaps) < 2:  # noqa: PLR2004 - one gap is its own mean
        return ()
    machine = automaton(gaps, scale=scale, gamma=gamma, top=top)
    path = states(machine, gaps)
    return tuple(
        Burst(
            level=level,
            since=ordered[first],
            until=ordered[last + 1],
            arrivals=last - first + 2,
            weight=max(0.0, _weight(machine, gaps[first : last + 1], level)),
        )
        for level in range(1, max(path) + 1)
        for first, last in _stretches(path, level)
    )


def _weight(machine: Automaton, gaps: Sequence[int], level: int) -> float:
    return sum(machine.gap_cost(level - 1, gap) - machine.gap_cost(level, gap) for gap in gaps)


def _stretches(path: Sequence[int], level: int) -> Iterator[tuple[int, int]]:
    """The first and last gap of each stretch at this level or above."""
    first = None
    for at, state in enumerate((*path, 0)):
        if state >= level and first is None:
            first = at
        elif state < level and first is not None:
            yield first, at - 1
            first = None
