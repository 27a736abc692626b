"""Which messages a recipient does not take."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from precheck import Release, Rule
from precheck.reading import discover, read_release
from precheck.testing import a_message, a_release, ask
from precheck_recipients.options import AcceptedVersions, NamedProfiles, UnconfirmedVersions
from precheck_recipients.rules.messages import (
    RULES,
    message_profile_unnamed,
    message_version,
    message_version_unconfirmed,
    purge_as_takedown,
)
from precheck_recipients.rules.messages import (
    test_message as is_test_message,
)

NEW_ONLY = AcceptedVersions(accepted=("4.3", "4.3.1", "4.3.2"))
ALBUMS = NamedProfiles(named=("Audio", "AudioAlbum"))
PURGE = """\
<ern:PurgeReleaseMessage xmlns:ern="http://ddex.net/xml/ern/43">
  <MessageHeader><MessageId>M1</MessageId></MessageHeader>
  <PurgedRelease><ReleaseId><ICPN>0036000291452</ICPN></ReleaseId></PurgedRelease>
</ern:PurgeReleaseMessage>
"""
TEST = """\
<ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/432">
  <MessageHeader>
    <MessageId>M1</MessageId>
    <MessageControlType>{control}</MessageControlType>
  </MessageHeader>
</ern:NewReleaseMessage>
"""


def sent_as(version: str) -> Release:
    return a_release(message=a_message(version))


def read(folder: Path, text: str) -> Release:
    path = folder / "message.xml"
    path.write_text(text, "utf-8")
    release, _ = read_release(discover(path).sources[0])
    return release


@pytest.mark.parametrize("version", ["3.8", "3.8.2", "4.1.1", "4.2", ""])
def test_a_version_that_is_not_listed_is_refused(version: str) -> None:
    (finding,) = ask(message_version, sent_as(version), NEW_ONLY)
    assert finding.evidence == {
        "message_version": version,
        "accepted": ["4.3", "4.3.1", "4.3.2"],
    }


@pytest.mark.parametrize("version", ["4.3", "4.3.1", "4.3.2"])
def test_a_version_that_is_listed_is_taken(version: str) -> None:
    assert ask(message_version, sent_as(version), NEW_ONLY) == []


@pytest.mark.parametrize("rule", [message_version, message_version_unconfirmed])
def test_without_a_list_every_version_is_taken(rule: Rule[Any]) -> None:
    assert ask(rule, sent_as("3.8")) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_audio_without_a_message_is_not_judged(rule: Rule[Any]) -> None:
    release = replace(a_release(), message=None)
    lists = (NEW_ONLY, UnconfirmedVersions(unconfirmed=("",)), ALBUMS)
    assert ask(rule, release, *lists) == []


def test_an_unconfirmed_version_is_told() -> None:
    open_ones = UnconfirmedVersions(unconfirmed=("4.3.1", "4.3.2"))
    (finding,) = ask(message_version_unconfirmed, sent_as("4.3.2"), open_ones)
    assert finding.message.startswith("the release is sent as ERN 4.3.2")
    assert ask(message_version_unconfirmed, sent_as("4.3"), open_ones) == []


def test_a_purge_is_told_where_the_message_begins(tmp_path: Path) -> None:
    (finding,) = ask(purge_as_takedown, read(tmp_path, PURGE))
    assert finding.evidence == {"message_kind": "PurgeReleaseMessage", "message_id": "M1"}
    assert finding.place is not None
    assert finding.place.line == 1


def test_a_new_release_is_no_purge() -> None:
    assert ask(purge_as_takedown, a_release()) == []


def test_a_test_message_is_told_at_its_line(tmp_path: Path) -> None:
    (finding,) = ask(is_test_message, read(tmp_path, TEST.format(control="TestMessage")))
    assert finding.evidence == {"control_type": "TestMessage", "message_id": "M1"}
    assert finding.place is not None
    assert finding.place.line == 4


@pytest.mark.parametrize("control", ["LiveMessage", ""])
def test_a_live_message_says_nothing(tmp_path: Path, control: str) -> None:
    assert ask(is_test_message, read(tmp_path, TEST.format(control=control))) == []


# --- profiles --------------------------------------------------------------------------------


def in_profile(profile: str) -> Release:
    return a_release(message=replace(a_message(), profile=profile))


@pytest.mark.parametrize("profile", ["CommonReleaseTypes/14/AudioSingle", "Ringtone"])
def test_a_profile_that_is_not_named_is_told(profile: str) -> None:
    (finding,) = ask(message_profile_unnamed, in_profile(profile), ALBUMS)
    assert finding.evidence == {"profile": profile, "named": ["Audio", "AudioAlbum"]}
    assert f"the profile {profile.rpartition('/')[2]}, which" in finding.message


@pytest.mark.parametrize(
    "profile", ["Audio", "CommonReleaseTypes/14/AudioAlbum", "CommonReleaseTypes/13/audioalbum", ""]
)
def test_a_profile_that_is_named_and_none_at_all_are_not(profile: str) -> None:
    assert ask(message_profile_unnamed, in_profile(profile), ALBUMS) == []


def test_without_a_list_every_profile_is_taken() -> None:
    assert ask(message_profile_unnamed, in_profile("Ringtone")) == []
