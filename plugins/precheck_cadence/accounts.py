"""What an account does, asked of the history. Every question is bounded in time or in number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from statistics import median

from precheck import UploadStatus
from precheck_cadence.conduct import (
    Awakening,
    Conduct,
    Names,
    Standings,
    Surprise,
)
from precheck_cadence.copying import copying_of
from precheck_cadence.covers import reused_covers
from precheck_cadence.dating import back_dated
from precheck_cadence.history import (
    Arrival,
    Entity,
    HeldTrack,
    History,
    Measure,
    Moment,
    Tally,
    moment,
    time_of,
)
from precheck_cadence.signals.bursts import Burst, bursts
from precheck_cadence.signals.changes import Change, change
from precheck_cadence.signals.lengths import sameness
from precheck_cadence.signals.rates import PRIOR_WEEKS, RELEASES_PER_YEAR, own_rate
from precheck_cadence.signals.sleep import wakings
from precheck_cadence.signals.surprise import log10_tail
from precheck_cadence.signals.templates import Template, Titled, templates
from precheck_cadence.signals.timing import (
    CALENDAR_GAP,
    Rhythm,
    arrivals,
    crowd,
    steadiest,
    wakefulness,
)
from precheck_cadence.signals.units import DAY, WEEK
from precheck_cadence.upload import UploadEvent
from precheck_cadence.works import writers_of

WINDOWS = (1, 7, 30, 90)
"""In days."""
RATE_WEEKS = 52
"""How far back an account's own rate is taken from."""
LABEL_PRIOR_WEEKS = 1.0
"""What is believed of an artist's rate says hardly anything of a label's."""
CHANGE_DAYS = 182
FEWEST = 3
"""With fewer releases in a week no account has changed its ways."""
MOST_ARRIVALS = 1_000
"""Of more arrivals only the newest days are looked at, as many as hold so many."""
IDLE = 180 * DAY
LABEL_IDLE = 90 * DAY
WATCHED = 14 * DAY
"""So long after it woke an account is watched."""
NAMES_FROM = 1_000
TITLES_FROM = 300
TEMPLATES_TOLD = 5
LENGTHS_FROM = 100
STANDINGS_FROM = 50


def conduct_of(history: History, account: str, events: Sequence[UploadEvent]) -> Conduct:
    """What an account does, as of the last of its uploads in this batch; all are recorded."""
    until = max(moment(event.uploaded) for event in events)
    latest = max(events, key=lambda event: (event.uploaded, event.release))
    prior_weeks = LABEL_PRIOR_WEEKS if latest.is_label else PRIOR_WEEKS
    day, week, month, quarter = (
        history.tally(Entity.ACCOUNT, account, until - days * DAY, until) for days in WINDOWS
    )
    of = _Asked(history, account, until)
    came = of.rhythm(quarter.releases)
    tracks = history.recent(account, until, TITLES_FROM)
    idle = LABEL_IDLE if latest.is_label else IDLE
    return Conduct(
        account=account,
        tier=latest.tier,
        until=time_of(until),
        releases=tuple(sorted(event.release for event in events)),
        age_days=age_of(history, account, until),
        day=day,
        week=week,
        month=month,
        quarter=quarter,
        surprises=tuple(
            of.surprise(days, tally.releases, prior_weeks)
            for days, tally in zip(WINDOWS, (day, week, month), strict=False)
        ),
        burst=_burst(came, until),
        change=of.change() if _is_faster(week, quarter) else None,
        rhythm=_rhythm(came),
        crowd=crowd(of.each_within_a_day(day.releases)),
        wakefulness=wakefulness(came),
        awakening=of.awakening(idle),
        names=tuple(_names(history, account, until, events)),
        templates=_templates(track for track in tracks if track.moment > until - 30 * DAY),
        sameness=sameness(
            track.seconds for track in tracks[:LENGTHS_FROM] if track.moment > until - 90 * DAY
        ),
        covers=reused_covers(history, account, until, events),
        standings=_standings(history, account, until),
        writers=tuple(writers_of(history, account, until, events)),
        back_dated=back_dated(history, account, until, events),
        copying=copying_of(history, account, until, events),
    )


def age_of(history: History, account: str, until: Moment) -> float | None:
    """In days since the first upload; None where the history began in the same week."""
    first = history.first(Entity.ACCOUNT, account)
    since = history.first(Entity.INTAKE, "")
    if first is None or since is None or first - since < WEEK:
        return None
    return age_days(first, until)


def age_days(first: Moment, until: Moment) -> float:
    """How old an account is, to a thousandth of a day."""
    return round((until - first) / DAY, 3)


