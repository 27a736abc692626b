from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.pilot import Pilot

from precheck.report import TrackSummary
from precheck.tui.query import Scope
from precheck.tui.screens.run import RunScreen
from precheck.tui.widgets.notice_table import NoticeTable
from precheck.tui.widgets.release_tree import ReleaseTree

if TYPE_CHECKING:
    from tests.tui.conftest import Stage

BRACKETS = (
    "Intro [Live]",
    "Outro [/b]",
    "[@click=app.bell]x[/]",
    "[bold red]loud[/bold red]",
    "[[",
)
CONTROLS = {
    "A\x1b]0;PWNED\x07B": "A␛]0;PWNED␇B",
    "A\x1b[2JB": "A␛[2JB",
    "A\x9b31mB": "A\\u{9b}31mB",
    "gnp.\u202eexe": "gnp.\\u{202e}exe",
    "A\tB\nC": "A␉B␊C",
    "A\U000e0041B": "A\\u{e0041}B",
}
TITLES = {**{title: title for title in BRACKETS}, **CONTROLS}
RUN_APP = """
import sys
from pathlib import Path
from precheck.tui.app import PrecheckApp
app = PrecheckApp(Path(sys.argv[1]), command_for=lambda *_: tuple(sys.argv[2:]))
app.run()
sys.exit(app.exit_code)
"""


def a_run(stage: Stage, *titles: str) -> list[Any]:
    """One release for each title, which stands wherever a submission's text may stand."""
    releases = []
    for number, title in enumerate(titles):
        name = f"{number}/{number}.xml"
        notice = stage.notice(
            f"the message says {title}",
            release=name,
            title=title,
            evidence={"title": title, title: [title]},
            remedy=title,
        )
        track = TrackSummary(kind="track", reference="A1", title=title)
        fault = stage.fault(f"broke on {title}")
        releases.append(
            stage.release(notice, id=name, title=title, members=(track,), faults=(fault,))
        )
    return stage.run(*releases)


async def test_hostile_titles_are_text_in_tree_table_and_matrix(stage: Stage) -> None:
    async with stage.open(a_run(stage, *TITLES), size=(200, 60)) as pilot:
        tree = pilot.app.screen.query_one(ReleaseTree)
        for release in list(tree.root.children):
            release.expand()
        await pilot.pause()
        notices = stage.text(pilot)
        await pilot.press("2")
        await pilot.pause()
        matrix = stage.text(pilot).replace("BLOCK", "")
        for shown in TITLES.values():
            assert f"▼ BLOCK {shown}" in notices
            assert f"A1 {shown}  1 block" in notices
            assert f"the message says {shown}" in notices
            assert f"▕{shown} " in matrix
        assert_harmless(pilot, notices + matrix)


async def test_hostile_titles_are_text_in_details_hints_and_scope(stage: Stage) -> None:
    async with stage.open(a_run(stage, *TITLES), size=(200, 60)) as pilot:
        table = pilot.app.screen.query_one(NoticeTable)
        screen = pilot.app.screen
        assert isinstance(screen, RunScreen)
        for number, shown in enumerate(TITLES.values()):
            await hover(pilot, table, 1 + number, until=f"the message says {shown}")
            table.cursor = number
            await pilot.pause()
            text = stage.text(pilot)
            assert f"  title: {shown}" in text
            assert f"  {shown}: {shown}" in text
        for number, shown in enumerate(TITLES.values()):
            screen.board.look_at(Scope(f"{number}/{number}.xml"))
            await pilot.pause()
            assert f"only {shown}" in stage.text(pilot)
            assert_harmless(pilot, stage.text(pilot))


