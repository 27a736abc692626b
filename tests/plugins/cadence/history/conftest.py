"""Made-up uploads of all that a history keeps, and all that one tells, without its numbers."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from precheck import AccountTier, AiAmount, Fingerprint, UploadStatus
from precheck_cadence.history.store import Store
from precheck_cadence.upload import ArtistName, TimedBy, UploadEvent, UploadTrack

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ACCOUNTS = ("one", "two", "Årets; «tre»", "")
NAMES = ("ada", "bo; the 2nd", '["list"]', "café noir")
WORDS = {
    "WHO": "e.kind, e.key",
    "WHAT": "a.key, p.key",
    "OF": "x JOIN product p ON p.id = x.product JOIN entity a ON a.id = p.account",
}
TELLING = {
    "entity": (
        "SELECT kind, key FROM entity e WHERE EXISTS (SELECT 1 FROM came WHERE entity = e.id)"
        " OR EXISTS (SELECT 1 FROM product WHERE account = e.id)"
    ),
    "product": (
        "SELECT a.key, p.key, p.title, p.message, p.first, p.last, p.tier, p.payee, p.label,"
        " p.artists, p.release_date, p.original_release_date, p.ai, p.cover, p.is_transfer"
        " FROM product p JOIN entity a ON a.id = p.account"
    ),
    "recording": (
        "SELECT WHAT, x.key, x.first, x.is_current, x.isrc, x.title, x.title_key, x.artist,"
        " x.artist_key, x.writers, x.ai, x.is_functional, x.seconds, x.seconds_from, x.sums,"
        " x.sums_from FROM recording OF"
    ),
    "sum": (
        "SELECT WHAT, r.key, x.digest, x.first FROM sum OF"
        " JOIN recording r ON r.product = x.product AND r.number = x.recording"
    ),
    "came": (
        "SELECT WHO, WHAT, coalesce(r.key, ''), x.first, x.flags FROM came OF"
        " JOIN entity e ON e.id = x.entity LEFT JOIN recording r"
        " ON r.product = x.product AND r.number = x.recording"
    ),
    "hourly": (
        "SELECT WHO, x.hour, coalesce(b.key, '-'), x.releases, x.tracks, x.ai_releases,"
        " x.ai_tracks, x.all_ai_releases, x.all_ai_tracks, x.timed, x.edge, x.short, x.functional,"
        " x.singles FROM hourly x JOIN entity e ON e.id = x.entity"
        " LEFT JOIN entity b ON b.id = x.account"
    ),
    "standing": "SELECT WHAT, x.moment, x.status, x.reason, x.points FROM standing OF",
    "print": (
        "SELECT WHAT, r.key, x.seconds, x.raw FROM print OF"
        " JOIN recording r ON r.product = x.product AND r.number = x.recording"
    ),
    "posting": "SELECT value, count(*) FROM posting GROUP BY value",
}
"""What each table says, with names in the place of numbers."""
COUNTED = ("entity", "product", "sum", "came", "hourly", "standing")


@pytest.fixture(scope="session")
def made_up() -> Callable[..., list[UploadEvent]]:
    """Uploads by the same dice for the same seed, no two of one product at one time."""
    return _uploads


@pytest.fixture(scope="session")
def everything() -> Callable[..., dict[str, list[tuple[Any, ...]]]]:
    """Every row of every table, sorted; with `tables` of some."""
    return _everything


def _everything(store: Store, tables: Any = tuple(TELLING)) -> dict[str, list[tuple[Any, ...]]]:
    rows = {table: store.database.all(_in_full(TELLING[table])) for table in tables}
    return {
        table: sorted((tuple(map(_plain, row)) for row in found), key=repr)
        for table, found in rows.items()
    }


def _in_full(statement: str) -> str:
    for short, long in WORDS.items():
        statement = re.sub(rf"\b{short}\b", long, statement)
    return statement


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, (bytes, memoryview)) else value


def _uploads(seed: int, number: int = 30) -> list[UploadEvent]:
    dice = random.Random(seed)  # noqa: S311 - the same uploads for the same seed
    moments = dice.sample(range(-3_600, 80 * 3_600), number)
    return [_upload(dice, moment) for moment in moments]


def _upload(dice: random.Random, seconds: int) -> UploadEvent:
    product = dice.randint(1, 6)
    tracks = {one.key: one for one in (_track(dice) for _ in range(dice.randint(1, 4)))}
    return UploadEvent(
        release=f"{product}.xml",
        account=dice.choice(ACCOUNTS),
        tier=dice.choice([*AccountTier]),
        payee=dice.choice(["", "p-1", "p-2"]),
        product=f"icpn:{product}",
        message=f"M{seconds}",
        uploaded=NOON + timedelta(seconds=seconds, microseconds=dice.choice([0, 1, 500_000])),
        timed_by=TimedBy.DELIVERY,
        title=f"Release {product},\n«two» lines",
        label=dice.choice(["", "Harbour", "Årets"]),
        artists=_artists(dice),
        release_date=dice.choice([None, date(2026, 12, 1)]),
        original_release_date=dice.choice([None, date(2019, 5, 3)]),
        ai=dice.choice([None, *AiAmount]),
        cover=dice.choice([None, 5, 2**64 - 1]),
        status=dice.choice([*UploadStatus]),
        is_transfer=dice.random() < 0.2,
        tracks=tuple(tracks.values()),
    )


def _track(dice: random.Random) -> UploadTrack:
    number = dice.randint(1, 5)
    key = dice.choice([f"isrc:QZPRE1{number % 2}0000{number}", f"reference:A{number}"])
    title = f"Title {number} ;"
    sums = (f"sound:{hashlib.sha256(f'{number} {dice.randint(1, 2)}'.encode()).hexdigest()}",)
    raw = random.Random(number).randbytes(400)  # noqa: S311 - the same sound
    return UploadTrack(
        reference=f"A{number}",
        key=key,
        isrc=key.removeprefix("isrc:") if key.startswith("isrc:") else "",
        title=title,
        title_key=dice.choice(["title 1 ;", "another"]),
        artist="Ada, Bo",
        artists=_artists(dice),
        writers=tuple(sorted(dice.sample(["wim", "a; b"], dice.randint(0, 2)))),
        seconds=dice.choice([None, 29.9, 30.0, 35.1, 180.125]),
        ai=dice.choice([None, *AiAmount]),
        is_functional=dice.random() < 0.5,
        sums=dice.choice([(), sums]),
        fingerprint=Fingerprint(raw=raw, seconds=12.4) if dice.random() < 0.3 else None,
    )


def _artists(dice: random.Random) -> tuple[ArtistName, ...]:
    return tuple(ArtistName(n, n) for n in sorted(dice.sample(NAMES, dice.randint(0, 2))))
