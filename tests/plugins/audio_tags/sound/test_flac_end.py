"""Whether a FLAC file ends with its last frame."""

from __future__ import annotations

from pathlib import Path

import pytest

from making.signals import decoded, encoded, noise, sine
from precheck_audio_tags.flac import is_whole_frame


@pytest.mark.parametrize("seconds", [0.5, 1.7, 3.0, 3.1])
@pytest.mark.parametrize("rate", [44_100, 96_000])
def test_a_file_ends_with_its_last_frame(tmp_path: Path, seconds: float, rate: int) -> None:
    for number, signal in enumerate((noise(seconds), sine(440, 0.5, seconds, rate=rate))):
        found = decoded(encoded(tmp_path / f"{number}.flac", signal, rate=rate))
        assert not found.has_rest


@pytest.mark.parametrize("rest", [bytes(3), bytes(4000), b"a", bytes(range(1, 256)) * 200])
def test_what_stands_behind_it_is_seen(tmp_path: Path, rest: bytes) -> None:
    path = encoded(tmp_path / "a.flac", noise(2))
    path.write_bytes(path.read_bytes() + rest)

    found = decoded(path)

    assert found.has_rest
    assert not found.bad_packets


@pytest.mark.parametrize("suffix", ["wav", "mp3", "oga", "m4a"])
def test_of_other_files_nothing_is_said(tmp_path: Path, suffix: str) -> None:
    assert not decoded(encoded(tmp_path / f"a.{suffix}", noise(1))).has_rest


def test_a_sum_that_ends_with_zeros_is_one() -> None:
    """Of all frames one in 256 ends so, and one in 65,536 with two."""
    assert is_whole_frame(bytes(2))
    assert not is_whole_frame(bytes(3))
    assert is_whole_frame(b"\x01\x80\x05")
    assert not is_whole_frame(b"\x01\x80\x05\0\0\0")
