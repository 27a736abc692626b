"""Lossy encoders that the tags of lossless files name."""

from __future__ import annotations

import time

import pytest
from msgspec.structs import replace

from precheck import AudioStream, Finding, Severity, Tags, TextTag
from precheck.testing import a_track, ask
from precheck_audio_tags.rules.encoders import lossy_encoder_named

FLAC = AudioStream(
    container="FLAC",
    codec="FLAC",
    is_lossless=True,
    sampling_rate_hz=44_100,
    bits_per_sample=16,
    channels=2,
    duration_seconds=180.0,
)


def told(name: str, text: str, stream: AudioStream = FLAC) -> list[Finding]:
    tags = Tags(texts=(TextTag(name="TITLE", text="Lame"), TextTag(name=name, text=text)))
    return ask(lossy_encoder_named, a_track(), stream, tags)


@pytest.mark.parametrize(
    ("text", "encoder"),
    [
        ("LAME3.100", "LAME"),
        ("LAME 64bits version 3.100 (http://lame.sf.net)", "LAME"),
        ("LAME", "LAME"),
        ("LAME v3.98.4", "LAME"),
        ("LAME in FFmpeg", "LAME"),
        ("Lavc60.31.102 libmp3lame", "LAME"),
        ("Lavc61.3.100 aac", "FFmpeg"),
        ("Lavc58.134.100 libopus", "FFmpeg"),
        ("Lavc57 libvorbis", "FFmpeg"),
        ("Fraunhofer IIS MP3 v04.01.02 (fast)", "Fraunhofer"),
        ("Xiph.Org libVorbis I 20200704 (Reducing Environment)", "Vorbis"),
        ("opusenc from opus-tools 0.2", "Opus"),
        ("libopus 1.4", "Opus"),
        ("qaac 2.80, CoreAudioToolbox 7.10.9.0, AAC-LC Encoder, TVBR q91", "qaac"),
        ("fdkaac 1.0.0, libfdk-aac 4.0.0, VBR mode 5", "FDK AAC"),
        ("FDK AAC", "FDK AAC"),
        ("Nero AAC codec / 1.5.4.0", "Nero AAC"),
    ],
)
@pytest.mark.parametrize("name", ["TSSE", "ENCODER", "RIFF:ISFT", "©too", "TXXX:encoder"])
def test_a_lossy_encoder_is_named(name: str, text: str, encoder: str) -> None:
    (finding,) = told(name, text)
    assert finding.evidence["encoders"] == [{"tag": name, "text": text, "encoder": encoder}]
    assert finding.place is not None
    assert finding.place.tag == name


@pytest.mark.parametrize(
    "text",
    [
        "Lavf60.3.100",
        "Lavc60.31.102 flac",
        "Lavc60 pcm_s16le",
        "Lavc60 alac",
        "reference libFLAC 1.4.3 20230623",
        "qaac 2.80, CoreAudioToolbox 7.10.9.0, Apple Lossless Encoder",
        "refalac 1.80",
        "iTunes 12.9.5.5",
        "X Lossless Decoder 20230627",
        "Lame Ducks Studio",
        "LAME DUCKS STUDIO",
        "Lamella",
        "Exact Audio Copy",
        "Pro Tools",
        "A=PCM,F=44100,W=16,M=stereo,T=Lavf",
    ],
)
@pytest.mark.parametrize("name", ["TSSE", "TENC", "ENCODED-BY", "©too", "bext:CodingHistory"])
def test_lossless_encoders_programs_and_people_are_no_sign(name: str, text: str) -> None:
    assert told(name, text) == []


def test_the_coding_history_of_a_wave_file_is_read() -> None:
    history = "A=MPEG1L3,F=44100,B=320,M=stereo\r\nA=PCM,F=44100,W=16,M=stereo"
    (finding,) = told("bext:CodingHistory", history, replace(FLAC, container="WAV", codec="PCM"))
    assert finding.message.startswith(
        "the sound is PCM, which is lossless, and bext:CodingHistory names a lossy encoder: 'A=MPEG"
    )


@pytest.mark.parametrize("name", ["COMMENT", "TITLE", "ARTIST", "LYRICS"])
def test_an_encoder_in_another_tag_is_no_sign(name: str) -> None:
    assert told(name, "LAME3.100") == []


def test_a_lossy_file_may_name_its_encoder() -> None:
    assert told("TSSE", "LAME3.100", replace(FLAC, codec="MP3", is_lossless=False)) == []


def test_it_warns_as_the_spectrum_does() -> None:
    assert lossy_encoder_named.severity is Severity.WARNING
    assert lossy_encoder_named.is_estimate


def test_a_hostile_text_is_looked_through_quickly() -> None:
    begin = time.process_time()
    assert told("ENCODER", "qaac " * 13_000 + "lossless")
    assert time.process_time() - begin < 1
