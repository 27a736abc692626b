"""The score of a voice that was heard against a gallery, with the windows that are most alike."""

from __future__ import annotations

import numpy as np

from precheck_voice.embedded.bands import Floats
from precheck_voice.embedded.galleries import Gallery
from precheck_voice.embedded.hearing import Heard
from precheck_voice.embedded.thresholds import WEAK, band_of
from precheck_voice.wire import Match, Window

SHOWN = 5
"""Of how many windows the score is told: those that are the most alike."""

FEWEST = 3
OWN_PERCENT = 1
"""What lies below the first percentile of the artist's own scores is another's (our choice)."""


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
        own_from=own_from(gallery),
        windows=windows(heard, mean) if score >= WEAK else (),
    )


def own_from(gallery: Gallery) -> float | None:
    """From where 99 in 100 of the scores of the artist's own clips lie, each against the others.

    None of fewer than three: two clips have one score, which says nothing of how it varies.
    """
    voices = gallery.voices
    many = len(voices)
    if many < FEWEST:
        return None
    alike = voices @ voices.T
    scores = (alike.sum(axis=1) - alike.diagonal()) / (many - 1)
    return round(min(max(float(np.percentile(scores, OWN_PERCENT)), 0.0), 1.0), 4)


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
