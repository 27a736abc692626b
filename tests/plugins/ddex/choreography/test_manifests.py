"""A batch as the choreography wants it is silent; with one thing wrong one rule speaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import Struct

from precheck.reading import discover
from precheck.testing import look
from precheck_ddex.choreography.facts import BatchFolders, batch_folders
from tests.plugins.ddex.choreography.whole import (
    FIXTURES,
    ICPN,
    MANIFEST,
    OTHER,
    OWN,
    VERSIONS,
    a_whole_batch,
    edited,
    notices,
)


class Fault(Struct, frozen=True):
    """One change to the manifest of a clean batch."""

    rule: str
    old: str
    new: str


FAULTS = (
    Fault("manifest-unreadable", "</NumberOfMessages>", ""),
    Fault("manifest-unreadable", "c:ManifestMessage", "c:AcknowledgementMessage"),
    Fault("manifest-unreadable", "<c:Man", '<!DOCTYPE a [<!ENTITY e "x">]><c:Man'),
    Fault("manifest-count-differs", "<NumberOfMessages>2<", "<NumberOfMessages>3<"),
    Fault("manifest-count-differs", "<NumberOfMessages>2<", "<NumberOfMessages>two<"),
    Fault("manifest-url-backslash", f"<URL>{ICPN}/", rf"<URL>{ICPN}\\\\"),
    Fault("manifest-hash-malformed", ">MD5<", ">SHA-256<"),
    Fault("manifest-hash-malformed", "<HashSum><HashSum>....", "<HashSum><HashSum>"),
    Fault("manifest-hash-unknown", ">MD5<", ">MDC2<"),
    Fault("manifest-hash-unknown", ">MD5<", "><"),
    Fault("manifest-message-type-differs", ">NewReleaseMessage<", ">PurgeReleaseMessage<"),
    Fault("manifest-products-mixed", "<ProductType>Audio", "<ProductType>Video"),
    Fault("manifest-test-flag-differs", "<IsTestFlag>false<", "<IsTestFlag>true<"),
    Fault("manifest-url-outside", f"<URL>{OTHER}/", "<URL>../../"),
    Fault("manifest-message-id-differs", "<MessageId>PRECHECK-FIXTURE-0090<", "<MessageId>M7<"),
    Fault("manifest-release-id-differs", f"<ICPN>{ICPN}</ICPN>", "<GRid>A1PRE000000000091K</GRid>"),
    Fault("manifest-hash-differs", "<HashSum><HashSum>....", "<HashSum><HashSum>0000"),
    Fault("manifest-delivery-type-unknown", "NewReleaseDelivery", "NewDelivery"),
    Fault("manifest-takedown-differs", "NewReleaseDelivery", "TakeDown"),
)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_whole_batch_is_silent(version: str, tmp_path: Path) -> None:
    assert notices(a_whole_batch(tmp_path, version)) == []


@pytest.mark.parametrize("name", ["batch", "release-by-release", "clean-album", "audio-only"])
def test_our_own_deliveries_are_silent(name: str) -> None:
    assert notices(FIXTURES / "deliveries" / name) == []


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.rule)
def test_a_fault_in_the_manifest_is_caught_by_its_rule_alone(
    fault: Fault, version: str, tmp_path: Path
) -> None:
    folder = a_whole_batch(tmp_path, version)
    manifest = edited(folder / MANIFEST, fault.old, fault.new)

    found = [n for n in notices(folder) if n.rule != "ddex.manifest-message-unlisted"]

    assert [notice.rule for notice in found] == [f"ddex.{fault.rule}"]
    [place] = found[0].places
    assert place.file == MANIFEST
    if fault.rule != "manifest-unreadable":
        line = manifest.read_text("utf-8").splitlines()[(place.line or 0) - 1]
        assert str(place.xpath).rpartition("/")[2] in line


def test_a_manifest_that_counts_nothing_is_told(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    edited(folder / MANIFEST, "<NumberOfMessages>2</NumberOfMessages>", "")

    [found] = notices(folder)

    assert found.rule == "ddex.manifest-count-differs"
    assert found.message == f"{MANIFEST} says no number of messages and lists 2"


@pytest.mark.parametrize(
    "name", [MANIFEST.lower(), "BatchComplete.xml", "BatchComplete_.xml", MANIFEST[:-3] + "XML"]
)
def test_a_manifest_of_another_name_is_told(name: str, tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    (folder / MANIFEST).rename(folder / name)

    [found] = notices(folder)

    assert found.rule == "ddex.manifest-misnamed"
    assert found.message == f"the manifest {name} is not named {MANIFEST}"


def test_a_manifest_of_another_name_in_a_folder_of_any_name_is_told(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    (folder / MANIFEST).rename(folder / "BatchComplete.xml")

    [found] = notices(folder.rename(tmp_path / "november"))

    assert found.message == (
        "the manifest BatchComplete.xml is not named BatchComplete_<BatchId>.xml"
    )


def test_an_empty_manifest_is_told_and_nothing_else_is_held_against_it(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    (folder / MANIFEST).write_bytes(b"")

    assert [n.rule for n in notices(folder)] == ["ddex.manifest-empty"]


def test_a_batch_without_a_manifest_is_told(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    (folder / MANIFEST).unlink()

    assert [n.rule for n in notices(folder)] == ["ddex.manifest-missing"]
    assert [n.rule for n in notices(folder.parent)] == ["ddex.manifest-missing"]
    assert notices(folder / ICPN) == []


def test_a_batch_that_is_called_by_its_stamp_alone_is_a_batch(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path).rename(tmp_path / "20261102120000000")

    assert notices(folder) == []

    (folder / MANIFEST).unlink()
    assert [n.rule for n in notices(folder)] == ["ddex.manifest-missing"]
    assert [n.rule for n in notices(folder.parent)] == ["ddex.manifest-missing"]


def test_a_release_of_a_whole_batch_may_be_checked_by_itself(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)

    assert notices(folder / ICPN) == []
    assert look(batch_folders, discover([folder / ICPN, folder / OTHER])) == BatchFolders()


def test_an_ordinary_folder_of_releases_needs_no_manifest(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    (folder / MANIFEST).unlink()
    ordinary = folder.rename(tmp_path / "november")
    (ordinary / ICPN).rename(ordinary / "some single")

    assert notices(ordinary) == []


def test_two_manifests_of_one_batch_are_told(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    (folder / "BatchComplete_N_20261102120000000.xml").write_bytes((folder / MANIFEST).read_bytes())

    assert [n.rule for n in notices(folder)] == ["ddex.manifest-repeated"]


def test_a_manifest_of_another_batch_is_told(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    (folder / MANIFEST).rename(folder / "BatchComplete_20261102120000001.xml")

    assert [n.rule for n in notices(folder)] == ["ddex.manifest-batch-id-differs"]


def test_every_rule_speaks_in_some_test_here() -> None:
    text = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [rule for rule in OWN if rule.removeprefix("ddex.") not in text] == []
