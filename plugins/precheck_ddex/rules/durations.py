"""Whether the durations can be those of music, and add up."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Basis, Facts, Finding, Message, Release, Severity, Threshold, Track, rule
from precheck_ddex.options import DurationGap, FileDuration
from precheck_ddex.sources import INVALID_MESSAGES, SPOTIFY_ONBOARDING, ern


@rule(
    "ddex.duration-zero",
    title="A recording is said to last no time at all",
    severity=Severity.REVIEW,
    of=Track,
    needs=(Message,),
    sources=(ern("Duration: xs:duration"), INVALID_MESSAGES),
)
def duration_zero(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a recording's duration is more than zero: `PT0S` and `PT00H00M00S` pass the schema.
    DDX-35.

    ## Why it matters

    Some systems write zero where they do not know. A recipient that compares refuses the file, and
    one that does not shows 0:00.

    ## What to do

    Have your system read the length from the file.

    ## Limits

    Whether the duration is that of the file is asked by `audio-tags.duration-differs`. A negative
    one is told by `precheck.value-unreadable`.
    """
    del facts
    if track.duration_seconds == 0:
        yield Finding(
            f"{track.label} is said to last 0 seconds",
            place=track.at("duration_seconds"),
            evidence={"reference": track.reference, "duration_seconds": 0},
        )


@rule(
    "ddex.duration-missing",
    title="A primary recording has no duration",
    severity=Severity.WARNING,
    of=Track,
    needs=(Message,),
    sources=(ern("SoundRecording: Duration"), SPOTIFY_ONBOARDING),
)
def duration_missing(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every primary sound recording and video states how long it is. DDX-35.

    ## Why it matters

    Without it nobody can see that a file was cut off on the way.

    ## What to do

    State the length as in `PT3M30S`.

    ## Limits

    One that cannot be read is told by `precheck.value-unreadable`.
    """
    del facts
    if track.is_primary and track.duration_seconds is None and "duration" not in track.marks:
        yield Finding(
            f"{track.label} is a primary recording, but its duration is not stated",
            place=track.at(),
            evidence={"reference": track.reference},
        )


@rule(
    "ddex.release-duration-differs",
    title="The tracks do not add up to the duration of the release",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(ern("Release: Duration"), INVALID_MESSAGES),
    options=DurationGap,
    thresholds=(
        Threshold(
            option="seconds_per_track",
            basis=Basis.OURS,
            note="gaps between tracks on a carrier are two seconds long as a rule",
        ),
    ),
)
def release_duration_differs(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the durations of the primary recordings add up to that of the release, gaps and rounding
    aside. DDX-35.

    ## Why it matters

    A track may be missing, listed twice, or stated with another recording's length.

    ## What to do

    Compare the list of tracks with the product.

    ## Limits

    Releases with a recording whose duration is not known are not judged, nor those without a
    duration of their own.
    """
    stated, limit = release.duration_seconds, facts[DurationGap].seconds_per_track
    lengths = [track.duration_seconds for track in release.tracks if track.is_primary]
    known = [length for length in lengths if length is not None]
    if stated is None or not known or len(known) < len(lengths):
        return
    total = sum(known)
    if abs(total - stated) > limit * len(known):
        yield Finding(
            f"{release.label} is said to last {stated:.0f} s, "
            f"but its {len(known)} recordings last {total:.0f} s together",
            place=release.at("duration_seconds"),
            evidence={
                "stated_seconds": stated,
                "sum_seconds": round(total, 3),
                "recordings": len(known),
                "seconds_per_track": limit,
            },
        )


@rule(
    "ddex.file-duration-differs",
    title="The message states two durations for one recording",
    severity=Severity.REVIEW,
    of=Track,
    needs=(Message,),
    sources=(
        ern("Duration of SoundRecording and of DeliveryFile"),
        INVALID_MESSAGES,
        SPOTIFY_ONBOARDING,
    ),
    options=FileDuration,
    thresholds=(
        Threshold(
            option="seconds",
            basis=Basis.OURS,
            note="messages state whole seconds, cut off or rounded",
        ),
    ),
)
def file_duration_differs(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a recording's duration is that which its technical details state for each of its files.
    DDX-35.

    ## Why it matters

    One of the two is wrong, or the message names the file of another version.

    ## What to do

    Have your system read both from the file.

    ## Limits

    Previews are left out, and so is a recording of no length at all: `ddex.duration-zero` tells
    that. The file itself is not looked at; `audio-tags.duration-differs` does.
    """
    stated, limit = track.duration_seconds, facts[FileDuration].seconds
    full = (file for file in track.files if not file.technical.is_preview)
    lengths = {file.technical.duration_seconds: file for file in full}
    for told, file in lengths.items():
        if stated and told is not None and abs(told - stated) > limit:
            yield Finding(
                f"{track.label} is said to last {stated:g} s, but its file {told:g} s",
                place=file.technical.at("duration_seconds"),
                evidence={
                    "reference": track.reference,
                    "recording_seconds": stated,
                    "file_seconds": told,
                    "tolerance_seconds": limit,
                    "file": file.uri,
                },
            )


RULES = (duration_zero, duration_missing, release_duration_differs, file_duration_differs)
