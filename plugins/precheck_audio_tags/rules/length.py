"""How long the tracks are: against the message, and against what recipients pay for."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

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
from precheck_audio_tags.rules.wording import apart, recordings, reference_of, seconds, short_of
from precheck_audio_tags.sources import (
    BELIEVE_AUDIO,
    DDEX_ERN,
    DISTROKID_LENGTH,
    LABELGRID_TRACK,
    SONGTRADR_LENGTH,
    SPOTIFY_ONBOARDING,
)

_MICROSECONDS = 6
"""Decimals that are compared: finer ones are of the arithmetic, not of the sound."""
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
    file = reference_of(track)
    stated = [(track.duration_seconds, track.at("duration"), "")]
    if file is not None and file.technical.duration_seconds != track.duration_seconds:
        details, place = " in its technical details", file.technical.at("duration_seconds")
        stated.append((file.technical.duration_seconds, place, details))
    for duration, place, where in stated:
        if duration is None:
            continue
        difference = round(abs(duration - stream.duration_seconds), _MICROSECONDS)
        if difference > tolerance:
            said, found = apart(duration, stream.duration_seconds, tolerance)
            yield Finding(
                f"the message says {said}{where}, the file lasts {found}",
                place=place or track.at(),
                file=track.audio,
                evidence={
                    "message_seconds": duration,
                    "file_seconds": stream.duration_seconds,
                    "difference_seconds": difference,
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
            f"the file lasts {short_of(length)}, a play counts from {seconds(least)} on",
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
    lengths, least = _lengths(release, facts), facts[ShortestAverage].seconds
    if not lengths:
        return
    average = round(fsum(lengths.values()) / len(lengths), _MICROSECONDS)
    if average < least:
        one = len(lengths) == 1
        tracks = "only track lasts" if one else f"{len(lengths)} tracks last"
        mean = "an average of " if one else ""
        said = short_of(average) if one else f"{short_of(average)} on average"
        yield Finding(
            f"the {tracks} {said}, {mean}{seconds(least)} is asked for",
            place=release.at(),
            evidence={
                "average_seconds": average,
                "tracks": len(lengths),
                "lengths_seconds": lengths,
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
    long = sum(length > limit.seconds for length in lengths.values())
    if lengths and long < limit.share * len(lengths):
        one = len(lengths) == 1
        tracks = "the only track" if one else f"{long} of {len(lengths)} tracks"
        verb = "is not" if one else "is" if long == 1 else "are"
        yield Finding(
            f"{tracks} {verb} longer than {seconds(limit.seconds)}, "
            f"at least {_share(limit.share)} must be",
            place=release.at(),
            evidence={
                "long": long,
                "tracks": len(lengths),
                "lengths_seconds": lengths,
                "longer_than_seconds": limit.seconds,
                "share": limit.share,
            },
        )


def _share(share: float) -> str:
    """A share of the tracks in words, such as `half` or `66.7%`."""
    return "half" if share == 0.5 else f"{share * 100:.6g}%"  # noqa: PLR2004 - it is what half means


def _lengths(release: Release, facts: Facts) -> dict[str, float]:
    """The lengths of all recordings by reference; none where one of them could not be read."""
    songs = {track.reference for track in recordings(release)}
    known = {
        track.reference: stream.duration_seconds
        for track, stream in facts.each(AudioStream)
        if track.reference in songs
    }
    return known if len(known) == len(songs) else {}


RULES = (duration_differs, too_short, short_in_album, average_too_short, half_too_short)
