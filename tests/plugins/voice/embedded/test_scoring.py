"""From where an artist's own recordings lie, with voices made by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from precheck_voice.embedded.encoder import SIZE
from precheck_voice.embedded.galleries import Clip, Gallery
from precheck_voice.embedded.model import NAMED
from precheck_voice.embedded.scoring import own_from

DAY = date(2026, 11, 29)


def gallery(*voices: list[float]) -> Gallery:
    clips = tuple(
        Clip(audio_sha256=str(at), vocal_seconds=60.0, voice=tuple(voice + [0.0] * SIZE)[:SIZE])
        for at, voice in enumerate(voices)
    )
    return Gallery(
        artist="ada",
        model=NAMED,
        threshold_set="any",
        basis="consent",
        created=DAY,
        updated=DAY,
        clips=clips,
    )


@pytest.mark.parametrize("many", [1, 2])
def test_of_fewer_than_three_nothing_is_said(many: int) -> None:
    assert own_from(gallery(*[[1.0]] * many)) is None


def test_recordings_that_are_alike_reach_one() -> None:
    assert own_from(gallery([1.0], [2.0], [0.5])) == 1.0


def test_it_is_the_first_percentile_of_each_against_the_others() -> None:
    # The cosines of three directions: 0.8 and 0.6 with the first, and 0.96 with each other.
    first, second, third = [1.0, 0.0], [0.8, 0.6], [0.6, 0.8]
    means = [(0.8 + 0.6) / 2, (0.8 + 0.96) / 2, (0.6 + 0.96) / 2]
    expected = round(float(np.percentile(means, 1)), 4)
    assert own_from(gallery(first, second, third)) == expected == 0.7016


def test_voices_that_point_away_from_each_other_end_at_zero() -> None:
    assert own_from(gallery([1.0], [-1.0], [0.0, 1.0])) == 0.0
