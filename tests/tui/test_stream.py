from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from precheck.report import ReleaseDone, RunFinished
from precheck.tui.stream import Child, Ended, Garbled, Said, check_command, output_of, page_command

if TYPE_CHECKING:
    from tests.tui.conftest import Stage


async def said_by(argv: tuple[str, ...]) -> list[Said]:
    async with Child(argv) as child:
        return [said async for said in child.events()]


async def test_every_event_arrives_and_the_end_is_last(stage: Stage) -> None:
    events = stage.run()
    said = await said_by(stage.command(events))
    assert said == [*events, Ended(1, "")]


async def test_a_line_of_many_megabytes_arrives_whole(stage: Stage) -> None:
    notices = [stage.notice(f"number {n}: " + "x" * 400) for n in range(5000)]
    events = stage.run(stage.release(*notices))
    said = await said_by(stage.command(events))
    release = next(s for s in said if isinstance(s, ReleaseDone))
    assert len(release.result.notices) == 5000


async def test_garbage_is_told_and_the_rest_still_arrives(stage: Stage) -> None:
    events = stage.run()
    lines = [b"Traceback (most recent call last)\n", b"\n", b'{"event":"else"}\n', b"\xff\n"]
    said = await said_by(stage.command([*lines, *events]))
    assert [type(s) for s in said[:3]] == [Garbled] * 3
    assert isinstance(said[-2], RunFinished)


async def test_a_line_cut_in_the_middle_is_garbage(stage: Stage) -> None:
    said = await said_by(stage.command([*stage.run()[:2], b'{"event":"release-do'], exit_code=3))
    assert isinstance(said[-2], Garbled)
    assert said[-1] == Ended(3, "")


async def test_a_signal_is_a_negative_exit_code_and_stderr_is_kept(stage: Stage) -> None:
    said = await said_by(stage.command([], exit_code=-9, stderr="last words"))
    assert said == [Ended(-9, "last words")]


async def test_leaving_ends_the_child_and_what_it_started() -> None:
    script = (
        "import subprocess, sys, time\n"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(p.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    async with Child((sys.executable, "-c", script)) as child:
        first = await anext(child.events())
        assert isinstance(first, Garbled)
        own, grandchild = child.running.pid, int(first.line)
    assert not await is_alive(own)
    assert not await is_alive(grandchild)


async def test_a_worker_that_outlives_its_parent_does_not_hold_the_stream_open() -> None:
    script = (
        "import os, signal, subprocess, sys\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    async with asyncio.timeout(20):
        said = await said_by((sys.executable, "-c", script))
    assert said == [Ended(-9, "")]


async def test_a_working_folder_with_a_module_of_our_name_is_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "precheck.py").write_text("print('taken over')")
    (tmp_path / "click.py").write_text("print('taken over')")
    monkeypatch.chdir(tmp_path)
    _, out, err = await output_of(check_command(tmp_path / "absent", ()))
    assert "taken over" not in out + err


def test_a_path_that_looks_like_an_option_is_a_path() -> None:
    assert check_command(Path("--help"), ("--offline",))[-3:] == ("jsonl", "--", "--help")


@pytest.mark.parametrize(
    ("words", "arguments", "kept"),
    [
        (("rules",), ("--offline", "--for", "spotify"), ()),
        (("rules",), ("--config", "a.toml", "--as-of", "2026-12-02"), ("--config", "a.toml")),
        (("explain", "--", "x"), ("--as-of=2026-12-02",), ("--as-of=2026-12-02", "--", "x")),
        (
            ("plugins",),
            ("--only", "--config", "--without=b"),
            ("--only", "--config", "--without=b"),
        ),
    ],
)
def test_a_page_is_printed_under_the_options_of_the_run(
    words: tuple[str, ...], arguments: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    argv = page_command(words, arguments)
    assert argv[argv.index("precheck") + 1 :] == (words[0], *kept)


async def is_alive(pid: int) -> bool:
    """Whether a process is there after a moment's grace; a zombie is not."""
    for _ in range(40):
        if not state_of(pid).strip("Z"):
            return False
        await asyncio.sleep(0.05)
    return True


def state_of(pid: int) -> str:
    """`R`, `S`, ... or nothing for a process that is gone."""
    with suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return ""
