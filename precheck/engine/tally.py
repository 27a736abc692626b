"""The tally: counts, the worst outcome, and the exit code that follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import IntEnum

from precheck.report import BatchDone, Counts, Fault, Notice, Outcome, ReleaseResult, Skip, Verdict
from precheck.rules import Severity


class ExitCode(IntEnum):
    """What the command says to the shell."""

    PASS = 0
    """Every release passes at the bar."""
    NOTICES = 1
    """There is a notice at or above the bar."""
    USAGE = 2
    """Used or configured wrongly."""
    INCOMPLETE = 3
    """A fault, or something that could have blocked was not judged."""
    NOTHING = 5
    """There is nothing to check."""
    INTERRUPTED = 130


class Tally:
    """Counts what comes out of a run, as it comes."""

    def __init__(self, *, fail_on: Severity, faults: Iterable[Fault] = ()) -> None:
        """Begin with what broke before the first release."""
        self._fail_on = fail_on
        self._counter: Counter[str] = Counter()
        self._reaches_bar = False
        self.outcome = Outcome.PASS
        self.complete = not tuple(faults)

    def add_release(self, result: ReleaseResult) -> None:
        """Count one release, its members and what was said about it."""
        self._counter["releases"] += 1
        self._counter["tracks"] += sum(m.kind == "track" for m in result.members)
        self._counter["images"] += sum(m.kind == "image" for m in result.members)
        self._add(result.notices, result.skips, result.faults)
        self._counter["not_applicable"] += sum(bool(v.not_applicable) for v in result.verdicts)
        self._take(result.verdicts)

    def add_batch(self, batch: BatchDone) -> None:
        """Count what the batch says, and take the verdicts that it turned: never to the better."""
        self._add(batch.notices, batch.skips, batch.faults)
        for verdicts in batch.verdicts.values():
            self._take(verdicts)

    def _take(self, verdicts: Iterable[Verdict]) -> None:
        for verdict in verdicts:
            self.outcome = max(self.outcome, verdict.outcome, key=lambda o: o.rank)
            self.complete = self.complete and verdict.complete

    def _add(
        self, notices: Iterable[Notice], skips: Iterable[Skip], faults: Iterable[Fault]
    ) -> None:
        for notice in notices:
            if notice.is_waived:
                self._counter["waived"] += 1
                continue
            self._counter[notice.severity.value] += 1
            self._reaches_bar = self._reaches_bar or notice.severity >= self._fail_on
        for skip in skips:
            self._counter["skips"] += 1
            self._counter["skips_that_matter"] += bool(skip.matters_to)
        for _ in faults:
            self._counter["faults"] += 1
            self.complete = False

    @property
    def counts(self) -> Counts:
        """How much came out."""
        return Counts(**self._counter)

    @property
    def exit_code(self) -> ExitCode:
        """What the run says to the shell."""
        if self._reaches_bar:
            return ExitCode.NOTICES
        return ExitCode.PASS if self.complete else ExitCode.INCOMPLETE
