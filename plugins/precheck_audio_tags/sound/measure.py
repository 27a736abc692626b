"""One decode of a file, and everything that is measured of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec.structs import replace
from numpy.typing import NDArray

from precheck import Fingerprint, Sound, SoundPicture
from precheck_audio_tags.digest import Digest
from precheck_audio_tags.facts import Decoding
from precheck_audio_tags.flac import is_whole_frame
from precheck_audio_tags.sound.blocks import Cutter, block_of, hop_of
from precheck_audio_tags.sound.chroma import Chroma
from precheck_audio_tags.sound.decoding import Decoder, Format, Refusal
from precheck_audio_tags.sound.door import Wanted
from precheck_audio_tags.sound.levels import Levels, db_of_level
from precheck_audio_tags.sound.loops import loop_in
from precheck_audio_tags.sound.loudness import Loudness
from precheck_audio_tags.sound.low import Low
from precheck_audio_tags.sound.mono import Mono
from precheck_audio_tags.sound.playing import Player
from precheck_audio_tags.sound.samples import Stored, counted_floats, full_scale
from precheck_audio_tags.sound.source import Source
from precheck_audio_tags.sound.spectrum import Spectrum
from precheck_audio_tags.sound.texture import Frames
from precheck_audio_tags.sound.true_peak import TruePeak

COLUMNS = 1000
STEPS = 256
"""How finely a picture is drawn."""
RAW = {"FLAC", "MP3"}
"""Containers that do not say where the sound ends: a tag behind it would be taken for more."""


def measure(path: Path, wanted: Wanted) -> Decoding:
    """Decode a file once and measure it. What it holds never makes this raise; `OSError` may."""
    span = None if wanted.stream.is_lossless else wanted.span
    with Source(path, Digest(wanted.algorithms, span), _end(wanted)) as source:
        try:
            decoder = Decoder(source, wanted.stream.container)
        except Refusal as error:
            return Decoding(trouble=str(error), digest=source.finish())
        try:
            decoding = _decoded(decoder, wanted)
        except Refusal as error:
            decoding = Decoding(trouble=str(error))
        finally:
            decoder.close()
        return _with(decoding, source, decoder, wanted)


def _end(wanted: Wanted) -> int | None:
    """Where the decoder finds the end of the file; None for its own."""
    start, end = wanted.span or (0, 0)
    return end if wanted.stream.container in RAW and start < end else None


def _with(decoding: Decoding, source: Source, decoder: Decoder, wanted: Wanted) -> Decoding:
    digest, sound = source.finish(), decoding.sound
    if sound is not None and sound.pcm_md5 and not decoding.trouble:
        digest = replace(digest, sound=f"pcm-md5:{sound.pcm_md5}")
    return replace(
        decoding,
        digest=digest,
        packets=decoder.packets,
        has_rest=wanted.stream.container == "FLAC" and not is_whole_frame(decoder.last),
        bad_packets=decoder.bad_count,
        bad=tuple(decoder.bad),
    )


def _decoded(decoder: Decoder, wanted: Wanted) -> Decoding:
    measures: Measures | None = None
    cutter: Cutter | None = None
    for piece in decoder.pieces():
        if cutter is None or measures is None:
            found = decoder.format
            assert found is not None  # noqa: S101 - the first piece has brought it
            measures, cutter = Measures(found, wanted), Cutter(found.rate)
        for block in cutter.add(piece):
            measures.add(block)
    if cutter is None or measures is None:
        return Decoding(trouble=decoder.trouble or "nothing in it could be decoded")
    measures.finish(cutter.rest())
    return Decoding(
        trouble=decoder.trouble,
        bad_samples=measures.bad_samples,
        sound=measures.sound(),
        picture=measures.picture(),
        fingerprint=measures.fingerprint(),
        at_speeds=measures.player.finish(),
        has_chromaprint=measures.chroma.is_there,
    )


class Measures:
    """All measurements of one sound; every block goes through each of them."""

    def __init__(self, found: Format, wanted: Wanted) -> None:
        """Begin with nothing measured."""
        stream = wanted.stream
        self.format = found
        self.bad_samples = 0
        self.stored = Stored(found.sample, stream.bits_per_sample) if stream.is_lossless else None
        scale = full_scale(found.sample, stream.bits_per_sample)
        self._low = Low(found.channels, found.rate)
        self.levels = Levels(found.channels, found.rate, scale)
        self.loudness = Loudness(self._low, found.channels, found.rate)
        self.true_peak = TruePeak(found.channels, found.rate)
        self.spectrum = Spectrum(found.rate)
        self.chroma = Chroma()
        self.player = Player(wanted.other_speeds)
        self.frames = Frames()
        self._mono = Mono(self._low.rate)
        self._hop = hop_of(found.rate)

    def add(self, piece: NDArray[Any]) -> None:
        """Measure samples x channels in the decoder's numbers."""
        self._take(piece, is_last=False)

    def finish(self, piece: NDArray[Any]) -> None:
        """Measure what is left, and close."""
        self._take(piece, is_last=True)
        self.true_peak.finish()
        self._raw = self.chroma.finish()

    def _take(self, piece: NDArray[Any], *, is_last: bool) -> None:
        if self.stored is not None:
            self.stored.add(piece)
        samples, bad = counted_floats(piece, self.format.sample)
        self.bad_samples += bad
        block = block_of(samples, self._hop)
        for measure in (self.levels, self.true_peak, self.spectrum):
            measure.add(block)
        low = self._low.of(block.samples, is_last=is_last)
        self.loudness.add(block, low)
        mono = self._mono.of(low, is_last=is_last)
        self.chroma.add(mono)
        self.player.add(mono)
        self.frames.add(mono)

    def sound(self) -> Sound:
        """Everything in numbers."""
        levels = self.levels
        end, before_end = levels.ending()
        return Sound(
            sampling_rate_hz=self.format.rate,
            channels=levels.channels(),
            samples=levels.samples,
            pcm_md5=self.stored.md5 if self.stored is not None else "",
            peak_dbfs=db_of_level(levels.peak),
            true_peak_dbtp=db_of_level(max(self.true_peak.highest, levels.peak)),
            loudness_lufs=self.loudness.integrated(),
            loudness_range_lu=self.loudness.loudness_range(),
            clipping=levels.clipped(),
            silences=levels.silences(),
            silent_seconds=levels.silent_seconds(),
            end_dbfs=end,
            before_end_dbfs=before_end,
            correlation=levels.correlation(),
            is_dual_mono=levels.is_alike,
            cutoff=self.spectrum.cutoff(),
            texture=replace(self.frames.texture(), loop=loop_in(self._raw)),
        )

    def picture(self) -> SoundPicture:
        """What a screen shows."""
        lows, highs = self.levels.outline(COLUMNS)
        seconds = self.levels.samples / self.format.rate
        step = max(1, round(seconds * 10 / COLUMNS))
        width, spectrum = self.spectrum.picture(STEPS)
        return SoundPicture(
            seconds=seconds,
            lows=lows,
            highs=highs,
            loudness_step_seconds=step / 10,
            loudness_lufs=self.loudness.short_term(step),
            spectrum_step_hz=width,
            spectrum_db=spectrum,
        )

    def fingerprint(self) -> Fingerprint | None:
        """The Chromaprint; None where the library is missing or the sound too short."""
        seconds = self.levels.samples / self.format.rate
        return Fingerprint(raw=self._raw, seconds=seconds) if self._raw else None
