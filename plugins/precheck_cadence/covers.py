"""Pictures that an account uses again: on which products, and what else these have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from precheck_cadence.conduct import CoverReuse
from precheck_cadence.history import HeldProduct, HeldTrack, History, Moment
from precheck_cadence.signals.groups import join
from precheck_cadence.signals.masks import mask
from precheck_cadence.upload import UploadEvent

COVERS_FROM = 500
COVER_BITS = 6
"""Pictures whose hashes differ in no more of their 64 bits look alike (policies.md, CAD-27)."""
PICTURES_TOLD = 10
TITLES_NAMED = 5


def reused_covers(
    history: History, account: str, until: Moment, events: Sequence[UploadEvent]
) -> tuple[CoverReuse, ...]:
    """The pictures of this batch that the account has on other products as well.

    Where several pictures of the batch look like the same products, they are one.
    """
    covers = sorted({event.cover for event in events if event.cover is not None})
    held = history.covers(account, until, COVERS_FROM) if covers else ()
    pictures: dict[tuple[HeldProduct, ...], int] = {}
    for cover in covers:
        alike = tuple(one for one in held if is_alike(one.cover, cover))
        if len(alike) > 1:
            pictures.setdefault(alike, cover)
    most = sorted(pictures, key=lambda alike: (-len(alike), pictures[alike]))[:PICTURES_TOLD]
    return tuple(_reuse(history, account, alike, pictures[alike], events) for alike in most)


def _reuse(
    history: History,
    account: str,
    alike: Sequence[HeldProduct],
    cover: int,
    events: Iterable[UploadEvent],
) -> CoverReuse:
    songs = [history.songs(account, one.product) for one in alike]
    return CoverReuse(
        cover=cover,
        products=len(alike),
        families=families(songs),
        is_one_artist=is_by_one(songs),
        titles=tuple(one.title for one in alike[:TITLES_NAMED]),
        releases=tuple(sorted(e.release for e in events if is_alike(e.cover, cover))),
    )


def is_alike(one: int | None, other: int) -> bool:
    """Whether a picture looks like another; one that is not known does not."""
    return one is not None and (one ^ other).bit_count() <= COVER_BITS


def families(products: Sequence[Iterable[HeldTrack]]) -> int:
    """How many products there are, those that share a song counted together.

    A song is an ISRC, or an artist with a title without its version: an album, its singles and
    their remixes are one family.
    """
    roots, first = list(range(len(products))), dict[str, int]()
    for at, tracks in enumerate(products):
        for song in (song for track in tracks for song in _names_of(track)):
            join(roots, at, first.setdefault(song, at))
    return sum(roots[at] == at for at in range(len(products)))


def is_by_one(products: Sequence[Iterable[HeldTrack]]) -> bool:
    """Whether somebody is a main artist on each product."""
    artists = ({artist for track in tracks for artist in track.artists} for tracks in products)
    common = next(artists, set())
    return bool(common.intersection(*artists))


def _names_of(song: HeldTrack) -> list[str]:
    """What it is known by."""
    work = mask(song.title).work
    by_whom = [f"{work}\n{artist}" for artist in song.artists if work]
    return [song.isrc, *by_whom] if song.isrc else by_whom
