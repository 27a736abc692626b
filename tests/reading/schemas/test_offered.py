"""Folders and ZIPs as they come, and as someone hostile would make them."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from precheck.errors import UsageError
from precheck.reading.schemas import Store
from precheck.reading.schemas.adding import add
from precheck.reading.schemas.definition import FILE_LIMIT
from precheck.reading.schemas.offered import COUNT_LIMIT, offered

SCHEMA = b"<xs:schema/>"


def zipped(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_zip_is_read_like_a_folder(
    store: Store, tmp_path: Path, message_schema: str, value_set: Callable[..., str], day: date
) -> None:
    members = {
        "ERN432/release-notification.xsd": message_schema.encode(),
        "ERN432/allowed-value-sets.xsd": value_set(9).encode(),
        "ERN432/read me.pdf": b"%PDF",
    }

    added = add(store, zipped(tmp_path / "ERN-3305.zip", members), day)

    assert [schema.version for schema in added.schemas] == ["4.3.2"]


def test_what_macos_packs_beside_the_files_is_passed_over(tmp_path: Path) -> None:
    members = {
        "ern/good.xsd": SCHEMA,
        "ern/._good.xsd": b"\0\5\26\7",
        "__MACOSX/ern/._good.xsd": b"\0\5\26\7",
        ".hidden/good.xsd": SCHEMA,
    }
    path = zipped(tmp_path / "macos.zip", members)
    assert list(offered(path)) == ["ern/good.xsd"]
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert list(offered(tmp_path / "unpacked")) == ["ern/good.xsd"]


@pytest.mark.parametrize("name", ["../evil.xsd", "a/../../evil.xsd", "/evil.xsd", "..\\evil.xsd"])
def test_a_name_that_leads_out_refuses_the_zip(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "slip.zip", {"good.xsd": SCHEMA, name: SCHEMA})

    with pytest.raises(UsageError, match="leads out of it; the ZIP is refused"):
        offered(path)

    assert not (tmp_path.parent / "evil.xsd").exists()


def test_a_link_in_a_zip_is_passed_over(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.xsd")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("good.xsd", SCHEMA)

    assert offered(tmp_path / "link.zip") == {"good.xsd": SCHEMA}


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.zip", {"bomb.xsd": bytes(FILE_LIMIT * 4)})

    with pytest.raises(UsageError, match=r"more schema files than are read .* at 'bomb\.xsd'"):
        offered(path)


def test_many_files_that_unpack_to_too_much_are_refused(tmp_path: Path) -> None:
    members = {f"{number}.xsd": bytes(FILE_LIMIT) for number in range(9)}

    with pytest.raises(UsageError, match="more schema files than are read"):
        offered(zipped(tmp_path / "bombs.zip", members))


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    members = {f"{number}.xsd": SCHEMA for number in range(COUNT_LIMIT + 1)}

    with pytest.raises(UsageError, match="more schema files than are read"):
        offered(zipped(tmp_path / "many.zip", members))


def test_what_is_no_schema_file_is_not_even_unpacked(tmp_path: Path) -> None:
    members = {"movie.mov": bytes(FILE_LIMIT * 4), "good.xsd": SCHEMA}

    assert offered(zipped(tmp_path / "mixed.zip", members)) == {"good.xsd": SCHEMA}


def test_a_zip_that_is_cut_off_is_told(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "whole.zip", {"good.xsd": SCHEMA * 1000}).read_bytes()
    at = whole.index(b"PK\x01\x02")
    (tmp_path / "cut.zip").write_bytes(whole[:40] + bytes(at - 40) + whole[at:])

    with pytest.raises(UsageError, match="cannot be unpacked"):
        offered(tmp_path / "cut.zip")


def test_an_encrypted_zip_is_told(tmp_path: Path) -> None:
    content = bytearray(zipped(tmp_path / "plain.zip", {"good.xsd": SCHEMA}).read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(content)

    with pytest.raises(UsageError, match=r"cannot be unpacked: .*encrypted"):
        offered(tmp_path / "locked.zip")


def test_a_zip_that_lies_about_its_sizes_is_told(tmp_path: Path) -> None:
    honest = io.BytesIO()
    with zipfile.ZipFile(honest, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.xsd", bytes(1_000_000))
    content = bytearray(honest.getvalue())
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (12).to_bytes(4, "little")
    (tmp_path / "liar.zip").write_bytes(content)

    with pytest.raises(UsageError, match="cannot be unpacked"):
        offered(tmp_path / "liar.zip")


def test_links_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "other.xsd").write_bytes(SCHEMA)
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "good.xsd").write_bytes(SCHEMA)
    (inside / "link.xsd").symlink_to(outside / "other.xsd")
    (inside / "folder").symlink_to(outside)
    (inside / "ring").symlink_to(inside)

    assert offered(inside) == {"good.xsd": SCHEMA}


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist; name a folder or a ZIP"):
        offered(tmp_path / "nowhere")


def test_a_single_file_is_not_guessed_at(tmp_path: Path) -> None:
    (tmp_path / "release-notification.xsd").write_bytes(SCHEMA)

    with pytest.raises(UsageError, match="neither a folder nor a ZIP; name the one it lies in"):
        offered(tmp_path / "release-notification.xsd")
