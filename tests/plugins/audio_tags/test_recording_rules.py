"""Whether tracks of a release are one recording: by their samples and by their fingerprints."""

from __future__ import annotations

import random
from array import array
from typing import Any

import pytest

from precheck import Channel, Finding, Fingerprint, Rule, Sound, Track
from precheck.testing import a_release, a_track, ask
from precheck_audio_tags.alignment import FARTHEST, FEWEST, VALUE_SECONDS, aligned
from precheck_audio_tags.options import SameRecording
from precheck_audio_tags.rules.recordings import same_recording, same_samples

SIDE = Channel(peak_dbfs=-3.0, rms_dbfs=-18.0, dc_offset=0.0)


def printed(*values: int) -> Fingerprint:
    return Fingerprint(raw=array("I", values).tobytes(), seconds=len(values) * VALUE_SECONDS)


def drawn(count: int, seed: int = 1) -> list[int]:
    draw = random.Random(seed)  # noqa: S311 - no secret
    return [draw.getrandbits(32) for _ in range(count)]


def damaged(values: list[int], share: float) -> list[int]:
    """The values with this share of all bits flipped."""
    draw = random.Random(9)  # noqa: S311 - no secret
    bits = draw.sample(range(32 * len(values)), round(share * 32 * len(values)))
    made = list(values)
    for bit in bits:
        made[bit // 32] ^= 1 << bit % 32
    return made


def sounding(md5: str = "", peak: float | None = -3.0) -> Sound:
    return Sound(
        sampling_rate_hz=48_000,
        channels=(SIDE, SIDE),
        samples=9_600_000,
        pcm_md5=md5,
        peak_dbfs=peak,
    )


def judged(
    rule: Rule[Any], *tracks: tuple[Track, tuple[object, ...]], options: object = None
) -> list[Finding]:
    release = a_release(*(track for track, _ in tracks))
    given = {track.reference: facts for track, facts in tracks}
    return ask(rule, release, *([options] if options else []), narrower=given)


ONE = a_track("A1", title="Slow Tide")
TWO = a_track("A2", title="Night Ferry")
THREE = a_track("A3", title="Salt")


# --- the same samples ------------------------------------------------------------------------


def test_tracks_with_the_same_samples_are_told_together() -> None:
    same = sounding("a" * 32)
    (finding,) = judged(
        same_samples, (ONE, (same,)), (TWO, (sounding("b" * 32),)), (THREE, (same,))
    )
    assert finding.message == "Slow Tide (A1), Salt (A3) have the same samples"
    assert finding.evidence == {"pcm_md5": "a" * 32, "tracks": ["A1", "A3"]}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (sounding("a" * 32), sounding("b" * 32)),
        (sounding(), sounding()),
        (sounding("a" * 32, None), sounding("a" * 32, None)),
    ],
    ids=["other samples", "no sums", "silence"],
)
def test_other_samples_are_fine(first: Sound, second: Sound) -> None:
    assert judged(same_samples, (ONE, (first,)), (TWO, (second,))) == []


# --- the same recording ----------------------------------------------------------------------


def test_the_same_recording_is_told_with_how_alike_it_is() -> None:
    values = drawn(200)
    (finding,) = judged(
        same_recording,
        (ONE, (printed(*values), sounding("a" * 32))),
        (TWO, (printed(*damaged(values, 0.1)), sounding("b" * 32))),
    )
    assert finding.message == (
        "Slow Tide (A1), Night Ferry (A2) sound the same over 100% of the shorter"
    )
    assert finding.evidence == {
        "bit_error_rate": 0.1,
        "most_bit_error_rate": 0.15,
        "coverage": 1.0,
        "least_coverage": 0.8,
        "offset_seconds": 0.0,
        "tracks": ["A1", "A2"],
    }


@pytest.mark.parametrize(("share", "is_told"), [(0.15, True), (0.1502, False)])
def test_a_share_of_bits_may_differ(share: float, *, is_told: bool) -> None:
    values = drawn(200)
    pair = (
        (ONE, (printed(*values), sounding())),
        (TWO, (printed(*damaged(values, share)), sounding())),
    )
    assert bool(judged(same_recording, *pair)) is is_told


