"""The form of a row: what it says of an upload, a track, or what became of a product."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from enum import StrEnum

from msgspec import Struct, structs

from precheck import AccountTier, AiAmount, UploadStatus
from precheck_cadence.exchange.values import Malformed, Values
from precheck_cadence.history.answers import Standing
from precheck_cadence.history.moments import moment
from precheck_cadence.naming import (
    NOBODY,
    grid_key,
    icpn_key,
    isrc_of,
    named,
    together,
    writers_named,
)
from precheck_cadence.upload import ArtistName, TimedBy, UploadEvent, UploadTrack, key_of

PRODUCT = ("account", "icpn", "grid", "product")
"""Which product it is: of the three codes the first that is there."""
UPLOAD = (
    *("uploaded", "message", "release_title", "release_artists", "release_ai", "label", "payee"),
    *("tier", "release_date", "original_release_date", "cover", "transfer"),
)
STANDING = ("status", "status_at", "reason", "points")
TRACK = (
    *("track", "key", "isrc", "title", "version", "title_key", "artist", "artists", "writers"),
    *("seconds", "ai", "functional", "sums"),
)
FLAT = (*PRODUCT, *UPLOAD, *STANDING, *TRACK)
"""The columns of a table, one row for each track."""
NESTED = ("tracks", "standings")
"""Beside them, in an object for each product."""
UNKNOWN = "unknown"
"""Where nobody says how much AI made, although the tracks do."""

Key = tuple[str, str, int, str]
"""Account, product, time and message: what has the same is one upload."""


class _Amount(StrEnum):
    NONE = "none"
    SOME = "some"
    ALL = "all"
    UNKNOWN = "unknown"


class Piece(Struct, frozen=True):
    """What one row says: an upload or some of its tracks, and what became of the product."""

    event: UploadEvent | None = None
    """Its artists and AI are as stated; what is not stated follows from all its tracks."""
    states_artists: bool = False
    states_ai: bool = False
    standings: tuple[Standing, ...] = ()

    @property
    def key(self) -> Key | None:
        """Of the upload, None where there is none."""
        event = self.event
        if event is None:
            return None
        return event.account, event.product, moment(event.uploaded), event.message


def piece_of(said: Mapping[str, object], zone: tzinfo | None = None) -> Piece:
    """Read a row or an object. Raises `Malformed`."""
    values = Values(said, zone)
    account, product = _account(values), _product(values)
    nested = {name: _nested(said, name) for name in NESTED}
    standings = [Values(one, zone) for one in nested["standings"]]
    if not values.has("uploaded"):
        if not values.has("status") and not standings:
            raise Malformed("uploaded is missing: when the product was sent in")
        event = None
    else:
        rows = [Values(one, zone) for one in nested["tracks"]]
        if any(values.has(name) for name in TRACK):
            rows.append(values)
        event = _event(values, account, product, rows)
    if values.has("status"):
        standings.append(values)
    said_of = [_standing(one, account, product, event) for one in standings]
    return Piece(
        event=event,
        states_artists=values.names("release_artists") is not None,
        states_ai=values.has("release_ai"),
        standings=tuple(one for one in said_of if one is not None),
    )


def joined(pieces: Iterable[Piece]) -> list[UploadEvent]:
    """The uploads that the pieces add up to; of words about a product the first row's hold."""
    found: dict[Key, list[Piece]] = {}
    for piece in pieces:
        if piece.key is not None:
            found.setdefault(piece.key, []).append(piece)
    return [_together(same) for same in found.values()]


def _together(pieces: list[Piece]) -> UploadEvent:
    events = [piece.event for piece in pieces if piece.event is not None]
    tracks = tuple({track.key: track for event in events for track in event.tracks}.values())
    event = structs.replace(events[0], tracks=tracks)
    if not pieces[0].states_artists:
        event = structs.replace(event, artists=_of_all(tracks))
    if not pieces[0].states_ai:
        event = structs.replace(event, ai=together(tracks))
    return event


def _of_all(tracks: tuple[UploadTrack, ...]) -> tuple[ArtistName, ...]:
    """The artists that every track has."""
    common = set.intersection(*({a.key for a in track.artists} for track in tracks))
    return tuple(artist for artist in tracks[0].artists if artist.key in common)


def _account(values: Values) -> str:
    if "account" not in values.said:
        raise Malformed("account is missing; it may be empty where nobody knows it")
    return values.text("account")


def _product(values: Values) -> str:
    product = icpn_key(values.text("icpn")) or grid_key(values.text("grid"))
    product = product or values.text("product")
    if not product:
        raise Malformed("icpn, grid and product are missing: one of them must name the product")
    return product


def _nested(said: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    rows = said.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Malformed(f"{name} is not a list of objects")
    return rows


def _event(values: Values, account: str, product: str, rows: list[Values]) -> UploadEvent:
    uploaded = values.moment("uploaded")
    tracks = [_track(row, place) for place, row in enumerate(rows, 1)]
    if uploaded is None or not tracks:
        raise Malformed("there is no track: an upload has at least one")
    return UploadEvent(
        release=product,
        account=account,
        tier=values.one_of("tier", AccountTier) or AccountTier.ARTIST,
        payee=values.text("payee"),
        product=product,
        message=values.text("message"),
        uploaded=uploaded,
        timed_by=TimedBy.DELIVERY,
        title=values.text("release_title"),
        label=values.text("label"),
        artists=_artists(values.names("release_artists") or ()),
        release_date=values.day("release_date"),
        original_release_date=values.day("original_release_date"),
        ai=_amount(values, "release_ai"),
        cover=values.cover("cover"),
        is_transfer=values.is_true("transfer"),
        tracks=tuple(tracks),
    )


def _track(values: Values, place: int) -> UploadTrack:
    isrc, sums, reference = isrc_of(values.text("isrc")), values.sums("sums"), values.text("track")
    key = values.text("key") or (f"isrc:{isrc}" if isrc else next(iter(sums), ""))
    if not key and not reference:
        raise Malformed("isrc, sums and track are missing: one of them must name the track")
    title, version = values.text("title"), values.text("version")
    artists = values.names("artists")
    shown = values.text("artist") or ", ".join(artists or ())
    return UploadTrack(
        reference=reference or f"A{place}",
        key=key or f"reference:{reference}",
        isrc=isrc,
        title=f"{title} ({version})" if version else title,
        title_key=values.text("title_key") or key_of(f"{title} {version}"),
        artist=shown,
        artists=_artists((shown,) if artists is None else artists),
        writers=writers_named(values.names("writers") or ()),
        seconds=values.number("seconds"),
        ai=_amount(values, "ai"),
        is_functional=values.is_true("functional"),
        sums=sums,
    )


def _artists(names: Iterable[str]) -> tuple[ArtistName, ...]:
    return tuple(artist for artist in named(names) if artist.key not in NOBODY)


def _amount(values: Values, name: str) -> AiAmount | None:
    said = values.one_of(name, _Amount)
    return AiAmount(said.value) if said not in {None, _Amount.UNKNOWN} else None


def _standing(
    values: Values, account: str, product: str, event: UploadEvent | None
) -> Standing | None:
    status = values.one_of("status", UploadStatus)
    at = values.moment("status_at") or (event.uploaded if event is not None else None)
    if status is None or at is None:
        what = "status" if status is None else "status_at"
        raise Malformed(f"{what} is missing: what became of the product, and when")
    if status is UploadStatus.PENDING:
        return None
    return Standing(
        account=account,
        product=product,
        moment=moment(at),
        status=status,
        reason=values.text("reason"),
        points=values.number("points") or 0.0,
    )
