"""Whether an artist's name is one: not several at once, nor what people type into a search box."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from precheck import DisplayArtist, Facts, Finding, Message, Release, Severity, Title, rule
from precheck_recipients.featuring import guests
from precheck_recipients.sources import (
    BELIEVE_ARTISTS,
    CATAPULT_VARIOUS,
    SPOTIFY_FIELDS,
    SPOTIFY_NAMES,
)
from precheck_recipients.subjects import everything, spoken
from precheck_recipients.wording import words

_SOUGHT = (
    r"(?:baby|birthday|calm(?:ing)?|chill(?:out)?|christmas|classical|cocktail|coffee|concentration"
    r"|cooking|dance|dinner|disco|easter|fitness|focus|gym|halloween|healing|holiday|jazz|kids|lofi"
    r"|lounge|meditation|mindfulness|morning|nature|party|piano|pop|rain|reading|relax(?:ation|ing)?"
    r"|rock|romantic|running|sleep(?:ing)?|spa|study(?:ing)?|summer|techno|toddler|trance|wedding"
    r"|winter|workout|xmas|yoga|zen)"
)
"""What it is for, of which kind, or for which day."""
_GENERIC = (
    r"(?:ambience|background|beats|collection|hits|instrumentals|melodies|music|noise|playlists?"
    r"|radio|songs|sounds|soundtrack|tunes|vibes)"
)
"""What a listener gets."""
_BETWEEN_NAMES = re.compile(r"[,&/+;]|\s(?:x|and|vs\.?|versus|meets|with)\s", re.IGNORECASE)
_BETWEEN = r"(?:a|and|at|best|deep|for|greatest|in|n|of|the|to|top|white)"
_SEARCH = re.compile(
    rf"(?=.*\b{_SOUGHT}\b)(?=.*\b{_GENERIC}\b)(?:(?:{_SOUGHT}|{_GENERIC}|{_BETWEEN})(?: |$))+"
)
_NAMED = re.compile(
    r"white noise|yoga|workout|meditation|baby|christmas|top hits|chorus|orchestra|singer"
)
"""Believe's own examples."""


@rule(
    "recipients.artist-name-for-search",
    title="An artist is called what people search for",
    severity=Severity.OFF,
    of=Release,
    needs=(Message,),
    sources=(SPOTIFY_NAMES, BELIEVE_ARTISTS),
    is_estimate=True,
)
def artist_name_for_search(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the name of a display artist consists of nothing but a mood, use, kind or day and a word
    such as "music", "hits" or "sounds": "Sleep Music", "Top Christmas Hits". Single words are told
    where a distributor names them: "Yoga", "Orchestra". IDN-01.

    ## Why it matters

    Spotify allows no names that are search terms. Where they are found, all of such an artist's
    releases may be taken down.

    ## What to do

    Send it under the name of whoever made it.

    ## Limits

    Off unless a recipient's policy asks. An estimate by a short list of English words, most of
    them ours. Other single words are not told, for there are bands called "Sleep" and "Focus".
    """
    del facts
    yield from _told(release, lambda artist: _is_sought(artist.party.name), "a search and no name")


def _is_sought(name: str) -> bool:
    text = words(name).replace("lo fi", "lofi")
    return any(form.fullmatch(text) for form in (_NAMED, _SEARCH))


@rule(
    "recipients.several-artists-in-one-name",
    title="One artist's name holds several artists",
    severity=Severity.OFF,
    of=Release,
    needs=(Message,),
    sources=(SPOTIFY_FIELDS, BELIEVE_ARTISTS, CATAPULT_VARIOUS),
    is_estimate=True,
)
def several_artists_in_one_name(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the name of one display artist says "feat." and another name, or consists of names, with
    "&", "x", "vs.", a comma or the like between them, of whom each is a display artist of the
    release or one of its tracks by itself. IDN-10.

    ## Why it matters

    Such a name gets a page of its own, and the artists in it get nothing.

    ## What to do

    Name each artist by itself, with its role. How the line-up is written is for
    `DisplayArtistName`.

    ## Limits

    Off unless a recipient's policy asks. An estimate: two who are also a band are told. "Simon &
    Garfunkel" is one artist as long as neither is named apart.
    """
    del facts
    apart = {words(one.party.name) for subject in everything(release) for one in subject.artists}
    yield from _told(release, lambda artist: _is_several(artist, apart), "more than one artist")


def _is_several(artist: DisplayArtist, apart: set[str]) -> bool:
    name = artist.party.name
    if any(guest.has_sign for guest in guests(Title(text=name), ())):
        return True
    parts = [words(part) for part in _BETWEEN_NAMES.split(name)]
    return len(parts) > 1 and apart.issuperset(parts)


def _told(
    release: Release, is_wrong: Callable[[DisplayArtist], bool], what: str
) -> Iterator[Finding]:
    """A finding for each name with which something is wrong, where it is first displayed."""
    told: set[str] = set()
    for subject in everything(release):
        for artist in subject.artists:
            name = artist.party.name
            if name not in told and is_wrong(artist):
                told.add(name)
                yield Finding(
                    f"{spoken(subject)} is by {name!r}, which is {what}",
                    place=artist.at() or subject.at(),
                    evidence={"reference": subject.reference, "artist": name},
                )


RULES = (artist_name_for_search, several_artists_in_one_name)
