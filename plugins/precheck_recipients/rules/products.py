"""Whether the release is called what its tracks make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from precheck import (
    Basis,
    Facts,
    Finding,
    Message,
    Release,
    Severity,
    Threshold,
    Title,
    Track,
    rule,
)
from precheck_recipients.options import ReleaseSizes
from precheck_recipients.sources import (
    DDEX_INVALID,
    INGROOVES_SINGLE_TRACK,
    SPOTIFY_SINGLES,
    STORES_ON_SIZES,
)
from precheck_recipients.wording import is_named, words

SIZES = ("Single", "EP", "Album")


def primary_tracks(release: Release) -> tuple[Track, ...]:
    """The tracks that make the release, bonus and hidden ones left out."""
    return tuple(track for track in release.tracks if track.is_primary)


def only_track(release: Release) -> Track | None:
    """The track of a release that has no other."""
    tracks = primary_tracks(release)
    return tracks[0] if len(tracks) == 1 else None


def full_title(title: Title) -> str:
    """The title with its version, which some write into the title too."""
    text, version = title.text, title.subtitle
    return text if not version or is_named(version, text) else f"{text} ({version})"


def counterpart(title: Title, titles: tuple[Title, ...]) -> Title | None:
    """The title of the same territory and language, of those that listeners see; else the first."""
    shown = [one for one in titles if one.kind == title.kind]
    same = (one for one in shown if _where(one) == _where(title))
    return next(same, titles[0] if titles else None)


def _where(title: Title) -> tuple[str, str]:
    return title.territory, title.language.casefold()


@rule(
    "recipients.one-track-title-differs",
    title="A release of one track has another title than the track",
    severity=Severity.WARNING,
    of=Release,
    sources=(INGROOVES_SINGLE_TRACK, SPOTIFY_SINGLES),
)
def one_track_title_differs(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a release with one primary track has the track's title and version, case and
    punctuation aside. DDX-33.

    ## Why it matters

    Who looks for one finds the other. Some recipients send such a release back.

    ## What to do

    Give both the same title and version. "Single" belongs into the release type.

    ## Limits

    The first display title of the release is compared with the track's in the same language and
    for the same territory, or with its first; other translations are not.
    """
    del facts
    track = only_track(release)
    if track is None or not release.titles:
        return
    other = counterpart(release.titles[0], track.titles)
    of_release, of_track = full_title(release.titles[0]), full_title(other) if other else ""
    if of_release and of_track and words(of_release) != words(of_track):
        yield Finding(
            f"the release is called {of_release!r}, its only track {of_track!r}",
            place=release.titles[0].at(),
            evidence={"release": of_release, "track": of_track, "reference": track.reference},
        )


