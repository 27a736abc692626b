"""What comes out of a run: notices, skips and faults, verdicts, and the stream of events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from msgspec import Struct, field

from precheck.facts import Reason
from precheck.model import Layout, Place
from precheck.policy import PolicyKind, SetBy
from precheck.record import SavedRelease, SavedRun, SavedSubject
from precheck.rules import Basis, Severity, Source

SCHEMA = 1
"""The version of the report's form. Within one version fields are only ever added."""


NOT_APPLICABLE = "N/A"
"""The word for a verdict by a policy that asks nothing of the release."""


class Outcome(StrEnum):
    """What to do with a release."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    REVIEW = "review"
    BLOCK = "block"

    @classmethod
    def of(cls, severity: Severity) -> Outcome:
        """The outcome a notice of this severity leads to."""
        return {Severity.BLOCK: cls.BLOCK, Severity.REVIEW: cls.REVIEW}.get(severity, cls.PASS)

    @property
    def rank(self) -> int:
        """From 0 (`pass`) to 2 (`block`)."""
        return list(Outcome).index(self)


class SubjectRef(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which subject something is about."""

    kind: Literal["batch", "release", "track", "image"]
    release: str = ""
    """The release's id; empty for the batch."""
    reference: str = ""
    """The resource reference of a track or image."""
    title: str = ""
    isrc: str = ""


