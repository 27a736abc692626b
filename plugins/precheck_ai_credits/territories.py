"""Where deals let music be sold."""

from __future__ import annotations

from collections.abc import Iterable

from precheck import Deal

EU = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    }
)
"""The member states, as ISO 3166-1 has them."""


def covers(deals: Iterable[Deal], countries: frozenset[str]) -> list[str]:
    """Those of the countries that a deal may cover, takedowns left out."""
    offers = tuple(deals)
    return sorted(one for one in countries if any(deal.may_cover(one) for deal in offers))
