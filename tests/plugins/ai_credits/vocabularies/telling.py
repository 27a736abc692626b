"""Songs, and how a vocabulary puts what is said of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from precheck import (
    AiAmount,
    AiDisclosure,
    Contributor,
    Deal,
    Declaration,
    Delivery,
    Disclosures,
    Expression,
    Fate,
    Mark,
    MarkKind,
    ProvenanceMarks,
    Release,
    Resource,
)
from precheck.testing import a_contributor, a_message, a_release, a_track, an_image, look
from precheck_ai_credits.disclosure import disclosure_of_image, disclosure_of_track
from precheck_ai_credits.vocabularies import VOCABULARIES

BY_NAME = {vocabulary.name: vocabulary for vocabulary in VOCABULARIES}
A_DAY = date(2026, 11, 22)
NONE, SOME, ALL = AiAmount.NONE, AiAmount.SOME, AiAmount.ALL
SINGER = a_contributor("LeadVocalist")
HONEST = a_contributor("LeadVocalist", ai_contribution="None")
MODEL = a_contributor("Musician", special="GenerativeAI")
WRITER = a_contributor("Lyricist", name="Ben Example", ai_contribution="Partly")
HONEST_WRITER = a_contributor("Arranger", name="Ben Example", ai_contribution="None")
WORLDWIDE = (Deal(territories=("Worldwide",)),)
SUNO = Mark(kind=MarkKind.GENERATOR, tag="COMMENT", text="made with suno", generator="Suno")
LABEL = Mark(kind=MarkKind.AIGC_LABEL, tag="TXXX:AIGC", text="{}")


def told(
    vocabulary: str, release: Release, *, day: date = A_DAY, marks: tuple[Mark, ...] | None = ()
) -> list[Expression]:
    found = () if marks is None else (ProvenanceMarks(marks=marks),)
    said: dict[str, AiDisclosure] = {}
    for track in release.tracks:
        learned = look(disclosure_of_track, track, release, *found)
        assert isinstance(learned, AiDisclosure)
        said[track.reference] = learned
    for image in release.images:
        learned = look(disclosure_of_image, image, release, ProvenanceMarks())
        assert isinstance(learned, AiDisclosure)
        said[image.reference] = learned
    return list(BY_NAME[vocabulary].express(release, Disclosures(day=day, by_reference=said)))


def fates(vocabulary: str, release: Release, **more: Any) -> dict[str, Fate]:
    return {row.term: row.fate for row in told(vocabulary, release, **more)}


def a_song(
    contains_ai: str = "",
    *contributors: Contributor,
    said: Declaration | None = None,
    version: str = "4.3.2",
    kind: str = "SoundRecording",
) -> Release:
    track = a_track(contains_ai=contains_ai, contributors=contributors, kind=kind)
    return a_release(
        track,
        message=a_message(version, deals=WORLDWIDE),
        delivery=Delivery(audio=said or Declaration()),
    )


def with_words(track: str, *texts: str, tracks: int = 1, cover: str = "None") -> Release:
    return a_release(
        *(a_track(f"A{n + 1}", contains_ai=track) for n in range(tracks)),
        images=(an_image("A9", contains_ai=cover),),
        resources=tuple(
            Resource(reference=f"T{n}", kind="Text", type="LyricText", contains_ai=text)
            for n, text in enumerate(texts, 1)
        ),
    )
