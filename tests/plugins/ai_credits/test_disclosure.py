"""What each origin says, and what its silence means."""

from __future__ import annotations

from typing import Any

import pytest

from precheck import (
    AiAmount,
    AiDisclosure,
    Contributor,
    Declaration,
    Delivery,
    Mark,
    MarkKind,
    Origin,
    ProvenanceMarks,
    Track,
)
from precheck.plugins import Registry
from precheck.testing import (
    a_contributor,
    a_release,
    a_track,
    an_image,
    encoded_alike,
    look,
)
from precheck_ai_credits.disclosure import disclosure_of_image, disclosure_of_track

MODEL = a_contributor("Musician", special="GenerativeAI")
SUNO = Mark(kind=MarkKind.GENERATOR, tag="TXXX:comment", text="made with suno", generator="Suno")


def disclosed(
    track: Track, *, delivery: Delivery | None = None, marks: tuple[Mark, ...] = ()
) -> AiDisclosure:
    release = a_release(track, delivery=delivery or Delivery())
    found = look(disclosure_of_track, track, release, ProvenanceMarks(marks=marks))
    assert isinstance(found, AiDisclosure)
    return found


def message_amount(contains_ai: str, *contributors: Contributor) -> Any:
    said = disclosed(a_track(contains_ai=contains_ai, contributors=contributors))
    statement = said.by(Origin.MESSAGE)
    return statement.amount if statement is not None else "silent"


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("All", AiAmount.ALL),
        ("Partly", AiAmount.SOME),
        ("None", AiAmount.NONE),
        ("partly", AiAmount.SOME),
        ("ALL", AiAmount.ALL),
        ("true", "silent"),
        ("Some", "silent"),
        ("", "silent"),
    ],
)
def test_the_message_says_what_contains_ai_says(written: str, amount: object) -> None:
    assert message_amount(written, a_contributor("LeadVocalist")) == amount


@pytest.mark.parametrize(
    ("contributors", "amount"),
    [
        ((MODEL,), None),
        ((MODEL, a_contributor("LeadVocalist")), AiAmount.SOME),
        ((a_contributor("Producer", ai_contribution="Partly"),), AiAmount.SOME),
        ((a_contributor("LeadVocalist", ai_contribution="None"),), AiAmount.NONE),
        ((a_contributor("A", ai_contribution="None"), a_contributor("B")), "silent"),
        ((a_contributor("LeadVocalist"),), "silent"),
        ((a_contributor("Composer", special="Traditional"),), "silent"),
        ((), "silent"),
    ],
)
def test_without_contains_ai_the_credits_speak_for_the_message(
    contributors: tuple[Contributor, ...], amount: object
) -> None:
    assert message_amount("", *contributors) == amount


def test_what_is_concluded_from_credits_says_so() -> None:
    said = disclosed(a_track(contributors=(MODEL,))).by(Origin.MESSAGE)
    assert said is not None
    assert said.detail == "ContainsAI is absent; GenerativeAI (Musician) is credited"


def test_contains_ai_goes_before_the_credits() -> None:
    assert message_amount("None", MODEL) is AiAmount.NONE


@pytest.mark.parametrize("amount", list(AiAmount))
def test_the_artist_says_what_delivery_toml_declares(amount: AiAmount) -> None:
    said = disclosed(a_track(), delivery=Delivery(audio=Declaration(ai=amount)))
    assert [(s.origin, s.amount) for s in said.statements] == [(Origin.DELIVERY, amount)]


def test_the_artist_names_the_tool_and_the_plan() -> None:
    declared = Declaration(ai=AiAmount.ALL, tool="Suno", plan="free")
    said = disclosed(a_track(), delivery=Delivery(audio=declared)).by(Origin.DELIVERY)
    assert said is not None
    assert said.detail == "delivery.toml declares all, made with Suno (free plan)"


def test_a_track_has_its_own_declaration_before_the_general_one() -> None:
    delivery = Delivery(
        audio=Declaration(ai=AiAmount.NONE), tracks={"A1": Declaration(ai=AiAmount.SOME)}
    )
    assert disclosed(a_track("A1"), delivery=delivery).declared is AiAmount.SOME
    assert disclosed(a_track("A2", isrc=""), delivery=delivery).declared is AiAmount.NONE


def test_a_picture_is_declared_as_artwork() -> None:
    image = an_image()
    release = a_release(
        images=(image,),
        delivery=Delivery(
            audio=Declaration(ai=AiAmount.NONE), artwork=Declaration(ai=AiAmount.ALL)
        ),
    )
    found = look(disclosure_of_image, image, release)
    assert isinstance(found, AiDisclosure)
    assert found.declared is AiAmount.ALL


def test_a_mark_says_that_there_is_ai_but_not_how_much() -> None:
    said = disclosed(a_track(), marks=(SUNO,)).by(Origin.FILE)
    assert said is not None
    assert said.amount is None
    assert said.detail == "TXXX:comment says 'made with suno'"
    assert said.place is not None
    assert said.place.tag == "TXXX:comment"