class _Asked:
    """One account, at one moment."""

    def __init__(self, history: History, account: str, until: Moment) -> None:
        self.history = history
        self.account = account
        self.until = until
        self._days = {
            day.moment // DAY: day.number
            for day in history.days(Entity.ACCOUNT, account, until - RATE_WEEKS * WEEK, until)
        }

    def surprise(self, days: int, releases: int, prior_weeks: float) -> Surprise:
        """The count of a window against the account's own rate before it.

        The rate is taken from whole days, of which the last ends before the window begins.
        """
        start = (self.until - days * DAY) // DAY
        weekly = self._weekly(start)
        rate = own_rate(weekly, floor_per_year=RELEASES_PER_YEAR, prior_weeks=prior_weeks)
        expected = rate.expected(days * DAY)
        return Surprise(
            hours=days * 24,
            releases=releases,
            expected=round(expected, 4),
            log10_probability=round(log10_tail(releases, expected), 3),
            weeks=len(weekly),
        )

    def _weekly(self, end_day: int) -> list[int]:
        """Releases of the weeks before a day, oldest first, from the account's first day on."""
        known = [day for day in self._days if day < end_day]
        if not known:
            return []
        weeks = min((end_day - min(known) + 6) // 7, RATE_WEEKS)
        counts = [0] * weeks
        for day in known:
            back = (end_day - 1 - day) // 7
            if back < weeks:
                counts[weeks - 1 - back] += self._days[day]
        return counts

    def change(self) -> Change | None:
        """Whether its days have changed."""
        last = self.until // DAY
        known = [day for day in self._days if day > last - CHANGE_DAYS]
        if not known:
            return None
        return change([self._days.get(day, 0) for day in range(min(known), last + 1)])

    def rhythm(self, releases: int) -> tuple[Moment, ...]:
        """When the so many releases of 90 days came, each minute once."""
        return arrivals([one.moment for one in self._newest(WINDOWS[-1], releases)])

    def each_within_a_day(self, releases: int) -> tuple[Moment, ...]:
        """When releases came in the last 24 hours; what came at one moment is one arrival."""
        return arrivals([one.moment for one in self._newest(1, releases)], within=0)

    def _newest(self, days: int, releases: int) -> Sequence[Arrival]:
        """Of so many days, fewer where they hold too many; none where a day does."""
        for some in (days, *(one for one in reversed(WINDOWS) if one < days)):
            after = self.until - some * DAY
            if some != days:
                tally = self.history.tally(Entity.ACCOUNT, self.account, after, self.until)
                releases = tally.releases
            if releases <= MOST_ARRIVALS:
                return self.history.arrivals(
                    Entity.ACCOUNT, Measure.RELEASES, self.account, after, self.until
                )
        return ()

    def awakening(self, idle: int) -> Awakening | None:
        """A sleep that ended within the last two weeks."""
        after = self.until - WATCHED
        before = self.history.last_before(Entity.ACCOUNT, self.account, after + 1)
        if before is None or self.until - before < idle:
            return None
        came = self.history.arrivals(
            Entity.ACCOUNT, Measure.TRACKS, self.account, after, self.until
        )
        tracks = chain.from_iterable(repeat(one.moment, one.number) for one in came)
        found = wakings([before, *tracks], idle=idle)
        if not found:
            return None
        last = found[-1]
        return Awakening(
            slept_since=time_of(last.slept_since),
            woke=time_of(last.woke),
            idle_days=round(last.idle_days, 1),
            tracks=last.burst,
        )


def _is_faster(week: Tally, quarter: Tally) -> bool:
    """Whether its days can have changed lately: else nobody need ask at length."""
    return week.releases >= FEWEST and week.releases / 7 >= 2 * quarter.releases / 90


def _rhythm(came: Sequence[Moment]) -> Rhythm | None:
    """The steadiest stretch; one with gaps of less than a day hides behind no calendar."""
    whole = steadiest(came)
    if whole is None or not whole.is_calendar:
        return whole
    rows = list[list[Moment]]()
    for at, one in enumerate(came):
        if at == 0 or one - came[at - 1] >= CALENDAR_GAP:
            rows.append([])
        rows[-1].append(one)
    quick = [found for row in rows if (found := steadiest(row)) is not None]
    return min(quick, key=lambda one: one.variation, default=whole)


def _burst(came: Sequence[Moment], until: Moment) -> Burst | None:
    """The weightiest burst that the last arrival belongs to."""
    current = [one for one in bursts(came) if one.until >= until - DAY]
    return max(current, key=lambda one: one.weight, default=None)


def _names(
    history: History, account: str, until: Moment, events: Sequence[UploadEvent]
) -> Iterator[Names]:
    """Of those who are paid; of the account for what nobody is known to be paid for."""
    payees = sorted({event.payee for event in events})
    for payee in payees:
        of, key = (Entity.PAYEE, payee) if payee else (Entity.ACCOUNT, account)
        found = history.names(of, key, until - 90 * DAY, until, NAMES_FROM)
        if found:
            yield Names(
                of=of.value,
                key=key,
                names=len(found),
                tracks=sum(tracks for _, tracks in found),
                median_tracks=float(median(tracks for _, tracks in found)),
            )


def _templates(tracks: Iterable[HeldTrack]) -> tuple[Template, ...]:
    titled = [Titled(track.title, track.product) for track in tracks]
    return templates(titled[::-1])[:TEMPLATES_TOLD]


def _standings(history: History, account: str, until: Moment) -> Standings | None:
    judged = [
        one
        for one in history.standings(account, STANDINGS_FROM)
        if one.moment <= until and one.status is not UploadStatus.PENDING
    ]
    if not judged:
        return None
    bad = {UploadStatus.REJECTED, UploadStatus.TAKEN_DOWN}
    return Standings(
        judged=len(judged),
        rejected=sum(one.status in bad for one in judged),
        points_60_days=sum(one.points for one in judged if one.moment > until - 60 * DAY),
    )
