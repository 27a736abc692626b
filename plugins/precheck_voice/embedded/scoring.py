"""The score of a voice that was heard against a gallery, with the windows that are most alike."""

from __future__ import annotations

from precheck_voice.embedded.bands import Floats
from precheck_voice.embedded.galleries import Gallery
from precheck_voice.embedded.hearing import Heard
from precheck_voice.embedded.thresholds import WEAK, band_of
from precheck_voice.wire import Match, Window

SHOWN = 5
"""Of how many windows the score is told: those that are the most alike."""


def match(artist: str, gallery: Gallery, heard: Heard) -> Match:
    """How near the artist is."""
    mean = gallery.mean
    score = score_of(heard.voice, mean)
    return Match(
        artist=artist,
        name=gallery.name,
        score=score,
        band=band_of(score),
        k=len(gallery.clips),
        windows=windows(heard, mean) if score >= WEAK else (),
    )


def windows(heard: Heard, mean: Floats) -> tuple[Window, ...]:
    """The stretches that are the most alike, in their order."""
    scored = [(score_of(window.voice, mean), window) for window in heard.windows]
    best = sorted(scored, key=lambda pair: -pair[0])[:SHOWN]
    return tuple(
        Window(start=round(window.start, 2), end=round(window.end, 2), score=one)
        for one, window in sorted(best, key=lambda pair: pair[1].start)
    )


def score_of(voice: Floats, mean: Floats) -> float:
    """The mean cosine with the clips, from 0; to four places, which no rounding error reaches."""
    return round(min(max(float(voice @ mean), 0.0), 1.0), 4)
