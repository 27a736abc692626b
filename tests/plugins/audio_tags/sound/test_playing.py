"""A sound at other speeds: which, what comes of each, and what keeps it from being played."""

from __future__ import annotations

from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from making.signals import encoded, noise, plucked
from precheck import Fingerprint, OtherSpeeds, Reason, Sound, Unavailable
from precheck.testing import a_track, look
from precheck_audio_tags.facts import Decoding
from precheck_audio_tags.hearing import decoding, other_speeds
from precheck_audio_tags.opening import open_audio
from precheck_audio_tags.options import AudioTags
from precheck_audio_tags.sound.chroma import Chroma
from precheck_audio_tags.sound.door import Wanted, measured
from precheck_audio_tags.sound.mono import RATE
from precheck_audio_tags.sound.playing import Player
from precheck_audio_tags.speeds import NEAR, STEP, WIDEST, speeds

ON = AudioTags(other_speeds=0.01)
ONE_UP, ONE_DOWN = 1 + STEP, 1 / (1 + STEP)
needs_printer = pytest.mark.skipif(not Chroma().is_there, reason="libchromaprint is not installed")


def song(seconds: float, speed: float = 1.0) -> NDArray[np.float32]:
    """Plucked notes, made at this speed: higher and shorter, by no resampling."""
    made = plucked(seconds, rate=round(RATE / speed))
    return made[: round(seconds * RATE / speed)].astype(np.float32)


def player(farthest: float, sound: NDArray[Any], piece: int = 2 * RATE) -> Player:
    """One that has taken the sound."""
    made = Player(farthest)
    for start in range(0, len(sound), piece):
        made.add(sound[start : start + piece])
    return made


def share(one: bytes, other: bytes) -> float:
    """The share of the bits of two fingerprints that differ, from their beginning on."""
    first, second = (np.frombuffer(raw, "<u4") for raw in (one, other))
    count = min(len(first), len(second))
    return float(np.bitwise_count(first[:count] ^ second[:count]).mean()) / 32


# --- which speeds ----------------------------------------------------------------------------


@pytest.mark.parametrize(("farthest", "count"), [(NEAR, 22), (WIDEST, 104)])
def test_no_speed_in_reach_is_more_than_half_a_step_away(farthest: float, count: int) -> None:
    asked = sorted((*speeds(farthest), 1.0))

    assert len(asked) == count + 1
    assert all(b / a == pytest.approx(1 + STEP) for a, b in pairwise(asked))
    assert asked[-1] > (1 + farthest) / (1 + STEP)
    assert asked[-1] <= 1 + farthest
    assert asked[0] == pytest.approx(1 / asked[-1])


def test_the_nearest_come_first() -> None:
    distances = [abs(log(speed)) for speed in speeds(NEAR)]

    assert distances == pytest.approx(sorted(distances))


@pytest.mark.parametrize(("farthest", "count"), [(0.0, 0), (0.0049, 0), (0.005, 2), (0.0101, 4)])
def test_below_a_step_there_is_none(farthest: float, count: int) -> None:
    assert len(speeds(farthest)) == count


@pytest.mark.parametrize(("value", "is_taken"), [(-0.01, False), (0.3, True), (0.31, False)])
def test_the_setting_goes_from_nothing_to_three_tenths(value: float, is_taken: bool) -> None:  # noqa: FBT001
    if is_taken:
        assert msgspec.convert({"other_speeds": value}, AudioTags).other_speeds == value
    else:
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert({"other_speeds": value}, AudioTags)


# --- playing ---------------------------------------------------------------------------------


@needs_printer
def test_a_sound_that_was_sped_up_is_at_one_speed_like_what_it_was() -> None:
    original = Chroma()
    original.add(song(40))
    sped_up = song(40, ONE_UP**4)

    found = {p.speed: p.fingerprint for p in player(0.03, sped_up).finish()}

    whole = original.finish()
    errors = {speed: share(made.raw, whole) for speed, made in found.items()}
    best = min(errors, key=lambda speed: errors[speed])
    assert best == pytest.approx(ONE_DOWN**4)
    assert errors[best] < 0.05
    assert errors[ONE_UP] > 0.25
    assert found[best].seconds == pytest.approx(40, abs=0.01)


@needs_printer
def test_pieces_make_no_difference() -> None:
    sound = song(10)

    assert player(0.01, sound, 1000).finish() == player(0.01, sound).finish()


def test_nothing_is_kept_where_nothing_is_wanted() -> None:
    made = player(0.0, song(5))

    assert made._parts == []  # noqa: SLF001 - that memory is spared shows nowhere else
    assert made.finish() == ()


