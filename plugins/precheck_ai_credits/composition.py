"""What is said about AI in the song, as opposed to the recording of it."""

from __future__ import annotations

from precheck import AiAmount, AiDisclosure, Contributor, Track
from precheck_ai_credits.roles import is_writing
from precheck_ai_credits.vocabulary import credited_in, is_generative


def is_writer(contributor: Contributor) -> bool:
    """Whether the credit is for words or music."""
    return any(is_writing(role.value) for role in contributor.roles)


def silent_writers(track: Track) -> tuple[Contributor, ...]:
    """The people who are credited with words or music, and of whom nothing is said about AI."""
    return tuple(
        contributor
        for contributor in credited_in(track)
        if is_writer(contributor)
        and not is_generative(contributor)
        and not contributor.ai_contribution
    )


def ai_in_composition(track: Track, disclosure: AiDisclosure) -> AiAmount | None:
    """How much of the song is AI; None where nobody says.

    A track without AI has none in its song. That a track is all AI does not say who wrote the
    song: a model may have sung an old one. Lyrics that are all AI leave the music open.
    """
    said = {role.amount for role in disclosure.roles if is_writing(role.role)}
    lyrics = disclosure.lyrics
    if lyrics is not None and lyrics.amount is not AiAmount.NONE:
        is_all = said == {AiAmount.ALL} and lyrics.amount is AiAmount.ALL
        return AiAmount.ALL if is_all and not silent_writers(track) else AiAmount.SOME
    if not said:
        return AiAmount.NONE if disclosure.declared is AiAmount.NONE else None
    if said == {AiAmount.ALL}:
        return AiAmount.SOME if silent_writers(track) else AiAmount.ALL
    return AiAmount.NONE if said == {AiAmount.NONE} else AiAmount.SOME
