"""A stage for the terminal UI: recorded events, a child that prints them, the screen as text."""

from __future__ import annotations

import asyncio
import inspect
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from precheck.facts import Reason
from precheck.model import Layout, Place
from precheck.policy import PolicyKind, SetBy
from precheck.present.document import to_line
from precheck.report import (
    BatchDone,
    Counts,
    Decision,
    Event,
    Fault,
    ForRecipient,
    Notice,
    Outcome,
    Plan,
    PluginInfo,
    PolicyInfo,
    ReleaseDone,
    ReleaseResult,
    ReleaseStarted,
    Run,
    RunFinished,
    RunStarted,
    Skip,
    SubjectRef,
    TrackSummary,
    Verdict,
)
from precheck.rules import Severity, Source
from precheck.testing import screen_text
from precheck.tui.app import DrawCommandFor, PrecheckApp
from precheck.tui.screens.run import RunScreen
from precheck.tui.state import Phase, State
from precheck.views import View

RECIPIENTS = ("apple-music", "spotify")
CHILD = """
import os, sys, time
open(sys.argv[1] + ".pid", "w").write(str(os.getpid()))
lines, code, stderr, hold = sys.argv[1], int(sys.argv[2]), sys.argv[3], float(sys.argv[4])
sys.stdout.buffer.write(open(lines, "rb").read())
sys.stdout.flush()
sys.stderr.write(stderr)
sys.stderr.flush()
time.sleep(hold)
if code < 0:
    os.kill(os.getpid(), -code)
sys.exit(code)
"""


def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run tests that are coroutines."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = inspect.signature(pyfuncitem.obj).parameters
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted}))
    return True


