"""What any store of upload history can do, whatever keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import Protocol

from precheck import SpeedPrint
from precheck_cadence.history.answers import (
    AlteredEcho,
    Arrival,
    Came,
    Compared,
    Counted,
    Echoes,
    Entity,
    HeldProduct,
    HeldTrack,
    Measure,
    Releases,
    Said,
    Same,
    Standing,
    Tally,
)
from precheck_cadence.history.moments import Moment
from precheck_cadence.upload import UploadEvent, UploadTrack

TWIN_LIMIT = 20
"""How many recordings with the same bytes are told of for one track, of each kind."""

COPY_LIMIT = 20
"""How many recordings with the same bytes decide whether one of them is a copy."""

ECHO_LIMIT = 20
"""With how many recordings one track is compared by its fingerprint."""


class History(Protocol):
    """Uploads as they came, each product once.

    A product counts when it first came. What it holds is what its latest message says, by the time
    of the upload and then the message id; a recording in it counts when it first came with it.
    So the counts depend on what was recorded, never on its order or on how often. Of two versions
    of one message the one recorded last holds. Bytes and lengths once known are kept when a
    message comes again without its files.
    Stretches of time are open at the start and closed at the end, exact to the microsecond; only
    the intake as a whole is counted by the whole hours inside. What an answer costs grows with
    the limit or the hours asked for, not with the history.
    Every method may raise `HistoryFailure`.
    """

    # --- recording

    def record(self, events: Iterable[UploadEvent]) -> None:
        """Remember every event, or none."""

    def stand(self, standings: Iterable[Standing]) -> int:
        """Remember what was said of products; how many of them were new.

        What is said of a product that is not known is left out.
        """

    def maintain(self) -> int:
        """Look up fingerprints no longer by what too many share; how many values were found.

        To be called now and then, as `precheck history vacuum` does: it reads all of them.
        """

    # --- counts

    def came(self, event: UploadEvent) -> tuple[Came, ...]:
        """When the event's product, and each recording that it now holds, first came."""

    def tally(self, entity: Entity, key: str, after: Moment, until: Moment) -> Tally:
        """What came in a stretch of time."""

    def tracks_until(self, entity: Entity, key: str, until: Moment) -> int:
        """How many recordings came up to a moment, that one included."""

    def accounts(
        self, entity: Entity, key: str, after: Moment, until: Moment, measure: Measure | None = None
    ) -> int:
        """From how many accounts it came; with a measure, tracks or releases alone.

        Nobody counts the accounts of the whole intake: for it the answer is 0.
        """

    def arrivals(
        self, entity: Entity, measure: Measure, key: str, after: Moment, until: Moment
    ) -> Sequence[Arrival]:
        """What came in a stretch of time, moment by moment; oldest first. None of the intake."""

    def hours(self, entity: Entity, key: str, after: Moment, until: Moment) -> Sequence[Releases]:
        """The releases of each hour of UTC that touches the stretch; oldest first, none empty."""

    def days(self, entity: Entity, key: str, after: Moment, until: Moment) -> Sequence[Releases]:
        """The releases of each day of UTC that touches the stretch; oldest first, none empty."""

    def course(self, entity: Entity, key: str, after: Moment, until: Moment) -> Sequence[Counted]:
        """Each day of UTC that touches the stretch, whole; oldest first, without empty ones."""

    def first(self, entity: Entity, key: str) -> Moment | None:
        """When something first came; None where nothing did."""

    def last_before(self, entity: Entity, key: str, before: Moment) -> Moment | None:
        """When something last came before a moment."""

    # --- what is held

    def recent(self, account: str, until: Moment, limit: int) -> Sequence[HeldTrack]:
        """The tracks of an account that came last, up to a moment; newest first."""

    def newest(
        self, entity: Entity, key: str, after: Moment, until: Moment, limit: int
    ) -> Sequence[HeldTrack]:
        """The tracks that came last in a stretch of time; newest first."""

    def compared(self, account: str, until: Moment, limit: int) -> Sequence[Compared]:
        """Of the tracks of an account that came last those whose bytes are known; newest first.

        One is a copy where an earlier product holds its bytes, with another ISRC, by another
        artist or from another account; where one of the two has no ISRC, under another title.
        What one side does not state does not differ, and what was rejected or taken down by then
        is nobody's. At most `COPY_LIMIT` of the oldest with the same bytes are looked at.
        """

    def names(
        self, entity: Entity, key: str, after: Moment, until: Moment, limit: int
    ) -> Sequence[tuple[str, int]]:
        """Artist keys with their tracks, of the newest so many tracks; most tracks first.

        A track counts for one of its artists, the one with the most tracks: who sings with many
        guests is one name.
        """

    def songs(self, account: str, product: str) -> Sequence[HeldTrack]:
        """What a product holds, by the keys of the recordings; at most a thousand."""

    def dropped(self, account: str, product: str) -> Sequence[HeldTrack]:
        """What a product held before its latest message, and no longer; as many."""

    def products(
        self, entity: Entity, key: str, after: Moment, until: Moment, limit: int
    ) -> Sequence[HeldProduct]:
        """The products that came last in a stretch of time; newest first."""

    def covers(self, account: str, until: Moment, limit: int) -> Sequence[HeldProduct]:
        """Of the newest so many products of an account those whose cover is known."""

    def standings(self, account: str, limit: int) -> Sequence[Standing]:
        """What was said of an account's products; newest first."""

    def by_isrc(self, isrc: str) -> Sequence[HeldTrack]:
        """Recordings with an ISRC, whoever sends them; oldest first, at most a hundred."""

    def by_product(self, product: str) -> Sequence[HeldProduct]:
        """Who holds a product by its key; oldest first, at most a hundred."""

    def same_sums(self, event: UploadEvent, track: UploadTrack) -> tuple[Same, ...]:
        """Recordings of other products with a track's bytes, under other words or accounts.

        Oldest first; at most `TWIN_LIMIT` that differ in ISRC, title or artist, and as many of
        other accounts. What one side does not state does not differ.
        """

    def alike(
        self,
        event: UploadEvent,
        track: UploadTrack,
        limit: int = ECHO_LIMIT,
        batch: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType({}),
    ) -> Echoes:
        """Recordings that sound like a track and have other bytes.

        Only those that first came no later than the track itself, and those of the batch: its
        products by account and key, with the ids of their releases. Without numpy, or where the
        track has no fingerprint, the answer tells nothing.
        """

    def altered(
        self,
        event: UploadEvent,
        track: UploadTrack,
        at_speeds: Iterable[SpeedPrint],
        limit: int = ECHO_LIMIT,
        batch: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType({}),
    ) -> tuple[AlteredEcho, ...]:
        """Recordings that sound like a track at other speeds, whose fingerprints are given.

        Of the same recordings as `alike`, each at the speed at which it is most alike; the one
        with most in common first. Without numpy there are none.
        """

    def copies(self, track: UploadTrack) -> Sequence[HeldTrack]:
        """Recordings with a track's bytes, whoever sends them; oldest first, at most a hundred."""

    def said(self, account: str, product: str, until: Moment, limit: int) -> Sequence[Said]:
        """What messages said of a product, up to a moment; newest first."""

    def verdicts(self, account: str, product: str, until: Moment, limit: int) -> Sequence[Standing]:
        """What was said to become of a product, up to a moment; newest first."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Every question inside sees the history at one moment."""
