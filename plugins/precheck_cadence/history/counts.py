"""Counting: whole hours are added up already, the broken ones around them are read one by one."""

from __future__ import annotations

from precheck_cadence.history.answers import Arrival, Counted, Entity, Measure, Releases, Tally
from precheck_cadence.history.database import Database
from precheck_cadence.history.moments import HOUR, HOURS_A_DAY, Cut, Moment
from precheck_cadence.history.shape import COUNTERS, KINDS

_WHO = "entity = (SELECT id FROM entity WHERE key = :key AND kind = :kind)"
_IN_HOURS = f"{_WHO} AND hour >= :hour AND hour < :end"
_IN_HEAD = f"{_WHO} AND first > :after AND first <= :head"
_IN_TAIL = f"{_WHO} AND first > :tail AND first <= :until"

_PARTS = """CASE WHEN recording = 0 THEN 1 ELSE 0 END AS releases,
    CASE WHEN recording = 0 THEN 0 ELSE 1 END AS tracks,
    CASE WHEN recording = 0 THEN flags & 1 ELSE 0 END AS ai_releases,
    CASE WHEN recording = 0 THEN 0 ELSE flags & 1 END AS ai_tracks,
    CASE WHEN recording = 0 THEN (flags >> 1) & 1 ELSE 0 END AS all_ai_releases,
    CASE WHEN recording = 0 THEN 0 ELSE (flags >> 1) & 1 END AS all_ai_tracks,
    (flags >> 2) & 1 AS timed,
    (flags >> 3) & 1 AS edge,
    (flags >> 4) & 1 AS short,
    (flags >> 5) & 1 AS functional,
    (flags >> 6) & 1 AS singles"""
_SUMS = ", ".join(f"CAST(coalesce(sum({name}), 0) AS BIGINT)" for name in COUNTERS)
_NAMES = ", ".join(COUNTERS)
_TALLY = f"""SELECT {_SUMS} FROM (
    SELECT {_NAMES} FROM hourly WHERE {_IN_HOURS}
    UNION ALL SELECT {_PARTS} FROM came WHERE {_IN_HEAD}
    UNION ALL SELECT {_PARTS} FROM came WHERE {_IN_TAIL}) AS parts"""  # noqa: S608 - our own names
# Remainders keep the sign, and hours before 1970 are negative.
_DAY = "hour - (hour % 24 + 24) % 24"
_BY_DAY = f"SELECT {_DAY}, {_SUMS} FROM hourly WHERE {_IN_HOURS} GROUP BY 1 ORDER BY 1"  # noqa: S608
_RELEASES_BY_HOUR, _RELEASES_BY_DAY = (
    f"SELECT {begin}, sum(releases) FROM hourly WHERE {_IN_HOURS} AND releases > 0"  # noqa: S608
    " GROUP BY 1 ORDER BY 1"
    for begin in ("hour", _DAY)
)
_EVER = f"""SELECT CAST(coalesce(sum(tracks), 0) AS BIGINT) FROM (
    SELECT tracks FROM hourly WHERE {_WHO} AND hour < :end
    UNION ALL SELECT 1 FROM came WHERE {_IN_TAIL} AND recording <> 0) AS parts"""  # noqa: S608

_OF = {
    None: ("", ""),
    Measure.RELEASES: (" AND releases > 0", " AND recording = 0"),
    Measure.TRACKS: (" AND tracks > 0", " AND recording <> 0"),
}
_ACCOUNTS = {
    measure: f"""SELECT count(*) FROM (
    SELECT account FROM hourly WHERE {_IN_HOURS}{in_hours}
    UNION SELECT p.account FROM came JOIN product p ON p.id = product
        WHERE {_IN_HEAD.replace("first", "came.first")}{in_came}
    UNION SELECT p.account FROM came JOIN product p ON p.id = product
        WHERE {_IN_TAIL.replace("first", "came.first")}{in_came}) AS accounts"""  # noqa: S608
    for measure, (in_hours, in_came) in _OF.items()
}
_ARRIVALS = {
    measure: f"""SELECT c.first, a.key, count(*) FROM came c
    JOIN product p ON p.id = c.product JOIN entity a ON a.id = p.account
    WHERE c.{_WHO} AND c.first > :after AND c.first <= :until{_OF[measure][1]}
    GROUP BY c.first, a.key ORDER BY c.first, a.key"""  # noqa: S608 - our own names
    for measure in Measure
}


def tally(database: Database, entity: Entity, key: str, after: Moment, until: Moment) -> Tally:
    """What came in a stretch of time."""
    found = database.one(_TALLY, **_asked(entity, key, after, until))
    return Tally(*found) if found is not None else Tally()


