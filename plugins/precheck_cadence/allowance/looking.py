"""Looking at an account: what its windows hold, what they leave, what becomes of a plan."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct, structs

from precheck import AccountTier
from precheck_cadence.accounts import NAMES_FROM, age_days, age_of, conduct_of
from precheck_cadence.allowance.answer import (
    Course,
    Day,
    Left,
    Marked,
    Outlook,
    Prospect,
    Spoken,
    Steps,
    Way,
    Window,
)
from precheck_cadence.allowance.caps import Arrived, Cap
from precheck_cadence.allowance.limits import Asked, Kind, Limit, limits_of
from precheck_cadence.allowance.plan import Plan
from precheck_cadence.allowance.spread import Load, Spread, at_once, fitting, spread
from precheck_cadence.allowance.supposed import Supposed
from precheck_cadence.cadence import Cadence, Span
from precheck_cadence.cadence import Window as CountedWindow
from precheck_cadence.conduct import Conduct
from precheck_cadence.history import HOUR, Entity, Measure, Moment, Tally, time_of
from precheck_cadence.history import Counted as CountedDay
from precheck_cadence.history.store import Store
from precheck_cadence.signals.units import DAY
from precheck_cadence.upload import UploadEvent

COURSE_DAYS = 120
ARTISTS_SHOWN = 3
ARTIST_DAYS = 30
_END: Moment = 2**62
"""After every moment that a calendar has."""
NEXT = "the next release"
"""What stands for the release that the rules are asked about."""


class Subject(Struct, frozen=True):
    """Whose windows they are."""

    of: Entity
    key: str


class Inquiry(Struct, frozen=True, kw_only=True):
    """What is asked of the history."""

    account: str
    at: Moment
    asked: tuple[Asked, ...]
    history: str
    """What the history is called."""
    is_label: bool = False
    """Whether the settings say that it is a label's account."""
    artist: str = ""
    """The key of the artist that is meant; empty for the account's busiest."""
    plan: Plan | None = None
    products: tuple[str, ...] = ()
    """The keys of the products to mark."""


def outlook_of(store: Store, inquiry: Inquiry) -> Outlook | None:
    """Everything, from one snapshot; None where the account had sent nothing at the moment."""
    latest = store.latest_of(inquiry.account, inquiry.at)
    if latest is None:
        return None
    return _Looking(store, inquiry, latest).outlook()


def came_last(store: Store, account: str, products: Iterable[str]) -> Moment | None:
    """When the last of some products of an account came; None where it has none of them."""
    came = (_came(store, account, product) for product in products)
    return max((at for at in came if at is not None), default=None)


def _came(store: Store, account: str, product: str) -> Moment | None:
    held = store.by_product(product)
    return next((one.moment for one in held if one.account == account), None)