@needs_printer
@pytest.mark.parametrize(("more", "count"), [(0, 2), (1, 0)])
def test_ten_minutes_are_kept_and_not_a_sample_more(more: int, count: int) -> None:
    made = player(STEP, np.zeros(600 * RATE + more, np.float32), 60 * RATE)

    assert bool(made._parts) == bool(count)  # noqa: SLF001 - likewise
    assert len(made.finish()) == count


# --- the file --------------------------------------------------------------------------------


def learned(path: Path, options: AudioTags) -> Decoding:
    """What comes of decoding a file."""
    file = open_audio(path, path.name)
    assert file.stream is not None
    wanted = Wanted(stream=file.stream, other_speeds=options.other_speeds)
    return measured(path, wanted)


def told(found: Decoding | Unavailable, options: AudioTags) -> OtherSpeeds | Unavailable:
    """What is said of other speeds."""
    fact = (Decoding, found) if isinstance(found, Unavailable) else found
    made = look(other_speeds, a_track(), fact, options)
    assert isinstance(made, OtherSpeeds | Unavailable)
    return made


@needs_printer
def test_a_file_has_a_fingerprint_at_each_speed(tmp_path: Path) -> None:
    path = encoded(tmp_path / "a.flac", noise(10))

    fact = told(learned(path, ON), ON)

    assert isinstance(fact, OtherSpeeds)
    assert [one.speed for one in fact.prints] == list(speeds(0.01))
    assert fact.prints[0].fingerprint.seconds == pytest.approx(10 / ONE_UP, abs=0.01)


def test_what_else_is_measured_is_the_same(tmp_path: Path) -> None:
    path = encoded(tmp_path / "a.flac", noise(5))
    plain, played = learned(path, AudioTags()), learned(path, ON)

    assert plain.at_speeds == ()
    assert msgspec.structs.replace(played, at_speeds=()) == plain


def test_the_setting_reaches_the_decoder(tmp_path: Path) -> None:
    path = encoded(tmp_path / "a.flac", noise(5))
    file = open_audio(path, path.name)
    assert file.stream is not None
    track = a_track(audio=path)
    file = msgspec.structs.replace(file, uri=track.files[0].uri)

    plain = look(decoding, track, file, file.stream)
    played = look(decoding, track, file, file.stream, ON)

    assert isinstance(plain, Decoding)
    assert isinstance(played, Decoding)
    assert plain.at_speeds == ()
    assert bool(played.at_speeds) == played.has_chromaprint


# --- why there are none ----------------------------------------------------------------------


def test_off_is_told_whatever_became_of_the_file() -> None:
    gone = Unavailable(Reason.NO_FILE, "there is no file")
    for found in (Decoding(has_chromaprint=True), gone):
        why = told(found, AudioTags())

        assert isinstance(why, Unavailable)
        assert why.reason is Reason.NOT_CONFIGURED
        assert "Set other_speeds = 0.06 under [plugins.audio-tags]" in why.remedy


def test_without_a_decoding_its_reason_holds() -> None:
    gone = Unavailable(Reason.NO_FILE, "there is no file")

    assert told(gone, ON) == gone


def test_what_cannot_be_decoded_cannot_be_played() -> None:
    why = told(Decoding(trouble="it is empty", has_chromaprint=True), ON)

    assert isinstance(why, Unavailable)
    assert (why.reason, why.detail) == (Reason.UNREADABLE, "it is empty")


@needs_printer
def test_a_short_sound_is_too_short_at_any_speed(tmp_path: Path) -> None:
    why = told(learned(encoded(tmp_path / "a.flac", noise(1)), ON), ON)

    assert isinstance(why, Unavailable)
    assert (why.reason, why.detail) == (
        Reason.NOT_APPLICABLE,
        "the sound is too short for a fingerprint",
    )


def long_one(**more: Any) -> Decoding:
    """What is learned of a sound of more than ten minutes."""
    sound = Sound(sampling_rate_hz=RATE, channels=(), samples=601 * RATE)
    return Decoding(sound=sound, **more)


def test_a_long_sound_leaves_it_open() -> None:
    why = told(long_one(has_chromaprint=True, fingerprint=Fingerprint(raw=bytes(8))), ON)

    assert isinstance(why, Unavailable)
    assert why.reason is Reason.INCONCLUSIVE
    assert "more than 10 minutes" in why.detail


def test_without_the_library_it_says_how_to_get_it() -> None:
    why = told(long_one(), ON)

    assert isinstance(why, Unavailable)
    assert why.reason is Reason.NOT_CONFIGURED
    assert "apt install libchromaprint1" in why.remedy
