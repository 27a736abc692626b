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
    DisplayArtist,
    Expression,
    Fate,
    Instrument,
    Mark,
    MarkKind,
    Party,
    ProvenanceMarks,
    Release,
    Resource,
    Role,
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


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        (
            a_song("Partly", replace(WRITER, roles=MODEL.roles), MODEL),
            {"AI: Musician": (Fate.SHOWN, "a part of its own beside Ben Example")},
        ),
        (
            a_song("Partly", SINGER, replace(MODEL, ai_contribution="None")),
            {"AI: Musician": (Fate.PERSON_DECIDES, "AiContribution None")},
        ),
        (
            a_song("Partly", HONEST, said=Declaration(ai=SOME, roles={"vocals": ALL})),
            {"AI: Vocalist": (Fate.PERSON_DECIDES, "none by the message, all by the artist")},
        ),
        (
            a_song(
                "Partly",
                a_contributor("LeadVocalist", special="GenerativeAI"),
                said=Declaration(ai=SOME, roles={"vocals": ALL}),
            ),
            {"AI: LeadVocalist": (Fate.SHOWN, "alone")},
        ),
    ],
)
def test_spotify_is_told_a_role_once(
    release: Release, expected: dict[str, tuple[Fate, str]]
) -> None:
    rows = told("spotify-credits", release)
    assert {row.term: row.fate for row in rows} == {t: fate for t, (fate, _) in expected.items()}
    assert len(rows) == len(expected)
    assert all(why in row.why for row, (_, why) in zip(rows, expected.values(), strict=True))


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
        (a_song("All", MODEL, kind="Video"), "video: all", Fate.STATED),
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
    (video,) = told(f"{name}-class", a_song("All", MODEL, kind="Video"))
    assert video.fate is every


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


def decided(release: Release) -> dict[str, str]:
    """What is left to a person, and why; nothing of it comes with markup."""
    rows = [row for row in told("ern", release) if row.fate is Fate.PERSON_DECIDES]
    assert not any(row.markup for row in rows)
    return {row.term: row.why for row in rows}


def some_of(role: str, *credited: Contributor, version: str = "4.3.2") -> Release:
    return a_song("", *credited, said=Declaration(ai=SOME, roles={role: SOME}), version=version)


@pytest.mark.parametrize(
    ("release", "why"),
    [
        (
            some_of("lyrics", a_contributor("Lyricist", "LeadVocalist")),
            {"Ada Example (Lyricist, LeadVocalist)": "of others it is not said"},
        ),
        (
            some_of("vocals", SINGER, a_contributor("BackgroundVocalist", name="Ben Example")),
            {
                "Ada Example (LeadVocalist)": "or Ben Example (BackgroundVocalist)",
                "Ben Example (BackgroundVocalist)": "or Ada Example (LeadVocalist)",
            },
        ),
        (
            some_of("lyrics", replace(WRITER, party=Party(), ai_contribution=""), version="3.8.2"),
            {"an unnamed contributor (Lyricist): AiContribution Partly": "cannot be told"},
        ),
        (
            a_song("Partly", HONEST, replace(MODEL, ai_contribution="Partly")),
            {"GenerativeAI: Musician": "AiContribution Partly"},
        ),
        (
            a_song("Partly", HONEST, MODEL, said=Declaration(ai=SOME, roles={"vocals": ALL})),
            {"the role Vocalist": "the message credits Ada Example"},
        ),
        (some_of("vocals", SINGER), {}),
        (some_of("lyrics", a_contributor("ComposerLyricist")), {}),
        (some_of("vocals", a_contributor("Choir", special="GenerativeAI")), {}),
        (
            some_of(
                "vocals",
                replace(SINGER, ai_contribution="Partly"),
                a_contributor("BackgroundVocalist", name="Ben Example"),
            ),
            {},
        ),
    ],
)
def test_a_credit_is_left_to_a_person_where_the_artist_says_too_little(
    release: Release, why: dict[str, str]
) -> None:
    found = decided(release)
    assert found.keys() == why.keys()
    assert all(words in found[term] for term, words in why.items())


def test_a_role_of_which_a_credit_has_a_kind_is_not_offered_again() -> None:
    singer = a_contributor("LeadVocalist", "ComposerLyricist", special="GenerativeAI")
    said = Declaration(ai=SOME, roles={"vocals": ALL, "lyrics": ALL, "composition": ALL})
    rows = told("ern", a_song("Partly", singer, HONEST_WRITER, said=said))
    assert [row.fate for row in rows if row.fate is Fate.LOST] == []


@pytest.mark.parametrize("version", ["4.1", "4.3"])
def test_credits_that_are_apart_stay_apart(version: str) -> None:
    party = replace(SINGER.party, reference="PAda")
    credited = (a_contributor(role) for role in ("LeadVocalist", "Lyricist"))
    release = some_of("lyrics", *(replace(c, party=party) for c in credited), version=version)
    (row,) = (row for row in told("ern", release) if "AiContribution" in row.term)
    assert row.term == "Ada Example (Lyricist): AiContribution Partly"
    assert row.markup[0].into.endswith(
        "/Contributor[ContributorPartyReference='PAda'][Role/Value='Lyricist']"
    )


def test_a_role_in_the_recording_does_not_go_into_the_credit_of_an_edition() -> None:
    mastered = a_contributor("MasteringEngineer", special="GenerativeAI")
    said = Declaration(ai=SOME, roles={"vocals": ALL})
    rows = told("ern", a_song("Partly", replace(mastered, of_edition=True), said=said))
    (markup,) = next(row.markup for row in rows if row.term == "GenerativeAI: Vocalist")
    assert markup.xml.startswith("<Contributor ")


