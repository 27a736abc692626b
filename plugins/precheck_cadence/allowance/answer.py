"""What `precheck cadence` answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec
from msgspec import Struct

from precheck import AccountTier, Severity
from precheck_cadence.allowance.limits import Kind
from precheck_cadence.cadence import Span
from precheck_cadence.conduct import Conduct
from precheck_cadence.history import Entity

SCHEMA = 1
"""The version of the answer's form. Within one version fields are only ever added."""
SCHEMA_ID = "https://precheck-music.github.io/schema/cadence-1.json"

CLOSE = 0.5


class Left(Struct, frozen=True, kw_only=True):
    """What a limit leaves."""

    rule: str
    severity: Severity
    """The worst over the recipients."""
    recipients: tuple[str, ...]
    begins: int
    """From how many in the window the rule speaks."""
    share: float
    """How much of that has come; from 1 on the rule speaks."""
    more: int
    """How many more may come now without it speaking."""
    next_slot: datetime | None = None
    """When one more fits, as long as nothing else comes; None where one fits now, or never."""
    until: datetime | None = None
    """The last moment at which the limit holds: it is for new accounts; None for always."""
    plan_fits: datetime | None = None
    """When the whole plan fits at once; None without a plan, or for never."""


class Window(Struct, frozen=True, kw_only=True):
    """One window that ends now, and the limits on what came in it."""

    of: Entity
    """`account` or `artist`."""
    name: str
    """The account, or what the spellings of the artist's name share."""
    kind: Kind
    hours: Span
    after: datetime
    """The window is open at its start, and closed at its end."""
    count: int
    planned: int = 0
    """How much of the plan counts in it."""
    limits: tuple[Left, ...] = ()
    """The lowest first."""

    @property
    def is_close(self) -> bool:
        """Whether it is at least half as full as one of its limits lets it be, with the plan."""
        return any(self.count + self.planned >= CLOSE * left.begins for left in self.limits)


class Spoken(Struct, frozen=True, kw_only=True):
    """What a rule says."""

    rule: str
    severity: Severity
    """The worst over the recipients."""
    recipients: tuple[str, ...]
    message: str
    is_new: bool = False
    """Whether it says so only because of the plan."""


class Steps(Struct, frozen=True, kw_only=True):
    """The plan in steps, none of which makes a limit speak."""

    at_a_time: int
    """Releases."""
    every_days: int
    times: int
    first: datetime
    last: datetime


class Way(Struct, frozen=True, kw_only=True):
    """How the plan can go without a limit speaking that is so grave or graver."""

    severity: Severity
    fits_now: int
    """How many of the releases may go now."""
    at_once: datetime | None
    """From when all may go together; None for never."""
    steps: Steps | None
    """None where one release alone is too many."""


class Prospect(Struct, frozen=True, kw_only=True):
    """What would become of a plan."""

    releases: int
    tracks_each: int
    is_ai: bool
    artists: tuple[str, ...]
    """The names under which it is counted; none where several could be meant."""
    ways: tuple[Way, ...]
    """For each severity that limits on it have, the mildest first; none where there is no limit."""
    rules: tuple[Spoken, ...]
    """What the rules would say if all went now."""


class Day(Struct, frozen=True):
    """What came on one day of UTC."""

    day: date
    releases: int
    tracks: int
    ai_releases: int
    """By AI alone."""


class Course(Struct, frozen=True, kw_only=True):
    """What came day by day; days without anything are left out."""

    of: Entity
    name: str
    days: tuple[Day, ...]
    """Of 120 days, so that a window of 30 days can be drawn over the last 90."""


class Marked(Struct, frozen=True, kw_only=True):
    """A product that somebody wants to see among the others."""

    product: str
    came: datetime | None
    """When it first came; None where the history does not have it."""


class Outlook(Struct, frozen=True, kw_only=True):
    """How an account stands, and how much it may still send."""

    schema: int = SCHEMA
    account: str
    tier: AccountTier
    as_of: datetime
    """In UTC. What came later does not count."""
    history: str
    recipients: tuple[str, ...]
    conduct: Conduct
    windows: tuple[Window, ...]
    rules: tuple[Spoken, ...]
    """What the rules say of the account as it stands, and would say of its next release."""
    courses: tuple[Course, ...]
    marked: tuple[Marked, ...] = ()
    is_later: bool = False
    """Whether the history has uploads of the account after this moment."""
    more_artists: int = 0
    """How many names of the account are not shown."""
    plan: Prospect | None = None


def schema_json() -> bytes:
    """The JSON Schema (draft 2020-12) of the answer."""
    (schema,), parts = msgspec.json.schema_components([Outlook], ref_template="#/$defs/{name}")
    document: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "How an account stands under the cadence rules, and how much it may still send",
        **schema,
        "$defs": parts,
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
