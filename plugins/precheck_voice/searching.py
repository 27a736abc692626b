"""The watch list of an answer: whom a voice is nearest to among all that a service knows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from precheck_voice.facts import Stretch, VoiceMatch, VoiceSearch
from precheck_voice.wire import WatchList


def wrong_search(told: WatchList | None) -> Iterator[str]:
    """What contradicts itself."""
    if told is None:
        return
    artists = [near.artist for near in told.nearest]
    if len(artists) != len(set(artists)):
        yield "watch_list names one artist twice"
    if any(first.score < second.score for first, second in pairwise(told.nearest)):
        yield "watch_list does not name the nearest first"
    if len(artists) > told.compared or (told.compared and not artists):
        yield f"watch_list compared {told.compared} voices and names {len(artists)}"
    if len(artists) == 1 < told.compared:
        yield "watch_list does not say how near the next voice is"
    if any(w.end <= w.start for near in told.nearest for w in near.windows):
        yield "a window ends before it starts"


def search_of(told: WatchList | None) -> VoiceSearch | None:
    """The fact."""
    if told is None:
        return None
    return VoiceSearch(
        compared=told.compared,
        not_compared=told.not_compared,
        score_from=told.score_from,
        margin=told.margin,
        threshold_set=told.threshold_set,
        false_alarm_rate=told.false_alarm_rate,
        impostor_trials=told.impostor_trials,
        nearest=tuple(
            VoiceMatch(
                artist=near.artist,
                name=near.name,
                score=near.score,
                band=None,
                k=near.k,
                windows=tuple(
                    Stretch(start=w.start, end=w.end, score=w.score) for w in near.windows
                ),
            )
            for near in told.nearest
        ),
    )
