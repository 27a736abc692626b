"""What kind of sound it is: from a lossy source, or noise. Estimates, which a person must judge."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    AudioStream,
    Basis,
    Facts,
    Finding,
    Release,
    Severity,
    Sound,
    Texture,
    Threshold,
    Track,
    rule,
)
from precheck_audio_tags.noises import said_of
from precheck_audio_tags.options import Beaten, Looped, NoiseLike, Shelf, ShortestNoise, Spoken
from precheck_audio_tags.rules.wording import file_place, quoted, seconds, short_of
from precheck_audio_tags.sources import (
    DEEZER_CLEANING,
    FUGA_CONTENT,
    LABELGRID_PROHIBITED,
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
        Threshold(option="lowest_hz", basis=Basis.OURS, note="measured: see docs/sound.md"),
        Threshold(option="highest_hz", basis=Basis.OURS, note="measured: see docs/sound.md"),
        Threshold(option="drop_db", basis=Basis.OURS, note="measured: see docs/sound.md"),
    ),
    is_estimate=True,
)
def lossy_source(track: Track, facts: Facts) -> Iterator[Finding]:
    """Look for the shelf in which lossy encoders end the spectrum.

    ## What it checks

    The long-term spectrum of a lossless file does not fall by 20 dB within 600 Hz at any frequency
    from 15.5 to 20.4 kHz, beyond which nothing comes back.

    ## Why it matters

    MP3 and AAC cut off what is above 16 to 20 kHz. A file that was one once is no lossless master,
    and recipients that promise lossless sound look for it.

    ## What to do

    Find the master. Converting a lossy file to FLAC brings nothing back.

    ## Limits

    It is an estimate. A low pass in the mix looks the same. Encoders at the highest bit rates leave
    no shelf, and where a recording has little above 15 kHz there is nothing to cut off.
    """
    stream, sound, limits = facts[AudioStream], facts[Sound], facts[Shelf]
    found = sound.cutoff
    if found is None or not stream.is_lossless:
        return
    is_there = limits.lowest_hz <= found.frequency_hz <= limits.highest_hz
    if is_there and found.drop_db >= limits.drop_db:
        yield Finding(
            f"the spectrum ends at {found.frequency_hz / 1000:.1f} kHz, "
            f"where it falls by {found.drop_db:.0f} dB",
            place=file_place(track),
            file=track.audio,
            evidence={
                "cutoff_hz": found.frequency_hz,
                "drop_db": found.drop_db,
                "lowest_hz": limits.lowest_hz,
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
    brown noise, rain and fans are. Where it is, it is said whether title, version or genre say so
    too, as `White Noise`, `Rain Sounds` and `Thunder for Sleep` do.

    ## Why it matters

    Some distributors take no noise at all. Services pay less for it, ask that it be marked as such,
    and look for it in music catalogues. Noise under the name of a song is worse than noise that
    says what it is.

    ## What to do

    Send it as what it is, to those who take it, with the title and genre that say so.

    ## Limits

    It is an estimate. Rain with thunder, waves and machines with a tone may pass; dense drones and
    harsh noise music may be told. `Rain` is a song as well: a word in the title shows no noise by
    itself, and only some words of some languages are known.
    """
    sound, limits = facts[Sound], facts[NoiseLike]
    if _is_noise(sound.texture, limits):
        said = tuple(said_of(track, facts.get(Release)))
        told = (
            f"; the {said[0].where} {quoted(said[0].text)} says so too"
            if said
            else "; neither title, version nor genre says so"
        )
        yield Finding(
            "it sounds like noise: flat in every octave, without attacks and without a pitch"
            f"{told}",
            place=file_place(track),
            file=track.audio,
            evidence={
                **_measures(sound.texture, limits),
                "is_said": bool(said),
                "said": [{"where": s.where, "text": s.text, "word": s.word} for s in said],
            },
        )


