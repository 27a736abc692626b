"""Whether the artists are named, in order, and in the right role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule, standard
from precheck_ddex.profiles.names import OF_ERN_4
from precheck_ddex.profiles.view import ProfileView, ReleaseView, ResourceView

_INDIRECT = "IndirectResourceContributor"
_MAIN = "MainArtist"
_FEATURING = re.compile(r"(?:^|[\s(\[])(?:feat|ft|featuring)(?:\.|\s)", re.IGNORECASE)
_PAIR = 2


def _bearers(view: ProfileView) -> Iterator[ReleaseView | ResourceView]:
    yield from view.releases
    yield from view.resources


@profile_rule(
    "artist-not-sequenced",
    title="A display artist has no number",
    severity=Severity.BLOCK,
    sources=(standard("7.2 (1)"),),
)
def artist_not_sequenced(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each `DisplayArtist` of releases and resources has a `SequenceNumber`. In ERN 3 those of
    releases are asked.

    ## Why it matters

    The numbers are the order in which the names are shown, and the first is filed under.

    ## What to do

    Number the artists from 1.

    ## Limits

    A single artist needs the number as well.
    """
    bearers = _bearers(view) if view.profile in OF_ERN_4 else iter(view.releases)
    for bearer in bearers:
        for artist in bearer.artists:
            if not artist.sequence:
                yield Finding(
                    f"{bearer.spoken} has the display artist {artist.spoken} without a number",
                    place=artist.spot.place,
                    evidence={"artist": artist.who, "roles": list(artist.roles)},
                )


@profile_rule(
    "credit-sequence-wrong",
    title="The numbers of credits do not run from 1, or repeat",
    severity=Severity.BLOCK,
)
def credit_sequence_wrong(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the numbers of the display artists, of the contributors and of the writers of ERN 3 run
    from 1 to their count, and differ.

    ## Why it matters

    Two artists are first, or nobody is.

    ## What to do

    Number each of the three lists from 1, anew in each composite.

    ## Limits

    One finding for each list.
    """
    for bearer in _bearers(view):
        listed_credits = (*bearer.artists, *getattr(bearer, "contributors", ()))
        for key, some in groupby(listed_credits, key=lambda one: (one.facet, one.element)):
            listed = list(some)
            numbers = [one.number for one in listed if one.sequence is not None]
            if len(set(numbers)) < len(numbers) or any(
                number is None or not 1 <= number <= len(listed) for number in numbers
            ):
                yield Finding(
                    f"{bearer.spoken} numbers its {len(listed)} {key[1]}s "
                    f"{', '.join(one.sequence for one in listed if one.sequence)}",
                    place=listed[0].spot.place,
                    evidence={
                        "element": key[1],
                        "numbers": [one.sequence for one in listed],
                        "who": [one.who for one in listed],
                    },
                )


@profile_rule(
    "artist-missing",
    title="A release has no display artist",
    severity=Severity.BLOCK,
)
def artist_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each release of an ERN 3 message, track releases too, has a `DisplayArtist`.

    ## Why it matters

    `DisplayArtistName` is a line of text. Without the artist behind it the release lands on
    nobody's page.

    ## What to do

    Add the artist with a role and a number.

    ## Limits

    An artist for one territory will do.
    """
    for release in view.releases:
        if not release.artists:
            yield Finding(
                f"{release.spoken} has no display artist",
                place=release.spot.place,
                evidence={"release": release.reference, "names": list(release.artist_names)},
            )


@profile_rule(
    "featured-as-main",
    title="An artist shown after `feat.` has the role of a main artist",
    severity=Severity.WARNING,
    sources=(standard("7.2 (2)"),),
)
def featured_as_main(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the displayed name of a release or recording in ERN 4 says `feat.`, `ft.` or
    `featuring`, while two or more artists are there and all of them are main artists.

    ## Why it matters

    A featured artist with the role `MainArtist` gets the release on the own page, and the main
    artist shares the charts.

    ## What to do

    Give the additional artists the role `FeaturedArtist`.

    ## Limits

    Two main artists who are shown as equals are fine. Other words for featuring are not known.
    """
    for bearer in _bearers(view):
        name = next((n for n in bearer.artist_names if _FEATURING.search(n)), "")
        artists = bearer.artists
        if name and len(artists) >= _PAIR and all(a.roles == (_MAIN,) for a in artists):
            yield Finding(
                f"{bearer.spoken} is shown as {name!r}, but all {len(artists)} artists are main",
                place=artists[-1].spot.place,
                evidence={"shown": name, "artists": [a.who for a in artists]},
            )


RULES = (
    artist_not_sequenced,
    credit_sequence_wrong,
    artist_missing,
    featured_as_main,
)
