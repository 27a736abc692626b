"""Apple Music's four Transparency Tags: Artwork, Track, Composition and Music Video."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from precheck import AiAmount, Disclosures, Expression, Fate, Release, Track, Vocabulary
from precheck_ai_credits.composition import ai_in_composition
from precheck_ai_credits.origins.lyrics import unplaced_lyrics
from precheck_ai_credits.sources import APPLE_TAGS, APPLE_TAGS_LATER
from precheck_ai_credits.vocabularies.stand import Stand, stand

SINCE = date(2026, 3, 4)
ARTWORK, TRACK, COMPOSITION, VIDEO = "Artwork", "Track", "Composition", "Music Video"


def express(release: Release, said: Disclosures) -> Iterator[Expression]:
    """Each tag for each thing it is about: set, not set, open, or for a person to decide."""
    if said.day < SINCE:
        yield Expression(term="Transparency Tags", fate=Fate.NOT_ASKED, why=f"announced on {SINCE}")
        return
    for image in release.images:
        if image.is_front_cover:
            yield _tag(image.reference, ARTWORK, stand(image, said.of(image), can_carry=True))
    for track in release.tracks:
        where = stand(track, said.of(track), can_carry=True)
        yield _tag(track.reference, VIDEO if track.kind == "Video" else TRACK, where)
        yield _composition(track, said, where)
    for text, lyrics in unplaced_lyrics(release):
        why = f"{lyrics.detail}, and nothing says of which track"
        yield Expression(
            subject=text.reference, term=COMPOSITION, fate=Fate.PERSON_DECIDES, why=why
        )


def _tag(reference: str, term: str, where: Stand) -> Expression:
    fate, why = answer(where)
    return Expression(subject=reference, term=term, fate=fate, why=why)


def answer(where: Stand) -> tuple[Fate, str]:
    """Whether a tag is set, by what the thing is taken for."""
    if where.doubt:
        return Fate.PERSON_DECIDES, where.doubt
    if not where.is_declared:
        return Fate.UNDECLARED, where.why
    if where.amount is AiAmount.ALL:
        return Fate.SHOWN, f"{where.why}; the tag is set"
    if where.amount is AiAmount.NONE:
        return Fate.STATED, f"{where.why}; the tag is not set"
    return Fate.PERSON_DECIDES, f"{where.why}; the tag is set where the part is material"


def _composition(track: Track, said: Disclosures, where: Stand) -> Expression:
    disclosure = said.of(track)
    amount, lyrics = ai_in_composition(track, disclosure), disclosure.lyrics
    if where.doubt:
        fate, why = Fate.PERSON_DECIDES, where.doubt
    elif lyrics is not None and lyrics.amount is AiAmount.ALL:
        fate, why = Fate.SHOWN, f"{lyrics.detail}; the tag is set"
    elif amount is None:
        fate, why = Fate.UNDECLARED, "nothing is said about AI in words and music"
    elif amount is AiAmount.ALL:
        fate, why = Fate.SHOWN, "words and music are credited to a model; the tag is set"
    elif amount is AiAmount.NONE:
        fate, why = Fate.STATED, "words and music are without AI; the tag is not set"
    else:
        fate = Fate.PERSON_DECIDES
        why = "AI had a part in words and music; the tag is set where the part is material"
    return Expression(subject=track.reference, term=COMPOSITION, fate=fate, why=why)


APPLE = Vocabulary(
    name="apple-tags",
    title="Apple Music, Transparency Tags",
    sources=(APPLE_TAGS, APPLE_TAGS_LATER),
    express=express,
    recipients=("apple-music",),
)
