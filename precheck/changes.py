"""What comes of judging a saved report again: what changed, for whom, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from precheck.report import Fault, ForRecipient, Notice, Outcome, Skip, Verdict
from precheck.rules import Severity, Source

SCHEMA = 1
"""The version of this form. Within one version fields are only ever added."""


class Turn(StrEnum):
    """What became of something."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"


class Cause(StrEnum):
    """What a change comes from. Of several, the first that applies."""

    RECIPIENT = "recipient"
    """The recipient was not judged for before."""
    WAIVER = "waiver"
    """A waiver holds now, or does not hold any more."""
    UNJUDGED = "unjudged"
    """The rule cannot be judged by what the report holds."""
    JUDGED = "judged"
    """The rule could not be judged before."""
    SETTINGS = "settings"
    """The user's settings have the last word on it."""
    POLICY_LINE = "policy-line"
    """On this day another line of the policy is in force."""
    POLICY = "policy"
    """The policy has been written anew since."""
    PLUGIN = "plugin"
    """The rule's plugin, or Precheck, has another version."""
    DAY = "day"
    """The day is another, and nothing else is."""
    UNKNOWN = "unknown"


class Why(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a change comes from."""

    cause: Cause
    detail: str
    since: date | None = None
    """The first day of the policy's line."""
    source: Source | None = None
    """Where the recipient says so."""


class ShareChange(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What becomes of a notice for one recipient."""

    recipient: str
    before: ForRecipient | None = None
    after: ForRecipient | None = None
    why: Why


class NoticeChange(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A notice that came, went, or changed for some recipient."""

    turn: Turn
    notice: Notice
    """As it is now; as it was, where it went."""
    before: Notice | None = None
    """As it was, where it reads otherwise now."""
    shares: tuple[ShareChange, ...] = ()


class SkipChange(Struct, frozen=True, kw_only=True):
    """A rule that cannot be judged any more, or can be again."""

    turn: Turn
    skip: Skip


class FaultChange(Struct, frozen=True, kw_only=True):
    """A fault that came or went."""

    turn: Turn
    fault: Fault


class VerdictChange(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The verdict of one recipient, before and now; None where it was not asked for."""

    recipient: str
    before: Verdict | None = None
    after: Verdict | None = None

    @property
    def is_change(self) -> bool:
        """Whether there is a difference, but for a recipient that is not asked any more."""
        return self.after is not None and self.before != self.after


class Side(Struct, frozen=True, kw_only=True):
    """One of the two judgements."""

    as_of: date
    recipients: tuple[str, ...]
    fail_on: Severity
    precheck: str
    """The version of Precheck."""
    plugins: Mapping[str, str]
    """The versions of the plugins that took part, by name."""


class JudgingStarted(Struct, frozen=True, kw_only=True, tag_field="event", tag="judging-started"):
    """Which report was judged again, and how."""

    schema: int
    before: Side
    after: Side
    policies_changed: tuple[str, ...]
    """The policies whose text is another now."""
    releases: int


class ReleaseJudged(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="event", tag="release-judged"
):
    """What changed for one release."""

    id: str
    title: str = ""
    artist: str = ""
    verdicts: tuple[VerdictChange, ...] = ()
    """Of every recipient, the changed and the unchanged."""
    notices: tuple[NoticeChange, ...] = ()
    skips: tuple[SkipChange, ...] = ()
    faults: tuple[FaultChange, ...] = ()

    @property
    def is_change(self) -> bool:
        """Whether anything is other than it was."""
        said = self.notices or self.skips or self.faults
        return bool(said) or any(verdict.is_change for verdict in self.verdicts)


class BatchJudged(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="event", tag="batch-judged"
):
    """What changed for the batch as a whole."""

    notices: tuple[NoticeChange, ...] = ()
    skips: tuple[SkipChange, ...] = ()
    faults: tuple[FaultChange, ...] = ()


class Compared(Struct, frozen=True, kw_only=True):
    """The outcomes for the recipients that both judgements were for."""

    recipients: tuple[str, ...]
    outcome_before: Outcome
    complete_before: bool
    outcome: Outcome
    complete: bool


class JudgingFinished(Struct, frozen=True, kw_only=True, tag_field="event", tag="judging-finished"):
    """The last event. A stream without it was cut off.

    The outcomes are those for everyone asked, before and now; what changed is counted for the
    recipients compared.
    """

    compared: Compared | None
    """None where no recipient was asked both times: then nothing is counted."""
    outcome_before: Outcome
    complete_before: bool
    outcome: Outcome
    complete: bool
    releases_changed: int
    came: int
    """How many notices came."""
    went: int
    changed: int
    exit_code: int


JudgingEvent = JudgingStarted | ReleaseJudged | BatchJudged | JudgingFinished


class Judgement(Struct, frozen=True, kw_only=True):
    """Everything that came of judging a report again, as one object."""

    started: JudgingStarted
    releases: tuple[ReleaseJudged, ...]
    batch: BatchJudged
    finished: JudgingFinished
