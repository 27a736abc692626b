"""The screen of a track: opened from the findings, moved by arrows, and never broken by a child."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from precheck.facts import Reason, Unavailable
from precheck.model import Place
from precheck.portrait import Agreement, Compared, Portrait
from precheck.present.portrait import to_json
from precheck.report import SubjectRef, TrackSummary
from precheck.rules import Severity
from precheck.shared_facts import AudioStream, Channel, Clipping, Sound, SoundPicture, Span
from precheck.tui.screens.run import RunScreen
from precheck.tui.screens.track import TrackScreen
from precheck.tui.state import TrackRef
from precheck.tui.stream import show_command

if TYPE_CHECKING:
    from tests.tui.conftest import Stage

GOLDEN = Path(__file__).parent / "golden"
SWELL = tuple(range(4, 124, 2)) + tuple(range(124, 4, -2))


def a_portrait(reference: str = "A1", **values: Any) -> Portrait:
    defaults: dict[str, Any] = {
        "schema": 1,
        "precheck": "0.1.0",
        "as_of": date(2026, 11, 22),
        "recipients": ("apple-music", "spotify"),
        "release": "one/one.xml",
        "release_title": "Slow Tide EP",
        "track": TrackSummary(
            kind="track", reference=reference, title=f"Tide {reference}", artist="Ada Example"
        ),
        "stream": AudioStream(
            container="FLAC",
            codec="FLAC",
            is_lossless=True,
            sampling_rate_hz=44_100,
            bits_per_sample=16,
            channels=2,
            duration_seconds=60.0,
        ),
        "sound": Sound(
            sampling_rate_hz=44_100,
            channels=(Channel(peak_dbfs=-1.0, rms_dbfs=-12.0, dc_offset=0.0),) * 2,
            samples=2_646_000,
            loudness_lufs=-11.2,
            loudness_range_lu=4.0,
            true_peak_dbtp=-0.4,
            silences=(Span(0, 3),),
            clipping=Clipping(runs=1, longest_samples=4, starts_seconds=(30.0,)),
        ),
        "picture": SoundPicture(
            seconds=60,
            lows=bytes(128 - level for level in SWELL),
            highs=bytes(127 + level for level in SWELL),
            loudness_lufs=tuple(-40 + at / 2 for at in range(60)),
            spectrum_step_hz=441.0,
            spectrum_db=tuple(-2.0 * step for step in range(51)),
        ),
        "compared": (
            Compared(name="title", message="Slow Tide", file="Slow Tide", agreement=Agreement.SAME),
            Compared(
                name="ISRC",
                message="QZPRE2600001",
                file="QZPRE2600002",
                agreement=Agreement.DIFFERS,
                rules=("audio-tags.isrc-differs",),
            ),
        ),
    }
    return Portrait(**{**defaults, **values})


def showing(stage: Stage) -> Callable[[str], tuple[str, ...]]:
    """A child for each track that prints its portrait."""
    return lambda track: stage.printing(to_json(a_portrait(track.rpartition("#")[2])))


async def test_a_key_shows_the_track_of_the_notice_and_escape_leads_back(stage: Stage) -> None:
    gap = stage.notice(
        "it is silent for 4 s", severity=Severity.REVIEW, places=(Place(start_seconds=45.0),)
    )
    async with stage.open(stage.run(stage.release(gap)), show=showing(stage)) as pilot:
        await pilot.press("v")
        await stage.until(pilot, lambda: stage.shows(pilot, "Waveform"))
        text = stage.text(pilot)
        assert "track 1 of 2 · Slow Tide EP · A1" in text
        assert "Tide A1 · Ada Example" in text
        assert "-11.2 LUFS integrated" in text
        assert "notice 1 below" in text
        await pilot.press("end")
        await pilot.pause()
        assert stage.shows(pilot, "1 review   it is silent for 4 s")
        assert stage.shows(pilot, "at 45.0 s")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RunScreen)
        assert pilot.app.screen.board.table.has_focus


async def test_a_notice_of_the_release_that_names_the_file_is_among_them(stage: Stage) -> None:
    file = "one/resources/a.flac"
    twice = stage.notice("the same sound twice", places=(Place(file=file), Place(file="b.flac")))
    twice = replace(twice, subject=SubjectRef(kind="release", release="one/one.xml"))
    other = replace(twice, places=(Place(file="b.flac"),))
    members = (TrackSummary(kind="track", reference="A1", file=file),)
    state = stage.state(stage.run(stage.release(twice, other, members=members)))
    assert state.notices_of(TrackRef("one/one.xml", "A1")) == (twice,)


async def test_arrows_go_from_track_to_track_and_stop_at_the_ends(stage: Stage) -> None:
    async with stage.open(stage.run(), show=showing(stage)) as pilot:
        await pilot.press("v")
        await stage.until(pilot, lambda: stage.shows(pilot, "Tide A1"))
        await pilot.press("left")
        assert stage.shows(pilot, "track 1 of 2")
        await pilot.press("right")
        await stage.until(pilot, lambda: stage.shows(pilot, "Tide A2"))
        await pilot.press("right")
        assert stage.shows(pilot, "track 2 of 2")
        await pilot.press("left")
        await pilot.pause()
        assert stage.shows(pilot, "Tide A1")


async def test_while_it_is_decoded_the_keys_work_and_leaving_ends_the_child(stage: Stage) -> None:
    def hold(_: str) -> tuple[str, ...]:
        return stage.printing(b"", hold_seconds=60)

    async with stage.open(stage.run(), show=hold) as pilot:
        await pilot.press("v")
        await stage.until(pilot, lambda: list(stage.folder.glob("printed-*.pid")))
        [pid_file] = stage.folder.glob("printed-*.pid")
        await stage.until(pilot, pid_file.read_text)
        child = Path("/proc") / pid_file.read_text()
        assert child.exists()
        assert stage.shows(pilot, "is being decoded")
        await pilot.press("escape")
        await stage.until(pilot, lambda: not child.exists())
        assert isinstance(pilot.app.screen, RunScreen)


@pytest.mark.parametrize(
    ("said", "code", "told"),
    [
        (b"", 2, "could not be looked at (exit code 2): precheck: no such track"),
        (b"", -9, "could not be looked at (exit code -9)"),
        (b"{", 0, "What the command printed cannot be read"),
        (b"\xff", 0, "What the command printed cannot be read"),
    ],
)
async def test_a_child_that_fails_is_told_and_the_screen_goes_on(
    stage: Stage, said: bytes, code: int, told: str
) -> None:
    def broken(_: str) -> tuple[str, ...]:
        return stage.printing(said, exit_code=code, stderr="precheck: no such track")

    async with stage.open(stage.run(), show=broken) as pilot:
        await pilot.press("v")
        await stage.until(pilot, lambda: stage.shows(pilot, told))
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RunScreen)


async def test_a_command_that_is_not_there_is_told(stage: Stage) -> None:
    async with stage.open(stage.run(), show=lambda _: ("/nowhere/precheck",)) as pilot:
        await pilot.press("v")
        await stage.until(pilot, lambda: stage.shows(pilot, "The command cannot be started"))


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines())


async def test_a_track_without_sound_says_why_and_shows_the_rest(stage: Stage) -> None:
    why = Unavailable(Reason.NOT_INSTALLED, "av is not installed", "pip install it")
    portrait = a_portrait(sound=None, picture=None, missing={"sound": why, "picture": why})
    child = stage.printing(to_json(portrait), exit_code=3)
    async with stage.open(stage.run(), show=lambda _: child) as pilot:
        await pilot.press("v")
        await stage.until(pilot, lambda: stage.shows(pilot, "not known, sound, picture"))
        text = stage.text(pilot)
    assert "not known, sound, picture: av is not installed\n" in _trimmed(text)
    assert "do: pip install it" in text
    assert "audio-tags.isrc-differs" in text
    assert "Waveform" not in text


async def test_markup_and_controls_of_a_submission_stay_text(stage: Stage) -> None:
    hostile = TrackSummary(kind="track", reference="A1", title="[@click=app.quit]x[/]\x1b[2J")
    child = stage.printing(to_json(a_portrait(track=hostile)))
    async with stage.open(stage.run(), show=lambda _: child) as pilot:
        await pilot.press("v")
        await stage.until(pilot, lambda: stage.shows(pilot, "Waveform"))
        assert stage.shows(pilot, "[@click=app.quit]x[/]␛[2J")


async def test_without_a_track_the_key_says_what_to_do(stage: Stage) -> None:
    bare = stage.release(members=())
    async with stage.open(stage.run(bare)) as pilot:
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RunScreen)
        assert stage.shows(pilot, "Choose a notice about a track first.")


async def test_it_is_drawn_anew_when_the_terminal_changes(stage: Stage) -> None:
    async with stage.open(stage.run(), show=showing(stage), size=(80, 24)) as pilot:
        await pilot.press("v")
        await stage.until(pilot, lambda: stage.shows(pilot, "Waveform"))
        await pilot.resize_terminal(150, 45)
        await stage.until(pilot, lambda: max(map(len, stage.text(pilot).splitlines())) > 140)
        assert isinstance(pilot.app.screen, TrackScreen)


@pytest.mark.parametrize(("name", "size"), [("track", (80, 24)), ("track-wide", (150, 45))])
async def test_the_screen_is_as_it_was(stage: Stage, name: str, size: tuple[int, int]) -> None:
    gap = stage.notice("it is silent", severity=Severity.REVIEW, places=(Place(start_seconds=45),))
    async with stage.open(stage.run(stage.release(gap)), show=showing(stage), size=size) as pilot:
        await pilot.press("v")
        await stage.until(pilot, lambda: stage.shows(pilot, "Waveform"))
        await pilot.pause()
        screen = "".join(f"{line.rstrip()}\n" for line in stage.text(pilot).splitlines())
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("PRECHECK_UPDATE_GOLDEN"):
        golden.write_text(screen, encoding="utf-8")
    assert screen == golden.read_text(encoding="utf-8")


def test_the_command_keeps_what_the_run_was_asked_for() -> None:
    asked = ("--for", "spotify", "--jobs", "2", "--offline", "--only=audio-tags", "--debug")
    command = show_command(Path("here"), asked, "one.xml#A1")
    start = command.index("show")
    assert command[start:] == (
        "show",
        "--json",
        "--alone",
        "--for",
        "spotify",
        "--offline",
        "--only=audio-tags",
        "--",
        "here",
        "one.xml#A1",
    )
