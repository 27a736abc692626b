"""The names of generators: in credits, in names of files, and declared as tools."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from precheck import (
    Contributor,
    DisplayArtist,
    FileReference,
    Finding,
    Release,
)
from precheck.testing import a_contributor, a_party, a_release, a_track, an_image
from precheck_ai_credits.generators import MUSIC, NAMES, STATE, generators_in
from precheck_ai_credits.picture_generators import NAMES as PICTURE_NAMES
from precheck_ai_credits.picture_generators import PICTURES, picture_generators_in, picture_tool

Judge = Callable[..., dict[str, list[Finding]]]
TOOL = "ai-credits.tool-as-party"
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
