"""Catalogue transfers: what a product looks like that another distributor had before."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from msgspec import Struct

from precheck_cadence.upload import ISRC_LENGTH, UploadEvent

OLD_SHARE = 0.95
"""So large a share of the recordings has codes of an earlier year (policies.md, CAD-30).

It is no option: what is remembered was counted by it.
"""

_YEAR = slice(5, 7)
"""Of an ISRC: the last two digits of the year in which it was given (ISO 3901:2019)."""
_FIRST_YEAR = 1986
"""Of ISRCs."""


class Transfer(Struct, frozen=True, kw_only=True):
    """A release that is said to be a transfer, and what speaks for it."""

    release: str
    account: str
    first: datetime
    """When the product first came."""
    tracks: int
    old: int
    """Tracks whose ISRC was given in an earlier year than this."""
    original_year: int | None
    """Of the original release; None where no date is stated to the day."""

    @property
    def is_plausible(self) -> bool:
        """Whether it is taken for one, and so counts for nobody."""
        return is_plausible(
            year=self.first.year,
            original_year=self.original_year,
            tracks=self.tracks,
            old=self.old,
        )


def transfer_of(event: UploadEvent, first: datetime) -> Transfer:
    """What speaks for a declared transfer that first came at this moment."""
    original = event.original_release_date
    return Transfer(
        release=event.release,
        account=event.account,
        first=first,
        tracks=len(event.tracks),
        old=older_than(first.year, [track.isrc for track in event.tracks]),
        original_year=original.year if original is not None else None,
    )


def is_plausible(*, year: int, original_year: int | None, tracks: int, old: int) -> bool:
    """Whether the product was out before this year, under codes of before."""
    is_old = original_year is not None and original_year < year
    return is_old and tracks > 0 and old >= OLD_SHARE * tracks


def older_than(year: int, isrcs: Collection[str]) -> int:
    """How many of the codes were given in an earlier year; what is no code was not."""
    return sum(1 for isrc in isrcs if (given := year_of(isrc)) is not None and given < year)


def year_of(isrc: str) -> int | None:
    """The year in which the code was given, None where it does not say."""
    digits = isrc[_YEAR]
    if len(isrc) != ISRC_LENGTH or not (digits.isascii() and digits.isdigit()):
        return None
    year = 1900 + int(digits)
    return year if year >= _FIRST_YEAR else year + 100
