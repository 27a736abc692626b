"""Silence and endings: where the sound is not."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Basis, Facts, Finding, Severity, Sound, Span, Threshold, Track, rule
from precheck_audio_tags.options import MOST_SILENT, EdgeSilence, Ending, Gap, MostSilent
from precheck_audio_tags.rules.wording import file_place, moment
from precheck_audio_tags.sources import (
    AUDIOMAZE_AUDIO,
    BELIEVE_AUDIO,
    LIMBO_SCORE,
    MINISTRY_AUDIO,
    OMZIKI_AUDIO,
    SPOTIFY_NOISE,
)


@rule(
    "audio-tags.silent-track",
    title="The track is silent",
    severity=Severity.BLOCK,
    of=Track,
    needs=(Sound,),
    sources=(OMZIKI_AUDIO, SPOTIFY_NOISE),
    options=MostSilent,
    thresholds=(
        Threshold(
            option="share",
            basis=Basis.OURS,
            note="recipients refuse silent tracks and state no measure",
        ),
    ),
)
def silent_track(track: Track, facts: Facts) -> Iterator[Finding]:
    """Measure how much of a track is silent.

    ## What it checks

    No more than 95 per cent of the tenths of a second in the track lie below -60 dBFS.

    ## Why it matters

    A silent track is an export that went wrong, or a try to be paid for nothing. Services refuse
    it, and some count it as fraud.

    ## What to do

    Export the track again. Leave out pieces that consist of silence.

    ## Limits

    -60 dBFS as the border of silence is our default.
    """
    sound, most = facts[Sound], facts[MostSilent].share
    share = silent_share(sound)
    if share > most:
        yield Finding(
            "there is no sound in the track"
            if sound.peak_dbfs is None
            else f"{share:.0%} of the track are silent",
            place=file_place(track),
            file=track.audio,
            evidence={
                "silent_share": round(share, 4),
                "most": most,
                "peak_dbfs": sound.peak_dbfs,
            },
        )


@rule(
    "audio-tags.silent-edge",
    title="The track begins or ends with a long silence",
    severity=Severity.REVIEW,
    of=Track,
    needs=(Sound,),
    sources=(AUDIOMAZE_AUDIO, LIMBO_SCORE, OMZIKI_AUDIO),
    options=EdgeSilence,
    thresholds=(Threshold(option="seconds", basis=Basis.PUBLISHED, source=AUDIOMAZE_AUDIO),),
)
def silent_edge(track: Track, facts: Facts) -> Iterator[Finding]:
    """Measure the silence before the first sound and after the last.

    ## What it checks

    Neither lasts more than ten seconds.

    ## Why it matters

    Several distributors refuse it or take points off. It makes a track longer than its music, which
    is one of the ways to reach a paid length.

    ## What to do

    Trim the file.

    ## Limits

    Silence is what stays below -60 dBFS, measured over tenths of a second; that level is our
    default. A silent track has a rule of its own.
    """
    sound, most = facts[Sound], facts[EdgeSilence].seconds
    if silent_share(sound) > MOST_SILENT:
        return
    for where, length, start in (
        ("begins", sound.head_silence_seconds, 0.0),
        ("ends", sound.tail_silence_seconds, sound.seconds - sound.tail_silence_seconds),
    ):
        if length > most:
            yield Finding(
                f"the track {where} with {length:.1f} s of silence",
                place=moment(track, start),
                file=track.audio,
                evidence={"silence_seconds": round(length, 1), "most_seconds": most},
            )


@rule(
    "audio-tags.hidden-gap",
    title="There is a long silence inside the track",
    severity=Severity.REVIEW,
    of=Track,
    needs=(Sound,),
    sources=(OMZIKI_AUDIO, MINISTRY_AUDIO),
    options=Gap,
    thresholds=(
        Threshold(
            option="seconds",
            basis=Basis.OURS,
            note="distributors ask for hidden tracks as tracks of their own and state no length",
        ),
    ),
)
def hidden_gap(track: Track, facts: Facts) -> Iterator[Finding]:
    """Look for silence with sound on both sides of it.

    ## What it checks

    No silence inside the track lasts ten seconds.

    ## Why it matters

    It looks like a hidden track, which stores ask to be a track of its own, or like a hole in the
    recording.

    ## What to do

    Make two tracks of it, or fill the hole from the master.

    ## Limits

    Silence is what stays below -60 dBFS, our default. Some music has such rests by intention.
    """
    sound, least = facts[Sound], facts[Gap].seconds
    if silent_share(sound) > MOST_SILENT:
        return
    for span in _inner(sound):
        if span.seconds >= least:
            yield Finding(
                f"it is silent for {span.seconds:.1f} s from {span.start_seconds:.1f} s on, "
                "and then goes on",
                place=moment(track, span.start_seconds),
                file=track.audio,
                evidence={
                    "start_seconds": span.start_seconds,
                    "end_seconds": span.end_seconds,
                    "least_seconds": least,
                },
            )


@rule(
    "audio-tags.ends-abruptly",
    title="The track ends in full sound",
    severity=Severity.WARNING,
    of=Track,
    needs=(Sound,),
    sources=(BELIEVE_AUDIO,),
    options=Ending,
    thresholds=(
        Threshold(
            option="dbfs",
            basis=Basis.OURS,
            note="Believe asks for complete files and states no level",
        ),
        Threshold(option="decay_db", basis=Basis.OURS, note="less is no fade"),
    ),
)
def ends_abruptly(track: Track, facts: Facts) -> Iterator[Finding]:
    """Measure the last 50 milliseconds.

    ## What it checks

    They are quieter than -20 dBFS, or have decayed by 6 dB against the second before.

    ## Why it matters

    A track that stops at full level was often cut off: by an export range that was too short, by a
    failed copy, or by a tool that trims to a length.

    ## What to do

    Listen to the end, and export the whole track.

    ## Limits

    Tracks that run into the next one, and some endings by intention, are like that too.
    """
    sound, limits = facts[Sound], facts[Ending]
    end, before = sound.end_dbfs, sound.before_end_dbfs
    if end is None or before is None or end <= limits.dbfs:
        return
    if before - end < limits.decay_db:
        yield Finding(
            f"the last 50 ms have {end:.1f} dBFS, the second before {before:.1f} dBFS",
            place=moment(track, max(sound.seconds - 0.05, 0.0)),
            file=track.audio,
            evidence={
                "end_dbfs": end,
                "before_end_dbfs": before,
                "limit_dbfs": limits.dbfs,
                "decay_db": limits.decay_db,
            },
        )


def silent_share(sound: Sound) -> float:
    """The share of a track that is silent, from 0 to 1; all of it where there is no sound."""
    if sound.peak_dbfs is None or not sound.seconds:
        return 1.0
    return sound.silent_seconds / sound.seconds


def _inner(sound: Sound) -> Iterator[Span]:
    for span in sound.silences:
        if span.start_seconds > 0 and span.end_seconds < sound.seconds:
            yield span


RULES = (silent_track, silent_edge, hidden_gap, ends_abruptly)
