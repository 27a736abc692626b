"""Looking up what products hold: the newest, those with a code, those with the same bytes."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from precheck import UploadStatus
from precheck_cadence.history.answers import (
    Came,
    Entity,
    HeldProduct,
    HeldTrack,
    Measure,
    Same,
    Standing,
)
from precheck_cadence.history.columns import unsigned
from precheck_cadence.history.database import Database
from precheck_cadence.history.moments import Moment
from precheck_cadence.history.protocol import TWIN_LIMIT
from precheck_cadence.history.shape import KINDS
from precheck_cadence.history.state import DIGEST_BYTES, digest_of, spares
from precheck_cadence.upload import UploadEvent, UploadTrack

FOUND_LIMIT = 100
"""How many are told of that share one code."""
SONGS_LIMIT = 1_000
"""How many recordings of one product are told."""
SAME_LIMIT = 2_000
"""So many of the oldest copies of a sound are looked through; silence has more."""

LONG_AGO: Moment = -(2**62)
_WHO = "entity = (SELECT id FROM entity WHERE key = :key AND kind = :kind)"
TRACK = (
    "r.first, a.key, p.key, p.title, r.key, r.isrc, r.title, r.title_key, r.artist_key, r.seconds,"
    " r.is_functional"
)
"""The columns of a recording, as `held` reads them."""
FROM = " JOIN product p ON p.id = r.product JOIN entity a ON a.id = p.account"
"""The product of a recording, and its account."""
# Where the newest so many begin. More than these may have come at that very moment.
_FLOOR = {
    measure: f"SELECT first FROM came WHERE {_WHO} AND first > :after AND first <= :until"  # noqa: S608
    f" AND recording {which} 0 ORDER BY first DESC LIMIT 1 OFFSET :number"
    for measure, which in ((Measure.TRACKS, "<>"), (Measure.RELEASES, "="))
}
NEWEST_TRACKS = (
    " FROM came c JOIN recording r ON r.product = c.product AND r.number = c.recording"
    f"{FROM} WHERE c.{_WHO} AND c.first > :after AND c.first <= :until AND c.recording <> 0"
    " ORDER BY c.first DESC, a.key, p.key, r.key LIMIT :number"
)
"""The tables, conditions and order of a question about the newest tracks."""
_NEWEST = f"SELECT {TRACK}{NEWEST_TRACKS}"
_NAMES = (
    "SELECT r.artist_key FROM came c"  # noqa: S608 - our own names
    " JOIN recording r ON r.product = c.product AND r.number = c.recording"
    f" WHERE c.{_WHO} AND c.first > :after AND c.first <= :until AND c.recording <> 0"
    " ORDER BY c.first DESC, r.artist_key LIMIT :number"
)
_PRODUCT = "p.first, a.key, p.key, p.title, p.cover, p.original_release_date"
_PRODUCTS = (
    f"SELECT {_PRODUCT} FROM came c"  # noqa: S608 - our own names
    " JOIN product p ON p.id = c.product JOIN entity a ON a.id = p.account"
    f" WHERE c.{_WHO} AND c.first > :after AND c.first <= :until AND c.recording = 0"
    " ORDER BY c.first DESC, a.key, p.key LIMIT :number"
)
_SAME = (
    "SELECT r.first, a.key, p.key, p.title, r.isrc, r.title, r.title_key, r.artist, r.artist_key,"  # noqa: S608
    f" r.key, r.sums FROM (SELECT product, recording FROM sum WHERE digest = :digest"
    f" ORDER BY first, product, recording LIMIT {SAME_LIMIT}) AS s JOIN recording r"
    f" ON r.product = s.product AND r.number = s.recording{FROM}"
    " WHERE NOT (a.key = :account AND p.key = :product) AND {differs}"
    f" ORDER BY r.first, a.key, p.key, r.key LIMIT {TWIN_LIMIT}"
)
_COPIES = (
    f"SELECT {TRACK} FROM sum s JOIN recording r"  # noqa: S608 - our own names
    f" ON r.product = s.product AND r.number = s.recording{FROM}"
    " WHERE s.digest = :digest ORDER BY s.first, s.product, s.recording LIMIT :number"
)
_OTHER_WORDS = """(
    (r.isrc <> '' AND :isrc <> '' AND r.isrc <> :isrc)
    OR (r.title_key <> '' AND :title <> '' AND r.title_key <> :title)
    OR (r.artist_key <> '' AND :artist <> '' AND r.artist_key <> :artist))"""
_OTHER_ACCOUNT = "(a.key <> '' AND :account <> '' AND a.key <> :account)"


def came(database: Database, event: UploadEvent) -> tuple[Came, ...]:
    """When the event's product, and each recording that it now holds, first came."""
    found = database.one(
        "SELECT p.id, p.first, p.artists, p.is_transfer, p.original_release_date"
        " FROM product p JOIN entity a ON a.id = p.account"
        " WHERE p.key = :product AND a.key = :account AND a.kind = :kind",
        product=event.product,
        account=event.account,
        kind=KINDS[Entity.ACCOUNT],
    )
    if found is None:
        return ()
    product, first, artists, is_transfer, original = found
    parts = database.all(
        "SELECT first, artist_key, key, isrc FROM recording"
        " WHERE product = :product AND is_current = 1 ORDER BY number",
        product=product,
    )
    is_spared = bool(is_transfer) and spares(first, original, [isrc for *_, isrc in parts])
    return (
        Came(first, _lines(artists), is_spared=is_spared),
        *(Came(since, _lines(names), key, is_spared) for since, names, key, _ in parts),
    )


