"""What the stream header says, against what recipients take and what the message states."""

from __future__ import annotations

import re
from collections.abc import Iterator

from precheck import (
    AudioStream,
    Basis,
    Facts,
    Finding,
    Severity,
    Threshold,
    Track,
    rule,
)

from precheck_audio_tags.container import Container, suits
from precheck_audio_tags.facts import AudioFile
from precheck_audio_tags.options import Channels, HighestDepth, HighestRate, LowestDepth, LowestRate
from precheck_audio_tags.rules.wording import quoted
from precheck_audio_tags.sources import (
    BELIEVE_AUDIO,
    DDEX_ERN,
    DISTROKID_AUDIO,
    LABELGRID_RELEASE,
    LABELGRID_TRACK,
    SPOTIFY_AUDIO,
)

_CODECS = {
    "flac": ("", "FLAC"),
    "pcm": ("", "PCM"),
    "lpcm": ("", "PCM"),
    "wav": ("WAV", "PCM"),
    "wave": ("WAV", "PCM"),
    "bwf": ("WAV", "PCM"),
    "aiff": ("AIFF", "PCM"),
    "aifc": ("AIFF", "PCM"),
    "mp3": ("", "MP3"),
    "mpeg1layer3": ("", "MP3"),
    "aac": ("", "AAC"),
    "aaclc": ("", "AAC"),
    "heaac": ("", "AAC"),
    "alac": ("", "ALAC"),
    "applelossless": ("", "ALAC"),
    "vorbis": ("", "Vorbis"),
    "oggvorbis": ("Ogg", "Vorbis"),
    "opus": ("", "Opus"),
}
"""Container and codec that a stated codec means; empty for any container."""
_CONTAINERS = {
    "flac": "FLAC",
    "wav": "WAV",
    "wave": "WAV",
    "bwf": "WAV",
    "rf64": "WAV",
    "aiff": "AIFF",
    "aifc": "AIFF",
    "mp3": "MP3",
    "mp4": "MP4",
    "m4a": "MP4",
    "ogg": "Ogg",
}
_WORDS = re.compile(r"[^a-z0-9]")


@rule(
    "audio-tags.container-differs",
    title="The name of the file promises another format than its bytes",
    severity=Severity.WARNING,
    of=Track,
    needs=(AudioFile,),
    sources=(SPOTIFY_AUDIO,),
)
def container_differs(track: Track, facts: Facts) -> Iterator[Finding]:
    """Compare the suffix of the file's name with its first bytes.

    ## What it checks

    The suffix must be one that goes with the format that the bytes have.

    ## Why it matters

    Some recipients choose their decoder by the suffix and fail. A renamed MP3 is also the simplest
    way to make a lossy file look lossless.

    ## What to do

    Give the file the suffix of its format, and correct the message. If the format is not the one
    you meant, export the file again; renaming converts nothing.

    ## Limits

    It reads the beginning of the file. A lossy recording inside a true WAVE or FLAC file is not
    seen.
    """
    file = facts[AudioFile]
    if file.container in set(Container) and not suits(file.container, file.uri):
        yield Finding(
            f"{quoted(file.uri)} is {file.container} by its bytes",
            place=track.at(),
            file=track.audio,
            evidence={"file": file.uri, "container": file.container},
        )


@rule(
    "audio-tags.lossy-format",
    title="The sound is in a lossy format",
    severity=Severity.BLOCK,
    of=Track,
    needs=(AudioStream,),
    sources=(SPOTIFY_AUDIO, LABELGRID_RELEASE),
)
def lossy_format(track: Track, facts: Facts) -> Iterator[Finding]:
    """Read the codec from the file's bytes.

    ## What it checks

    The codec must be lossless: FLAC, ALAC, or PCM in WAVE or AIFF. MP3, AAC, Vorbis, Opus and other
    lossy codecs are named.

    ## Why it matters

    Recipients encode what they get into lossy formats of their own. Encoding twice is audible, and
    most recipients refuse the delivery.

    ## What to do

    Deliver the master. Converting an MP3 to FLAC repairs nothing.

    ## Limits

    A lossless file made from a lossy one passes. Only an analysis of the sound would show it.
    """
    stream = facts[AudioStream]
    if not stream.is_lossless:
        yield Finding(
            f"the sound is {stream.codec} in {stream.container}, which is lossy",
            place=track.at(),
            file=track.audio,
            evidence={"codec": stream.codec, "container": stream.container},
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
            place=track.at(),
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
            place=track.at(),
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
            f"the samples have {bits} bits, at least {least} are asked for",
            place=track.at(),
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
            f"the samples have {bits} bits, more than {most}",
            place=track.at(),
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
        noun = "channel" if channels == 1 else "channels"
        yield Finding(
            f"the file has {channels} {noun}, {wanted} are asked for",
            place=track.at(),
            file=track.audio,
            evidence={"channels": channels, "wanted": wanted},
        )


@rule(
    "audio-tags.technical-differs",
    title="The message describes the encoding otherwise than the file",
    severity=Severity.WARNING,
    of=Track,
    needs=(AudioStream,),
    sources=(DDEX_ERN,),
)
def technical_differs(track: Track, facts: Facts) -> Iterator[Finding]:
    """Compare the technical details of the message with the stream header.

    ## What it checks

    Codec, container, sampling rate, bit depth and number of channels, as far as the message states
    them, must be those of the file.

    ## Why it matters

    A difference shows that the message was written for another file, or from a template. Some
    recipients compare the two and refuse.

    ## What to do

    Let the details be written from the file itself, or leave out those that are optional.

    ## Limits

    Codecs with a name of the sender's own are not compared unless it is one in common use. Bit
    rates are not compared.
    """
    stream = facts[AudioStream]
    file = next((f for f in track.files if f.path is not None and f.path == track.audio), None)
    if file is None:
        return
    stated = file.technical
    differences: dict[str, dict[str, str | int]] = {}

    def compare(name: str, message: str | int, found: str | int) -> None:
        if message and message != found:
            differences[name] = {"message": message, "file": found}

    container, codec = _CODECS.get(_WORDS.sub("", stated.codec.lower()), ("", ""))
    compare("codec", codec, stream.codec)
    stated_container = _CONTAINERS.get(_WORDS.sub("", stated.container.lower()), container)
    compare("container", stated_container, stream.container)
    compare("sampling rate in Hz", stated.sampling_rate_hz, stream.sampling_rate_hz)
    if stream.bits_per_sample is not None:
        compare("bits per sample", stated.bits_per_sample, stream.bits_per_sample)
    compare("channels", stated.channels, stream.channels)
    if differences:
        each = "; ".join(
            f"{name}: the message says {pair['message']}, the file has {pair['file']}"
            for name, pair in differences.items()
        )
        yield Finding(each, place=stated.at() or track.at(), file=track.audio, evidence=differences)


RULES = (
    container_differs,
    lossy_format,
    sampling_rate_low,
    sampling_rate_high,
    bit_depth_low,
    bit_depth_high,
    not_stereo,
    technical_differs,
)
