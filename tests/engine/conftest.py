"""A desk where reports are saved with their facts and judged again, all in memory."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from precheck.changes import Judgement
from precheck.engine.judging import judging
from precheck.engine.own_rules import OWN
from precheck.engine.rejudge import judge_again
from precheck.engine.reopen import Saved
from precheck.engine.room import Order
from precheck.engine.run import Request, check
from precheck.engine.saved_room import SavedRoom
from precheck.plugins import Plugin, Registry
from precheck.present.document import gather, to_json, to_line
from precheck.present.judgement import gather as gather_judgement
from precheck.report import Event, Report
from precheck.rules import Severity
from precheck.settings import Settings
from precheck.testing import A_DAY
from precheck.testing.asking import shared_apart


class Desk:
    """Checks, saves and judges again, with the plugins given, else with those installed."""

    def __init__(self) -> None:
        self.installed = Registry.installed(own=(OWN,))

    def registry(self, plugins: Iterable[Plugin] | None) -> Registry:
        return self.installed if plugins is None else Registry.of(plugins, own=(OWN,))

    def check(
        self,
        path: Path,
        *,
        with_facts: bool = False,
        plugins: Iterable[Plugin] | None = None,
        day: date = A_DAY,
        recipients: tuple[str, ...] = (),
        settings: Settings | None = None,
    ) -> list[Event]:
        order = Order(
            root=Path(),
            as_of=day,
            recipients=recipients,
            settings=settings or Settings(),
            offline=True,
            with_facts=with_facts,
        )
        request = Request(paths=(path,), order=order)
        return list(check(request, self.registry(plugins), shared_apart()))

    def saved(self, path: Path, **how: Any) -> bytes:
        """A report with its facts, in lines."""
        return b"".join(to_line(event) for event in self.check(path, with_facts=True, **how))

    def checked_and_saved(self, path: Path) -> tuple[Report, bytes]:
        """What one check says, and the report it saves."""
        events = self.check(path, with_facts=True)
        return gather(events), b"".join(to_line(event) for event in events)

    def saved_whole(self, path: Path, **how: Any) -> bytes:
        """A report with its facts, as one object."""
        return to_json(gather(self.check(path, with_facts=True, **how)))

    def room(
        self,
        saved: Saved,
        *,
        plugins: Iterable[Plugin] | None = None,
        day: date | None = None,
        recipients: tuple[str, ...] | None = None,
        settings: Settings | None = None,
        without: tuple[str, ...] = (),
    ) -> SavedRoom:
        order = Order(
            root=Path(),
            as_of=day or saved.started.plan.as_of,
            recipients=saved.recipients if recipients is None else recipients,
            settings=settings or Settings(),
            without=without,
        )
        return SavedRoom(order, saved.started, self.registry(plugins))

    def judged(self, data: bytes, **how: Any) -> Report:
        """The report that judging again amounts to."""
        saved = Saved(io.BytesIO(data), "the report")
        return gather(after for _, after in judge_again(saved, self.room(saved, **how)))

    def changes(self, data: bytes, **how: Any) -> Judgement:
        """What changed."""
        saved = Saved(io.BytesIO(data), "the report")
        room = self.room(saved, **how)
        return gather_judgement(judging(saved, room, fail_on=Severity.REVIEW))


@pytest.fixture(scope="session")
def desk() -> Desk:
    return Desk()


def said(report: Report) -> dict[str, Any]:
    """Everything a report says, but for the run and for what was saved with it."""
    plain: dict[str, Any] = msgspec.to_builtins(report)
    for part in (plain, *plain["releases"]):
        part.pop("facts", None)
    del plain["run"]
    return plain


@pytest.fixture(scope="session", name="said")
def said_fixture() -> Any:
    return said
