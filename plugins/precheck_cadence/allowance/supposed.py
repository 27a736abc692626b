"""A history in which a plan has been sent, without anything being written."""

from __future__ import annotations

from collections import Counter

from precheck_cadence.allowance.plan import Plan
from precheck_cadence.history import Arrival, Counted, Entity, Measure, Moment, Releases, Tally
from precheck_cadence.history.store import Store
from precheck_cadence.signals.units import DAY


class Supposed(Store):
    """The history of a store, and a plan of one account that came at one moment, in windows.

    Counts and arrivals hold the plan. Titles, lengths and pictures of what is planned are not
    known: questions about them see the store alone.
    """

    def __init__(
        self, store: Store, plan: Plan, account: str, artists: frozenset[str], at: Moment
    ) -> None:
        """Take an open store, which stays the caller's to close."""
        super().__init__(store.database)
        self._plan = plan
        self._who = {(Entity.ACCOUNT, account), *((Entity.ARTIST, key) for key in artists)}
        self._account = account
        self._at = at
        tracks = plan.releases * plan.tracks_each
        ai = (plan.releases, tracks) if plan.is_ai else (0, 0)
        self._tally = Tally(
            releases=plan.releases,
            tracks=tracks,
            ai_releases=ai[0],
            ai_tracks=ai[1],
            all_ai_releases=ai[0],
            all_ai_tracks=ai[1],
            singles=plan.releases if plan.tracks_each == 1 else 0,
        )

    def tally(self, entity: Entity, key: str, after: Moment, until: Moment) -> Tally:
        """What came in a stretch of time."""
        return self._with(super().tally(entity, key, after, until), entity, key, after, until)

    def arrivals(
        self, entity: Entity, measure: Measure, key: str, after: Moment, until: Moment
    ) -> list[Arrival]:
        """What came in a stretch of time, moment by moment; oldest first."""
        came = super().arrivals(entity, measure, key, after, until)
        if self._is_there(entity, key, after, until):
            number = getattr(self._tally, measure.value)
            came = sorted([*came, Arrival(self._at, self._account, number)])
        return came

    def days(self, entity: Entity, key: str, after: Moment, until: Moment) -> list[Releases]:
        """The releases of each whole day of UTC that touches the stretch; none is empty."""
        by_day = Counter(dict(super().days(entity, key, after, until)))
        if self._is_there(entity, key, after, until) and self._tally.releases:
            by_day[self._at // DAY * DAY] += self._tally.releases
        return [Releases(*one) for one in sorted(by_day.items())]

    def course(self, entity: Entity, key: str, after: Moment, until: Moment) -> list[Counted]:
        """Each day of UTC that touches the stretch, whole; oldest first, without empty ones."""
        found = super().course(entity, key, after, until)
        if not self._is_there(entity, key, after, until):
            return found
        begin = self._at // DAY * DAY
        by_day = {day.moment: day.tally for day in found}
        by_day[begin] = by_day.get(begin, Tally()) + self._tally
        return [Counted(moment, tally) for moment, tally in sorted(by_day.items())]

    def first(self, entity: Entity, key: str) -> Moment | None:
        """When something first came; None where nothing did."""
        first = super().first(entity, key)
        if (entity, key) not in self._who:
            return first
        return self._at if first is None else min(first, self._at)

    def last_before(self, entity: Entity, key: str, before: Moment) -> Moment | None:
        """When something last came before a moment."""
        last = super().last_before(entity, key, before)
        if (entity, key) not in self._who or self._at >= before:
            return last
        return self._at if last is None else max(last, self._at)

    def _with(self, tally: Tally, entity: Entity, key: str, after: Moment, until: Moment) -> Tally:
        is_there = self._is_there(entity, key, after, until)
        return tally + self._tally if is_there else tally

    def _is_there(self, entity: Entity, key: str, after: Moment, until: Moment) -> bool:
        return (entity, key) in self._who and after < self._at <= until
