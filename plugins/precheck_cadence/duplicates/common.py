"""Which values say nothing: those that many different recordings hold, such as silence.

Forty of them made a query ninety times as long as without them. That many recordings hold a value
is not enough: a recording that was uploaded a thousand times is what is being looked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING

from precheck import Fingerprint
from precheck_cadence.duplicates.sampling import sampled
from precheck_cadence.duplicates.tables import STATEMENTS, listed

if TYPE_CHECKING:
    from precheck_cadence.history.database import Database

COMMON_SHARE = 0.005
"""A value in more than this share of the recordings is common."""

COMMON_LEAST = 50
"""And in at least this many."""

ASKED = 12
"""How many of its recordings are compared to tell a common value from a much copied recording."""

COPY_SHARE = 0.25
"""Two recordings with this share of their sampled values in common are copies."""


def common_values(database: Database) -> list[int]:
    """The values to look up no longer, ascending."""
    (recordings,) = database.one("SELECT count(*) FROM print") or (0,)
    least = max(COMMON_LEAST, int(recordings * COMMON_SHARE) + 1)
    frequent = database.all(_FREQUENT, least=least)
    known: dict[int, frozenset[int]] = {}
    return [value for (value,) in frequent if _is_of_many(database, value, known)]


def _is_of_many(database: Database, value: int, known: dict[int, frozenset[int]]) -> bool:
    """Whether most of the recordings with a value are no copies of each other."""
    numbers = [number for (number,) in database.all(_HOLDERS, value=value)]
    chosen = [numbers[len(numbers) * place // ASKED] for place in range(ASKED)]
    _learn(database, {number for number in chosen if number not in known}, known)
    pairs = [(known[one], known[other]) for one, other in combinations(chosen, 2)]
    copies = sum(_are_copies(one, other) for one, other in pairs)
    return copies * 2 < len(pairs)


def _are_copies(one: frozenset[int], other: frozenset[int]) -> bool:
    return len(one & other) >= COPY_SHARE * min(len(one), len(other))


def _learn(database: Database, numbers: Iterable[int], known: dict[int, frozenset[int]]) -> None:
    """Remember the sampled values of recordings."""
    wanted = listed(database.dialect, numbers)
    for number, _, _, _, raw in database.all(STATEMENTS[database.dialect].prints, list=wanted):
        known[number] = frozenset(sampled(Fingerprint(raw=raw)))


_FREQUENT = "SELECT value FROM posting GROUP BY value HAVING count(*) >= :least ORDER BY value"
_HOLDERS = "SELECT print FROM posting WHERE value = :value ORDER BY print"
