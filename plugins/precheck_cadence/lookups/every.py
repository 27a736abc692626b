"""Everything the history knows of the codes of a batch. All questions are bounded."""

from __future__ import annotations

from collections.abc import Iterable

from precheck_cadence.codes import Codes
from precheck_cadence.history import Came, History
from precheck_cadence.lookups import copies, isrcs, prefixes, products, records
from precheck_cadence.lookups.asking import Asked, Product
from precheck_cadence.upload import UploadEvent


def codes_of(
    history: History,
    uploads: Iterable[tuple[tuple[UploadEvent, ...], tuple[Came, ...]]],
    known: prefixes.Prefixes,
) -> Codes:
    """Whatever is not as usual, of products that are recorded and when their parts came."""
    asked = Asked(history, [Product(events, parts) for events, parts in uploads])
    events = [event for product in asked.products for event in product.events]
    return Codes(
        isrcs=tuple(isrcs.isrcs(asked)),
        changed=tuple(isrcs.changed(asked)),
        products=tuple(products.codes(asked)),
        copies=tuple(copies.copies(asked)),
        overlaps=tuple(copies.overlaps(asked)),
        prefixes=tuple(prefixes.used(asked)),
        new=tuple(prefixes.new(asked, known)),
        resubmitted=tuple(records.resubmitted(history, events)),
        records=tuple(records.records(history, events)),
        payees=tuple(records.payees(history, events)),
    )
