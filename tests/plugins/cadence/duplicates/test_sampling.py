"""Which values stand in the index."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precheck_cadence.duplicates.sampling import ONE_IN, sampled


def mixed(value: int) -> int:
    """The finaliser of MurmurHash3 in plain integers."""
    value ^= value >> 16
    value = value * 0x85EBCA6B % 2**32
    value ^= value >> 13
    value = value * 0xC2B2AE35 % 2**32
    return value ^ value >> 16


@given(st.lists(st.integers(0, 2**32 - 1)))
def test_a_value_is_kept_by_itself_alone(tape: Any, values: list[int]) -> None:
    kept = {value for value in values if mixed(value) % ONE_IN == 0}

    found = sampled(tape.printed(values))

    assert found == sorted(value - 2**32 if value >= 2**31 else value for value in kept)


def test_one_in_eight_is_kept_although_neighbours_are_alike(tape: Any) -> None:
    values = tape.values(20_000, 1)

    share = len(sampled(tape.printed(values))) / len(set(values.tolist()))

    assert share == pytest.approx(1 / ONE_IN, rel=0.06)


def test_a_cut_keeps_what_is_left(tape: Any) -> None:
    values = tape.values(1000, 2)
    whole, part = set(sampled(tape.printed(values))), set(sampled(tape.printed(values[300:])))

    assert part <= whole
    assert len(part) > 60
