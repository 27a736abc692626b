"""Whether artists and contributors are named once each, and in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule, standard
from precheck_ddex.profiles.names import OF_ERN_4
from precheck_ddex.profiles.view import Credited, ProfileView, ReleaseView, ResourceView

WRITERS = frozenset(
    {
        "Adapter",
        "Arranger",
        "Author",
        "Composer",
        "ComposerLyricist",
        "Librettist",
        "Lyricist",
        "NonLyricAuthor",
        "SubArranger",
        "Translator",
    }
)
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


@profile_rule(
    "contributor-repeated",
    title="A contributor is listed twice",
    severity=Severity.BLOCK,
    sources=(standard("7.4 (6)"),),
)
def contributor_repeated(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a party is in one `Contributor` of a resource at most. In ERN 3 a `ResourceContributor`
    is known by its first id.

    ## Why it matters

    Credits are merged by party. Of two entries one may be dropped, with its roles.

    ## What to do

    List the party once, with all its roles.

    ## Limits

    Parties without an id are not compared in ERN 3, and special contributors nowhere.
    """
    yield from _repeated(view, is_indirect=False)


@profile_rule(
    "writer-repeated",
    title="A writer is listed twice",
    severity=Severity.WARNING,
)
def writer_repeated(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a party is in one `IndirectResourceContributor` of a resource at most, known by its
    first id.

    ## Why it matters

    Credits are merged by party. Of two entries one may be dropped, with its roles.

    ## What to do

    List the writer once, with all roles.

    ## Limits

    A warning, as it is in DDEX's rule conditional. Writers without an id are not compared.
    """
    yield from _repeated(view, is_indirect=True)


def _repeated(view: ProfileView, *, is_indirect: bool) -> Iterator[Finding]:
    for resource in view.resources:
        met: dict[tuple[int, str], Credited] = {}
        for credit in resource.contributors:
            if not credit.is_identified or (credit.element == _INDIRECT) is not is_indirect:
                continue
            first = met.setdefault((credit.facet, credit.who), credit)
            if first is not credit:
                yield Finding(
                    f"{resource.spoken} lists {credit.spoken} twice, as {', '.join(first.roles)} "
                    f"and as {', '.join(credit.roles)}",
                    place=credit.spot.place,
                    evidence={
                        "resource": resource.reference,
                        "party": credit.who,
                        "roles": [list(first.roles), list(credit.roles)],
                    },
                )


@profile_rule(
    "writer-missing",
    title="Primary resources name no writer",
    severity=Severity.NOTE,
    sources=(standard("7.4 (5)"),),
)
def writer_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each primary resource credits a composer, lyricist, arranger or another writer.

    ## Why it matters

    Writers are shown in the credits, and paid.

    ## What to do

    Name them, with their roles.

    ## Limits

    A note, because they need only be named where they are known. One finding names all resources.
    """
    without = [
        one for one in view.primary if not any(_writes(credit) for credit in one.contributors)
    ]
    if without:
        yield Finding(
            f"{len(without)} of {len(view.primary)} primary resources name no writer",
            place=without[0].spot.place,
            evidence={"resources": [one.reference for one in without]},
        )


def _writes(credit: Credited) -> bool:
    return credit.element == _INDIRECT or not WRITERS.isdisjoint(credit.roles)


@profile_rule(
    "composer-missing",
    title="A classical album names no composer",
    severity=Severity.BLOCK,
)
def composer_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a classical album of ERN 3 has a writer with the role `Composer` or
    `ComposerLyricist`.

    ## Why it matters

    Classical music is filed under its composer.

    ## What to do

    Name the composer of each recording as an `IndirectResourceContributor`.

    ## Limits

    One is enough for this rule.
    """
    roles = {r for one in view.resources for c in one.contributors for r in c.roles}
    if not roles & {"Composer", "ComposerLyricist"}:
        yield Finding("the classical album names no composer", place=view.spot.place)


RULES = (
    artist_not_sequenced,
    credit_sequence_wrong,
    artist_missing,
    featured_as_main,
    contributor_repeated,
    writer_repeated,
    writer_missing,
    composer_missing,
)
