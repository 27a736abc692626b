"""What was measured of the sound itself, sample by sample."""

from __future__ import annotations

from msgspec import Struct


class Span(Struct, frozen=True):
    """A stretch of a track."""

    start_seconds: float
    end_seconds: float

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.end_seconds - self.start_seconds


class Channel(Struct, frozen=True, kw_only=True):
    """One channel, from the first sample to the last."""

    peak_dbfs: float | None
    """The largest sample; None where all are zero. A full-scale sample is 0."""
    rms_dbfs: float | None
    """The root mean square; None where all samples are zero."""
    dc_offset: float
    """The mean of the samples, from -1 to 1."""


class Clipping(Struct, frozen=True, kw_only=True):
    """Where samples stand at full scale next to each other: three or more in one channel."""

    runs: int = 0
    longest_samples: int = 0
    starts_seconds: tuple[float, ...] = ()
    """Where the first hundred begin."""


class Cutoff(Struct, frozen=True, kw_only=True):
    """Where the long-term spectrum ends, if it ends in a shelf."""

    frequency_hz: float
    """Above it there is next to nothing."""
    drop_db: float
    """By how much the level falls there within 600 Hz."""


class Loop(Struct, frozen=True, kw_only=True):
    """One passage over and over."""

    seconds: float
    """The length of the passage."""
    share: float
    """The share of the track that is like what came one passage before, from 0 to 1."""


class Texture(Struct, frozen=True, kw_only=True):
    """What kind of sound it is, by estimates. None where there is too little sound to say."""

    flatness: float | None = None
    """The median spectral flatness, each octave by itself, from 0 (tones) to 1 (noise)."""
    onsets_per_second: float | None = None
    """Attacks: moments at which the octaves rise together."""
    onset_deviation: float | None = None
    """How far the intervals between attacks are from their median: the median share of it.

    0 is a machine's beat. None where there are too few attacks.
    """
    pitch_salience: float | None = None
    """How periodic the sound is, its colour set aside, from 0 to 1: the median over all frames."""
    speech_share: float | None = None
    """The share of the track that sounds like somebody speaking, from 0 to 1."""
    quiet_share: float | None = None
    """The share of moments that are quieter than the mean by 5 dB or more, from 0 to 1."""
    loop: Loop | None = None

    def is_noise(
        self,
        *,
        flatness: float = 0.5,
        onsets_per_second: float = 0.1,
        pitch_salience: float = 0.15,
    ) -> bool:
        """Whether it is flatter than this, with fewer attacks and less of a pitch: an estimate.

        The numbers are ours, measured (`docs/sound.md`). False where there is too little sound.
        """
        return (
            self.flatness is not None
            and self.onsets_per_second is not None
            and self.pitch_salience is not None
            and self.flatness > flatness
            and self.onsets_per_second < onsets_per_second
            and self.pitch_salience < pitch_salience
        )


class Sound(Struct, frozen=True, kw_only=True):
    """What was measured of a track's decoded sound.

    Levels are in dB relative to full scale (dBFS), true peaks in dBTP, loudness in LUFS and LU.
    """

    sampling_rate_hz: int
    channels: tuple[Channel, ...]
    samples: int
    """Of each channel."""
    pcm_md5: str = ""
    """The MD5 of the samples as FLAC states it (RFC 9639, 8.2); lower-case hexadecimal.

    The same sound in another lossless container has the same. Empty for lossy codecs, of which
    every decoder makes other samples.
    """
    peak_dbfs: float | None = None
    """The largest sample of any channel; None where all are zero."""
    true_peak_dbtp: float | None = None
    """ITU-R BS.1770-4, Annex 2; None where all samples are zero."""
    loudness_lufs: float | None = None
    """Integrated, ITU-R BS.1770-4; None where nothing is louder than -70 LUFS."""
    loudness_range_lu: float | None = None
    """EBU Tech 3342; None where it is not defined."""
    clipping: Clipping = Clipping()
    silences: tuple[Span, ...] = ()
    """Stretches of at least a second below -60 dBFS, measured by RMS over tenths of a second."""
    silent_seconds: float = 0.0
    """How long it is below that in all, shorter stretches included."""
    end_dbfs: float | None = None
    """The RMS of the last 50 ms; None where they are silent."""
    before_end_dbfs: float | None = None
    """The RMS of the second before these."""
    correlation: float | None = None
    """Of the two channels of a stereo sound, from -1 to 1."""
    is_dual_mono: bool = False
    """Whether all channels have the same samples."""
    cutoff: Cutoff | None = None
    texture: Texture = Texture()

    @property
    def seconds(self) -> float:
        """The length: samples by the sampling rate; nothing where there is no rate."""
        return self.samples / self.sampling_rate_hz if self.sampling_rate_hz else 0.0

    @property
    def head_silence_seconds(self) -> float:
        """How long it is silent before it begins."""
        first = self.silences[0] if self.silences else None
        return first.seconds if first is not None and first.start_seconds == 0 else 0.0

    @property
    def tail_silence_seconds(self) -> float:
        """How long it is silent after it has ended."""
        last = self.silences[-1] if self.silences else None
        return last.seconds if last is not None and last.end_seconds >= self.seconds else 0.0


class SoundPicture(Struct, frozen=True, kw_only=True):
    """What a screen shows of a sound."""

    seconds: float
    lows: bytes = b""
    """The lowest sample of each of at most 1,000 equal stretches: 0 is -1, 255 is 1."""
    highs: bytes = b""
    """The highest, likewise."""
    loudness_step_seconds: float = 1.0
    loudness_lufs: tuple[float | None, ...] = ()
    """The short-term loudness (three seconds) at each step; None below -70 LUFS."""
    spectrum_step_hz: float = 0.0
    spectrum_db: tuple[float, ...] = ()
    """The long-term spectrum in steps from 0 Hz on, relative to its largest; at least -140."""


class Fingerprint(Struct, frozen=True, kw_only=True):
    """The Chromaprint of a sound: what near-duplicates are found by."""

    raw: bytes
    """32-bit values, little-endian, one for each 0.1238 seconds."""
    algorithm: int = 1
    """The number that libchromaprint gives it."""
    seconds: float = 0.0
    """How long the sound is."""

    @property
    def values(self) -> tuple[int, ...]:
        """The values, from 0 to 2**32 - 1."""
        return tuple(memoryview(self.raw).cast("I"))


class SpeedPrint(Struct, frozen=True, kw_only=True):
    """What a sound is like when it is played at another speed."""

    speed: float
    """How fast it is played: at 0.95 it is lower, and lasts longer."""
    fingerprint: Fingerprint
    """Its seconds are those that it lasts at this speed."""


class OtherSpeeds(Struct, frozen=True, kw_only=True):
    """The Chromaprints of a sound at other speeds: what altered copies are found by."""

    prints: tuple[SpeedPrint, ...]
    """The nearest to its own speed first."""
