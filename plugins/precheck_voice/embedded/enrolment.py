"""Taking the voice of an artist from recordings into a gallery."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from msgspec import Struct, structs

from precheck_voice.embedded.encoder import unit
from precheck_voice.embedded.galleries import Clip, Gallery, State
from precheck_voice.embedded.hearing import Heard
from precheck_voice.embedded.model import NAMED
from precheck_voice.embedded.thresholds import NAME
from precheck_voice.identity import one_id

LEAST_SECONDS = 10.0
"""Of voice, in every recording."""
LEAST_ALIKE = 0.6
"""Cosine of a recording with the mean of the others: below it they are two voices."""
MOST_CLIPS = 50


class EnrolmentError(Exception):
    """A recording cannot stand for the voice."""


class Recording(Struct, frozen=True):
    """One recording of the artist."""

    name: str
    """As messages call it."""
    sha256: str
    heard: Heard


class Terms(Struct, frozen=True, kw_only=True):
    """Whose voice is kept, and why it may be."""

    artist: str
    basis: str
    """The lawful basis in words."""
    name: str = ""
    until: date | None = None


def enrolled(
    terms: Terms, recordings: Sequence[Recording], before: Gallery | None, day: date
) -> Gallery:
    """The gallery with the recordings added. Raises `EnrolmentError`.

    What was taken by another model is left behind: it cannot be compared.
    """
    if not terms.basis.strip():
        raise EnrolmentError("a voice is kept on a lawful basis alone: say which")
    if not one_id(terms.artist):
        raise EnrolmentError("the artist has no id")
    if terms.until is not None and terms.until < day:
        raise EnrolmentError(f"the last day, {terms.until}, is over")
    if before is not None and before.state(day) is State.OTHER_MODEL:
        before = None
    clips = {clip.audio_sha256: clip for clip in (before.clips if before is not None else ())}
    clips |= {one.sha256: _clip(one) for one in recordings}
    if len(clips) > MOST_CLIPS:
        raise EnrolmentError(f"a gallery has at most {MOST_CLIPS} recordings, not {len(clips)}")
    kept = tuple(clips[sha256] for sha256 in sorted(clips))
    _demand_one_voice(kept, {one.sha256: one.name for one in recordings})
    made = Gallery(
        artist=one_id(terms.artist),
        name=terms.name.strip() or (before.name if before is not None else ""),
        model=NAMED,
        threshold_set=NAME,
        basis=terms.basis.strip(),
        created=day,
        updated=day,
        until=terms.until,
        clips=kept,
    )
    return structs.replace(made, created=before.created) if before is not None else made


def _clip(recording: Recording) -> Clip:
    seconds = recording.heard.vocal_seconds
    if seconds < LEAST_SECONDS:
        raise EnrolmentError(
            f"{recording.name} has {seconds:.1f} s of voice, {LEAST_SECONDS:g} s are needed"
        )
    return Clip(
        audio_sha256=recording.sha256,
        vocal_seconds=round(seconds, 2),
        voice=tuple(round(float(number), 6) for number in recording.heard.voice),
    )


def _demand_one_voice(clips: tuple[Clip, ...], names: dict[str, str]) -> None:
    voices = unit(np.array([clip.voice for clip in clips]))
    if len(voices) < 2:  # noqa: PLR2004 - there are no others
        return
    others = unit(voices.sum(axis=0) - voices)
    for clip, alike in zip(clips, (voices * others).sum(axis=1), strict=True):
        if alike < LEAST_ALIKE:
            name = names.get(clip.audio_sha256, "a recording that was enrolled before")
            raise EnrolmentError(
                f"{name} does not sound like the others: cosine {alike:.2f}, at least"
                f" {LEAST_ALIKE} is wanted. Enrol solo recordings of one voice"
            )