def tracks_until(database: Database, entity: Entity, key: str, until: Moment) -> int:
    """How many recordings came up to a moment, that one included."""
    end = (until + 1) // HOUR
    asked = {"kind": KINDS[entity], "key": key, "end": end, "tail": end * HOUR - 1, "until": until}
    found = database.one(_EVER, **asked)
    return found[0] if found is not None else 0


def accounts(  # noqa: PLR0913 - the question and where to ask it
    database: Database,
    entity: Entity,
    key: str,
    after: Moment,
    until: Moment,
    *,
    measure: Measure | None = None,
) -> int:
    """From how many accounts it came."""
    if entity is Entity.INTAKE:
        return 0
    if entity is Entity.ACCOUNT:
        found = tally(database, entity, key, after, until)
        numbers = {Measure.TRACKS: found.tracks, Measure.RELEASES: found.releases}
        return min(1, numbers[measure] if measure is not None else sum(numbers.values()))
    row = database.one(_ACCOUNTS[measure], **_asked(entity, key, after, until))
    return row[0] if row is not None else 0


def arrivals(  # noqa: PLR0913 - the question and where to ask it
    database: Database,
    entity: Entity,
    key: str,
    after: Moment,
    until: Moment,
    *,
    measure: Measure,
) -> list[Arrival]:
    """What came in a stretch of time, moment by moment; oldest first."""
    rows = database.all(_ARRIVALS[measure], key=key, kind=KINDS[entity], after=after, until=until)
    return [Arrival._make(row) for row in rows]


def hours(
    database: Database, entity: Entity, key: str, after: Moment, until: Moment
) -> list[Releases]:
    """The releases of each hour of UTC that touches the stretch."""
    asked = {"hour": (after + 1) // HOUR, "end": until // HOUR + 1}
    rows = database.all(_RELEASES_BY_HOUR, key=key, kind=KINDS[entity], **asked)
    return [Releases(hour * HOUR, number) for hour, number in rows]


def days(
    database: Database, entity: Entity, key: str, after: Moment, until: Moment
) -> list[Releases]:
    """The releases of each day of UTC that touches the stretch."""
    rows = database.all(_RELEASES_BY_DAY, key=key, kind=KINDS[entity], **_whole_days(after, until))
    return [Releases(hour * HOUR, number) for hour, number in rows]


def course(
    database: Database, entity: Entity, key: str, after: Moment, until: Moment
) -> list[Counted]:
    """Each day of UTC that touches the stretch."""
    rows = database.all(_BY_DAY, key=key, kind=KINDS[entity], **_whole_days(after, until))
    return [Counted(row[0] * HOUR, Tally(*row[1:])) for row in rows]


def first(database: Database, entity: Entity, key: str) -> Moment | None:
    """When something first came."""
    if entity is Entity.INTAKE:
        return _hour_of(database, f"SELECT min(hour) FROM hourly WHERE {_WHO}", key)  # noqa: S608
    row = database.one(f"SELECT min(first) FROM came WHERE {_WHO}", key=key, kind=KINDS[entity])  # noqa: S608
    return row[0] if row is not None else None


def last_before(database: Database, entity: Entity, key: str, before: Moment) -> Moment | None:
    """When something last came before a moment."""
    if entity is Entity.INTAKE:
        statement = f"SELECT max(hour) FROM hourly WHERE {_WHO} AND hour < :hour"  # noqa: S608
        return _hour_of(database, statement, key, hour=-(-before // HOUR))
    row = database.one(
        f"SELECT max(first) FROM came WHERE {_WHO} AND first < :before",  # noqa: S608 - our names
        key=key,
        kind=KINDS[entity],
        before=before,
    )
    return row[0] if row is not None else None


def _hour_of(database: Database, statement: str, key: str, **values: object) -> Moment | None:
    row = database.one(statement, key=key, kind=KINDS[Entity.INTAKE], **values)
    return row[0] * HOUR if row is not None and row[0] is not None else None


def _asked(entity: Entity, key: str, after: Moment, until: Moment) -> dict[str, object]:
    cut = Cut.of(after, until)
    return {
        "kind": KINDS[entity],
        "key": key,
        "after": cut.after,
        "head": cut.head,
        "hour": cut.hour,
        "end": cut.end,
        "tail": cut.tail,
        "until": cut.until,
    }


def _whole_days(after: Moment, until: Moment) -> dict[str, int]:
    day = HOURS_A_DAY * HOUR
    return {
        "hour": (after + 1) // day * HOURS_A_DAY,
        "end": (until // day + 1) * HOURS_A_DAY,
    }
