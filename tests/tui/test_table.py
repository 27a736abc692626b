from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from precheck.report import Event
from precheck.rules import Severity
from precheck.testing import screen_text
from precheck.tui.widgets.notice_table import NoticeTable
from precheck.tui.widgets.table import Cell, Column, Table

if TYPE_CHECKING:
    from tests.tui.conftest import Stage

TITLES = (
    "plain",
    "日本語のタイトルはとても長いです",
    "한국어 제목",
    "e\u0301clair" * 9,
    "👩‍👩‍👧 family",
)


class Words(Table):
    """A table of one word a line."""

    FROZEN = 1

    @property
    def columns(self) -> Sequence[Column]:
        return (Column("number", "No", 4), Column("word", "Word", 20), Column("end", "End", 60))

    def row(self, item: int) -> Sequence[Cell]:
        return (Cell(str(item)), Cell(TITLES[item % len(TITLES)]), Cell("end"))


class WordsApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Words()


async def test_every_row_fills_its_width_whatever_its_letters() -> None:
    app = WordsApp()
    async with app.run_test(size=(60, 12)) as pilot:
        table = app.query_one(Words)
        table.show(range(5))
        await pilot.pause()
        assert {cell_len(table.render_line(y).text) for y in range(1, 6)} == {table.size.width}


async def test_the_first_column_stays_when_the_rest_is_scrolled() -> None:
    app = WordsApp()
    async with app.run_test(size=(40, 12)) as pilot:
        table = app.query_one(Words)
        table.show(range(5))
        table.focus()
        await pilot.press("right", "right", "right")
        line = table.render_line(1).text
        assert line.startswith("0 ")
        assert "plain" not in line
        assert cell_len(line) == table.size.width


async def test_page_keys_and_ends_keep_the_cursor_in_view() -> None:
    app = WordsApp()
    async with app.run_test(size=(60, 12)) as pilot:
        table = app.query_one(Words)
        table.show(range(1000))
        table.focus()
        seen = []
        for key in ("pagedown", "G", "pageup", "g", "up", "end", "down", "home"):
            await pilot.press(key)
            top = table.scroll_offset.y
            assert top <= table.cursor < top + table.size.height - 1
            seen.append(table.cursor)
        assert seen[1] == seen[5] == seen[6] == 999
        assert seen[3] == seen[4] == seen[7] == 0


async def test_an_empty_table_says_so() -> None:
    app = WordsApp()
    async with app.run_test(size=(60, 12)) as pilot:
        app.query_one(Words).show(())
        await pilot.pause()
        assert "Nothing here." in screen_text(app)


async def test_the_cursor_stays_on_its_row_when_others_come_before_it() -> None:
    app = WordsApp()
    async with app.run_test(size=(60, 12)):
        table = app.query_one(Words)
        table.show([10, 20, 30])
        table.cursor = 1
        table.show([5, 10, 15, 20])
        assert table.item == 20
        table.show([1, 2])
        assert table.item == 2


@pytest.fixture
def twenty_thousand(stage: Stage) -> list[Event]:
    severities = [Severity.BLOCK, Severity.REVIEW, Severity.WARNING, Severity.NOTE]
    releases = []
    for number in range(100):
        name = f"{number:03}/{number:03}.xml"
        notices = [
            stage.notice(
                f"the message says {n}, the file says {n + 1} in the field of track {n}",
                rule=f"audio-tags.rule-{n % 40}",
                severity=severities[n % 4],
                release=name,
                title=f"Track {n} 日本",
            )
            for n in range(200)
        ]
        releases.append(stage.release(*notices, id=name, title=f"Album {number}"))
    return stage.run(*releases)


async def test_of_twenty_thousand_notices_only_lines_in_view_are_drawn(
    stage: Stage, twenty_thousand: list[Event]
) -> None:
    async with stage.open(twenty_thousand, size=(120, 40)) as pilot:
        table = pilot.app.screen.query_one(NoticeTable)
        assert len(table.items) == 20_000
        await pilot.press("slash")
        for key in "track":
            before = table.lines_drawn
            await pilot.press(key)
            drawn = table.lines_drawn - before
            assert 0 < drawn <= 3 * table.size.height
        await pilot.press("escape")
        table.focus()
        before = table.lines_drawn
        await pilot.press("down")
        assert table.lines_drawn - before <= 2 * table.size.height