class Decision(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The waiver that holds for a notice."""

    owner: str
    reason: str
    expires: date


class ForRecipient(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a notice or skip means to one recipient."""

    name: str
    severity: Severity
    set_by: SetBy = SetBy.RULE
    source: Source | None = None
    basis: Basis = Basis.PUBLISHED
    """On what the policy's line rests that says so, if any does."""
    otherwise: tuple[Source, ...] = ()
    """Who says something else than the source."""
    note: str = ""
    """The policy's remark, where the source does not say all of it, or others say otherwise."""
    waived: Decision | None = None


class Notice(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="is", tag="notice"):
    """A finding judged under every recipient's policy."""

    rule: str
    title: str
    severity: Severity
    """The worst over the recipients that have not waived it; the worst of all where all have."""
    subject: SubjectRef
    message: str
    places: tuple[Place, ...] = ()
    """Where it is: in the message first, then in the file."""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    remedy: str = ""
    sources: tuple[Source, ...] = ()
    is_estimate: bool = False
    recipients: tuple[ForRecipient, ...] = ()
    fingerprint: str = ""
    """The same for the same finding on the same music, whatever the folder or line."""

    @property
    def place(self) -> Place:
        """The first place; an empty one where there is none."""
        return self.places[0] if self.places else Place()

    @property
    def is_waived(self) -> bool:
        """Whether every recipient's share of it is waived."""
        return bool(self.recipients) and all(r.waived for r in self.recipients)


class Skip(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="is", tag="skip"):
    """A rule that could not be judged, and why."""

    rule: str
    title: str
    subject: SubjectRef
    reason: Reason
    detail: str
    remedy: str = ""
    severity: Severity = Severity.NOTE
    """The worst that a finding would have had over the recipients."""
    matters_to: tuple[str, ...] = ()
    """The recipients whose verdict it leaves incomplete."""


class Fault(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="is", tag="fault"):
    """Something in us or in a plugin broke. The verdicts it touches are incomplete."""

    where: str
    """`plugin`, `hook`, `inspector`, `rule`, `engine`, followed by a colon and its name."""
    message: str
    plugin: str = ""
    subject: SubjectRef | None = None
    trace: str = ""
    """Only with `--debug`."""


class Verdict(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one recipient's policy makes of one release."""

    recipient: str
    outcome: Outcome
    complete: bool
    """False where a rule that could have blocked or held was not judged."""
    not_applicable: str = ""
    """Why the policy asks nothing of the release but that it can be read: a pass for want of a
    demand. Empty where it was judged."""

    @property
    def word(self) -> str:
        """The outcome in capitals; a pass for want of a demand has another word."""
        is_idle = self.not_applicable and self.outcome is Outcome.PASS
        return NOT_APPLICABLE if is_idle else self.outcome.value.upper()


class TrackSummary(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A track or image of a release, for finding one's way."""

    kind: Literal["track", "image"]
    reference: str
    title: str = ""
    version: str = ""
    artist: str = ""
    isrc: str = ""
    duration_seconds: float | None = None
    file: str | None = None
    sha256: str = ""


class ReleaseResult(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of one release."""

    id: str
    title: str = ""
    artist: str = ""
    account: str = ""
    icpn: str = ""
    grid: str = ""
    message: str | None = None
    message_version: str = ""
    message_kind: str = ""
    message_sha256: str = ""
    members: tuple[TrackSummary, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    notices: tuple[Notice, ...] = ()
    skips: tuple[Skip, ...] = ()
    faults: tuple[Fault, ...] = ()
    facts: SavedRelease | None = None
    """Only with `--with-facts`."""


class PluginInfo(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A plugin that took part, or why it did not."""

    name: str
    status: Literal["loaded", "broken", "blocked"]
    distribution: str = ""
    version: str = ""
    rules: int = 0
    inspectors: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    problem: str = ""


class PolicyInfo(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A policy that was judged under."""

    name: str
    title: str
    kind: PolicyKind
    digest: str
    plugin: str = ""


class Counts(Struct, frozen=True, kw_only=True):
    """How much came out of a run."""

    releases: int = 0
    tracks: int = 0
    images: int = 0
    block: int = 0
    review: int = 0
    warning: int = 0
    note: int = 0
    waived: int = 0
    not_applicable: int = 0
    """Verdicts by policies that ask nothing of a release."""
    skips: int = 0
    skips_that_matter: int = 0
    faults: int = 0


class Run(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What differs between two runs over the same input."""

    started: str
    """ISO 8601, UTC."""
    seconds: float = 0.0
    root: str = ""
    settings: str = ""
    """The precheck.toml that was used."""


class Plan(Struct, frozen=True, kw_only=True):
    """What a run was asked to do; part of the answer, as it decides the verdict."""

    as_of: date
    recipients: tuple[str, ...]
    fail_on: Severity = Severity.REVIEW
    offline: bool = False
    layout: Layout = Layout.RELEASE
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    require: tuple[str, ...] = ()


class Report(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that came out of a run."""

    schema: int
    precheck: str
    """The version of Precheck."""
    outcome: Outcome
    """The worst over all releases and recipients."""
    complete: bool
    plan: Plan
    counts: Counts
    releases: tuple[ReleaseResult, ...]
    notices: tuple[Notice, ...]
    """Those about the batch as a whole."""
    skips: tuple[Skip, ...]
    faults: tuple[Fault, ...]
    plugins: tuple[PluginInfo, ...]
    policies: tuple[PolicyInfo, ...]
    run: Run
    facts: SavedRun | None = None
    """Only with `--with-facts`: then `precheck judge` can judge it again."""


# --- the same, as it comes -------------------------------------------------------------------


class RunStarted(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="event", tag="run-started"
):
    """What will be checked, under which policies, by which plugins."""

    schema: int
    precheck: str
    plan: Plan
    releases: tuple[str, ...]
    """The ids, in order."""
    plugins: tuple[PluginInfo, ...]
    policies: tuple[PolicyInfo, ...]
    run: Run
    facts: SavedRun | None = None
    """Only with `--with-facts`."""


class ReleaseStarted(Struct, frozen=True, kw_only=True, tag_field="event", tag="release-started"):
    """A release is being looked at."""

    id: str


class ReleaseDone(Struct, frozen=True, kw_only=True, tag_field="event", tag="release-done"):
    """A release has been judged, but for what the batch as a whole says of it."""

    result: ReleaseResult


class BatchDone(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="event", tag="batch-done"
):
    """What the batch as a whole says: of itself, and of single releases."""

    notices: tuple[Notice, ...]
    skips: tuple[Skip, ...]
    faults: tuple[Fault, ...]
    verdicts: Mapping[str, tuple[Verdict, ...]]
    """By release id: the final verdicts of those for which the batch turned any."""
    facts: SavedSubject | None = None
    """Only with `--with-facts`."""

    def by_release(self) -> dict[str, list[Notice]]:
        """The notices by the release they are of; those of the batch itself by an empty name."""
        found: dict[str, list[Notice]] = {}
        for notice in self.notices:
            found.setdefault(notice.subject.release, []).append(notice)
        return found


class RunFinished(Struct, frozen=True, kw_only=True, tag_field="event", tag="run-finished"):
    """The last event. A stream without it was cut off."""

    outcome: Outcome
    complete: bool
    counts: Counts
    exit_code: int
    seconds: float


Event = RunStarted | ReleaseStarted | ReleaseDone | BatchDone | RunFinished
