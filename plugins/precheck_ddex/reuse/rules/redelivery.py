"""What is said of a product that is sent again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise

from msgspec import Struct

from precheck import Batch, Facts, Finding, Place, Scheme, Severity, rule
from precheck_ddex.reuse.facts import PRODUCT_SCHEMES, Coded, CodedThings, Key
from precheck_ddex.reuse.likeness import are_named_alike, spoken
from precheck_ddex.sources import LABELGRID_VALIDATION, YOUTUBE_ART_TRACK_UPDATES


class Delivery(Struct, frozen=True):
    """One message about a product."""

    release: str
    file: str
    created: datetime | None
    recordings: tuple[Coded, ...]

    @property
    def order(self) -> tuple[float, str]:
        """What puts deliveries of one product in the order in which they were made."""
        return (self.created.timestamp() if self.created is not None else 0.0, self.release)


@rule(
    "ddex.isrc-changed",
    title="A product is sent again with another ISRC for a recording",
    severity=Severity.NOTE,
    of=Batch,
    needs=(CodedThings,),
    sources=(YOUTUBE_ART_TRACK_UPDATES, LABELGRID_VALIDATION),
)
def isrc_changed(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a recording has another ISRC than in the message of the batch that was made before for
    the same ICPN or GRid. It is known again by its title and artist. DDX-39.

    ## Why it matters

    YouTube takes the Art Track of the old ISRC down and makes a new one, which begins without a
    view. Others take it for another recording, and its streams stay behind.

    ## What to do

    Send the ISRC that the recording has had. If that one was wrong, tell the artist what is lost.

    ## Limits

    A note, because a recording of the same title may be another one. Titles and names are compared
    by letters and digits, featured artists aside. A message that does not say when it was made
    counts as the earlier, and of two such the one whose name comes first. What was sent before is
    compared by `cadence.isrc-changed`, where a history is kept.
    """
    del batch
    for earlier, later in _again(facts):
        for old, new in _changed(earlier, later):
            yield Finding(
                f"{spoken(new)} has the ISRC {new.code}, but {old.code} in {earlier.release}, "
                "which is about the same product",
                place=Place(file=later.file, line=new.line),
                evidence={
                    "isrc": new.code,
                    "titles": new.titles,
                    "earlier": {
                        "release": earlier.release,
                        "isrc": old.code,
                        "titles": old.titles,
                        "created": earlier.created.isoformat() if earlier.created else None,
                    },
                },
                release=later.release,
            )


def _again(facts: Facts) -> Iterator[tuple[Delivery, Delivery]]:
    """Every two deliveries of one product that follow each other, as far as their ISRCs differ.

    Nearly all products come once. So the others are found by hash sums first, and no more than
    these are held of a large batch.
    """
    first: dict[int, int] = {}
    changed: set[int] = set()
    for _, coded in facts.each(CodedThings):
        isrcs = hash(frozenset(one.key for one in _recordings(coded)))
        for number in map(hash, _products(coded)):
            if first.setdefault(number, isrcs) != isrcs:
                changed.add(number)
    deliveries: dict[Key, list[Delivery]] = defaultdict(list)
    for source, coded in facts.each(CodedThings) if changed else ():
        product = next((key for key in _products(coded) if hash(key) in changed), None)
        if product is not None:
            file = str(source.message or "")
            one = Delivery(source.id, file, coded.created, tuple(_recordings(coded)))
            deliveries[product].append(one)
    for listed in deliveries.values():
        yield from pairwise(sorted(listed, key=lambda one: one.order))


def _products(coded: CodedThings) -> Iterator[Key]:
    return (one.key for one in coded.things if one.scheme in PRODUCT_SCHEMES)


def _recordings(coded: CodedThings) -> Iterator[Coded]:
    return (one for one in coded.things if one.scheme is Scheme.ISRC)


def _changed(earlier: Delivery, later: Delivery) -> Iterator[tuple[Coded, Coded]]:
    """Recordings under their old and new codes, each once."""
    gone = _beyond(earlier.recordings, later.recordings)
    for new in _beyond(later.recordings, earlier.recordings):
        old = next((one for one in gone if are_named_alike(one, new)), None)
        if old is not None:
            gone.remove(old)
            yield old, new


def _beyond(here: Iterable[Coded], there: Iterable[Coded]) -> list[Coded]:
    """Those of the one whose code the other does not have."""
    known = {one.key for one in there}
    return [one for one in here if one.key not in known]


RULES = (isrc_changed,)
