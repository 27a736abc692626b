"""Whether what is said of the words goes with what is said of the recording."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    AiAmount,
    AiDisclosure,
    Facts,
    Finding,
    Message,
    Release,
    Severity,
    Track,
    rule,
)
from precheck_ai_credits.occasions import has_ai_lyrics
from precheck_ai_credits.origins.lyrics import unplaced_lyrics
from precheck_ai_credits.sides import declarations, says_ai, side
from precheck_ai_credits.sources import APPLE_TAGS, CD_BABY_BAN, ern
from precheck_ai_credits.vocabulary import spoken_of

MOST_NAMED = 3
"""How many texts a sentence names; the evidence has all of them."""


@rule(
    "ai-credits.none-with-ai-lyrics",
    title="The track is declared free of AI, but its lyrics are not",
    severity=Severity.WARNING,
    of=Track,
    needs=(AiDisclosure,),
    sources=(ern("Text/ContainsAI, SoundRecording/ContainsAI"),),
    when=has_ai_lyrics,
)
def none_with_ai_lyrics(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message or the artist says "none" of a track, while the message says of its lyrics,
    a `Text` of the type `LyricText`, that AI made them or some of them.

    ## Why it matters

    Apple Music has a tag for the composition, which includes the words. A recipient that looks at
    the recording alone hears that there is no AI.

    ## What to do

    Ask who wrote the words. Where AI did, say `Partly` of the recording and credit `GenerativeAI`
    as `Lyricist`; or correct the text.

    ## Limits

    That a recording is not free of AI when its words are not is our reading. Silent where the
    recording itself is contradicted: by another sender, or by a credit with AI. A text counts for a
    track that it is linked with, by `LinkedReleaseResourceReference` or `RelatedResource`, or that
    is the only one. Of several texts of a track, one with AI is enough.
    """
    disclosure = facts[AiDisclosure]
    lyrics = disclosure.lyrics
    said = declarations(disclosure)
    amounts = {one.amount for one in said} | {role.amount for role in disclosure.roles}
    if says_ai(lyrics) and said and amounts == {AiAmount.NONE}:
        denied = said[0]
        yield Finding(
            f"{spoken_of(track)} is declared free of AI ({denied.detail}), but {lyrics.detail}",
            place=lyrics.place,
            evidence={"lyrics": side(lyrics), denied.origin.value: side(denied)},
        )


@rule(
    "ai-credits.lyrics-ai",
    title="The lyrics are declared to be AI",
    severity=Severity.OFF,
    of=Track,
    needs=(AiDisclosure,),
    sources=(APPLE_TAGS, CD_BABY_BAN),
    when=has_ai_lyrics,
)
def lyrics_ai(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message says of a track's lyrics, a `Text` of the type `LyricText`, that AI made
    them or some of them. The recipient's policy says what follows.

    ## Why it matters

    Most recipients look at the sound alone. Some refuse whatever AI made, and Apple Music has a tag
    for the composition, which includes the words.

    ## What to do

    See what each recipient asks. For Apple, set the Composition tag.

    ## Limits

    Off unless a recipient's policy asks for it. Words that are credited to AI and are no text of
    their own are AI in the track (`ai-credits.partly-ai`). A text that is linked with no track has
    a rule of its own.
    """
    lyrics = facts[AiDisclosure].lyrics
    if says_ai(lyrics):
        yield Finding(
            f"{spoken_of(track)} has lyrics that are declared to be AI: {lyrics.detail}",
            place=lyrics.place,
            evidence={"lyrics": side(lyrics)},
        )


@rule(
    "ai-credits.lyrics-ai-unplaced",
    title="Lyrics are declared to be AI, but nothing says of which track they are",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(APPLE_TAGS, ern("Text/ContainsAI")),
)
def lyrics_ai_unplaced(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a `Text` of the type `LyricText` that the message declares to be AI, wholly or in part,
    is linked with one of the tracks, where there are several.

    ## Why it matters

    Recipients judge tracks. Apple Music has a tag for the composition, which includes the words,
    and to which track it belongs nobody can tell.

    ## What to do

    Link the text with its track, by `LinkedReleaseResourceReference` where the release lists the
    track.

    ## Limits

    A `RelatedResource` between the two is a link as well. Texts that are free of AI, or say
    nothing, need none.
    """
    del facts
    found = tuple(unplaced_lyrics(release))
    if found:
        named = [said.detail for _, said in found[:MOST_NAMED]]
        more = f"; and {len(found) - len(named)} more" if len(found) > len(named) else ""
        yield Finding(
            f"{'; '.join(named)}{more}, and nothing says of which track",
            place=found[0][1].place,
            evidence={"lyrics": {text.reference: side(said) for text, said in found}},
        )


RULES = (none_with_ai_lyrics, lyrics_ai, lyrics_ai_unplaced)
