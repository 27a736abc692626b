"""A history that is asked about the products of one batch."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from precheck import UploadStatus
from precheck_cadence.codes import Other
from precheck_cadence.history import (
    Came,
    HeldProduct,
    HeldTrack,
    History,
    Moment,
    moment,
    time_of,
)
from precheck_cadence.transfers import transfer_of
from precheck_cadence.upload import UploadEvent, UploadTrack

Key = tuple[str, str]
"""An account and the key of its product."""


class Product(Struct, frozen=True, dict=True):
    """The uploads of a batch that are one product, and when its parts first came."""

    events: tuple[UploadEvent, ...]
    parts: tuple[Came, ...]

    @property
    def key(self) -> Key:
        """Which it is."""
        return self.events[0].account, self.events[0].product

    @cached_property
    def came(self) -> dict[str, Moment]:
        """When its recordings first came, by their keys; the product itself under ''."""
        return {part.recording: part.moment for part in self.parts}

    def since(self, event: UploadEvent, recording: str = "") -> Moment:
        """When the product, or one of its recordings, first came."""
        return self.came.get(recording, moment(event.uploaded))

    def is_transfer(self, event: UploadEvent) -> bool:
        """Whether it is said to be a transfer, and looks like one."""
        return event.is_transfer and transfer_of(event, time_of(self.since(event))).is_plausible


class Asked:
    """A history and a batch; about bytes and fates nothing is asked twice."""

    def __init__(self, history: History, products: list[Product]) -> None:
        """Take products that are recorded already."""
        self.history = history
        self.products = products
        self.ids = {p.key: tuple(e.release for e in p.events) for p in products}
        self._fates: dict[tuple[Key, Moment], UploadStatus | None] = {}
        self._held: dict[tuple[str, ...], tuple[HeldTrack, ...]] = {}

    def tracks(self) -> Iterator[tuple[Product, UploadEvent, UploadTrack]]:
        """Every track of the batch."""
        for product in self.products:
            for event in product.events:
                for track in event.tracks:
                    yield product, event, track

    def same_bytes(self, track: UploadTrack) -> tuple[HeldTrack, ...]:
        """Recordings with the bytes of a track; none where its bytes are not known."""
        if track.sums and track.sums not in self._held:
            self._held[track.sums] = tuple(self.history.copies(track))
        return self._held.get(track.sums, ())

    def counts(self, one: HeldTrack, product: Product, since: Moment) -> bool:
        """Whether a copy is another product's, and came before or is in hand."""
        is_other = one.product != product.key[1]
        return is_other and (one.moment <= since or (one.account, one.product) in self.ids)

    def was_rejected(self, account: str, product: str, until: Moment) -> bool:
        """Whether that is what last became of a product: nobody has it under its codes."""
        return self._fate(account, product, until) is UploadStatus.REJECTED

    def is_gone(self, account: str, product: str, until: Moment) -> bool:
        """Whether it is rejected or taken down, as far as somebody said."""
        gone = {UploadStatus.REJECTED, UploadStatus.TAKEN_DOWN}
        return self._fate(account, product, until) in gone

    def _fate(self, account: str, product: str, until: Moment) -> UploadStatus | None:
        asked = ((account, product), until)
        if asked not in self._fates:
            said = self.history.verdicts(account, product, until, 1)
            self._fates[asked] = said[0].status if said else None
        return self._fates[asked]

    def other(self, one: HeldTrack | HeldProduct) -> Other:
        """As a fact says it."""
        ids = self.ids.get((one.account, one.product), ())
        if isinstance(one, HeldProduct):
            return Other(
                account=one.account,
                product=one.product,
                release=one.title,
                uploaded=time_of(one.moment),
                ids=ids,
            )
        return Other(
            account=one.account,
            product=one.product,
            release=one.release_title,
            title=one.title,
            artists=one.artists,
            seconds=one.seconds,
            uploaded=time_of(one.moment),
            ids=ids,
        )