class _Looking:
    """One account at one moment."""

    def __init__(self, store: Store, inquiry: Inquiry, latest: UploadEvent) -> None:
        tier = AccountTier.LABEL if inquiry.is_label and not latest.is_label else latest.tier
        self.store = store
        self.inquiry = inquiry
        self.at = inquiry.at
        self.next = structs.replace(
            latest, release=NEXT, tier=tier, uploaded=time_of(inquiry.at), cover=None
        )
        self.account = Subject(Entity.ACCOUNT, inquiry.account)
        self.artists, self.more_artists = self._names()
        self.age = age_of(store, inquiry.account, inquiry.at)
        self.limits = dict(self._in_force())
        self._arrived: dict[tuple[Subject, Kind], Arrived] = {}

    def outlook(self) -> Outlook:
        """The answer."""
        inquiry, plan = self.inquiry, self.inquiry.plan
        conduct = conduct_of(self.store, inquiry.account, [self.next])
        rules = tuple(self._said(self.store, conduct))
        subjects = (self.account, *(Subject(Entity.ARTIST, key) for key in self.artists))
        names = {name for asked in inquiry.asked for name in asked.recipients}
        last = self.store.last_before(Entity.ACCOUNT, inquiry.account, _END)
        return Outlook(
            account=inquiry.account,
            tier=self.next.tier,
            as_of=time_of(self.at),
            history=inquiry.history,
            recipients=tuple(sorted(names)),
            conduct=structs.replace(conduct, releases=()),
            windows=tuple(self._windows(subjects)),
            rules=rules,
            courses=tuple(self._course(subject) for subject in subjects),
            marked=tuple(map(self._marked, inquiry.products)),
            is_later=last is not None and last > self.at,
            more_artists=self.more_artists,
            plan=self._prospect(plan, rules) if plan is not None else None,
        )

    # --- whose

    def _names(self) -> tuple[tuple[str, ...], int]:
        """The artist that is meant, else those with most tracks lately; and how many are left."""
        if self.inquiry.artist:
            return (self.inquiry.artist,), 0
        after = self.at - ARTIST_DAYS * DAY
        account = self.inquiry.account
        found = self.store.names(Entity.ACCOUNT, account, after, self.at, NAMES_FROM)
        names = [key for key, _ in found] or [artist.key for artist in self.next.artists]
        return tuple(names[:ARTISTS_SHOWN]), max(0, len(names) - ARTISTS_SHOWN)

    @property
    def _planned_for(self) -> tuple[str, ...]:
        """The names that a plan counts for: where it can be but one."""
        return self.artists if len(self.artists) + self.more_artists == 1 else ()

    # --- windows

    def _windows(self, subjects: Iterable[Subject]) -> Iterator[Window]:
        for subject in subjects:
            limits = [limit for limit in self.limits if limit.of is subject.of]
            limits.sort(key=lambda one: (one.kind.value, one.hours, one.begins, one.rule))
            for (kind, hours), same in groupby(limits, key=lambda one: (one.kind, one.hours)):
                after = self.at - hours * HOUR
                yield Window(
                    of=subject.of,
                    name=subject.key,
                    kind=kind,
                    hours=hours,
                    after=time_of(after),
                    count=self._came(subject, kind).count(after, self.at),
                    planned=self._planned(subject, kind),
                    limits=tuple(self._left(subject, limit) for limit in same),
                )

    def _in_force(self) -> Iterator[tuple[Limit, Moment | None]]:
        """The limits that hold now, and the last moment at which each does; None for always."""
        for limit in limits_of(self.inquiry.asked, is_label=self.next.is_label):
            if limit.new_days is None:
                yield limit, None
            elif self.age is not None and self.age <= limit.new_days:
                first = self.store.first(Entity.ACCOUNT, self.inquiry.account)
                yield limit, last_of_age(first or 0, limit.new_days)

    def _cap(self, subject: Subject, limit: Limit) -> Cap:
        until = self.limits[limit]
        return Cap(self._came(subject, limit.kind), limit.hours * HOUR, limit.begins - 1, until)

    def _left(self, subject: Subject, limit: Limit) -> Left:
        cap = self._cap(subject, limit)
        count = cap.arrived.count(self.at - cap.span, self.at)
        more = max(0, cap.most - count)
        slot = cap.opens(self.at, 1)
        planned = self._planned(subject, limit.kind)
        fits = cap.opens(self.at, planned) if self.inquiry.plan is not None else None
        return Left(
            rule=limit.rule,
            severity=limit.severity,
            recipients=limit.recipients,
            begins=limit.begins,
            share=round(count / limit.begins, 4),
            more=more,
            next_slot=time_of(slot) if slot is not None and not more else None,
            until=time_of(cap.until) if cap.until is not None else None,
            plan_fits=time_of(fits) if fits is not None else None,
        )

    def _came(self, subject: Subject, kind: Kind) -> Arrived:
        if (subject, kind) not in self._arrived:
            self._arrived[subject, kind] = Arrived(self._arrivals(subject, kind))
        return self._arrived[subject, kind]

    def _arrivals(self, subject: Subject, kind: Kind) -> Iterator[tuple[Moment, int]]:
        """What came in the longest window of this kind, moment by moment."""
        spans = [limit.hours for limit in self.limits if limit.kind is kind] or [min(Span)]
        after = self.at - max(spans) * HOUR
        measure = Measure.TRACKS if kind is Kind.TRACKS else Measure.RELEASES
        came = self.store.arrivals(subject.of, measure, subject.key, after, self.at)
        by_moment = groupby(came, key=lambda one: one.moment)
        if kind is not Kind.AI_RELEASES:
            for at, same in by_moment:
                yield at, sum(one.number for one in same)
        elif self.store.tally(subject.of, subject.key, after, self.at).all_ai_releases:
            for at, _ in by_moment:
                tally = self.store.tally(subject.of, subject.key, at - 1, at)
                yield at, tally.all_ai_releases

    # --- a plan

    def _planned(self, subject: Subject, kind: Kind) -> int:
        """How much of the plan counts for somebody."""
        plan = self.inquiry.plan
        is_his = subject == self.account or subject.key in self._planned_for
        return plan.releases * _each(plan, kind) if plan is not None and is_his else 0

    def _prospect(self, plan: Plan, now: Sequence[Spoken]) -> Prospect:
        names = self._planned_for
        supposed = Supposed(self.store, plan, self.inquiry.account, frozenset(names), self.at)
        conduct = conduct_of(supposed, self.inquiry.account, [self.next])
        before = {one.rule: one.message for one in now}
        return Prospect(
            releases=plan.releases,
            tracks_each=plan.tracks_each,
            is_ai=plan.is_ai,
            artists=names,
            ways=tuple(self._ways(plan)),
            rules=tuple(
                structs.replace(one, is_new=before.get(one.rule) != one.message)
                for one in self._said(supposed, conduct)
            ),
        )

    def _ways(self, plan: Plan) -> Iterator[Way]:
        subjects = [self.account, *(Subject(Entity.ARTIST, key) for key in self._planned_for)]
        loads = [
            (limit.severity, Load(self._cap(subject, limit), each))
            for subject in subjects
            for limit in self.limits
            if limit.of is subject.of and (each := _each(plan, limit.kind))
        ]
        for bar in sorted({severity for severity, _ in loads}):
            grave = [load for severity, load in loads if severity >= bar]
            all_at = at_once(grave, self.at, plan.releases)
            steps = spread(grave, self.at, plan.releases)
            yield Way(
                severity=bar,
                fits_now=min(plan.releases, fitting(grave, self.at, plan.releases)),
                at_once=time_of(all_at) if all_at is not None else None,
                steps=_steps(steps) if steps is not None else None,
            )

    # --- what the rules say

    def _said(self, store: Store, conduct: Conduct) -> Iterator[Spoken]:
        """What each rule says first."""
        cadence = Cadence(
            history=self.inquiry.history,
            windows=tuple(self._counted(store)),
            accounts=(conduct,),
        )
        for asked in self.inquiry.asked:
            finding = next(asked.question.findings(cadence, time_of(self.at).date()), None)
            if finding is not None:
                yield Spoken(
                    rule=asked.rule,
                    severity=asked.severity,
                    recipients=asked.recipients,
                    message=finding.message,
                )

    def _counted(self, store: Store) -> Iterator[CountedWindow]:
        """The windows as the rules see them."""
        subjects = (self.account, *(Subject(Entity.ARTIST, key) for key in self.artists))
        for subject in subjects:
            for hours in Span:
                after = self.at - hours * HOUR
                tally = store.tally(subject.of, subject.key, after, self.at)
                for measure in Measure:
                    yield CountedWindow(
                        of=subject.of,
                        name=subject.key,
                        key=subject.key,
                        is_label=subject.of is Entity.ACCOUNT and self.next.is_label,
                        measure=measure,
                        hours=hours,
                        after=time_of(after),
                        until=time_of(self.at),
                        count=_count(tally, measure),
                        in_batch=0,
                        releases=(NEXT,),
                    )

    # --- what is drawn

    def _course(self, subject: Subject) -> Course:
        after = self.at - COURSE_DAYS * DAY
        days = self.store.course(subject.of, subject.key, after, self.at)
        return Course(
            of=subject.of,
            name=subject.key,
            days=tuple(
                Day(
                    time_of(one.moment).date(),
                    tally.releases,
                    tally.tracks,
                    tally.all_ai_releases,
                )
                for one in days
                if (tally := self._so_far(subject, one)).releases or tally.tracks
            ),
        )

    def _so_far(self, subject: Subject, day: CountedDay) -> Tally:
        """What came on a day; of the last only what came up to now."""
        if day.moment + DAY <= self.at:
            return day.tally
        return self.store.tally(subject.of, subject.key, day.moment - 1, self.at)

    def _marked(self, product: str) -> Marked:
        came = _came(self.store, self.inquiry.account, product)
        return Marked(product=product, came=time_of(came) if came is not None else None)


def last_of_age(first: Moment, days: float) -> Moment:
    """The last moment at which an account is not older, as the rules round it."""
    moments = range(first, first + int((days + 1) * DAY))
    return moments[bisect_right(moments, days, key=lambda one: age_days(first, one)) - 1]


def _each(plan: Plan, kind: Kind) -> int:
    """What each release of a plan adds."""
    if kind is Kind.TRACKS:
        return plan.tracks_each
    return int(kind is Kind.RELEASES or plan.is_ai)


def _steps(found: Spread) -> Steps:
    return Steps(
        at_a_time=found.at_a_time,
        every_days=found.every_days,
        times=found.times,
        first=time_of(found.first),
        last=time_of(found.last),
    )


def _count(tally: Tally, measure: Measure) -> int:
    return tally.tracks if measure is Measure.TRACKS else tally.releases
