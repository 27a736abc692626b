"""A batch as the choreography wants it is silent; with one thing wrong one rule speaks."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from precheck.engine.own_rules import OWN as ENGINE
from precheck.plugins import Registry
from precheck.reading import discover
from precheck.report import Notice
from precheck.testing import a_batch, check, encoded_alike, look
from precheck_ddex.choreography.facts import (
    BatchFolders,
    MessageSums,
    Parcel,
    batch_folders,
    message_sums,
)
from precheck_ddex.choreography.names import batch_id, is_moment, release_folder, same_id
from precheck_ddex.choreography.rules import RULES

OWN = {rule.id for rule in RULES}
REGISTRY = Registry.installed(only=("ddex",), own=(ENGINE,))
FIXTURES = Path(__file__).parents[3] / "fixtures"
ICPN, OTHER = "9520000000905", "9520000000912"
VERSIONS = ("3.8.2", "4.1.1", "4.3", "4.3.2")
BATCH = "N_20261102120000000"
MANIFEST = "BatchComplete_20261102120000000.xml"
ENTRY = """<MessageInBatch>
<MessageType>NewReleaseMessage</MessageType>
<MessageId>{message_id}</MessageId>
<URL>{icpn}/{icpn}.xml</URL>
<IncludedReleaseId><ICPN>{icpn}</ICPN></IncludedReleaseId>
<DeliveryType>NewReleaseDelivery</DeliveryType>
<ProductType>AudioProduct</ProductType>
<HashSum><HashSum>{md5}</HashSum><HashSumAlgorithmType>MD5</HashSumAlgorithmType></HashSum>
</MessageInBatch>
"""
ROOT = """<?xml version="1.0" encoding="UTF-8"?>
<c:ManifestMessage xmlns:c="http://ddex.net/xml/ern-c-sftp/16" MessageVersionId="1.6">
<IsTestFlag>false</IsTestFlag>
<RootDirectory>/</RootDirectory>
<NumberOfMessages>2</NumberOfMessages>
{entries}</c:ManifestMessage>
"""


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


def a_whole_batch(root: Path, version: str = "4.3.2") -> Path:
    """Two messages in folders of their own, and their manifest."""
    folder = root / BATCH
    message = (FIXTURES / "messages" / f"{version}.xml").read_text("utf-8")
    entries = []
    for icpn, number in ((ICPN, "0090"), (OTHER, "0091")):
        text = message.replace(ICPN, icpn).replace("FIXTURE-0090", f"FIXTURE-{number}")
        path = folder / icpn / f"{icpn}.xml"
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
        md5 = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
        entries.append(ENTRY.format(icpn=icpn, message_id=f"PRECHECK-FIXTURE-{number}", md5=md5))
    (folder / MANIFEST).write_text(ROOT.format(entries="".join(entries)), "utf-8")
    return folder


def notices(path: Path) -> list[Notice]:
    report = check(path, registry=REGISTRY)
    assert [*report.faults, *(f for r in report.releases for f in r.faults)] == []
    assert [s for s in report.skips if s.rule in OWN] == []
    every = (*report.notices, *(n for r in report.releases for n in r.notices))
    return [n for n in every if n.rule in OWN]


def edited(path: Path, old: str, new: str) -> Path:
    text = path.read_text("utf-8")
    changed = re.sub(old, new, text, count=0 if "AcknowledgementMessage" in new else 1)
    assert changed != text
    path.write_text(changed, "utf-8")
    return path


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


@pytest.mark.parametrize(
    ("end", "is_told"),
    [("<EndDate>2026-01-31</EndDate>", False), ("<EndDate>2027-01-31</EndDate>", True), ("", True)],
)
def test_deals_that_are_over_take_a_release_down(
    end: str, tmp_path: Path, *, is_told: bool
) -> None:
    folder = a_whole_batch(tmp_path)
    message = folder / ICPN / f"{ICPN}.xml"
    text = message.read_text("utf-8").replace("</StartDate>", f"</StartDate>{end}")
    message.write_text(text.replace("2026-12-11</StartDate>", "2025-12-11</StartDate>"), "utf-8")
    edited(folder / MANIFEST, r"(?s)<HashSum>.*?</HashSum>\s*<HashSumAlg.*?</HashSum>", "")
    edited(folder / MANIFEST, "NewReleaseDelivery", "TakeDown")

    assert [n.rule for n in notices(folder)] == ["ddex.manifest-takedown-differs"] * is_told


def test_two_messages_with_one_id_are_told(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    (folder / MANIFEST).unlink()
    edited(folder / OTHER / f"{OTHER}.xml", "(<MessageId>.*)91", r"\g<1>90")

    found = [n for n in notices(folder) if n.rule != "ddex.manifest-missing"]

    assert [(n.rule, n.subject.release) for n in found] == [
        ("ddex.message-id-repeated", f"{OTHER}/{OTHER}.xml")
    ]
    assert found[0].message == (
        f"the message has the MessageId 'PRECHECK-FIXTURE-0090', and so has {ICPN}/{ICPN}.xml"
    )


@pytest.mark.parametrize("dpid", ["PADPIDA2026000001Q", "PADPIDA2026000002O"])
def test_another_sender_or_recipient_may_have_the_same_id(dpid: str, tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    (folder / MANIFEST).unlink()
    message = edited(folder / OTHER / f"{OTHER}.xml", "(<MessageId>.*)91", r"\g<1>90")
    edited(message, f"{dpid}</PartyId>", "PADPIDA2026000003M</PartyId>")

    assert [n.rule for n in notices(folder)] == ["ddex.manifest-missing"]


def test_what_cannot_be_reached_is_not_listed(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    edited(folder / MANIFEST, f"<URL>{ICPN}/", "<URL>elsewhere/")

    found = notices(folder)

    assert [(n.rule, n.subject.release) for n in found] == [
        ("ddex.manifest-message-missing", ""),
        ("ddex.manifest-message-unlisted", f"{ICPN}/{ICPN}.xml"),
    ]


def test_a_file_that_is_no_message_is_not_taken_for_one(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    (folder / ICPN / f"{ICPN}.xml").write_text("<NewReleaseMesage/>", "utf-8")
    edited(folder / MANIFEST, r"(?s)<HashSum>.*?</HashSum>\s*<HashSumAlg.*?</HashSum>", "")

    assert [n.message for n in notices(folder)] == [
        f"{MANIFEST} lists '{ICPN}/{ICPN}.xml', which is no message of ERN"
    ]


def test_sound_does_not_stand_in_for_a_missing_message(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    (folder / ICPN / f"{ICPN}.xml").rename(folder / ICPN / f"{ICPN}.flac")

    assert [n.message for n in notices(folder)] == [
        f"{MANIFEST} lists '{ICPN}/{ICPN}.xml', which is not there"
    ]


def test_other_capitals_are_another_name(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    edited(folder / MANIFEST, f"{ICPN}.xml", f"{ICPN}.XML")

    missing = notices(folder)[0]

    assert missing.message == (
        f"{MANIFEST} lists '{ICPN}/{ICPN}.XML', which is not there; '{ICPN}/{ICPN}.xml' is"
    )


@pytest.mark.parametrize(
    ("above", "url"),
    [
        ("/", "/"),
        ("/", "./"),
        ("/", f"{BATCH}/"),
        (f"/{BATCH}/", f"/{BATCH}/"),
        ("/in/today", "/in/today/"),
        ("/", f"file:///{BATCH}/"),
    ],
)
def test_a_url_is_understood_however_the_sender_counts(
    above: str, url: str, tmp_path: Path
) -> None:
    folder = a_whole_batch(tmp_path)
    edited(folder / MANIFEST, "(?s)/</Root(.*?)<URL>", rf"{above}</Root\1<URL>{url}")

    assert notices(folder) == []


def test_a_url_of_a_server_lists_the_file_that_it_ends_with(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    edited(folder / MANIFEST, f"<URL>{ICPN}/", f"<URL>ftp://files.example/{ICPN}/")
    assert notices(folder) == []
    edited(folder / MANIFEST, f"{ICPN}.xml", "another.xml")
    assert [n.rule for n in notices(folder)] == ["ddex.manifest-message-unlisted"]


ENCODED = "<HashSumDataType>Binary64</HashSumDataType>"


@pytest.mark.parametrize(
    ("algorithm", "written", "rule"),
    [
        ("MD5", lambda data: b64(md5(data)), ""),
        ("MD5", lambda data: b64(md5(data + b" ")), "manifest-hash-differs"),
        ("MD5", lambda data: b64(hashlib.sha256(data).digest()), "manifest-hash-malformed"),
        ("MD5", lambda _: "no base 64!", "manifest-hash-malformed"),
        ("SHA2", lambda data: b64(hashlib.sha256(data).digest()), ""),
    ],
)
def test_a_sum_in_base_64_is_compared_as_well(
    algorithm: str, written: Callable[[bytes], str], rule: str, tmp_path: Path
) -> None:
    folder = a_whole_batch(tmp_path)
    stated = written((folder / ICPN / f"{ICPN}.xml").read_bytes())
    said = f"<HashSumAlgorithmType>{algorithm}</HashSumAlgorithmType>{ENCODED}</HashSum>"
    declared = f"<HashSum><HashSum>{stated}</HashSum>{said}"
    edited(folder / MANIFEST, "<HashSum><HashSum>.*</HashSum>", declared)

    assert [n.rule for n in notices(folder)] == ([f"ddex.{rule}"] if rule else [])


def md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def b64(digest: bytes) -> str:
    return b64encode(digest).decode()


@pytest.mark.parametrize("algorithm", ["SHA", "SHA1", "SHA_1", "sha-256", "SHA2", "SHA3", "CRC32"])
def test_a_sum_is_compared_however_its_algorithm_is_spelled(algorithm: str, tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    digits = {"SHA": 40, "SHA1": 40, "SHA_1": 40, "CRC32": 8}.get(algorithm, 64)
    said = f"<HashSumAlgorithmType>{algorithm}</HashSumAlgorithmType></HashSum>"
    declared = f"<HashSum><HashSum>{'0' * digits}</HashSum>{said}"
    edited(folder / MANIFEST, "<HashSum><HashSum>.*</HashSum>", declared)

    assert [n.rule for n in notices(folder)] == ["ddex.manifest-hash-differs"]


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


def test_a_message_listed_twice_is_told(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    entry = re.search("(?s)<MessageInBatch>.*?</MessageInBatch>", (folder / MANIFEST).read_text())
    assert entry is not None
    edited(folder / MANIFEST, "</c:ManifestMessage>", entry[0] + "</c:ManifestMessage>")
    edited(folder / MANIFEST, "<NumberOfMessages>2<", "<NumberOfMessages>3<")

    [found] = notices(folder)

    assert found.rule == "ddex.manifest-message-repeated"
    assert found.places[0].xpath == "/c:ManifestMessage/MessageInBatch[3]/URL"


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


def test_a_batch_that_was_never_on_disk_is_no_batch_of_the_choreography() -> None:
    batch = a_batch("a/1.xml", "b/2.xml")

    assert look(batch_folders, batch) == BatchFolders()
    assert look(message_sums, batch) == MessageSums()


def test_facts_of_a_batch_can_be_written_down() -> None:
    parcel = Parcel(message_id="M1", ids=("1",), has_deals=True)

    assert encoded_alike(parcel) == parcel


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


def test_every_rule_speaks_in_some_test_here() -> None:
    text = Path(__file__).read_text("utf-8")
    assert [rule for rule in OWN if rule.removeprefix("ddex.") not in text] == []
