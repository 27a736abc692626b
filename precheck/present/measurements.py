"""The table of what was measured of a sound, as pairs of name and value."""

from __future__ import annotations

from collections.abc import Iterator

from precheck.present.moments import clock
from precheck.present.text import many
from precheck.shared_facts import (
    AudioStream,
    Channel,
    Fingerprint,
    ProvenanceMarks,
    Sound,
    Texture,
)

STEREO = ("left", "right")
Pair = tuple[str, str]


def of_stream(stream: AudioStream) -> Iterator[Pair]:
    """What the header says."""
    bits = f", {stream.bits_per_sample} bit" if stream.bits_per_sample else ""
    yield "container", f"{stream.container}, {stream.codec}"
    yield "sampling", f"{stream.sampling_rate_hz / 1000:g} kHz{bits}"
    yield "channels", str(stream.channels)
    yield "length", f"{clock(stream.duration_seconds)} ({stream.duration_seconds:.3f} s)"


def of_sound(sound: Sound) -> Iterator[Pair]:
    """What was measured."""
    yield "loudness", _with(sound.loudness_lufs, "LUFS")
    yield "loudness range", _with(sound.loudness_range_lu, "LU")
    yield "true peak", _with(sound.true_peak_dbtp, "dBTP")
    yield "sample peak", _with(sound.peak_dbfs, "dBFS")
    for number, channel in enumerate(sound.channels):
        yield from _of_channel(number, channel, len(sound.channels))
    clipping = sound.clipping
    longest = f", longest {clipping.longest_samples} samples" if clipping.runs else ""
    yield "full scale", f"{many(clipping.runs, 'run')}{longest}"
    silent = sum(span.seconds for span in sound.silences)
    found = f"{len(sound.silences)} {'stretch' if len(sound.silences) == 1 else 'stretches'}"
    yield "silent", f"{silent:.1f} s in {found}" if sound.silences else "nowhere for a second"
    yield (
        "at the edges",
        f"{sound.head_silence_seconds:.1f} s before, {sound.tail_silence_seconds:.1f} s after",
    )
    if sound.correlation is not None:
        same = ", the same samples" if sound.is_dual_mono else ""
        yield "correlation", f"{sound.correlation:+.3f}{same}"
    cutoff = sound.cutoff
    yield "spectrum ends", f"{cutoff.frequency_hz / 1000:.1f} kHz" if cutoff else "in no shelf"
    yield from _of_texture(sound.texture)
    if sound.pcm_md5:
        yield "MD5 of samples", sound.pcm_md5


def of_origin(marks: ProvenanceMarks | None, fingerprint: Fingerprint | None) -> Iterator[Pair]:
    """Signs of where the file came from, and what finds its like."""
    if fingerprint is not None:
        yield "fingerprint", f"{len(fingerprint.raw) // 4} values"
    if marks is not None:
        yield "marks of origin", str(len(marks.marks)) if marks.marks else "none found"
        for mark in marks.marks:
            yield f"  {mark.tag}", f"{mark.generator} {mark.text}".strip()


def _of_channel(number: int, channel: Channel, channels: int) -> Iterator[Pair]:
    name = STEREO[number] if channels == len(STEREO) else f"channel {number + 1}"
    peak, rms = channel.peak_dbfs, channel.rms_dbfs
    if peak is None or rms is None:
        yield name, "silent"
    else:
        yield name, f"peak {peak:.1f}, RMS {rms:.1f} dBFS, DC {channel.dc_offset:+.4f}"


def _of_texture(texture: Texture) -> Iterator[Pair]:
    for name, value in (
        ("flatness", texture.flatness),
        ("pitch salience", texture.pitch_salience),
        ("like speech", texture.speech_share),
        ("quiet moments", texture.quiet_share),
    ):
        if value is not None:
            yield name, f"{value:.2f} (0 to 1)"
    if texture.onsets_per_second is not None:
        yield "onsets", f"{texture.onsets_per_second:.1f} a second"
    loop = texture.loop
    if loop is not None:
        yield "loop", f"{loop.seconds:.1f} s, {loop.share:.0%} of the track"


def _with(level: float | None, unit: str) -> str:
    return f"{level:.1f} {unit}" if level is not None else "too quiet or short"
