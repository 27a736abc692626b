from __future__ import annotations

import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from precheck.errors import UsageError
from precheck.testing import screen_text
from precheck.tui import run
from precheck.tui.app import PrecheckApp
from precheck.tui.screens.run import RunScreen
from precheck.tui.screens.start import Folders, StartScreen
from precheck.tui.widgets.headline import Headline

if TYPE_CHECKING:
    from tests.tui.conftest import Stage


@pytest.fixture
def deliveries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "deliveries"
    (folder / "album [Live]").mkdir(parents=True)
    (folder / "album [Live]" / "album.xml").write_text("<x/>")
    (folder / "gnp.\u202eexe.xml").write_text("<x/>")
    monkeypatch.chdir(folder)
    return folder


def app_for(stage: Stage) -> PrecheckApp:
    command = stage.command(stage.run())
    return PrecheckApp(command_for=lambda path, _: (*command, str(path)))


async def test_without_a_path_the_screen_asks_for_one(stage: Stage, deliveries: Path) -> None:
    app = app_for(stage)
    async with app.run_test(size=(80, 24)) as pilot:
        await stage.until(pilot, lambda: "album [Live]" in screen_text(app))
        shown = screen_text(app)
        assert "Choose a message, a release folder" in shown
        assert "gnp.\\u{202e}exe.xml" in shown
        assert deliveries.name in shown
    assert app.exit_code == 0


async def test_a_typed_path_is_checked(stage: Stage, deliveries: Path) -> None:
    app = app_for(stage)
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one(Input).value = str(deliveries / "album [Live]")
        await pilot.press("enter")
        await stage.until(pilot, lambda: isinstance(app.screen, RunScreen))
        assert isinstance(app.screen, RunScreen)
        assert app.screen.target == deliveries / "album [Live]"


async def test_a_path_with_nothing_there_is_told_and_not_run(
    stage: Stage, deliveries: Path
) -> None:
    app = app_for(stage)
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one(Input).value = str(deliveries / "absent")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, StartScreen)
        assert "there is nothing at" in screen_text(app)


async def test_a_folder_is_checked_from_the_tree_by_key(stage: Stage, deliveries: Path) -> None:
    app = app_for(stage)
    async with app.run_test(size=(80, 24)) as pilot:
        tree = app.screen.query_one(Folders)
        await stage.until(pilot, lambda: len(tree.root.children) == 2)
        await pilot.press("tab", "down", "c")
        await stage.until(pilot, lambda: isinstance(app.screen, RunScreen))
        assert isinstance(app.screen, RunScreen)
        assert app.screen.target == deliveries / "album [Live]"


async def test_a_file_is_checked_by_enter(stage: Stage, deliveries: Path) -> None:
    app = app_for(stage)
    async with app.run_test(size=(80, 24)) as pilot:
        tree = app.screen.query_one(Folders)
        await stage.until(pilot, lambda: len(tree.root.children) == 2)
        await pilot.press("tab", "down", "down", "enter")
        await stage.until(pilot, lambda: isinstance(app.screen, RunScreen))
        assert isinstance(app.screen, RunScreen)
        assert app.screen.target.parent == deliveries


async def test_another_path_is_asked_for_over_a_run_and_escape_leads_back(
    stage: Stage, deliveries: Path
) -> None:
    async with stage.open(stage.run()) as pilot:
        run = pilot.app.screen
        headline = run.query_one(Headline)
        await pilot.press("o")
        assert isinstance(pilot.app.screen, StartScreen)
        await pilot.press("escape")
        assert pilot.app.screen is run
        await pilot.press("o")
        pilot.app.screen.query_one(Input).value = str(deliveries)
        await pilot.press("enter")
        await stage.until(pilot, lambda: headline not in pilot.app.screen.query(Headline))
        await stage.until(pilot, lambda: len(pilot.app.screen.query(Headline)) == 1)
        assert not run.is_attached


async def test_a_control_character_in_a_pasted_path_becomes_visible(
    stage: Stage, deliveries: Path
) -> None:
    app = app_for(stage)
    async with app.run_test(size=(80, 24)) as pilot:
        line = app.screen.query_one(Input)
        line.insert_text_at_cursor("a\x1b]0;x\x07b")
        await pilot.pause()
        assert line.value == "a␛]0;x␇b"
        assert deliveries.name in screen_text(app)


def test_without_a_terminal_the_screen_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO())
    with pytest.raises(UsageError, match="needs a terminal"):
        run(None, ())


def test_textual_is_imported_only_to_draw() -> None:
    code = "import sys, precheck.tui; print('textual' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)  # noqa: S603 - our own interpreter
    assert answer.stdout.strip() == b"False"
