"""Comparing the newest tracks of an account with what holds their bytes, all in one question."""

from __future__ import annotations

from precheck import UploadStatus
from precheck_cadence.history.answers import Compared, Entity, Measure
from precheck_cadence.history.database import Database
from precheck_cadence.history.holdings import FROM, LONG_AGO, NEWEST_TRACKS, TRACK, asked_of, held
from precheck_cadence.history.moments import Moment
from precheck_cadence.history.protocol import COPY_LIMIT
from precheck_cadence.history.state import DIGEST_BYTES

MOST_SUMS = 3
"""Of one recording: of its samples, of its encoded sound, of its file."""

_GONE = ", ".join(
    f"'{status.value}'" for status in (UploadStatus.REJECTED, UploadStatus.TAKEN_DOWN)
)
_DIFFERS = """(b.key <> '' AND a.key <> '' AND b.key <> a.key)
    OR (o.artist_key <> '' AND r.artist_key <> '' AND o.artist_key <> r.artist_key)
    OR (o.isrc <> '' AND r.isrc <> '' AND o.isrc <> r.isrc)
    OR ((o.isrc = '' OR r.isrc = '')
        AND o.title_key <> '' AND r.title_key <> '' AND o.title_key <> r.title_key)"""
# Of recordings that came at one moment one is earlier all the same, by its account and product.
_OLDER = f"""EXISTS (SELECT 1 FROM (
    SELECT product, recording FROM sum s
    WHERE s.digest = substr(r.sums, {{begin}}, {DIGEST_BYTES})
        AND s.first <= r.first AND s.product <> r.product
    ORDER BY s.first, s.product, s.recording LIMIT {COPY_LIMIT}) AS same
    JOIN recording o ON o.product = same.product AND o.number = same.recording
    JOIN product q ON q.id = same.product JOIN entity b ON b.id = q.account
    WHERE (o.first < r.first OR (b.key, q.key) < (a.key, p.key)) AND ({_DIFFERS})
        AND coalesce((SELECT status FROM standing t WHERE t.product = q.id AND t.moment <= :until
            ORDER BY t.moment DESC, t.status LIMIT 1), '') NOT IN ({_GONE}))"""  # noqa: S608
_IS_COPY = " OR ".join(
    f"(length(r.sums) >= {DIGEST_BYTES * (place + 1)}"
    f" AND {_OLDER.format(begin=1 + DIGEST_BYTES * place)})"
    for place in range(MOST_SUMS)
)
_COMPARED = f"""SELECT {TRACK}, length(r.sums) > 0, CASE WHEN {_IS_COPY} THEN 1 ELSE 0 END
    FROM (SELECT r.product, r.number{NEWEST_TRACKS}) AS newest
    JOIN recording r ON r.product = newest.product AND r.number = newest.number{FROM}
    ORDER BY r.first DESC, a.key, p.key, r.key"""  # noqa: S608


def compared(database: Database, account: str, until: Moment, limit: int) -> list[Compared]:
    """Of the tracks of an account that came last those whose bytes are known."""
    who = (Entity.ACCOUNT, account)
    asked = asked_of(database, Measure.TRACKS, who, (LONG_AGO, until), limit)
    return [
        Compared(held(tuple(track)), is_copy=bool(is_copy))
        for *track, is_known, is_copy in database.all(_COMPARED, **asked)
        if is_known
    ]
