"""Whether featured artists are named in titles, which some want and others do not."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Release, Severity, rule
from precheck_recipients.featuring import featured, first_guest
from precheck_recipients.sources import (
    APPLE_GUESTS,
    INTERSPACE_TITLES,
    ROUTENOTE_CREDITS,
    SPOTIFY_TITLES,
)
from precheck_recipients.subjects import everything, full, spoken
from precheck_recipients.wording import is_named


@rule(
    "recipients.featured-artist-in-title",
    title="A title names a featured artist",
    severity=Severity.OFF,
    of=Release,
    sources=(SPOTIFY_TITLES, APPLE_GUESTS),
)
def featured_artist_in_title(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the title or version of the release or a track says "feat.", "ft." or "featuring" and a
    name, or "with" and the name of one of its featured artists. STY-04.

    ## Why it matters

    Spotify wants no artist's name in a title. Apple writes featured artists into it by themselves,
    from their role. There the role alone brings the track to the artist's page.

    ## What to do

    Name the artist with the role `FeaturedArtist`, and leave the title alone.

    ## Limits

    Off unless a recipient's policy asks: others want the name in the title, see
    `recipients.featured-artist-not-in-title`. Names without such a word before them are not seen.
    """
    del facts
    for subject in everything(release):
        names = featured(subject.artists)
        said = first_guest(subject.titles, names)
        if said is not None:
            title, found = said
            yield Finding(
                f"{spoken(subject)} is called {full(title)!r}, which names a featured artist",
                place=title.at() or subject.at(),
                evidence={
                    "reference": subject.reference,
                    "title": full(title),
                    "found": found,
                    "featured": names,
                },
            )


@rule(
    "recipients.featured-artist-not-in-title",
    title="The title of a track does not name its featured artist",
    severity=Severity.OFF,
    of=Release,
    sources=(ROUTENOTE_CREDITS, INTERSPACE_TITLES),
)
def featured_artist_not_in_title(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the title or version of a track names every artist whose role is `FeaturedArtist`.

    ## Why it matters

    Some distributors show a featured artist only where the title says so.

    ## What to do

    Write "(feat. Name)" behind the title.

    ## Limits

    Off unless a policy asks, and none of those that come with it does: RouteNote and InterSpace
    want the name there, Spotify does not; see `recipients.featured-artist-in-title`.
    """
    del facts
    for track in release.tracks:
        titles = tuple(map(full, track.titles))
        names = featured(track.artists)
        missing = [name for name in names if not any(is_named(name, one) for one in titles)]
        if titles and missing:
            yield Finding(
                f"track {track.reference} is called {titles[0]!r} and features "
                f"{', '.join(missing)}, whom the title does not name",
                place=track.titles[0].at() or track.at(),
                evidence={"reference": track.reference, "titles": titles, "missing": missing},
            )


RULES = (featured_artist_in_title, featured_artist_not_in_title)
