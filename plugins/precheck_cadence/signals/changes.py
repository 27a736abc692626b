"""Whether a new regime has begun: Bayesian online change-point detection on daily counts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

NEGLIGIBLE = 1e-6
"""A run length less likely than this is forgotten."""
MOST_RUNS = 128
"""How many run lengths are kept at most, so that a day costs the same in the tenth year.

After two quiet years it halves the small probability of a recent change (0.03); where there is
one nothing moves.
"""
PRIOR_COUNT = 0.5
PRIOR_DAYS = 1.0
"""What is believed of a new regime: half an upload in one day, so one real day outweighs it."""
HAZARD_PER_DAY = 1 / 365
"""How often a new regime begins: about once a year."""


_Run = tuple[int, float, int]
"""Its days, the logarithm of its probability, and how many came in it."""


class Regime(Struct, frozen=True, kw_only=True):
    """A rate that may have held for so many days."""

    days: int
    probability: float


class Change(Struct, frozen=True, kw_only=True):
    """What is believed at the end of the last day."""

    probability: float
    """That the current regime began within the days asked for, from 0 to 1."""
    days: int
    """The likeliest length of the current regime, today included."""
    rate_before: float
    """Per day, in the days before it; the posterior mean, so never 0."""
    rate_now: float
    """Per day, in it."""

    @property
    def ratio(self) -> float:
        """How many times faster it is now."""
        return self.rate_now / self.rate_before


def run_lengths(
    daily: Sequence[int], *, hazard: float = HAZARD_PER_DAY, least: float = NEGLIGIBLE
) -> tuple[Regime, ...]:
    """How long the current regime may have held at the end of the last day, shortest first.

    Adams and MacKay 2007, "Bayesian online changepoint detection" (arXiv:0710.3742), algorithm 1,
    with a Poisson likelihood and a Gamma prior, so that each predictive is a negative binomial.
    A run is counted in days with today, so the paper's r is `days - 1`, and the first day begins
    one. `hazard` is the chance per day, above 0 and below 1. Run lengths below `least` are
    forgotten, and all but the 128 likeliest; the rest adds up to 1.
    """
    # What a day without uploads costs a run of so many days, for each upload it holds.
    fades = [math.log1p(-1 / (PRIOR_DAYS + days + 1)) for days in range(len(daily))]
    stay, runs = math.log1p(-hazard), list[_Run]()
    for count in daily:
        born = math.log(hazard) if runs else 0.0
        grown = [
            (days + 1, log + stay + _log_predictive(count, came, days, fades[days]), came + count)
            for days, log, came in runs
        ]
        grown.append((1, born + _log_predictive(count, 0, 0, fades[0]), count))
        runs = _kept(grown, least)
    total = math.fsum(math.exp(log) for _, log, _ in runs)
    return tuple(Regime(days=d, probability=math.exp(log) / total) for d, log, _ in reversed(runs))


def change(
    daily: Sequence[int], *, within: int = 30, hazard: float = HAZARD_PER_DAY
) -> Change | None:
    """The latest change in a row of daily counts, the last of them today; None of no days.

    `within` is in days; a regime as long as the whole row is the first one, and no change.
    CAD-07 speaks from a probability of 0.95 and a ratio of 5.

    Ask it of releases, or of arrivals (`timing.arrivals`): the day of a first album is a new regime
    of twelve tracks a day until the quiet day after it. It takes a quiet day for evidence, so the
    row must hold the zeros too. It knows no weekday: an account that sends every Friday is one
    regime of a seventh of that a day, less certain than it could be.
    """
    runs = run_lengths(daily, hazard=hazard)
    if not runs:
        return None
    likeliest = max(runs, key=lambda run: run.probability)
    split = len(daily) - likeliest.days
    return Change(
        probability=min(
            1.0, math.fsum(r.probability for r in runs if r.days <= within and r.days < len(daily))
        ),
        days=likeliest.days,
        rate_before=_mean(sum(daily[:split]), split),
        rate_now=_mean(sum(daily[split:]), likeliest.days),
    )


def _mean(came: int, days: int) -> float:
    return (PRIOR_COUNT + came) / (PRIOR_DAYS + days)


def _log_predictive(count: int, came: int, days: int, fade: float) -> float:
    """Ln P(count) after `came` in `days`: negative binomial."""
    shape = PRIOR_COUNT + came
    if count == 0:
        return shape * fade
    ways = math.lgamma(shape + count) - math.lgamma(shape) - math.lgamma(count + 1)
    return shape * fade + ways - count * math.log(PRIOR_DAYS + days + 1)


def _kept(runs: list[_Run], least: float) -> list[_Run]:
    """The likely runs, longest first, their probabilities adding up to 1, or a little less."""
    peak = max(log for _, log, _ in runs)
    total = peak + math.log(math.fsum(math.exp(log - peak) for _, log, _ in runs))
    bar = total + math.log(least) if least > 0.0 else -math.inf
    if len(runs) > MOST_RUNS:
        bar = max(bar, sorted(log for _, log, _ in runs)[-MOST_RUNS])
    return [(days, log - total, came) for days, log, came in runs if log >= bar]
