"""The rate that is an account's own, smoothed, and not moved by one burst."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from precheck_cadence.signals.robust import NORMAL, deviation, median
from precheck_cadence.signals.units import WEEK, WEEKS_PER_YEAR

FLOOR_PER_YEAR = 6.4
"""Tracks of an average artist in a year: 35,000 a day for 2 million artists (DistroKid, 2021)."""
RELEASES_PER_YEAR = 8.0
"""The floor when releases are counted: charting acts bring one in 5 to 8 weeks."""
PRIOR_WEEKS = 26.0
"""How many weeks of history the prior is worth."""
CAP_FROM_WEEKS = 3
"""With fewer weeks in which something came there is nothing that a burst could be held against."""
CAP_DEVIATIONS = 3.0


class OwnRate(Struct, frozen=True, kw_only=True):
    """What an account sends in a week."""

    per_week: float
    """The rate to hold a window against; never below the floor."""
    mean_per_week: float
    """Of the history as it is, bursts and all."""
    weeks: int
    """How long the history is."""
    active_weeks: int
    """In how many of them something came."""
    cap_per_week: float | None = None
    """What a week may count for; None where too few weeks were active to say."""
    capped_weeks: int = 0
    """How many counted for less than they held."""

    def expected(self, microseconds: int) -> float:
        """How many to expect in a window of this length."""
        return self.per_week * microseconds / WEEK


def own_rate(
    weekly: Sequence[int],
    *,
    floor_per_year: float = FLOOR_PER_YEAR,
    prior_weeks: float = PRIOR_WEEKS,
) -> OwnRate:
    """The smoothed rate from weekly counts of the time before the window.

    The mean of the Gamma posterior of a Poisson rate (Gelman and others 2013, "Bayesian data
    analysis", 2.6): prior mean `floor_per_year`, worth `prior_weeks`; never below the floor.

    Before that, weeks are capped (winsorised), so that one earlier burst does not make the next
    one normal. The cap stands at the median of the weeks in which something came, plus three
    times their scaled MAD or their Poisson noise, whichever is larger. The median of all weeks
    would be 0 for nearly every artist, and would cap all they ever made; the mean alone would let
    300 tracks in one week hide 60 in another.

    Count releases (with `RELEASES_PER_YEAR`) rather than tracks, and ask `log10_tail` of them. Of
    60 made-up artists with a rhythm of 6 weeks and an album now and then, tracks in 7 days fell
    below 1e-6 at some time for 59, with `clumped_tail` for 9, and releases for none; for 12 of 12
    farms they did.

    It cannot see that most active weeks were bursts, nor that the only one was: then a burst is
    this account's normal. A catalogue that was moved in belongs into no baseline; leave it out.
    """
    active = [count for count in weekly if count > 0]
    cap = _cap(active)
    total = sum(min(count, cap) for count in weekly) if cap is not None else sum(weekly)
    floor = floor_per_year / WEEKS_PER_YEAR
    posterior = (floor * prior_weeks + total) / (prior_weeks + len(weekly))
    return OwnRate(
        per_week=max(posterior, floor),
        mean_per_week=sum(weekly) / len(weekly) if weekly else 0.0,
        weeks=len(weekly),
        active_weeks=len(active),
        cap_per_week=cap,
        capped_weeks=sum(count > cap for count in active) if cap is not None else 0,
    )


def _cap(active: Sequence[int]) -> float | None:
    if len(active) < CAP_FROM_WEEKS:
        return None
    usual = median(active)
    return usual + CAP_DEVIATIONS * max(NORMAL * deviation(active), math.sqrt(usual))
