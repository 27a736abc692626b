"""The state: what is on the screen, fed by the events of a run. It knows no screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from msgspec.structs import replace

from precheck.report import (
    SCHEMA,
    BatchDone,
    Event,
    Fault,
    Notice,
    Outcome,
    ReleaseDone,
    ReleaseResult,
    ReleaseStarted,
    RunFinished,
    RunStarted,
    Skip,
    SubjectRef,
    Verdict,
)
from precheck.tui.query import Entry, entry_of, together
from precheck.tui.stream import Ended, Garbled, Said

INTERRUPTED, INCOMPLETE = 130, 3
MAX_TROUBLES = 5
MAX_HARMLESS = 5000
"""Skips kept of those that harm no verdict; a large batch has hundreds of thousands."""


class TrackRef(NamedTuple):
    """A track of a run."""

    release: str
    reference: str


class Phase(StrEnum):
    """How far a run is."""

    IDLE = "idle"
    RUNNING = "running"
    ENDED = "ended"


class State:
    """One run as it is known so far. Nothing in it is a pass until the run has said so."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.phase = Phase.IDLE
        self.version = 0
        """Grows with everything that is told, so that a screen knows when to repaint."""
        self.started: RunStarted | None = None
        self.finished: RunFinished | None = None
        self.exit_code_of_child: int | None = None
        self.releases: list[str] = []
        self.results: dict[str, ReleaseResult] = {}
        self.titles: dict[str, str] = {}
        self.under_way: set[str] = set()
        self.notices: list[Entry] = []
        self.unjudged: list[Entry] = []
        """Faults, and skips that leave a verdict incomplete."""
        self.harmless: list[Entry] = []
        """The first of the skips that leave every verdict complete."""
        self.counts: Counter[str] = Counter()
        self.by_subject: Counter[tuple[str, str, str]] = Counter()
        """How many open notices, by release, reference and severity."""
        self.troubles: list[str] = []
        """What went wrong with the run itself, the gravest first."""
        self.stderr = ""
        self._announced: frozenset[str] = frozenset()
        self._verdicts: dict[tuple[str, str], Verdict] = {}

    def begin(self) -> None:
        """A child is being started."""
        self.phase = Phase.RUNNING
        self.version += 1

    def take(self, said: Said) -> None:
        """Take in what the child said."""
        self.version += 1
        if isinstance(said, Ended):
            self._end(said)
        elif isinstance(said, Garbled):
            self._trouble(f"the run printed a line that is not an event: {said.line} ({said.why})")
        else:
            self._event(said)

    def fail(self, why: str) -> None:
        """The child could not be started, or the screen could not follow it."""
        self.version += 1
        self.phase = Phase.ENDED
        self._trouble(why)

    # --- reading it --------------------------------------------------------------------------

    @property
    def recipients(self) -> tuple[str, ...]:
        """The policies that are judged under."""
        return self.started.plan.recipients if self.started is not None else ()

    @property
    def is_complete(self) -> bool:
        """Whether the run came to its end, unbroken, and judged everything that could matter."""
        return (
            self.phase is Phase.ENDED
            and self.finished is not None
            and self.finished.complete
            and not self.troubles
        )

    @property
    def outcome(self) -> Outcome:
        """The worst so far."""
        if self.finished is not None:
            return self.finished.outcome
        return max(
            (v.outcome for v in self._verdicts.values()),
            key=lambda outcome: outcome.rank,
            default=Outcome.PASS,
        )

    @property
    def exit_code(self) -> int:
        """What the run says to the shell; a broken run is never 0."""
        if self.phase is Phase.IDLE:
            return 0
        if self.phase is Phase.RUNNING:
            return INTERRUPTED
        if self.finished is not None and not self.troubles:
            return self.finished.exit_code
        code = self.exit_code_of_child
        return code if code is not None and code > 0 else INCOMPLETE

    @property
    def rules(self) -> frozenset[str]:
        """The rules that said something."""
        return frozenset(e.item.rule for e in self.notices if isinstance(e.item, Notice))

    def name(self, release: str) -> str:
        """The release's title, or its id where it has none."""
        return self.titles.get(release) or release

    @property
    def tracks(self) -> list[TrackRef]:
        """Every track that is known, in order."""
        return [
            TrackRef(release, member.reference)
            for release in self.releases
            if release in self.results
            for member in self.results[release].members
            if member.kind == "track"
        ]

    def notices_of(self, track: TrackRef) -> tuple[Notice, ...]:
        """What was noticed about a track or, of its release, about its file; the worst first."""
        result = self.results.get(track.release)
        members = result.members if result is not None else ()
        file = next((m.file for m in members if m.reference == track.reference), None)
        found = [
            (entry.order, entry.item)
            for entry in self.notices
            if isinstance(entry.item, Notice)
            and entry.release == track.release
            and (entry.reference == track.reference or _names(entry.item, file))
        ]
        return tuple(notice for _, notice in sorted(found, key=lambda pair: pair[0]))

    @property
    def done(self) -> int:
        """How many releases have been judged."""
        return len(self.results)

    def verdict(self, release: str, recipient: str) -> Verdict | None:
        """What is known; complete only once the whole run is over and unbroken."""
        verdict = self._verdicts.get((release, recipient))
        if verdict is None or (self.finished is not None and not self.troubles):
            return verdict
        return replace(verdict, complete=False)

    def worst(self, release: str) -> Verdict | None:
        """The worst of a release's verdicts; complete only where all are."""
        verdicts = [v for r in self.recipients if (v := self.verdict(release, r)) is not None]
        if not verdicts:
            return None
        worst = max(verdicts, key=lambda v: (v.outcome.rank, not v.not_applicable))
        return replace(worst, complete=all(v.complete for v in verdicts))

    @property
    def is_anything_asked(self) -> bool:
        """Whether any policy asks anything of any release."""
        return any(not verdict.not_applicable for verdict in self._verdicts.values())

    # --- taking it in ------------------------------------------------------------------------

    def _event(self, event: Event) -> None:
        if self.finished is not None:
            self._trouble("the run went on talking after it said it was finished")
        if isinstance(event, RunStarted):
            self._start(event)
        elif self.started is None:
            self._trouble("the run did not say how it started")
        elif isinstance(event, ReleaseStarted):
            self.under_way.add(event.id)
        elif isinstance(event, ReleaseDone):
            self._release(event.result)
        elif isinstance(event, BatchDone):
            self._batch(event)
        elif isinstance(event, RunFinished):
            self._finish(event)

    def _start(self, event: RunStarted) -> None:
        if self.started is not None:
            self._trouble("the run said twice that it started")
        if event.schema > SCHEMA:
            self._trouble(f"the run speaks form {event.schema}, this screen knows {SCHEMA}")
        self.started = event
        self.releases = list(event.releases)
        self._announced = frozenset(event.releases)

    def _release(self, result: ReleaseResult) -> None:
        self.under_way.discard(result.id)
        if result.id in self.results or result.id not in self._announced:
            self._trouble(f"the run judged {result.id}, which it had not announced")
        said = result.notices, result.skips, result.faults
        self.results[result.id] = replace(result, notices=(), skips=(), faults=())
        self.titles[result.id] = result.title
        self.counts["tracks"] += sum(member.kind == "track" for member in result.members)
        self._judge(result.id, result.verdicts)
        self._add(*said, result.id)

    def _batch(self, event: BatchDone) -> None:
        self._add(event.notices, event.skips, event.faults, "")
        for release, verdicts in event.verdicts.items():
            self._judge(release, verdicts)

    def _finish(self, event: RunFinished) -> None:
        self.finished = event
        missing = len(self.releases) - len(self.results)
        if missing:
            self._trouble(f"the run ended without a word about {missing} of its releases")

    def _end(self, ended: Ended) -> None:
        self.phase = Phase.ENDED
        self.under_way.clear()
        self.stderr = ended.stderr
        self.exit_code_of_child = ended.exit_code
        how = _how(ended.exit_code)
        if self.finished is None:
            far = f" after {self.done} of {len(self.releases)} releases" if self.started else ""
            self._trouble(f"the run ended{far} without a result ({how})", first=True)
        elif ended.exit_code != self.finished.exit_code:
            self._trouble(f"the run promised exit code {self.finished.exit_code} but ended: {how}")

    def _judge(self, release: str, verdicts: Iterable[Verdict]) -> None:
        for verdict in verdicts:
            self._verdicts[release, verdict.recipient] = verdict

    def _add(
        self,
        notices: Iterable[Notice],
        skips: Iterable[Skip],
        faults: Iterable[Fault],
        release: str,
    ) -> None:
        for notice in notices:
            self.notices.append(entry_of(notice, self.titles))
            self.counts["waived" if notice.is_waived else notice.severity.value] += 1
            if not notice.is_waived:
                ref, severity = notice.subject, notice.severity.value
                self.by_subject[ref.release, ref.reference, severity] += 1
        for fault in faults:
            self.counts["faults"] += 1
            self.unjudged.append(entry_of(_placed(fault, release), self.titles))
        for first, *rest in together(skips):
            self.counts["skips"] += 1 + len(rest)
            entry = entry_of(first, self.titles, tuple(rest))
            if first.matters_to:
                self.counts["skips that matter"] += 1 + len(rest)
                self.unjudged.append(entry)
            elif len(self.harmless) < MAX_HARMLESS:
                self.harmless.append(entry)

    def _trouble(self, what: str, *, first: bool = False) -> None:
        if first:
            self.troubles.insert(0, what)
        elif len(self.troubles) < MAX_TROUBLES:
            self.troubles.append(what)


def _names(notice: Notice, file: str | None) -> bool:
    """Whether a notice about a release points into this file."""
    is_wider = notice.subject.kind == "release" and file is not None
    return is_wider and any(place.file == file for place in notice.places)


def _placed(fault: Fault, release: str) -> Fault:
    """The fault with the release it came with, so that choosing the release shows it."""
    if fault.subject is not None or not release:
        return fault
    return replace(fault, subject=SubjectRef(kind="release", release=release))


def _how(exit_code: int) -> str:
    return f"signal {-exit_code}" if exit_code < 0 else f"exit code {exit_code}"
