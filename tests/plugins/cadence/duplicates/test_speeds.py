"""Copies at another speed."""

from __future__ import annotations

from typing import Any

import pytest

from precheck import SpeedPrint
from precheck_cadence.duplicates.index import Print, PrintIndex
from precheck_cadence.duplicates.speeds import altered
from precheck_cadence.history.database import Database

STEP = 0.005
SPEEDS = tuple((1 + STEP) ** k for k in range(-11, 12) if k)


def played(tape: Any, song: Any, speed_of_it: float) -> list[SpeedPrint]:
    """A song that was sped up: half a step from what undoes it more is wrong, elsewhere all is."""
    made = []
    for speed in SPEEDS:
        off = abs(speed * speed_of_it - 1)
        other = tape.values(900, round(speed * 1e4))
        values = other if off > STEP else tape.worn(song, 20 * off)
        made.append(SpeedPrint(speed=speed, fingerprint=tape.printed(values)))
    return made


def test_the_original_is_found_at_the_speed_that_undoes_it(tape: Any, database: Database) -> None:
    index = PrintIndex(database)
    song, other = tape.values(900, 1), tape.values(900, 2)
    index.add(
        Print(product=product, recording=1, fingerprint=tape.printed(values))
        for product, values in enumerate((other, song))
    )

    [found] = altered(index, played(tape, song, 1.03))

    assert found.alike.product == 1
    assert found.speed == pytest.approx(1 / 1.03, rel=STEP / 2)
    assert found.alike.match.coverage > 0.9


def test_what_may_not_be_told_of_is_not_found(tape: Any, database: Database) -> None:
    index = PrintIndex(database)
    song = tape.values(900, 1)
    numbers = index.add(
        Print(
            product=product, recording=1, fingerprint=tape.printed(tape.worn(song, 0.01, product))
        )
        for product in (1, 2)
    )

    [found] = altered(index, played(tape, song, 1.03), sift=lambda _: numbers[1:])

    assert found.alike.product == 2


def test_a_stranger_is_found_at_no_speed(tape: Any, database: Database) -> None:
    index = PrintIndex(database)
    index.add([Print(product=1, recording=1, fingerprint=tape.printed(tape.values(900, 3)))])

    assert altered(index, played(tape, tape.values(900, 4), 1.03)) == ()
