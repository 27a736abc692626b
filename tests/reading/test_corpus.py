"""Whole messages of every version: what is read agrees with a plain count over the tree."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from precheck.model import Release, Scheme
from precheck.reading import discover, read_release

ROOT = Path(__file__).parents[2]
OWN = sorted((ROOT / "fixtures" / "messages").glob("*.xml"))
CORPUS_FOLDER = Path(os.environ.get("PRECHECK_DDEX_CORPUS", ROOT.parent / "shared" / "ddex"))
CORPUS = sorted(CORPUS_FOLDER.glob("samples/**/*.xml"))
INLINE_NAMES = (
    "//*[local-name()='DisplayArtist' or local-name()='ResourceContributor'"
    " or local-name()='IndirectResourceContributor']"
    "/*[local-name()='PartyName']/*[local-name()='FullName']"
)
ISRCS = (
    "//*[local-name()='ResourceList']/*[local-name()='SoundRecording' or local-name()='Video']"
    "//*[local-name()='ResourceId' or local-name()='SoundRecordingId' or local-name()='VideoId']"
    "/*[local-name()='ISRC']"
)
MESSAGE_ROOTS = ("NewReleaseMessage", "PurgeReleaseMessage")


def release_of(path: Path) -> Release:
    (source,) = discover(path).sources
    return read_release(source)[0]


def elements(tree: Any, xpath: str) -> list[Any]:
    """What an XPath selects, with the prefixes of the root."""
    prefixes = {prefix: uri for prefix, uri in tree.getroot().nsmap.items() if prefix}
    return list(tree.xpath(xpath, namespaces=prefixes))


def texts(tree: Any, xpath: str) -> set[str]:
    return {text for e in elements(tree, xpath) if (text := (e.text or "").strip())}


def count(tree: Any, parent: str, *names: str) -> int:
    steps = " or ".join(f"local-name()='{name}'" for name in names) or "true()"
    return len(elements(tree, f"//*[local-name()='{parent}']/*[{steps}]"))


def agrees_with_a_plain_count(path: Path) -> None:
    release = release_of(path)
    assert release.message is not None
    tree = etree.parse(path)
    recordings = count(tree, "ResourceList", "SoundRecording", "Video")
    images = count(tree, "ResourceList", "Image")
    assert len(release.tracks) == recordings
    assert len(release.images) == images
    assert len(release.resources) == count(tree, "ResourceList") - recordings - images
    listed = ("Release", "TrackRelease", "ClipRelease")
    purged = sum(1 for _ in tree.iter("{*}PurgedRelease"))
    assert len(release.message.releases) == count(tree, "ReleaseList", *listed) + purged
    assert len(release.message.deals) == count(tree, "ReleaseDeal", "Deal")
    listed_parties = [p for p in release.message.parties if p.node and p.node.name == "Party"]
    assert len(listed_parties) == count(tree, "PartyList", "Party")
    if release.message.version.startswith("3"):
        names = {name for party in release.message.parties for name in party.names}
        assert names >= texts(tree, INLINE_NAMES)
    stated = texts(tree, ISRCS)
    read = {i.value for t in release.tracks for i in t.identifiers if i.scheme is Scheme.ISRC}
    assert read == stated
    assert {track.isrc for track in release.tracks} - {""} <= stated


def test_our_own_messages_are_there_for_every_version() -> None:
    versions = {m.version for path in OWN if (m := release_of(path).message) is not None}
    assert versions >= {
        "3.8",
        "3.8.1",
        "3.8.2",
        "3.8.3",
        "4.1",
        "4.1.1",
        "4.2",
        "4.3",
        "4.3.1",
        "4.3.2",
    }


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_our_own_message_agrees_with_a_plain_count(path: Path) -> None:
    agrees_with_a_plain_count(path)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_our_own_message_is_read_without_a_problem(path: Path) -> None:
    (source,) = discover(path).sources
    _, reading = read_release(source)
    assert reading.problems == ()


@pytest.mark.skipif(not CORPUS, reason="no corpus of public messages on this machine")
def test_every_public_message_is_read_and_agrees_with_a_plain_count() -> None:
    agreed = 0
    for path in CORPUS:
        release = release_of(path)
        try:
            tree = etree.parse(path)
        except etree.XMLSyntaxError:
            assert release.message is None, path
            continue
        if etree.QName(tree.getroot()).localname in MESSAGE_ROOTS:
            agrees_with_a_plain_count(path)
            agreed += 1
    assert agreed >= 70


@pytest.mark.skipif(not CORPUS, reason="no corpus of public messages on this machine")
def test_every_place_in_the_public_messages_selects_one_element() -> None:
    checked = 0
    for path in CORPUS:
        release = release_of(path)
        if release.message is None:
            continue
        tree = etree.parse(path)
        for track in release.tracks:
            place = track.at("isrc")
            assert place is not None
            assert place.xpath is not None
            (element,) = elements(tree, place.xpath)
            assert element.sourceline == place.line
            checked += 1
    assert checked >= 400
