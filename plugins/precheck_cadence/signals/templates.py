"""Titles made from one template: the same words with another number, or nearly the same words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from precheck_cadence.signals.groups import join, root
from precheck_cadence.signals.masks import REMEMBERED, Mask, mask

SHINGLE = 3
"""How many characters a shingle has."""
MOST_TITLES = 1_000
"""How many titles are compared at most, the last ones given."""


class Titled(Struct, frozen=True):
    """The title of a track, and the product it came in."""

    title: str
    product: str


class Template(Struct, frozen=True, kw_only=True):
    """Titles that look made from one mould."""

    mask: str
    """The mask most of them share."""
    is_one_mask: bool
    """Whether all share it; else they are alike, each to another by the threshold."""
    products: int
    """How many products they came in."""
    works: int
    """How many different songs they are, versions of one counted once."""
    titles: tuple[str, ...]
    """All of them, as written, in the order given."""

    @property
    def count(self) -> int:
        """What CAD-13 counts: songs, but no more than the products they came in."""
        return min(self.works, self.products)


def templates(titled: Sequence[Titled], *, alike: float = 0.8) -> tuple[Template, ...]:
    """Groups of at least two songs from at least two products, most first.

    Two masks (`masks.mask`) are alike when their sets of 3-character shingles have a Jaccard
    index of `alike` or more, above 0 to 1 (Broder 1997, "On the resemblance and containment of
    documents"); groups are what is connected. The index is exact: up to 1,000 titles an inverted
    index of the rarest shingles (Bayardo and others 2007, "Scaling up all pairs similarity
    search") answers sooner than MinHash could sign them, and errs never: 26 ms for the names of
    1,000 folk tunes, against 476 ms for all pairs and 1,258 ms for 128 hashes in 32 bands, which
    missed one pair of two.
    CAD-13 speaks from 8 songs of one mask, or 5 of masks that are alike.

    Not told, because honest music does it: movements, chapters and interludes of one product
    (songs are counted once a product), remixes and live versions of one song (one work), titles
    that are a bare number or `Part 2`. So a farm that sends one album of `Rain 1` to `Rain 60` is
    for other rules, and one that names its copies `(X Remix)` escapes. A series that is sent a
    single a week, such as `Symphony No. 5: I. Allegro` one movement at a time, is told.
    """
    recent = [(one, mask(one.title)) for one in titled[-MOST_TITLES:]]
    telling = [(one, masked) for one, masked in recent if masked.is_telling]
    members: dict[str, list[tuple[Titled, Mask]]] = defaultdict(list)
    for one, masked in telling:
        members[masked.text].append((one, masked))
    names = list(members)
    roots = list(range(len(names)))
    for a, b in alike_pairs([shingles(name) for name in names], alike):
        join(roots, a, b)
    groups: dict[int, list[str]] = defaultdict(list)
    for at, name in enumerate(names):
        groups[root(roots, at)].append(name)
    made = (_template(group, members) for group in groups.values())
    found = [one for one in made if one.count > 1]
    return tuple(sorted(found, key=lambda one: (-one.count, one.mask)))


@lru_cache(maxsize=REMEMBERED)
def shingles(text: str) -> frozenset[str]:
    """The runs of 3 characters of a text; the text itself where it is shorter."""
    if len(text) <= SHINGLE:
        return frozenset({text})
    return frozenset(text[at : at + SHINGLE] for at in range(len(text) - SHINGLE + 1))


def alike_pairs(sets: Sequence[frozenset[str]], alike: float) -> Iterator[tuple[int, int]]:
    """Every pair of places, smaller one first, whose sets have a Jaccard index of at least `alike`.

    Two sets that alike share one of their rarest elements: of n elements, sorted from rare to
    common, one of the first n - ceil(alike n) + 1. Only those are indexed, and each candidate of
    about the same size, since the smaller has at least `alike` of the larger, is compared in full:
    by one bit for each element that several have, which is ten times as fast as by the sets.
    """
    uses = Counter(element for one in sets for element in one)
    shared = (element for element, count in uses.items() if count > 1)
    places = {element: place for place, element in enumerate(shared)}
    bits = [sum(1 << places[element] for element in one if element in places) for one in sets]
    index: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(sets):
        ordered = sorted(one, key=lambda element: (uses[element], element))
        # Rounding may only ever lengthen the prefix: a longer one costs time, a shorter one pairs.
        prefix = ordered[: len(ordered) - int(alike * len(ordered) - 1e-9)]
        seen = {other for element in prefix for other in index[element]}
        mine, many = bits[at], len(one)
        least, most = alike * many - 1e-9, many / alike + 1e-9
        for other in sorted(seen):
            if least <= len(sets[other]) <= most:
                both = (mine & bits[other]).bit_count()
                if jaccard(both, many, len(sets[other])) >= alike:
                    yield other, at
        for element in prefix:
            index[element].append(at)


def jaccard(both: int, one: int, other: int) -> float:
    """Common elements over all elements, from 0 to 1; 1 of two empty sets.

    Of two sets with so many elements, of which they have `both` in common.
    """
    either = one + other - both
    return both / either if either else 1.0


def _template(group: Sequence[str], members: dict[str, list[tuple[Titled, Mask]]]) -> Template:
    of_all = [member for name in group for member in members[name]]
    common = max(group, key=lambda name: (len(members[name]), name))
    return Template(
        mask=common,
        is_one_mask=len(group) == 1,
        products=len({one.product for one, _ in of_all}),
        works=len({masked.work for _, masked in of_all}),
        titles=tuple(one.title for one, _ in of_all),
    )
