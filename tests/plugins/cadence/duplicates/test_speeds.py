"""Copies at another speed."""

from __future__ import annotations

from itertools import pairwise
from math import log
from typing import Any

import pytest

from precheck import Fingerprint
from precheck_cadence.duplicates.index import Print, PrintIndex
from precheck_cadence.duplicates.speeds import FARTHEST, STEP, WIDEST, altered, speeds
from precheck_cadence.history.database import Database


@pytest.mark.parametrize(("farthest", "count"), [(FARTHEST, 22), (WIDEST, 104)])
def test_no_speed_in_reach_is_more_than_half_a_step_away(farthest: float, count: int) -> None:
    asked = sorted((*speeds(farthest), 1.0))

    assert len(asked) == count + 1
    assert all(b / a == pytest.approx(1 + STEP) for a, b in pairwise(asked))
    assert asked[-1] > (1 + farthest) / (1 + STEP)
    assert asked[-1] <= 1 + farthest
    assert asked[0] == pytest.approx(1 / asked[-1])


def test_the_nearest_are_asked_first() -> None:
    distances = [abs(log(speed)) for speed in speeds()]

    assert distances == pytest.approx(sorted(distances))


def test_the_original_is_found_at_the_speed_that_undoes_it(tape: Any, database: Database) -> None:
    index = PrintIndex(database)
    song, other = tape.values(900, 1), tape.values(900, 2)
    index.add(
        Print(product=product, recording=1, fingerprint=tape.printed(values))
        for product, values in enumerate((other, song))
    )

    def played(speed: float) -> Fingerprint | None:
        """Half a step away, more is wrong; elsewhere it is another sound."""
        off = abs(speed * 1.03 - 1)
        if speed < 0.95:
            return None
        is_other = off > STEP
        values = tape.values(900, round(speed * 1e4)) if is_other else tape.worn(song, 20 * off)
        made: Fingerprint = tape.printed(values)
        return made

    [found] = altered(index, played, speeds())

    assert found.alike.product == 1
    assert found.speed == pytest.approx(1 / 1.03, rel=STEP / 2)
    assert found.alike.match.coverage > 0.9


def test_a_stranger_is_found_at_no_speed(tape: Any, database: Database) -> None:
    index = PrintIndex(database)
    index.add([Print(product=1, recording=1, fingerprint=tape.printed(tape.values(900, 3)))])

    assert altered(index, lambda s: tape.printed(tape.values(900, round(s * 1e4))), speeds()) == ()
