import hashlib
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from precheck import Delivery
from precheck.testing import a_release, encoded_alike, look
from precheck_voice.consents import consents
from precheck_voice.facts import BrokenConsent, Consent, Consents

PDF = b"%PDF signed on paper"


def a_record(**more: Any) -> dict[str, Any]:
    record: dict[str, Any] = {
        "schema": "voice-authorisation/1",
        "id": "urn:uuid:1",
        "voice_owner": {"name": "Ada Example", "isni": "0000 0001 2345 678X"},
        "grantor": {"name": "Ada Example", "capacity": "self"},
        "grantee": {"name": "Example Distribution"},
        "scope": {
            "uses": ["ai-sung lead vocal", "release on streaming services"],
            "isrc": ["QZ-PRE-26-00001"],
            "release": ["upc:0036000291452"],
            "territories": ["Worldwide"],
        },
        "valid": {"from": "2026-10-01", "until": "2029-09-30"},
        "document": {"file": "licence.pdf", "sha256": hashlib.sha256(PDF).hexdigest()},
        "disclosure": {"label_shown": True},
    }
    for path, value in more.items():
        *above, last = path.split("__")
        inner = record
        for step in above:
            inner = inner[step]
        inner[last] = value
    return record


def keep(root: Path, record: object, name: str = "ada.json", folder: str = "consents") -> None:
    (root / folder).mkdir(exist_ok=True)
    body = record if isinstance(record, bytes) else json.dumps(record).encode()
    (root / folder / name).write_bytes(body)


def read(root: Path, folder: str = "consents") -> Consents:
    found = look(consents, a_release(root=root, delivery=Delivery(consents=folder)))
    assert isinstance(found, Consents)
    return found


def only_record(root: Path) -> Consent:
    found = read(root)
    assert not found.broken, found.broken
    return found.records[0]


def only_broken(root: Path) -> BrokenConsent:
    found = read(root)
    assert not found.records
    return found.broken[0]


def test_a_record_is_read_and_its_document_compared(tmp_path: Path) -> None:
    keep(tmp_path, a_record())
    (tmp_path / "consents" / "licence.pdf").write_bytes(PDF)

    found = only_record(tmp_path)

    assert found.file == "consents/ada.json"
    assert found.owner_ids == ("isni:000000012345678X",)
    assert (found.isrcs, found.releases) == (("QZPRE2600001",), ("36000291452",))
    assert (found.starts, found.ends) == (date(2026, 10, 1), date(2029, 9, 30))
    assert (found.verified, found.absent) == (("consents/licence.pdf",), ())
    assert encoded_alike(found) == found


def test_a_document_that_is_not_there_is_named(tmp_path: Path) -> None:
    keep(tmp_path, a_record())

    assert only_record(tmp_path).absent == ("consents/licence.pdf",)


def test_a_changed_document_breaks_the_record(tmp_path: Path) -> None:
    keep(tmp_path, a_record())
    (tmp_path / "consents" / "licence.pdf").write_bytes(PDF + b" and more")

    found = only_broken(tmp_path)

    assert "licence.pdf has another SHA-256" in found.why
    assert found.owner_ids == ("isni:000000012345678X",)


def test_without_a_folder_there_are_no_records(tmp_path: Path) -> None:
    assert read(tmp_path) == Consents()


def test_a_revocation_ends_the_record(tmp_path: Path) -> None:
    keep(tmp_path, a_record(revocation={"revoked": "2026-11-20"}))

    found = only_record(tmp_path)

    assert (found.ends, found.was_revoked) == (date(2026, 11, 20), True)


def test_an_estate_gives_for_the_deceased(tmp_path: Path) -> None:
    proof = {"file": "mandate.pdf", "sha256": "00" * 32}
    grantor = {"name": "The estate", "capacity": "estate", "proof": proof}
    keep(tmp_path, a_record(voice_owner__deceased=True, grantor=grantor))

    assert only_record(tmp_path).is_deceased


ZERO = "00" * 32


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (b"{", "is not JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        (b'{"id": 1, "id": 2}', "one thing twice"),
        (a_record(schema="voice-authorisation/9"), "schema"),
        (a_record(scope__uses=[]), "names no use"),
        (a_record(scope__uses=[" "]), "names no use"),
        (a_record(scope__territories=[]), "names no territory"),
        (a_record(scope__isrc=[], scope__release=[]), "neither a recording nor a release"),
        (a_record(voice_owner={"name": "Ada Example"}), "names no id"),
        (a_record(valid={"from": "2026-10-01", "until": "2026-09-30"}), "before it begins"),
        (a_record(valid={"until": "2026-09-30"}), "from"),
        (a_record(valid={"from": "soon"}), "date"),
        (a_record(voice_owner__deceased=True), "not by the estate"),
        (a_record(grantor={"name": "A Label", "capacity": "label"}), "without proof"),
        (a_record(grantor={"name": "A Friend", "capacity": "friend"}), "friend"),
        (
            a_record(grantor={"name": "L", "capacity": "label", "proof": {"file": "x.pdf"}}),
            "its proof has no file name or no SHA-256",
        ),
        (a_record(document={}), "its document has no file name"),
        (a_record(document={"file": "a.pdf", "sha256": "abc"}), "no SHA-256"),
        (a_record(document={"file": "../../../etc/hostname", "sha256": ZERO}), "no path inside"),
        (a_record(document={"file": "/etc/hostname", "sha256": ZERO}), "no path inside"),
        (a_record(document={"file": "a\\b.pdf", "sha256": ZERO}), "no path inside"),
    ],
)
def test_a_record_that_proves_nothing_is_broken(tmp_path: Path, record: object, words: str) -> None:
    keep(tmp_path, record)

    assert words in only_broken(tmp_path).why


@pytest.mark.parametrize("folder", ["../elsewhere", "/etc", "a/../../b", "", "..", "a\x00b"])
def test_a_folder_outside_the_release_is_not_read(tmp_path: Path, folder: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    root = tmp_path / "release"
    root.mkdir()
    keep(tmp_path, a_record(), folder="elsewhere")

    found = read(root, folder)

    assert found.records == ()
    assert "no path inside the release folder" in found.broken[0].why


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    keep(tmp_path, a_record(), folder="elsewhere")
    (tmp_path / "consents").mkdir()
    (tmp_path / "consents" / "ada.json").symlink_to(tmp_path / "elsewhere" / "ada.json")

    assert "links are not followed" in only_broken(tmp_path).why


def test_a_folder_that_is_a_link_is_not_entered(tmp_path: Path) -> None:
    keep(tmp_path, a_record(), folder="elsewhere")
    (tmp_path / "consents").symlink_to(tmp_path / "elsewhere")

    assert "links are not followed" in only_broken(tmp_path).why


def test_a_document_behind_a_link_is_not_compared(tmp_path: Path) -> None:
    keep(tmp_path, a_record())
    (tmp_path / "secret").write_bytes(PDF)
    (tmp_path / "consents" / "licence.pdf").symlink_to(tmp_path / "secret")

    assert "links are not followed" in only_broken(tmp_path).why


def test_a_record_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    keep(tmp_path, b" " * 300_000)

    assert "larger than 262,144 bytes" in only_broken(tmp_path).why


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "consents").mkdir()
    os.mkfifo(tmp_path / "consents" / "ada.json")

    assert "is not a file" in only_broken(tmp_path).why
