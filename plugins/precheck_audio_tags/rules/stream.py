"""The format that the bytes have, against the file's name, the recipients and the message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from precheck import (
    AudioStream,
    Facts,
    Finding,
    Severity,
    Track,
    rule,
)
from precheck_audio_tags.bounds import one_line
from precheck_audio_tags.container import Container, suits
from precheck_audio_tags.facts import AudioFile
from precheck_audio_tags.rules.wording import file_place, quoted, reference_of
from precheck_audio_tags.sources import (
    DDEX_ERN,
    LABELGRID_RELEASE,
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
            place=file_place(track),
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
        same = stream.codec == stream.container
        what = stream.codec if same else f"{stream.codec} in {stream.container}"
        yield Finding(
            f"the sound is {what}, which is lossy",
            place=file_place(track),
            file=track.audio,
            evidence={"codec": stream.codec, "container": stream.container},
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
    file = reference_of(track)
    if file is None:
        return
    stated = file.technical
    differences: dict[str, dict[str, str | int]] = {}
    fields: list[str] = []

    def compare(
        name: str, field: str, message: str | int, found: str | int, written: str = ""
    ) -> None:
        if message and message != found:
            differences[name] = {"message": written or message, "file": found}
            fields.append(field)

    container, codec = _CODECS.get(_WORDS.sub("", stated.codec.lower()), ("", ""))
    compare("codec", "codec", codec, stream.codec, one_line(stated.codec, 80))
    own_container = _CONTAINERS.get(_WORDS.sub("", stated.container.lower()), "")
    field = "container" if own_container else "codec"
    compare("container", field, own_container or container, stream.container)
    compare(
        "sampling rate in Hz", "sampling_rate_hz", stated.sampling_rate_hz, stream.sampling_rate_hz
    )
    if stream.bits_per_sample is not None:
        compare(
            "bits per sample", "bits_per_sample", stated.bits_per_sample, stream.bits_per_sample
        )
    compare("channels", "channels", stated.channels, stream.channels)
    if differences:
        each = "; ".join(
            f"{name}: the message says {pair['message']}, the file has {pair['file']}"
            for name, pair in differences.items()
        )
        place = stated.at(fields[0] if len(set(fields)) == 1 else "") or file_place(track)
        yield Finding(each, place=place, file=track.audio, evidence=differences)


RULES = (container_differs, lossy_format, technical_differs)
