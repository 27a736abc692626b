"""Fingerprints that were never heard, and the two databases to look them up in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec import Struct
from numpy.typing import NDArray

from precheck import Fingerprint
from precheck_cadence.history.address import Address
from precheck_cadence.history.database import Database, Dialect
from precheck_cadence.history.postgresql import PostgresqlDatabase
from precheck_cadence.history.sqlite import SqliteDatabase

Values = NDArray[np.uint32]


class Tape(Struct, frozen=True):
    """Makes fingerprints out of nothing; the same seed makes the same."""

    def values(self, count: int, seed: int) -> Values:
        """Values like those of music: neighbours differ in few bits, and none says the same."""
        dice = np.random.default_rng(seed)
        flips = dice.random((count, 32)) < 0.15
        bits = (np.cumsum(flips, axis=0) + dice.integers(0, 2, 32)) % 2
        words: Values = (bits.astype(np.uint32) << np.arange(32, dtype=np.uint32)).sum(
            axis=1, dtype=np.uint32
        )
        return words

    def worn(self, values: Values, bit_error_rate: float, seed: int = 7) -> Values:
        """The same with bits turned over, as a lossy codec does."""
        dice = np.random.default_rng(seed)
        flips = dice.random((len(values), 32)) < bit_error_rate
        mask = (flips.astype(np.uint32) << np.arange(32, dtype=np.uint32)).sum(
            axis=1, dtype=np.uint32
        )
        worn: Values = values ^ mask
        return worn

    def printed(self, values: Any) -> Fingerprint:
        """The fingerprint with these values."""
        raw = np.asarray(values, dtype="<u4").tobytes()
        return Fingerprint(raw=raw, seconds=len(raw) / 4 * 0.1238)


@pytest.fixture(scope="session")
def tape() -> Tape:
    """Makes fingerprints."""
    return Tape()


@pytest.fixture(params=list(Dialect))
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A history's database, of either kind."""
    made: Database
    if request.param is Dialect.SQLITE:
        made = SqliteDatabase(tmp_path / "prints.sqlite")
    else:
        server = request.getfixturevalue("server")
        made = PostgresqlDatabase(Address.of(server.url()))
    yield made
    made.close()
