"""Two fingerprints beside each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precheck import Fingerprint
from precheck_cadence.duplicates.matching import Limits, Match, matched
from precheck_cadence.duplicates.offsets import likely_offsets
from precheck_cadence.duplicates.values import VALUE_SECONDS, values_of


def by_force(one: Any, other: Any, least: int) -> tuple[int, float]:
    """The offset with the lowest share of differing bits, every offset tried bit by bit."""
    best = (0, 1.0)
    for offset in range(-(len(one) - least), len(other) - least + 1):
        begin = max(0, -offset)
        length = min(len(one) - begin, len(other) - begin - offset)
        if length >= least:
            pairs = zip(one[begin:][:length], other[begin + offset :][:length], strict=True)
            rate = sum((int(a) ^ int(b)).bit_count() for a, b in pairs) / (32 * length)
            best = min(best, (offset, rate), key=lambda found: found[1])
    return best


def test_a_recording_is_all_of_itself(tape: Any) -> None:
    whole = tape.printed(tape.values(600, 1))

    [stretch] = (match := matched(whole, whole)).stretches

    assert (match.bit_error_rate, match.offset_seconds) == (0, 0)
    assert (match.one_coverage, match.other_coverage) == (1, 1)
    assert stretch.seconds == pytest.approx(600 * VALUE_SECONDS)


def test_strangers_share_nothing(tape: Any) -> None:
    for seed in range(40):
        one, other = tape.values(900, seed), tape.values(700, 1000 + seed)
        assert matched(tape.printed(one), tape.printed(other)).stretches == ()


@pytest.mark.parametrize("bit_error_rate", [0.0, 0.01, 0.03, 0.06, 0.09])
@pytest.mark.parametrize("cut", [0, 7, 200, -200])
def test_alignment_is_that_of_brute_force(tape: Any, bit_error_rate: float, cut: int) -> None:
    whole = tape.values(500, 3)
    part = tape.worn(whole[cut:] if cut >= 0 else whole[:cut], bit_error_rate)
    offset, rate = by_force(part, whole, 100)

    match = matched(tape.printed(part), tape.printed(whole))

    assert match.offset_seconds == pytest.approx(offset * VALUE_SECONDS)
    assert match.bit_error_rate == pytest.approx(rate)
    assert match.one_coverage > 0.98
    assert match.other_coverage == pytest.approx(len(part) / 500, abs=0.02)


def test_a_cut_at_each_end_is_an_excerpt(tape: Any) -> None:
    whole = tape.values(1000, 4)

    match = matched(tape.printed(whole[250:700]), tape.printed(whole))

    assert match.one_coverage == 1
    assert match.other_coverage == pytest.approx(0.45)
    assert match.offset_seconds == pytest.approx(250 * VALUE_SECONDS)


def test_a_verse_cut_out_leaves_two_stretches_at_two_offsets(tape: Any) -> None:
    whole = tape.values(1000, 5)
    edit = np.concatenate([whole[:400], whole[600:]])

    match = matched(tape.printed(edit), tape.printed(whole))

    assert match.one_coverage == pytest.approx(1, abs=0.01)
    assert [round(s.other_seconds / VALUE_SECONDS) for s in match.stretches] == [
        0,
        pytest.approx(600, abs=8),
    ]


def test_a_foreign_snippet_is_found_where_it_is(tape: Any) -> None:
    foreign, host = tape.values(800, 6), tape.values(800, 7)
    host[300:380] = tape.worn(foreign[500:580], 0.02)

    [stretch] = matched(tape.printed(host), tape.printed(foreign)).stretches

    assert stretch.one_seconds == pytest.approx(300 * VALUE_SECONDS, abs=0.5)
    assert stretch.other_seconds == pytest.approx(500 * VALUE_SECONDS, abs=0.5)
    assert stretch.seconds == pytest.approx(80 * VALUE_SECONDS, abs=1)
    assert stretch.bit_error_rate < 0.05


def test_a_loop_covers_its_source_once(tape: Any) -> None:
    bar = tape.values(100, 8)
    source = np.concatenate([tape.values(300, 9), bar, tape.values(300, 10)])

    match = matched(tape.printed(np.tile(bar, 9)), tape.printed(source))

    assert match.seconds == pytest.approx(100 * VALUE_SECONDS, abs=1.0)
    assert match.coverage < 0.16


def test_exact_loops_are_the_same_over_their_whole_length(tape: Any) -> None:
    whole = np.tile(tape.values(24, 11), 60)

    match = matched(tape.printed(whole[320:]), tape.printed(whole))

    assert match.bit_error_rate == 0
    assert match.one_coverage == 1
    assert match.other_coverage == pytest.approx(1 - 320 / 1440)


@pytest.mark.parametrize("kind", ["silence", "tone", "hum"])
def test_what_does_not_change_is_no_evidence(tape: Any, kind: str) -> None:
    still = {"silence": [627964279], "tone": [1, 3], "hum": [5, 7, 5, 4]}[kind] * 200
    one = np.concatenate([tape.values(300, 12), still])
    other = np.concatenate([still, tape.values(300, 13)])

    assert not matched(tape.printed(still), tape.printed(still)).is_telling
    match = matched(tape.printed(one), tape.printed(other))
    assert match.is_telling
    assert match.stretches == ()


def test_music_around_a_silence_is_found_past_it(tape: Any) -> None:
    song = tape.values(300, 14)
    one = np.concatenate([[627964279] * 400, song])
    other = np.concatenate([song, [627964279] * 900])

    [stretch] = matched(tape.printed(one), tape.printed(other)).stretches

    assert stretch.one_seconds == pytest.approx(400 * VALUE_SECONDS)
    assert stretch.other_seconds == 0


@pytest.mark.parametrize("count", [0, 1, 2, 10, 23])
def test_too_little_tells_nothing(tape: Any, count: int) -> None:
    short, whole = tape.printed(tape.values(count, 15)), tape.printed(tape.values(300, 15))

    assert matched(short, whole) == matched(whole, short) == Match(is_telling=False)


def test_another_algorithm_tells_nothing(tape: Any) -> None:
    ours = tape.printed(tape.values(300, 16))
    theirs = Fingerprint(raw=ours.raw, algorithm=2, seconds=ours.seconds)

    assert not matched(ours, theirs).is_telling


def test_half_a_value_at_the_end_is_left_out(tape: Any) -> None:
    ours = tape.printed(tape.values(300, 17))

    assert len(values_of(Fingerprint(raw=ours.raw + b"\x01\x02"))) == 300


@given(
    seed=st.integers(0, 10_000),
    lengths=st.tuples(st.integers(24, 400), st.integers(24, 400)),
    shared=st.integers(0, 200),
    worn=st.sampled_from([0.0, 0.02, 0.1]),
)
def test_the_order_changes_names_alone(
    tape: Any, seed: int, lengths: tuple[int, int], shared: int, worn: float
) -> None:
    one, other = tape.values(lengths[0], seed), tape.values(lengths[1], seed + 1)
    shared = min(shared, *lengths)
    one[:shared] = tape.worn(other[len(other) - shared :], worn, seed)

    there, back = (
        matched(tape.printed(a), tape.printed(b)) for a, b in ((one, other), (other, one))
    )

    assert (there.bit_error_rate, there.coverage, there.seconds) == (
        back.bit_error_rate,
        back.coverage,
        back.seconds,
    )
    assert there.offset_seconds == -back.offset_seconds
    assert (there.one_coverage, there.other_coverage) == (back.other_coverage, back.one_coverage)
    assert {(s.one_seconds, s.other_seconds) for s in there.stretches} == {
        (s.other_seconds, s.one_seconds) for s in back.stretches
    }


@given(seed=st.integers(0, 10_000), shift=st.integers(0, 300), worn=st.sampled_from([0.0, 0.05]))
def test_a_shift_moves_the_offset_and_nothing_else(
    tape: Any, seed: int, shift: int, worn: float
) -> None:
    song = tape.values(300, seed)
    later = np.concatenate([tape.values(shift, seed + 1), tape.worn(song, worn, seed)])

    match = matched(tape.printed(song), tape.printed(later))

    assert match.offset_seconds == pytest.approx(shift * VALUE_SECONDS)
    assert match.one_coverage > 0.98


@given(seed=st.integers(0, 10_000), cut=st.integers(1, 250))
def test_the_first_offset_is_the_cut(tape: Any, seed: int, cut: int) -> None:
    whole = tape.values(300, seed)

    assert likely_offsets(tape.worn(whole[cut:], 0.02, seed), whole)[0] == cut


def test_bits_of_strict_limits_are_counted(tape: Any) -> None:
    whole = tape.values(600, 18)
    worn = tape.printed(tape.worn(whole, 0.08))

    assert matched(tape.printed(whole), worn, Limits(bit_error_rate=0.12)).coverage > 0.98
    assert matched(tape.printed(whole), worn, Limits(bit_error_rate=0.02)).coverage == 0
