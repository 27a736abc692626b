"""What recipients take and what the message states, against the stream; how long tracks are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from precheck import AudioStream, FileReference, Release, Rule, Severity
from precheck.model import Technical
from precheck.testing import a_release, a_track, ask
from precheck_audio_tags.facts import AudioFile, Presence, WavLayout
from precheck_audio_tags.options import (
    Channels,
    HalfLonger,
    HighestDepth,
    HighestRate,
    LowestDepth,
    LowestRate,
    ShortestAverage,
    ShortestTrack,
    Tolerance,
)
from precheck_audio_tags.rules.length import (
    average_too_short,
    duration_differs,
    half_too_short,
    short_in_album,
    too_short,
)
from precheck_audio_tags.rules.resolution import (
    bit_depth_high,
    bit_depth_low,
    not_stereo,
    sampling_rate_high,
    sampling_rate_low,
)
from precheck_audio_tags.rules.stream import container_differs, lossy_format, technical_differs
from precheck_audio_tags.rules.wave import wav_chunk_after_samples, wav_not_plain_pcm

STREAM = AudioStream(
    container="FLAC",
    codec="FLAC",
    is_lossless=True,
    sampling_rate_hz=44_100,
    bits_per_sample=16,
    channels=2,
    duration_seconds=185.0,
)
MP3 = replace(STREAM, container="MP3", codec="MP3", is_lossless=False, bits_per_sample=None)


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        (lossy_format, {"codec": "MP3", "container": "MP3", "is_lossless": False}),
        (sampling_rate_low, {"sampling_rate_hz": 44_099}),
        (sampling_rate_high, {"sampling_rate_hz": 192_000}),
        (bit_depth_low, {"bits_per_sample": 8}),
        (bit_depth_high, {"bits_per_sample": 32}),
        (not_stereo, {"channels": 1}),
        (not_stereo, {"channels": 6}),
    ],
)
def test_a_stream_beyond_a_limit_is_named(rule: Rule[Any], changes: dict[str, Any]) -> None:
    (finding,) = ask(rule, a_track(), replace(STREAM, **changes))
    assert finding.evidence


@pytest.mark.parametrize(
    "rule",
    [
        lossy_format,
        sampling_rate_low,
        sampling_rate_high,
        bit_depth_low,
        bit_depth_high,
        not_stereo,
    ],
)
@pytest.mark.parametrize(
    "changes",
    [{}, {"bits_per_sample": 24, "sampling_rate_hz": 96_000}],
    ids=["lowest", "highest"],
)
def test_a_stream_at_a_limit_is_not_named(rule: Rule[Any], changes: dict[str, Any]) -> None:
    assert ask(rule, a_track(), replace(STREAM, **changes)) == []


@pytest.mark.parametrize("rule", [bit_depth_low, bit_depth_high])
def test_a_lossy_stream_has_no_bit_depth(rule: Rule[Any]) -> None:
    assert ask(rule, a_track(), MP3) == []


@pytest.mark.parametrize(
    ("rule", "options"),
    [
        (sampling_rate_low, LowestRate(hertz=48_000)),
        (sampling_rate_high, HighestRate(hertz=44_000)),
        (bit_depth_low, LowestDepth(bits=24)),
        (bit_depth_high, HighestDepth(bits=8)),
        (not_stereo, Channels(count=6)),
        (too_short, ShortestTrack(seconds=186.0)),
    ],
)
def test_a_policy_may_move_a_limit(rule: Rule[Any], options: object) -> None:
    assert ask(rule, a_track(), STREAM, a_release(), options)


# --- against the name and the message --------------------------------------------------------


@pytest.mark.parametrize(
    ("uri", "container"), [("a.wav", "MP3"), ("a", "FLAC"), ("a.flac", "Ogg"), ("a.mp3", "WAV")]
)
def test_a_name_that_promises_another_format_is_named(uri: str, container: str) -> None:
    file = AudioFile(presence=Presence.READ, uri=uri, container=container)
    (finding,) = ask(container_differs, a_track(), file)
    assert finding.message == f"{uri!r} is {container} by its bytes"


@pytest.mark.parametrize(
    ("uri", "container"),
    [
        ("x/a.WAV", "WAV"),
        ("a.flac", "FLAC"),
        ("a.opus", "Ogg"),
        ("a.m4a", "MP4"),
        ("a.aif", "AIFF"),
    ],
)
def test_a_name_that_keeps_its_promise_is_not_named(uri: str, container: str) -> None:
    file = AudioFile(presence=Presence.READ, uri=uri, container=container)
    assert ask(container_differs, a_track(), file) == []


@pytest.mark.parametrize("container", ["", "WavPack"])
def test_a_format_that_is_not_read_is_left_to_another_rule(container: str) -> None:
    file = AudioFile(presence=Presence.UNREADABLE, uri="a.wav", container=container)
    assert ask(container_differs, a_track(), file) == []


def described(**values: Any) -> Any:
    """A track whose message describes its file so."""
    path = Path("a.flac")
    file = FileReference(uri="a.flac", path=path, technical=Technical(**values))
    return a_track(files=(file,))


@pytest.mark.parametrize(
    "stated",
    [
        {"codec": "MP3"},
        {"codec": "WAV"},
        {"container": "AIFF"},
        {"sampling_rate_hz": 48_000},
        {"bits_per_sample": 24},
        {"channels": 1},
    ],
)
def test_details_that_differ_are_named(stated: dict[str, Any]) -> None:
    (finding,) = ask(technical_differs, described(**stated), STREAM)
    assert "the message says" in finding.message


@pytest.mark.parametrize(
    "stated",
    [
        {},
        {"codec": "FLAC", "sampling_rate_hz": 44_100, "bits_per_sample": 16, "channels": 2},
        {"codec": "OurOwnCodec"},
    ],
    ids=["nothing", "the same", "a name of one's own"],
)
def test_details_that_agree_are_not_named(stated: dict[str, Any]) -> None:
    assert ask(technical_differs, described(**stated), STREAM) == []


def test_a_codec_is_told_as_the_message_writes_it() -> None:
    (finding,) = ask(technical_differs, described(codec="WAV", channels=2), STREAM)
    assert finding.evidence == {
        "codec": {"message": "WAV", "file": "FLAC"},
        "container": {"message": "WAV", "file": "FLAC"},
    }


def test_pcm_in_wave_is_what_wav_means() -> None:
    stream = replace(STREAM, container="WAV", codec="PCM")
    assert ask(technical_differs, described(codec="WAV"), stream) == []


def test_bits_stated_for_a_lossy_file_are_not_compared() -> None:
    assert ask(technical_differs, described(codec="MP3", bits_per_sample=16), MP3) == []


# --- wave ------------------------------------------------------------------------------------


def waved(code: int = 1, *after: str) -> AudioFile:
    layout = WavLayout(format_code=code, after_samples=after)
    return AudioFile(presence=Presence.READ, container="WAV", wav=layout)


def test_an_extensible_header_is_named() -> None:
    (finding,) = ask(wav_not_plain_pcm, a_track(), waved(0xFFFE))
    assert "0xFFFE (extensible)" in finding.message


def test_a_plain_header_is_not_named() -> None:
    assert ask(wav_not_plain_pcm, a_track(), waved()) == []
    assert ask(wav_not_plain_pcm, a_track(), AudioFile(presence=Presence.READ)) == []


def test_chunks_behind_the_samples_are_named() -> None:
    (finding,) = ask(wav_chunk_after_samples, a_track(), waved(1, "LIST", "id3 "))
    assert finding.message == "behind the samples stand 'LIST', 'id3 '"
    (finding,) = ask(wav_chunk_after_samples, a_track(), waved(1, "LIST"))
    assert finding.message == "behind the samples stands 'LIST'"


def test_samples_at_the_end_are_not_named() -> None:
    assert ask(wav_chunk_after_samples, a_track(), waved()) == []


# --- length ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [183.9, 186.1, 0.0])
def test_another_length_than_stated_blocks(seconds: float) -> None:
    (finding,) = ask(duration_differs, a_track(), replace(STREAM, duration_seconds=seconds))
    assert duration_differs.severity is Severity.BLOCK
    assert "the message says 185 s" in finding.message


@pytest.mark.parametrize("seconds", [184.0, 185.4, 186.0])
def test_a_length_within_a_second_is_not_named(seconds: float) -> None:
    assert ask(duration_differs, a_track(), replace(STREAM, duration_seconds=seconds)) == []


def test_a_length_that_is_not_stated_is_not_compared() -> None:
    assert ask(duration_differs, a_track(duration_seconds=None), STREAM) == []


def test_the_length_in_the_technical_details_is_compared_too() -> None:
    (finding,) = ask(duration_differs, described(duration_seconds=30.0), STREAM)
    assert finding.message.startswith("the message says 30 s in its technical details")


def test_a_policy_may_widen_the_tolerance() -> None:
    stream = replace(STREAM, duration_seconds=188.0)
    assert ask(duration_differs, a_track(), stream, Tolerance(tolerance_seconds=3.0)) == []


SHORT = replace(STREAM, duration_seconds=29.9)
SINGLE = a_release()
ALBUM = a_release(a_track("A1"), a_track("A2"))


def test_a_short_single_blocks_and_a_short_album_track_warns() -> None:
    (finding,) = ask(too_short, a_track(), SHORT, SINGLE)
    assert finding.message == "the file lasts 29.9 s, a play counts from 30 s on"
    assert ask(short_in_album, a_track(), SHORT, ALBUM)
    assert (too_short.severity, short_in_album.severity) == (Severity.BLOCK, Severity.WARNING)


def test_each_of_the_two_leaves_the_other_case_alone() -> None:
    assert ask(too_short, a_track(), SHORT, ALBUM) == []
    assert ask(short_in_album, a_track(), SHORT, SINGLE) == []


@pytest.mark.parametrize(("rule", "release"), [(too_short, SINGLE), (short_in_album, ALBUM)])
def test_thirty_seconds_are_enough(rule: Rule[Any], release: Release) -> None:
    assert ask(rule, a_track(), replace(STREAM, duration_seconds=30.0), release) == []


def lengths(*seconds: float) -> dict[str, tuple[AudioStream]]:
    return {
        f"A{number}": (replace(STREAM, duration_seconds=length),)
        for number, length in enumerate(seconds, start=1)
    }


def album(tracks: int) -> Release:
    return a_release(*(a_track(f"A{number}") for number in range(1, tracks + 1)))


def test_an_average_below_a_minute_is_named() -> None:
    (finding,) = ask(average_too_short, album(2), narrower=lengths(20.0, 90.0))
    assert finding.message == "the 2 tracks last 55 s on average, 60 s is asked for"
    assert finding.evidence["lengths_seconds"] == {"A1": 20.0, "A2": 90.0}


def test_an_average_of_one_track_is_told_as_one() -> None:
    (finding,) = ask(average_too_short, album(1), narrower=lengths(59.96))
    assert finding.message == "the only track lasts 59.96 s, an average of 60 s is asked for"


def test_an_average_of_a_minute_is_not_named() -> None:
    assert ask(average_too_short, album(2), narrower=lengths(20.0, 100.0)) == []


@pytest.mark.parametrize(
    ("seconds", "share", "said"),
    [
        ((44.0, 45.0, 300.0), 0.5, "1 of 3 tracks is longer than 45 s, at least half must be"),
        ((44.0, 45.0), 0.5, "0 of 2 tracks are longer than 45 s, at least half must be"),
        ((46.0, 45.0, 300.0), 0.75, "2 of 3 tracks are longer than 45 s, at least 75% must be"),
        ((44.0,), 0.5, "the only track is not longer than 45 s, at least half must be"),
    ],
)
def test_too_few_long_tracks_are_named(seconds: tuple[float], share: float, said: str) -> None:
    options, tracks = HalfLonger(share=share), album(len(seconds))
    (finding,) = ask(half_too_short, tracks, options, narrower=lengths(*seconds))
    assert finding.message == said


def test_half_long_tracks_are_not_named() -> None:
    assert ask(half_too_short, album(2), narrower=lengths(44.0, 46.0)) == []


@pytest.mark.parametrize("rule", [average_too_short, half_too_short])
def test_an_unread_track_keeps_the_release_from_being_averaged(rule: Rule[Any]) -> None:
    assert ask(rule, album(3), narrower=lengths(10.0, 10.0)) == []


def test_a_policy_may_move_the_limits_of_a_release() -> None:
    assert ask(average_too_short, album(1), ShortestAverage(seconds=200.0), narrower=lengths(100.0))
    options = HalfLonger(seconds=60.0, share=1.0)
    assert ask(half_too_short, album(2), options, narrower=lengths(50.0, 100.0))


def test_rules_of_some_recipients_are_off_until_a_policy_asks() -> None:
    assert average_too_short.severity is Severity.OFF
    assert half_too_short.severity is Severity.OFF
