"""Whether a track with a remixer says which version it is."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Message, Severity, Track, rule
from precheck_recipients.sources import LABELGRID_ROLES
from precheck_recipients.subjects import REMIXER
from precheck_recipients.traits import versions


@rule(
    "recipients.remixer-without-version",
    title="A track has a remixer, but its title names no version",
    severity=Severity.OFF,
    of=Track,
    needs=(Message,),
    sources=(LABELGRID_ROLES,),
)
def remixer_without_version(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track with a `Remixer` says which version it is: in a subtitle, in brackets, or behind
    a dash. STY-31.

    ## Why it matters

    Listeners cannot tell it from the original, and neither can those who look for duplicates.

    ## What to do

    Write the version into the subtitle: "Otto Brasswick Remix".

    ## Limits

    Off unless a recipient's policy asks. Whether the version names the remixer is not judged.
    """
    del facts
    credited = [role.value for one in track.contributors for role in one.roles]
    credited += [role for artist in track.artists for role in artist.roles]
    if REMIXER in credited and not any(any(versions(title)) for title in track.titles):
        yield Finding(
            f"the track has a {REMIXER}, but {track.title!r} names no version",
            place=track.at(),
            evidence={"title": track.title},
        )


RULES = (remixer_without_version,)
