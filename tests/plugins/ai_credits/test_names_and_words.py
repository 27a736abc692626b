"""AI told by a name or in free words, and where in a message such credits stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from precheck import (
    Contributor,
    DisplayArtist,
    FileReference,
    Finding,
    Instrument,
    Release,
    Role,
    Severity,
)
from precheck.reading import discover, read_release
from precheck.testing import a_contributor, a_party, a_release, a_track, an_image
from precheck_ai_credits.generators import MUSIC, NAMES, STATE, generators_in
from precheck_ai_credits.picture_generators import NAMES as PICTURE_NAMES
from precheck_ai_credits.picture_generators import (
    PICTURES,
    picture_generators_in,
    picture_tool,
)
from precheck_ai_credits.rules import RULES

Judge = Callable[..., dict[str, list[Finding]]]

TOOL, FREE = "ai-credits.tool-as-party", "ai-credits.free-text"
VALUE = "ai-credits.value-unknown"
NAMED = "ai-credits.file-named-after-generator-image"
MODEL = a_contributor("Musician", special="GenerativeAI")


def crediting(*contributors: Contributor, said: str = "None") -> Release:
    return a_release(a_track(contains_ai=said, contributors=contributors))


@pytest.mark.parametrize("name", [*NAMES, "Eleven Labs"])
def test_a_generator_is_known_by_its_whole_name(name: str) -> None:
    for written in (name, name.upper(), f" {name.lower()} AI", f"{name}.ai", f"«{name}»"):
        assert MUSIC.whole(written) in NAMES


@pytest.mark.parametrize(
    "name",
    [
        "",
        "AI",
        "Sunoco",
        "Suno Hill",
        "The Suno",
        "Su No",
        "Sunō",
        "Studio",
        "Udio Brothers",
        "ElevenLabs Singers",
        "Eleven",
        "Stable",
        "Audio",
        "Lyria",
        "Yue",
    ],
)
def test_a_part_of_a_name_or_a_person_s_name_is_no_generator(name: str) -> None:
    assert MUSIC.whole(name) == ""


def test_every_name_has_a_source_read_by_the_day_of_the_list() -> None:
    every = (*NAMES.values(), *PICTURE_NAMES.values())
    assert {source.read for source in every} <= {STATE}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Midjourney", "Midjourney"),
        ("MIDJOURNEY v6.1", "Midjourney"),
        ("Midjourney AI", "Midjourney"),
        ("DALL-E", "DALL-E"),
        ("DALL·E 3", "DALL-E"),
        ("Dall.E", "DALL-E"),
        ("Stable Diffusion 3.5", "Stable Diffusion"),
        ("SDXL", "Stable Diffusion"),
        ("Adobe Firefly", "Adobe Firefly"),
        ("Google Imagen 4", "Google Imagen"),
        ("FLUX.1 [dev]", "FLUX.1"),
        ("FLUX AI", "FLUX.1"),
        ("Ideogram AI", "Ideogram"),
        ("Leonardo.Ai", "Leonardo.Ai"),
        ("Bing Image Creator", "Bing Image Creator"),
        ("ChatGPT", "ChatGPT"),
    ],
)
def test_an_image_generator_is_known_by_its_whole_name(written: str, name: str) -> None:
    assert PICTURES.versioned(written) == name
    assert name in PICTURE_NAMES


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Flux",
        "Flux 1",
        "Flux Pavilion",
        "Leonardo",
        "Leonardo 2",
        "Leonardo da Vinci",
        "Imagen",
        "Imagen 3",
        "Firefly",
        "Ideogram",
        "Gemini",
        "Dalle",
        "Béatrice Dalle",
        "Stable",
        "Diffusion",
        "The Midjourney",
        "Mid Journey",
    ],
)
def test_an_everyday_word_is_no_image_generator(written: str) -> None:
    assert PICTURES.versioned(written) == ""


@pytest.mark.parametrize(
    ("tool", "name"),
    [
        ("Flux", "FLUX.1"),
        ("Leonardo", "Leonardo.Ai"),
        ("Imagen 4", "Google Imagen"),
        ("Firefly", "Adobe Firefly"),
        ("Midjourney v7", "Midjourney"),
        ("Photoshop", ""),
    ],
)
def test_what_is_declared_to_be_a_tool_of_a_picture_needs_no_more_than_its_name(
    tool: str, name: str
) -> None:
    assert picture_tool(tool) == name


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("midjourney.png", "Midjourney"),
        ("resources/cover_Midjourney_v6-final.jpg", "Midjourney"),
        ("dall-e-3 lighthouse.png", "DALL-E"),
        ("DALL·E 2026-01-02 a pier.webp", "DALL-E"),
        ("stable-diffusion-xl_0001.png", "Stable Diffusion"),
        ("flux.1-dev.png", "FLUX.1"),
        ("adobe-firefly.png", "Adobe Firefly"),
        ("ChatGPT Image Nov 3, 2026.png", "ChatGPT"),
        ("Gemini_Generated_Image_8v2bcj8v2bcj8v2b.png", "Gemini"),
        ("firefly.png", ""),
        ("Flux.jpg", ""),
        ("flux_1.png", ""),
        ("imagen.png", ""),
        ("imagen 3.png", ""),
        ("leonardo.jpg", ""),
        ("dalle stelle.png", ""),
        ("midjourneys.png", ""),
        ("suno.png", ""),
    ],
)
def test_a_cover_that_is_named_after_an_image_generator_is_told(
    judge: Judge, file: str, name: str
) -> None:
    cover = an_image(contains_ai="None", files=(FileReference(uri=file),))
    found = judge(a_release(a_track(contains_ai="None"), images=(cover,)))
    told = [(f.evidence["generator"], f.message) for f in found.get(NAMED, [])]
    last = file.rpartition("/")[2]
    said = f"the front cover is declared free of AI, but its file is named {last!r}, after {name}"
    assert told == ([(name, said)] if name else [])


def test_a_cover_of_a_release_of_that_name_may_be_named_so(judge: Judge) -> None:
    cover = an_image(contains_ai="None", files=(FileReference(uri="midjourney.png"),))
    track = a_track(contains_ai="None")
    assert NAMED not in judge(a_release(track, images=(cover,), artist="Midjourney"))
    song = a_track(contains_ai="None", title="Midjourney")
    assert NAMED not in judge(a_release(track, song, images=(cover,)))


def test_a_cover_that_is_declared_to_be_ai_may_be_named_after_its_tool(judge: Judge) -> None:
    cover = an_image(contains_ai="All", files=(FileReference(uri="midjourney.png"),))
    assert NAMED not in judge(a_release(a_track(contains_ai="None"), images=(cover,)))


def test_a_sound_file_is_not_named_after_an_image_generator(judge: Judge) -> None:
    track = a_track(contains_ai="None", files=(FileReference(uri="midjourney.flac"),))
    assert judge(a_release(track)) == {}


@pytest.mark.parametrize("subject", ["track", "front cover"])
def test_an_image_generator_in_the_credits_is_told(judge: Judge, subject: str) -> None:
    drawn = (a_contributor("GraphicArtist", name="Midjourney"),)
    track = a_track(contains_ai="None", contributors=drawn if subject == "track" else ())
    cover = an_image(contains_ai="None", contributors=() if subject == "track" else drawn)
    found = judge(a_release(track, images=(cover,)))
    (finding,) = found[TOOL if subject == "track" else f"{TOOL}-image"]
    assert finding.message == (
        f"the {subject} credits Midjourney (GraphicArtist), the name of an image generator, "
        "but not GenerativeAI"
    )
    assert finding.evidence["source"] == PICTURE_NAMES["Midjourney"].url


def test_a_tool_is_told_once_with_its_usual_name(judge: Judge) -> None:
    tool = a_contributor("Composer", "Lyricist", name="eleven labs")
    artist = DisplayArtist(party=a_party("ElevenLabs"))
    (finding,) = judge(
        a_release(a_track(contains_ai="None", contributors=(tool,), artists=(artist,)))
    )[TOOL]
    assert finding.message == (
        "the track credits eleven labs (Composer, Lyricist), the name of a music generator, "
        "but not GenerativeAI"
    )
    assert finding.evidence["generator"] == "ElevenLabs"


def test_a_tool_as_displayed_artist_is_caught(judge: Judge) -> None:
    artist = DisplayArtist(party=a_party("Suno"))
    found = judge(a_release(a_track(contains_ai="None", artists=(artist,))))
    assert [f.message for f in found[TOOL]] == [
        "the track credits Suno (artist), the name of a music generator, but not GenerativeAI"
    ]


@pytest.mark.parametrize(
    "release",
    [
        crediting(a_contributor("Musician", name="Suno"), MODEL, said="Partly"),
        crediting(a_contributor(name="Suno"), MODEL, said="Partly"),
        crediting(a_contributor("Composer", name="Suno", ai_contribution="Partly"), said="Partly"),
        crediting(a_contributor("Composer", name="Ada Example")),
    ],
)
def test_a_tool_beside_a_statement_is_not_named(judge: Judge, release: Release) -> None:
    assert TOOL not in judge(release)


def test_a_tool_in_another_role_than_the_model_is_told(judge: Judge) -> None:
    tool = a_contributor("LeadVocalist", "Musician", name="Suno")
    (finding,) = judge(crediting(tool, MODEL, said="Partly"))[TOOL]
    assert finding.message == (
        "the track credits Suno (LeadVocalist, Musician), the name of a music generator, "
        "but not GenerativeAI with the same role"
    )


@pytest.mark.parametrize(("role", "is_told"), [("Musician", False), ("Lyricist", True)])
def test_a_tool_is_displayed_beside_a_model_that_is_heard(
    judge: Judge, role: str, *, is_told: bool
) -> None:
    model = a_contributor(role, special="GenerativeAI")
    artists = (DisplayArtist(party=a_party("Suno")),)
    track = a_track(contains_ai="Partly", contributors=(model,), artists=artists)
    assert (TOOL in judge(a_release(track))) is is_told


def test_a_guess_by_name_or_wording_weighs_little() -> None:
    rules = {rule.id: rule for rule in RULES}
    assert (rules[TOOL].severity, rules[TOOL].is_estimate) == (Severity.NOTE, True)
    assert (rules[FREE].severity, rules[FREE].is_estimate) == (Severity.OFF, True)


def worded(text: str) -> Release:
    role = Role(value="UserDefined", namespace="PADPIDA2026010101P", user_defined=text)
    return crediting(Contributor(party=a_party(), roles=(role,)))


@pytest.mark.parametrize(
    "text",
    [
        "AI Vocals",
        "Vocals (AI)",
        "A.I. Producer",
        "AIVocals",
        "AI-generated drums",
        "ai vocals",
        "Ai-Generated",
        "ai_music",
        "Generative Music",
        "Artificial Intelligence",
        "Strings generated by a tool",
        "generated with Suno",
    ],
)
def test_free_text_that_speaks_of_ai_is_caught_alone(judge: Judge, text: str) -> None:
    found = judge(worded(text))
    assert found.keys() == {FREE}
    (finding,) = found[FREE]
    assert finding.message == (
        f"the track has a credit in free text that speaks of AI: {text!r} for Ada Example"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "LeadVocalist",
        "Balance Engineer",
        "Air Horn",
        "AIR",
        "Assistente ai cori",
        "Maid",
        "RAI",
        "Aide",
        "Regenerated Strings",
        "Sound Generator",
        "Waiter",
        "Ai Tanaka's Koto",
        "M-AIDS Choir",
    ],
)
def test_free_text_about_something_else_is_not_named(judge: Judge, text: str) -> None:
    assert judge(worded(text)) == {}


def test_every_free_text_of_a_credit_is_read_once(judge: Judge) -> None:
    vocals = "AI-generated vocals"
    played = Instrument(value="UserDefined", user_defined=vocals)
    roles = (Role(value="Musician", instruments=(played,)), Role(value="Vocalist"))
    player = Contributor(party=a_party(), roles=(replace(roles[1], instruments=(played,)), *roles))
    special = Contributor(special="UserDefined", special_user_defined="AI voice model")
    told = judge(crediting(player, special))[FREE]
    assert [f.message.partition("of AI: ")[2] for f in told] == [
        "'AI-generated vocals' for Ada Example",
        "'AI voice model' as SpecialContributor",
    ]


@pytest.mark.parametrize("instrument", ["Vibraphone", "Air Organ", "Aida Trumpet"])
def test_an_instrument_that_is_none_of_ai_is_not_named(judge: Judge, instrument: str) -> None:
    role = Role(value="Musician", instruments=(Instrument(value=instrument),))
    special = Contributor(special="UserDefined", special_user_defined="The Air Choir")
    assert judge(crediting(Contributor(party=a_party(), roles=(role,)), special)) == {}


@pytest.mark.parametrize("word", ["GenerativeAI", "Generative AI", "AI", "Suno", "Suno AI"])
def test_a_model_that_is_user_defined_is_told_with_the_word_for_it(judge: Judge, word: str) -> None:
    written: dict[str, Any] = {"special": "UserDefined", "special_user_defined": word}
    model = replace(a_contributor("LeadVocalist"), party=a_party(""), **written)
    artist = DisplayArtist(**written)
    found = judge(crediting(model))
    assert found.keys() == {VALUE}
    assert found[VALUE][0].message == (
        f"the track credits {word!r} as UserDefined; the word is GenerativeAI"
    )
    found = judge(a_release(a_track(contains_ai="None", artists=(artist,)), artists=(artist,)))
    assert [found[rule][0].message for rule in (VALUE, f"{VALUE}-release")] == [
        f"{subject} displays {word!r} as UserDefined; the word is GenerativeAI"
        for subject in ("the track", "the release")
    ]


@pytest.mark.parametrize("word", ["The Village Choir", "Suno Hill", "Anonymous"])
def test_another_user_defined_contributor_is_not_named(judge: Judge, word: str) -> None:
    written: dict[str, Any] = {"special": "UserDefined", "special_user_defined": word}
    artists = (DisplayArtist(**written), DisplayArtist(special="VariousArtists"))
    track = a_track(contains_ai="None", contributors=(Contributor(**written),), artists=artists)
    assert judge(a_release(track, artists=artists)) == {}


# --- in chapters and cues --------------------------------------------------------------------


def test_a_model_in_a_chapter_is_one_of_the_track(judge: Judge) -> None:
    narrator = a_contributor("Narrator", special="GenerativeAI")
    track = a_track(contains_ai="None", part_contributors=(narrator,))
    (finding,) = judge(a_release(track))["ai-credits.none-with-ai-contributor"]
    assert finding.message == (
        "the track states ContainsAI None, but has a credit for GenerativeAI (Narrator)"
    )


def test_a_model_in_each_of_two_chapters_is_not_split(judge: Judge) -> None:
    narrator = a_contributor("Narrator", special="GenerativeAI")
    track = a_track(contains_ai="Partly", part_contributors=(narrator, narrator))
    assert judge(a_release(track)).keys() == {"ai-credits.partly-ai"}


def test_a_chapter_does_not_differ_from_the_edition(judge: Judge) -> None:
    singer = a_contributor("Narrator", ai_contribution="Partly")
    edition = replace(singer, ai_contribution="None", of_edition=True)
    track = a_track(contains_ai="Partly", contributors=(edition,), part_contributors=(singer,))
    assert judge(a_release(track)).keys() == {"ai-credits.partly-ai"}


# --- where it stands -------------------------------------------------------------------------

MESSAGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/{version}" AvsVersionId="9">
  <PartyList>
    <Party>
      <PartyReference>PSuno</PartyReference>
      <PartyName><FullName>Suno</FullName></PartyName>
    </Party>
  </PartyList>
  <ResourceList>
    <SoundRecording>
      <ResourceReference>A1</ResourceReference>
      <SoundRecordingEdition>
        <EditionContributor SequenceNumber="1">
          <ContributorPartyReference>PSinger</ContributorPartyReference>
          <Role><Value>LeadVocalist</Value></Role>
          <AiContribution>None</AiContribution>
        </EditionContributor>
      </SoundRecordingEdition>
      <Contributor SequenceNumber="1">
        <ContributorPartyReference>PSinger</ContributorPartyReference>
        <Role><Value>LeadVocalist</Value></Role>
        <Role><Value UserDefinedValue="AI Choir">UserDefined</Value></Role>
        <AiContribution>Partly</AiContribution>
      </Contributor>
      <ContainsAI>Partly</ContainsAI>
    </SoundRecording>
    <SoundRecording>
      <ResourceReference>A2</ResourceReference>
      <Contributor SequenceNumber="1">
        <ContributorPartyReference>PSuno</ContributorPartyReference>
        <Role><Value>Composer</Value></Role>
      </Contributor>
      <ContainsAI>None</ContainsAI>
    </SoundRecording>
    <SoundRecording>
      <ResourceReference>A3</ResourceReference>
      <Contributor SequenceNumber="1">
        <ContributorPartyReference>PSuno</ContributorPartyReference>
        <SpecialContributor>GenerativeAI</SpecialContributor>
        <Role><Value>Composer</Value></Role>
      </Contributor>
      <Contributor SequenceNumber="2">
        <SpecialContributor>GenerativeAI</SpecialContributor>
        <Role><Value>Musician</Value></Role>
      </Contributor>
      <Contributor SequenceNumber="3">
        <SpecialContributor>GenerativeAI</SpecialContributor>
      </Contributor>
      <ContainsAI>All</ContainsAI>
    </SoundRecording>
  </ResourceList>
  <ReleaseList>
    <Release>
      <ReleaseReference>R0</ReleaseReference>
      <ResourceGroup>
        <ResourceGroupContentItem>
          <ReleaseResourceReference>A1</ReleaseResourceReference>
        </ResourceGroupContentItem>
      </ResourceGroup>
      <ContainsAI>None</ContainsAI>
    </Release>
  </ReleaseList>
  <DealList>
    <ReleaseDeal>
      <DealReleaseReference>R0</DealReleaseReference>
      <Deal>
        <DealTerms>
          <TerritoryCode>Worldwide</TerritoryCode>
          <UseType>OnDemandStream</UseType>
          <UseType>UseForDataMining</UseType>
          <UseType>UseForGenerativeAI</UseType>
        </DealTerms>
      </Deal>
    </ReleaseDeal>
  </DealList>
</ern:NewReleaseMessage>
"""
AT = {
    "edition-differs": (16, "AiContribution"),
    "free-text": (22, "Role"),
    "tool-as-party": (29, "Contributor"),
    "mixed-role": (39, "SpecialContributor"),
    "generative-split": (43, "SpecialContributor"),
    "generative-without-role": (47, "SpecialContributor"),
    "release-differs-from-tracks": (60, "ContainsAI"),
    "training-granted": (70, "UseType"),
    "training-name-dated": (71, "UseType"),
}