@rule(
    "recipients.one-track-artist-differs",
    title="A release of one track names other artists than the track",
    severity=Severity.WARNING,
    of=Release,
    sources=(DDEX_INVALID, INGROOVES_SINGLE_TRACK),
)
def one_track_artist_differs(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a release with one primary track displays the track's artists, case and punctuation
    aside. DDX-33.

    ## Why it matters

    DDEX names it as an obvious inconsistency, for which a recipient may refuse the message.

    ## What to do

    Name the same artists in both places, in the same order.

    ## Limits

    The displayed names are compared, not the parties behind them.
    """
    del facts
    track = only_track(release)
    if track is None:
        return
    of_release, of_track = release.display_artist_name, track.display_artist_name
    if of_release and of_track and words(of_release) != words(of_track):
        yield Finding(
            f"the release is by {of_release!r}, its only track by {of_track!r}",
            place=release.at("display_artist_name") or release.at(),
            evidence={"release": of_release, "track": of_track, "reference": track.reference},
        )


_SIZE_IN_TITLE = re.compile(
    r"(?:\s[-–—]\s?|[(\[]\s?)(?i:single|e\.?p\.?)\s?[)\]]?$|\s(?:EP|E\.P\.)$"
)
"""Behind a dash or in brackets; "EP" as a last word too, but "Forever Single" is a title."""


@rule(
    "recipients.size-in-title",
    title="The title of the release says Single or EP",
    severity=Severity.OFF,
    of=Release,
    needs=(Message,),
    sources=(SPOTIFY_SINGLES,),
)
def size_in_title(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a title or version of the release ends with "Single" or "EP", set off from the rest, or
    with "EP" as its last word. STY-13.

    ## Why it matters

    It belongs into the release type. Services that write it behind the title show it twice.

    ## What to do

    Leave it out of the title, and state the type.

    ## Limits

    Off unless a recipient's policy asks. Whether it is part of the original title cannot be told.
    """
    del facts
    for title in release.titles:
        shown = (" ".join(text.split()) for text in (title.text, full_title(title)))
        if any(map(_SIZE_IN_TITLE.search, shown)):
            yield Finding(
                f"the release is called {full_title(title)!r}, which says what its type says",
                place=title.at() or release.at(),
                evidence={"title": full_title(title), "types": list(release.types)},
            )
            return


def size_of(release: Release, sizes: ReleaseSizes) -> str:
    """What the release is by its tracks: `Single`, `EP` or `Album`; empty where unknown."""
    tracks = primary_tracks(release)
    seconds = [t.duration_seconds for t in tracks if t.duration_seconds is not None]
    if not tracks:
        return ""
    if len(tracks) > sizes.ep_tracks or sum(seconds) > sizes.minutes * 60:
        return "Album"
    if len(seconds) < len(tracks):
        return ""
    longest = sizes.single_track_minutes * 60
    if len(tracks) > sizes.single_tracks or (longest and max(seconds) >= longest):
        return "EP"
    return "Single"


@rule(
    "recipients.type-differs-from-size",
    title="The release type does not fit the number and length of the tracks",
    severity=Severity.OFF,
    of=Release,
    sources=(STORES_ON_SIZES, SPOTIFY_SINGLES),
    options=ReleaseSizes,
    thresholds=(
        Threshold(option="single_tracks", basis=Basis.PUBLISHED, source=STORES_ON_SIZES),
        Threshold(option="ep_tracks", basis=Basis.PUBLISHED, source=STORES_ON_SIZES),
        Threshold(option="minutes", basis=Basis.PUBLISHED, source=STORES_ON_SIZES),
        Threshold(option="single_track_minutes", basis=Basis.OURS, note="Apple Music has one: 10"),
    ),
)
def type_differs_from_size(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a release that calls itself Single, EP or Album is one by the number and the whole
    length of its primary tracks. DDX-32.

    ## Why it matters

    Recipients sort by size, whatever the message says, and the artist's page shows their word.

    ## What to do

    State the type that fits, unless the label has a reason.

    ## Limits

    Off unless a recipient's policy asks. Other types are not judged. Lengths are those that the
    message states; where some are missing, only too many tracks and too long ones are told.
    """
    sizes = facts[ReleaseSizes]
    stated = next((kind for kind in release.types if kind in SIZES), "")
    fitting = size_of(release, sizes)
    if not stated or not fitting or stated == fitting:
        return
    tracks = primary_tracks(release)
    minutes = sum(t.duration_seconds or 0.0 for t in tracks) / 60
    make = "1 track makes" if len(tracks) == 1 else f"{len(tracks)} tracks make"
    article = "a" if fitting == "Single" else "an"
    yield Finding(
        f"{release.label} is sent as {stated}, but {make} {article} {fitting} at {minutes:.1f} min",
        place=release.at("types") or release.at(),
        evidence={
            "stated": stated,
            "fitting": fitting,
            "tracks": len(tracks),
            "minutes": round(minutes, 2),
            "single_tracks": sizes.single_tracks,
            "ep_tracks": sizes.ep_tracks,
            "limit_minutes": sizes.minutes,
        },
    )


RULES = (
    one_track_title_differs,
    one_track_artist_differs,
    size_in_title,
    type_differs_from_size,
)