@pytest.mark.parametrize(("shared", "is_told"), [(80, True), (79, False)])
def test_a_share_of_the_shorter_must_lie_beside_the_other(shared: int, *, is_told: bool) -> None:
    """Two of 100 values, the first of which begins later, so that only some are beside others."""
    late = drawn(100 - shared, 2)
    first = [*late, *drawn(shared)]
    second = [*drawn(shared), *drawn(100 - shared, 3)]
    pair = ((ONE, (printed(*first), sounding())), (TWO, (printed(*second), sounding())))
    assert bool(judged(same_recording, *pair)) is is_told


def test_a_policy_may_move_what_is_the_same_recording() -> None:
    values = drawn(200)
    pair = (
        (ONE, (printed(*values), sounding())),
        (TWO, (printed(*damaged(values, 0.1)), sounding())),
    )
    strict = SameRecording(bit_error_rate=0.05)
    assert judged(same_recording, *pair)
    assert judged(same_recording, *pair, options=strict) == []


@pytest.mark.parametrize(
    ("one", "two", "is_told"),
    [("", "", True), ("Live", "LIVE", True), ("", "Radio Edit", False), ("Live", "Demo", False)],
)
def test_versions_that_the_message_tells_apart_are_fine(
    one: str, two: str, *, is_told: bool
) -> None:
    facts = (printed(*drawn(200)), sounding())
    pair = ((a_track("A1", version=one), facts), (a_track("A2", version=two), facts))
    assert bool(judged(same_recording, *pair)) is is_told


def test_the_same_samples_are_told_by_their_own_rule() -> None:
    facts = (printed(*drawn(200)), sounding("a" * 32))
    assert judged(same_recording, (ONE, facts), (TWO, facts)) == []
    assert judged(same_samples, (ONE, facts), (TWO, facts))


# --- alignment -------------------------------------------------------------------------------


@pytest.mark.parametrize("late", [0, 1, 40, FARTHEST, -1, -FARTHEST])
def test_a_shifted_fingerprint_is_found_where_it_begins(late: int) -> None:
    values = drawn(300)
    first = [*drawn(max(late, 0), 2), *values]
    second = [*drawn(max(-late, 0), 3), *values]
    found = aligned(printed(*first), printed(*second))
    assert found is not None
    assert found.bit_error_rate == 0
    assert found.offset_seconds == pytest.approx(late * VALUE_SECONDS)


@pytest.mark.parametrize("late", [FARTHEST + 1, -FARTHEST - 1])
def test_one_that_begins_farther_away_is_not_found(late: int) -> None:
    values = drawn(300)
    first = [*drawn(max(late, 0), 2), *values]
    second = [*drawn(max(-late, 0), 3), *values]
    found = aligned(printed(*first), printed(*second))
    assert found is not None
    assert found.bit_error_rate > 0.45


@pytest.mark.parametrize("share", [0.01, 0.1, 0.3])
def test_bits_that_differ_are_counted(share: float) -> None:
    values = drawn(200)
    found = aligned(printed(*values), printed(*damaged(values, share)))
    assert found is not None
    assert found.bit_error_rate == pytest.approx(share, abs=0.001)


def test_unrelated_fingerprints_differ_in_half_of_their_bits() -> None:
    found = aligned(printed(*drawn(500)), printed(*drawn(500, 2)))
    assert found is not None
    assert 0.45 < found.bit_error_rate < 0.5


def test_what_is_too_short_cannot_be_compared() -> None:
    values = drawn(FEWEST)
    assert aligned(printed(*values), printed(*values))
    assert aligned(printed(*values[1:]), printed(*values)) is None
    assert aligned(printed(), printed(*values)) is None


def test_an_excerpt_covers_all_of_the_shorter() -> None:
    values = drawn(400)
    found = aligned(printed(*values), printed(*values[50:200]))
    assert found is not None
    assert (found.bit_error_rate, found.coverage) == (0, 1)
