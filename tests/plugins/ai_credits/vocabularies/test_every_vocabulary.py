"""What holds in the words of each recipient alike, and where they part."""

from __future__ import annotations

import pytest

from precheck import (
    Declaration,
    Fate,
)
from precheck.testing import a_contributor
from precheck_ai_credits.vocabularies import VOCABULARIES
from tests.plugins.ai_credits.vocabularies.telling import (
    ALL,
    SINGER,
    SOME,
    SUNO,
    a_song,
    fates,
    told,
    with_words,
)


def test_a_mark_against_a_declared_none_is_for_a_person_everywhere() -> None:
    release = a_song("None", SINGER)
    for vocabulary in ("apple-tags", "none-some-all", "tidal-class", "bandcamp-class", "ern"):
        (row, *_) = told(vocabulary, release, marks=(SUNO,))
        assert row.fate is Fate.PERSON_DECIDES, vocabulary
        assert "made with suno" in row.why


def test_every_vocabulary_has_a_name_of_its_own_and_sources() -> None:
    names = [name for vocabulary in VOCABULARIES for name in vocabulary.names]
    assert len(names) == len(set(names))
    assert all(vocabulary.sources for vocabulary in VOCABULARIES)


def test_words_without_ai_change_nothing() -> None:
    assert fates("cd-baby-class", with_words("None", "None")) == {"human": Fate.STATED}
    assert fates("ern", with_words("None", "None"))["ContainsAI None"] is Fate.STATED


def test_who_looks_at_the_sound_alone_hears_nothing_of_the_words() -> None:
    for name in ("traxsource-class", "bandcamp-class", "none-some-all", "tidal-class"):
        with_ai, without = (told(name, with_words("None", text)) for text in ("All", "None"))
        assert with_ai == without
    assert fates("apple-tags", with_words("None", "All"))["Track"] is Fate.STATED


def test_words_of_no_track_are_told_by_themselves() -> None:
    release = with_words("None", "All", tracks=2)
    assert {r.subject: r.fate for r in told("cd-baby-class", release)}["T1"] is Fate.REFUSED
    [row] = [row for row in told("apple-tags", release) if row.subject == "T1"]
    assert (row.term, row.fate) == ("Composition", Fate.PERSON_DECIDES)


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


def test_help_that_the_message_credits_to_a_model_is_taken_by_who_takes_help() -> None:
    mastered = a_contributor("MasteringEngineer", special="GenerativeAI")
    assert fates("cd-baby-class", a_song("", SINGER, mastered)) == {"human": Fate.STATED}
    assert fates("cd-baby-class", a_song("", mastered)) == {"AI": Fate.REFUSED}
    assert fates("bandcamp-class", a_song("", SINGER, mastered)) == {
        "AI in part": Fate.PERSON_DECIDES
    }
    row = told("ern", a_song("None", mastered))[0]
    assert row.fate is Fate.PERSON_DECIDES
