"""The fingerprints of a history: kept with the recordings they are of, and asked what is alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import structs

from precheck import Fingerprint, SpeedPrint
from precheck_cadence.duplicates.index import SNIPPET_VOTES, Alike, Print, PrintIndex
from precheck_cadence.duplicates.matching import Limits, Match
from precheck_cadence.duplicates.relation import Relation, relation
from precheck_cadence.duplicates.speeds import Altered
from precheck_cadence.duplicates.speeds import altered as altered_in
from precheck_cadence.duplicates.values import ALGORITHM, can_compare
from precheck_cadence.history.answers import AlteredEcho, Echo, Echoes
from precheck_cadence.history.columns import Name, ProductId
from precheck_cadence.history.database import Database, Dialect, items, listed
from precheck_cadence.history.moments import Moment, moment
from precheck_cadence.history.state import DIGEST_BYTES, Held, Part, digest_of
from precheck_cadence.upload import UploadEvent, UploadTrack

WHOLE_LIMITS = Limits(bit_error_rate=0.30)
"""For whole recordings alone: two strangers share a minute at this share of bits, never four
fifths (docs/duplicates.md)."""
MOST_STRETCHES = 20
"""So many stretches of one pair are told of, the longest."""

Batch = Mapping[Name, tuple[str, ...]]
"""The products of a batch, each with the ids of its releases."""
Place = tuple[ProductId, int]
"""A recording: its product, and its number in it."""

_OWN = """SELECT r.product, r.number, r.first FROM recording r JOIN product p ON p.id = r.product
    JOIN entity a ON a.id = p.account
    WHERE p.key = :product AND a.key = :account AND r.key = :recording"""
_WORDS = (
    "SELECT t.id, r.product, r.number, r.first, a.key, p.key, r.key, p.title, r.isrc, r.title,"
    " r.title_key, r.artist, r.artist_key, r.sums FROM print t JOIN recording r"
    " ON r.product = t.product AND r.number = t.recording JOIN product p ON p.id = r.product"
    " JOIN entity a ON a.id = p.account WHERE r.is_current = 1 AND t.id IN "
)


class _Words(NamedTuple):
    """What is said of a recording, in the order of `_WORDS`."""

    print: int
    product: ProductId
    number: int
    first: Moment
    account: str
    product_key: str
    recording: str
    release_title: str
    isrc: str
    title: str
    title_key: str
    artist: str
    artist_key: str
    sums: bytes

    @property
    def place(self) -> Place:
        return self.product, self.number

    @property
    def name(self) -> Name:
        return self.account, self.product_key


# --- recording -------------------------------------------------------------------------------


def keep(
    database: Database,
    events: Iterable[UploadEvent],
    before: Mapping[Name, Held],
    after: Mapping[Name, Held],
    numbers: Mapping[Name, ProductId],
) -> None:
    """Keep the fingerprints of what the recordings hold now, and none of other sound.

    Inside the transaction that records the events, which are in order. A fingerprint belongs to
    the bytes that it was made of, so that the bytes which hold decide, and never the order in
    which messages came.
    """
    found = dict(_found(events, after, numbers)) if can_compare() else {}
    gone = set(_gone(before, after, numbers)) - found.keys()
    index = PrintIndex(database)
    if gone:
        index.forget(index.of_recordings(sorted(gone)))
    index.add(
        Print(product=product, recording=number, fingerprint=found[product, number])
        for product, number in sorted(found)
    )


def _found(
    events: Iterable[UploadEvent], after: Mapping[Name, Held], numbers: Mapping[Name, ProductId]
) -> Iterator[tuple[Place, Fingerprint]]:
    for event in events:
        printed = [(t, t.fingerprint) for t in event.tracks if t.fingerprint is not None]
        if printed:
            name = event.account, event.product
            parts = {part.key: part for part in after[name].parts}
            for track, fingerprint in printed:
                part = parts[track.key]
                if fingerprint.algorithm == ALGORITHM and _is_of(track, part):
                    yield (numbers[name], part.number), fingerprint


def _is_of(track: UploadTrack, part: Part) -> bool:
    """Whether the recording holds the bytes of this track."""
    own = {digest_of(one) for one in track.sums}
    return not own.isdisjoint(part.sums) or not (own or part.sums)


def _gone(
    before: Mapping[Name, Held], after: Mapping[Name, Held], numbers: Mapping[Name, ProductId]
) -> Iterator[Place]:
    """The recordings that hold other bytes than before."""
    for name, held in before.items():
        if held != after[name]:
            now = {part.number: part.sums for part in after[name].parts}
            for part in held.parts:
                sums = now[part.number]
                if part.sums != sums and set(part.sums).isdisjoint(sums):
                    yield numbers[name], part.number


# --- asking ----------------------------------------------------------------------------------


def alike(
    database: Database, event: UploadEvent, track: UploadTrack, limit: int, batch: Batch
) -> Echoes:
    """What sounds like a track, as of the moment it first came."""
    if track.fingerprint is None or not can_compare():
        return Echoes(is_telling=False)
    asked = _Asked(database, event, track, batch)
    answer = PrintIndex(database).alike(
        track.fingerprint,
        limit,
        least=SNIPPET_VOTES,
        share=0,
        whole_limits=WHOLE_LIMITS,
        sift=asked.sift,
    )
    return Echoes(
        found=tuple(sorted(asked.echoes(answer.found), key=_order)),
        is_telling=answer.is_telling,
        left_out=max(answer.candidates - limit, 0),
    )


def altered(  # noqa: PLR0913, PLR0917 - as `alike`, and what it is like at other speeds
    database: Database,
    event: UploadEvent,
    track: UploadTrack,
    prints: Iterable[SpeedPrint],
    limit: int,
    batch: Batch,
) -> tuple[AlteredEcho, ...]:
    """What sounds like a track at another speed, as of the moment it first came."""
    if not can_compare():
        return ()
    asked = _Asked(database, event, track, batch)
    found = [
        AlteredEcho(speed=one.speed, echo=echo)
        for one in altered_in(PrintIndex(database), prints, limit, asked.sift)
        for echo in asked.echoes([_in_own_time(one)])
    ]
    return tuple(sorted(found, key=lambda one: _order(one.echo)))


def _in_own_time(one: Altered) -> Alike:
    """The recording that was found, with the places in the asked one at its own speed."""
    match = one.alike.match
    stretches = tuple(
        structs.replace(s, one_seconds=s.one_seconds * one.speed) for s in match.stretches
    )
    return structs.replace(one.alike, match=structs.replace(match, stretches=stretches))


def _order(echo: Echo) -> tuple[float, Moment, str, str, str, str]:
    """Most in common first; the rest makes an order that no database decides."""
    words = echo.account, echo.product, echo.isrc, echo.title
    return -echo.shared_seconds, echo.moment, *words


class _Asked:
    """A track that is asked about: who may be told of, and what is known of them."""

    def __init__(
        self, database: Database, event: UploadEvent, track: UploadTrack, batch: Batch
    ) -> None:
        self._database, self._track, self._batch = database, track, batch
        self._told: dict[int, _Words] = {}
        self._product, self._number, self._first = database.one(
            _OWN, product=event.product, account=event.account, recording=track.key
        ) or (0, 0, moment(event.uploaded))

    def sift(self, numbers: Collection[int]) -> Collection[int]:
        """Those prints that came no later, or with the batch, and are of other bytes."""
        own = self._product, self._number
        for words in _words(self._database, numbers):
            is_here = words.first <= self._first or words.name in self._batch
            if is_here and words.place != own and _has_other_bytes(self._track, words):
                self._told[words.print] = words
        return self._told.keys()

    def echoes(self, found: Iterable[Alike]) -> Iterator[Echo]:
        """What is said of those that sound alike by no accident."""
        for one in found:
            what = relation(one.match)
            if what is not Relation.NONE:
                yield _echo(one, what, self._told[one.print], self._product, self._batch)


def _words(database: Database, numbers: Collection[int]) -> Iterator[_Words]:
    dialect = database.dialect
    statement = _WORDS + items(dialect, "numbers", "bigint") + " ORDER BY t.id"
    for row in database.all(statement, numbers=listed(dialect, list(numbers))):
        yield _Words(*row)


def _has_other_bytes(track: UploadTrack, words: _Words) -> bool:
    """Whether nobody knows that both are the same bytes, which `same_sums` tells of."""
    steps = range(0, len(words.sums), DIGEST_BYTES)
    theirs = {words.sums[step : step + DIGEST_BYTES] for step in steps}
    return theirs.isdisjoint(digest_of(one) for one in track.sums)


def _echo(one: Alike, what: Relation, words: _Words, own: ProductId, batch: Batch) -> Echo:
    match = one.match
    longest = sorted(match.stretches, key=lambda s: (-s.seconds, s.one_seconds))[:MOST_STRETCHES]
    return Echo(
        relation=what,
        stretches=tuple(sorted(longest, key=lambda s: (s.one_seconds, s.other_seconds))),
        shared_seconds=match.seconds,
        bit_error_rate=_bits(match),
        own_coverage=match.one_coverage,
        other_coverage=match.other_coverage,
        seconds=one.seconds,
        moment=words.first,
        account=words.account,
        product=words.product_key,
        recording=words.recording,
        release_title=words.release_title,
        isrc=words.isrc,
        title=words.title,
        title_key=words.title_key,
        artist=words.artist,
        artist_key=words.artist_key,
        is_same_product=words.product == own,
        releases=batch.get(words.name, ()),
    )


def _bits(match: Match) -> float:
    """The share of bits that differ, over all that is the same sound."""
    return sum(s.bit_error_rate * s.seconds for s in match.stretches) / match.seconds


# --- upkeep ----------------------------------------------------------------------------------


def drop_common(database: Database) -> int:
    """Look up no longer what many different recordings hold; how many values were found.

    All postings are read before anything is written, so that writers wait for a moment only.
    """
    index = PrintIndex(database)
    with database.transaction(writes=False):
        _take_time(database)
        found = index.common()
    if not found:
        return 0
    with database.transaction():
        _take_time(database)
        return index.drop(found)


def _take_time(database: Database) -> None:
    """PostgreSQL gives a question up after a minute, and this one may take longer."""
    if database.dialect is Dialect.POSTGRESQL:
        database.run("SET LOCAL statement_timeout = 0")
