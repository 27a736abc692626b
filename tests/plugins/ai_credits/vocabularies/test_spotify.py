"""Spotify: contributor and role, for roles that a model had alone."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from precheck import (
    Declaration,
    Fate,
    Release,
)
from precheck.testing import a_contributor, a_party
from tests.plugins.ai_credits.vocabularies.telling import (
    ALL,
    HONEST,
    MODEL,
    NONE,
    SINGER,
    SOME,
    WRITER,
    a_song,
    fates,
    told,
)


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
            a_song("Partly", SINGER, replace(MODEL, party=a_party("Ben Example"))),
            {"AI: Musician": (Fate.PERSON_DECIDES, "one credit names both")},
        ),
        (
            a_song("Partly", WRITER, said=Declaration(ai=SOME, roles={"lyrics": ALL})),
            {"AI: Lyricist": (Fate.PERSON_DECIDES, "some by the message, all by the artist")},
        ),
        (
            a_song("None", MODEL),
            {"AI: Musician": (Fate.PERSON_DECIDES, "ContainsAI is None, but Musician is all")},
        ),
        (
            a_song("", MODEL, said=Declaration(ai=NONE)),
            {"AI: Musician": (Fate.PERSON_DECIDES, "but delivery.toml declares none")},
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
