"""How long the tracks are: against the message, and against what recipients pay for."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    AudioStream,
    Basis,
    Facts,
    Finding,
    Release,
    Severity,
    Threshold,
    Track,
    rule,
)
from precheck_audio_tags.options import HalfLonger, ShortestAverage, ShortestTrack, Tolerance
from precheck_audio_tags.rules.wording import recordings, seconds
from precheck_audio_tags.sources import (
    BELIEVE_AUDIO,
    DDEX_ERN,
    DISTROKID_LENGTH,
    LABELGRID_TRACK,
    SONGTRADR_LENGTH,
    SPOTIFY_ONBOARDING,
)

_THIRTY_SECONDS = (Threshold(option="seconds", basis=Basis.PUBLISHED, source=LABELGRID_TRACK),)


@rule(
    "audio-tags.duration-differs",
    title="The message states another duration than the file has",
    severity=Severity.BLOCK,
    of=Track,
    needs=(AudioStream,),
    sources=(SPOTIFY_ONBOARDING, DDEX_ERN),
    options=Tolerance,
    thresholds=(
        Threshold(
            option="tolerance_seconds",
            basis=Basis.OURS,
            note="messages state whole seconds, cut off or rounded; neither explains more",
        ),
    ),
)
def duration_differs(track: Track, facts: Facts) -> Iterator[Finding]:
    """Compare the stated duration with the length of the stream.

    ## What it checks

    The duration of the recording in the message, and that of the file in its technical details, may
    differ from the length of the stream by one second at most.

    ## Why it matters

    Another length usually means another file: the radio edit in place of the album version, or a
    copy that was cut off.

    ## What to do

    Listen to the file. Replace it if it is the wrong one; else write its true length into the
    message.

    ## Limits

    The length comes from the header. For an MP3 with a variable bit rate and no index it is an
    estimate.
    """
    stream, tolerance = facts[AudioStream], facts[Tolerance].tolerance_seconds
    file = next((f for f in track.files if f.path is not None and f.path == track.audio), None)
    stated = [(track.duration_seconds, track.at("duration"), "")]
    if file is not None and file.technical.duration_seconds != track.duration_seconds:
        details = " in its technical details"
        stated.append((file.technical.duration_seconds, file.technical.at(), details))
    for duration, place, where in stated:
        difference = abs(duration - stream.duration_seconds) if duration is not None else 0.0
        if duration is not None and difference > tolerance:
            yield Finding(
                f"the message says {seconds(duration)}{where}, "
                f"the file lasts {seconds(stream.duration_seconds)}",
                place=place or track.at(),
                file=track.audio,
                evidence={
                    "message_seconds": duration,
                    "file_seconds": stream.duration_seconds,
                    "difference_seconds": round(difference, 3),
                    "tolerance_seconds": tolerance,
                },
            )


@rule(
    "audio-tags.too-short",
    title="A release of one track is too short to earn anything",
    severity=Severity.BLOCK,
    of=Track,
    needs=(AudioStream, Release),
    sources=(LABELGRID_TRACK, SONGTRADR_LENGTH),
    options=ShortestTrack,
    thresholds=_THIRTY_SECONDS,
)
def too_short(track: Track, facts: Facts) -> Iterator[Finding]:
    """Measure the only track of a release.

    ## What it checks

    The only recording of a release must last 30 seconds.

    ## Why it matters

    A play counts, and pays, from 30 seconds on. Distributors refuse singles that can never reach
    it.

    ## What to do

    Deliver the whole recording, or put the piece on a longer release.

    ## Limits

    The length comes from the header. In releases with more tracks a short one is judged by
    `audio-tags.short-in-album`.
    """
    if len(recordings(facts[Release])) <= 1:
        yield from _short(track, facts)


@rule(
    "audio-tags.short-in-album",
    title="A track of a longer release is too short to earn anything",
    severity=Severity.WARNING,
    of=Track,
    needs=(AudioStream, Release),
    sources=(LABELGRID_TRACK, SONGTRADR_LENGTH),
    options=ShortestTrack,
    thresholds=_THIRTY_SECONDS,
)
def short_in_album(track: Track, facts: Facts) -> Iterator[Finding]:
    """Measure every track of a release that has several.

    ## What it checks

    Each recording lasts 30 seconds.

    ## Why it matters

    A play counts, and pays, from 30 seconds on. Interludes and skits are shorter by intention; a
    song rarely is.

    ## What to do

    Nothing, where it is an interlude. Else look whether the file is whole.

    ## Limits

    The length comes from the header. It does not know an interlude from a song.
    """
    if len(recordings(facts[Release])) > 1:
        yield from _short(track, facts)


def _short(track: Track, facts: Facts) -> Iterator[Finding]:
    length, least = facts[AudioStream].duration_seconds, facts[ShortestTrack].seconds
    if length < least:
        yield Finding(
            f"the file lasts {seconds(length)}, a play counts from {seconds(least)} on",
            place=track.at("duration"),
            file=track.audio,
            evidence={"file_seconds": length, "least_seconds": least},
        )


@rule(
    "audio-tags.average-too-short",
    title="The tracks of the release are too short on average",
    severity=Severity.OFF,
    of=Release,
    needs=(AudioStream,),
    sources=(DISTROKID_LENGTH, SONGTRADR_LENGTH),
    options=ShortestAverage,
    thresholds=(Threshold(option="seconds", basis=Basis.PUBLISHED, source=SONGTRADR_LENGTH),),
)
def average_too_short(release: Release, facts: Facts) -> Iterator[Finding]:
    """Take the mean length of all tracks.

    ## What it checks

    The recordings of a release must last 60 seconds on average.

    ## Why it matters

    Some distributors, and stores behind them, refuse releases of many very short tracks as an
    attempt to collect plays.

    ## What to do

    Join fragments to whole pieces, or choose a distributor without this demand.

    ## Limits

    It is silent unless every recording could be read. Only some recipients ask for it, so it is off
    until a policy turns it on.
    """
    lengths = _lengths(release, facts)
    least = facts[ShortestAverage].seconds
    if lengths and sum(lengths) / len(lengths) < least:
        average = sum(lengths) / len(lengths)
        yield Finding(
            f"the {len(lengths)} tracks last {average:.1f} s on average, "
            f"{seconds(least)} is asked for",
            place=release.at(),
            evidence={
                "average_seconds": round(average, 3),
                "tracks": len(lengths),
                "least_seconds": least,
            },
        )


@rule(
    "audio-tags.half-too-short",
    title="Too few tracks of the release are of full length",
    severity=Severity.OFF,
    of=Release,
    needs=(AudioStream,),
    sources=(BELIEVE_AUDIO,),
    options=HalfLonger,
    thresholds=(
        Threshold(option="seconds", basis=Basis.PUBLISHED, source=BELIEVE_AUDIO),
        Threshold(option="share", basis=Basis.PUBLISHED, source=BELIEVE_AUDIO),
    ),
)
def half_too_short(release: Release, facts: Facts) -> Iterator[Finding]:
    """Count the tracks that are longer than 45 seconds.

    ## What it checks

    At least half of the recordings of a release must be longer than 45 seconds.

    ## Why it matters

    Believe and TuneCore refuse releases that consist mostly of very short tracks.

    ## What to do

    Join fragments to whole pieces, or choose a distributor without this demand.

    ## Limits

    It is silent unless every recording could be read. Only some recipients ask for it, so it is off
    until a policy turns it on.
    """
    lengths, limit = _lengths(release, facts), facts[HalfLonger]
    long = sum(length > limit.seconds for length in lengths)
    if lengths and long < limit.share * len(lengths):
        yield Finding(
            f"{long} of {len(lengths)} tracks are longer than {seconds(limit.seconds)}, "
            f"{limit.share:.0%} are asked for",
            place=release.at(),
            evidence={
                "long": long,
                "tracks": len(lengths),
                "longer_than_seconds": limit.seconds,
                "share": limit.share,
            },
        )


def _lengths(release: Release, facts: Facts) -> list[float]:
    """The lengths of all recordings; none where one of them could not be read."""
    songs = recordings(release)
    known = [stream.duration_seconds for track, stream in facts.each(AudioStream) if track in songs]
    return known if len(known) == len(songs) else []


RULES = (duration_differs, too_short, short_in_album, average_too_short, half_too_short)