@pytest.mark.parametrize(
    ("code", "amount"),
    [
        ("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", AiAmount.ALL),
        (
            "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
            AiAmount.SOME,
        ),
        ("trainedAlgorithmicMedia", AiAmount.ALL),
        ("somethingElse", None),
    ],
)
def test_a_digital_source_type_says_how_much(code: str, amount: AiAmount | None) -> None:
    mark = Mark(kind=MarkKind.SOURCE_TYPE, tag="iXML", text=code)
    said = disclosed(a_track(), marks=(mark,)).by(Origin.FILE)
    assert said is not None
    assert said.amount is amount


def test_a_mark_of_human_origin_is_no_statement_about_ai() -> None:
    human = Mark(kind=MarkKind.SOURCE_TYPE, tag="iXML", text="digitalCapture", is_ai=False)
    assert disclosed(a_track(), marks=(human,)).statements == ()


def test_a_file_that_cannot_be_read_leaves_the_other_origins() -> None:
    track = a_track(contains_ai="None")
    found = look(disclosure_of_track, track, a_release(track))
    assert isinstance(found, AiDisclosure)
    assert [s.origin for s in found.statements] == [Origin.MESSAGE]


def test_three_origins_are_three_statements_that_survive_json() -> None:
    found = disclosed(
        a_track(contains_ai="Partly"),
        delivery=Delivery(audio=Declaration(ai=AiAmount.SOME)),
        marks=(SUNO,),
    )
    assert [s.origin for s in found.statements] == [Origin.MESSAGE, Origin.DELIVERY, Origin.FILE]
    assert encoded_alike(found) == found


def test_the_plugin_loads_with_a_disclosure_for_tracks_and_for_pictures() -> None:
    plugin = next(p for p in Registry.installed().plugins if p.name == "ai-credits")
    assert plugin.problems == ()
    disclosing = [i.of.__name__ for i in plugin.inspectors if i.gives is AiDisclosure]
    assert disclosing == ["Track", "Image"]


# --- the manifest, the roles, the detectors ----------------------------------------------------

MANIFEST = Mark(kind=MarkKind.C2PA, tag="RIFF:C2PA", text="a manifest", generator="Udio")
IN_IT = Mark(kind=MarkKind.SOURCE_TYPE, tag="RIFF:C2PA", text="trainedAlgorithmicMedia")


def test_a_manifest_is_an_origin_of_its_own_with_what_stands_in_it() -> None:
    said = disclosed(a_track(), marks=(SUNO, MANIFEST, IN_IT))
    told = {s.origin: (s.amount, s.generator, s.marks) for s in said.statements}
    assert told == {
        Origin.FILE: (None, "Suno", (SUNO,)),
        Origin.C2PA: (AiAmount.ALL, "Udio", (MANIFEST, IN_IT)),
    }


def test_a_manifest_that_does_not_speak_of_ai_says_nothing() -> None:
    edited = Mark(kind=MarkKind.C2PA, tag="RIFF:C2PA", text="a manifest", is_ai=False)
    assert disclosed(a_track(), marks=(edited,)).statements == ()


def test_a_file_that_names_two_amounts_says_none_of_them() -> None:
    part = Mark(kind=MarkKind.SOURCE_TYPE, tag="iXML", text="compositeSynthetic")
    whole = Mark(kind=MarkKind.SOURCE_TYPE, tag="XMP", text="trainedAlgorithmicMedia")
    said = disclosed(a_track(), marks=(part, whole)).by(Origin.FILE)
    assert said is not None
    assert said.amount is None


def test_each_role_that_is_spoken_of_is_a_statement() -> None:
    contributors = (
        MODEL,
        a_contributor("StudioProducer", name="Ben Example", ai_contribution="Partly"),
        a_contributor("LeadVocalist", ai_contribution="None"),
        a_contributor("Arranger"),
        a_contributor("Lyricist", ai_contribution="partly"),
    )
    said = disclosed(
        a_track(contributors=contributors),
        delivery=Delivery(
            audio=Declaration(roles={"lyrics": AiAmount.ALL, "Yodel": AiAmount.SOME})
        ),
    )
    assert [(r.origin.value, r.role, r.amount.value, r.who) for r in said.roles] == [
        ("message", "Musician", "all", ""),
        ("message", "StudioProducer", "some", "Ben Example"),
        ("message", "LeadVocalist", "none", "Ada Example"),
        ("delivery", "Lyricist", "all", ""),
        ("delivery", "Yodel", "some", ""),
    ]
    assert encoded_alike(said) == said


@pytest.mark.parametrize(
    ("roles", "amount"),
    [
        ({"Lyricist": AiAmount.ALL}, None),
        ({"Lyricist": AiAmount.ALL, "Composer": AiAmount.NONE}, AiAmount.SOME),
        ({"Lyricist": AiAmount.SOME}, AiAmount.SOME),
        ({"Lyricist": AiAmount.NONE}, "silent"),
        ({}, "silent"),
    ],
)
def test_roles_alone_say_that_there_is_ai(roles: dict[str, AiAmount], amount: object) -> None:
    said = disclosed(a_track(), delivery=Delivery(audio=Declaration(roles=roles)))
    statement = said.by(Origin.DELIVERY)
    assert (statement.amount if statement is not None else "silent") == amount
