"""How a message looks to the rules, whichever way its version writes it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from precheck import Reason, Unavailable
from precheck.reading import discover, read_release
from precheck.testing import a_message, a_release, check, look
from precheck_ddex.profiles.gather import profile_view
from precheck_ddex.profiles.names import Profile
from precheck_ddex.profiles.view import ProfileView
from precheck_ddex.profiles.watched import DEFAULTED, RARE_CODES, TERRITORIES, USER_DEFINED

ROOT = Path(__file__).parents[4]
FIXTURES = ROOT / "fixtures"
OWN = sorted((FIXTURES / "profiles").glob("*.xml"))
CORPUS = Path(os.environ.get("PRECHECK_DDEX_CORPUS", ROOT.parent / "shared" / "ddex"))
SCHEMAS = sorted((CORPUS / "xsd").glob("*/release-notification.xsd"))
XS = "{http://www.w3.org/2001/XMLSchema}"


def view_of(path: Path) -> ProfileView:
    release, _ = read_release(discover(path).sources[0])
    found = look(profile_view, release, release.message)
    assert isinstance(found, ProfileView)
    return found


def changed(tmp_path: Path, name: str, old: str, new: str) -> ProfileView:
    text = (FIXTURES / name).read_text("utf-8")
    path = tmp_path / "message.xml"
    path.write_text(re.sub(old, new, text, count=1), "utf-8")
    return view_of(path)


@pytest.mark.parametrize("version", ["4.1", "4.1.1", "4.2", "4.3", "4.3.1", "4.3.2"])
def test_ids_are_found_where_a_version_has_them(version: str) -> None:
    view = view_of(FIXTURES / "messages" / f"{version}.xml")

    assert view.profile is Profile.AUDIO
    sounds = view.of_kind("SoundRecording")
    assert [[code.scheme for code in one.codes] for one in sounds] == [["ISRC"], ["ISRC"]]
    assert [one.standing for one in view.resources] == ["primary", "primary", "secondary"]
    assert [track.resources for track in view.tracks] == [("A1",), ("A2",)]
    assert view.main is not None
    assert view.main.groups[0].groups[0].items[1].references == ("A2",)


@pytest.mark.parametrize("version", ["3.8", "3.8.1", "3.8.2", "3.8.3"])
def test_what_ern_3_writes_by_territory_is_found(version: str) -> None:
    view = view_of(FIXTURES / "messages" / f"{version}.xml")

    assert view.profile is Profile.AUDIO_SINGLE_3
    assert [one.standing for one in view.resources] == ["primary", "primary", "secondary"]
    assert {one.artists[0].roles for one in view.of_kind("SoundRecording")} == {("MainArtist",)}
    assert view.main is not None
    assert view.main.artists[0].name == "Lantern Weather"
    assert view.main.territories[0].codes == ("Worldwide",)


def test_a_component_of_a_boxed_set_has_its_id() -> None:
    main = view_of(FIXTURES / "profiles" / "boxed-set-4.3.2.xml").main

    assert main is not None
    (whole,) = main.groups
    assert [group.type for group in whole.groups] == ["ReleaseComponent", "ReleaseComponent"]
    assert [group.codes[0].scheme for group in whole.groups] == ["GRid", "GRid"]


def test_a_midi_file_has_its_type_and_its_id() -> None:
    (midi,) = view_of(FIXTURES / "profiles" / "midi-ringtone-3.8.2.xml").of_kind("MIDI")

    assert midi.type == "PolyphonicMidi"
    assert [code.scheme for code in midi.codes] == ["ProprietaryId"]


def test_a_message_without_a_profile_is_bare(tmp_path: Path) -> None:
    view = changed(tmp_path, "messages/4.3.2.xml", ' ReleaseProfileVersionId="Audio"', "")
    assert view == ProfileView()


def test_of_an_unknown_profile_only_the_name_is_known(tmp_path: Path) -> None:
    view = changed(tmp_path, "messages/4.3.2.xml", '"Audio"', '"AudioAlbum"')
    assert (view.profile, view.named, view.version) == (None, "AudioAlbum", (4, 3, 2))
    assert view.releases == ()


def test_a_purge_message_is_bare() -> None:
    assert view_of(FIXTURES / "messages" / "purge-4.3.xml") == ProfileView()


def test_a_message_built_by_hand_has_no_view() -> None:
    why = look(profile_view, a_release(), a_message(profile="Audio"))

    assert isinstance(why, Unavailable)
    assert why.reason is Reason.INCONCLUSIVE


def test_without_a_main_release_there_is_none(tmp_path: Path) -> None:
    view = changed(tmp_path, "messages/3.8.2.xml", ' IsMainRelease="true"', "")
    assert view.main is None


def test_places_are_those_of_the_message() -> None:
    path = FIXTURES / "profiles" / "boxed-set-4.3.2.xml"
    root: Any = etree.parse(path).getroot()
    view = view_of(path)

    places = {one.reference: one.spot.place for one in view.releases}
    places |= {one.reference: one.spot.place for one in view.resources}
    assert len(places) > len(view.resources)
    for reference, place in places.items():
        assert place is not None
        (element,) = root.xpath(place.xpath, namespaces={"ern": etree.QName(root).namespace})
        told = element.findtext("ReleaseReference") or element.findtext("ResourceReference")
        assert (told, element.sourceline) == (reference, place.line)


@pytest.mark.skipif(not SCHEMAS, reason="the DDEX schemas are not here")
def test_every_element_of_the_schemas_that_matters_is_watched() -> None:
    for schema in SCHEMAS:
        types = carriers(schema)
        assert elements_of(schema, types["UserDefinedValue"]) <= USER_DEFINED, schema.parent.name
        assert elements_of(schema, types["IsDefault"]) <= DEFAULTED, schema.parent.name


def carriers(schema: Path) -> dict[str, set[str]]:
    """The types that have an attribute, by its name."""
    found: dict[str, set[str]] = {"UserDefinedValue": set(), "IsDefault": set()}
    for kind in etree.parse(schema).iter(f"{XS}complexType"):
        for attribute in kind.iter(f"{XS}attribute"):
            if (name := attribute.get("name")) in found:
                found[name].add(str(kind.get("name")))
    return found


def elements_of(schema: Path, types: set[str]) -> set[str]:
    """The elements that are of one of these types."""
    elements = etree.parse(schema).iter(f"{XS}element")
    return {
        str(element.get("name"))
        for element in elements
        if str(element.get("type")).rpartition(":")[2] in types
    }


def test_a_rare_code_is_no_other_watched_value() -> None:
    assert not RARE_CODES & (USER_DEFINED | DEFAULTED | TERRITORIES)


def test_audio_without_a_message_is_skipped_and_not_broken() -> None:
    report = check(FIXTURES / "deliveries" / "audio-only", only=("ddex",))

    assert report.faults == ()
    assert [n.rule for r in report.releases for n in r.notices] == []
