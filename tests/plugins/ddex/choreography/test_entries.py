"""What a manifest lists: whether it is there, and where its URLs lead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.plugins.ddex.choreography.whole import (
    BATCH,
    ICPN,
    MANIFEST,
    a_whole_batch,
    edited,
    notices,
)


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


def test_a_message_listed_twice_is_told(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    entry = re.search("(?s)<MessageInBatch>.*?</MessageInBatch>", (folder / MANIFEST).read_text())
    assert entry is not None
    edited(folder / MANIFEST, "</c:ManifestMessage>", entry[0] + "</c:ManifestMessage>")
    edited(folder / MANIFEST, "<NumberOfMessages>2<", "<NumberOfMessages>3<")

    [found] = notices(folder)

    assert found.rule == "ddex.manifest-message-repeated"
    assert found.places[0].xpath == "/c:ManifestMessage/MessageInBatch[3]/URL"
