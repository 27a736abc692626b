"""Two screens as text. PRECHECK_UPDATE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from precheck.report import Decision, Outcome, TrackSummary
from precheck.rules import Severity

if TYPE_CHECKING:
    from tests.tui.conftest import Stage

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    ("name", "size", "keys"),
    [("small", (80, 24), ()), ("wide", (160, 45), ()), ("matrix", (80, 24), ("2",))],
)
async def test_the_screen_is_as_it_was(
    stage: Stage, waiver: Decision, name: str, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    first = stage.release(
        stage.notice("the message says QZPRE2600001, the file says QZPRE2600002 in TSRC"),
        stage.notice(
            "the track is declared to hold no AI, but its file carries a mark of one",
            rule="ai-credits.none-but-marked",
            severity=Severity.REVIEW,
            reference="A2",
            title="Intro [Live]",
            recipients=("spotify",),
        ),
        stage.notice("accepted as it is", rule="audio-tags.too-short", waived=waiver),
        skips=(stage.skip(),),
        verdicts=stage.verdicts(Outcome.BLOCK, complete=False),
        members=(
            TrackSummary(kind="track", reference="A1", title="Slow Tide"),
            TrackSummary(kind="track", reference="A2", title="Intro [Live]"),
        ),
    )
    second = stage.release(
        id="two/two.xml", title="夜のバス", verdicts=stage.verdicts(Outcome.PASS)
    )
    async with stage.open(stage.run(first, second), size=size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        screen = "".join(f"{line.rstrip()}\n" for line in stage.text(pilot).splitlines())
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("PRECHECK_UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(screen, encoding="utf-8")
    assert screen == golden.read_text(encoding="utf-8")
