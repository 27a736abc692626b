"""The parts that a message cuts out of a recording, such as previews."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import AudioStream, Basis, Clip, Facts, Finding, Severity, Threshold, Track, rule
from precheck_audio_tags.options import PreviewLength
from precheck_audio_tags.rules.wording import seconds, short_of
from precheck_audio_tags.sources import DDEX_ERN, LABELGRID_TRACK

_SLACK_SECONDS = 1.0
"""Messages state whole seconds."""


@rule(
    "audio-tags.preview-outside",
    title="A preview is not within the recording",
    severity=Severity.WARNING,
    of=Track,
    needs=(AudioStream,),
    sources=(LABELGRID_TRACK, DDEX_ERN),
)
def preview_outside(track: Track, facts: Facts) -> Iterator[Finding]:
    """Compare where a preview begins and ends with the length of the file.

    ## What it checks

    Each clip that the message cuts out begins at 0 or later, ends behind its beginning, and ends
    before the file does, give or take a second.

    ## Why it matters

    The store plays silence or nothing, or refuses the delivery.

    ## What to do

    Choose another part, or leave the choice to the store.

    ## Limits

    A preview in a file of its own is compared with the file of the track. Where neither end nor
    duration is stated, the beginning alone is looked at.
    """
    length = facts[AudioStream].duration_seconds
    for clip in track.clips:
        start, end = _bounds(clip)
        if start < 0 or end < start or max(start, end) > length + _SLACK_SECONDS:
            yield Finding(
                f"a preview goes from {seconds(start)} to {seconds(end)}, "
                f"the file lasts {short_of(length)}",
                place=clip.at() or track.at(),
                file=track.audio,
                evidence={
                    "start_seconds": start,
                    "end_seconds": end,
                    "file_seconds": length,
                    "slack_seconds": _SLACK_SECONDS,
                },
            )


@rule(
    "audio-tags.preview-short",
    title="A preview is too short",
    severity=Severity.OFF,
    of=Track,
    needs=(),
    sources=(LABELGRID_TRACK,),
    options=PreviewLength,
    thresholds=(Threshold(option="seconds", basis=Basis.PUBLISHED, source=LABELGRID_TRACK),),
)
def preview_short(track: Track, facts: Facts) -> Iterator[Finding]:
    """Measure the previews that a message cuts out.

    ## What it checks

    Each lasts 30 seconds, where its length is stated.

    ## Why it matters

    LabelGrid refuses shorter ones. Others take what they get; ask the recipient.

    ## What to do

    Make it longer, or leave the choice to the store.

    ## Limits

    Ringtones and other clips that are sold as they are may be shorter: turn the rule off for them.
    """
    least = facts[PreviewLength].seconds
    for clip in track.clips:
        length = clip.length_seconds
        if length is not None and 0 <= length < least:
            yield Finding(
                f"a preview lasts {short_of(length)}; {seconds(least)} is the least",
                place=clip.at() or track.at(),
                evidence={"seconds": length, "least_seconds": least},
            )


def _bounds(clip: Clip) -> tuple[float, float]:
    start = clip.start_seconds or 0.0
    if clip.end_seconds is not None:
        return start, clip.end_seconds
    return start, start + (clip.duration_seconds or 0.0)


RULES = (preview_outside, preview_short)
