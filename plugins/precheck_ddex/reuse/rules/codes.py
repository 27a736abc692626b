"""What is said of one code on two things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from precheck import Batch, Facts, Finding, Place, Scheme, Severity, rule
from precheck_ddex.reuse.facts import PRODUCT_SCHEMES, Coded, CodedThings, Key
from precheck_ddex.reuse.likeness import differences, spoken
from precheck_ddex.sources import LABELGRID_VALIDATION


class Use(Struct, frozen=True):
    """One thing of one release that has a code."""

    release: str
    file: str
    thing: Coded
    products: frozenset[Key]
    """The codes of the release it is a recording of; for a product nothing."""


@rule(
    "ddex.product-code-reused",
    title="Two products of a batch have the same UPC, EAN or GRid",
    severity=Severity.REVIEW,
    of=Batch,
    needs=(CodedThings,),
    sources=(LABELGRID_VALIDATION,),
)
def product_code_reused(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether two releases of a batch have the same ICPN or GRid, and other titles or other artists.
    DDX-28.

    ## Why it matters

    A recipient takes the second for an update of the first. One of the two products is lost, or
    gets the tracks and sales of the other.

    ## What to do

    Give each product its own code. Where one message corrects the title of the other, send the
    newer alone, or waive the finding.

    ## Limits

    A release that is sent twice under the same title is not told. Titles and names are compared by
    letters and digits: case, accents' encoding, spaces, signs and featured artists do not count.
    One title and one artist in common are enough. Other batches are not compared.
    """
    del batch
    yield from _reused(facts, PRODUCT_SCHEMES)


@rule(
    "ddex.isrc-reused",
    title="Two recordings of a batch have the same ISRC",
    severity=Severity.REVIEW,
    of=Batch,
    needs=(CodedThings,),
    sources=(LABELGRID_VALIDATION,),
)
def isrc_reused(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether an ISRC stands in two releases of a batch for other titles, versions or artists. DDX-22.

    ## Why it matters

    One ISRC is one recording, in every release it is on. Recipients merge the two, and one is lost
    with its streams.

    ## What to do

    Give each recording its own ISRC. Where it is the same recording, write its title alike.

    ## Limits

    Titles and names are compared by letters and digits: case, accents' encoding, spaces, signs and
    featured artists do not count. One title and one artist in common are enough. Within a release
    `ddex.isrc-repeated` asks. Of two messages for one UPC, EAN or GRid the later may correct the
    titles, so they are not compared. Nor are other batches.
    """
    del batch
    yield from _reused(facts, (Scheme.ISRC,))


def _reused(facts: Facts, schemes: tuple[Scheme, ...]) -> Iterator[Finding]:
    """A finding for each release whose thing is another than one of another release."""
    for same in _written_otherwise(facts, schemes):
        first = same[0]
        other = next((use for use in same[1:] if _how(first, use)), None)
        if other is not None:
            for use in same:
                rival = first if _how(first, use) else other
                if _how(rival, use):
                    yield _told(use, rival)


def _written_otherwise(facts: Facts, schemes: tuple[Scheme, ...]) -> Iterable[list[Use]]:
    """The uses of each code with which not every release writes the same titles and artists.

    Nearly all codes have one use. So those that matter are found by hash sums first, and no more
    than these are held of a large batch.
    """
    first: dict[int, int] = {}
    otherwise: set[int] = set()
    for _, coded in facts.each(CodedThings):
        for thing in coded.things:
            if thing.scheme in schemes:
                code, names = hash(thing.key), hash((thing.titles, thing.artists))
                if first.setdefault(code, names) != names:
                    otherwise.add(code)
    uses: dict[Key, list[Use]] = defaultdict(list)
    for source, coded in facts.each(CodedThings) if otherwise else ():
        of_product = frozenset(one.key for one in coded.things if one.scheme in PRODUCT_SCHEMES)
        for thing in coded.things:
            if thing.scheme in schemes and hash(thing.key) in otherwise:
                products = frozenset[Key]() if thing.key in of_product else of_product
                uses[thing.key].append(Use(source.id, str(source.message or ""), thing, products))
    return uses.values()


def _how(one: Use, other: Use) -> list[str]:
    """In what two things are not the same; of one product they may be."""
    return [] if one.products & other.products else differences(one.thing, other.thing)


def _told(use: Use, rival: Use) -> Finding:
    thing, there = use.thing, rival.thing
    return Finding(
        f"{spoken(thing)} has the {thing.scheme.value} {thing.code}, "
        f"and so has {spoken(there)} in {rival.release}",
        place=Place(file=use.file, line=thing.line),
        evidence={
            "scheme": thing.scheme.value,
            "code": thing.code,
            "differs": _how(use, rival),
            "here": {"titles": thing.titles, "artists": thing.artists},
            "there": {
                "release": rival.release,
                "titles": there.titles,
                "artists": there.artists,
            },
        },
        release=use.release,
    )


RULES = (product_code_reused, isrc_reused)
