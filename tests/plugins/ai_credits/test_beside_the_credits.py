"""What speaks of AI beside the credits: the artist shown, the lyrics, a flag, a name, a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from precheck import (
    AiAmount,
    AiDisclosure,
    Contributor,
    Declaration,
    Delivery,
    DisplayArtist,
    Finding,
    Origin,
    Release,
    Resource,
)
from precheck.model import Source
from precheck.reading import read_release
from precheck.testing import (
    a_contributor,
    a_message,
    a_release,
    a_track,
    an_image,
    look,
)
from precheck_ai_credits.disclosure import disclosure_of_track

Judge = Callable[..., dict[str, list[Finding]]]

MESSAGES = Path(__file__).parents[3] / "fixtures" / "messages"
MODEL_SHOWN = (DisplayArtist(special="GenerativeAI"),)
LYRICS = """<Text><ResourceReference>A9</ResourceReference><Type>LyricText</Type><ContainsAI>{}
</ContainsAI></Text></ResourceList>"""


def said_of(release: Release, reference: str = "A1") -> AiDisclosure:
    track = next(track for track in release.tracks if track.reference == reference)
    learned = look(disclosure_of_track, track, release)
    assert isinstance(learned, AiDisclosure)
    return learned


def words(contains_ai: str, *credits_: Contributor, reference: str = "A7") -> Resource:
    said: dict[str, Any] = {"contains_ai": contains_ai, "contributors": credits_}
    return Resource(reference=reference, kind="Text", type="LyricText", **said)


def test_a_model_in_the_place_of_the_artist_says_that_there_is_ai() -> None:
    release = a_release(a_track(artists=MODEL_SHOWN))

    [statement] = said_of(release).statements

    assert (statement.origin, statement.amount) == (Origin.MESSAGE, None)
    assert "displayed as the artist" in statement.detail


def test_a_model_is_told_once_for_a_release(judge: Judge) -> None:
    tracks = [a_track(f"A{n}", contains_ai="Partly", artists=MODEL_SHOWN) for n in (1, 2)]
    release = a_release(*tracks, artists=MODEL_SHOWN, reference="R0")

    [finding] = judge(release)["ai-credits.generative-artist"]

    assert finding.evidence == {"displayed_in": ["R0", "A1", "A2"]}


NO_AI_EACH = (a_contributor("LeadVocalist", ai_contribution="None"),)


@pytest.mark.parametrize(
    ("release", "rule"),
    [
        (a_release(a_track(contains_ai="None", artists=MODEL_SHOWN)), ""),
        (a_release(a_track(contributors=NO_AI_EACH, artists=MODEL_SHOWN)), ""),
        (a_release(a_track(contains_ai="None"), artists=MODEL_SHOWN), "-release"),
        (a_release(a_track(contributors=NO_AI_EACH), artists=MODEL_SHOWN), "-release"),
        (a_release(a_track(), contains_ai="None", artists=MODEL_SHOWN), "-release"),
    ],
)
def test_a_model_shown_where_there_is_no_ai_is_held(
    judge: Judge, release: Release, rule: str
) -> None:
    found = {name for name in judge(release) if "generative-artist" in name}

    assert found == {f"ai-credits.none-with-generative-artist{rule}"}


@pytest.mark.parametrize(
    ("contains_ai", "tracks"), [("", ("None", "Partly")), ("", ("None", "")), ("Partly", ("None",))]
)
def test_a_model_shown_for_a_release_that_may_have_ai_contradicts_nothing(
    judge: Judge, contains_ai: str, tracks: tuple[str, ...]
) -> None:
    every = (a_track(f"A{n}", contains_ai=one) for n, one in enumerate(tracks, 1))
    found = judge(a_release(*every, contains_ai=contains_ai, artists=MODEL_SHOWN))

    assert "ai-credits.none-with-generative-artist-release" not in found
    assert "ai-credits.generative-artist" in found


def test_an_artist_of_another_special_kind_is_no_model(judge: Judge) -> None:
    various = (DisplayArtist(special="VariousArtists"),)
    found = judge(a_release(a_track(contains_ai="None", artists=various), artists=various))

    assert not {rule for rule in found if "generative-artist" in rule}


@pytest.mark.parametrize(
    ("written", "credited", "amount"),
    [
        ("All", (), AiAmount.ALL),
        ("Partly", (), AiAmount.SOME),
        ("None", (), AiAmount.NONE),
        ("", (a_contributor("Lyricist", special="GenerativeAI"),), None),
    ],
)
def test_the_words_of_the_only_track_speak_for_it(
    written: str, credited: tuple[Contributor, ...], amount: AiAmount | None
) -> None:
    lyrics = said_of(a_release(a_track(), resources=(words(written, *credited),))).lyrics

    assert lyrics is not None
    assert lyrics.amount is amount


def test_words_that_say_nothing_of_ai_are_silent() -> None:
    assert said_of(a_release(a_track(), resources=(words(""),))).lyrics is None


def test_a_booklet_is_no_lyrics() -> None:
    booklet = Resource(reference="A7", kind="Text", type="NonInteractiveBooklet", contains_ai="All")
    assert said_of(a_release(a_track(), resources=(booklet,))).lyrics is None


@pytest.mark.parametrize("link", ["linked", "related", "neither"])
def test_of_several_tracks_words_speak_for_the_one_they_are_linked_with(
    link: str, tmp_path: Path
) -> None:
    text = (MESSAGES / "4.3.2.xml").read_text("utf-8")
    text = text.replace("</ResourceList>", LYRICS.format("All"))
    listed = "<ReleaseResourceReference>A2</ReleaseResourceReference>"
    linked = f"{listed}<LinkedReleaseResourceReference>A9</LinkedReleaseResourceReference>"
    related = (
        "<Type>LyricText</Type><RelatedResource><ResourceRelatedResourceReference>A2"
        "</ResourceRelatedResourceReference></RelatedResource>"
    )
    if link == "linked":
        text = text.replace(listed, linked, 1)
    elif link == "related":
        text = text.replace("<Type>LyricText</Type>", related)
    path = tmp_path / "message.xml"
    path.write_text(text, "utf-8")
    source = Source(id=path.name, folder=tmp_path, message=path, is_alone=True)
    release, _ = read_release(source)

    assert said_of(release, "A1").lyrics is None
    assert (said_of(release, "A2").lyrics is not None) == (link != "neither")


@pytest.mark.parametrize("written", ["All", "Partly"])
def test_words_by_ai_under_a_track_without_are_caught(judge: Judge, written: str) -> None:
    release = a_release(
        a_track(contains_ai="None"),
        images=(an_image(contains_ai="None"),),
        resources=(words(written),),
    )

    assert judge(release).keys() == {"ai-credits.none-with-ai-lyrics"}


@pytest.mark.parametrize(
    ("texts", "amount"),
    [
        (("None", "All"), AiAmount.SOME),
        (("All", "None"), AiAmount.SOME),
        (("All", "All"), AiAmount.ALL),
        (("", "Partly"), AiAmount.SOME),
        (("None", "None"), AiAmount.NONE),
    ],
)
def test_of_several_texts_one_with_ai_is_enough(
    judge_fully: Judge, texts: tuple[str, ...], amount: AiAmount
) -> None:
    resources = tuple(words(text, reference=f"A{n}") for n, text in enumerate(texts, 7))
    release = a_release(a_track(contains_ai="None"), resources=resources)

    lyrics = said_of(release).lyrics

    assert lyrics is not None
    assert lyrics.amount is amount
    found = judge_fully(release)
    for rule in ("none-with-ai-lyrics", "lyrics-ai"):
        assert (f"ai-credits.{rule}" in found) is (amount is not AiAmount.NONE)


def test_words_of_a_silent_recording_are_told_beside_its_silence(judge_fully: Judge) -> None:
    found = judge_fully(a_release(a_track(), resources=(words("All"),)))

    [undeclared] = found["ai-credits.undeclared"]
    assert undeclared.message.endswith("; of the lyrics A7, ContainsAI is All")
    [told] = found["ai-credits.lyrics-ai"]
    assert told.message == (
        "the track has lyrics that are declared to be AI: of the lyrics A7, ContainsAI is All"
    )


@pytest.mark.parametrize(
    ("tracks", "texts", "version", "is_told"),
    [
        (2, ("All",), "4.3.2", True),
        (2, ("Partly", "All"), "4.3.2", True),
        (2, ("None", ""), "4.3.2", False),
        (1, ("All",), "4.3.2", False),
        (2, ("All",), "4.3", False),
    ],
)
def test_words_with_ai_that_are_of_no_track_are_told(
    judge: Judge, tracks: int, texts: tuple[str, ...], version: str, *, is_told: bool
) -> None:
    release = a_release(
        *(a_track(f"A{n + 1}", contains_ai="Partly") for n in range(tracks)),
        resources=tuple(words(text, reference=f"A{n}") for n, text in enumerate(texts, 7)),
        message=a_message(version),
    )

    found = judge(release).get("ai-credits.lyrics-ai-unplaced", [])

    assert len(found) == is_told
    if found:
        told: Any = found[0].evidence["lyrics"]
        assert list(told) == [f"A{n}" for n in range(7, 7 + len(texts))]


def test_words_without_ai_under_a_track_without_are_fine(judge: Judge) -> None:
    release = a_release(
        a_track(contains_ai="None"),
        images=(an_image(contains_ai="None"),),
        resources=(words("None"),),
    )

    assert judge(release) == {}


@pytest.mark.parametrize("name", ["AI", "A.I.", "Artificial Intelligence", "Suno v5", "Udio 1.5"])
def test_a_word_for_ai_or_a_tool_with_its_version_is_told_among_credits(
    judge: Judge, name: str
) -> None:
    credited = a_contributor("Composer", name=name)
    found = judge(a_release(a_track(contains_ai="None", contributors=(credited,))))

    assert "ai-credits.tool-as-party" in found


@pytest.mark.parametrize("name", ["Ai Otsuka", "Aida", "AI Weiwei", "Suno Hill"])
def test_a_name_that_begins_so_is_a_name(judge: Judge, name: str) -> None:
    credited = a_contributor("Composer", name=name)
    found = judge(a_release(a_track(contains_ai="None", contributors=(credited,))))

    assert "ai-credits.tool-as-party" not in found


@pytest.mark.parametrize("special", ["AI", "Artificial Intelligence", "Suno", "generative-ai"])
def test_another_word_for_a_model_is_not_the_word(judge: Judge, special: str) -> None:
    credited = a_contributor("Composer", special=special)
    found = judge(a_release(a_track(contains_ai="Partly", contributors=(credited,))))

    [finding] = found["ai-credits.value-unknown"]
    assert finding.evidence["written"] == special


@pytest.mark.parametrize(("made", "is_told"), [("2026-11-23", False), ("2026-11-24", True)])
def test_a_day_to_come_is_told_from_the_second_on(
    judge: Judge, made: str, *, is_told: bool
) -> None:
    declared = Declaration(ai=AiAmount.SOME, tool="ElevenLabs", made=date.fromisoformat(made))
    found = judge(a_release(a_track(), delivery=Delivery(audio=declared)))

    assert ("ai-credits.made-in-future" in found) == is_told


def test_a_plan_is_named_without_saying_plan_twice(judge: Judge) -> None:
    declared = Declaration(ai=AiAmount.SOME, tool="Suno", plan="Free plan")
    [finding] = judge(a_release(a_track(), delivery=Delivery(audio=declared)))[
        "ai-credits.plan-not-commercial"
    ]

    assert "on the Free plan of Suno" in finding.message


@pytest.mark.parametrize(("is_set", "is_told"), [(True, True), (False, False), (None, False)])
def test_the_flag_of_ern_3_is_told_and_declares_nothing(
    judge: Judge, *, is_set: bool | None, is_told: bool
) -> None:
    release = a_release(a_track(is_computer_generated=is_set), message=a_message("3.8.2"))

    assert ("ai-credits.computer-generated" in judge(release)) == is_told
    assert said_of(release).statements == ()
