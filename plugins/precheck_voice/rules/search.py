"""A voice of the watch list that nobody had named."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Release, Severity, rule
from precheck_voice.facts import Consents, VoiceMatches, VoiceSearch
from precheck_voice.rules.evidence import evidence, no_record, place, sentence
from precheck_voice.sources import SINGER_IDENTITY, SPOTIFY_IMPERSONATION, SPOTIFY_PODCASTS
from precheck_voice.standing import resemblances


@rule(
    "voice.watch-list-resemblance",
    title="A search of the watch list found a voice that the vocal resembles",
    severity=Severity.REVIEW,
    of=Release,
    needs=(VoiceMatches, Consents),
    sources=(SPOTIFY_PODCASTS, SPOTIFY_IMPERSONATION, SINGER_IDENTITY),
    is_estimate=True,
)
def watch_list_resemblance(release: Release, facts: Facts) -> Iterator[Finding]:
    """Asks for a human ear where a vocal is near to one of many voices, and to no other.

    ## What it checks
    With `watch_list = true` every vocal is compared with all voices that the service knows. The
    nearest is reported where its score reaches the service's threshold for a search, which is
    higher than for an artist who is named, and lies clearly above the next. Not reported are one
    that a consent record covers, and that of the track's own artist, by the ids in the message.

    ## Why it matters
    An imitation need not name whom it imitates. Services take it down all the same.

    ## What to do
    Listen next to the artist. If chance alone would give many tracks such a hit, name the artists
    that matter in `artists` instead: with fewer voices a hit says more.

    ## Limits
    False alarms grow with the list: at a rate of r for one voice, 1 - (1 - r) ** n of all tracks
    have a false one among n. Our own service's rate is 0.8 %, of 132 trials with 12 singers: 55 %
    of tracks with 100 voices, less what the margin takes away, which is not measured. Two voices of
    the list that are alike hide each other. Whoever bears the artist's own ids is taken for the
    artist: name in `artists` whom that may happen to.
    """
    for seen in resemblances(release, facts):
        search = seen.matches.search
        if seen.is_found and search and seen.consent is None and not seen.is_own_voice:
            yield Finding(
                f"{sentence(seen)}; {no_record(len(seen.standings))}{_by_chance(search)}",
                place=place(seen),
                file=seen.track.audio,
                evidence=evidence(seen),
                remedy="Listen to the places named, next to the artist.",
            )


def _by_chance(search: VoiceSearch) -> str:
    chance, rate = search.by_chance, search.false_alarm_rate
    if chance is None or rate is None:
        return ""
    trials = f" in {search.impostor_trials:,} trials" if search.impostor_trials is not None else ""
    return f"; by chance up to {chance:.0%} of tracks score so high ({rate:.1%} a voice{trials})"


RULES = (watch_list_resemblance,)
