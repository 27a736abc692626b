"""Sampling rate, bit depth and channels, against what recipients take."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import AudioStream, Basis, Facts, Finding, Severity, Threshold, Track, rule
from precheck_audio_tags.options import (
    Channels,
    HighestDepth,
    HighestRate,
    LowestDepth,
    LowestRate,
)
from precheck_audio_tags.rules.wording import counted, file_place
from precheck_audio_tags.sources import (
    BELIEVE_AUDIO,
    DISTROKID_AUDIO,
    LABELGRID_RELEASE,
    LABELGRID_TRACK,
    SPOTIFY_AUDIO,
)


@rule(
    "audio-tags.sampling-rate-low",
    title="The sampling rate is too low",
    severity=Severity.BLOCK,
    of=Track,
    needs=(AudioStream,),
    sources=(SPOTIFY_AUDIO, BELIEVE_AUDIO, LABELGRID_RELEASE),
    options=LowestRate,
    thresholds=(Threshold(option="hertz", basis=Basis.PUBLISHED, source=SPOTIFY_AUDIO),),
)
def sampling_rate_low(track: Track, facts: Facts) -> Iterator[Finding]:
    """Compare the sampling rate with the lowest that is taken.

    ## What it checks

    The stream header must state at least 44,100 samples per second.

    ## Why it matters

    Below it the treble is missing for good. Some recipients refuse, others withhold the lossless
    stream.

    ## What to do

    Export from the master at its own rate. Converting upwards adds nothing.

    ## Limits

    Only the header is read: a file converted upwards passes.
    """
    rate, least = facts[AudioStream].sampling_rate_hz, facts[LowestRate].hertz
    if rate < least:
        yield Finding(
            f"the sampling rate is {rate:,} Hz, at least {least:,} Hz is asked for",
            place=file_place(track),
            file=track.audio,
            evidence={"sampling_rate_hz": rate, "least_hz": least},
        )


@rule(
    "audio-tags.sampling-rate-high",
    title="The sampling rate is higher than many recipients take",
    severity=Severity.NOTE,
    of=Track,
    needs=(AudioStream,),
    sources=(DISTROKID_AUDIO, BELIEVE_AUDIO),
    options=HighestRate,
    thresholds=(
        Threshold(
            option="hertz",
            basis=Basis.PUBLISHED,
            source=BELIEVE_AUDIO,
            note="the highest rate that is listed; 192,000 Hz is reported to be refused",
        ),
    ),
)
def sampling_rate_high(track: Track, facts: Facts) -> Iterator[Finding]:
    """Compare the sampling rate with the highest that is commonly listed.

    ## What it checks

    The stream header states no more than 96,000 samples per second.

    ## Why it matters

    Some distributors do not take higher rates, and services reduce them for playback anyway.

    ## What to do

    Keep the master, and deliver a copy at 44,100 to 96,000 Hz.

    ## Limits

    There is nothing wrong with the sound. Whether a recipient minds is said by its policy.
    """
    rate, most = facts[AudioStream].sampling_rate_hz, facts[HighestRate].hertz
    if rate > most:
        yield Finding(
            f"the sampling rate is {rate:,} Hz, more than {most:,} Hz",
            place=file_place(track),
            file=track.audio,
            evidence={"sampling_rate_hz": rate, "most_hz": most},
        )


@rule(
    "audio-tags.bit-depth-low",
    title="The bit depth is too low",
    severity=Severity.BLOCK,
    of=Track,
    needs=(AudioStream,),
    sources=(SPOTIFY_AUDIO,),
    options=LowestDepth,
    thresholds=(Threshold(option="bits", basis=Basis.PUBLISHED, source=SPOTIFY_AUDIO),),
)
def bit_depth_low(track: Track, facts: Facts) -> Iterator[Finding]:
    """Compare the bit depth with the lowest that is taken.

    ## What it checks

    A lossless stream must have at least 16 bits per sample.

    ## Why it matters

    Fewer bits mean audible noise, and recipients refuse them.

    ## What to do

    Export from the master with 16 or 24 bits.

    ## Limits

    Lossy codecs have no bit depth and are not judged here. A file padded with zeros passes.
    """
    bits, least = facts[AudioStream].bits_per_sample, facts[LowestDepth].bits
    if bits is not None and bits < least:
        yield Finding(
            f"the samples have {counted(bits, 'bit')}, at least {least} are asked for",
            place=file_place(track),
            file=track.audio,
            evidence={"bits_per_sample": bits, "least": least},
        )


@rule(
    "audio-tags.bit-depth-high",
    title="The bit depth is higher than recipients take",
    severity=Severity.NOTE,
    of=Track,
    needs=(AudioStream,),
    sources=(DISTROKID_AUDIO, SPOTIFY_AUDIO),
    options=HighestDepth,
    thresholds=(Threshold(option="bits", basis=Basis.PUBLISHED, source=SPOTIFY_AUDIO),),
)
def bit_depth_high(track: Track, facts: Facts) -> Iterator[Finding]:
    """Compare the bit depth with the highest that is listed.

    ## What it checks

    A lossless stream has no more than 24 bits per sample.

    ## Why it matters

    Files of 32 bits, float or not, are working files of a studio. Some distributors do not take
    them.

    ## What to do

    Export from the master with 24 bits.

    ## Limits

    There is nothing wrong with the sound. Whether a recipient minds is said by its policy.
    """
    bits, most = facts[AudioStream].bits_per_sample, facts[HighestDepth].bits
    if bits is not None and bits > most:
        yield Finding(
            f"the samples have {counted(bits, 'bit')}, more than {most}",
            place=file_place(track),
            file=track.audio,
            evidence={"bits_per_sample": bits, "most": most},
        )


@rule(
    "audio-tags.not-stereo",
    title="The recording does not have two channels",
    severity=Severity.BLOCK,
    of=Track,
    needs=(AudioStream,),
    sources=(SPOTIFY_AUDIO, LABELGRID_TRACK),
    options=Channels,
    thresholds=(Threshold(option="count", basis=Basis.PUBLISHED, source=SPOTIFY_AUDIO),),
)
def not_stereo(track: Track, facts: Facts) -> Iterator[Finding]:
    """Count the channels.

    ## What it checks

    The stream header must state two channels.

    ## Why it matters

    Recipients ask for stereo. Mono files fail at some of them, and surround mixes have a delivery
    of their own.

    ## What to do

    For mono, export with the same signal in both channels. For surround, deliver the stereo mix
    here.

    ## Limits

    Only the header is read: two equal channels pass.
    """
    channels, wanted = facts[AudioStream].channels, facts[Channels].count
    if channels != wanted:
        verb = "is" if wanted == 1 else "are"
        yield Finding(
            f"the file has {counted(channels, 'channel')}, {wanted} {verb} asked for",
            place=file_place(track),
            file=track.audio,
            evidence={"channels": channels, "wanted": wanted},
        )


RULES = (
    sampling_rate_low,
    sampling_rate_high,
    bit_depth_low,
    bit_depth_high,
    not_stereo,
)
