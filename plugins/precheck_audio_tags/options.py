"""What the user sets under `[plugins.audio-tags]`, and the numbers a policy may set."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from precheck_audio_tags.speeds import WIDEST


class AudioTags(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of `[plugins.audio-tags]`."""

    c2pa_trust: str = ""
    """A PEM file of the certificates that vouch for signers of C2PA manifests; empty for none.

    Relative to `precheck.toml`. Without it no signer is trusted.
    """
    other_speeds: Annotated[float, Meta(ge=0.0, le=WIDEST)] = 0.0
    """How far from its own speed each sound is played again, and fingerprinted, from 0 to 0.3.

    0.06 is a semitone either way. 0 plays nothing again: it takes some two seconds of CPU for
    three minutes of sound (docs/duplicates.md).
    """


class Likeness(Struct, frozen=True, forbid_unknown_fields=True):
    """When a tag and the message speak of different things."""

    similarity: float = 0.6
    """From 0 (nothing in common) to 1 (the same); anything below counts as different."""


class LowestRate(Struct, frozen=True, forbid_unknown_fields=True):
    """The lowest sampling rate."""

    hertz: int = 44_100
    """Anything below is refused."""


class HighestRate(Struct, frozen=True, forbid_unknown_fields=True):
    """The highest sampling rate."""

    hertz: int = 96_000
    """Anything above is named."""


class LowestDepth(Struct, frozen=True, forbid_unknown_fields=True):
    """The lowest bit depth."""

    bits: int = 16
    """Anything below is refused."""


class HighestDepth(Struct, frozen=True, forbid_unknown_fields=True):
    """The highest bit depth."""

    bits: int = 24
    """Anything above is named."""


class Channels(Struct, frozen=True, forbid_unknown_fields=True):
    """How many channels a recording has."""

    count: int = 2
    """Two: stereo. Immersive mixes are delivered apart."""


class Tolerance(Struct, frozen=True, forbid_unknown_fields=True):
    """How far the stated duration may be from the file's."""

    tolerance_seconds: float = 1.0
    """Seconds in either direction; messages state whole seconds."""


class ShortestTrack(Struct, frozen=True, forbid_unknown_fields=True):
    """The shortest track."""

    seconds: float = 30.0
    """Anything shorter earns nothing."""


class ShortestAverage(Struct, frozen=True, forbid_unknown_fields=True):
    """The shortest average over a release."""

    seconds: float = 60.0
    """The mean length of the tracks must reach it."""


class HalfLonger(Struct, frozen=True, forbid_unknown_fields=True):
    """How many tracks must be longer than what."""

    seconds: float = 45.0
    """A track counts as long when it is longer than this."""
    share: float = 0.5
    """From 0 to 1: the share of the tracks that must be long."""


MOST_SILENT = 0.95
"""The share of silence from which on a track is no track."""


class LengthSlack(Struct, frozen=True, forbid_unknown_fields=True):
    """How far the length of lossy sound may be from what the file states."""

    lossy_seconds: float = 0.1
    """Seconds in either direction: some frames of any codec."""


class MostSilent(Struct, frozen=True, forbid_unknown_fields=True):
    """How much of a track may be silent."""

    share: float = MOST_SILENT
    """From 0 to 1."""


class EdgeSilence(Struct, frozen=True, forbid_unknown_fields=True):
    """The longest silence at either end of a track."""

    seconds: float = 10.0
    """Anything longer is told."""


class Gap(Struct, frozen=True, forbid_unknown_fields=True):
    """From when on a silence inside a track is a gap."""

    seconds: float = 10.0
    """This long or longer."""


class Ending(Struct, frozen=True, forbid_unknown_fields=True):
    """When a track ends in full sound."""

    dbfs: float = -20.0
    """The RMS of the last 50 ms, in dBFS, above which it does."""
    decay_db: float = 6.0
    """By how much they must be quieter than the second before, in dB, to be a fade."""


class Clipped(Struct, frozen=True, forbid_unknown_fields=True):
    """How often samples may stand at full scale next to each other."""

    runs_per_minute: float = 10.0
    """Runs of three samples or more in one channel; more are told."""


