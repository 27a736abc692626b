"""Products with the same bytes: of one track, and of a good part of a release."""

from __future__ import annotations

from collections.abc import Iterator

from precheck_cadence.codes import Copies, Overlap
from precheck_cadence.history import HeldTrack, moment
from precheck_cadence.lookups.asking import Asked, Key, Product
from precheck_cadence.upload import UploadEvent

FEWEST_PRODUCTS = 3
"""A single, the album and the compilation: fewer copies need not be looked into."""
FEWEST_SHARED = 2
LEAST_SHARE = 0.25
"""An overlap of fewer tracks, or a smaller one, is none."""
NAMED = 5
"""How many other products are kept by name."""


def copies(asked: Asked) -> Iterator[Copies]:
    """Tracks whose bytes several products hold."""
    for product, event, track in asked.tracks():
        since = product.since(event, track.key)
        others = [one for one in asked.same_bytes(track) if asked.counts(one, product, since)]
        if len({one.product for one in others}) + 1 < FEWEST_PRODUCTS:
            continue
        now = moment(event.uploaded)
        others = [one for one in others if not asked.is_gone(one.account, one.product, now)]
        first = {one.product: one for one in reversed(others)}
        if len(first) + 1 >= FEWEST_PRODUCTS:
            oldest = sorted(first.values(), key=lambda one: (one.moment, one.product))
            yield Copies(
                release=event.release,
                track=track.reference,
                title=track.title,
                products=len(first) + 1,
                accounts=len({event.account, *(one.account for one in others)} - {""}),
                others=tuple(asked.other(one) for one in oldest[:NAMED]),
            )


def overlaps(asked: Asked) -> Iterator[Overlap]:
    """Releases of which an older product has a good part."""
    for product in asked.products:
        for event in product.events:
            if len(event.tracks) >= FEWEST_SHARED:
                found = _overlap(asked, product, event)
                if found is not None:
                    yield found


def _overlap(asked: Asked, product: Product, event: UploadEvent) -> Overlap | None:
    since = product.since(event)
    shared: dict[Key, set[str]] = {}
    first: dict[Key, HeldTrack] = {}
    for track in event.tracks:
        for one in asked.same_bytes(track):
            is_older = (one.moment, one.product) < (since, event.product)
            if is_older and one.product != event.product:
                other = (one.account, one.product)
                shared.setdefault(other, set()).add(track.reference)
                first.setdefault(other, one)
    least = max(FEWEST_SHARED, LEAST_SHARE * len(event.tracks))
    for other in sorted(shared, key=lambda key: (-len(shared[key]), first[key].moment, key)):
        if len(shared[other]) < least:
            break
        if not asked.is_gone(*other, moment(event.uploaded)):
            return Overlap(
                release=event.release,
                title=event.title,
                edition=event.edition,
                is_compilation=event.is_compilation,
                is_transfer=product.is_transfer(event),
                tracks=len(event.tracks),
                shared=len(shared[other]),
                other=asked.other(first[other]),
            )
    return None
