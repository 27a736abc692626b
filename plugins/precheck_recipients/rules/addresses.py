"""Whether a title or an artist's name holds an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from precheck import (
    DisplayArtist,
    Facts,
    Finding,
    Message,
    Release,
    Severity,
    Title,
    Track,
    rule,
)
from precheck_recipients.sources import APPLE_ADVERTISING, ROUTENOTE_TEXT
from precheck_recipients.subjects import everything, full, spoken

_ADDRESS = re.compile(
    r"\bhttps?://[^\s()\[\]]+|\bwww\.[^\s()\[\]]+\.[^\s()\[\]]+"
    r"|\b[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2,}\b|\b[\w-]{1,63}\.(?:com|net|org)/[^\s()\[\]]+",
    re.IGNORECASE,
)
"""Of the web or of mail. "Ugh.com" is a title."""


@rule(
    "recipients.address-in-text",
    title="A title or an artist's name holds an address",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(APPLE_ADVERTISING, ROUTENOTE_TEXT),
)
def address_in_text(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a title, version or artist's name of the release or a track holds an address of the web
    or of mail. STY-15.

    ## Why it matters

    It is advertising. Apple takes none in metadata, and distributors send it back.

    ## What to do

    Leave it out.

    ## Limits

    A name such as "Ugh.com" is not told without more, and handles and hashtags are not, for there
    are bands and songs that are written so.
    """
    del facts
    for subject in everything(release):
        for text, said in _texts(subject):
            found = _ADDRESS.search(text)
            if found is not None:
                yield Finding(
                    f"{spoken(subject)} says {text!r}, which holds the address {found[0]!r}",
                    place=said.at() or subject.at(),
                    evidence={"reference": subject.reference, "text": text, "address": found[0]},
                )
                break


def _texts(subject: Release | Track) -> Iterator[tuple[str, Title | DisplayArtist]]:
    for title in subject.titles:
        yield full(title), title
    for artist in subject.artists:
        yield artist.party.name, artist


RULES = (address_in_text,)
