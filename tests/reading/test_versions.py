"""The version comes from the namespace, else from what else the root says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from precheck.model import Release
from precheck.reading import ProblemKind, Reading

Read = Callable[[str | bytes], tuple[Release, Reading]]
Build = Callable[..., str]
VERSIONS = {
    "38": "3.8",
    "381": "3.8.1",
    "382": "3.8.2",
    "383": "3.8.3",
    "41": "4.1",
    "411": "4.1.1",
    "42": "4.2",
    "43": "4.3",
    "431": "4.3.1",
    "432": "4.3.2",
}


@pytest.mark.parametrize("host", ["ddex.net", "service.ddex.net"])
@pytest.mark.parametrize("digits", VERSIONS)
def test_the_namespace_tells_the_version(
    read: Read, message: Build, digits: str, host: str
) -> None:
    release, reading = read(message(version=digits, host=host))
    assert release.message is not None
    assert release.message.version == VERSIONS[digits]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "namespace",
    [
        "https://ddex.net/xml/ern/432",
        "http://ddex.net/xml/ern/432/",
        "http://ddex.net/xml/ern/432#",
        "http://www.ddex.net/xml/ern/432",
        "http://DDEX.net/xml/ern/432",
        "https://service.ddex.net/xml/ern/432",
        "http://ddex.net/xml/ern/4.3.2",
        "http://ddex.net/xml/ern-main/432",
        "http://ddex.net/xml/2016/ern-main/432",
    ],
)
def test_a_namespace_that_is_nearly_one_is_read_and_told_with_the_right_one(
    read: Read, message: Build, namespace: str
) -> None:
    release, reading = read(
        message(version="432").replace("http://ddex.net/xml/ern/432", namespace)
    )

    assert release.message is not None
    assert (release.message.version, release.message.message_id) == ("4.3.2", "M-1")
    (problem,) = reading.problems
    assert problem.kind is ProblemKind.NOT_ERN
    assert repr(namespace) in problem.text
    assert "write 'http://ddex.net/xml/ern/432'" in problem.text


def test_the_namespaces_of_the_first_versions_had_a_year(read: Read, message: Build) -> None:
    old = "http://ddex.net/xml/2010/ern-main/312"

    _, reading = read(message(version="432").replace("http://ddex.net/xml/ern/432", old))

    assert [problem.kind for problem in reading.problems] == [ProblemKind.VERSION_UNKNOWN]


def test_the_namespace_weighs_more_than_the_attribute(read: Read, message: Build) -> None:
    release, _ = read(message(version="43", attributes='MessageSchemaVersionId="ern/382"'))
    assert release.message is not None
    assert release.message.version == "4.3"


@pytest.mark.parametrize("stated", ["ern/382", "382", "3.8.2", "/ern/382"])
def test_a_root_without_namespace_is_read_by_its_attribute(read: Read, stated: str) -> None:
    release, reading = read(f'<NewReleaseMessage MessageSchemaVersionId="{stated}"/>')
    assert release.message is not None
    assert release.message.version == "3.8.2"
    assert ProblemKind.NOT_ERN in {problem.kind for problem in reading.problems}


def test_a_declared_but_unused_namespace_still_tells_the_version(read: Read) -> None:
    release, reading = read('<NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/43"/>')
    assert release.message is not None
    assert release.message.version == "4.3"
    assert "no namespace" in reading.problems[0].text


@pytest.mark.parametrize(("digits", "version"), [("37", "3.7"), ("341", "3.4.1"), ("44", "4.4")])
def test_an_unknown_version_is_named_and_read_all_the_same(
    read: Read, message: Build, digits: str, version: str
) -> None:
    track = "<SoundRecording><ResourceReference>A1</ResourceReference></SoundRecording>"
    release, reading = read(message(version=digits, resources=track))
    assert release.message is not None
    assert release.message.version == version
    assert len(release.tracks) == 1
    assert ProblemKind.VERSION_UNKNOWN in {problem.kind for problem in reading.problems}


@pytest.mark.parametrize(
    "xml",
    [
        "<plist/>",
        '<rss version="2.0"/>',
        '<m:ManifestMessage xmlns:m="http://ddex.net/xml/ern-c/16"/>',
        "<html/>",
    ],
)
def test_another_document_is_refused(read: Read, xml: str) -> None:
    release, reading = read(xml)
    assert release.message is None
    assert release.tracks == ()
    assert [problem.kind for problem in reading.problems] == [ProblemKind.NOT_ERN]


def test_a_message_type_from_no_schema_is_a_problem_and_still_read(read: Read) -> None:
    release, reading = read('<e:UpdateReleaseMessage xmlns:e="http://ddex.net/xml/ern/43"/>')
    assert release.message is not None
    assert release.message.kind == "UpdateReleaseMessage"
    assert reading.problems[0].kind is ProblemKind.NOT_ERN


def test_a_purge_message_gives_the_purged_release(read: Read) -> None:
    release, reading = read(
        '<e:PurgeReleaseMessage xmlns:e="http://ddex.net/xml/ern/432"><PurgedRelease>'
        "<ReleaseId><ICPN>9520000000011</ICPN></ReleaseId>"
        "<Title><TitleText>Gone</TitleText></Title></PurgedRelease></e:PurgeReleaseMessage>"
    )
    assert release.message is not None
    assert release.message.kind == "PurgeReleaseMessage"
    assert (release.icpn, release.title) == ("9520000000011", "Gone")
    assert [listed.kind for listed in release.message.releases] == ["PurgedRelease"]
    assert reading.problems == ()


def test_children_in_a_default_namespace_are_read(read: Read) -> None:
    release, _ = read(
        '<NewReleaseMessage xmlns="http://ddex.net/xml/ern/43"><ResourceList><SoundRecording>'
        "<ResourceReference>A1</ResourceReference><SoundRecordingEdition><ResourceId>"
        "<ISRC>AQPRE2600001</ISRC></ResourceId></SoundRecordingEdition></SoundRecording>"
        "</ResourceList></NewReleaseMessage>"
    )
    assert [track.isrc for track in release.tracks] == ["AQPRE2600001"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_message_in_utf_16_is_read(read: Read, message: Build, encoding: str) -> None:
    xml = '<?xml version="1.0" encoding="UTF-16"?>' + message(version="43")
    release, _ = read(xml.encode(encoding))
    assert release.message is not None
    assert release.message.message_id == "M-1"


def test_the_header_is_read(read: Read, message: Build) -> None:
    release, _ = read(
        message(
            version="382",
            before="<UpdateIndicator>UpdateMessage</UpdateIndicator>",
            attributes='ReleaseProfileVersionId="Audio" ReleaseProfileVariantVersionId="Classical"'
            ' AvsVersionId="9" LanguageAndScriptCode="en"',
        )
    )
    assert (read_message := release.message) is not None
    assert read_message.thread_id == "T-1"
    assert read_message.sender.name == "Paper Harbour"
    assert [p.identifiers[0].value for p in read_message.recipients] == ["PADPIDA2026000002W"]
    assert read_message.created is not None
    assert read_message.created.isoformat() == "2026-11-02T09:00:00+00:00"
    assert read_message.control_type == "TestMessage"
    assert read_message.update_indicator == "UpdateMessage"
    assert (read_message.profile, read_message.profile_variant) == ("Audio", "Classical")
    assert (read_message.avs_version, read_message.language) == ("9", "en")
    assert (place := read_message.at("message_id")) is not None
    assert place.xpath == "/ern:NewReleaseMessage/MessageHeader/MessageId"


def test_a_creation_date_that_cannot_be_read_is_a_problem(read: Read, message: Build) -> None:
    header = "<MessageHeader><MessageCreatedDateTime>soon</MessageCreatedDateTime></MessageHeader>"
    release, reading = read(message(header=header))
    assert release.message is not None
    assert release.message.created is None
    (problem,) = reading.problems
    assert problem.kind is ProblemKind.VALUE
    assert "'soon'" in problem.text


def test_a_creation_date_without_a_zone_is_utc(read: Read, message: Build) -> None:
    stated = "<MessageCreatedDateTime>2026-11-02T09:00:00</MessageCreatedDateTime>"
    release, _ = read(message(header=f"<MessageHeader>{stated}</MessageHeader>"))
    assert release.message is not None
    assert release.message.created is not None
    assert release.message.created.utcoffset() is not None
