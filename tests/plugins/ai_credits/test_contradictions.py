"""Who speaks of AI agrees; with one thing changed, that one contradiction is caught alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from precheck import (
    EU,
    AiAmount,
    AiDetection,
    AiDetections,
    AiDisclosure,
    AiVariant,
    AsOf,
    Contributor,
    Deal,
    Declaration,
    Delivery,
    FileReference,
    Finding,
    Mark,
    MarkKind,
    MissingFact,
    ProvenanceMarks,
    Reason,
    Release,
    Track,
    Unavailable,
)
from precheck.testing import a_contributor, a_message, a_release, a_track, an_image, ask, look
from precheck_ai_credits.disclosure import disclosure_of_track
from precheck_ai_credits.rules.detections import none_but_detected
from precheck_ai_credits.rules.imitation import imitation_unlabelled

Judge = Callable[..., dict[str, list[Finding]]]

WITH_AI = ("4.3.1", "4.3.2")
WITHOUT_AI = ("3.8", "3.8.1", "3.8.2", "3.8.3", "4.1", "4.1.1", "4.2", "4.3")
OUTCOMES = {
    "ai-credits.fully-ai",
    "ai-credits.partly-ai",
    "ai-credits.track-flag-only",
    "ai-credits.generator-unlicensed",
}
NONE, SOME, ALL = AiAmount.NONE, AiAmount.SOME, AiAmount.ALL

SINGER = a_contributor("LeadVocalist", ai_contribution="None")
MODEL = a_contributor("Musician", "Composer", special="GenerativeAI")
SUNO = Mark(kind=MarkKind.GENERATOR, tag="COMMENT", text="made with suno", generator="Suno")
WORLDWIDE = (Deal(territories=("Worldwide",)),)


class Scene(Struct, frozen=True, kw_only=True):
    """A release whose track, picture and artist are asked about together."""

    contains_ai: str = "Partly"
    contributors: tuple[Contributor, ...] = (SINGER, MODEL)
    said: Declaration = Declaration(
        ai=SOME,
        tool="Suno",
        plan="Pro",
        made=date(2025, 6, 1),
        roles={"Musician": ALL, "Composer": ALL, "LeadVocalist": NONE},
    )
    file: str = "01.flac"
    deals: tuple[Deal, ...] = WORLDWIDE
    marks: tuple[Mark, ...] = (SUNO,)
    heard: tuple[AiDetection, ...] | None = None
    version: str = "4.3.2"

    def release(self) -> Release:
        reference = FileReference(uri=self.file, path=Path(self.file))
        track = a_track(
            contains_ai=self.contains_ai, contributors=self.contributors, files=(reference,)
        )
        return a_release(
            track,
            images=(an_image(contains_ai="None"),),
            message=a_message(self.version, deals=self.deals),
            delivery=Delivery(audio=self.said),
        )

    def found(self, judge: Judge) -> set[str]:
        heard = AiDetections(detections=self.heard) if self.heard is not None else None
        marks = ProvenanceMarks(marks=self.marks)
        return judge(self.release(), marks, detections=heard).keys() - OUTCOMES


PARTLY = Scene()
FULLY = Scene(
    contains_ai="All",
    contributors=(MODEL,),
    said=Declaration(ai=ALL, tool="Suno", plan="Premier", roles={"Musician": ALL}),
)
HUMAN = Scene(
    contains_ai="None", contributors=(SINGER,), said=Declaration(ai=NONE), marks=(), heard=()
)
SILENT = replace(HUMAN, contains_ai="", contributors=())
CLEAN = {"partly": PARTLY, "fully": FULLY, "human": HUMAN, "silent": SILENT}


def declares(scene: Scene, **keys: Any) -> Scene:
    return replace(scene, said=replace(scene.said, **keys))


def role(scene: Scene, name: str, amount: AiAmount) -> Scene:
    return declares(scene, roles={**scene.said.roles, name: amount})


def source(kind: str, tag: str = "iXML") -> Mark:
    return Mark(kind=MarkKind.SOURCE_TYPE, tag=tag, text=kind)


def manifest(generator: str = "") -> Mark:
    return Mark(kind=MarkKind.C2PA, tag="RIFF:C2PA", text="a manifest", generator=generator)


def concludes(amount: AiAmount | None, service: str = "Ear") -> AiDetection:
    return AiDetection(service=service, score=0.93, verdict=amount, model="e1")


UDIO = replace(SUNO, generator="Udio", text="udio.com/songs/x")
AIDED = a_contributor("MixingEngineer", name="Ben Example", ai_contribution="Partly")
WRITTEN_ONLY = a_contributor("Lyricist", special="GenerativeAI")
DUET = a_contributor("Musician", name="Cleo Example")
SUNG = declares(
    replace(PARTLY, contributors=(a_contributor("Vocalist", special="GenerativeAI"),)),
    imitates=("Cleo Example",),
    roles={},
)
NO_ROLES = declares(FULLY, roles={})

BROKEN: dict[str, dict[str, Scene]] = {
    "role-differs": {
        "a model is denied": role(PARTLY, "Musician", NONE),
        "a model is made a person": role(PARTLY, "Composer", SOME),
        "a person used AI": role(PARTLY, "LeadVocalist", SOME),
        "a person is no one": role(PARTLY, "LeadVocalist", ALL),
        "in plain words": declares(PARTLY, roles={"instruments": NONE}),
        "a person played along": declares(
            replace(PARTLY, contributors=(DUET, MODEL)), roles={"Musician": ALL}
        ),
    },
    "role-lost": {
        "a model wrote": role(PARTLY, "Lyricist", ALL),
        "a person wrote with AI": role(PARTLY, "Lyricist", SOME),
        "in plain words": declares(PARTLY, roles={"lyrics": ALL}),
    },
    "declaration-contradicts-itself": {
        "all, but a part without": role(FULLY, "Lyricist", NONE),
        "none, but a part with": declares(SILENT, roles={"Lyricist": SOME}),
        "none, but a generator": declares(HUMAN, tool="Suno", plan="free"),
        "none, but an imitated voice": declares(HUMAN, imitates=("Cleo Example",)),
        "an imitated voice, but no AI in one": declares(PARTLY, imitates=("Cleo Example",)),
    },
    "amount-differs-from-mark": {
        "the file says all": replace(PARTLY, marks=(source("trainedAlgorithmicMedia"),)),
        "the file says some": replace(FULLY, marks=(source("compositeSynthetic"),)),
        "the manifest says all": replace(
            PARTLY, marks=(manifest(), source("trainedAlgorithmicMedia", "RIFF:C2PA"))
        ),
    },
    "marks-differ": {"two generators": replace(PARTLY, marks=(SUNO, manifest("Udio")))},
    "tool-differs-from-mark": {
        "a mark": replace(PARTLY, marks=(UDIO,)),
        "a manifest": replace(PARTLY, marks=(manifest("ElevenLabs"),)),
    },
    "file-named-after-generator": {
        "a word": replace(HUMAN, file="resources/suno mix.wav"),
        "parted by lines": replace(HUMAN, file="my_udio-take-3.flac"),
        "two words": replace(SILENT, file="Stable Audio 02.wav"),
    },
    "none-but-detected": {
        "all": replace(HUMAN, heard=(concludes(ALL),)),
        "some": replace(HUMAN, heard=(concludes(SOME),)),
        "one of two": replace(HUMAN, heard=(concludes(NONE), concludes(ALL, "Nose"))),
    },
    "detector-differs": {
        "nothing is heard": replace(PARTLY, heard=(concludes(NONE),)),
        "more is heard": replace(PARTLY, heard=(concludes(ALL),)),
        "less is heard": replace(FULLY, heard=(concludes(SOME),)),
    },
    "all-without-sound-role": {
        "words": replace(NO_ROLES, contributors=(WRITTEN_ONLY,)),
        "mixing": replace(
            NO_ROLES, contributors=(a_contributor("MixingEngineer", special="GenerativeAI"),)
        ),
    },
    "assistance-as-ai": {
        "a mix": declares(
            replace(PARTLY, contributors=(SINGER, AIDED)), roles={"MixingEngineer": SOME}
        ),
        "by the message": declares(replace(PARTLY, contributors=(SINGER, AIDED)), roles={}),
    },
    "plan-not-commercial": {
        "free": declares(PARTLY, plan="free"),
        "by its name": declares(PARTLY, plan="Basic Plan"),
        "another's": declares(PARTLY, tool="ElevenLabs", plan="Free"),
        "with a version": declares(PARTLY, tool="Suno v4.5", plan="basic"),
        "with another tool": declares(PARTLY, tool="Logic Pro, Suno Studio", plan="free tier"),
        "by both names": declares(PARTLY, tool="suno.com", plan="Basic (free)"),
        "one of two": declares(
            PARTLY,
            tool="Suno & ElevenLabs",
            plan="Suno Pro, ElevenLabs free",
            made=date(2025, 9, 1),
        ),
    },
    "plan-not-stated": {
        "nothing": declares(PARTLY, plan=""),
        "an unknown one": declares(PARTLY, plan="Galaxy"),
        "none": declares(PARTLY, plan="none"),
        "free with words that change it": declares(PARTLY, plan="free trial of Pro"),
        "one of two": declares(PARTLY, tool="Suno + ElevenLabs", made=date(2026, 5, 1)),
    },
    "generator-closed": {
        "Udio": declares(PARTLY, tool="Udio", made=date(2025, 11, 6)),
        "Udio, much later": declares(PARTLY, tool="udio", plan="Pro", made=date(2026, 10, 1)),
    },
    "made-not-stated": {"Udio": declares(PARTLY, tool="Udio", made=None)},
    "imitation-unlabelled": {
        "by the message": SUNG,
        "in one country of the EU": replace(SUNG, deals=(Deal(territories=("US", "IE")),)),
        "a voice": declares(PARTLY, imitates=("Cleo Example",), roles={"Vocalist": ALL}),
        "of whose roles nothing is said": declares(PARTLY, imitates=("Cleo Example",), roles={}),
    },
}
WITHOUT_MARK = {"plan-not-commercial", "generator-closed", "made-not-stated"}
"""Their scenes name other tools than the file does."""
BROKEN = {
    rule: {
        name: replace(scene, marks=()) if rule in WITHOUT_MARK else scene
        for name, scene in scenes.items()
    }
    for rule, scenes in BROKEN.items()
}
CASES = [
    pytest.param(rule, scene, id=f"{rule}: {name}")
    for rule, scenes in BROKEN.items()
    for name, scene in scenes.items()
]
ROLE_TOO = {"imitation-unlabelled": {"ai-credits.role-differs"}}
"""A voice that the message gives to a person is told as well."""


@pytest.mark.parametrize("version", WITH_AI)
@pytest.mark.parametrize("name", CLEAN)
def test_where_all_agree_nothing_is_said(judge: Judge, name: str, version: str) -> None:
    assert replace(CLEAN[name], version=version).found(judge) == set()


@pytest.mark.parametrize("version", WITH_AI)
@pytest.mark.parametrize(("rule", "scene"), CASES)
def test_one_contradiction_is_caught_by_one_rule_alone(
    judge: Judge, rule: str, scene: Scene, version: str
) -> None:
    found = replace(scene, version=version).found(judge)
    assert found - ROLE_TOO.get(rule, set()) == {f"ai-credits.{rule}"}


ABOUT_THE_ARTIST = [
    case
    for case in CASES
    if str(case.values[0]).startswith(("plan", "generator", "imitation", "tool-differs"))
]


@pytest.mark.parametrize("version", WITHOUT_AI)
@pytest.mark.parametrize(("rule", "scene"), ABOUT_THE_ARTIST)
def test_what_the_artist_says_is_held_against_itself_in_every_version(
    judge: Judge, rule: str, scene: Scene, version: str
) -> None:
    silent = replace(scene, version=version, contains_ai="", contributors=())
    found = silent.found(judge)
    about_the_version = {
        "ai-credits.declaration-lost",
        "ai-credits.version-cannot-carry-image",
    }
    assert found - about_the_version == {f"ai-credits.{rule}"}


@pytest.mark.parametrize(
    "scene",
    [
        replace(HUMAN, file="resources/01 sunoo.flac"),
        replace(PARTLY, file="suno.flac"),
        replace(PARTLY, marks=(source("compositeSynthetic"),)),
        replace(
            PARTLY, marks=(source("trainedAlgorithmicMedia"), source("compositeSynthetic", "XMP"))
        ),
        replace(PARTLY, marks=(SUNO, manifest("Suno"))),
        replace(PARTLY, marks=(SUNO, manifest())),
        replace(PARTLY, marks=(SUNO, UDIO)),
        declares(replace(PARTLY, contributors=(DUET, MODEL)), roles={"Musician": SOME}),
        replace(NO_ROLES, contributors=(a_contributor("Whistler", special="GenerativeAI"),)),
        replace(HUMAN, heard=(concludes(None),)),
        replace(HUMAN, heard=(concludes(NONE),)),
        replace(PARTLY, heard=(concludes(SOME),)),
        declares(PARTLY, tool="Homemade", plan="", made=None),
        declares(HUMAN, tool="Homemade", plan="free", made=date(2026, 9, 1)),
        replace(HUMAN, said=Declaration(tool="Homemade", plan="free", made=date(2026, 9, 1))),
        replace(HUMAN, said=Declaration(plan="free")),
        replace(HUMAN, said=Declaration(tool="not Suno")),
        declares(PARTLY, tool="Suno and Udio", made=date(2025, 6, 1)),
        declares(PARTLY, plan="Suno Pro tier"),
        declares(replace(PARTLY, marks=()), tool="Udio", made=date(2025, 10, 1)),
        role(PARTLY, "MixingEngineer", NONE),
        declares(SUNG, label="an AI voice after Cleo Example"),
        replace(SUNG, deals=(Deal(territories=("US", "JP")),)),
        replace(SUNG, deals=(Deal(territories=("DE",), is_takedown=True),)),
        replace(SUNG, deals=(Deal(territories=("Worldwide",), excluded_territories=tuple(EU)),)),
    ],
)
def test_what_only_looks_like_a_contradiction_is_none(judge: Judge, scene: Scene) -> None:
    assert scene.found(judge) == set()


def test_a_song_of_that_name_may_have_a_file_of_that_name(judge: Judge) -> None:
    release = replace(HUMAN, file="Suno.flac").release()
    (track,) = release.tracks
    named: Track = replace(track, titles=(replace(track.titles[0], text="Suno Na"),))
    assert judge(replace(release, tracks=(named,))) == {}


def test_none_against_a_mark_that_says_all_is_told_once(judge: Judge) -> None:
    marked = replace(HUMAN, marks=(source("trainedAlgorithmicMedia"),))
    assert marked.found(judge) == {"ai-credits.none-but-marked"}


@pytest.mark.parametrize("reason", [Reason.SERVICE, Reason.OFFLINE, Reason.BROKEN])
def test_a_detector_that_does_not_answer_is_no_silence(reason: Reason) -> None:
    release = HUMAN.release()
    (track,) = release.tracks
    silent = (AiDetections, Unavailable(reason, "the detector is down"))
    with pytest.raises(MissingFact, match="the detector is down"):
        ask(none_but_detected.track, track, release, AiDisclosure(), silent)


@pytest.mark.parametrize(("day", "is_found"), [(2, True), (1, False)])
def test_a_label_is_asked_for_since_august_2026(day: int, *, is_found: bool) -> None:
    release = SUNG.release()
    (track,) = release.tracks
    said = look(disclosure_of_track, track, release)
    found = ask(imitation_unlabelled, track, release, said, AsOf(date(2026, 8, day)))
    assert bool(found) is is_found


GENERATED = Declaration(tool="Suno", plan="Pro", made=date(2025, 6, 1))
IMITATED = Declaration(imitates=("Cleo Example",), label="An AI voice after Cleo Example")


@pytest.mark.parametrize("said", [GENERATED, IMITATED], ids=["a generator", "an imitated voice"])
def test_the_artist_speaks_of_ai_without_an_amount(judge: Judge, said: Declaration) -> None:
    assert replace(HUMAN, said=said).found(judge) == {"ai-credits.message-and-artist-differ"}
    lost = {"ai-credits.declaration-lost", "ai-credits.may-be-all-ai"}
    assert replace(SILENT, said=said).found(judge) == lost
    for scene in (PARTLY, FULLY):
        assert replace(scene, said=said).found(judge) == set()


def test_an_imitated_voice_needs_a_label_whatever_else_is_declared(judge: Judge) -> None:
    scene = replace(SILENT, said=Declaration(imitates=("Cleo Example",)))
    assert scene.found(judge) == {
        "ai-credits.declaration-lost",
        "ai-credits.imitation-unlabelled",
        "ai-credits.may-be-all-ai",
    }


def test_a_picture_from_a_generator_is_declared_to_have_ai(judge: Judge) -> None:
    release = replace(
        HUMAN.release(), delivery=Delivery(audio=HUMAN.said, artwork=Declaration(tool="Midjourney"))
    )
    assert judge(release).keys() == {"ai-credits.message-and-artist-differ-image"}
    edited = Declaration(tool="Photoshop")
    assert judge(replace(release, delivery=Delivery(audio=HUMAN.said, artwork=edited))) == {}


def test_undeclared_but_detected_is_a_case_of_its_own(judge: Judge) -> None:
    scene = replace(declares(SILENT, ai=None), heard=(concludes(ALL),))
    assert scene.found(judge) == {"ai-credits.undeclared", "ai-credits.undeclared-but-detected"}


def test_a_detector_is_shown_with_its_score_and_model(judge: Judge) -> None:
    heard = AiDetections(detections=(concludes(ALL),))
    (finding,) = judge(HUMAN.release(), detections=heard)["ai-credits.none-but-detected"]
    assert finding.message == (
        "the track is declared free of AI, but Ear concludes all (score 0.93)"
    )
    assert finding.evidence["detector"] == [
        {
            "service": "Ear",
            "model": "e1",
            "part": "",
            "score": 0.93,
            "threshold": None,
            "verdict": "all",
            "generator": "",
            "scale": "",
            "standing": "",
            "sent_to": "",
            "variants": [],
        }
    ]
    assert finding.evidence["message"] == {"amount": "none", "detail": "ContainsAI is None"}


@pytest.mark.parametrize(
    ("verdicts", "found"),
    [
        ((ALL, ALL, ALL, NONE), {"ai-credits.none-but-detected"}),
        ((ALL, ALL, NONE, None), {"ai-credits.detector-wavers"}),
        ((SOME, SOME, SOME, SOME), {"ai-credits.detector-wavers"}),
        ((NONE,), {"ai-credits.detector-wavers"}),
    ],
)
def test_a_conclusion_that_does_not_hold_in_changed_copies_is_set_aside(
    judge: Judge, verdicts: tuple[AiAmount | None, ...], found: set[str]
) -> None:
    variants = tuple(AiVariant(change="a copy", score=0.5, verdict=one) for one in verdicts)
    heard = replace(concludes(ALL), variants=variants)
    assert replace(HUMAN, heard=(heard,)).found(judge) == found


def test_a_detector_that_does_not_say_how_much_contradicts_none_alone(judge: Judge) -> None:
    some = replace(concludes(SOME), is_amount_said=False)
    (finding,) = judge(HUMAN.release(), detections=AiDetections(detections=(some,)))[
        "ai-credits.none-but-detected"
    ]
    assert finding.message == (
        "the track is declared free of AI, but Ear concludes some or all (score 0.93)"
    )
    for amount in (SOME, ALL):
        assert "ai-credits.detector-differs" not in replace(
            declares(HUMAN, ai=amount), heard=(some,)
        ).found(judge)


def test_a_wavering_detector_leaves_the_others_their_say(judge: Judge) -> None:
    copies = (AiVariant(change="MP3 at 128 kbit/s", score=0.2, verdict=NONE),)
    wavering = replace(concludes(ALL), variants=copies)
    heard = AiDetections(detections=(wavering, concludes(SOME, "Eye")))
    found = judge(HUMAN.release(), detections=heard)
    assert [f.message for f in found["ai-credits.detector-wavers"]] == [
        "Ear concludes all of the track, and the same of 0 of 1 changed copies (it counts from 75%)"
    ]
    assert [f.message for f in found["ai-credits.none-but-detected"]] == [
        "the track is declared free of AI, but Eye concludes some (score 0.93)"
    ]
