"""What a back-test adds up to: how many clean and how many bad accounts a rule would have held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from msgspec import Struct

from precheck_cadence.backtest.replay import Past, Spoke

EARLY = 0.1
"""An account is held early when no more than this share of its uploads went out before."""
SIGMAS = 1.959963984540054
"""Of a normal distribution, for 95 %."""
TOGETHER = "all that hold"
"""The name of the row about every rule that may hold, taken together."""


class Share(Struct, frozen=True, kw_only=True):
    """Some of several, with the 95 % confidence interval of the share (Wilson 1927)."""

    some: int
    of: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 of none."""
        return self.some / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the true one lies; 0 to 1 of none."""
        if not self.of:
            return 0.0, 1.0
        square, share = SIGMAS**2, self.share
        middle = (share + square / (2 * self.of)) / (1 + square / self.of)
        reach = sqrt(share * (1 - share) / self.of + square / (4 * self.of**2))
        reach *= SIGMAS / (1 + square / self.of)
        return max(middle - reach, 0.0), min(middle + reach, 1.0)


class Score(Struct, frozen=True, kw_only=True):
    """One rule, or all that may hold."""

    rule: str
    holds: bool
    """Whether the policy lets it hold releases."""
    clean: Share
    """Of the clean accounts those that it would have held at least once."""
    bad: Share
    """Of the bad ones, likewise."""
    early: Share
    """Of the bad ones those held before a tenth of their uploads had gone out."""


def scores(
    pasts: Sequence[Past], bad: frozenset[str], rules: Mapping[str, bool]
) -> tuple[Score, ...]:
    """A row for each rule, and one for all that may hold.

    `rules` says by id whether the policy lets a rule hold; `bad` names the accounts that are.
    """
    made = [_score(rule, pasts, bad, (rule,), holds=holds) for rule, holds in sorted(rules.items())]
    holding = tuple(rule for rule, holds in rules.items() if holds)
    return (*made, _score(TOGETHER, pasts, bad, holding, holds=True))


def _score(
    name: str, pasts: Iterable[Past], bad: frozenset[str], rules: Iterable[str], *, holds: bool
) -> Score:
    wanted = frozenset(rules)
    counts = {True: [0, 0, 0], False: [0, 0, 0]}
    for past in pasts:
        counted = counts[past.account in bad]
        counted[0] += 1
        if first := _first(past, wanted):
            counted[1] += 1
            counted[2] += first.before <= EARLY * past.uploads
    (clean, clean_held, _), (bad_ones, bad_held, early) = counts[False], counts[True]
    return Score(
        rule=name,
        holds=holds,
        clean=Share(some=clean_held, of=clean),
        bad=Share(some=bad_held, of=bad_ones),
        early=Share(some=early, of=bad_ones),
    )


def _first(past: Past, rules: frozenset[str]) -> Spoke | None:
    spoke = [spoke for rule, spoke in past.spoke.items() if rule in rules]
    return min(spoke, key=lambda one: one.before, default=None)
