"""Rules about products: whose code it is, and how much of it older products hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.codes import Copies, Overlap
from precheck_cadence.options.codes import ManyProducts, ProductOverlap
from precheck_cadence.rules.code_sources import (
    LABELGRID_CODES,
    REPEATS_2018,
    TUNEPLUS_REPEATS,
    published,
)
from precheck_cadence.rules.others import as_evidence, by, sent_by, where
from precheck_cadence.rules.places import Places
from precheck_cadence.rules.sources import ours

NAMED = 3
"""How many tracks a message names."""
EDITIONS = re.compile(
    r"\b(?:deluxe|expanded|remaster\w*|anniversary|anniversaire|aniversario|jubiläum\w*|reissue"
    r"|re-?release|edition|édition|edición|edizione|edição|bonus|complete|collection|colección"
    r"|coleção|collezione|raccolta|compilation|compilación|sammlung|anthology|best of|das beste"
    r"|lo mejor|le meilleur|il meglio|greatest hits|hits|essentials?|sampler|box ?set"
    r"|vol(?:ume|\.)? ?\d+)(?!\w)",
    re.IGNORECASE,
)
"""Words by which a title says that it gathers or repeats what was there."""


@rule(
    "cadence.product-code-of-other-product",
    title="The UPC, EAN or GRid is known for another product",
    severity=Severity.REVIEW,
    of=Batch,
    needs=(Cadence,),
    sources=(LABELGRID_CODES,),
)
def product_code_of_other_product(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether another account has sent a product with this UPC, EAN or GRid, earlier or elsewhere in
    this batch; and whether the account's own earlier message for it named another title and none
    of its artists. DDX-28.

    ## Why it matters

    A recipient takes the second for an update of the first. One of the two products is lost, or
    gets the tracks and sales of the other.

    ## What to do

    Give the product its own code. If the catalogue moved to this account, set `transfer = true` in
    `delivery.toml` and have the paper at hand.

    ## Limits

    A label that takes over its artist's product looks the same until somebody says so.
    So does a product that was checked before with the wrong names, and never sent.
    Products whose rejection the history knows of are left out, and so are declared transfers that
    look like one (see `cadence.transfer-implausible`).
    Two titles for one code within a batch are told by `ddex.product-code-reused`.
    A release that no account is known for is not compared with those of others.
    """
    places = Places(facts)
    for one in facts[Cadence].codes.products:
        if one.is_transfer:
            continue
        for other in (one.elsewhere, one.before):
            if other is None:
                continue
            spot = places.of_release(one.release)
            whose = (
                f"account {other.account!r} sent {where(other)}"
                if other is one.elsewhere
                else f"the account sent {where(other)}{by(other)}"
            )
            yield Finding(
                f"{one.title!r} has the code {one.product.partition(':')[2]}, under which {whose}",
                release=one.release,
                place=spot.place,
                file=spot.file,
                evidence={
                    "product": one.product,
                    "differs": ["account"] if other is one.elsewhere else ["title", "artist"],
                    "here": {
                        "account": one.account,
                        "title": one.title,
                        "artists": list(one.artists),
                        "uploaded": one.uploaded.isoformat(),
                    },
                    "there": as_evidence(other),
                    "history": facts[Cadence].history or "none, this batch only",
                },
            )