class Stage:
    """Builders of what a run says, and the app that follows a child that says it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    # --- what a run says ---------------------------------------------------------------------

    def notice(
        self,
        message: str = "the message says A, the file says B",
        *,
        rule: str = "audio-tags.isrc-differs",
        severity: Severity = Severity.BLOCK,
        release: str = "one/one.xml",
        reference: str = "A1",
        title: str = "Slow Tide",
        recipients: Iterable[str] = RECIPIENTS,
        waived: Decision | None = None,
        **values: Any,
    ) -> Notice:
        shares = tuple(
            ForRecipient(name=r, severity=severity, set_by=SetBy.POLICY, waived=waived)
            for r in recipients
        )
        defaults: dict[str, Any] = {
            "places": (
                Place(file="one/one.xml", line=79, xpath="/ern:NewReleaseMessage/ISRC"),
                Place(file="one/resources/a.flac", tag="TSRC"),
            ),
            "evidence": {"message": "QZPRE2600001", "file": "QZPRE2600002"},
            "remedy": "Ask whoever assigned the code.",
            "sources": (
                Source(
                    title="ISRC Handbook",
                    url="https://example.org/isrc",
                    clause="3.1",
                    read=date(2026, 11, 22),
                ),
            ),
        }
        return Notice(
            rule=rule,
            title="The ISRC in the file is not the one in the message",
            severity=severity,
            subject=SubjectRef(kind="track", release=release, reference=reference, title=title),
            message=message,
            recipients=shares,
            **{**defaults, **values},
        )

    def skip(self, reason: Reason = Reason.SERVICE, **values: Any) -> Skip:
        defaults: dict[str, Any] = {
            "rule": "voice.too-close",
            "title": "A voice is close to a known one",
            "subject": SubjectRef(kind="track", release="one/one.xml", reference="A1"),
            "detail": "the service did not answer within 5 s",
            "remedy": "Run again when it is up.",
            "severity": Severity.REVIEW,
            "matters_to": () if reason is Reason.NOT_APPLICABLE else ("spotify",),
        }
        return Skip(reason=reason, **{**defaults, **values})

    def fault(self, message: str = "rule ai-credits.x raised KeyError: 'x'") -> Fault:
        return Fault(where="rule: ai-credits.x", plugin="ai-credits", message=message)

    def release(
        self,
        *notices: Notice,
        id: str = "one/one.xml",  # noqa: A002 - the field's name
        title: str = "Slow Tide EP",
        verdicts: tuple[Verdict, ...] | None = None,
        **values: Any,
    ) -> ReleaseResult:
        worst = max((n.severity for n in notices if not n.is_waived), default=Severity.OFF)
        defaults: dict[str, Any] = {
            "members": (
                TrackSummary(kind="track", reference="A1", title="Slow Tide"),
                TrackSummary(kind="track", reference="A2", title="Fast Tide"),
                TrackSummary(kind="image", reference="A9"),
            ),
        }
        return ReleaseResult(
            id=id,
            title=title,
            notices=notices,
            verdicts=verdicts or self.verdicts(Outcome.of(worst)),
            **{**defaults, **values},
        )

    def verdicts(self, outcome: Outcome, *, complete: bool = True) -> tuple[Verdict, ...]:
        return tuple(Verdict(recipient=r, outcome=outcome, complete=complete) for r in RECIPIENTS)

    def started(self, *ids: str, **values: Any) -> RunStarted:
        defaults: dict[str, Any] = {
            "schema": 1,
            "plugins": (
                PluginInfo(name="audio-tags", status="loaded", rules=25, inspectors=("Tags",)),
                PluginInfo(
                    name="my-label", status="broken", problem="ImportError: no module named x"
                ),
            ),
            "policies": tuple(
                PolicyInfo(name=r, title=r.title(), kind=PolicyKind.RECIPIENT, digest="ab" * 32)
                for r in RECIPIENTS
            ),
        }
        return RunStarted(
            precheck="0.1.0",
            plan=Plan(as_of=date(2026, 11, 22), recipients=RECIPIENTS, layout=Layout.BATCH),
            releases=ids or ("one/one.xml",),
            run=Run(started="2026-11-22T12:00:00+00:00", root="/deliveries"),
            **{**defaults, **values},
        )

    def finished(self, *results: ReleaseResult, **values: Any) -> RunFinished:
        worst = max(
            (v.outcome for r in results for v in r.verdicts),
            key=lambda outcome: outcome.rank,
            default=Outcome.PASS,
        )
        defaults: dict[str, Any] = {
            "outcome": worst,
            "complete": all(v.complete for r in results for v in r.verdicts),
            "counts": Counts(releases=len(results)),
            "exit_code": 0 if worst is Outcome.PASS else 1,
            "seconds": 0.5,
        }
        return RunFinished(**{**defaults, **values})

    def run(
        self, *results: ReleaseResult, batch: BatchDone | None = None, **finish: Any
    ) -> list[Event]:
        """A whole run over these releases."""
        results = results or (self.release(self.notice()),)
        events: list[Event] = [self.started(*(r.id for r in results))]
        for result in results:
            events += [ReleaseStarted(id=result.id), ReleaseDone(result=result)]
        final = {r.id: r.verdicts for r in results}
        events.append(batch or BatchDone(notices=(), skips=(), faults=(), verdicts=final))
        return [*events, self.finished(*results, **finish)]

    def state(self, events: Iterable[Event]) -> State:
        """What is known after these events, with the child still running."""
        state = State()
        state.begin()
        for event in events:
            state.take(event)
        return state

    # --- the app that follows it -------------------------------------------------------------

    def command(
        self,
        said: Iterable[Event | bytes],
        *,
        exit_code: int | None = None,
        stderr: str = "",
        hold_seconds: float = 0,
    ) -> tuple[str, ...]:
        """A child that says this; it ends as the run says, unless told otherwise."""
        said = list(said)
        lines = self.folder / "said.jsonl"
        lines.write_bytes(b"".join(s if isinstance(s, bytes) else to_line(s) for s in said))
        promised = next((s.exit_code for s in said if isinstance(s, RunFinished)), 0)
        code = promised if exit_code is None else exit_code
        return (sys.executable, "-c", CHILD, str(lines), str(code), stderr, str(hold_seconds))

    def printing(
        self, said: bytes, *, exit_code: int = 0, stderr: str = "", hold_seconds: float = 0
    ) -> tuple[str, ...]:
        """A child that prints these bytes."""
        out = self.folder / f"printed-{len(list(self.folder.iterdir()))}"
        out.write_bytes(said)
        return (sys.executable, "-c", CHILD, str(out), str(exit_code), stderr, str(hold_seconds))

    @asynccontextmanager
    async def open(
        self,
        said: Iterable[Event | bytes],
        *,
        size: tuple[int, int] = (120, 36),
        exit_code: int | None = None,
        stderr: str = "",
        hold_seconds: float = 0,
        show: Callable[[str], tuple[str, ...]] | None = None,
        views: Sequence[View] | None = None,
        draw: DrawCommandFor | None = None,
    ) -> AsyncIterator[Pilot[None]]:
        """The app on a run that says this, once all of it is on the screen.

        `show` gives the child that looks at a track, `draw` the one that draws a page of a view.
        """
        command = self.command(said, exit_code=exit_code, stderr=stderr, hold_seconds=hold_seconds)
        app = PrecheckApp(
            Path("deliveries"),
            command_for=lambda *_: command,
            track_command_for=lambda _, __, track: show(track) if show is not None else ("false",),
            draw_command_for=draw or (lambda *_: ("false",)),
            views=views,
        )
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            screen = app.screen
            assert isinstance(screen, RunScreen)
            if not hold_seconds:
                await self.until(pilot, lambda: screen.state.phase is Phase.ENDED)
            await self.settle(pilot, screen)
            yield pilot

    async def settle(self, pilot: Pilot[None], screen: RunScreen) -> None:
        """Wait until what is known is painted."""
        screen.repaint_if_changed()
        await pilot.pause()
        await pilot.pause()

    async def until(self, pilot: Pilot[None], done: Callable[[], object]) -> None:
        """Wait for something to become true, for at most twenty seconds."""
        for _ in range(400):
            if done():
                return
            await pilot.pause(0.05)
        raise AssertionError(f"it never came:\n{screen_text(pilot.app)}")

    def text(self, pilot: Pilot[None]) -> str:
        """The screen as text."""
        return screen_text(pilot.app)

    def shows(self, pilot: Pilot[None], text: str) -> bool:
        """Whether the screen shows it."""
        return text in screen_text(pilot.app)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


@pytest.fixture
def waiver() -> Decision:
    return Decision(owner="Ada Example", reason="agreed by mail", expires=date(2026, 12, 31))