@pytest.mark.parametrize("version", ["431", "432"])
@pytest.mark.parametrize("rule", AT)
def test_a_finding_points_at_the_very_element(
    judge: Judge, tmp_path: Path, rule: str, version: str
) -> None:
    path = tmp_path / "message.xml"
    path.write_text(MESSAGE.format(version=version), "utf-8")
    release, _ = read_release(discover(path).sources[0])
    (finding,) = judge(release)[f"ai-credits.{rule}"]
    assert finding.place is not None
    line, element = AT[rule]
    assert finding.place.line == line
    name = (finding.place.xpath or "").rpartition("/")[2].partition("[")[0]
    assert name.rpartition(":")[2] == element


@pytest.mark.parametrize("text", ["Vocals generated by Suno AI", "Vocals by Ada Example"])
def test_the_text_in_which_a_credit_is_displayed_is_read(
    judge: Judge, tmp_path: Path, text: str
) -> None:
    shown = f"<DisplayCredits><DisplayCreditText>{text}</DisplayCreditText></DisplayCredits>"
    path = tmp_path / "message.xml"
    written = MESSAGE.format(version="432").replace("AI Choir", "Air Choir")
    path.write_text(written.replace("      <ContainsAI>All<", f"{shown}<ContainsAI>All<"), "utf-8")
    release, _ = read_release(discover(path).sources[0])
    told = [f.message for f in judge(release).get(FREE, [])]
    wanted = f"the track has a credit in free text that speaks of AI: {text!r} as DisplayCreditText"
    assert told == ([wanted] if "AI" in text else [])


