"""Whether the header of a file says what the file holds."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Severity, Track, rule
from precheck_audio_tags.facts import AudioFile
from precheck_audio_tags.rules.wording import file_place
from precheck_audio_tags.sources import BELIEVE_AUDIO, RFC_9639, SPOTIFY_AUDIO


@rule(
    "audio-tags.header-contradicts",
    title="The header of the file says what is not so",
    severity=Severity.BLOCK,
    of=Track,
    needs=(AudioFile,),
    sources=(SPOTIFY_AUDIO, BELIEVE_AUDIO),
)
def header_contradicts(track: Track, facts: Facts) -> Iterator[Finding]:
    """Hold the sizes and numbers of the header against the file.

    ## What it checks

    A WAVE or AIFF file must be as long as its header states. The `fmt ` chunk of a WAVE file with
    plain samples must stand there once, its bytes of a sample and of a second must be those that
    follow from channels, bits and sampling rate, and its `data` chunk must state its size and hold
    a whole number of samples. The last page of an Ogg stream must be marked as its last.

    ## Why it matters

    A file that is longer or shorter than it says was cut off, put together from parts or written by
    a program that never came back to its header. Spotify asks for valid `fmt ` and `data` chunks;
    of two numbers that contradict each other recipients believe one or the other.

    ## What to do

    Export the file again from the master. Where only the sizes of a WAVE file are wrong, `precheck
    fix` writes a copy with the true ones.

    ## Limits

    A byte more or less, for the length to be even, is forgiven. What makes the sound itself shorter
    than stated is told by `audio-tags.decoded-length-differs`.
    """
    found = facts[AudioFile].contradictions
    if found:
        yield Finding(
            "; ".join(found),
            place=file_place(track),
            file=track.audio,
            evidence={"contradictions": list(found)},
        )


@rule(
    "audio-tags.tags-behind-flac",
    title="The FLAC file ends with tags that are not of FLAC",
    severity=Severity.WARNING,
    of=Track,
    needs=(AudioFile,),
    sources=(RFC_9639,),
)
def tags_behind_flac(track: Track, facts: Facts) -> Iterator[Finding]:
    """Look for ID3v1 and APE tags behind a FLAC stream.

    ## What it checks

    A FLAC file must end with its last frame.

    ## Why it matters

    Both are foreign to FLAC. Strict decoders take them for a damaged frame, and what they say may
    contradict the Vorbis comments that others read.

    ## What to do

    Write the tags as Vorbis comments, and let `precheck fix` write a copy without those.

    ## Limits

    Many players skip them without a word. What they say of title, ISRC and origin is read along.
    """
    length = facts[AudioFile].tags_behind_flac_bytes
    if length:
        yield Finding(
            f"{length:,} bytes of tags stand behind the FLAC stream",
            place=file_place(track),
            file=track.audio,
            evidence={"bytes": length},
        )


RULES = (header_contradicts, tags_behind_flac)
