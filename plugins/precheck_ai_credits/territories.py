"""Where deals let music be sold."""

from __future__ import annotations

from collections.abc import Iterable

from precheck import Deal


def covers(deals: Iterable[Deal], countries: frozenset[str]) -> list[str]:
    """Those of the countries that a deal may cover, takedowns left out."""
    offers = tuple(deals)
    return sorted(one for one in countries if any(deal.may_cover(one) for deal in offers))
