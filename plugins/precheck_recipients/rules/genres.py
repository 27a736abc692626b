"""Whether a release says of which genre it is."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Message, Release, Severity, rule
from precheck_recipients.rules.messages import PURGE
from precheck_recipients.sources import BELIEVE_DELIVERY


@rule(
    "recipients.genre-missing",
    title="The release has no genre",
    severity=Severity.OFF,
    of=Release,
    sources=(BELIEVE_DELIVERY,),
)
def genre_missing(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message gives the release a genre, in whatever ERN version. STY-29.

    ## Why it matters

    Shops and charts sort by it, and some distributors take no release without.

    ## What to do

    Give the release a `Genre`; since ERN 4.3.1 it is called `DisplayGenre`.

    ## Limits

    Off unless a recipient's policy asks. The text is compared with no list, and genres of tracks do
    not count. Purges are left out, releases without a title, and audio files without a message.
    What the profiles of ERN 3 ask for each territory is told by `ddex.profile-genre-missing`.
    """
    message = facts.get(Message)
    if message is None or message.kind == PURGE or not release.titles:
        return
    if not any(genre.text or genre.sub_genre for genre in release.genres):
        yield Finding(
            f"{release.label} has no genre",
            place=release.at(),
            evidence={"genres": len(release.genres)},
        )


RULES = (genre_missing,)