@pytest.mark.parametrize(
    ("tool", "found"),
    [
        ("Suno", ("Suno",)),
        ("Suno Studio", ("Suno",)),
        ("suno v5 pro", ("Suno",)),
        ("suno.com", ("Suno",)),
        ("https://www.suno.com/create", ("Suno",)),
        ("Suno & Udio", ("Suno", "Udio")),
        ("Suno＆Udio", ("Suno", "Udio")),
        ("Suno, Eleven Labs", ("Suno", "ElevenLabs")),
        ("Logic Pro (Suno vocals)", ("Suno",)),
        ("made with Suno, then Suno Studio", ("Suno",)),
        ("", ()),
        ("Logic Pro", ()),
        ("not Suno", ()),
        ("without Suno", ()),
        ("Sunoco", ()),
        ("Audio", ()),
    ],
)
def test_each_generator_is_found_in_what_is_declared_as_tool(
    tool: str, found: tuple[str, ...]
) -> None:
    assert generators_in(tool) == found


@pytest.mark.parametrize(
    ("tool", "found"),
    [
        ("Midjourney v6, Photoshop", ("Midjourney",)),
        ("DALL-E 3 and Midjourney", ("DALL-E", "Midjourney")),
        ("FLUX.1 [dev]", ("FLUX.1",)),
        ("Photoshop, drawn after Leonardo da Vinci", ()),
    ],
)
def test_each_image_generator_is_found_likewise(tool: str, found: tuple[str, ...]) -> None:
    assert picture_generators_in(tool) == found
