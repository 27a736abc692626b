"""A manifest is read as carefully as a message, and what it names is never looked for outside."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from precheck.model import Manifest
from precheck.reading.manifest import read_manifest

START = '<m:ManifestMessage xmlns:m="http://ddex.net/xml/ern-c-sftp/16" MessageVersionId="1.6">'


def manifest_of(folder: Path, content: str) -> Manifest:
    file = folder / "BatchComplete_7.xml"
    file.write_text(content, "utf-8")
    return read_manifest(file)


def listing(folder: Path, *urls: str, above: str = "/") -> Manifest:
    entries = "".join(f"\n<MessageInBatch><URL>{url}</URL></MessageInBatch>" for url in urls)
    root = f"<RootDirectory>{above}</RootDirectory>"
    return manifest_of(folder, f"{START}{root}{entries}</m:ManifestMessage>")


def test_everything_that_is_stated_is_read(tmp_path: Path) -> None:
    manifest = manifest_of(
        tmp_path,
        f"""{START}<IsTestFlag>1</IsTestFlag><NumberOfMessages>2</NumberOfMessages>
<MessageInBatch><MessageType>NewReleaseMessage</MessageType><MessageId>M1</MessageId><URL>a.xml</URL>
<IncludedReleaseId><GRid>G</GRid><ICPN>1</ICPN></IncludedReleaseId>
<DeliveryType>TakeDown</DeliveryType><ProductType>AudioProduct</ProductType>
<HashSum><HashSum>ab</HashSum><HashSumAlgorithmType>MD5</HashSumAlgorithmType>
<HashSumDataType>Binary64</HashSumDataType></HashSum></MessageInBatch></m:ManifestMessage>""",
    )

    [one] = manifest.listed
    assert (manifest.batch_id, manifest.version) == ("7", "1.6")
    assert (manifest.is_test, manifest.stated_count) == (True, 2)
    assert (one.message_type, one.message_id) == ("NewReleaseMessage", "M1")
    assert (one.delivery_type, one.product_type) == ("TakeDown", "AudioProduct")
    assert (one.hash_algorithm, one.hash_value) == ("MD5", "ab")
    assert one.hash_data_type == "Binary64"
    assert one.release_ids == ("G", "1")
    place = manifest.at("DeliveryType", one)
    assert (place.line, place.xpath) == (4, "/m:ManifestMessage/MessageInBatch[1]/DeliveryType")
    assert manifest.at("Nothing", one).xpath == "/m:ManifestMessage/MessageInBatch[1]"
    assert pickle.loads(pickle.dumps(manifest)) == manifest  # noqa: S301 - our own


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        ("<m:ManifestMessage", "not well-formed"),
        ('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', "DOCTYPE"),
        ("<ManifestMessages/>", "the file is a ManifestMessages, not a ManifestMessage"),
        (" \n", "empty"),
        ("\0", "well-formed"),
    ],
)
def test_what_cannot_be_read_says_why(content: str, trouble: str, tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, content)

    assert trouble in manifest.trouble
    assert manifest.listed == ()


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "real.xml"
    target.write_text(f"{START}</m:ManifestMessage>", "utf-8")
    link = tmp_path / "BatchComplete_7.xml"
    link.symlink_to(target)

    assert "symbolic link" in read_manifest(link).trouble
    assert "cannot be opened" in read_manifest(tmp_path / "gone.xml").trouble


def test_an_empty_file_is_no_trouble(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, "")

    assert (manifest.size_bytes, manifest.trouble) == (0, "")


@pytest.mark.parametrize(
    "url",
    [
        "../secret.xml",
        "a/../../secret.xml",
        "%2e%2e/secret.xml",
        "..\\secret.xml",
        "C:\\secret.xml",
    ],
)
def test_a_url_that_climbs_out_is_not_followed(url: str, tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text("<a/>")
    folder = tmp_path / "batch"
    folder.mkdir()

    [one] = listing(folder, url).listed

    assert one.is_outside
    assert one.path is None


def test_a_message_behind_a_link_is_outside(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.xml").write_text("<a/>")
    folder = tmp_path / "batch"
    folder.mkdir()
    (folder / "1").symlink_to(tmp_path / "real")

    [one] = listing(folder, "1/a.xml").listed

    assert one.is_outside


def test_a_server_is_not_asked(tmp_path: Path) -> None:
    [one] = listing(tmp_path, "sftp://files.example/1/a.xml").listed

    assert (one.is_remote, one.path, one.near) == (True, None, "")


@pytest.mark.parametrize(
    ("above", "url"),
    [
        ("/", "1/a.xml"),
        ("/", "/1/a.xml"),
        ("/in", "/in/1/a.xml"),
        ("/", "batch/1/a.xml"),
        ("/in/", "file:///in/batch/1/a.xml"),
    ],
)
def test_a_message_is_found_from_every_root(above: str, url: str, tmp_path: Path) -> None:
    message = tmp_path / "batch" / "1" / "a.xml"
    message.parent.mkdir(parents=True)
    message.write_text("<a/>")

    [one] = listing(tmp_path / "batch", url, above=above).listed

    assert one.path == message


def test_the_name_in_other_capitals_is_told(tmp_path: Path) -> None:
    message = tmp_path / "1" / "A.xml"
    message.parent.mkdir(parents=True)
    message.write_text("<a/>")

    [wrong, gone] = listing(tmp_path, "1/a.XML", "1/b.xml").listed

    assert (wrong.path, wrong.near) == (None, "1/A.xml")
    assert (gone.path, gone.near) == (None, "")