def test_an_instrument_of_its_own_keeps_its_word_and_namespace() -> None:
    harp = Instrument(value="UserDefined", namespace="X", user_defined="Laser Harp")
    player = replace(MODEL, roles=(Role(value="Musician", instruments=(harp,)),))
    rows = told("ern", a_song("", player, version="4.3", said=Declaration(ai=SOME)))
    (markup,) = next(row.markup for row in rows if row.term == "GenerativeAI: Musician")
    assert (
        '<InstrumentType Namespace="X" UserDefinedValue="Laser Harp">UserDefined</InstrumentType>'
    ) in markup.xml


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


# --- words, covers and displayed artists -------------------------------------------------------


def with_words(track: str, *texts: str, tracks: int = 1, cover: str = "None") -> Release:
    return a_release(
        *(a_track(f"A{n + 1}", contains_ai=track) for n in range(tracks)),
        images=(an_image("A9", contains_ai=cover),),
        resources=tuple(
            Resource(reference=f"T{n}", kind="Text", type="LyricText", contains_ai=text)
            for n, text in enumerate(texts, 1)
        ),
    )


@pytest.mark.parametrize("track", ["None", ""])
@pytest.mark.parametrize("text", ["All", "Partly"])
def test_who_takes_no_content_by_ai_takes_no_words_by_ai(track: str, text: str) -> None:
    [row] = told("cd-baby-class", with_words(track, text))
    assert (row.fate, row.term) == (Fate.REFUSED, "AI")
    assert f"of the lyrics T1, ContainsAI is {text}" in row.why


def test_words_without_ai_change_nothing() -> None:
    assert fates("cd-baby-class", with_words("None", "None")) == {"human": Fate.STATED}
    assert fates("ern", with_words("None", "None"))["ContainsAI None"] is Fate.STATED


def test_who_looks_at_the_sound_alone_hears_nothing_of_the_words() -> None:
    for name in ("traxsource-class", "bandcamp-class", "none-some-all", "tidal-class"):
        with_ai, without = (told(name, with_words("None", text)) for text in ("All", "None"))
        assert with_ai == without
    assert fates("apple-tags", with_words("None", "All"))["Track"] is Fate.STATED


@pytest.mark.parametrize("track", ["None", ""])
def test_ddex_leaves_a_recording_to_a_person_whose_words_contradict_it(track: str) -> None:
    row = told("ern", with_words(track, "All"))[0]
    assert (row.term, row.fate) == ("ContainsAI", Fate.PERSON_DECIDES)
    assert row.why.endswith("but of the lyrics T1, ContainsAI is All")


def test_words_of_no_track_are_told_by_themselves() -> None:
    release = with_words("None", "All", tracks=2)
    assert {r.subject: r.fate for r in told("cd-baby-class", release)}["T1"] is Fate.REFUSED
    [row] = [row for row in told("apple-tags", release) if row.subject == "T1"]
    assert (row.term, row.fate) == ("Composition", Fate.PERSON_DECIDES)


def test_a_cover_with_ai_is_for_a_person_where_no_content_by_ai_is_taken() -> None:
    rows = fates("cd-baby-class", with_words("None", cover="All"))
    assert rows == {"human": Fate.STATED, "AI in the artwork": Fate.PERSON_DECIDES}
    assert "AI in the artwork" not in fates("traxsource-class", with_words("None", cover="All"))


@pytest.mark.parametrize(("credited", "fate"), [((), Fate.PERSON_DECIDES), ((SINGER,), Fate.SHOWN)])
def test_a_class_is_open_where_nobody_says_that_it_is_not_all(
    credited: tuple[Contributor, ...], fate: Fate
) -> None:
    [row] = told("traxsource-class", a_song("", MODEL, *credited))
    assert row.fate is fate


def test_a_release_without_ai_whose_track_displays_a_model_is_for_a_person() -> None:
    shown = DisplayArtist(special="GenerativeAI")
    release = a_release(a_track(artists=(shown,)), contains_ai="None", message=a_message())
    [row] = [row for row in told("ern", release) if row.term.endswith("for the release")]
    assert (row.fate, row.why) == (Fate.PERSON_DECIDES, "its tracks add up to something else")


# --- help --------------------------------------------------------------------------------------

HELPED = Declaration(roles={"tuning": SOME, "mastering": ALL})


def test_help_alone_declares_no_ai() -> None:
    release = a_song("", SINGER, said=HELPED)
    assert fates("cd-baby-class", release) == {"no class": Fate.UNDECLARED}
    assert fates("ern", release) == {"ContainsAI": Fate.UNDECLARED}
    assert [row.markup for row in told("ern", release)] == [()]


def test_help_goes_with_none() -> None:
    release = a_song("None", SINGER, said=HELPED)
    assert fates("traxsource-class", release) == {"Human-Made": Fate.SHOWN}


@pytest.mark.parametrize(
    "said",
    [
        Declaration(ai=SOME, roles=HELPED.roles),
        Declaration(roles={**HELPED.roles, "lyrics": SOME}),
    ],
)
def test_what_is_declared_beside_help_counts(said: Declaration) -> None:
    assert fates("cd-baby-class", a_song("", SINGER, said=said)) == {"AI": Fate.REFUSED}


def test_help_that_the_message_credits_to_a_model_counts() -> None:
    mastered = a_contributor("MasteringEngineer", special="GenerativeAI")
    assert fates("cd-baby-class", a_song("", SINGER, mastered)) == {"AI": Fate.REFUSED}
    row = told("ern", a_song("None", mastered))[0]
    assert row.fate is Fate.PERSON_DECIDES
