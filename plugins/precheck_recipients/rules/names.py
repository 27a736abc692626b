"""Whether an artist's name is what people type into a search box."""

from __future__ import annotations

import re
from collections.abc import Iterator

from precheck import Facts, Finding, Message, Release, Severity, Track, rule
from precheck_recipients.sources import BELIEVE_ARTISTS, SPOTIFY_NAMES
from precheck_recipients.subjects import spoken
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
    subjects: tuple[Release | Track, ...] = (release, *release.tracks)
    told: set[str] = set()
    for subject in subjects:
        for artist in subject.artists:
            name = artist.party.name
            if name not in told and _is_sought(name):
                told.add(name)
                yield Finding(
                    f"{spoken(subject)} is by {name!r}, which is a search and no name",
                    place=artist.at() or subject.at(),
                    evidence={"reference": subject.reference, "artist": name},
                )


def _is_sought(name: str) -> bool:
    text = words(name).replace("lo fi", "lofi")
    return any(form.fullmatch(text) for form in (_NAMED, _SEARCH))


RULES = (artist_name_for_search,)
