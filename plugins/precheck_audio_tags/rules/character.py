"""What kind of sound it is: from a lossy source, or noise. Estimates, which a person must judge."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    AudioStream,
    Basis,
    Facts,
    Finding,
    Severity,
    Sound,
    Texture,
    Threshold,
    Track,
    rule,
)
from precheck_audio_tags.options import NoiseLike, Shelf, ShortestNoise
from precheck_audio_tags.rules.wording import file_place, seconds, short_of
from precheck_audio_tags.sources import (
    DEEZER_CLEANING,
    MUSICDIGI_REFUSED,
    OMZIKI_AUDIO,
    SPOTIFY_AUDIO,
    SPOTIFY_NOISE,
)

_NOISE = (
    Threshold(option="flatness", basis=Basis.OURS, note="measured: see docs/sound.md"),
    Threshold(option="onsets_per_second", basis=Basis.OURS, note="measured: see docs/sound.md"),
    Threshold(option="pitch_salience", basis=Basis.OURS, note="measured: see docs/sound.md"),
)


@rule(
    "audio-tags.lossy-source",
    title="A lossless file seems to be made from a lossy one",
    severity=Severity.WARNING,
    of=Track,
    needs=(AudioStream, Sound),
    sources=(SPOTIFY_AUDIO,),
    options=Shelf,
    thresholds=(
        Threshold(option="highest_hz", basis=Basis.OURS, note="measured: see docs/sound.md"),
        Threshold(option="drop_db", basis=Basis.OURS, note="measured: see docs/sound.md"),
    ),
    is_estimate=True,
)
def lossy_source(track: Track, facts: Facts) -> Iterator[Finding]:
    """Look for the shelf in which lossy encoders end the spectrum.

    ## What it checks

    The long-term spectrum of a lossless file does not fall by 40 dB within 600 Hz below 20.5 kHz.

    ## Why it matters

    MP3 and AAC cut off what is above 16 to 20 kHz. A file that was one once is no lossless master,
    and recipients that promise lossless sound look for it.

    ## What to do

    Find the master. Converting a lossy file to FLAC brings nothing back.

    ## Limits

    It is an estimate. A low pass in the mix looks the same, and encoders at the highest bit rates
    leave no shelf. Recordings at 32 kHz and below are not looked at.
    """
    stream, sound, limits = facts[AudioStream], facts[Sound], facts[Shelf]
    found = sound.cutoff
    if found is None or not stream.is_lossless:
        return
    if found.frequency_hz <= limits.highest_hz and found.drop_db >= limits.drop_db:
        yield Finding(
            f"the spectrum ends at {found.frequency_hz / 1000:.1f} kHz, "
            f"where it falls by {found.drop_db:.0f} dB",
            place=file_place(track),
            file=track.audio,
            evidence={
                "cutoff_hz": found.frequency_hz,
                "drop_db": found.drop_db,
                "highest_hz": limits.highest_hz,
                "least_drop_db": limits.drop_db,
            },
        )


@rule(
    "audio-tags.noise",
    title="The track seems to be noise",
    severity=Severity.REVIEW,
    of=Track,
    needs=(Sound,),
    sources=(SPOTIFY_NOISE, MUSICDIGI_REFUSED, OMZIKI_AUDIO, DEEZER_CLEANING),
    options=NoiseLike,
    thresholds=_NOISE,
    is_estimate=True,
)
def noise(track: Track, facts: Facts) -> Iterator[Finding]:
    """Listen for tones, attacks and a pitch.

    ## What it checks

    The sound is not flat in every octave, without attacks and without a pitch, as white, pink and
    brown noise, rain and fans are.

    ## Why it matters

    Some distributors take no noise at all. Services pay less for it, ask that it be marked as such,
    and look for it in music catalogues.

    ## What to do

    Send it as what it is, to those who take it, with the genre that says so.

    ## Limits

    It is an estimate. Rain with thunder, waves and machines with a tone may pass; dense drones and
    harsh noise music may be told.
    """
    sound, limits = facts[Sound], facts[NoiseLike]
    if _is_noise(sound.texture, limits):
        yield Finding(
            "it sounds like noise: flat in every octave, without attacks and without a pitch",
            place=file_place(track),
            file=track.audio,
            evidence=_measures(sound.texture, limits),
        )


@rule(
    "audio-tags.noise-too-short",
    title="The track seems to be noise, and is too short to be paid",
    severity=Severity.WARNING,
    of=Track,
    needs=(Sound,),
    sources=(SPOTIFY_NOISE,),
    options=ShortestNoise,
    thresholds=(
        *_NOISE,
        Threshold(option="seconds", basis=Basis.PUBLISHED, source=SPOTIFY_NOISE),
    ),
    is_estimate=True,
)
def noise_too_short(track: Track, facts: Facts) -> Iterator[Finding]:
    """Measure tracks that seem to be noise.

    ## What it checks

    A track that seems to be noise lasts two minutes.

    ## Why it matters

    Spotify pays nothing for shorter noise, and less for longer than for music.

    ## What to do

    Make the track longer, or do not count on it.

    ## Limits

    Whether it is noise is an estimate. Spotify's class has nature, machines, effects, silence and
    whispering in it too, which are not recognised.
    """
    sound, limits = facts[Sound], facts[ShortestNoise]
    if _is_noise(sound.texture, limits) and sound.seconds < limits.seconds:
        yield Finding(
            f"it sounds like noise and lasts {short_of(sound.seconds)}; "
            f"noise is paid from {seconds(limits.seconds)} on",
            place=file_place(track),
            file=track.audio,
            evidence={
                **_measures(sound.texture, limits),
                "seconds": round(sound.seconds, 3),
                "least_seconds": limits.seconds,
            },
        )


def _is_noise(texture: Texture, limits: NoiseLike) -> bool:
    flatness, onsets = texture.flatness, texture.onsets_per_second
    salience = texture.pitch_salience
    if flatness is None or onsets is None or salience is None:
        return False
    return (
        flatness > limits.flatness
        and onsets < limits.onsets_per_second
        and salience < limits.pitch_salience
    )


def _measures(texture: Texture, limits: NoiseLike) -> dict[str, float | None]:
    return {
        "flatness": texture.flatness,
        "least_flatness": limits.flatness,
        "onsets_per_second": texture.onsets_per_second,
        "most_onsets_per_second": limits.onsets_per_second,
        "pitch_salience": texture.pitch_salience,
        "most_pitch_salience": limits.pitch_salience,
    }


RULES = (lossy_source, noise, noise_too_short)
