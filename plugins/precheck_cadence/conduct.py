"""What an account does, as a fact: how much, how evenly, under how many names, how alike."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from precheck import AccountTier
from precheck_cadence.copying import Copying
from precheck_cadence.dating import BackDated
from precheck_cadence.history import Tally
from precheck_cadence.signals.bursts import Burst
from precheck_cadence.signals.changes import Change
from precheck_cadence.signals.lengths import Sameness
from precheck_cadence.signals.templates import Template
from precheck_cadence.signals.timing import Crowd, Rhythm, Wakefulness
from precheck_cadence.works import WriterOutput


class Surprise(Struct, frozen=True, kw_only=True):
    """How unlikely the releases of a window are at the account's own rate."""

    hours: int
    releases: int
    expected: float
    """By the account's own smoothed rate before the window."""
    log10_probability: float
    """That as many or more come by chance (Poisson); 0 at most."""
    weeks: int = 0
    """So long the account was known before the window; 0: the rate is an average artist's."""


class Awakening(Struct, frozen=True, kw_only=True):
    """The account slept, and woke lately."""

    slept_since: datetime
    woke: datetime
    idle_days: float
    tracks: int
    """The most that came in 24 hours since."""


class Names(Struct, frozen=True, kw_only=True):
    """Under how many names tracks came in 90 days."""

    of: str
    """`payee` or `account`: whose."""
    key: str
    names: int
    """A track counts for one of its main artists, the one with the most tracks."""
    tracks: int
    """That were looked at: the newest, at most so many as `NAMES_FROM`."""
    median_tracks: float
    """Of a name."""


class CoverReuse(Struct, frozen=True, kw_only=True):
    """Products with one picture."""

    cover: int
    """The picture, of this batch, in 64 bits."""
    products: int
    """How many of the newest 500 products have a cover that looks like it."""
    families: int
    """How many of these there are, those that share a song by one artist counted together."""
    is_one_artist: bool
    """Whether somebody is a main artist on each of them."""
    titles: tuple[str, ...]
    """Of some of them, the newest."""
    releases: tuple[str, ...]
    """Of this batch."""


class Standings(Struct, frozen=True, kw_only=True):
    """What became of the account's products that were judged last."""

    judged: int
    rejected: int
    """Rejected or taken down."""
    points_60_days: float = 0.0
    """Of infraction."""


class Conduct(Struct, frozen=True, kw_only=True):
    """An account at its last upload of the batch, with everything before it.

    Windows are open at the start and closed at `until`. Signals that need more than there is are
    None: they say nothing.
    """

    account: str
    tier: AccountTier
    until: datetime
    releases: tuple[str, ...]
    """Of this batch."""
    age_days: float | None = None
    """Since its first upload; None where the history is too young to know."""
    day: Tally = Tally()
    week: Tally = Tally()
    month: Tally = Tally()
    quarter: Tally = Tally()
    """90 days."""
    surprises: tuple[Surprise, ...] = ()
    burst: Burst | None = None
    """The weightiest that the last upload belongs to."""
    change: Change | None = None
    """Of the releases of each day in half a year; None where the last week is no busier."""
    rhythm: Rhythm | None = None
    crowd: Crowd | None = None
    wakefulness: Wakefulness | None = None
    awakening: Awakening | None = None
    names: tuple[Names, ...] = ()
    """Of each payee of the batch, and of the account where some release names none."""
    templates: tuple[Template, ...] = ()
    """Among the tracks of 30 days, most songs first; at most five."""
    sameness: Sameness | None = None
    """Of the lengths of the newest 100 tracks of 90 days."""
    covers: tuple[CoverReuse, ...] = ()
    """Pictures that are on other products as well, most products first; at most ten."""
    standings: Standings | None = None
    writers: tuple[WriterOutput, ...] = ()
    """Those whose works came with three products and more, in the order of their names."""
    back_dated: BackDated | None = None
    copying: Copying = Copying()

    @property
    def is_label(self) -> bool:
        """Whether it is the account of a label or distributor."""
        return self.tier is not AccountTier.ARTIST
