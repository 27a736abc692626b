"""One account's past under today's rules: when each rule would first have spoken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from msgspec import Struct

from precheck_cadence.asking import Question
from precheck_cadence.history import History
from precheck_cadence.inspection import learned
from precheck_cadence.intake import Intake
from precheck_cadence.upload import UploadEvent


class Spoke(Struct, frozen=True, kw_only=True):
    """When a rule first spoke of an account."""

    on: datetime
    """The account's last upload of that day: a day's uploads are judged together."""
    before: int
    """How many uploads had gone out by then unheld, on days before."""


class Past(Struct, frozen=True, kw_only=True):
    """What the rules would have said of an account."""

    account: str
    uploads: int
    spoke: Mapping[str, Spoke]
    """By rule id; rules that never spoke are not there."""


def replayed(  # noqa: PLR0913 - each says how to replay
    history: History,
    account: str,
    events: Sequence[UploadEvent],
    questions: Sequence[Question],
    *,
    since: datetime | None = None,
    intake: Intake | None = None,
) -> Past:
    """Judge each day of an account as if it were today; the history already knows what follows.

    Every question to the history ends at the day's last upload, so what came later does not count.
    A message that was sent again later is seen as it became. Days before `since` are not judged,
    and uploads before it not counted. `intake` spares reading it again for every account.
    """
    ordered = sorted(events, key=lambda event: (event.uploaded, event.message))
    counted = [event for event in ordered if since is None or event.uploaded >= since]
    spoke: dict[str, Spoke] = {}
    before = 0
    for _, day in groupby(counted, key=_day):
        today = list(day)
        cadence = learned(history, today, name="of the back-test", intake=intake)
        for question in questions:
            if any(True for _ in question.findings(cadence, today[-1].uploaded.date())):
                spoke.setdefault(question.rule.id, Spoke(on=today[-1].uploaded, before=before))
        before += len(today)
    return Past(account=account, uploads=len(counted), spoke=spoke)


def _day(event: UploadEvent) -> date:
    return event.uploaded.date()
