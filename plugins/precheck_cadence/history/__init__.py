"""The upload history: what is asked of it, and what it answers. The stores are opened apart."""

from __future__ import annotations

from precheck_cadence.history.answers import (
    AlteredEcho,
    Arrival,
    Came,
    Compared,
    Counted,
    Echo,
    Echoes,
    Entity,
    HeldProduct,
    HeldTrack,
    Measure,
    Releases,
    Said,
    Same,
    Standing,
    Tally,
    release_day,
)
from precheck_cadence.history.failure import HistoryFailure
from precheck_cadence.history.moments import EARLIEST, HOUR, LATEST, Moment, moment, time_of
from precheck_cadence.history.protocol import ECHO_LIMIT, TWIN_LIMIT, History

__all__ = [
    "EARLIEST",
    "ECHO_LIMIT",
    "HOUR",
    "LATEST",
    "TWIN_LIMIT",
    "AlteredEcho",
    "Arrival",
    "Came",
    "Compared",
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
    "Releases",
    "Said",
    "Same",
    "Standing",
    "Tally",
    "moment",
    "release_day",
    "time_of",
]
