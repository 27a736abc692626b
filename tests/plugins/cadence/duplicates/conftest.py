"""Fingerprints that were never heard, and the two databases to look them up in."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec import Struct
from numpy.typing import NDArray

from precheck import Fingerprint
from precheck_cadence.duplicates.tables import TABLES
from precheck_cadence.history.database import Database, Dialect

DATABASES = runpy.run_path(str(Path(__file__).parents[4] / "benchmarks" / "databases.py"))

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


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Where a PostgreSQL server of our own is."""
    if DATABASES["PROGRAMS"] is None or find_spec("psycopg") is None:
        pytest.skip("PostgreSQL or psycopg is not installed")
    with DATABASES["cluster"]() as where:
        yield where


@pytest.fixture(params=list(Dialect))
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with the tables of the index, of either kind."""
    if request.param is Dialect.SQLITE:
        db = DATABASES["Sqlite"](tmp_path / "prints.sqlite")
    else:
        db = DATABASES["Postgresql"](request.getfixturevalue("server"))
        db.run("DROP SCHEMA public CASCADE")
        db.run("CREATE SCHEMA public")
    for step in TABLES[db.dialect]:
        db.run(step)
    yield db
    db.close()
