"""Whether classical releases and compilations say what they are in the way that is read."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Message, Release, Severity, rule
from precheck_recipients.rules.various import stands_for_many
from precheck_recipients.sources import SPOTIFY_START
from precheck_recipients.traits import ReleaseTraits

CLASSICAL_TYPE = "ClassicalAlbum"
_CLASSICAL_TITLES = ("FormalTitle", "GroupingTitle")


def classical_by(release: Release, message: Message) -> str:
    """What calls the release classical, in words; or empty."""
    if "classical" in message.profile_variant.casefold():
        return f"its profile variant is {message.profile_variant}"
    genre = next((g.text for g in release.genres if g.text.casefold() == "classical"), "")
    return f"its genre is {genre}" if genre else ""


@rule(
    "recipients.classical-type-missing",
    title="A classical release is not sent as a classical album",
    severity=Severity.OFF,
    of=Release,
    needs=(Message,),
    sources=(SPOTIFY_START,),
)
def classical_type_missing(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a release whose genre is Classical, or whose profile variant is classical, has the
    release type `ClassicalAlbum`, however many tracks it has.

    ## Why it matters

    At Spotify nothing else brings works and movements up for ERN 4.

    ## What to do

    Send it as `ClassicalAlbum`, with a `FormalTitle` and a `GroupingTitle` for each track.

    ## Limits

    Off unless a recipient's policy asks. Only the genre "Classical" counts, no neighbour of it.
    """
    said = classical_by(release, facts[Message])
    if said and CLASSICAL_TYPE not in release.types:
        stated = ", ".join(release.types) or "nothing"
        yield Finding(
            f"{release.label} is classical ({said}), but is sent as {stated}",
            place=release.at("types") or release.at(),
            evidence={"said": said, "types": list(release.types), "wanted": CLASSICAL_TYPE},
        )


@rule(
    "recipients.classical-titles-missing",
    title="A classical track lacks the titles that are shown",
    severity=Severity.OFF,
    of=Release,
    needs=(Message,),
    sources=(SPOTIFY_START,),
)
def classical_titles_missing(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every primary track of a `ClassicalAlbum` has a `FormalTitle` and a `GroupingTitle`.

    ## Why it matters

    Spotify shows them instead of the display title: the movement, and the work it belongs to.

    ## What to do

    Write the work into `GroupingTitle`, and the movement into `FormalTitle`. Before ERN 4.3.1 both
    are an `AdditionalTitle` of that type.

    ## Limits

    Off unless a recipient's policy asks. Whether the titles are right is not judged.
    """
    del facts
    if CLASSICAL_TYPE not in release.types:
        return
    for track in release.tracks:
        kinds = {title.kind for title in track.titles}
        missing = [kind for kind in _CLASSICAL_TITLES if kind not in kinds]
        if track.is_primary and missing:
            yield Finding(
                f"{track.label} ({track.reference}) is classical, but has no "
                f"{' and no '.join(missing)}",
                place=track.at(),
                evidence={"reference": track.reference, "missing": missing},
            )


@rule(
    "recipients.compilation-undeclared",
    title="A release of various artists does not say that it is a compilation",
    severity=Severity.OFF,
    of=Release,
    needs=(Message, ReleaseTraits),
    sources=(SPOTIFY_START,),
)
def compilation_undeclared(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a release by "Various Artists", in whatever language, or whose first display artist is
    the special one of that name, has a compilation flag that is true, or a user-defined release
    type that says so.

    ## Why it matters

    Without either it is sorted among the albums.

    ## What to do

    Set `IsMultiArtistCompilation` to true, or send the type `UserDefined` with the value
    "Compilation".

    ## Limits

    Off unless a recipient's policy asks. Compilations of one artist cannot be told from albums.
    """
    if stands_for_many(release) and not facts[ReleaseTraits].is_compilation:
        yield Finding(
            f"{release.label} is by various artists, but nothing calls it a compilation",
            place=release.at("display_artist_name") or release.at(),
            evidence={"artist": release.display_artist_name, "types": list(release.types)},
        )


RULES = (classical_type_missing, classical_titles_missing, compilation_undeclared)
