"""The byte-level demands on WAVE files."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Severity, Track, rule
from precheck_audio_tags.facts import AudioFile
from precheck_audio_tags.rules.wording import counted, file_place, listed
from precheck_audio_tags.sources import SPOTIFY_AUDIO, SPOTIFY_FILES

_PLAIN_PCM = 1
_NAMES = {3: "float", 0xFFFE: "extensible"}


@rule(
    "audio-tags.wav-not-plain-pcm",
    title="The header of the WAVE file is not that of plain PCM",
    severity=Severity.WARNING,
    of=Track,
    needs=(AudioFile,),
    sources=(SPOTIFY_AUDIO, SPOTIFY_FILES),
)
def wav_not_plain_pcm(track: Track, facts: Facts) -> Iterator[Finding]:
    """Read the format code of a WAVE file.

    ## What it checks

    The `fmt ` chunk of a WAVE file must have the format code 0x0001, plain PCM.

    ## Why it matters

    Spotify refuses every other code. Many programs write 0xFFFE, extensible, for files of 24 bits,
    though the samples are the same.

    ## What to do

    Export the file as WAVE without extensions, or as FLAC, which has no such trap. Where the
    samples are plain PCM, `precheck fix` writes a copy with the plain header.

    ## Limits

    Only the header is read. Recipients that take extensible headers may set this rule to off.
    """
    layout = facts[AudioFile].wav
    if layout is not None and layout.format_code != _PLAIN_PCM:
        name = _NAMES.get(layout.format_code, "another codec")
        yield Finding(
            f"the WAVE header states format 0x{layout.format_code:04X} ({name}), not 0x0001 (PCM)",
            place=file_place(track),
            file=track.audio,
            evidence={"format_code": layout.format_code, "wanted": _PLAIN_PCM},
        )


@rule(
    "audio-tags.wav-chunk-after-samples",
    title="The WAVE file has something behind its samples",
    severity=Severity.WARNING,
    of=Track,
    needs=(AudioFile,),
    sources=(SPOTIFY_AUDIO, SPOTIFY_FILES),
)
def wav_chunk_after_samples(track: Track, facts: Facts) -> Iterator[Finding]:
    """List the chunks behind the samples of a WAVE file.

    ## What it checks

    Once the `data` chunk of a WAVE file has begun, nothing but samples may follow.

    ## Why it matters

    Spotify refuses such files. Tag editors put their chunks at the end as a matter of course.

    ## What to do

    Remove the tags, or move their chunks in front of the samples: `precheck fix` writes such a
    copy. Deliver as FLAC if that is easier.

    ## Limits

    Recipients that take chunks in any order may set this rule to off.
    """
    layout = facts[AudioFile].wav
    if layout is not None and (layout.after_samples or layout.rest_bytes):
        names = [repr(name) for name in layout.after_samples]
        if layout.rest_bytes:
            names.append(f"{counted(layout.rest_bytes, 'byte')} outside any chunk")
        is_one = len(names) == 1 and layout.rest_bytes <= 1
        verb = "stands" if is_one else "stand"
        yield Finding(
            f"behind the samples {verb} {listed(names)}",
            place=file_place(track),
            file=track.audio,
            evidence={
                "after_samples": list(layout.after_samples),
                "rest_bytes": layout.rest_bytes,
            },
        )


RULES = (wav_not_plain_pcm, wav_chunk_after_samples)
