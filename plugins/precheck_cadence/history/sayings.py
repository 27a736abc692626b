"""What each message said of a product, and what was said to become of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import msgspec

from precheck import UploadStatus
from precheck_cadence.history.answers import Entity, Said, Standing
from precheck_cadence.history.columns import Name, ProductId
from precheck_cadence.history.database import Database
from precheck_cadence.history.moments import Moment, moment
from precheck_cadence.history.shape import KINDS
from precheck_cadence.upload import UploadEvent

DIGEST_BYTES = 16
"""Enough to tell two messages apart."""

_SAY = (
    "INSERT INTO said (product, moment, message, title, artists, words, sums)"
    " VALUES (:product, :moment, :message, :title, :artists, :words, :sums)"
    " ON CONFLICT (product, moment, message) DO UPDATE SET title = excluded.title,"
    " artists = excluded.artists, words = excluded.words,"
    " sums = CASE WHEN length(excluded.sums) > 0 THEN excluded.sums ELSE said.sums END"
)
_PRODUCT = (
    "SELECT p.id FROM product p JOIN entity a ON a.id = p.account"
    " WHERE p.key = :product AND a.key = :account AND a.kind = :kind"
)


def remember(
    database: Database, events: Iterable[UploadEvent], numbers: Mapping[Name, ProductId]
) -> None:
    """Write down what each message says, inside a transaction; the bytes once known are kept."""
    rows: dict[tuple[ProductId, Moment, str], dict[str, object]] = {}
    for event in events:
        key = (numbers[event.account, event.product], moment(event.uploaded), event.message)
        sums = sums_of(event) or rows.get(key, {}).get("sums", b"")
        rows[key] = {
            "product": key[0],
            "moment": key[1],
            "message": key[2],
            "title": event.title,
            "artists": "\n".join(artist.key for artist in event.artists),
            "words": words_of(event),
            "sums": sums,
        }
    database.run_many(_SAY, [rows[key] for key in sorted(rows)])


def said(database: Database, account: str, product: str, until: Moment, limit: int) -> list[Said]:
    """What messages said of a product, up to a moment; newest first."""
    rows = database.all(
        "SELECT moment, message, title, artists, words, sums FROM said"  # noqa: S608 - our own names
        f" WHERE product = ({_PRODUCT}) AND moment <= :until"
        " ORDER BY moment DESC, message DESC LIMIT :number",
        **_asked(account, product, until, limit),
    )
    return [
        Said(
            moment=when,
            message=message,
            title=title,
            artists=tuple(artists.split("\n")) if artists else (),
            words=bytes(words),
            sums=bytes(sums),
        )
        for when, message, title, artists, words, sums in rows
    ]


def verdicts(
    database: Database, account: str, product: str, until: Moment, limit: int
) -> list[Standing]:
    """What was said to become of a product, up to a moment; newest first."""
    rows = database.all(
        "SELECT moment, status, reason, points FROM standing"  # noqa: S608 - our own names
        f" WHERE product = ({_PRODUCT}) AND moment <= :until"
        " ORDER BY moment DESC, status LIMIT :number",
        **_asked(account, product, until, limit),
    )
    return [
        Standing(
            account=account,
            product=product,
            moment=when,
            status=UploadStatus(status),
            reason=reason,
            points=points,
        )
        for when, status, reason, points in rows
    ]


def words_of(event: UploadEvent) -> bytes:
    """A digest of what a message says, as far as an upload holds it.

    Lengths do not count, nor what a track is taken for: both change with what is known of its file.
    """
    tracks = [(t.isrc, t.title, t.artist, t.artists, t.writers, t.ai) for t in event.tracks]
    own = (event.title, event.edition, event.label, event.artists, event.ai, event.cover)
    dates = (event.release_date, event.original_release_date)
    return _digest((own, dates, tracks))


def sums_of(event: UploadEvent) -> bytes:
    """A digest of the bytes of every track; empty where some are not known."""
    sums = [track.sums for track in event.tracks]
    return _digest(sums) if sums and all(sums) else b""


def _digest(value: object) -> bytes:
    return hashlib.sha256(msgspec.json.encode(value)).digest()[:DIGEST_BYTES]


def _asked(account: str, product: str, until: Moment, limit: int) -> dict[str, object]:
    return {
        "account": account,
        "kind": KINDS[Entity.ACCOUNT],
        "product": product,
        "until": until,
        "number": limit,
    }