async def test_hostile_titles_are_text_among_faults_and_in_the_palette(stage: Stage) -> None:
    async with stage.open(a_run(stage, *TITLES), size=(200, 60)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        for shown in TITLES.values():
            assert f"broke on {shown}" in stage.text(pilot)
        assert_harmless(pilot, stage.text(pilot))
        await pilot.press("ctrl+p", *"release")
        for shown in TITLES.values():
            await stage.until(pilot, partial(stage.shows, pilot, f"Release {shown}"))
        assert_harmless(pilot, stage.text(pilot))


async def test_a_notification_is_text(stage: Stage) -> None:
    async with stage.open(stage.run(stage.release())) as pilot:
        await pilot.press("n")
        await stage.until(pilot, lambda: "No further notice blocks" in stage.text(pilot))


async def test_a_click_on_a_title_with_an_action_runs_nothing(
    stage: Stage,
) -> None:
    title = "[@click=app.toggle_light]click me[/]"
    async with stage.open(a_run(stage, title), size=(200, 50)) as pilot:
        theme = pilot.app.theme
        for selector, offset in (("#tree", (20, 1)), ("NoticeTable", (14, 1)), ("Detail", (40, 1))):
            await pilot.click(selector, offset=offset)
        await pilot.pause()
        assert pilot.app.theme == theme


async def test_hostile_words_of_a_broken_run_are_text_in_the_banner(stage: Stage) -> None:
    said = "precheck: \x1b]0;PWNED\x07 [/b] [@click=app.quit]x[/]"
    async with stage.open([b"\x1b[2J[/b]\n"], exit_code=2, stderr=said) as pilot:
        text = stage.text(pilot)
        assert "␛]0;PWNED␇ [/b] [@click=app.quit]x[/]" in text
        assert "␛[2J[/b]" in text
        assert_harmless(pilot, text)


async def test_a_path_with_brackets_is_text_in_the_headline(stage: Stage) -> None:
    async with stage.open(stage.run()) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, RunScreen)
        screen.target = Path("Mirror [bold]Words[/bold]\x1b[0m")
        screen.state.version += 1
        await stage.settle(pilot, screen)
        assert "Precheck Mirror [bold]Words[/bold]␛[0m" in stage.text(pilot)


def test_no_escape_of_a_submission_reaches_a_real_terminal(stage: Stage) -> None:
    title = "A\x1b]0;PWNED\x07\x1b[2J\x9b5mB\u202eC"
    command = stage.command(a_run(stage, title))
    sent = played_in_a_terminal([sys.executable, "-c", RUN_APP, title, *command], until=b"PWNED")
    assert b"PWNED" in sent
    assert b"\x1b]0;PWNED" not in sent
    assert "\x9b" not in sent.decode("utf-8", "replace")
    assert "\u202e" not in sent.decode("utf-8", "replace")
    titles = re.findall(rb"\x1b\][02];[^\x07\x1b]*", sent)
    assert titles == []


def played_in_a_terminal(argv: list[str], *, until: bytes) -> bytes:
    """What a program writes to a terminal until this came, and after Ctrl+Q."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        argv, stdin=follower, stdout=follower, stderr=follower, env=environment
    ) as process:
        os.close(follower)
        sent, quit_at, deadline = b"", 0.0, time.monotonic() + 60
        while time.monotonic() < deadline:
            if not select.select([leader], [], [], 0.2)[0]:
                if process.poll() is not None:
                    break
            else:
                try:
                    sent += os.read(leader, 1 << 16)
                except OSError:  # the other side is closed
                    break
            if until in sent and not quit_at:
                quit_at = time.monotonic() + 0.5
            if quit_at and time.monotonic() > quit_at:
                os.write(leader, b"\x11")
                quit_at = deadline
        process.terminate()
    os.close(leader)
    return sent


async def hover(pilot: Pilot[Any], table: NoticeTable, row: int, *, until: str) -> None:
    """Move over a row until the hint says this; a move that comes before the layout is lost."""
    for attempt in range(200):
        await pilot.hover(NoticeTable, offset=(4 + attempt % 2, row))
        if until in str(table.tooltip):
            return
        await pilot.pause(0.05)
    raise AssertionError(f"the hint says {table.tooltip}")


def assert_harmless(pilot: Pilot[Any], text: str) -> None:
    """Nothing on the screen is a control character, but for line breaks."""
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert pilot.app.is_running
