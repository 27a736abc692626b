"""The same release in the words of each recipient, and what becomes of it there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

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

MODEL_XML = """\
<Contributor SequenceNumber="2">
  <SpecialContributor>GenerativeAI</SpecialContributor>
  <Role><Value>Musician</Value></Role>
  <AiContribution>All</AiContribution>
</Contributor>"""
BY_NAME = {vocabulary.name: vocabulary for vocabulary in VOCABULARIES}
A_DAY = date(2026, 11, 22)
NONE, SOME, ALL = AiAmount.NONE, AiAmount.SOME, AiAmount.ALL
SINGER = a_contributor("LeadVocalist")
HONEST = a_contributor("LeadVocalist", ai_contribution="None")
MODEL = a_contributor("Musician", special="GenerativeAI")
WRITER = a_contributor("Lyricist", name="Ben Example", ai_contribution="Partly")
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


# --- Spotify -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        (a_song("Partly", SINGER, MODEL), {"AI: Musician": Fate.SHOWN}),
        (a_song("Partly", SINGER, WRITER), {"AI: Lyricist": Fate.NOT_ASKED}),
        (a_song("Partly", SINGER), {"AI without a role": Fate.LOST}),
        (a_song("None", SINGER), {}),
        (a_song("", SINGER), {"no credit": Fate.UNDECLARED}),
        (a_song("", SINGER, MODEL, version="4.3"), {"AI: Musician": Fate.LOST}),
        (
            a_song("", SINGER, said=Declaration(ai=SOME, roles={"lyrics": ALL})),
            {"AI: Lyricist": Fate.LOST},
        ),
        (
            a_song("Partly", replace(SINGER, ai_contribution="All")),
            {"AI: LeadVocalist": Fate.PERSON_DECIDES},
        ),
        (a_song("All", MODEL, kind="Video"), {"AI in the video": Fate.NOT_ASKED}),
    ],
)
def test_spotify_shows_roles_that_a_model_had_alone(
    release: Release, expected: dict[str, Fate]
) -> None:
    assert fates("spotify-credits", release) == expected


def test_spotify_refuses_old_messages_since_april() -> None:
    release = a_song("None", SINGER, version="4.2")
    assert fates("spotify-credits", release, day=date(2026, 4, 1))["ERN 4.2"] is Fate.REFUSED
    assert "ERN 4.2" not in fates("spotify-credits", release, day=date(2026, 3, 31))


def test_before_the_beta_nothing_was_asked() -> None:
    rows = fates("spotify-credits", a_song("All", MODEL), day=date(2026, 4, 15))
    assert rows == {"AI credits": Fate.NOT_ASKED}


# --- Apple -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("release", "track", "composition"),
    [
        (a_song("None", SINGER), Fate.STATED, Fate.STATED),
        (a_song("", SINGER), Fate.UNDECLARED, Fate.UNDECLARED),
        (a_song("Partly", SINGER, MODEL), Fate.PERSON_DECIDES, Fate.UNDECLARED),
        (a_song("Partly", SINGER, WRITER), Fate.PERSON_DECIDES, Fate.PERSON_DECIDES),
        (
            a_song("Partly", a_contributor("Composer", ai_contribution="None"), MODEL),
            Fate.PERSON_DECIDES,
            Fate.STATED,
        ),
        (
            a_song("All", a_contributor("Composer", "Musician", special="GenerativeAI")),
            Fate.SHOWN,
            Fate.SHOWN,
        ),
        (a_song("All", MODEL), Fate.SHOWN, Fate.UNDECLARED),
        (
            a_song(
                "Partly",
                a_contributor("Composer"),
                a_contributor("Lyricist", special="GenerativeAI"),
            ),
            Fate.PERSON_DECIDES,
            Fate.PERSON_DECIDES,
        ),
    ],
)
def test_apple_has_a_tag_for_the_recording_and_one_for_the_song(
    release: Release, track: Fate, composition: Fate
) -> None:
    assert fates("apple-tags", release) == {"Track": track, "Composition": composition}


@pytest.mark.parametrize(
    ("contains_ai", "fate"),
    [
        ("All", Fate.SHOWN),
        ("Partly", Fate.PERSON_DECIDES),
        ("None", Fate.STATED),
        ("", Fate.UNDECLARED),
    ],
)
def test_apple_has_a_tag_for_the_cover_and_one_for_videos(contains_ai: str, fate: Fate) -> None:
    cover = an_image(contains_ai=contains_ai)
    video = a_track(kind="Video", contains_ai=contains_ai, contributors=())
    release = a_release(video, images=(cover, an_image("A10", type="BackCoverImage")))
    rows = fates("apple-tags", release)
    assert (rows["Artwork"], rows["Music Video"]) == (fate, fate)
    assert [row.subject for row in told("apple-tags", release) if row.term == "Artwork"] == ["A9"]


def test_a_mark_against_a_declared_none_is_for_a_person_everywhere() -> None:
    release = a_song("None", SINGER)
    for vocabulary in ("apple-tags", "none-some-all", "tidal-class", "bandcamp-class", "ern"):
        (row, *_) = told(vocabulary, release, marks=(SUNO,))
        assert row.fate is Fate.PERSON_DECIDES, vocabulary
        assert "made with suno" in row.why


# --- none, some or all, and classes ------------------------------------------------------------


@pytest.mark.parametrize(
    ("release", "term", "fate"),
    [
        (a_song("All", MODEL), "audio: all", Fate.STATED),
        (a_song("Partly", SINGER, MODEL), "audio: some", Fate.STATED),
        (a_song("", said=Declaration(ai=NONE)), "audio: none", Fate.STATED),
        (a_song("", said=Declaration(ai=ALL)), "audio: all", Fate.LOST),
        (a_song("Partly", SINGER, MODEL, version="4.3"), "audio: some", Fate.LOST),
        (a_song("", SINGER), "audio: ?", Fate.UNDECLARED),
        (a_song("", MODEL), "audio: ?", Fate.PERSON_DECIDES),
        (a_song("None", said=Declaration(ai=SOME)), "audio: none", Fate.PERSON_DECIDES),
    ],
)
def test_some_ask_for_none_some_or_all(release: Release, term: str, fate: Fate) -> None:
    assert fates("none-some-all", release) == {term: fate}


@pytest.mark.parametrize(
    ("name", "every", "part", "nothing", "silence"),
    [
        ("tidal", Fate.LIMITED, Fate.NOT_ASKED, Fate.STATED, Fate.UNDECLARED),
        ("traxsource", Fate.REFUSED, Fate.SHOWN, Fate.SHOWN, Fate.UNDECLARED),
        ("bandcamp", Fate.REFUSED, Fate.PERSON_DECIDES, Fate.STATED, Fate.UNDECLARED),
        ("deezer", Fate.LIMITED, Fate.NOT_ASKED, Fate.STATED, Fate.UNDECLARED),
        ("believe", Fate.REFUSED, Fate.PERSON_DECIDES, Fate.STATED, Fate.UNDECLARED),
        ("cd-baby", Fate.REFUSED, Fate.REFUSED, Fate.STATED, Fate.UNDECLARED),
    ],
)
def test_the_same_track_has_opposite_fates(
    name: str, every: Fate, part: Fate, nothing: Fate, silence: Fate
) -> None:
    releases = (
        a_song("All", MODEL),
        a_song("Partly", SINGER, MODEL),
        a_song("None", SINGER),
        a_song(""),
    )
    found = [told(f"{name}-class", release)[0].fate for release in releases]
    assert found == [every, part, nothing, silence]


def test_who_refuses_any_ai_does_not_ask_how_much_it_is() -> None:
    release = a_song("", MODEL)
    assert told("cd-baby-class", release)[0].fate is Fate.REFUSED
    assert told("bandcamp-class", release)[0].fate is Fate.PERSON_DECIDES


@pytest.mark.parametrize(
    ("said", "fate", "why"),
    [
        (
            Declaration(ai=SOME, tool="Suno", plan="free"),
            Fate.REFUSED,
            "delivery.toml declares Suno, named as unlicensed by believe since 2026-04-30",
        ),
        (Declaration(ai=SOME, tool="Suno v5", plan="Pro"), Fate.REFUSED, "unlicensed"),
        (Declaration(tool="Suno"), Fate.REFUSED, "unlicensed"),
        (
            Declaration(ai=SOME, tool="ElevenLabs", plan="free"),
            Fate.REFUSED,
            "delivery.toml declares the free plan of ElevenLabs, without commercial rights",
        ),
        (Declaration(ai=SOME, tool="ElevenLabs", plan="Pro"), Fate.PERSON_DECIDES, "licensed"),
        (Declaration(ai=SOME, tool="Harbour Loom"), Fate.PERSON_DECIDES, "licensed"),
        (Declaration(ai=SOME), Fate.PERSON_DECIDES, "licensed"),
    ],
)
def test_believe_goes_by_the_tool_that_is_declared(said: Declaration, fate: Fate, why: str) -> None:
    (row,) = told("believe-class", a_song("Partly", SINGER, MODEL, said=said))
    assert row.fate is fate
    assert why in row.why


def test_a_tool_is_refused_by_the_list_of_the_day_and_by_no_other_class() -> None:
    release = a_song("Partly", SINGER, MODEL, said=Declaration(ai=SOME, tool="Suno"))
    (before,) = told("believe-class", release, day=date(2026, 4, 29))
    assert before.fate is Fate.NOT_ASKED
    assert told("bandcamp-class", release)[0].fate is Fate.PERSON_DECIDES


def test_a_refused_tool_is_refused_whoever_is_right_about_the_amount() -> None:
    release = a_song("None", SINGER, said=Declaration(ai=SOME, tool="Suno"))
    assert told("believe-class", release)[0].fate is Fate.REFUSED


def test_a_class_begins_on_its_day() -> None:
    release = a_song("All", MODEL)
    (before,) = told("tidal-class", release, day=date(2026, 7, 14))
    (after,) = told("tidal-class", release, day=date(2026, 7, 15))
    assert (before.fate, after.fate) == (Fate.NOT_ASKED, Fate.LIMITED)


# --- law ---------------------------------------------------------------------------------------


def test_the_eu_asks_for_a_label_on_an_imitated_voice() -> None:
    said = Declaration(ai=SOME, roles={"vocals": ALL}, imitates=("Cleo Example",))
    release = a_song("Partly", SINGER, said=said)
    labelled = a_song("Partly", SINGER, said=replace(said, label="an AI voice"))
    assert fates("eu-ai-act", release)["deepfake label"] is Fate.LOST
    assert fates("eu-ai-act", labelled)["deepfake label"] is Fate.STATED
    early = fates("eu-ai-act", release, day=date(2026, 8, 1))
    assert early == {"deepfake label": Fate.NOT_ASKED}


def test_an_imitated_voice_or_a_generator_beside_none_is_for_a_person() -> None:
    imitates = Declaration(ai=AiAmount.NONE, imitates=("Cleo Example",))
    assert fates("eu-ai-act", a_song("None", said=imitates)) == {
        "deepfake label": Fate.PERSON_DECIDES
    }
    for said in (imitates, Declaration(ai=AiAmount.NONE, tool="Suno", plan="free")):
        (fate,) = set(fates("believe-class", a_song("None", said=said)).values())
        assert fate is Fate.PERSON_DECIDES


@pytest.mark.parametrize(
    ("day", "marks", "fate"),
    [
        (date(2026, 12, 1), (), Fate.NOT_ASKED),
        (date(2026, 12, 2), (), Fate.PERSON_DECIDES),
        (date(2026, 12, 2), None, Fate.PERSON_DECIDES),
        (date(2026, 12, 2), (SUNO,), Fate.PERSON_DECIDES),
        (date(2026, 12, 2), (SUNO, LABEL), Fate.STATED),
    ],
)
def test_the_eu_asks_generators_for_a_mark(
    day: date, marks: tuple[Mark, ...] | None, fate: Fate
) -> None:
    rows = fates("eu-ai-act", a_song("Partly", SINGER, MODEL), day=day, marks=marks)
    assert rows["machine-readable mark"] is fate


@pytest.mark.parametrize(
    ("marks", "fate"),
    [((LABEL,), Fate.STATED), ((SUNO,), Fate.LOST), ((), Fate.LOST), (None, Fate.PERSON_DECIDES)],
)
def test_china_looks_for_a_label_in_the_file(marks: tuple[Mark, ...] | None, fate: Fate) -> None:
    rows = fates("china-labelling", a_song("Partly", SINGER, MODEL), marks=marks)
    assert rows == {"explicit label": Fate.PERSON_DECIDES, "implicit label AIGC": fate}


def test_a_law_is_silent_where_nothing_is_sold() -> None:
    release = a_song("All", MODEL)
    message = a_message(deals=(Deal(territories=("US",)),))
    assert told("eu-ai-act", replace(release, message=message)) == []
    assert told("china-labelling", replace(release, message=message)) == []


# --- DDEX --------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["4.3.1", "4.3.2"])
def test_what_the_message_says_is_stated(version: str) -> None:
    assert fates("ern", a_song("Partly", HONEST, MODEL, version=version)) == {
        "ContainsAI Partly": Fate.STATED,
        "GenerativeAI: Musician": Fate.STATED,
        "Ada Example (LeadVocalist): AiContribution None": Fate.STATED,
        "ContainsAI Partly for the release": Fate.NOT_ASKED,
    }


@pytest.mark.parametrize("version", ["3.8", "3.8.2", "4.1", "4.2", "4.3"])
def test_what_is_declared_is_lost_in_an_old_message(version: str) -> None:
    said = Declaration(ai=SOME, roles={"instruments": ALL, "LeadVocalist": NONE})
    rows = told("ern", a_song("", SINGER, said=said, version=version))
    assert {row.term: row.fate for row in rows} == {
        f"ERN {version}": Fate.LOST,
        "ContainsAI Partly": Fate.LOST,
        "GenerativeAI: Musician": Fate.LOST,
        "Ada Example (LeadVocalist): AiContribution None": Fate.LOST,
        "ContainsAI Partly for the release": Fate.NOT_ASKED,
    }
    assert [markup.xml for row in rows for markup in row.markup] == [
        "<ContainsAI>Partly</ContainsAI>",
        MODEL_XML,
        "<AiContribution>None</AiContribution>",
        "<ContainsAI>Partly</ContainsAI>",
    ]


def test_no_markup_is_offered_that_would_contradict_the_message() -> None:
    said = Declaration(ai=ALL, roles={"LeadVocalist": ALL})
    rows = told("ern", a_song("", SINGER, said=said))
    assert [(row.term, row.fate, row.markup) for row in rows] == [
        ("ContainsAI All", Fate.PERSON_DECIDES, ())
    ]


def test_a_mark_alone_is_a_proposal_for_a_person() -> None:
    (row,) = told("ern", a_song("", SINGER), marks=(SUNO,))
    assert (row.term, row.fate) == ("ContainsAI Partly", Fate.PERSON_DECIDES)
    assert [markup.xml for markup in row.markup] == ["<ContainsAI>Partly</ContainsAI>"]


def test_a_name_with_quotes_and_markup_makes_no_other_path() -> None:
    singer = a_contributor("LeadVocalist", name='O\'Hara "<b>" & Co')
    said = Declaration(ai=SOME, roles={"LeadVocalist": SOME})
    rows = told("ern", a_song("", singer, said=said, version="3.8.2"))
    (markup,) = next(row.markup for row in rows if "AiContribution" in row.term)
    assert markup.into == (
        "//ResourceList/SoundRecording[ResourceReference='A1']/Contributor"
        "[ContributorPartyReference=//Party[PartyName/FullName="
        "concat('O', \"'\", 'Hara \"<b>\" & Co')]/PartyReference]"
    )


def test_every_vocabulary_has_a_name_of_its_own_and_sources() -> None:
    names = [name for vocabulary in VOCABULARIES for name in vocabulary.names]
    assert len(names) == len(set(names))
    assert all(vocabulary.sources for vocabulary in VOCABULARIES)


@pytest.mark.parametrize(
    ("written", "fate"),
    [("All", Fate.SHOWN), ("Partly", Fate.PERSON_DECIDES), ("None", Fate.STATED)],
)
def test_words_of_their_own_set_the_tag_of_the_composition(written: str, fate: Fate) -> None:
    lyrics = Resource(reference="A7", kind="Text", type="LyricText", contains_ai=written)
    release = a_release(a_track(contains_ai="None"), resources=(lyrics,))

    [composition] = [e for e in told("apple-tags", release) if e.term == "Composition"]

    assert composition.fate is fate
