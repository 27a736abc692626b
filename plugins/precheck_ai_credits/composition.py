"""What is said about AI in the song, as opposed to the recording of it."""

from __future__ import annotations

from precheck import AiAmount, AiDisclosure, Contributor, Track
from precheck_ai_credits.roles import Part, is_part, is_writing, part_of
from precheck_ai_credits.sides import says_ai
from precheck_ai_credits.vocabulary import credited_in, is_generative

_MUSIC, _WORDS = "Composer", "Lyricist"
"""Who makes all of it; an arranger or translator works on what is there."""


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
    song: a model may have sung an old one. Words that are all AI leave the music open, and music
    the words of a track that is sung.
    """
    lyrics = disclosure.lyrics
    said = {role.amount for role in disclosure.roles if is_writing(role.role)}
    if lyrics is not None and (said or says_ai(lyrics)):
        said.add(lyrics.amount or AiAmount.SOME)
    if not said:
        return AiAmount.NONE if disclosure.declared is AiAmount.NONE else None
    if said == {AiAmount.ALL}:
        is_whole = _is_whole(track, disclosure) and not silent_writers(track)
        return AiAmount.ALL if is_whole else AiAmount.SOME
    return AiAmount.NONE if said == {AiAmount.NONE} else AiAmount.SOME


def _is_whole(track: Track, disclosure: AiDisclosure) -> bool:
    """Whether something is said of the music, and of the words where there are any."""
    written = {said.role for said in disclosure.roles}
    are_words_said = disclosure.lyrics is not None or any(is_part(one, _WORDS) for one in written)
    is_complete = are_words_said or not _is_sung(track, disclosure)
    return is_complete and any(is_part(one, _MUSIC) for one in written)


def _is_sung(track: Track, disclosure: AiDisclosure) -> bool:
    """Whether anybody is credited with a voice, or a voice is declared."""
    credited = [role.value for one in credited_in(track) for role in one.roles]
    declared = [said.role for said in disclosure.roles]
    return any(part_of(role) is Part.VOICE for role in (*credited, *declared))
