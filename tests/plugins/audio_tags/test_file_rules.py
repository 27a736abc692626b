"""Whether the files of a delivery are there, read, different, and all named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from precheck import (
    AudioStream,
    Delivery,
    FileDigest,
    FileReference,
    Message,
    MissingFact,
    Release,
    Resource,
    Severity,
    Track,
)
from precheck.testing import a_message, a_release, a_track, an_image, ask, facts_for
from precheck_audio_tags.facts import (
    AudioFile,
    FileSum,
    FileSums,
    OtherSums,
    Part,
    Presence,
    Trouble,
)
from precheck_audio_tags.rules.copies import duplicate_file
from precheck_audio_tags.rules.files import (
    file_empty,
    file_missing,
    file_unreadable,
    mixed_formats,
    unreferenced_file,
)

ROOT = Path("in/release")
STREAM = AudioStream(
    container="FLAC",
    codec="FLAC",
    is_lossless=True,
    sampling_rate_hz=44_100,
    bits_per_sample=16,
    channels=2,
    duration_seconds=185.0,
)


NO_OTHERS = OtherSums(sums={})


def sums(content: str, uri: str = "a.flac", size: int = 7, sound: str = "") -> FileSums:
    digest = FileDigest(size_bytes=size, sha256=content, sound=sound)
    return FileSums(files=(FileSum(uri=uri, digest=digest),))


def named(*names: str, **values: bool) -> tuple[FileReference, ...]:
    return tuple(FileReference(uri=name, **values) for name in names)  # type: ignore[arg-type]  # flags only


# --- missing ---------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["tracks", "images", "resources"])
def test_a_missing_file_blocks_whatever_it_is_for(where: str) -> None:
    files = named("resources/a.bin")
    member: Resource = {
        "tracks": a_track(files=files),
        "images": an_image(files=files),
        "resources": Resource(reference="A7", files=files),
    }[where]
    release = replace(a_release(), **{where: (member,)})
    (finding,) = ask(file_missing, release)
    assert file_missing.severity is Severity.BLOCK
    assert "'resources/a.bin', which is not there" in finding.message


def test_the_files_of_a_message_handed_over_alone_are_not_missed() -> None:
    track = a_track(files=named("resources/a.flac"))

    assert ask(file_missing, a_release(track, is_message_only=True)) == []


def test_a_message_alone_may_not_name_files_outside_of_its_folder() -> None:
    track = a_track(files=named("../a.flac", is_outside=True))

    assert len(ask(file_missing, a_release(track, is_message_only=True))) == 1


def test_a_file_outside_the_folder_is_missing() -> None:
    (finding,) = ask(file_missing, a_release(a_track(files=named("../a.flac", is_outside=True))))
    assert "lies outside the release folder" in finding.message


def test_a_file_that_differs_only_in_capitals_is_pointed_out() -> None:
    release = a_release(a_track(files=named("A1.FLAC")), files=(ROOT / "a1.flac",))
    (finding,) = ask(file_missing, release)
    assert finding.message.endswith("'a1.flac' is")


@pytest.mark.parametrize(
    "files",
    [
        (),
        (FileReference(uri="a.flac", path=ROOT / "a.flac"),),
        (FileReference(uri="https://h/a.flac", is_remote=True),),
    ],
    ids=["none named", "there", "remote"],
)
def test_a_file_that_is_there_is_not_missing(files: tuple[FileReference, ...]) -> None:
    assert ask(file_missing, a_release(a_track(files=files))) == []


# --- empty, unreadable -----------------------------------------------------------------------


def test_an_empty_file_blocks() -> None:
    (finding,) = ask(file_empty, a_release(), NO_OTHERS, narrower={"A1": (sums("0", size=0),)})
    assert finding.message == "Slow Tide (A1): 'a.flac' is empty"


def test_an_empty_file_is_pointed_to() -> None:
    preview = FileReference(uri="b.flac", path=ROOT / "b.flac")
    track = a_track(files=(FileReference(uri="a.flac", path=ROOT / "a.flac"), preview))
    found = (*sums("1").files, *sums("0", "b.flac", size=0).files)
    (finding,) = ask(
        file_empty, a_release(track), NO_OTHERS, narrower={"A1": (FileSums(files=found),)}
    )
    assert finding.file == preview.path


def test_an_empty_text_blocks() -> None:
    booklet = Resource(
        reference="A9", kind="Text", files=(FileReference(uri="a.pdf", path=ROOT / "a.pdf"),)
    )
    others = OtherSums(sums={"A9": sums("", "a.pdf", size=0)})
    release = a_release(resources=(booklet,))
    (finding,) = ask(file_empty, release, others, narrower={"A1": (sums("0"),)})
    assert finding.evidence["resource"] == "A9"


def test_a_file_with_bytes_is_not_empty() -> None:
    assert ask(file_empty, a_release(), NO_OTHERS, narrower={"A1": (sums("0"),)}) == []


def test_an_unreadable_file_blocks_with_its_reason() -> None:
    trouble = Trouble(part=Part.STREAM, error="HeaderNotFoundError", detail="can't sync")
    file = AudioFile(
        presence=Presence.UNREADABLE, detail="'a.mp3', MP3: can't sync", troubles=(trouble,)
    )
    (finding,) = ask(file_unreadable, a_track(), file)
    assert finding.evidence["troubles"] == [
        {"part": "stream", "error": "HeaderNotFoundError", "detail": "can't sync"}
    ]


def test_what_we_refuse_ourselves_names_no_class() -> None:
    trouble = Trouble(part=Part.FILE, error="", detail="the comments are cut off")
    file = AudioFile(presence=Presence.UNREADABLE, troubles=(trouble,))
    (finding,) = ask(file_unreadable, a_track(), file)
    assert finding.evidence["troubles"] == [{"part": "file", "detail": "the comments are cut off"}]


@pytest.mark.parametrize("presence", [Presence.READ, Presence.MISSING, Presence.EMPTY])
def test_a_file_that_other_rules_speak_of_is_not_called_unreadable(presence: Presence) -> None:
    assert ask(file_unreadable, a_track(), AudioFile(presence=presence)) == []


# --- duplicates ------------------------------------------------------------------------------


def two(**second: object) -> Release:
    return a_release(a_track("A1"), a_track("A2", isrc="QZPRE2600002", **second))  # type: ignore[arg-type]  # named by tests


def test_two_tracks_with_the_same_bytes_block() -> None:
    (finding,) = ask(duplicate_file, two(), narrower={"A1": (sums("x"),), "A2": (sums("x", "b"),)})
    assert finding.evidence["tracks"] == ["A1", "A2"]
    assert finding.evidence["files"] == ["a.flac", "b"]


def test_a_copy_with_other_tags_blocks_too() -> None:
    there = FileReference(uri="b.flac", path=ROOT / "b.flac")
    facts = {"A1": (sums("x", sound="s"),), "A2": (sums("y", "b.flac", sound="s"),)}
    (finding,) = ask(duplicate_file, two(files=(there,)), narrower=facts)
    assert finding.message == (
        "Slow Tide (A1), Slow Tide (A2) have the same sound, bit for bit, in files that differ"
    )
    assert finding.evidence["sha256"] == ["x", "y"]
    assert finding.file == there.path


def test_copies_with_and_without_new_tags_are_told_once() -> None:
    release = a_release(a_track("A1"), a_track("A2"), a_track("A3"))
    facts = {
        "A1": (sums("x", sound="s"),),
        "A2": (sums("x", sound="s"),),
        "A3": (sums("y", sound="s"),),
    }
    (finding,) = ask(duplicate_file, release, narrower=facts)
    assert finding.evidence["tracks"] == ["A1", "A2", "A3"]


def test_a_preview_that_is_another_track_blocks() -> None:
    preview = FileSums(files=(*sums("y", sound="t").files, *sums("x", "clip.flac").files))
    facts = {"A1": (sums("x", sound="s"),), "A2": (preview,)}
    (finding,) = ask(duplicate_file, two(), narrower=facts)
    assert finding.evidence["files"] == ["a.flac", "clip.flac"]


def test_tracks_whose_sound_is_unknown_are_no_duplicates() -> None:
    assert ask(duplicate_file, two(), narrower={"A1": (sums("x"),), "A2": (sums("y"),)}) == []


def test_tracks_with_sound_of_their_own_are_no_duplicates() -> None:
    facts = {"A1": (sums("x", sound="s"),), "A2": (sums("y", sound="t"),)}
    assert ask(duplicate_file, two(), narrower=facts) == []


def test_a_track_is_no_duplicate_of_itself_or_of_a_picture() -> None:
    release = replace(a_release(), images=(an_image(),))
    twice = FileSums(files=(*sums("x").files, *sums("x", "again").files))
    assert ask(duplicate_file, release, narrower={"A1": (twice,), "A9": (sums("x"),)}) == []


def test_empty_files_are_no_duplicates() -> None:
    empty = sums("x", size=0)
    assert ask(duplicate_file, two(), narrower={"A1": (empty,), "A2": (empty,)}) == []


# --- unreferenced ----------------------------------------------------------------------------


def a_folder(*names: str, **values: Any) -> Release:
    """A release whose message names `resources/a.flac`, with these files in its folder."""
    track = a_track(files=(FileReference(uri="a.flac", path=ROOT / "resources/a.flac"),))
    files = tuple(ROOT / name for name in names)
    message = a_message(file=ROOT / "release.xml")
    return a_release(track, root=ROOT, files=files, message=message, **values)


def test_files_that_nothing_names_are_listed() -> None:
    release = a_folder("release.xml", "resources/a.flac", "resources/b.flac", "notes.txt")
    (finding,) = ask(unreferenced_file, release)
    assert finding.message == ("2 files are not named by the message: resources/b.flac, notes.txt")


def test_other_xml_in_the_folder_is_named_alone() -> None:
    release = a_folder("release.xml", "old/release.xml", "resources/b.flac")
    (finding,) = ask(unreferenced_file, release)
    assert finding.message.endswith("cannot be told from stray ones: old/release.xml")


def test_files_with_a_reason_of_their_own_are_not_listed() -> None:
    release = a_folder(
        "release.xml",
        "resources/a.flac",
        "resources/a.flac.md5",
        "delivery.toml",
        "BatchComplete_20261122.xml",
        "voice/ada.json",
        "papers/consents/ada.pdf",
        delivery=Delivery(consents="papers/consents"),
    )
    assert ask(unreferenced_file, release) == []


def test_without_a_message_nothing_is_unreferenced() -> None:
    release = replace(a_folder("a.flac"), message=None)
    with pytest.raises(MissingFact):
        facts_for(release)[Message]
    assert unreferenced_file.needs == (Message,)


# --- formats ---------------------------------------------------------------------------------


def test_tracks_in_several_formats_are_named() -> None:
    other = replace(STREAM, sampling_rate_hz=48_000, bits_per_sample=24)
    (finding,) = ask(mixed_formats, two(), narrower={"A1": (STREAM,), "A2": (other,)})
    assert finding.evidence["formats"] == {
        "FLAC, 44,100 Hz, 16 bits": ["A1"],
        "FLAC, 48,000 Hz, 24 bits": ["A2"],
    }


def test_tracks_in_one_format_are_not_named() -> None:
    longer = replace(STREAM, duration_seconds=200.0)
    assert ask(mixed_formats, two(), narrower={"A1": (STREAM,), "A2": (longer,)}) == []


def test_a_video_may_have_a_format_of_its_own() -> None:
    other = replace(STREAM, codec="PCM")
    release = two(kind="Video")
    assert isinstance(release.tracks[1], Track)
    assert ask(mixed_formats, release, narrower={"A1": (STREAM,), "A2": (other,)}) == []