class Ceiling(Struct, frozen=True, forbid_unknown_fields=True):
    """How high true peaks may be."""

    dbtp: float = -1.0
    """Of any track, in dBTP."""
    loud_dbtp: float = -2.0
    """Of a track that is louder than `loud_lufs`."""
    loud_lufs: float = -14.0
    """The loudness that the service plays at."""


class Offset(Struct, frozen=True, forbid_unknown_fields=True):
    """How far the mean of the samples may be from zero."""

    most: float = 0.01
    """A share of full scale, from 0 to 1, in either direction."""


class Alike(Struct, frozen=True, forbid_unknown_fields=True):
    """When two channels are one."""

    correlation: float = 0.9999
    """Above it the sound counts as mono; from -1 to 1."""


class Opposite(Struct, frozen=True, forbid_unknown_fields=True):
    """When two channels cancel each other."""

    correlation: float = -0.95
    """Below it they do; from -1 to 1."""


class DeadChannel(Struct, frozen=True, forbid_unknown_fields=True):
    """When a channel is dead."""

    dbfs: float = -60.0
    """Its RMS in dBFS is below this, and that of another channel is not."""


class Shelf(Struct, frozen=True, forbid_unknown_fields=True):
    """When a spectrum ends as lossy encoders end it."""

    lowest_hz: float = 15_500.0
    """A shelf below this is that of an instrument or a mix, not of an encoder."""
    highest_hz: float = 20_400.0
    """A shelf above this is that of a converter."""
    drop_db: float = 20.0
    """By how much the level falls within 600 Hz, at least."""


class NoiseLike(Struct, frozen=True, forbid_unknown_fields=True):
    """When a sound is noise and no music."""

    flatness: float = 0.5
    """The median spectral flatness above which it may be, from 0 to 1."""
    onsets_per_second: float = 0.1
    """The number of attacks below which it may be."""
    pitch_salience: float = 0.15
    """How periodic it may be at most, from 0 to 1."""


class ShortestNoise(NoiseLike, frozen=True, forbid_unknown_fields=True):
    """From when on noise is paid for."""

    seconds: float = 120.0
    """Shorter noise earns nothing on Spotify."""


class Spoken(Struct, frozen=True, forbid_unknown_fields=True):
    """When a track is speech."""

    share: float = 0.5
    """The share of the track that sounds like it, from 0 to 1."""


class Looped(Struct, frozen=True, forbid_unknown_fields=True):
    """When a track is one loop."""

    share: float = 0.95
    """The share of the track that repeats what came one passage before, from 0 to 1."""


class Beaten(Struct, frozen=True, forbid_unknown_fields=True):
    """When a track is a click or a beat and nothing else."""

    quiet_share: float = 0.7
    """The least share of moments between the attacks, from 0 to 1."""
    onset_deviation: float = 0.1
    """The largest deviation of the intervals, as a share of their median."""
    onsets_per_second: float = 0.4
    """The fewest attacks."""


class PreviewLength(Struct, frozen=True, forbid_unknown_fields=True):
    """The shortest preview."""

    seconds: float = 30.0
    """Anything shorter is refused."""


class ManyTracks(Struct, frozen=True, forbid_unknown_fields=True):
    """From when on a product has many tracks."""

    count: int = 99
    """More are told."""


class MostTracks(Struct, frozen=True, forbid_unknown_fields=True):
    """How many tracks a product may have."""

    count: int = 500
    """More are refused."""


class OtherPicture(Struct, frozen=True, forbid_unknown_fields=True):
    """When two pictures are not the same."""

    distance: int = 16
    """From 0 to 64: how many bits of their hashes may differ. More are told."""


class LeastPixels(Struct, frozen=True, forbid_unknown_fields=True):
    """How large a front cover must be."""

    pixels: int = 3000
    """Its shorter side; anything below is refused."""


class PictureFormats(Struct, frozen=True, forbid_unknown_fields=True):
    """In which formats a front cover is taken."""

    accepted: tuple[str, ...] = ("JPEG", "PNG")
    """Of `JPEG`, `PNG`, `TIFF`, `GIF`, `WEBP` and `BMP`."""


class SameRecording(Struct, frozen=True, forbid_unknown_fields=True):
    """When two fingerprints are of one recording."""

    bit_error_rate: float = 0.15
    """The share of bits that may differ, from 0 to 0.5."""
    coverage: float = 0.8
    """The share of the shorter that must lie beside the longer, from 0 to 1."""
