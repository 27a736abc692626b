"""The upload history: what is asked of it, and what it answers. The stores are opened apart."""

from __future__ import annotations

from precheck_cadence.history.answers import (
    Arrival,
    Came,
    Counted,
    Echo,
    Echoes,
    Entity,
    HeldProduct,
    HeldTrack,
    Measure,
    Same,
    Standing,
    Tally,
    release_day,
)
from precheck_cadence.history.failure import HistoryFailure
from precheck_cadence.history.moments import HOUR, Moment, moment, time_of
from precheck_cadence.history.protocol import ECHO_LIMIT, TWIN_LIMIT, History

__all__ = [
    "ECHO_LIMIT",
    "HOUR",
    "TWIN_LIMIT",
    "Arrival",
    "Came",
    "Counted",
    "Echo",
    "Echoes",
    "Entity",
    "HeldProduct",
    "HeldTrack",
    "History",
    "HistoryFailure",
    "Measure",
    "Moment",
    "Same",
    "Standing",
    "Tally",
    "moment",
    "release_day",
    "time_of",
]
