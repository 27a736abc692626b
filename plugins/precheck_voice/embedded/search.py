"""The search for a voice among all galleries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from precheck_voice.embedded.galleries import Galleries, Gallery, State
from precheck_voice.embedded.hearing import Heard
from precheck_voice.embedded.scoring import score_of, windows
from precheck_voice.embedded.thresholds import (
    SEARCH_FALSE_ALARMS,
    SEARCH_FROM,
    SEARCH_MARGIN,
    SEARCH_NAME,
    SUNG_TRIALS,
    WEAK,
)
from precheck_voice.wire import Near, WatchList

TOLD = 3
"""How many of the nearest are told."""


def everyone(galleries: Galleries, day: date) -> tuple[tuple[Gallery, ...], int]:
    """Every gallery that may be compared with on a day, and how many there are beside them."""
    every = list(galleries.every())
    valid = tuple(
        one for one in every if isinstance(one, Gallery) and one.state(day) is State.VALID
    )
    return valid, len(every) - len(valid)


def searched(every: Iterable[Gallery], unfit: int, heard: Heard) -> WatchList:
    """Whom a voice is nearest to."""
    scored = [(score_of(heard.voice, one.mean), one) for one in every]
    ranked = sorted(scored, key=lambda pair: (-pair[0], pair[1].artist))
    people = _people(ranked)
    return WatchList(
        compared=len(people),
        not_compared=unfit,
        score_from=SEARCH_FROM,
        margin=SEARCH_MARGIN,
        threshold_set=SEARCH_NAME,
        false_alarm_rate=SEARCH_FALSE_ALARMS,
        impostor_trials=SUNG_TRIALS,
        nearest=tuple(
            Near(
                artist=one.artist,
                name=one.name,
                score=score,
                k=len(one.clips),
                windows=windows(heard, one.mean) if score >= WEAK else (),
            )
            for score, one in people[:TOLD]
        ),
    )


def _people(ranked: list[tuple[float, Gallery]]) -> list[tuple[float, Gallery]]:
    """Without those that hold a recording of a nearer one: one person under two ids is no rival."""
    seen: set[str] = set()
    people = []
    for score, one in ranked:
        clips = {clip.audio_sha256 for clip in one.clips}
        if not clips & seen:
            people.append((score, one))
        seen |= clips
    return people
