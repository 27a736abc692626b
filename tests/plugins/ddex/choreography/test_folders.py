"""How folders, messages and files of a batch are named, and where they lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from precheck_ddex.choreography.names import batch_id, is_moment, release_folder, same_id
from tests.plugins.ddex.choreography.whole import (
    ICPN,
    MANIFEST,
    OTHER,
    VERSIONS,
    a_whole_batch,
    edited,
    notices,
)


@pytest.mark.parametrize("version", VERSIONS)
def test_folders_and_messages_are_named_after_their_release(version: str, tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path, version)
    (folder / ICPN).rename(folder / "9520000000110")
    edited(folder / MANIFEST, f"<URL>{ICPN}/", "<URL>9520000000110/")
    (folder / OTHER / f"{OTHER}.xml").rename(folder / OTHER / "release.xml")
    edited(folder / MANIFEST, f"{OTHER}.xml", "release.xml")

    found = notices(folder)

    assert [(n.rule, n.subject.release) for n in found] == [
        ("ddex.folder-release-differs", f"9520000000110/{ICPN}.xml"),
        ("ddex.message-name-differs", f"{OTHER}/release.xml"),
    ]


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        (f"N_{ICPN}_20261102120000000", []),
        (f"P_{ICPN}_20261102120000000", []),
        ("N_A1PRE000000000090M_20261102120000000", []),
        (f"N_{ICPN}_20261302120000000", ["ddex.folder-stamp-malformed"]),
        (f"N_{ICPN}_20261102120000", ["ddex.folder-stamp-malformed"]),
        ("N_9520000000110_20261102120000000", ["ddex.folder-release-differs"]),
        (f"X_{ICPN}_20261102120000", []),
    ],
)
def test_a_folder_with_a_stamp_is_held_to_its_name(
    name: str, rules: list[str], tmp_path: Path
) -> None:
    message = a_whole_batch(tmp_path) / ICPN / f"{ICPN}.xml"
    (tmp_path / "in" / name).mkdir(parents=True)
    message.rename(tmp_path / "in" / name / message.name)

    assert [n.rule for n in notices(tmp_path / "in")] == rules


def test_folders_with_stamps_may_lie_in_a_folder_of_their_own(tmp_path: Path) -> None:
    message = a_whole_batch(tmp_path) / ICPN / f"{ICPN}.xml"
    folder = tmp_path / "in" / "N_20261102" / f"N_{ICPN}_20261102120000000"
    folder.mkdir(parents=True)
    message.rename(folder / message.name)

    assert notices(tmp_path / "in") == []


def test_a_message_named_by_itself_is_not_held_to_its_folder(tmp_path: Path) -> None:
    message = a_whole_batch(tmp_path) / ICPN / f"{ICPN}.xml"
    folder = tmp_path / f"N_{OTHER}_20261102120000000"
    folder.mkdir()

    assert notices(message.rename(folder / "message.xml")) == []


def test_files_lie_in_resources_and_are_named_after_the_release(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path) / ICPN
    message = folder / f"{ICPN}.xml"
    edited(message, "resources/9520000000028_01_002.flac", f"{ICPN}_01_002.flac")
    edited(message, "resources/9520000000028.png", "resources/cover.png")
    (folder / "resources").mkdir()
    (folder / f"{ICPN}_01_002.flac").write_bytes(b"sound")
    (folder / "resources" / "cover.png").write_bytes(b"picture")
    (folder.parent / MANIFEST).write_bytes(b"")

    found = {n.rule: n for n in notices(folder.parent)}

    misplaced = found["ddex.resource-misplaced"]
    unnamed = found["ddex.resource-name-without-release"]
    assert misplaced.message == f"{ICPN}_01_002.flac is outside resources"
    assert unnamed.message == "resources/cover.png is not named after its release"
    assert misplaced.places[0].file == f"{ICPN}/{ICPN}.xml"
    assert misplaced.places[0].line == first_line(message, f"{ICPN}_01_002.flac")


def first_line(path: Path, text: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_names_are_read_for_what_they_say() -> None:
    folder = release_folder("N_A1_0905_20261102120000000")
    assert folder is not None
    assert (folder.release_id, folder.stamp) == ("A1_0905", "20261102120000000")
    assert release_folder("N_905_2026") is None
    assert batch_id("M_20261102") == "20261102"
    assert batch_id("M_songs") == ""
    assert batch_id("20261102120000000") == "20261102120000000"
    assert batch_id("9520000000905") == ""
    assert batch_id("95200000009050001") == ""
    assert is_moment("20261102235959999")
    assert not is_moment("20261102240000000")
    assert same_id("036000291452") == same_id("0036000291452")
