"""How "Various Artists" is used: for a release of many, never for a track, in one spelling."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    Basis,
    DisplayArtist,
    Facts,
    Finding,
    Message,
    Release,
    Severity,
    Threshold,
    Track,
    rule,
)
from precheck_recipients.options import ManyArtists
from precheck_recipients.rules.products import primary_tracks
from precheck_recipients.sources import BELIEVE_ARTISTS, CATAPULT_VARIOUS, INGROOVES_VARIOUS
from precheck_recipients.subjects import MAIN, everything, spoken
from precheck_recipients.wording import words

VARIOUS_NAME = "various artists"
VARIOUS_ARTISTS = "VariousArtists"
"""The special display artist of ERN 4.3.1 and later."""
_VARIOUS = frozenset(
    map(
        words,
        (
            VARIOUS_NAME,
            "群星",
            "Verschillende artiesten",
            "Eri esittäjiä",
            "Multi-interprètes",
            "Verschiedene Interpreten",
            "Διάφοροι καλλιτέχνες",
            "אמנים שונים",
            "Artisti Vari",
            "Vários intérpretes",
            "Разные исполнители",
            "Varios Artistas",
            "Blandade Artister",
            "Çeşitli Sanatçılar",
        ),
    )
)
"""In English and in the languages of Catapult's list."""
_SHORT = frozenset({"v a", "va", "various", "various artist", "varios"})


def is_various(artist: DisplayArtist) -> bool:
    """Whether an artist stands for many, in whatever language."""
    return artist.special == VARIOUS_ARTISTS or words(artist.party.name) in _VARIOUS


def stands_for_many(release: Release) -> bool:
    """Whether the artist of a release, as displayed or as the first one named, stands for many."""
    shown = words(release.display_artist_name) in _VARIOUS
    return shown or (bool(release.artists) and is_various(release.artists[0]))


@rule(
    "recipients.various-artists-misused",
    title="Various Artists are named where artists must be, or in another spelling",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(BELIEVE_ARTISTS, CATAPULT_VARIOUS, INGROOVES_VARIOUS),
)
def various_artists_misused(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track is by "Various Artists", and whether release or track is by "V/A", "V.A.", "VA",
    "Various", "Various Artist" or "Varios". IDN-15.

    ## Why it matters

    The name stands for the artists of a whole product. On a track, or in a spelling of its own, it
    makes an artist's page out of nobody.

    ## What to do

    Name the artists of each track. Write "Various Artists", or the words of the release's language,
    for the release alone.

    ## Limits

    Translations are known in some fifteen languages. Symphonic lets one continuous mix have the
    name on its track; waive it there. Whether a release wants the name is told by
    `recipients.various-artists-wanted`.
    """
    del facts
    for subject in everything(release):
        for artist in subject.artists:
            name = artist.party.name
            is_on_track = isinstance(subject, Track) and is_various(artist)
            if is_on_track or words(name) in _SHORT:
                meant = "the artists of a release" if is_on_track else "Various Artists"
                yield Finding(
                    f"{spoken(subject)} is by {(name or artist.special)!r}, "
                    f"which stands for {meant}",
                    place=artist.at() or subject.at(),
                    evidence={"reference": subject.reference, "artist": name or artist.special},
                )


@rule(
    "recipients.various-artists-wanted",
    title="The release names single artists, but its tracks are by many",
    severity=Severity.OFF,
    of=Release,
    needs=(Message,),
    sources=(BELIEVE_ARTISTS, CATAPULT_VARIOUS, INGROOVES_VARIOUS),
    options=ManyArtists,
    thresholds=(Threshold(option="artists", basis=Basis.PUBLISHED, source=CATAPULT_VARIOUS),),
)
def various_artists_wanted(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a release of several primary tracks with four main artists or more, none of them on
    every track, is by "Various Artists". IDN-15.

    ## Why it matters

    Some distributors ask for it, and some services write it there by themselves, so that the
    release is on no artist's page.

    ## What to do

    Name "Various Artists" as the artist of the release, and the artists with their tracks.

    ## Limits

    Off unless a recipient's policy asks. Artists are told apart by their names. Who is on every
    track makes it that artist's release; so do the composer and orchestra of classical music.
    """
    limit = facts[ManyArtists].artists
    by_track = [_main(track) for track in primary_tracks(release)]
    several = set[str]().union(*by_track)
    is_of_one = bool(by_track) and bool(set.intersection(*by_track))
    if len(several) >= limit and not is_of_one and not stands_for_many(release):
        yield Finding(
            f"the tracks of {release.label} are by {len(several)} main artists, "
            f"but the release is by {release.display_artist_name!r}",
            place=release.at("display_artist_name") or release.at(),
            evidence={"artists": sorted(several), "limit": limit},
        )


def _main(track: Track) -> set[str]:
    """The main artists of a track."""
    names = (artist.party.name for artist in track.artists if MAIN in artist.roles)
    return set(filter(None, map(words, names)))


RULES = (various_artists_misused, various_artists_wanted)
