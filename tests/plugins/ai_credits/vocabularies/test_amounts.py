"""None, some or all."""

from __future__ import annotations

import pytest

from precheck import (
    Declaration,
    Fate,
    Release,
)
from tests.plugins.ai_credits.vocabularies.telling import (
    ALL,
    MODEL,
    NONE,
    SINGER,
    SOME,
    a_song,
    fates,
)


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
