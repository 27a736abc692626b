"""Whether a file decodes cleanly and to its end, asked with made-up facts."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from precheck import AudioStream, Channel, Sound
from precheck.testing import a_track, ask
from precheck_audio_tags.facts import AudioFile, Decoding, Presence
from precheck_audio_tags.options import LengthSlack
from precheck_audio_tags.rules.integrity import (
    bad_packets,
    bad_samples,
    decoded_length_differs,
    not_decodable,
    pcm_md5_differs,
)

STREAM = AudioStream(
    container="FLAC",
    codec="FLAC",
    is_lossless=True,
    sampling_rate_hz=48_000,
    bits_per_sample=16,
    channels=2,
    duration_seconds=180.0,
)
LOSSY = replace(STREAM, container="MP3", codec="MP3", is_lossless=False, bits_per_sample=None)
SIDE = Channel(peak_dbfs=-3.0, rms_dbfs=-18.0, dc_offset=0.0)
SOUND = Sound(sampling_rate_hz=48_000, channels=(SIDE, SIDE), samples=180 * 48_000, peak_dbfs=-3.0)


def test_a_sound_that_cannot_be_decoded_is_told() -> None:
    (none,) = ask(not_decodable, a_track(), Decoding(trouble="it is empty"))
    (part,) = ask(not_decodable, a_track(), Decoding(trouble="it ends", sound=SOUND))

    assert none.message == "the sound cannot be decoded: it is empty"
    assert part.message == "the sound cannot be decoded to its end: it ends"
    assert none.evidence == {"trouble": "it is empty", "process_lost": False}


def test_a_process_that_was_lost_is_evidence() -> None:
    (finding,) = ask(not_decodable, a_track(), Decoding(trouble="it died", is_harmful=True))
    assert finding.evidence["process_lost"] is True


def test_a_sound_that_was_decoded_passes() -> None:
    fine = Decoding(sound=SOUND, packets=9)
    assert ask(not_decodable, a_track(), fine) == []
    assert ask(bad_packets, a_track(), fine, SOUND) == []
    assert ask(bad_samples, a_track(), fine, SOUND) == []


@pytest.mark.parametrize(
    ("count", "bad", "words"),
    [
        (1, ("after 1.00 s: broken",), "1 part of the sound cannot be decoded, first after 1.00 s"),
        (7, ("after 2.00 s: broken",), "7 parts of the sound cannot be decoded, first after 2.0"),
        (3, (), "3 parts of the sound cannot be decoded"),
    ],
)
def test_parts_that_cannot_be_decoded_are_counted(
    count: int, bad: tuple[str, ...], words: str
) -> None:
    found = Decoding(sound=SOUND, packets=9, bad_packets=count, bad=bad)
    (finding,) = ask(bad_packets, a_track(), found, SOUND)
    assert finding.message.startswith(words)
    assert finding.evidence == {"bad_packets": count, "packets": 9, "first": list(bad)}


@pytest.mark.parametrize(("count", "words"), [(1, "1 sample"), (7, "7 samples")])
def test_samples_that_are_no_sound_are_counted(count: int, words: str) -> None:
    found = Decoding(sound=SOUND, packets=9, bad_samples=count)
    (finding,) = ask(bad_samples, a_track(), found, SOUND)
    rest = "cannot be sound: not a number, infinite, or more than 80 dB above full scale"
    assert finding.message == f"{words} {rest}"
    assert finding.evidence == {"bad_samples": count, "samples": 2 * SOUND.samples}


@pytest.mark.parametrize(
    ("stream", "samples", "is_told"),
    [
        (STREAM, 0, False),
        (STREAM, 1, True),
        (STREAM, -1, True),
        (LOSSY, 4800, False),
        (LOSSY, -4800, False),
        (LOSSY, 4801, True),
        (LOSSY, -4801, True),
    ],
)
def test_as_many_samples_come_out_as_are_stated(
    stream: AudioStream, samples: int, *, is_told: bool
) -> None:
    sound = replace(SOUND, samples=SOUND.samples + samples)
    assert bool(ask(decoded_length_differs, a_track(), stream, sound)) is is_told


def test_a_length_that_differs_is_told_so_that_it_shows() -> None:
    def words(samples: int) -> str:
        sound = replace(SOUND, samples=SOUND.samples + samples)
        (finding,) = ask(decoded_length_differs, a_track(), STREAM, sound)
        return finding.message

    assert words(-1) == "the file states 180 s of sound, but 179.999979 s come out"
    assert words(-48_000) == "the file states 180 s of sound, but 179 s come out"


def test_a_policy_may_move_how_far_lossy_lengths_differ() -> None:
    sound = replace(SOUND, samples=SOUND.samples - 9600)
    assert ask(decoded_length_differs, a_track(), LOSSY, sound)
    assert (
        ask(decoded_length_differs, a_track(), LOSSY, sound, LengthSlack(lossy_seconds=0.2)) == []
    )


@pytest.mark.parametrize(
    ("stated", "found", "is_told"),
    [
        ("a" * 32, "a" * 32, False),
        ("b" * 32, "a" * 32, True),
        ("", "a" * 32, False),
        ("b" * 32, "", False),
    ],
)
def test_the_md5_of_the_samples_is_compared_where_both_are_known(
    stated: str, found: str, *, is_told: bool
) -> None:
    file = AudioFile(presence=Presence.READ, uri="a.flac", pcm_md5=stated)
    findings = ask(pcm_md5_differs, a_track(), file, replace(SOUND, pcm_md5=found))
    words = f"the header states {stated} as the MD5 of the samples, theirs is {found}"
    assert [finding.message for finding in findings] == ([words] if is_told else [])