def newest(
    database: Database, entity: Entity, key: str, stretch: tuple[Moment, Moment], limit: int
) -> list[HeldTrack]:
    """The tracks that came last in a stretch of time; newest first, the same whatever the order."""
    asked = asked_of(database, Measure.TRACKS, (entity, key), stretch, limit)
    return [held(row) for row in database.all(_NEWEST, **asked)]


def recent(database: Database, account: str, until: Moment, limit: int) -> list[HeldTrack]:
    """The tracks of an account that came last."""
    return newest(database, Entity.ACCOUNT, account, (LONG_AGO, until), limit)


def names(
    database: Database, entity: Entity, key: str, stretch: tuple[Moment, Moment], limit: int
) -> list[tuple[str, int]]:
    """Artist keys with their tracks, of the newest so many tracks."""
    asked = asked_of(database, Measure.TRACKS, (entity, key), stretch, limit)
    lines = [_lines(names) for (names,) in database.all(_NAMES, **asked)]
    on = Counter(artist for line in lines for artist in line)
    found = Counter(min(line, key=lambda artist: (-on[artist], artist)) for line in lines if line)
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))


def songs(
    database: Database, account: str, product: str, *, are_current: bool = True
) -> list[HeldTrack]:
    """What a product holds, or held before and does no longer, by the keys of the recordings."""
    rows = database.all(
        f"SELECT {TRACK} FROM recording r{FROM} WHERE r.is_current = :current"  # noqa: S608
        " AND p.key = :product AND a.key = :account AND a.kind = :kind"
        " ORDER BY r.key LIMIT :number",
        product=product,
        account=account,
        kind=KINDS[Entity.ACCOUNT],
        current=int(are_current),
        number=SONGS_LIMIT,
    )
    return [held(row) for row in rows]


def products(
    database: Database, entity: Entity, key: str, stretch: tuple[Moment, Moment], limit: int
) -> list[HeldProduct]:
    """The products that came last in a stretch of time; newest first."""
    asked = asked_of(database, Measure.RELEASES, (entity, key), stretch, limit)
    return [_product(row) for row in database.all(_PRODUCTS, **asked)]


def covers(database: Database, account: str, until: Moment, limit: int) -> list[HeldProduct]:
    """Of the newest so many products those whose cover is known."""
    found = products(database, Entity.ACCOUNT, account, (LONG_AGO, until), limit)
    return [one for one in found if one.cover is not None]


def standings(database: Database, account: str, limit: int) -> list[Standing]:
    """What was said of an account's products; newest first."""
    rows = database.all(
        "SELECT a.key, p.key, s.moment, s.status, s.reason, s.points FROM standing s"
        " JOIN entity a ON a.id = s.account JOIN product p ON p.id = s.product"
        " WHERE s.account = (SELECT id FROM entity WHERE key = :key AND kind = :kind)"
        " ORDER BY s.moment DESC, p.key, s.status LIMIT :number",
        key=account,
        kind=KINDS[Entity.ACCOUNT],
        number=limit,
    )
    return [
        Standing(
            account=name,
            product=product,
            moment=moment,
            status=UploadStatus(status),
            reason=reason,
            points=points,
        )
        for name, product, moment, status, reason, points in rows
    ]


