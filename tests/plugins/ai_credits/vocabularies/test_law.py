"""What the EU and China ask."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from precheck import (
    AiAmount,
    Deal,
    Declaration,
    Fate,
    Mark,
)
from precheck.testing import a_message
from tests.plugins.ai_credits.vocabularies.telling import (
    ALL,
    LABEL,
    MODEL,
    SINGER,
    SOME,
    SUNO,
    a_song,
    fates,
    told,
)


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


def test_china_asks_for_a_label_that_is_seen_in_a_video_and_heard_in_a_recording() -> None:
    for kind, does in (("Video", "seen"), ("SoundRecording", "heard")):
        rows = told("china-labelling", a_song("All", MODEL, kind=kind))
        (why,) = (row.why for row in rows if row.term == "explicit label")
        assert f"must be {does}" in why
