"""Whether the file decodes cleanly, to the end that it states."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import AudioStream, Basis, Facts, Finding, Severity, Sound, Threshold, Track, rule
from precheck_audio_tags.facts import AudioFile, Decoding
from precheck_audio_tags.options import LengthSlack
from precheck_audio_tags.rules.wording import apart, counted, file_place
from precheck_audio_tags.sources import BELIEVE_AUDIO, RFC_9639, SPOTIFY_AUDIO


@rule(
    "audio-tags.not-decodable",
    title="The sound cannot be decoded",
    severity=Severity.BLOCK,
    of=Track,
    needs=(Decoding,),
    sources=(SPOTIFY_AUDIO, BELIEVE_AUDIO),
)
def not_decodable(track: Track, facts: Facts) -> Iterator[Finding]:
    """Decode the file to its end.

    ## What it checks

    The sound of the file can be decoded, all of it in one format, by a process that survives it.

    ## Why it matters

    What we cannot decode no recipient will. Most refuse the delivery; the others publish silence or
    a part of the track.

    ## What to do

    Export the file again from the master and play it to its end.

    ## Limits

    The decoder is that of FFmpeg. A file may be broken in a way that another decoder forgives.
    """
    found = facts[Decoding]
    if found.trouble:
        yield Finding(
            f"the sound cannot be decoded{' to its end' if found.sound else ''}: {found.trouble}",
            place=file_place(track),
            file=track.audio,
            evidence={"trouble": found.trouble, "process_lost": found.is_harmful},
        )


@rule(
    "audio-tags.bad-packets",
    title="Parts of the sound cannot be decoded",
    severity=Severity.BLOCK,
    of=Track,
    needs=(Sound, Decoding),
    sources=(SPOTIFY_AUDIO, BELIEVE_AUDIO),
)
def bad_packets(track: Track, facts: Facts) -> Iterator[Finding]:
    """Count what the decoder complains of.

    ## What it checks

    Every packet of the sound decodes without an error.

    ## Why it matters

    Listeners hear a click, a gap or noise there. Players and command line tools go on without a
    word, so that it is easily missed.

    ## What to do

    Export the file again from the master; copy it again if the master is sound.

    ## Limits

    Damage that leaves a packet decodable is not seen, and uncompressed sound has no packets that
    could be wrong. For FLAC `audio-tags.pcm-md5-differs` sees everything.
    """
    found = facts[Decoding]
    if found.bad_packets:
        first = f", first {found.bad[0]}" if found.bad else ""
        yield Finding(
            f"{counted(found.bad_packets, 'part')} of the sound cannot be decoded{first}",
            place=file_place(track),
            file=track.audio,
            evidence={
                "bad_packets": found.bad_packets,
                "packets": found.packets,
                "first": list(found.bad),
            },
        )


@rule(
    "audio-tags.bad-samples",
    title="Samples are not numbers, or beyond all bounds",
    severity=Severity.BLOCK,
    of=Track,
    needs=(Sound, Decoding),
    sources=(SPOTIFY_AUDIO, BELIEVE_AUDIO),
)
def bad_samples(track: Track, facts: Facts) -> Iterator[Finding]:
    """Count the samples that cannot be sound.

    ## What it checks

    Every sample is a number, finite, and at most 80 dB above full scale.

    ## Why it matters

    Floating-point samples can hold what is no number, or any number. A fault in a plug-in or a
    damaged file puts them there. Encoders turn them into silence or a crack at full scale, or fail,
    and filters carry one of them over everything that follows.

    ## What to do

    Find the effect in the session that makes them, and export the file again, as whole numbers of
    24 bits.

    ## Limits

    Whole numbers are always numbers, so that other files than floating-point and lossy ones pass.
    Every other measurement takes what is no number for silence and the rest for full scale.
    """
    found, sound = facts[Decoding], facts[Sound]
    if found.bad_samples:
        yield Finding(
            f"{counted(found.bad_samples, 'sample')} cannot be sound: not a number, infinite, or "
            "more than 80 dB above full scale",
            place=file_place(track),
            file=track.audio,
            evidence={
                "bad_samples": found.bad_samples,
                "samples": sound.samples * len(sound.channels),
            },
        )


@rule(
    "audio-tags.bytes-behind-flac",
    title="The FLAC file goes on behind its last frame",
    severity=Severity.WARNING,
    of=Track,
    needs=(Sound, Decoding),
    sources=(RFC_9639,),
)
def bytes_behind_flac(track: Track, facts: Facts) -> Iterator[Finding]:
    """Sum up the last frame.

    ## What it checks

    The bytes from the last frame to the end of a FLAC file, tags left out, have the sum that closes
    a frame. So nothing but the frame can be there.

    ## Why it matters

    Zeros there are what a copy left behind that was never finished; anything else belongs to
    another file. Strict decoders take it for a damaged frame.

    ## What to do

    Encode the file again from the master.

    ## Limits

    Which bytes are too many is not told. Where a part of the sound cannot be decoded,
    `audio-tags.bad-packets` tells that, and this is silent.
    """
    found = facts[Decoding]
    if found.has_rest and not found.bad_packets and not found.trouble:
        yield Finding(
            "something stands behind the last frame of the FLAC stream",
            place=file_place(track),
            file=track.audio,
            evidence={"packets": found.packets},
        )


@rule(
    "audio-tags.decoded-length-differs",
    title="The sound is not as long as the file states",
    severity=Severity.BLOCK,
    of=Track,
    needs=(AudioStream, Sound),
    sources=(SPOTIFY_AUDIO, BELIEVE_AUDIO),
    options=LengthSlack,
    thresholds=(
        Threshold(
            option="lossy_seconds",
            basis=Basis.OURS,
            note="encoders pad to whole frames, which decoders cut off or do not",
        ),
    ),
)
def decoded_length_differs(track: Track, facts: Facts) -> Iterator[Finding]:
    """Count the decoded samples.

    ## What it checks

    As many samples come out as the file's header states: exactly for lossless codecs, within a
    tenth of a second for lossy ones.

    ## Why it matters

    A file that is shorter than it says was cut off on its way, and the end of the track is missing.

    ## What to do

    Copy the file again, or export it again from the master.

    ## Limits

    A file that was cut off before its header was written states the shorter length, and passes.
    The length of an MP3 without an index is an estimate, so that one may be told wrongly.
    """
    stream, sound = facts[AudioStream], facts[Sound]
    half_a_sample = 0.5 / max(sound.sampling_rate_hz, 1)
    slack = half_a_sample if stream.is_lossless else facts[LengthSlack].lossy_seconds
    if abs(sound.seconds - stream.duration_seconds) > slack:
        stated, found = apart(stream.duration_seconds, sound.seconds, slack)
        yield Finding(
            f"the file states {stated} of sound, but {found} come out",
            place=file_place(track),
            file=track.audio,
            evidence={
                "stated_seconds": stream.duration_seconds,
                "decoded_seconds": sound.seconds,
                "stated_samples": round(stream.duration_seconds * stream.sampling_rate_hz),
                "decoded_samples": sound.samples,
            },
        )


@rule(
    "audio-tags.pcm-md5-differs",
    title="The samples are not those that were encoded",
    severity=Severity.BLOCK,
    of=Track,
    needs=(AudioFile, Sound),
    sources=(RFC_9639,),
)
def pcm_md5_differs(track: Track, facts: Facts) -> Iterator[Finding]:
    """Compare the MD5 of the decoded samples with that in the FLAC header.

    ## What it checks

    The MD5 that `STREAMINFO` states is that of the samples which come out.

    ## Why it matters

    It is the encoder's own word for what went in. If it differs, the file was damaged, or somebody
    put other sound under an old header.

    ## What to do

    Encode the file again from the master.

    ## Limits

    Encoders may leave it out (all zeros); then there is nothing to compare.
    """
    stated, found = facts[AudioFile].pcm_md5, facts[Sound].pcm_md5
    if stated and found and stated != found:
        yield Finding(
            f"the header states {stated} as the MD5 of the samples, theirs is {found}",
            place=file_place(track),
            file=track.audio,
            evidence={"stated": stated, "found": found},
        )


RULES = (
    not_decodable,
    bad_packets,
    bad_samples,
    bytes_behind_flac,
    decoded_length_differs,
    pcm_md5_differs,
)
