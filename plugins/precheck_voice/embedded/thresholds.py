"""From a cosine to a band, by what was measured on voices whose owners are known."""

from __future__ import annotations

from precheck_voice.facts import Band
from precheck_voice.wire import Thresholds

NAME = "campplus-named-1"
"""For artists who are named."""
WEAK, POSSIBLE, STRONG = 0.54, 0.61, 0.67
"""Where 1 %, 0.1 % and 0.01 % of 60,975 comparisons of different speakers lie above (our
measurement: LibriSpeech, one clip held against one)."""
SUNG_FALSE_ALARMS, SUNG_TRIALS = 0.023, 132
"""Of different singers, 3 of 132 lie above the strong one (our measurement: 12 singers, a
cappella). Answers tell this rate: songs are sung."""
TOLD = Thresholds(
    possible=POSSIBLE,
    strong=STRONG,
    false_alarm_rate=SUNG_FALSE_ALARMS,
    impostor_trials=SUNG_TRIALS,
)

SEARCH_NAME = "campplus-watchlist-1"
"""For a search among all voices, which needs far higher ones."""
SEARCH_FROM, SEARCH_MARGIN = 0.70, 0.05
"""The nearest voice counts from here, and where no other is nearer to it than this (ours)."""
SEARCH_FALSE_ALARMS = 0.008
"""Of different singers, 1 of 132 lies above 0.70 (our measurement, as above), the margin left out:
with n voices, 1 - (1 - 0.008) ** n of all tracks have such a one."""


def band_of(score: float) -> Band:
    """The band of a score.

    >>> band_of(0.67), band_of(0.6699)
    (<Band.STRONG: 'strong'>, <Band.POSSIBLE: 'possible'>)
    """
    limits = ((STRONG, Band.STRONG), (POSSIBLE, Band.POSSIBLE), (WEAK, Band.WEAK))
    return next((band for limit, band in limits if score >= limit), Band.NONE)
