"""The rule about whole mixes as one track."""

from __future__ import annotations

import re
from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.heard import Heard
from precheck_cadence.options.sounds import ContinuousMix
from precheck_cadence.rules.likeness import (
    is_earlier,
    named,
    of_echoes,
    of_track,
    parts_of,
)
from precheck_cadence.rules.places import Places
from precheck_cadence.rules.sound_sources import AUDIOMAZE_CONTENT, MINISTRY_ERRORS
from precheck_cadence.rules.sources import ours
from precheck_cadence.upload import key_of

_WORDS = re.compile(
    r"\b(?:mega-?mix|dj[ -]?mix|dj[ -]?set|mix-?tape|live[ -]?set|mix[ -]?set"
    r"|(?:continuous|non-?stop|mini|year|party|guest) mix|in the mix|mixed by|mix|set)\b"
)
_SONG = re.compile(
    r"\b(?:original|extended|club|radio|dub|main|album|vocal|instrumental|acoustic|single|stereo"
    r"|mono|ambient|full|long|short|alternate|rough|final) mix\b"
)
"""Mixes of one song, which a title may name; a remix is one word and never looked for."""


@rule(
    "cadence.continuous-mix",
    title="A track is a whole mix",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(MINISTRY_ERRORS, AUDIOMAZE_CONTENT),
    options=ContinuousMix,
    thresholds=ours(
        "longer_than_seconds",
        "words",
        "recordings",
        note="Continuous mixes are refused in one file; the length is ours.",
    ),
    is_estimate=True,
    needs_trial=True,
)
def continuous_mix(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether a track is longer than 15 minutes, and either its title or its release's speaks of a
    mix or set, or it holds parts of at least two other recordings that were sent before or lie in
    this batch, whoever sent them.

    ## Why it matters

    Apple and most distributors refuse a mix as one file: nobody can tell who has to be paid for
    what is in it.

    ## What to do

    Cut it into its tracks, each with its own ISRC, or deliver it in a message of the profile
    `DjMix` that names what is in it, where the recipient takes one.

    ## Limits

    It is an estimate, and the length is ours.
    A long piece called `Set` or `Mix` that is one recording, such as a suite or an ambient work,
    looks the same. Mixes of one song (`Extended Mix`, `Original Mix`) do not count, nor does a
    release that its message calls a DJ mix.
    Whether the tempo or key changes is not looked at. A mix of tracks that nobody sent before, or
    at other speeds, with a title that says nothing, is not found.
    """
    limits = facts[ContinuousMix]
    places = Places(facts)
    for heard in facts[Cadence].echoes:
        if heard.is_declared_mix or (heard.seconds or 0.0) <= limits.longer_than_seconds:
            continue
        words = mix_words(heard) if limits.words else ()
        known = [echo for echo in heard.echoes if is_earlier(heard, echo) or echo.releases]
        found = parts_of(known)
        holds = bool(limits.recordings) and len(found) >= limits.recordings
        if words or holds:
            spot = places.of_track(heard.release, heard.track)
            told = [f"is called {', '.join(repr(word) for word in words)}"] if words else []
            told += [f"holds parts of {len(found)} other recordings"] if holds else []
            yield Finding(
                f"{named(heard)} lasts {(heard.seconds or 0) / 60:.1f} min (notice above "
                f"{limits.longer_than_seconds / 60:g} min) and {' and '.join(told)}",
                release=heard.release,
                place=spot.place,
                file=spot.file,
                evidence={
                    **of_track(heard),
                    "words": list(words),
                    "found": len(found),
                    "alike": of_echoes(heard, (echo for echo, _ in found)),
                    "longer_than_seconds": limits.longer_than_seconds,
                    "notice_from_recordings": limits.recordings,
                },
            )


def mix_words(heard: Heard) -> tuple[str, ...]:
    """The words of a mix in the title and in the release's, each once."""
    titles = (key_of(title) for title in (heard.title, heard.release_title))
    found = (word for title in titles for word in _WORDS.findall(_SONG.sub(" ", title)))
    return tuple(dict.fromkeys(found))
