"""Whether tracks of one release are the same recording, whatever their files look like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from precheck import (
    Basis,
    Facts,
    Finding,
    Fingerprint,
    Release,
    Severity,
    Sound,
    Threshold,
    Track,
    rule,
)
from precheck_audio_tags.alignment import Alignment, aligned
from precheck_audio_tags.options import SameRecording
from precheck_audio_tags.rules.wording import file_place, listed
from precheck_audio_tags.sources import BELIEVE_AUDIO, DEEZER_CLEANING, SYMPHONIC_TITLES


@rule(
    "audio-tags.same-samples",
    title="Two tracks have the same samples",
    severity=Severity.BLOCK,
    of=Release,
    needs=(Sound,),
    sources=(DEEZER_CLEANING, SYMPHONIC_TITLES, BELIEVE_AUDIO),
)
def same_samples(release: Release, facts: Facts) -> Iterator[Finding]:
    """Compare the decoded sound of all tracks of a release.

    ## What it checks

    No two tracks have the same samples, in whatever lossless format they are stored.

    ## Why it matters

    It is either a file in the wrong place, and then a recording is missing, or the same recording
    sold twice, which services remove as spam.

    ## What to do

    Put the right file in place, or drop one of the two tracks.

    ## Limits

    Lossy files are compared by `audio-tags.duplicate-file` and `audio-tags.same-recording` alone.
    Files with the same bytes are told here as well as by the former. Silence is not compared.
    """
    alike: dict[str, list[Track]] = defaultdict(list)
    for track, sound in facts.each(Sound):
        if sound.pcm_md5 and sound.peak_dbfs is not None:
            alike[sound.pcm_md5].append(track)
    for md5, tracks in alike.items():
        if len(tracks) > 1:
            yield Finding(
                f"{_named(tracks)} have the same samples",
                place=file_place(tracks[1]) or release.at(),
                file=tracks[1].audio,
                evidence={"pcm_md5": md5, "tracks": [track.reference for track in tracks]},
            )


@rule(
    "audio-tags.same-recording",
    title="Two tracks seem to be the same recording",
    severity=Severity.REVIEW,
    of=Release,
    needs=(Fingerprint, Sound),
    sources=(DEEZER_CLEANING, SYMPHONIC_TITLES),
    options=SameRecording,
    thresholds=(
        Threshold(
            option="bit_error_rate",
            basis=Basis.OURS,
            note="transcodes stay below 0.02, different tracks above 0.4: see docs/sound.md",
        ),
        Threshold(option="coverage", basis=Basis.OURS, note="a shared intro is no shared track"),
    ),
    is_estimate=True,
)
def same_recording(release: Release, facts: Facts) -> Iterator[Finding]:
    """Align the fingerprints of every two tracks of a release.

    ## What it checks

    No two tracks have Chromaprints that differ in 15 per cent of their bits or less, over four
    fifths of the shorter, where one begins at most ten seconds into the other.

    ## Why it matters

    The same recording twice in one product earns twice, and services remove it. A radio edit, a
    clean version and an instrumental are fine where their titles say so.

    ## What to do

    Listen to both. Write the version into the title, or drop one.

    ## Limits

    It is an estimate. Versions of one production are alike, and are told unless their versions in
    the message differ. Copies at another speed are not found.
    """
    limits = facts[SameRecording]
    prints = [(t, f) for t, f in facts.each(Fingerprint) if isinstance(t, Track)]
    samples = {t.reference: s.pcm_md5 for t, s in facts.each(Sound)}
    for (one, first), (two, second) in combinations(prints, 2):
        sums = samples.get(one.reference), samples.get(two.reference)
        if _versions(one) != _versions(two) or (sums[0] and sums[0] == sums[1]):
            continue
        found = aligned(first, second)
        if (
            found is not None
            and found.bit_error_rate <= limits.bit_error_rate
            and found.coverage >= limits.coverage
        ):
            yield Finding(
                f"{_named([one, two])} sound the same over {found.coverage:.0%} of the shorter",
                place=file_place(two) or release.at(),
                file=two.audio,
                evidence=_evidence(found, limits, one, two),
            )


def _versions(track: Track) -> frozenset[str]:
    return frozenset(title.subtitle.casefold() for title in track.titles if title.subtitle)


def _evidence(
    found: Alignment, limits: SameRecording, one: Track, two: Track
) -> dict[str, float | list[str]]:
    return {
        "bit_error_rate": round(found.bit_error_rate, 4),
        "most_bit_error_rate": limits.bit_error_rate,
        "coverage": round(found.coverage, 3),
        "least_coverage": limits.coverage,
        "offset_seconds": round(found.offset_seconds, 1),
        "tracks": [one.reference, two.reference],
    }


def _named(tracks: list[Track]) -> str:
    return listed(f"{track.label} ({track.reference})" for track in tracks)


RULES = (same_samples, same_recording)
