"""One release with its account, its files and everything that went wrong."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from precheck.model import Source
from precheck.reading import ProblemKind, discover, read_release
from precheck.reading import paths as paths_module
from precheck.reading import problems as problems_module

Build = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path, message: Build) -> Path:
    """A release folder with one track and its file."""
    details = "<TechnicalDetails><File><URI>resources/a.flac</URI></File></TechnicalDetails>"
    recording = (
        f"<SoundRecording><ResourceReference>A1</ResourceReference>{details}</SoundRecording>"
    )
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "a.flac").write_bytes(b"")
    (tmp_path / "m.xml").write_text(message(resources=recording))
    return tmp_path


def source_of(folder: Path) -> Source:
    (source,) = discover(folder).sources
    return source


def test_a_track_has_its_file_and_the_release_its_folder(folder: Path) -> None:
    release, reading = read_release(source_of(folder))
    assert reading.problems == ()
    assert (release.id, release.root) == ("m.xml", folder)
    (track,) = release.tracks
    assert (track.id, track.release, track.audio) == (
        "m.xml#A1",
        "m.xml",
        folder / "resources" / "a.flac",
    )
    assert release.files == (folder / "m.xml", folder / "resources" / "a.flac")


def test_a_message_named_by_itself_has_only_its_own_files(folder: Path) -> None:
    (folder / "holiday.jpg").write_bytes(b"")
    (source,) = discover(folder / "m.xml").sources
    release, _ = read_release(source)
    assert release.files == (folder / "m.xml", folder / "resources" / "a.flac")
    assert release.tracks[0].audio is not None


def test_the_account_is_the_senders_unless_the_sidecar_names_one(folder: Path) -> None:
    release, _ = read_release(source_of(folder))
    assert release.account == "PADPIDA2026000001Q"
    (folder / "delivery.toml").write_text('account = "harbour"\n')
    release, _ = read_release(source_of(folder))
    assert (release.account, release.delivery.account) == ("harbour", "harbour")


def test_a_mistake_in_the_sidecar_is_told_beside_the_release(folder: Path) -> None:
    (folder / "delivery.toml").write_text('acount = "harbour"\n')
    release, reading = read_release(source_of(folder))
    assert [problem.kind for problem in reading.problems] == [ProblemKind.SIDECAR]
    assert release.account == "PADPIDA2026000001Q"


def test_a_refused_message_leaves_an_empty_release_and_the_reason(folder: Path) -> None:
    (folder / "m.xml").write_text("<!DOCTYPE m><m/>")
    release, reading = read_release(Source(id="m.xml", folder=folder, message=folder / "m.xml"))
    assert (release.id, release.root, release.message) == ("m.xml", folder, None)
    assert release.tracks == ()
    assert [problem.kind for problem in reading.problems] == [ProblemKind.HOSTILE]


def test_links_inside_the_folder_are_told_and_not_listed(folder: Path) -> None:
    (folder / "resources" / "l.flac").symlink_to(folder / "resources" / "a.flac")
    (folder / "more").symlink_to(folder)
    release, reading = read_release(source_of(folder))
    assert len(release.files) == 2
    assert [(p.kind, p.place.file) for p in reading.problems] == [
        (ProblemKind.LINK, "more"),
        (ProblemKind.LINK, "resources/l.flac"),
    ]


def test_a_folder_of_too_many_files_says_what_is_left_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths_module, "FILE_LIMIT", 2)
    (folder / "resources" / "b.flac").write_bytes(b"")
    release, reading = read_release(source_of(folder))
    assert len(release.files) == 2
    assert [problem.kind for problem in reading.problems] == [ProblemKind.TOO_MANY]


def test_many_problems_of_one_kind_never_hide_another(folder: Path, message: Build) -> None:
    many = "<SoundRecording><Duration>x</Duration></SoundRecording>" * 1_000
    uri = "<Image><TechnicalDetails><File><URI>../x</URI></File></TechnicalDetails></Image>"
    (folder / "m.xml").write_text(message(resources=many + uri))
    _, reading = read_release(source_of(folder))
    kinds = [problem.kind for problem in reading.problems]
    assert kinds.count(ProblemKind.VALUE) == problems_module.PROBLEM_LIMIT
    assert kinds.count(ProblemKind.OUTSIDE) == 1
    assert any(
        "of 1000 problems" in p.text for p in reading.problems if p.kind is ProblemKind.TOO_MANY
    )


def test_audio_alone_is_a_release_of_files(tmp_path: Path) -> None:
    for name in ("b.wav", "a.flac", "cover.jpg"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "delivery.toml").write_text('account = "harbour"\n[tracks."a.flac"]\nai = "all"\n')
    release, reading = read_release(source_of(tmp_path))
    assert reading.problems == ()
    assert (release.message, release.account) == (None, "harbour")
    assert [(t.reference, t.audio, t.kind) for t in release.tracks] == [
        ("a.flac", tmp_path / "a.flac", "SoundRecording"),
        ("b.wav", tmp_path / "b.wav", "SoundRecording"),
    ]
    assert release.declaration(release.tracks[0]).ai == "all"
    assert len(release.files) == 4


def test_an_audio_file_by_itself_is_all_the_files_there_are(tmp_path: Path) -> None:
    for name in ("a.flac", "b.flac"):
        (tmp_path / name).write_bytes(b"")
    (source,) = discover(tmp_path / "a.flac").sources
    release, _ = read_release(source)
    assert release.files == (tmp_path / "a.flac",)


def test_the_message_remembers_its_bytes_and_its_root(folder: Path) -> None:
    release, _ = read_release(source_of(folder))
    assert release.message is not None
    assert release.message.node is not None
    assert release.message.node.name == "NewReleaseMessage"
    assert len(release.message.sha256) == 64


def test_reading_twice_gives_the_same_release(folder: Path) -> None:
    first, second = (read_release(source_of(folder))[0] for _ in range(2))
    assert first.message is not None
    assert second.message is not None
    assert first.message.sha256 == second.message.sha256
    assert [t.id for t in first.tracks] == [t.id for t in second.tracks]
    assert first.files == second.files


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_the_folder_is_neither_read_nor_listed(folder: Path) -> None:
    os.mkfifo(folder / "resources" / "p.flac")
    os.mkfifo(folder / "p.xml")
    release, _ = read_release(source_of(folder))
    assert len(release.files) == 2


@pytest.mark.parametrize(
    ("beside", "only"), [((), True), (("delivery.toml",), True), (("resources/b.flac",), False)]
)
def test_a_message_with_no_file_beside_it_was_handed_over_alone(
    folder: Path, beside: tuple[str, ...], *, only: bool
) -> None:
    (folder / "resources" / "a.flac").unlink()
    for name in beside:
        (folder / name).write_bytes(b"")
    release, _ = read_release(source_of(folder))
    assert release.is_message_only is only


def test_a_message_whose_file_is_there_was_not_handed_over_alone(folder: Path) -> None:
    release, _ = read_release(source_of(folder))
    assert not release.is_message_only
