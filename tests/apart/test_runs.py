"""Whole runs in which a process is lost: what the verdict says, and that nobody is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any, cast

import deeds
import pytest
from msgspec.structs import replace

import precheck_audio_tags
from precheck import (
    Apart,
    Facts,
    Reason,
    Tools,
    Track,
    Unavailable,
)
from precheck.apart.pool import Pool
from precheck.engine.own_rules import OWN
from precheck.plugins import Plugin, Registry
from precheck.report import Outcome, Report
from precheck.testing import a_track, an_image, check, look, some_tools
from precheck_audio_tags.facts import AudioFile, Part, PictureFile, Presence, Trouble
from precheck_audio_tags.inspectors import INSPECTORS, audio_file, picture_file

DELIVERIES = Path(__file__).parents[2] / "fixtures" / "deliveries"
COMMAND = (sys.executable, "-m", "precheck")

SLEEPER = """
    import time
    from pathlib import Path
    from msgspec import Struct
    from precheck import Track, hookimpl, inspector

    class Rest(Struct, frozen=True):
        pass

    def rest(note):
        import os
        Path(note, str(os.getpid())).touch()
        time.sleep(600)

    @inspector(of=Track, gives=Rest)
    def sleep(track, facts, tools):
        return tools.apart(rest, {note!r}, seconds=600) or Rest()

    @hookimpl
    def precheck_inspectors():
        return [sleep]
"""


def doomed(apart: Apart, deed: Callable[[], Any]) -> Apart:
    """The same door, behind which something else happens than what was asked for."""

    def call(_: Callable[..., Any], *__: object, seconds: float) -> Any:
        return apart(deed, seconds=seconds)

    return cast(Apart, call)


def run_with(deed: Callable[[], Any]) -> Report:
    """A check of a clean delivery in which that comes of parsing each of its sound files."""

    def open_it(track: Track, facts: Facts, tools: Tools) -> Any:
        return audio_file.inspect(track, facts, replace(tools, apart=doomed(tools.apart, deed)))

    parts = (replace(audio_file, inspect=open_it), *(i for i in INSPECTORS if i is not audio_file))
    plugin = Plugin(
        name="audio-tags",
        inspectors=parts,
        rules=tuple(precheck_audio_tags.precheck_rules()),
        options=tuple(precheck_audio_tags.precheck_options()),
    )
    return check(DELIVERIES / "clean-single", registry=Registry.of((plugin,), own=(OWN,)))


def test_a_file_that_kills_its_parser_is_unreadable(apart: Pool, tmp_path: Path) -> None:
    track = a_track(audio=tmp_path / "low-sun.flac")

    file = look(audio_file, track, tools=some_tools(apart=doomed(apart, deeds.segfault)))

    why = "its parser was lost: its process died of SIGSEGV"
    assert isinstance(file, AudioFile)
    assert file.presence is Presence.UNREADABLE
    assert file.troubles == (Trouble(part=Part.FILE, error="", detail=why),)
    assert file.detail.endswith(why)


def test_a_picture_that_kills_its_parser_is_unreadable(apart: Pool, tmp_path: Path) -> None:
    image = an_image(file=tmp_path / "cover.png")

    why = look(picture_file, image, tools=some_tools(apart=doomed(apart, deeds.segfault)))

    assert isinstance(why, Unavailable)
    assert why.reason is Reason.UNREADABLE
    assert "its parser was lost: its process died of SIGSEGV" in why.detail


def test_files_and_pictures_are_opened_elsewhere(apart: Pool, tmp_path: Path) -> None:
    tools = some_tools(apart=apart)
    (tmp_path / "a.flac").write_bytes(b"")

    file = look(audio_file, a_track(audio=tmp_path / "a.flac"), tools=tools)
    gone = look(picture_file, an_image(file=tmp_path / "cover.png"), tools=tools)
    (tmp_path / "cover.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    marks = look(picture_file, an_image(file=tmp_path / "cover.png"), tools=tools)

    assert isinstance(file, AudioFile)
    assert file.presence is Presence.EMPTY
    assert isinstance(gone, Unavailable)
    assert "No such file or directory" in gone.detail
    assert marks == PictureFile()


def test_a_lost_parser_blocks_and_leaves_the_verdict_incomplete() -> None:
    report = run_with(deeds.segfault)

    [release] = report.releases
    told = [n for n in release.notices if n.rule == "audio-tags.file-unreadable"]
    assert told
    assert "its parser was lost: its process died of SIGSEGV" in told[0].message
    assert {s.reason for s in release.skips if s.matters_to} == {Reason.UNREADABLE}
    assert [(v.outcome, v.complete) for v in release.verdicts] == [(Outcome.BLOCK, False)]
    assert release.faults == ()


def test_a_mistake_in_a_parser_is_a_fault_and_says_nothing_of_the_file() -> None:
    report = run_with(deeds.raise_unpicklable)

    [release] = report.releases
    assert not [n for n in release.notices if n.rule == "audio-tags.file-unreadable"]
    assert not any(verdict.complete for verdict in release.verdicts)
    assert release.faults[0].message == (
        "the inspector of AudioFile raised ApartFailure: UnpicklableError: of a lock"
    )


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_no_process_behind(
    tmp_path: Path, processes: Any, jobs: int, number: signal.Signals
) -> None:
    site, notes = tmp_path / "site", tmp_path / "notes"
    info = site / "sleeper-1.0.dist-info"
    info.mkdir(parents=True)
    notes.mkdir()
    (site / "sleeper.py").write_text(dedent(SLEEPER).format(note=str(notes)))
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sleeper\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[precheck]\nsleeper = sleeper\n")
    command = [*COMMAND, "check", str(DELIVERIES / "batch"), "--offline", "--json", f"-j{jobs}"]
    environment = {**os.environ, "PYTHONPATH": str(site)}
    with subprocess.Popen(  # noqa: S603 - our own command
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as run:
        try:
            asleep = processes.names_in(notes, jobs)
        finally:
            os.kill(run.pid, number)
        _, said = run.communicate(timeout=20)

    assert run.returncode == (130 if number == signal.SIGINT else -number)
    assert said == "precheck: interrupted\n" or number == signal.SIGKILL
    assert processes.ended(*asleep)
