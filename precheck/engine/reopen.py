"""REOPEN: a saved report as the events it was made of. It comes from outside: nothing is believed.

A report in lines is read line by line, so that its size does not matter; one that is a single
object is read whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import IO, Any, TypeVar

import msgspec
from msgspec import Struct

from precheck.errors import UsageError
from precheck.plugins import Registry
from precheck.report import (
    SCHEMA,
    BatchDone,
    Event,
    Notice,
    ReleaseDone,
    ReleaseStarted,
    Report,
    RunFinished,
    RunStarted,
)

LINE_LIMIT = 128 * 1024 * 1024
"""One line is one release: a message is at most 64 MiB, and is saved compressed."""
DOCUMENT_LIMIT = 512 * 1024 * 1024
"""A report that is larger than this is better saved in lines."""

T = TypeVar("T")
_NO_REPORT = "it is no report, or was cut off; save one with precheck check --json --with-facts"


class _Start(Struct):
    """What tells a report from anything else, and its two forms from each other."""

    event: str = ""
    schema: int = 0
    precheck: str = ""


class Saved:
    """A saved report: its beginning at once, the rest as it is asked for."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        """Read the beginning. `name` is how errors name the report.

        Raises `UsageError` for what is no report, or none that was saved with its facts.
        """
        self._name = name
        self._lines = _Lines(file, name)
        first = self._lines.take()
        start = _beginning(first)
        is_in_lines = start is not None and bool(start.event)
        report = None if is_in_lines else self._document(first)
        self._report = report
        self.started = _started_of(report) if report is not None else self._event(first, 1)
        self._require_releases()
        if self.started.facts is None:
            raise UsageError(
                f"{name} was saved without its facts; check again with --with-facts to judge later"
            )

    @property
    def recipients(self) -> tuple[str, ...]:
        """The recipients it was judged for; none where no policy was installed at all."""
        named = {policy.name for policy in self.started.policies if policy.digest}
        return tuple(name for name in self.started.plan.recipients if name in named)

    def rest(self, registry: Registry) -> Iterator[ReleaseDone | BatchDone | RunFinished]:
        """What came after the beginning, in order and complete.

        Raises `UsageError` where the report was cut off or is not what it says it is.
        """
        events = self._parts(registry) if self._report is not None else self._events()
        waiting = list(reversed(self.started.releases))
        batch: BatchDone | None = None
        for event in events:
            if isinstance(event, ReleaseDone):
                if batch is not None or not waiting or waiting.pop() != event.result.id:
                    raise self._error(f"release {event.result.id!r:.80} is not where it belongs")
            elif isinstance(event, BatchDone):
                if waiting or batch is not None:
                    raise self._error("the batch does not come after all its releases")
                if not event.verdicts.keys() <= set(self.started.releases):
                    raise self._error("its verdicts are about other releases than it holds")
                batch = event
            elif event.counts.releases != (held := len(self.started.releases)):
                counted = event.counts.releases
                raise self._error(f"it holds {held} releases, and counted {counted}")
            yield event
            if isinstance(event, RunFinished):
                if batch is None:
                    break
                return
        raise self._error("it was cut off before the run was finished")

    def _events(self) -> Iterator[ReleaseDone | BatchDone | RunFinished]:
        number = 1
        while line := self._lines.take():
            number += 1
            event = self._decoded(line, Event, f"line {number}")
            if isinstance(event, RunStarted):
                raise self._error(f"line {number} begins another run")
            if not isinstance(event, ReleaseStarted):
                yield event

    def _parts(self, registry: Registry) -> Iterator[ReleaseDone | BatchDone | RunFinished]:
        """The events that a report was gathered from."""
        report = self._report
        if report is None:
            return
        about: list[Notice] = list(report.notices)
        for result in report.releases:
            own = tuple(n for n in result.notices if not _is_of_batch(n, registry))
            about += (n for n in result.notices if _is_of_batch(n, registry))
            yield ReleaseDone(result=msgspec.structs.replace(result, notices=own))
        yield BatchDone(
            notices=tuple(about),
            skips=report.skips,
            faults=report.faults,
            verdicts={},  # those of the releases are final already
            facts=report.facts.batch if report.facts is not None else None,
        )
        yield RunFinished(
            outcome=report.outcome,
            complete=report.complete,
            counts=report.counts,
            exit_code=0,
            seconds=report.run.seconds,
        )

    def _document(self, first: bytes) -> Report:
        data = self._lines.all_from(first)
        start = _beginning(data)
        if start is None or not start.schema:
            raise self._error(_NO_REPORT)
        self._require_schema(start)
        report: Report = self._decoded(data, Report, "the report")
        return report

    def _event(self, line: bytes, number: int) -> RunStarted:
        start = _beginning(line)
        if start is None or start.event != "run-started":
            raise self._error("its first line does not begin a run")
        self._require_schema(start)
        event: Any = self._decoded(line, Event, f"line {number}")
        started: RunStarted = event
        return started

    def _require_releases(self) -> None:
        """There are some, and each is there once."""
        if not self.started.releases:
            raise self._error("it holds no release")
        name, times = Counter(self.started.releases).most_common(1)[0]
        if times > 1:
            raise self._error(f"it holds the release {name!r:.80} more than once")

    def _require_schema(self, start: _Start) -> None:
        if start.schema != SCHEMA:
            raise self._error(
                f"it has the form {start.schema} of Precheck {start.precheck!r:.40}, "
                f"and this one reads the form {SCHEMA}"
            )

    def _decoded(self, data: bytes, kind: Any, what: str) -> Any:  # noqa: ANN401 - the kind says
        try:
            return msgspec.json.decode(data, type=kind)
        except (msgspec.MsgspecError, ValueError, RecursionError, OverflowError) as error:
            raise self._error(f"{what} cannot be read: {error}") from None

    def _error(self, what: str) -> UsageError:
        return UsageError(f"{self._name} cannot be judged again: {what}")


class _Lines:
    """A file line by line, with a bound on each."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file = file
        self._name = name

    def take(self) -> bytes:
        """The next line, empty at the end."""
        line = self._read(lambda: self._file.readline(LINE_LIMIT + 1))
        if len(line) > LINE_LIMIT:
            raise UsageError(
                f"{self._name} has a line of more than {LINE_LIMIT // 1024 // 1024} MiB; "
                "it is not read"
            )
        return line

    def all_from(self, first: bytes) -> bytes:
        """The whole file, whose first line has been taken."""
        rest = self._read(lambda: self._file.read(DOCUMENT_LIMIT + 1))
        if len(first) + len(rest) > DOCUMENT_LIMIT:
            raise UsageError(
                f"{self._name} is larger than {DOCUMENT_LIMIT // 1024 // 1024} MiB; "
                "save such a report with --format jsonl, which is read line by line"
            )
        return first + rest

    def _read(self, read: Callable[[], T]) -> T:
        try:
            return read()
        except OSError as error:
            raise UsageError(f"{self._name} cannot be read: {error.strerror or error}") from error


def _beginning(data: bytes) -> _Start | None:
    try:
        return msgspec.json.decode(data, type=_Start)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


def _started_of(report: Report) -> RunStarted:
    return RunStarted(
        schema=report.schema,
        precheck=report.precheck,
        plan=report.plan,
        releases=tuple(result.id for result in report.releases),
        plugins=report.plugins,
        policies=report.policies,
        run=report.run,
        facts=report.facts,
    )


def _is_of_batch(notice: Notice, registry: Registry) -> bool:
    """Whether a batch rule said it; in one object it stands with the release it is about."""
    from precheck.model import Batch

    rule = registry.rules.get(notice.rule)
    return rule is not None and rule.of is Batch