@rule(
    "cadence.product-overlaps",
    title="Much of the release is in one older product",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(REPEATS_2018, TUNEPLUS_REPEATS),
    options=ProductOverlap,
    thresholds=(
        *published("share", source=REPEATS_2018),
        *ours("from_tracks", note="singles that bring their predecessors along are usual"),
    ),
    is_estimate=True,
)
def product_overlaps(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many tracks of the release are in one older product, byte for byte. Half of them, and at
    least four, are told, unless a title says that it is a deluxe, expanded or remastered edition,
    a reissue or a compilation. AUD-30.

    ## Why it matters

    Stores hide or refuse products that repeat what they have. Listeners see the same album twice.

    ## What to do

    If it is a new edition, say so in the title. If it replaces the old product, take that down and
    say so in the history.

    ## Limits

    The rule is of 2018 and was told by a label, not by a store; a store may ask for less now.
    Singles that bring their predecessors along stay below while they hold fewer than five tracks.
    An album after an EP of most of its songs looks the same, and so does one sent again under a new
    code because the old one was wrong. Products that the history knows to be rejected or taken
    down do not count, nor do declared transfers that look like one.
    Sound that was encoded anew is not the same bytes. Tracks without a file count as others.
    Labels are asked the same: their compilations are what the rule was made for.
    """
    limits, places = facts[ProductOverlap], Places(facts)
    for one in facts[Cadence].codes.overlaps:
        if not 0 < limits.from_tracks <= one.shared or one.shared < limits.share * one.tracks:
            continue
        if one.is_transfer or _is_edition(one):
            continue
        spot = places.of_release(one.release)
        share = one.shared / one.tracks
        yield Finding(
            f"{one.shared} of {one.tracks} tracks are in {where(one.other)}{sent_by(one.other)}, "
            f"byte for byte: {share:.0%} (notice from {limits.share:.0%} and "
            f"{limits.from_tracks} tracks), and the title names no edition",
            release=one.release,
            place=spot.place,
            file=spot.file,
            evidence={
                "shared": one.shared,
                "tracks": one.tracks,
                "share": round(share, 4),
                "threshold_share": limits.share,
                "from_tracks": limits.from_tracks,
                "title": one.title,
                "edition": one.edition,
                "there": as_evidence(one.other),
                "history": facts[Cadence].history or "none, this batch only",
            },
        )


@rule(
    "cadence.recording-in-many-products",
    title="One recording is in many products",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(REPEATS_2018, TUNEPLUS_REPEATS),
    options=ManyProducts,
    thresholds=published("from_products", source=REPEATS_2018, note="more than five products"),
    is_estimate=True,
)
def recording_in_many_products(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    In how many products the sound of a track is, byte for byte, whoever sent them: earlier ones,
    the rest of this batch, and this one. More than five are told. AUD-29.

    ## Why it matters

    Apple and Spotify refuse recordings that come in product after product, since 2018.
    Some stores hide songs of which they have too many copies.

    ## What to do

    Leave the recording out of one more compilation, or take older products down.

    ## Limits

    The rule is of 2018 and was told by a label, not by a store.
    A hit on many compilations looks the same: that is honest, and refused all the same.
    Products that the history knows to be rejected or taken down do not count.
    Sound that was encoded anew is not the same bytes. The oldest hundred copies are looked at.
    Labels are asked the same: their compilations are what the rule was made for.
    """
    limit, places = facts[ManyProducts].from_products, Places(facts)
    by_release: dict[str, list[Copies]] = {}
    for one in facts[Cadence].codes.copies:
        if 0 < limit <= one.products:
            by_release.setdefault(one.release, []).append(one)
    for release, many in by_release.items():
        spot = places.of_track(release, many[0].track)
        said = ", ".join(f"{one.track} {one.title!r} in {one.products}" for one in many[:NAMED])
        more = f" and {len(many) - NAMED} more" if len(many) > NAMED else ""
        yield Finding(
            f"the sound of {'a track' if len(many) == 1 else f'{len(many)} tracks'} is in many "
            f"products, byte for byte: {said}{more} (notice from {limit})",
            release=release,
            place=spot.place,
            file=spot.file,
            evidence={
                "tracks": [
                    {
                        "track": one.track,
                        "title": one.title,
                        "products": one.products,
                        "accounts": one.accounts,
                        "oldest": [as_evidence(other) for other in one.others],
                    }
                    for one in many
                ],
                "count": len(many),
                "threshold": limit,
                "history": facts[Cadence].history or "none, this batch only",
            },
        )


def _is_edition(one: Overlap) -> bool:
    titles = (one.title, one.edition, one.other.release)
    return one.is_compilation or any(EDITIONS.search(title) for title in titles)
