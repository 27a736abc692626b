"""Levels: clipping, true peaks, offsets, and what the two channels are to each other."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from precheck import Basis, Facts, Finding, Severity, Sound, Threshold, Track, rule
from precheck_audio_tags.options import Alike, Ceiling, Clipped, DeadChannel, Offset, Opposite
from precheck_audio_tags.rules.wording import file_place, moment
from precheck_audio_tags.sources import (
    EBU_R128,
    MUSICDELTA_DISTROKID,
    SPOTIFY_AUDIO,
    SPOTIFY_LOUDNESS,
)

_SHOWN = 10
"""How many moments stand in the evidence."""
_NAMES = ("left", "right")


@rule(
    "audio-tags.clipped",
    title="The sound is clipped",
    severity=Severity.WARNING,
    of=Track,
    needs=(Sound,),
    sources=(MUSICDELTA_DISTROKID,),
    options=Clipped,
    thresholds=(
        Threshold(
            option="runs_per_minute",
            basis=Basis.OURS,
            note="nobody publishes a number; a limiter that is set well leaves none",
        ),
    ),
)
def clipped(track: Track, facts: Facts) -> Iterator[Finding]:
    """Count the runs of samples at full scale.

    ## What it checks

    Three or more samples next to each other stand at full scale no more than ten times a minute.

    ## Why it matters

    There the wave was cut off. It is heard as harshness, and lossy encoders make it worse.
    DistroKid is said to look at such tracks by hand.

    ## What to do

    Lower the level before the last stage of the master, and leave a headroom of one decibel.

    ## Limits

    Sound that was clipped first and lowered later has no samples at full scale, and passes. Some
    music is clipped by intention.
    """
    sound, limit = facts[Sound], facts[Clipped].runs_per_minute
    runs = sound.clipping.runs
    per_minute = runs / max(sound.seconds / 60, 1.0)
    if per_minute > limit:
        starts = sound.clipping.starts_seconds
        yield Finding(
            f"{runs} times three or more samples stand at full scale, "
            f"{ceil(per_minute)} times a minute",
            place=moment(track, starts[0]) if starts else file_place(track),
            file=track.audio,
            evidence={
                "runs": runs,
                "longest_samples": sound.clipping.longest_samples,
                "runs_per_minute": round(per_minute, 2),
                "most_per_minute": limit,
                "starts_seconds": list(starts[:_SHOWN]),
            },
        )


@rule(
    "audio-tags.true-peak-high",
    title="The true peak leaves no room for encoders",
    severity=Severity.NOTE,
    of=Track,
    needs=(Sound,),
    sources=(SPOTIFY_LOUDNESS, EBU_R128),
    options=Ceiling,
    thresholds=(
        Threshold(option="dbtp", basis=Basis.PUBLISHED, source=SPOTIFY_LOUDNESS),
        Threshold(option="loud_dbtp", basis=Basis.PUBLISHED, source=SPOTIFY_LOUDNESS),
        Threshold(option="loud_lufs", basis=Basis.PUBLISHED, source=SPOTIFY_LOUDNESS),
    ),
)
def true_peak_high(track: Track, facts: Facts) -> Iterator[Finding]:
    """Compare the true peak with what Spotify advises.

    ## What it checks

    The true peak (ITU-R BS.1770-4) is at most -1 dBTP, and -2 dBTP where the track is louder than
    -14 LUFS.

    ## Why it matters

    Lossy encoders move the peaks. Above these levels listeners may hear distortion that the master
    does not have. Nothing is refused for it.

    ## What to do

    Master with a true-peak limiter at these levels.

    ## Limits

    Most released music is above them, and sounds as its makers want.
    """
    sound, limits = facts[Sound], facts[Ceiling]
    loudness, peak = sound.loudness_lufs, sound.true_peak_dbtp
    is_loud = loudness is not None and loudness > limits.loud_lufs
    ceiling = limits.loud_dbtp if is_loud else limits.dbtp
    if peak is not None and peak > ceiling:
        loud = f" at {loudness:.1f} LUFS" if loudness is not None else ""
        yield Finding(
            f"the true peak is {peak:+.1f} dBTP{loud}; {ceiling:+.1f} dBTP are advised",
            place=file_place(track),
            file=track.audio,
            evidence={
                "true_peak_dbtp": peak,
                "loudness_lufs": loudness,
                "loudness_range_lu": sound.loudness_range_lu,
                "ceiling_dbtp": ceiling,
            },
        )


@rule(
    "audio-tags.dc-offset",
    title="The samples do not swing around zero",
    severity=Severity.WARNING,
    of=Track,
    needs=(Sound,),
    sources=(SPOTIFY_AUDIO,),
    options=Offset,
    thresholds=(
        Threshold(option="most", basis=Basis.OURS, note="sound converters stay far below it"),
    ),
)
def dc_offset(track: Track, facts: Facts) -> Iterator[Finding]:
    """Take the mean of all samples of each channel.

    ## What it checks

    It lies within one per cent of full scale around zero.

    ## Why it matters

    An offset takes headroom away and clicks at the beginning and end. It comes of faulty hardware
    or of generated sound.

    ## What to do

    Filter the master with a high pass below 20 Hz.

    ## Limits

    Very short tracks with a low tone may have a mean of their own.
    """
    sound, most = facts[Sound], facts[Offset].most
    offsets = {_named(number): c.dc_offset for number, c in enumerate(sound.channels)}
    if any(abs(offset) > most for offset in offsets.values()):
        shown = {name: round(offset, 3) + 0.0 for name, offset in offsets.items()}
        """Plus zero, which turns -0.0 into 0.0."""
        told = ", ".join(f"{name} {offset:+.1%}" for name, offset in shown.items())
        yield Finding(
            f"the mean of the samples is not zero: {told} of full scale",
            place=file_place(track),
            file=track.audio,
            evidence={"offsets": offsets, "most": most},
        )


@rule(
    "audio-tags.dual-mono",
    title="The two channels are the same",
    severity=Severity.NOTE,
    of=Track,
    needs=(Sound,),
    sources=(SPOTIFY_AUDIO,),
    options=Alike,
    thresholds=(
        Threshold(option="correlation", basis=Basis.OURS, note="dither alone stays above"),
    ),
)
def dual_mono(track: Track, facts: Facts) -> Iterator[Finding]:
    """Correlate the two channels.

    ## What it checks

    They are not the same: their correlation is at most 0.9999.

    ## Why it matters

    Recipients ask for stereo. Two equal channels are mono in a stereo file, which is allowed and
    often right, and sometimes a bounce from the wrong bus.

    ## What to do

    Nothing, where the recording is mono. Else export the stereo mix.

    ## Limits

    A mono recording with a trace of stereo noise passes.
    """
    sound, limit = facts[Sound], facts[Alike].correlation
    correlation = sound.correlation
    if sound.peak_dbfs is None or len(sound.channels) < 2:  # noqa: PLR2004 - one has no other
        return
    if sound.is_dual_mono or (correlation is not None and correlation > limit):
        yield Finding(
            "both channels have the same samples"
            if sound.is_dual_mono
            else f"both channels are nearly the same, with a correlation of {correlation:.5f}",
            place=file_place(track),
            file=track.audio,
            evidence={"correlation": correlation, "most": limit, "same": sound.is_dual_mono},
        )


@rule(
    "audio-tags.dead-channel",
    title="One channel is silent",
    severity=Severity.WARNING,
    of=Track,
    needs=(Sound,),
    sources=(SPOTIFY_AUDIO,),
    options=DeadChannel,
    thresholds=(Threshold(option="dbfs", basis=Basis.OURS, note="the level of silence"),),
)
def dead_channel(track: Track, facts: Facts) -> Iterator[Finding]:
    """Measure each channel by itself.

    ## What it checks

    No channel stays below -60 dBFS while another does not.

    ## Why it matters

    With one earphone listeners hear nothing. A cable, a bus or an export went wrong.

    ## What to do

    Export the mix again.

    ## Limits

    It looks at the level over the whole track. A channel that is dead for a while passes.
    """
    sound, limit = facts[Sound], facts[DeadChannel].dbfs
    levels = {_named(number): c.rms_dbfs for number, c in enumerate(sound.channels)}
    dead = [name for name, level in levels.items() if level is None or level < limit]
    if dead and len(dead) < len(levels):
        yield Finding(
            f"{' and '.join(_spoken(name) for name in dead)} {'is' if len(dead) == 1 else 'are'} "
            "silent",
            place=file_place(track),
            file=track.audio,
            evidence={"rms_dbfs": levels, "limit_dbfs": limit},
        )


@rule(
    "audio-tags.inverted-phase",
    title="The two channels cancel each other",
    severity=Severity.WARNING,
    of=Track,
    needs=(Sound,),
    sources=(SPOTIFY_AUDIO,),
    options=Opposite,
    thresholds=(
        Threshold(option="correlation", basis=Basis.OURS, note="wide mixes stay above -0.5"),
    ),
)
def inverted_phase(track: Track, facts: Facts) -> Iterator[Finding]:
    """Correlate the two channels.

    ## What it checks

    Their correlation is at least -0.95.

    ## Why it matters

    Played on one loudspeaker, as telephones do, the two cancel each other and the music is gone.

    ## What to do

    Invert the polarity of one channel, and look for the plug-in or cable that inverts it.

    ## Limits

    It looks at the whole track. A single instrument out of phase is not seen.
    """
    sound, limit = facts[Sound], facts[Opposite].correlation
    if sound.correlation is not None and sound.correlation < limit:
        yield Finding(
            f"the channels are opposite, with a correlation of {sound.correlation:.3f}",
            place=file_place(track),
            file=track.audio,
            evidence={"correlation": sound.correlation, "least": limit},
        )


def _named(channel: int) -> str:
    return _NAMES[channel] if channel < len(_NAMES) else f"channel {channel + 1}"


def _spoken(name: str) -> str:
    return f"the {name} channel" if name in _NAMES else name


RULES = (clipped, true_peak_high, dc_offset, dual_mono, dead_channel, inverted_phase)
