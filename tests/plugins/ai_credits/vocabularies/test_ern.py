"""DDEX itself: what is stated, what is lost, and what a person decides."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from precheck import (
    Contributor,
    Declaration,
    DisplayArtist,
    Fate,
    Instrument,
    Party,
    Release,
    Role,
)
from precheck.testing import a_contributor, a_message, a_release, a_track, an_image
from tests.plugins.ai_credits.vocabularies.telling import (
    ALL,
    HONEST,
    HONEST_WRITER,
    MODEL,
    NONE,
    SINGER,
    SOME,
    SUNO,
    WRITER,
    a_song,
    fates,
    told,
    with_words,
)

MODEL_XML = """\
<Contributor SequenceNumber="2">
  <SpecialContributor>GenerativeAI</SpecialContributor>
  <Role><Value>Musician</Value></Role>
  <AiContribution>All</AiContribution>
</Contributor>"""


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


@pytest.mark.parametrize("track", ["None", ""])
def test_ddex_leaves_a_recording_to_a_person_whose_words_contradict_it(track: str) -> None:
    row = told("ern", with_words(track, "All"))[0]
    assert (row.term, row.fate) == ("ContainsAI", Fate.PERSON_DECIDES)
    assert row.why.endswith("but of the lyrics T1, ContainsAI is All")


def test_a_release_without_ai_whose_track_displays_a_model_is_for_a_person() -> None:
    shown = DisplayArtist(special="GenerativeAI")
    release = a_release(a_track(artists=(shown,)), contains_ai="None", message=a_message())
    [row] = [row for row in told("ern", release) if row.term.endswith("for the release")]
    assert (row.fate, row.why) == (Fate.PERSON_DECIDES, "what it holds adds up to something else")


@pytest.mark.parametrize(
    ("stated", "term", "fate"),
    [
        ("None", "ContainsAI None for the release", Fate.PERSON_DECIDES),
        ("Partly", "ContainsAI Partly for the release", Fate.STATED),
        ("", "ContainsAI Partly for the release", Fate.NOT_ASKED),
    ],
)
def test_a_cover_with_ai_is_part_of_what_the_release_adds_up_to(
    stated: str, term: str, fate: Fate
) -> None:
    cover = an_image(contains_ai="All")
    release = a_release(
        a_track(contains_ai="None"), images=(cover,), contains_ai=stated, message=a_message()
    )
    [row] = [row for row in told("ern", release) if row.term.endswith("for the release")]
    assert (row.term, row.fate) == (term, fate)


def test_a_release_without_ai_that_displays_a_model_is_for_a_person() -> None:
    shown = (DisplayArtist(special="GenerativeAI"),)
    release = a_release(
        a_track(contains_ai="None"), artists=shown, contains_ai="None", message=a_message()
    )
    rows = told("ern", release)
    assert {row.fate for row in rows if row.subject in {"", "A1"}} == {Fate.PERSON_DECIDES}


@pytest.mark.parametrize("word", ["Some", "none", "true"])
def test_a_word_of_the_release_that_ddex_does_not_have_is_for_a_person(word: str) -> None:
    release = a_release(a_track(contains_ai="None"), contains_ai=word, message=a_message())
    [row] = [row for row in told("ern", release) if row.term.endswith("for the release")]
    assert (row.fate, row.why) == (Fate.PERSON_DECIDES, "DDEX does not have this word")
