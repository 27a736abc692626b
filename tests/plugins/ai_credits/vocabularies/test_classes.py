"""Classes of a track, and what becomes of each."""

from __future__ import annotations

from datetime import date

import pytest

from precheck import (
    Contributor,
    Declaration,
    Fate,
)
from precheck.testing import a_contributor
from tests.plugins.ai_credits.vocabularies.telling import (
    MODEL,
    SINGER,
    SOME,
    a_song,
    fates,
    told,
    with_words,
)


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


@pytest.mark.parametrize("track", ["None", ""])
@pytest.mark.parametrize("text", ["All", "Partly"])
def test_who_takes_no_content_by_ai_takes_no_words_by_ai(track: str, text: str) -> None:
    [row] = told("cd-baby-class", with_words(track, text))
    assert (row.fate, row.term) == (Fate.REFUSED, "AI")
    assert f"of the lyrics T1, ContainsAI is {text}" in row.why


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


def test_who_takes_help_takes_what_credits_ai_with_help_alone() -> None:
    mixer = a_contributor("MixingEngineer", name="Ben Example", ai_contribution="Partly")
    assert fates("cd-baby-class", a_song("", SINGER, mixer)) == {"human": Fate.STATED}
    assert fates("cd-baby-class", a_song("Partly", SINGER, mixer)) == {"AI": Fate.REFUSED}
    assert fates("cd-baby-class", a_song("", SINGER, mixer, MODEL)) == {"AI": Fate.REFUSED}
