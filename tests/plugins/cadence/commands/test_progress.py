"""How far a long command is: lines where there is no terminal, a bar where there is one."""

from __future__ import annotations

import io
import sys

import pytest

from precheck.commands import plain
from precheck_cadence.commands import progress as module
from precheck_cadence.commands.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_lines_say_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "TOLD_SECONDS", 0.0)
    with progress("in\x1b.csv", 200, 50) as tell:
        tell(100, "1,000 rows")
        tell(200)
    name = plain("in\x1b.csv")
    lines = capsys.readouterr().err.splitlines()
    assert lines == [f"precheck: {name}: 1,000 rows, 50%", f"precheck: {name}: 100%"]
    assert "\x1b" not in "".join(lines)


def test_lines_come_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("in.csv", 3) as tell:
        for at in range(3):
            tell(at)
    assert capsys.readouterr().err == ""


def test_nothing_to_do_is_no_mistake(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "TOLD_SECONDS", 0.0)
    with progress("in.csv", 0) as tell:
        tell(0)
    assert capsys.readouterr().err == "precheck: in.csv: 0%\n"


def test_a_terminal_has_a_bar_that_begins_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress("in.csv", 200, 50) as tell:
        begun = terminal.getvalue()
        tell(200, "1,000 rows")
    assert "25%" in begun
    assert "100%" in terminal.getvalue()
    assert "precheck:" not in terminal.getvalue()
