"""Product codes of a batch that somebody has for another product."""

from __future__ import annotations

from collections.abc import Iterator

from precheck_cadence.codes import Other, SameProduct
from precheck_cadence.history import moment, time_of
from precheck_cadence.lookups.asking import Asked, Product
from precheck_cadence.signals.spelling import are_others, plain_title
from precheck_cadence.upload import UploadEvent

CODED = ("icpn:", "grid:")
"""How the key of a product begins that has a code; the others are made up from what it says."""


def codes(asked: Asked) -> Iterator[SameProduct]:
    """Products whose code another account has, or that were another product before."""
    for product in asked.products:
        account, key = product.key
        if not key.startswith(CODED):
            continue
        holders = asked.history.by_product(key)
        for event in product.events:
            since = product.since(event)
            elsewhere = next(
                (
                    one
                    for one in holders
                    if account
                    and one.account not in ("", account)
                    and (one.moment <= since or (one.account, key) in asked.ids)
                    and not asked.was_rejected(one.account, key, moment(event.uploaded))
                ),
                None,
            )
            before = _before(asked, product, event)
            if elsewhere is not None or before is not None:
                yield SameProduct(
                    release=event.release,
                    product=key,
                    account=account,
                    title=event.title,
                    artists=tuple(artist.key for artist in event.artists),
                    uploaded=event.uploaded,
                    is_transfer=product.is_transfer(event),
                    elsewhere=asked.other(elsewhere) if elsewhere is not None else None,
                    before=before,
                )


def _before(asked: Asked, product: Product, event: UploadEvent) -> Other | None:
    """What the account last said of the product outside this batch, if it was another."""
    account, key = product.key
    here = {(moment(one.uploaded), one.message) for one in product.events}
    now = (moment(event.uploaded), event.message)
    earlier = (
        one
        for one in asked.history.said(account, key, now[0], len(here) + 2)
        if (one.moment, one.message) not in here and (one.moment, one.message) < now
    )
    last = next(earlier, None)
    names = tuple(artist.key for artist in event.artists)
    if (
        not account
        or last is None
        or not (are_others(last.artists, names) and last.title and event.title)
    ):
        return None
    if plain_title(last.title) == plain_title(event.title):
        return None
    if asked.was_rejected(account, key, now[0] - 1):
        return None
    return Other(
        account=account,
        product=key,
        release=last.title,
        artists=last.artists,
        uploaded=time_of(last.moment),
    )