def by_isrc(database: Database, isrc: str) -> list[HeldTrack]:
    """Recordings with an ISRC, whoever sends them; oldest first."""
    rows = database.all(
        f"SELECT {TRACK} FROM recording r{FROM} WHERE r.is_current = 1 AND r.isrc <> ''"  # noqa: S608
        " AND r.isrc = :isrc ORDER BY r.first, a.key, p.key, r.key LIMIT :number",
        isrc=isrc,
        number=FOUND_LIMIT,
    )
    return [held(row) for row in rows]


def by_product(database: Database, product: str) -> list[HeldProduct]:
    """Who holds a product by its key; oldest first."""
    rows = database.all(
        f"SELECT {_PRODUCT} FROM product p"  # noqa: S608 - our own names
        " JOIN entity a ON a.id = p.account WHERE p.key = :product"
        " ORDER BY p.first, a.key LIMIT :number",
        product=product,
        number=FOUND_LIMIT,
    )
    return [_product(row) for row in rows]


def copies(database: Database, track: UploadTrack) -> list[HeldTrack]:
    """Recordings with a track's bytes, whoever sends them; oldest first."""
    found: dict[tuple[Moment, str, str, str], HeldTrack] = {}
    for digest in sorted(map(digest_of, track.sums)):
        for row in database.all(_COPIES, digest=digest, number=FOUND_LIMIT):
            one = held(row)
            found[one.moment, one.account, one.product, one.recording] = one
    return [found[key] for key in sorted(found)[:FOUND_LIMIT]]


def same_sums(database: Database, event: UploadEvent, track: UploadTrack) -> tuple[Same, ...]:
    """Recordings of other products with a track's bytes, under other words or accounts."""
    own = {digest_of(one): one for one in track.sums}
    asked = {"account": event.account, "product": event.product}
    words = {"isrc": track.isrc, "title": track.title_key, "artist": track.artist_key}
    together: dict[Same, None] = {}
    for differs, said in ((_OTHER_WORDS, words), (_OTHER_ACCOUNT, {})):
        found: dict[tuple[Moment, str, str, str], Same] = {}
        for digest in own:
            statement = _SAME.format(differs=differs)
            for row in database.all(statement, digest=digest, **asked, **said):
                found[row[0], row[1], row[2], row[9]] = _same(row, own)
        together |= dict.fromkeys(found[key] for key in sorted(found)[:TWIN_LIMIT])
    return tuple(together)


def _same(row: tuple[Any, ...], own: dict[bytes, str]) -> Same:
    *words, _, sums = row
    moment, account, product, release_title, isrc, title, title_key, artist, artist_key = words
    return Same(
        moment=moment,
        account=account,
        product=product,
        release_title=release_title,
        isrc=isrc,
        title=title,
        title_key=title_key,
        artist=artist,
        artist_key=artist_key,
        sums=tuple(sum_ for digest, sum_ in own.items() if digest in _digests(sums)),
    )


def _digests(sums: bytes) -> set[bytes]:
    return {sums[begin : begin + DIGEST_BYTES] for begin in range(0, len(sums), DIGEST_BYTES)}


def asked_of(
    database: Database,
    measure: Measure,
    who: tuple[Entity, str],
    stretch: tuple[Moment, Moment],
    limit: int,
) -> dict[str, object]:
    """What is asked with for the newest so many: their stretch begins no earlier than it must."""
    (entity, key), (after, until) = who, stretch
    asked: dict[str, object] = {"key": key, "kind": KINDS[entity], "until": until}
    floor = database.one(_FLOOR[measure], after=after, number=limit - 1, **asked)
    begin = max(after, floor[0] - 1) if floor is not None else after
    return {**asked, "after": begin, "number": limit}


def held(row: tuple[Any, ...]) -> HeldTrack:
    """The columns of `TRACK`."""
    moment, account, product, release_title, recording, isrc, *rest = row
    title, title_key, artists, seconds, is_functional = rest
    return HeldTrack(
        moment=moment,
        account=account,
        product=product,
        release_title=release_title,
        recording=recording,
        isrc=isrc,
        title=title,
        title_key=title_key,
        artists=_lines(artists),
        seconds=seconds,
        is_functional=bool(is_functional),
    )


def _product(row: tuple[Any, ...]) -> HeldProduct:
    moment, account, product, title, cover, original = row
    return HeldProduct(
        moment=moment,
        account=account,
        product=product,
        title=title,
        cover=unsigned(cover),
        original_release_date=date.fromisoformat(original) if original else None,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
