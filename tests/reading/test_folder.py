"""What is found at a path, in one order, without following links."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from precheck.errors import NothingToCheck, UsageError
from precheck.model import Layout
from precheck.reading import ProblemKind, discover, read_release
from precheck.reading.sniff import FileKind, kind_of_xml

Build = Callable[..., str]
MANIFEST = '<e:ManifestMessage xmlns:e="http://ddex.net/xml/ern-c/16"/>'


@pytest.fixture
def put(tmp_path: Path, message: Build) -> Callable[..., Path]:
    """Write files below the folder: a message where the name ends in .xml, else a few bytes."""

    def of(*names: str, content: str = "") -> Path:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content or (message() if path.suffix == ".xml" else "x"))
        return tmp_path

    return of


Put = Callable[..., Path]


def test_a_message_file_is_one_source(put: Put) -> None:
    root = put("m.xml", "n.xml", "resources/a.flac")
    batch = discover(root / "m.xml")
    assert (batch.layout, batch.root) == (Layout.MESSAGE, root / "m.xml")
    (source,) = batch.sources
    assert (source.id, source.message, source.folder) == ("m.xml", root / "m.xml", root)
    assert source.is_alone
    assert source.rivals == ()


def test_a_release_folder_is_one_source(put: Put) -> None:
    batch = discover(put("m.xml", "resources/a.flac", "resources/cover.jpg"))
    assert batch.layout is Layout.RELEASE
    assert [source.id for source in batch.sources] == ["m.xml"]
    assert not batch.sources[0].is_alone


def test_a_message_without_audio_beside_it_is_a_message(put: Put) -> None:
    assert discover(put("m.xml")).layout is Layout.MESSAGE
    assert discover(put("n.xml")).layout is Layout.MESSAGE


def test_release_by_release_folders_are_a_batch_in_the_order_of_their_names(put: Put) -> None:
    names = ("N_2_20261102090000000", "P_1_20261102090000000", "N_10_20261102090000000")
    batch = discover(put(*(f"{name}/m.xml" for name in names)))
    assert batch.layout is Layout.BATCH
    assert [source.id for source in batch.sources] == sorted(f"{name}/m.xml" for name in names)


def test_a_batch_has_its_manifest(put: Put) -> None:
    put("BatchComplete_20261102.xml", content=MANIFEST)
    root = put("1/1.xml", "1/resources/a.flac", "2/2.xml")
    batch = discover(root)
    assert batch.layout is Layout.BATCH
    assert [m.file for m in batch.manifests] == [root / "BatchComplete_20261102.xml"]
    assert [source.id for source in batch.sources] == ["1/1.xml", "2/2.xml"]


def test_an_empty_manifest_is_still_a_manifest(put: Put) -> None:
    root = put("1/1.xml")
    (root / "BatchComplete_1.xml").write_bytes(b"")
    assert len(discover(root).manifests) == 1
    assert [source.id for source in discover(root).sources] == ["1/1.xml"]


def test_batches_may_be_nested(put: Put) -> None:
    batch = discover(put("a/b/c/d/e/f/g/m.xml", "a/n.xml"))
    assert [source.id for source in batch.sources] == ["a/b/c/d/e/f/g/m.xml", "a/n.xml"]


def test_audio_beside_or_below_a_message_belongs_to_it(put: Put) -> None:
    batch = discover(put("1/m.xml", "1/a.flac", "1/resources/disc 2/b.flac"))
    assert [source.id for source in batch.sources] == ["1/m.xml"]


def test_audio_whose_message_is_missing_is_not_left_out(put: Put) -> None:
    batch = discover(put("1/m.xml", "2/resources/a.flac"))
    assert [(source.id, len(source.audio)) for source in batch.sources] == [
        ("1/m.xml", 0),
        ("2/resources", 1),
    ]


def test_a_folder_of_audio_is_one_source_for_each_folder(put: Put) -> None:
    root = put("b.wav", "a.FLAC", "notes.txt", "live/c.mp3")
    batch = discover(root)
    assert batch.layout is Layout.AUDIO
    assert [(s.id, [path.name for path in s.audio]) for s in batch.sources] == sorted(
        [(root.name, ["a.FLAC", "b.wav"]), ("live", ["c.mp3"])]
    )


def test_an_audio_file_is_one_source(put: Put) -> None:
    batch = discover(put("a.flac", "b.flac") / "a.flac")
    assert (batch.layout, [source.id for source in batch.sources]) == (Layout.AUDIO, ["a.flac"])
    assert [path.name for path in batch.sources[0].audio] == ["a.flac"]


def test_audio_files_side_by_side_are_one_release(put: Put) -> None:
    root = put("x/b.flac", "x/a.flac", "x/c.flac")
    batch = discover([root / "x/b.flac", root / "x/a.flac", root / "x/a.flac"])
    assert batch.layout is Layout.AUDIO
    (source,) = batch.sources
    assert [path.name for path in source.audio] == ["a.flac", "b.flac"]


def test_several_paths_are_one_batch_below_what_they_share(put: Put) -> None:
    root = put("one/m.xml", "two/n.xml", "two/resources/a.flac", "three/a.flac")
    batch = discover([root / "two", root / "one" / "m.xml", root / "three" / "a.flac"])
    assert (batch.layout, batch.root) == (Layout.BATCH, root)
    assert [source.id for source in batch.sources] == ["one/m.xml", "three", "two/n.xml"]


def test_several_messages_in_a_release_folder_are_each_read_and_told(put: Put) -> None:
    batch = discover(put("new.xml", "old.xml", "resources/a.flac"))
    assert [source.id for source in batch.sources] == ["new.xml", "old.xml"]
    _, reading = read_release(batch.sources[0])
    (problem,) = reading.problems
    assert problem.kind is ProblemKind.AMBIGUOUS
    assert "'old.xml'" in problem.text


def test_several_messages_without_files_have_nothing_to_mix_up(put: Put) -> None:
    batch = discover(put("a.xml", "b.xml"))
    assert batch.layout is Layout.MESSAGE
    assert [read_release(source)[1].problems for source in batch.sources] == [(), ()]


def test_other_xml_is_no_message(put: Put) -> None:
    root = put("m.xml")
    put("ack.xml", content="<a:AcknowledgementMessage xmlns:a='http://ddex.net/xml/ern-c/16'/>")
    put("list.xml", content="<plist/>")
    assert [source.id for source in discover(root).sources] == ["m.xml"]


@pytest.mark.parametrize("content", [" ", "not XML", "<!-- never closed", "\x89PNG"])
def test_xml_that_cannot_be_told_is_read_rather_than_left_out(put: Put, content: str) -> None:
    batch = discover(put("m.xml", content=content))
    release, reading = read_release(batch.sources[0])
    assert release.message is None
    assert len(reading.problems) == 1


def test_hidden_files_and_the_leavings_of_archives_are_not_looked_at(put: Put) -> None:
    batch = discover(put("m.xml", "._m.xml", ".git/n.xml", "__MACOSX/o.xml", "__MACOSX/a.flac"))
    assert [source.id for source in batch.sources] == ["m.xml"]


@pytest.mark.parametrize("names", [(), ("notes.txt",), ("cover.jpg", "sub/notes.txt")])
def test_where_there_is_neither_message_nor_audio_it_says_so(put: Put, names: tuple[str]) -> None:
    with pytest.raises(NothingToCheck, match="neither an ERN message nor audio in"):
        discover(put(*names))


@pytest.mark.parametrize("name", ["notes.txt", "cover.jpg"])
def test_a_file_that_is_neither_message_nor_audio_says_so(put: Put, name: str) -> None:
    with pytest.raises(NothingToCheck, match=f"'{name}' is neither"):
        discover(put(name) / name)


def test_a_manifest_by_itself_points_to_its_folder(put: Put) -> None:
    root = put("BatchComplete_1.xml", content=MANIFEST)
    with pytest.raises(NothingToCheck, match="name the folder"):
        discover(root / "BatchComplete_1.xml")


def test_no_paths_are_nothing_to_check() -> None:
    with pytest.raises(NothingToCheck, match="no path"):
        discover([])


def test_a_path_that_does_not_exist_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="gone' does not exist"):
        discover(tmp_path / "gone")
    with pytest.raises(UsageError, match="cannot be opened"):
        discover(f"{tmp_path}/a\0b")


def test_a_path_that_is_a_link_itself_is_followed(put: Put) -> None:
    root = put("real/m.xml")
    (root / "link").symlink_to(root / "real")
    assert [source.id for source in discover(root / "link").sources] == ["m.xml"]


def test_a_linked_release_folder_is_told_and_not_followed(put: Put) -> None:
    root = put("batch/1/m.xml", "elsewhere/n.xml")
    (root / "batch" / "2").symlink_to(root / "elsewhere")
    batch = discover(root / "batch")
    assert [source.id for source in batch.sources] == ["1/m.xml", "2"]
    release, reading = read_release(batch.sources[1])
    assert (release.message, release.tracks, release.files) == (None, (), ())
    assert [problem.kind for problem in reading.problems] == [ProblemKind.UNREADABLE]
    assert "symbolic link" in reading.problems[0].text


def test_a_linked_message_is_told_and_not_read(put: Put) -> None:
    root = put("batch/1/m.xml", "n.xml")
    (root / "batch" / "n.xml").symlink_to(root / "n.xml")
    batch = discover(root / "batch")
    assert [source.id for source in batch.sources] == ["1/m.xml", "n.xml"]
    release, reading = read_release(batch.sources[1])
    assert release.message is None
    assert reading.problems[0].kind is ProblemKind.UNREADABLE


def test_a_link_to_what_is_checked_anyway_is_no_second_release(put: Put) -> None:
    root = put("1/m.xml")
    (root / "latest").symlink_to(root / "1")
    assert [source.id for source in discover(root).sources] == ["1/m.xml"]


def test_a_folder_inside_one_of_the_same_name_has_its_own_id(put: Put) -> None:
    root = put("album/a.flac", "album/album/b.flac") / "album"
    assert [source.id for source in discover(root).sources] == [".", "album"]


def test_a_circle_of_links_ends(put: Put) -> None:
    root = put("1/m.xml")
    (root / "1" / "again").symlink_to(root)
    assert [source.id for source in discover(root).sources] == ["1/m.xml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may open every folder")
def test_a_folder_that_cannot_be_opened_is_told(put: Put) -> None:
    root = put("1/m.xml", "2/n.xml")
    (root / "2").chmod(0)
    batch = discover(root)
    (root / "2").chmod(0o700)
    assert [source.id for source in batch.sources] == ["1/m.xml", "2"]


def test_a_name_that_is_not_utf_8_is_shown_escaped(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    (folder / "a.flac").write_bytes(b"")
    batch = discover(tmp_path)
    assert [source.id for source in batch.sources] == ["caf\\xe9"]
    release, _ = read_release(batch.sources[0])
    assert [track.audio for track in release.tracks] == [folder / "a.flac"]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("<NewReleaseMessage/>", FileKind.MESSAGE),
        ("<?xml version='1.0'?>\n<!-- a > b -->\n<e:PurgeReleaseMessage>", FileKind.MESSAGE),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]>\n<e:NewReleaseMessage>", FileKind.MESSAGE),
        ("<e:CatalogListMessage xmlns:e='http://ddex.net/xml/ern/43'>", FileKind.MESSAGE),
        ("<e:Thing xmlns:f='http://ddex.net/xml/ern/43' xmlns:e='urn:e'>", FileKind.OTHER),
        ("<x xmlns='http://service.ddex.net/xml/ern/411'>", FileKind.MESSAGE),
        ("<m:ManifestMessage>", FileKind.MANIFEST),
        ("<html>", FileKind.OTHER),
        ("", FileKind.MESSAGE),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_root_tells_a_message_from_other_xml(head: str, kind: FileKind, encoding: str) -> None:
    assert kind_of_xml(head.encode(encoding)) is kind
