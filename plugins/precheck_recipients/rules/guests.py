"""How a title names featured artists, that they have their role, and no other beside it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from precheck import (
    Basis,
    Contributor,
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
from precheck_recipients.featuring import FEATURED, first_guest
from precheck_recipients.options import RolesApart
from precheck_recipients.sources import APPLE_GUESTS, LABELGRID_ROLES, LABELGRID_STYLE
from precheck_recipients.subjects import MAIN, REMIXER, everything, full, spoken
from precheck_recipients.wording import words


@rule(
    "recipients.featured-artist-form",
    title="A title names a featured artist in a form that is not taken",
    severity=Severity.OFF,
    of=Release,
    sources=(APPLE_GUESTS, LABELGRID_STYLE),
)
def featured_artist_form(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a title or version of the release or a track that names a featured artist does so as
    "(feat. Name)" or "(with Name)": in lower case, in English, in round or square brackets. "ft.",
    "Feat.", "featuring", "w/", words of other languages, and names without brackets are told.
    STY-03.

    ## Why it matters

    Apple takes this form alone, and others follow it. A title in another is sent back.

    ## What to do

    Write "(feat. Name)"; or leave the title alone and name the artist with the role
    `FeaturedArtist`, from which most recipients write it by themselves.

    ## Limits

    Off unless a recipient's policy asks. A subtitle counts as bracketed. Behind "with", "w/" and
    words of other languages only names that the message credits are told, and only in brackets:
    "Dance (With Me)" is a title. So it is outside of brackets with what has no dot, such as
    "featuring".
    """
    del facts
    for subject in everything(release):
        names = _names(release, subject)
        said = first_guest(subject.titles, names, lambda guest: not guest.is_right)
        if said is not None:
            title, found = said
            yield Finding(
                f"{spoken(subject)} is called {full(title)!r}, "
                f"where {found!r} is not in the form '(feat. Name)'",
                place=title.at() or subject.at(),
                evidence={"reference": subject.reference, "title": full(title), "found": found},
            )


def _names(release: Release, subject: Release | Track) -> tuple[str, ...]:
    """The names of the artists and contributors of a track, or of all of a release."""
    tracks = release.tracks if isinstance(subject, Release) else (subject,)
    parties = [one.party for one in release.artists]
    for track in tracks:
        parties += [one.party for one in track.artists]
        parties += [one.party for one in track.contributors]
    return tuple(dict.fromkeys(party.name for party in parties if party.name))


@rule(
    "recipients.featured-artist-without-role",
    title="A title names a featured artist, but nobody has that role",
    severity=Severity.OFF,
    of=Release,
    needs=(Message,),
    sources=(APPLE_GUESTS,),
)
def featured_artist_without_role(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether somebody has the role `FeaturedArtist` of a track whose title or version says "feat.",
    "ft." or "featuring" and a name; of the release or one of its tracks, where its own title does.
    STY-05.

    ## Why it matters

    The role brings the track to the guest's page. A name that stands in the title alone leads
    nowhere, and recipients that want the role send such a title back.

    ## What to do

    Name the guest among the display artists, with the role `FeaturedArtist`.

    ## Limits

    Off unless a recipient's policy asks. Who has the role is not compared with the name in the
    title, which may be in another script. "with" is not told.
    """
    del facts
    for subject in everything(release):
        if _has_guests(subject) or (subject is release and any(map(_has_guests, release.tracks))):
            continue
        names = _names(release, subject)
        said = first_guest(subject.titles, names, lambda guest: guest.has_sign)
        if said is not None:
            title, found = said
            yield Finding(
                f"{spoken(subject)} is called {full(title)!r}, but nobody is its {FEATURED}",
                place=title.at() or subject.at(),
                evidence={"reference": subject.reference, "title": full(title), "found": found},
            )


def _has_guests(subject: Release | Track) -> bool:
    """Whether somebody is featured."""
    return any(FEATURED in credit.roles for credit in _credits(subject))


@rule(
    "recipients.artist-in-two-roles",
    title="An artist is main and featured at once",
    severity=Severity.OFF,
    of=Release,
    sources=(APPLE_GUESTS, LABELGRID_ROLES),
    options=RolesApart,
    thresholds=(
        Threshold(option="remixers", basis=Basis.OURS, note="LabelGrid keeps them apart too"),
    ),
)
def artist_in_two_roles(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether one artist has the roles `MainArtist` and `FeaturedArtist` of the release, or of one
    track; where the policy says so, also whether the remixer of a track has one of them. IDN-13.

    ## Why it matters

    One of the two is wrong: the name is shown twice, and the release lands on the artist's page
    both as own and as somebody else's.

    ## What to do

    Name each artist once, in the role that fits. Who remixes a track of their own is its main
    artist.

    ## Limits

    Off unless a recipient's policy asks. Artists are told apart by their names. Who is main on the
    release may be featured on a track of it.
    """
    apart = (MAIN, FEATURED, REMIXER) if facts[RolesApart].remixers else (MAIN, FEATURED)
    for subject in everything(release):
        credited: dict[str, list[_Credit]] = {}
        for credit in _credits(subject):
            if not set(apart).isdisjoint(credit.roles):
                credited.setdefault(words(credit.who), []).append(credit)
        for who, said in credited.items():
            both = [role for role in apart if any(role in credit.roles for credit in said)]
            if who and len(both) > 1:
                last = said[-1]
                yield Finding(
                    f"{last.who} is {' and '.join(both)} of {spoken(subject)} at once",
                    place=last.said.at() or subject.at(),
                    evidence={"reference": subject.reference, "who": last.who, "roles": both},
                )


class _Credit(Struct, frozen=True):
    """Who has which roles, and what says so."""

    who: str
    roles: tuple[str, ...]
    said: DisplayArtist | Contributor


def _credits(subject: Release | Track) -> Iterator[_Credit]:
    for artist in subject.artists:
        yield _Credit(artist.party.name, artist.roles, artist)
    if isinstance(subject, Track):
        for one in subject.contributors:
            yield _Credit(one.party.name, tuple(role.value for role in one.roles), one)


RULES = (featured_artist_form, featured_artist_without_role, artist_in_two_roles)
