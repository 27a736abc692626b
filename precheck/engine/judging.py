"""JUDGING: a saved report judged again, as a stream of what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile

import msgspec
from msgspec.structs import replace

from precheck.changes import (
    SCHEMA,
    BatchJudged,
    Compared,
    JudgingEvent,
    JudgingFinished,
    JudgingStarted,
    NoticeChange,
    ReleaseJudged,
    Side,
    Turn,
)
from precheck.engine.compare import Said, changes, verdict_changes
from precheck.engine.explain import Explainer, versions
from precheck.engine.rejudge import judge_again
from precheck.engine.reopen import Saved
from precheck.engine.saved_room import SavedRoom
from precheck.report import BatchDone, Outcome, ReleaseDone, RunFinished, RunStarted, Verdict
from precheck.rules import Severity

HELD_BYTES = 16 * 1024 * 1024
"""How much waits in memory until the batch has spoken; beyond, it waits in a file."""


def judging(saved: Saved, room: SavedRoom, *, fail_on: Severity) -> Iterator[JudgingEvent]:
    """What changed, release by release. Nothing comes before the whole report has been judged.

    The last word on a release is the batch's; until it has spoken, what changed waits.
    Raises `UsageError` where the report turns out to be none, or to be cut off.
    """
    with SpooledTemporaryFile(HELD_BYTES) as held:
        explainer: Explainer | None = None
        for pair in judge_again(saved, room, fail_on=fail_on):
            match pair:
                case RunStarted() as before, RunStarted() as after:
                    explainer = Explainer(before, after, room.policies, room.registry, room.docket)
                case ReleaseDone() as before, ReleaseDone() as after if explainer is not None:
                    held.write(msgspec.json.encode(_release(before, after, explainer)) + b"\n")
                case BatchDone() as before, BatchDone() as after if explainer is not None:
                    spoken = _Spoken(before, after, explainer)
                case RunFinished() as before, RunFinished() as after if explainer is not None:
                    held.seek(0)
                    yield _started(explainer)
                    for line in held:
                        yield spoken.of(msgspec.json.decode(line, type=ReleaseJudged))
                    yield spoken.of_all()
                    yield spoken.finished(before, after)


def _started(explainer: Explainer) -> JudgingStarted:
    before, after = (
        Side(
            as_of=started.plan.as_of,
            recipients=started.plan.recipients,
            fail_on=started.plan.fail_on,
            precheck=started.precheck,
            plugins=versions(started),
        )
        for started in (explainer.before, explainer.after)
    )
    return JudgingStarted(
        schema=SCHEMA,
        before=before,
        after=after,
        policies_changed=explainer.policies_changed,
        releases=len(explainer.before.releases),
    )


def _release(before: ReleaseDone, after: ReleaseDone, explainer: Explainer) -> ReleaseJudged:
    """What changed for a release, but for what the batch says of it."""
    was, now = before.result, after.result
    found = changes(
        Said(notices=was.notices, skips=was.skips, faults=was.faults),
        Said(notices=now.notices, skips=now.skips, faults=now.faults),
        explainer,
    )
    return ReleaseJudged(
        id=was.id,
        title=now.title or was.title,
        artist=now.artist or was.artist,
        verdicts=verdict_changes(was.verdicts, now.verdicts),
        notices=found.notices,
        skips=found.skips,
        faults=found.faults,
    )


class _Spoken:
    """What the batch said, before and now, and the sum of everything."""

    def __init__(self, before: BatchDone, after: BatchDone, explainer: Explainer) -> None:
        self._was, self._now = before.verdicts, after.verdicts
        asked_before = explainer.before.plan.recipients
        self._both = tuple(name for name in explainer.asked if name in asked_before)
        found = changes(
            Said(notices=before.notices, skips=before.skips, faults=before.faults),
            Said(notices=after.notices, skips=after.skips, faults=after.faults),
            explainer,
        )
        self._about: dict[str, list[NoticeChange]] = {}
        for change in found.notices:
            self._about.setdefault(change.notice.subject.release, []).append(change)
        self._all = BatchJudged(
            notices=tuple(self._about.pop("", ())), skips=found.skips, faults=found.faults
        )
        self._then = self._since = (Outcome.PASS, True)
        self._turns = dict.fromkeys(Turn, 0)
        self._changed = 0

    def of(self, judged: ReleaseJudged) -> ReleaseJudged:
        """A release with its verdicts, and with what the batch says of it."""
        of_old = [v.before for v in judged.verdicts if v.before is not None]
        of_new = [v.after for v in judged.verdicts if v.after is not None]
        before = self._was.get(judged.id, of_old)
        after = self._now.get(judged.id, of_new)
        self._then = _worst(self._then, before, self._both)
        self._since = _worst(self._since, after, self._both)
        whole = replace(
            judged,
            verdicts=verdict_changes(before, after),
            notices=(*judged.notices, *self._about.pop(judged.id, ())),
        )
        is_said = self._count(whole.notices) or whole.skips or whole.faults
        turned = (v for v in whole.verdicts if v.recipient in self._both and v.is_change)
        self._changed += bool(self._both) and (bool(is_said) or any(turned))
        return whole

    def of_all(self) -> BatchJudged:
        """What changed for the batch as a whole."""
        self._count(self._all.notices)
        return self._all

    def finished(self, before: RunFinished, after: RunFinished) -> JudgingFinished:
        """The sum."""
        return JudgingFinished(
            compared=self._compared(),
            outcome_before=before.outcome,
            complete_before=before.complete,
            outcome=after.outcome,
            complete=after.complete,
            releases_changed=self._changed,
            came=self._turns[Turn.CAME],
            went=self._turns[Turn.WENT],
            changed=self._turns[Turn.CHANGED],
            exit_code=after.exit_code,
        )

    def _compared(self) -> Compared | None:
        """The outcomes for those who were asked both times."""
        if not self._both:
            return None
        (outcome_before, complete_before), (outcome, complete) = self._then, self._since
        return Compared(
            recipients=self._both,
            outcome_before=outcome_before,
            complete_before=complete_before,
            outcome=outcome,
            complete=complete,
        )

    def _count(self, notices: tuple[NoticeChange, ...]) -> int:
        """Count what changed for those who were asked both times; how many that were."""
        counted = [change for change in notices if _concerned(change).intersection(self._both)]
        for change in counted:
            self._turns[change.turn] += 1
        return len(counted)


def _concerned(change: NoticeChange) -> set[str]:
    """For whom a notice changed: those whose share did, or everyone where its words did."""
    if change.before is not None:
        return {share.name for share in change.notice.recipients}
    return {share.recipient for share in change.shares}


def _worst(
    so_far: tuple[Outcome, bool], verdicts: Iterable[Verdict], recipients: tuple[str, ...]
) -> tuple[Outcome, bool]:
    """The worst outcome for some recipients, and whether all their verdicts are complete."""
    outcome, complete = so_far
    for verdict in verdicts:
        if verdict.recipient in recipients:
            outcome = max(outcome, verdict.outcome, key=lambda o: o.rank)
            complete = complete and verdict.complete
    return outcome, complete