@rule(
    "audio-tags.noise-too-short",
    title="The track seems to be noise, and is too short to be paid",
    severity=Severity.OFF,
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

    Off unless a recipient's policy asks for it. Whether it is noise is an estimate. Spotify's class
    has nature, machines, effects, silence and whispering in it too, which are not recognised.
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


@rule(
    "audio-tags.speech",
    title="The track seems to be speech",
    severity=Severity.REVIEW,
    of=Track,
    needs=(Sound,),
    sources=(FUGA_CONTENT, LABELGRID_PROHIBITED, MUSICDIGI_REFUSED),
    options=Spoken,
    thresholds=(Threshold(option="share", basis=Basis.OURS, note="measured: see docs/sound.md"),),
    is_estimate=True,
)
def speech(track: Track, facts: Facts) -> Iterator[Finding]:
    """Listen for the movement of speech.

    ## What it checks

    Less than half of the track has the syllables, pauses and changes of colour that speech has.

    ## Why it matters

    Several distributors and platforms take no audiobooks, podcasts, sermons or instructions in a
    music product.

    ## What to do

    Send it as spoken word where the recipient has a form for it.

    ## Limits

    It is an estimate: of speech, six to nine tenths are recognised. Spoken passages over music, and
    rap with sparse drums, may be told; tracks below twenty seconds are not judged.
    """
    share, least = facts[Sound].texture.speech_share, facts[Spoken].share
    if share is not None and share >= least:
        yield Finding(
            f"{share:.0%} of the track sound like speech",
            place=file_place(track),
            file=track.audio,
            evidence={"speech_share": share, "least_share": least},
        )


@rule(
    "audio-tags.loop-only",
    title="The track seems to be one loop",
    severity=Severity.REVIEW,
    of=Track,
    needs=(Sound,),
    sources=(MUSICDIGI_REFUSED, FUGA_CONTENT),
    options=Looped,
    thresholds=(Threshold(option="share", basis=Basis.OURS, note="measured: see docs/sound.md"),),
    is_estimate=True,
)
def loop_only(track: Track, facts: Facts) -> Iterator[Finding]:
    """Compare the fingerprint with itself, some time later.

    ## What it checks

    The track is not one passage of half a second to a minute over and over.

    ## Why it matters

    Distributors refuse loops and sample packs sent as songs, and services count them as filler.

    ## What to do

    Send the song. Loops for producers are sold elsewhere.

    ## Limits

    It is an estimate. Minimal music may be told; a loop under a voice or a solo is not.
    """
    found, least = facts[Sound].texture.loop, facts[Looped].share
    if found is not None and found.share >= least:
        yield Finding(
            f"{found.share:.0%} of the track repeat what came {found.seconds:.1f} s before",
            place=file_place(track),
            file=track.audio,
            evidence={
                "loop_seconds": found.seconds,
                "share": found.share,
                "least_share": least,
            },
        )


@rule(
    "audio-tags.click-track",
    title="The track seems to be a click or a single beat",
    severity=Severity.REVIEW,
    of=Track,
    needs=(Sound,),
    sources=(MUSICDIGI_REFUSED, FUGA_CONTENT),
    options=Beaten,
    thresholds=(
        Threshold(option="quiet_share", basis=Basis.OURS, note="measured: see docs/sound.md"),
        Threshold(option="onset_deviation", basis=Basis.OURS, note="measured: see docs/sound.md"),
        Threshold(option="onsets_per_second", basis=Basis.OURS, note="measured: see docs/sound.md"),
    ),
    is_estimate=True,
)
def click_track(track: Track, facts: Facts) -> Iterator[Finding]:
    """Listen for attacks in a steady beat with nothing between them.

    ## What it checks

    The track is not a row of short sounds at equal distances, as a metronome and a bare drum loop
    are.

    ## Why it matters

    Tools for musicians are no music product: distributors refuse them.

    ## What to do

    Leave it out, or send what it was made for.

    ## Limits

    It is an estimate. Very sparse music on a fixed beat may be told.
    """
    texture, limits = facts[Sound].texture, facts[Beaten]
    quiet, deviation = texture.quiet_share, texture.onset_deviation
    onsets = texture.onsets_per_second
    if quiet is None or deviation is None or onsets is None:
        return
    if (
        quiet >= limits.quiet_share
        and deviation <= limits.onset_deviation
        and onsets >= limits.onsets_per_second
    ):
        yield Finding(
            f"{onsets:.1f} short sounds a second at equal distances, and little between them",
            place=file_place(track),
            file=track.audio,
            evidence={
                "onsets_per_second": onsets,
                "least_onsets_per_second": limits.onsets_per_second,
                "onset_deviation": deviation,
                "most_onset_deviation": limits.onset_deviation,
                "quiet_share": quiet,
                "least_quiet_share": limits.quiet_share,
            },
        )


def _is_noise(texture: Texture, limits: NoiseLike) -> bool:
    return texture.is_noise(
        flatness=limits.flatness,
        onsets_per_second=limits.onsets_per_second,
        pitch_salience=limits.pitch_salience,
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


RULES = (lossy_source, noise, noise_too_short, speech, loop_only, click_track)
