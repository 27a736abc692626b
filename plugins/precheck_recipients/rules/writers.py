"""Whether those who wrote a song are named."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Message, Severity, Track, rule
from precheck_recipients.sources import BELIEVE_DELIVERY

_OF_BOTH = ("ComposerLyricist", "SongWriter", "Songwriter")
"""The last two are no words of DDEX's, and common."""
COMPOSERS = frozenset({"Composer", *_OF_BOTH})
AUTHORS = frozenset({"Author", "Librettist", "Lyricist", "NonLyricAuthor", *_OF_BOTH})


@rule(
    "recipients.author-missing",
    title="A track names no author or no composer",
    severity=Severity.OFF,
    of=Track,
    sources=(BELIEVE_DELIVERY,),
)
def author_missing(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether each primary track credits somebody with its music, as a `Composer`, and somebody with
    its words, as an `Author` or `Lyricist`. A `ComposerLyricist` is both. IDN-19.

    ## Why it matters

    Some distributors take no track without. Writers are paid by what the message says.

    ## What to do

    Name them, with their roles.

    ## Limits

    Off unless a recipient's policy asks. Whether the names are right is not judged. A track whose
    message calls it instrumental needs no author. Videos are left out, and audio files without a
    message.
    `ddex.profile-writer-missing` is content with any writer, an arranger too.
    """
    if facts.get(Message) is None or not track.is_primary or track.kind == "Video":
        return
    roles = {
        word
        for one in track.contributors
        for role in one.roles
        for word in (role.value, role.user_defined)
    }
    wanted = {"composer": COMPOSERS}
    if not track.is_instrumental:
        wanted = {"author": AUTHORS, **wanted}
    missing = [name for name, words in wanted.items() if roles.isdisjoint(words)]
    if missing:
        yield Finding(
            f"the track names no {' and no '.join(missing)}",
            place=track.at(),
            evidence={"missing": missing, "roles": sorted(filter(None, roles))},
        )


RULES = (author_missing,)
