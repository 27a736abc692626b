"""Whether what a listener reads is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from precheck import DisplayArtist, Facts, Finding, Message, Release, Severity, Track, rule
from precheck_ddex.sources import INVALID_MESSAGES, status
from precheck_ddex.survey import MessageSurvey, and_more


@rule(
    "ddex.text-empty",
    title="An element is there, but says nothing",
    severity=Severity.REVIEW,
    of=Release,
    needs=(MessageSurvey,),
    sources=(INVALID_MESSAGES, status("MetadataMissing")),
)
def text_empty(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every title, name, genre, label, rights line and identifier that the message has an
    element for has a text in it. The schema lets all of them be empty.

    ## Why it matters

    DDEX names empty elements, where data is needed, as a reason to refuse a message. A recipient
    that takes it shows a blank.

    ## What to do

    Write the text, or leave the element out where it is not needed.

    ## Limits

    Of each kind of element the first is shown, with the number of them. An empty ISRC is told by
    `ddex.isrc-missing`; an empty catalogue number does no harm.
    """
    del release
    count = Counter(one.element for one in facts[MessageSurvey].empty)
    told: set[str] = set()
    for one in facts[MessageSurvey].empty:
        if one.element not in told:
            told.add(one.element)
            more = count[one.element] - 1
            yield Finding(
                f"{one.element} is empty{and_more(more)}",
                place=one.place,
                evidence={"element": one.element, "count": count[one.element]},
            )


@rule(
    "ddex.artist-without-name",
    title="A display artist has no name",
    severity=Severity.REVIEW,
    of=Release,
    needs=(Message,),
    sources=(status("PrimaryArtistNameMissing"), INVALID_MESSAGES),
)
def artist_without_name(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every display artist of the release and its tracks is a party with a name. The schema is
    content with an identifier.

    ## Why it matters

    Recipients that do not know the identifier cannot show the artist, and refuse the message.

    ## What to do

    Give the party a `PartyName`.

    ## Limits

    Artists of no name, such as `VariousArtists`, need none. A name that is there and empty is told
    by `ddex.text-empty`, a reference that leads nowhere by `ddex.reference-dangling`.
    """
    listed = {party.reference for party in facts[Message].parties}
    told: set[str] = set()
    owners: tuple[Release | Track, ...] = (release, *release.tracks)
    for owner in owners:
        for artist in owner.artists:
            if not _is_nameless(artist, listed):
                continue
            key = artist.party.reference or f"{owner.id} {artist.sequence}"
            if key not in told:
                told.add(key)
                who = artist.party.reference or "one that is not said"
                yield Finding(
                    f"{owner.label} has a display artist without a name: {who}",
                    place=artist.party.at() or artist.at(),
                    evidence={
                        "of": owner.reference,
                        "party": artist.party.reference,
                        "identifiers": [i.value for i in artist.party.identifiers],
                    },
                )


def _is_nameless(artist: DisplayArtist, listed: set[str]) -> bool:
    party = artist.party
    if party.name or artist.special or "name" in party.marks:
        return False
    return not party.reference or party.reference in listed


RULES = (text_empty, artist_without_name)
