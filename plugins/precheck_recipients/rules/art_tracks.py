"""What of a message is not shown where a recipient makes pages of its own from it."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Basis, Facts, Finding, Message, Severity, Threshold, Title, Track, rule
from precheck_recipients.options import ArtistLines
from precheck_recipients.sources import YOUTUBE_ART_TRACKS


@rule(
    "recipients.artists-not-shown",
    title="The track has more artists than are shown",
    severity=Severity.OFF,
    of=Track,
    needs=(Message,),
    sources=(YOUTUBE_ART_TRACKS,),
    options=ArtistLines,
    thresholds=(Threshold(option="lines", basis=Basis.PUBLISHED, source=YOUTUBE_ART_TRACKS),),
)
def artists_not_shown(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track has more display artists than the recipient has lines for. DDX-39.

    ## Why it matters

    Those behind the last line are not shown.

    ## What to do

    Nothing, if the order is right. The most important names come first.

    ## Limits

    Off unless a recipient's policy asks.
    """
    lines = facts[ArtistLines].lines
    if len(track.artists) > lines:
        names = [artist.party.name or artist.special for artist in track.artists]
        yield Finding(
            f"the track has {len(names)} display artists; {lines} are shown, "
            f"so {', '.join(names[lines:])} {'is' if len(names) == lines + 1 else 'are'} not",
            place=track.artists[lines].at(),
            evidence={"artists": names, "lines": lines},
        )


@rule(
    "recipients.territory-title-dropped",
    title="The track has titles for single territories, of which one is read",
    severity=Severity.OFF,
    of=Track,
    needs=(Message,),
    sources=(YOUTUBE_ART_TRACKS,),
)
def territory_title_dropped(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track has different titles of one kind for different territories. DDX-39.

    ## Why it matters

    Some recipients take the first title in the message for all territories, and drop the rest.

    ## What to do

    Put the title that is to be seen everywhere first.

    ## Limits

    Off unless a recipient's policy asks. Translations for the same territory are not judged.
    """
    del facts
    if len({title.territory for title in track.titles}) <= 1:
        return
    by_kind: dict[str, list[Title]] = {}
    for title in track.titles:
        if title.text:
            by_kind.setdefault(title.kind, []).append(title)
    for titles in by_kind.values():
        first = titles[0]
        other = next(
            (t for t in titles if t.territory != first.territory and t.text != first.text), None
        )
        if other is not None:
            yield Finding(
                f"the track is called {first.text!r} in {first.territory or 'the world'} and "
                f"{other.text!r} in {other.territory or 'the world'}; one of them is read",
                place=other.at(),
                evidence={
                    "kind": first.kind,
                    "titles": [[t.territory, t.text] for t in titles],
                },
            )
            return


RULES = (artists_not_shown, territory_title_dropped)
