"""Where findings point to: the element that was compared, and the file it was compared with."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from precheck import AudioStream, Track
from precheck.model import Source
from precheck.reading.release import read_release
from precheck.report import Notice
from precheck.settings import NAME, Settings, read
from precheck.testing import ask, check
from precheck_audio_tags.rules.stream import technical_differs

RULES = Path(__file__).resolve().parents[3] / "fixtures" / "rules"
NUMBER = "9520000002008"
SOUND = f"resources/{NUMBER}_01_001.flac"
SECOND = f"resources/{NUMBER}_01_002.flac"
WAVE = f"resources/{NUMBER}_01_001.wav"
NOWHERE = ""
"""Where a finding has no line, or no file."""


def told(rule: str) -> Notice:
    """The notice of a rule on the delivery that it speaks about."""
    folder = RULES / f"audio-tags.{rule}"
    kept = folder / NAME
    settings = read(kept, [folder / "loud"]) if kept.exists() else Settings()
    recipients = settings.recipients or ("default",)
    report = check(
        folder / "loud", only=("audio-tags", "recipients"), settings=settings, recipients=recipients
    )
    (notice,) = (
        notice
        for release in report.releases
        for notice in release.notices
        if notice.rule == f"audio-tags.{rule}"
    )
    return notice


@pytest.mark.parametrize(
    ("rule", "element", "file"),
    [
        ("aigc-label-malformed", NOWHERE, SOUND),
        ("album-differs", "Release/DisplayTitle", SOUND),
        ("artist-differs", "SoundRecording/DisplayArtistName", SOUND),
        ("average-too-short", "ReleaseList/Release", NOWHERE),
        ("bit-depth-high", "File/URI", SOUND),
        ("bit-depth-low", "File/URI", SOUND),
        ("container-differs", "File/URI", WAVE),
        ("duplicate-file", "File/URI", SECOND),
        ("duration-differs", "SoundRecording/Duration", SOUND),
        ("file-empty", "File/URI", SOUND),
        ("file-missing", "File/URI", NOWHERE),
        ("file-unreadable", "File/URI", SOUND),
        ("generator-mark", NOWHERE, SOUND),
        ("generator-mark-in-picture", NOWHERE, f"resources/{NUMBER}.png"),
        ("half-too-short", "ReleaseList/Release", NOWHERE),
        ("hash-differs", "File/HashSum", SOUND),
        ("hash-unknown-algorithm", "File/HashSum", SOUND),
        ("id3-before-flac", "File/URI", SOUND),
        ("isrc-differs", "ResourceId/ISRC", SOUND),
        ("isrc-malformed-in-tag", NOWHERE, SOUND),
        ("lossy-encoder-named", NOWHERE, SOUND),
        ("lossy-format", "File/URI", f"resources/{NUMBER}_01_001.mp3"),
        ("mixed-formats", "ReleaseList/Release", NOWHERE),
        ("not-stereo", "File/URI", SOUND),
        ("sampling-rate-high", "File/URI", SOUND),
        ("sampling-rate-low", "File/URI", SOUND),
        ("script-differs", "SoundRecording/DisplayTitle", SOUND),
        ("short-in-album", "SoundRecording[2]/Duration", SECOND),
        ("tags-disagree", NOWHERE, SOUND),
        ("tags-forbidden", "File/URI", SOUND),
        ("title-differs", "SoundRecording/DisplayTitle", SOUND),
        ("too-short", "SoundRecording/Duration", SOUND),
        ("unreferenced-file", "ReleaseList/Release", "resources/alternate-mix.flac"),
        ("wav-chunk-after-samples", "File/URI", WAVE),
        ("wav-not-plain-pcm", "File/URI", WAVE),
    ],
)
def test_a_finding_names_its_element_and_its_file(rule: str, element: str, file: str) -> None:
    notice = told(rule)
    lines = ["/".join((p.xpath or "").split("/")[-2:]) for p in notice.places if p.line]
    files = [place.file for place in notice.places if not place.line]
    assert lines == ([element] if element else [])
    assert files == ([file] if file else [])
    assert notice.evidence


@pytest.mark.parametrize("rule", ["technical-differs", "size-differs"])
def test_what_the_message_says_of_a_file_is_found_in_both(rule: str) -> None:
    stated, found = told(rule).places
    assert "/TechnicalDetails/" in (stated.xpath or "")
    assert found.file == SOUND


# --- technical details -----------------------------------------------------------------------

STREAM = AudioStream(
    container="FLAC",
    codec="FLAC",
    is_lossless=True,
    sampling_rate_hz=44_100,
    bits_per_sample=16,
    channels=2,
    duration_seconds=36.0,
)


def marked() -> Track:
    """A track whose technical details remember two of their elements."""
    folder = RULES / "audio-tags.technical-differs" / "loud"
    source = Source(id=NUMBER, folder=folder, message=folder / f"{NUMBER}.xml")
    release, _ = read_release(source)
    (track,) = release.tracks
    (file,) = track.files
    node = file.technical.node
    assert node is not None
    names = {"bits_per_sample": "BitsPerSample", "channels": "NumberOfChannels"}
    marks = {field: found for field, name in names.items() if (found := node.find(name))}
    technical = replace(file.technical, marks=marks)
    return replace(track, files=(replace(file, technical=technical),))


def test_one_difference_is_found_at_its_element() -> None:
    (finding,) = ask(technical_differs, marked(), STREAM)
    assert finding.place is not None
    assert (finding.place.xpath or "").endswith("/BitsPerSample")


def test_several_differences_are_found_at_what_holds_them_all() -> None:
    (finding,) = ask(technical_differs, marked(), replace(STREAM, channels=1))
    assert list(finding.evidence) == ["bits per sample", "channels"]
    assert finding.place == marked().files[0].technical.at()
