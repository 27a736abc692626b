"""The screen of a plugin's view: opened from a release, drawn by a child, never broken by it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from precheck.present.drawing import Line, Piece, line
from precheck.report import Event
from precheck.tui.app import DrawCommandFor
from precheck.tui.screens.run import RunScreen
from precheck.tui.screens.view import ViewScreen
from precheck.tui.state import Phase
from precheck.tui.stream import drawn_command, plain_command
from precheck.tui.views import installed_views, pages_of
from precheck.views import RunView, View
from precheck_cadence.view import view as pace

if TYPE_CHECKING:
    from tests.tui.conftest import Stage


def by_account(run: RunView) -> Mapping[str, tuple[str, ...]]:
    return {one.id: ("ledger", "--", one.account) for one in run.releases if one.account}


GOLDEN = Path(__file__).parent / "golden"
LEDGER = View(title="Ledger", key="y", pages=by_account)


def drawn(*lines: Line) -> bytes:
    return msgspec.json.encode(list(lines))


def saying(stage: Stage) -> DrawCommandFor:
    """A child for each account that draws its name and how much room it was given."""

    def command(
        words: tuple[str, ...], _: tuple[str, ...], size: tuple[int, int]
    ) -> tuple[str, ...]:
        return stage.printing(
            drawn(line(Piece(f"ledger of {words[-1]}", "strong")), line(f"in {size[0]} cells"))
        )

    return command


def run_of_three(stage: Stage) -> list[Event]:
    return list(
        stage.run(
            stage.release(stage.notice(), account="ada"),
            stage.release(id="two/two.xml", title="Second", account="ada"),
            stage.release(id="three/three.xml", title="Third", account="bo"),
            stage.release(id="four/four.xml", title="Fourth"),
        )
    )


async def test_a_key_shows_the_page_of_the_release_and_escape_leads_back(stage: Stage) -> None:
    async with stage.open(run_of_three(stage), views=(LEDGER,), draw=saying(stage)) as pilot:
        assert stage.shows(pilot, "y Ledger")
        await pilot.press("y")
        await stage.until(pilot, lambda: stage.shows(pilot, "ledger of ada"))
        assert stage.shows(pilot, "page 1 of 2 · Ledger · Slow Tide EP")
        await pilot.press("right")
        await stage.until(pilot, lambda: stage.shows(pilot, "ledger of bo"))
        assert stage.shows(pilot, "page 2 of 2 · Ledger · Third")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RunScreen)


async def test_it_is_drawn_anew_when_the_terminal_changes(stage: Stage) -> None:
    run = run_of_three(stage)
    async with stage.open(run, views=(LEDGER,), draw=saying(stage), size=(80, 24)) as pilot:
        await pilot.press("y")
        await stage.until(pilot, lambda: stage.shows(pilot, "in 77 cells"))
        await pilot.resize_terminal(120, 40)
        await stage.until(pilot, lambda: stage.shows(pilot, "in 117 cells"))
        assert isinstance(pilot.app.screen, ViewScreen)


async def test_the_release_that_is_chosen_in_the_matrix_is_meant(stage: Stage) -> None:
    async with stage.open(run_of_three(stage), views=(LEDGER,), draw=saying(stage)) as pilot:
        await pilot.press("2", "down", "down", "y")
        await stage.until(pilot, lambda: stage.shows(pilot, "ledger of bo"))
        await pilot.press("escape", "down", "y")
        await pilot.pause()
        assert stage.shows(pilot, "Ledger has nothing to show of this release yet.")


async def test_while_the_run_is_under_way_there_is_nothing_to_show(stage: Stage) -> None:
    async with stage.open(run_of_three(stage), views=(LEDGER,), draw=saying(stage)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, RunScreen)
        screen.state.phase = Phase.RUNNING
        await pilot.press("y")
        await pilot.pause()
        assert stage.shows(pilot, "nothing to show of this release yet")


@pytest.mark.parametrize(
    ("said", "code", "told"),
    [
        (b"", 2, "could not be made (exit code 2): precheck: no history is named"),
        (b"[[{}]]", 0, "What the command printed cannot be read"),
        (b"{", 0, "What the command printed cannot be read"),
        (b"", 0, "could not be made (exit code 0)"),
    ],
)
async def test_a_child_that_fails_is_told(stage: Stage, said: bytes, code: int, told: str) -> None:
    def broken(*_: object) -> tuple[str, ...]:
        return stage.printing(said, exit_code=code, stderr="precheck: no history is named")

    async with stage.open(run_of_three(stage), views=(LEDGER,), draw=broken) as pilot:
        await pilot.press("y")
        await stage.until(pilot, lambda: stage.shows(pilot, told))


async def test_what_a_child_draws_steers_nothing(stage: Stage) -> None:
    hostile = drawn(line("[@click=app.quit]x[/]\x1b[2J", Piece("y", "bold red on"), Piece("z")))

    async with stage.open(
        run_of_three(stage), views=(LEDGER,), draw=lambda *_: stage.printing(hostile)
    ) as pilot:
        await pilot.press("y")
        await stage.until(pilot, lambda: stage.shows(pilot, "[@click=app.quit]x[/]␛[2Jyz"))


async def test_a_view_that_raises_is_told_and_the_others_are_shown(stage: Stage) -> None:
    def raises(_: RunView) -> Mapping[str, tuple[str, ...]]:
        raise KeyError("x")

    views = (View(title="Broken", key="z", pages=raises), LEDGER)
    async with stage.open(run_of_three(stage), views=views, draw=saying(stage)) as pilot:
        await pilot.press("z")
        await pilot.pause()
        assert stage.shows(pilot, "Broken is broken: KeyError: 'x'")
        await pilot.press("y")
        await stage.until(pilot, lambda: stage.shows(pilot, "ledger of ada"))


async def test_a_key_of_the_screen_stays_the_screens(stage: Stage) -> None:
    taken = View(title="Taken", key="e", pages=by_account)
    async with stage.open(run_of_three(stage), views=(taken,), draw=saying(stage)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, RunScreen)
        assert not stage.shows(pilot, "e Taken")
        assert "Taken of the release" in {command.name for command in screen.commands()}


# --- the view that comes with Precheck -------------------------------------------------------


def test_the_pace_is_installed() -> None:
    assert installed_views() == (pace,)


def test_the_pace_of_an_account_marks_its_products(stage: Stage) -> None:
    state = stage.state(
        stage.run(
            stage.release(account="-ada", icpn="0036000291452"),
            stage.release(id="two/two.xml", account="-ada", grid="A1-2425G-ABC1234002-M"),
            stage.release(id="three/three.xml", account="-ada"),
            stage.release(id="four/four.xml"),
        )
    )
    assert pages_of(pace, state) == {}
    state.phase = Phase.ENDED
    pages = pages_of(pace, state)
    assert list(pages) == ["one/one.xml", "two/two.xml", "three/three.xml"]
    assert {page.words for page in pages.values()} == {
        (
            "cadence",
            "--for=apple-music",
            "--for=spotify",
            "--product=icpn:36000291452",
            "--product=grid:A12425GABC1234002M",
            "--",
            "-ada",
        )
    }


@pytest.mark.parametrize(("name", "size"), [("pace", (80, 24)), ("pace-wide", (150, 45))])
async def test_the_pace_is_drawn_by_the_plain_command(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, name: str, size: tuple[int, int]
) -> None:
    monkeypatch.chdir(stage.folder)
    remember(stage.folder)
    run = stage.run(stage.release(account="ada", icpn="36000291452"))
    async with stage.open(run, size=size, draw=drawn_command) as pilot:
        await pilot.press("p")
        await stage.until(pilot, lambda: stage.shows(pilot, "Releases a day"))
        await pilot.pause()
        screen = "".join(f"{line.rstrip()}\n" for line in stage.text(pilot).splitlines())
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("PRECHECK_UPDATE_GOLDEN"):
        golden.write_text(screen, encoding="utf-8")
    assert screen == golden.read_text(encoding="utf-8")


def remember(folder: Path) -> None:
    """A history of an artist with a release every three weeks, and four in the last days."""
    last = datetime(2026, 11, 20, 12, tzinfo=UTC)
    days = [*range(21, 400, 21), 5, 3, 1, 0]
    rows = ["account,icpn,uploaded,isrc,title,artists,seconds"]
    for number, ago in enumerate(days):
        icpn = "36000291452" if ago == 0 else f"9520000{number:06}"
        at = (last - timedelta(days=ago)).isoformat()
        rows += [
            f"ada,{icpn},{at},AQPRE26{number:03}{track:02},Song {number}.{track},Ada Example,200"
            for track in range(1 + number % 4)
        ]
    (folder / "uploads.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    settings = '[plugins.cadence]\nhistory = "history.sqlite"\n'
    (folder / "precheck.toml").write_text(settings, encoding="utf-8")
    command = plain_command("history", "import", "uploads.csv")
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603 - our own


def test_the_command_keeps_the_settings_of_the_run() -> None:
    asked = ("--for", "spotify", "--config", "own.toml", "--only=cadence", "--offline")
    command = drawn_command(("cadence", "--", "ada"), asked, (77, 22))
    start = command.index("cadence")
    assert command[start:] == (
        "cadence",
        "--drawn",
        "77x22",
        "--config",
        "own.toml",
        "--",
        "ada",
    )
    assert Path(command[0]).name.startswith("python")
