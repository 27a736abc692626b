"""How a featured artist is written into a title, and that nobody is main and featured at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from precheck import (
    Basis,
    Facts,
    Finding,
    Place,
    Release,
    Severity,
    Threshold,
    Title,
    Track,
    rule,
)
from precheck_recipients.options import RolesApart
from precheck_recipients.rules.products import words
from precheck_recipients.rules.titles import FEATURED, full
from precheck_recipients.sources import APPLE_GUESTS, LABELGRID_ROLES, LABELGRID_STYLE

MAIN, REMIXER = "MainArtist", "Remixer"
_OPENING, _CLOSING = "([（［", ")]）］"
_GUEST = re.compile(
    r"(?<![^\W_])(?:(?P<sign>feat|ft|featuring)(?![^\W_])(?P<dot>\.?)"
    r"|(?:with|avec|con|com|mit|met|participação(?: de)?)(?![^\W_])|w/|part\.)"
    r"\s*(?P<rest>[^()\[\]（）［］]*)",
    re.IGNORECASE,
)
"""A word that brings a guest in, and what stands behind it."""
_RIGHT = re.compile(r"(?:feat\.|with) \S")
_NO_GUEST = re.compile(r"feat\s+of\b|ft\.?\s+(?:knox|lauderdale|myers|worth)\b", re.IGNORECASE)
"""A feat of strength, and towns that are called after a fort."""
_AFTER_WORD = re.compile(r"[^\W\d_]\s+$")
_IN_FEET = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
    r"|hundred|thousand|few|many|square|sq\.?|cubic)\s+$",
    re.IGNORECASE,
)
"""What stands before a measure: "Six Ft. Under" is a title."""


def misspelt(title: Title, names: tuple[str, ...]) -> str:
    """Where a title brings in a guest otherwise than in the one form, as it is written; or empty.

    A subtitle is shown in brackets.
    """
    text = f"{title.text} ({title.subtitle})" if title.subtitle else title.text
    for found in _GUEST.finditer(text):
        before = text[: found.start()]
        opened = max(map(before.rfind, _OPENING))
        is_bracketed = opened > max(map(before.rfind, _CLOSING))
        is_right = is_bracketed and _RIGHT.match(found.group()) is not None
        is_first = is_bracketed and not before[opened + 1 :].strip()
        if not is_right and _is_guest(found, before, names, is_first=is_first):
            return found.group().strip()
    return ""


def _is_guest(found: re.Match[str], before: str, names: tuple[str, ...], *, is_first: bool) -> bool:
    """Whether the word brings in an artist; `is_first` where it is the first in its brackets."""
    rest = words(found["rest"])
    is_credited = any(f"{rest} ".startswith(f"{name} ") for name in filter(None, map(words, names)))
    if found["sign"] is None:
        return is_first and is_credited
    if is_credited or not rest or _NO_GUEST.match(found.group()):
        return is_credited
    is_after_word = _AFTER_WORD.search(before) is not None and _IN_FEET.search(before) is None
    return is_first or (bool(found["dot"]) and is_after_word)


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
    subjects: tuple[Release | Track, ...] = (release, *release.tracks)
    for subject in subjects:
        names = _names(release, subject)
        said = ((title, misspelt(title, names)) for title in subject.titles)
        title, found = next((one for one in said if one[1]), (None, ""))
        if title is not None:
            yield Finding(
                f"{_what(subject)} is called {full(title)!r}, "
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


def _what(subject: Release | Track) -> str:
    return "the release" if isinstance(subject, Release) else f"track {subject.reference}"


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
    subjects: tuple[Release | Track, ...] = (release, *release.tracks)
    for subject in subjects:
        credited: dict[str, list[_Credit]] = {}
        for credit in _credits(subject):
            if not set(apart).isdisjoint(credit.roles):
                credited.setdefault(words(credit.who), []).append(credit)
        for who, said in credited.items():
            both = [role for role in apart if any(role in credit.roles for credit in said)]
            if who and len(both) > 1:
                last = said[-1]
                yield Finding(
                    f"{last.who} is {' and '.join(both)} of {_what(subject)} at once",
                    place=last.place or subject.at(),
                    evidence={"reference": subject.reference, "who": last.who, "roles": both},
                )


class _Credit(Struct, frozen=True):
    """Who has which roles, and where it is said."""

    who: str
    roles: tuple[str, ...]
    place: Place | None


def _credits(subject: Release | Track) -> Iterator[_Credit]:
    for artist in subject.artists:
        yield _Credit(artist.party.name, artist.roles, artist.at())
    if isinstance(subject, Track):
        for one in subject.contributors:
            yield _Credit(one.party.name, tuple(role.value for role in one.roles), one.at())


RULES = (featured_artist_form, artist_in_two_roles)
