"""Whether what is said of the words goes with what is said of the recording."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import AiAmount, AiDisclosure, Facts, Finding, Severity, Track, rule
from precheck_ai_credits.sides import declarations, side
from precheck_ai_credits.sources import ern
from precheck_ai_credits.vocabulary import spoken_of


@rule(
    "ai-credits.none-with-ai-lyrics",
    title="The track is declared free of AI, but its lyrics are not",
    severity=Severity.WARNING,
    of=Track,
    needs=(AiDisclosure,),
    sources=(ern("Text/ContainsAI, SoundRecording/ContainsAI"),),
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
    is the only one.
    """
    disclosure = facts[AiDisclosure]
    lyrics = disclosure.lyrics
    if lyrics is None or lyrics.amount is AiAmount.NONE:
        return
    said = declarations(disclosure)
    amounts = {one.amount for one in said} | {role.amount for role in disclosure.roles}
    if said and amounts == {AiAmount.NONE}:
        denied = said[0]
        yield Finding(
            f"{spoken_of(track)} is declared free of AI ({denied.detail}), but {lyrics.detail}",
            place=lyrics.place,
            evidence={"lyrics": side(lyrics), denied.origin.value: side(denied)},
        )


RULES = (none_with_ai_lyrics,)
