"""From a cosine to a band, by what was measured on voices whose owners are known."""

from __future__ import annotations

from precheck_voice.facts import Band
from precheck_voice.wire import Thresholds

NAME = "campplus-named-1"
"""For artists who are named. A search among many needs far higher ones, and is not offered."""
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


def band_of(score: float) -> Band:
    """The band of a score.

    >>> band_of(0.67), band_of(0.6699)
    (<Band.STRONG: 'strong'>, <Band.POSSIBLE: 'possible'>)
    """
    limits = ((STRONG, Band.STRONG), (POSSIBLE, Band.POSSIBLE), (WEAK, Band.WEAK))
    return next((band for limit, band in limits if score >= limit), Band.NONE)
