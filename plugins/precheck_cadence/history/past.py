"""What a history holds, as uploads again: each product once, when it first came."""

from __future__ import annotations

from datetime import date

from precheck import AccountTier, AiAmount
from precheck_cadence.history.answers import Entity
from precheck_cadence.history.columns import known
from precheck_cadence.history.database import Database
from precheck_cadence.history.moments import Moment, time_of
from precheck_cadence.history.shape import KINDS
from precheck_cadence.history.state import Held, Part, sum_of
from precheck_cadence.upload import ArtistName, TimedBy, UploadEvent, UploadTrack


def senders(database: Database) -> list[str]:
    """Every account that has sent something, sorted."""
    rows = database.all(
        "SELECT a.key FROM entity a WHERE a.kind = :kind AND a.key <> ''"
        " AND EXISTS (SELECT 1 FROM product p WHERE p.account = a.id) ORDER BY a.key",
        kind=KINDS[Entity.ACCOUNT],
    )
    return [key for (key,) in rows]


def uploads_of(database: Database, account: str) -> list[UploadEvent]:
    """What an account has sent, oldest first. Names are keys: how they were written is not kept."""
    rows = database.all(
        "SELECT p.key FROM product p WHERE p.account ="
        " (SELECT id FROM entity WHERE key = :key AND kind = :kind)",
        key=account,
        kind=KINDS[Entity.ACCOUNT],
    )
    found = known(database, {(account, key) for (key,) in rows})
    made = [_event(held) for _, held in found.values()]
    return sorted(made, key=lambda event: (event.uploaded, event.product))


def latest_of(database: Database, account: str, until: Moment) -> UploadEvent | None:
    """What an account sent last, up to a moment; names as keys. None where it had sent nothing."""
    row = database.one(
        "SELECT p.key FROM product p WHERE p.account ="
        " (SELECT id FROM entity WHERE key = :key AND kind = :kind) AND p.first <= :until"
        " ORDER BY p.first DESC, p.key LIMIT 1",
        key=account,
        kind=KINDS[Entity.ACCOUNT],
        until=until,
    )
    if row is None:
        return None
    ((_, held),) = known(database, {(account, row[0])}).values()
    return _event(held)


def _event(held: Held) -> UploadEvent:
    return UploadEvent(
        release=held.key,
        account=held.account,
        tier=AccountTier(held.tier),
        payee=held.payee,
        product=held.key,
        message=held.message,
        uploaded=time_of(held.first),
        timed_by=TimedBy.DELIVERY,
        title=held.title,
        label=held.label,
        artists=_named(held.artists),
        release_date=_day(held.release_date),
        original_release_date=_day(held.original_release_date),
        ai=AiAmount(held.ai) if held.ai else None,
        cover=held.cover,
        is_transfer=held.is_transfer,
        tracks=tuple(_track(part) for part in held.parts if part.is_current),
    )


def _track(part: Part) -> UploadTrack:
    return UploadTrack(
        reference=f"A{part.number}",
        key=part.key,
        isrc=part.isrc,
        title=part.title,
        title_key=part.title_key,
        artist=part.artist,
        artists=_named(part.artists),
        writers=part.writers,
        seconds=part.seconds,
        ai=AiAmount(part.ai) if part.ai else None,
        is_functional=part.is_functional,
        sums=tuple(sum_of(digest) for digest in part.sums),
    )


def _named(keys: tuple[str, ...]) -> tuple[ArtistName, ...]:
    return tuple(ArtistName(key, key) for key in keys)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
