"""Where a finding about a batch points: a line of the release's message, and its sound."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from precheck import Place
from precheck.report import Notice
from precheck.testing import check

RULES = Path(__file__).parents[3] / "fixtures" / "rules"
ONE, TWO = "9520000002008", "9520000002039"


def notices(path: Path, rule: str) -> list[Notice]:
    report = check(path, only=("cadence", "audio-tags"))
    every = (*(n for r in report.releases for n in r.notices), *report.notices)
    return [n for n in every if n.rule == rule]


def loud(rule: str) -> list[tuple[Place, ...]]:
    return [notice.places for notice in notices(RULES / rule / "loud", rule)]


def end_of(place: Place) -> str:
    return (place.xpath or "").rpartition("/")[2]


@pytest.mark.parametrize(
    "rule", ["cadence.identical-recording", "cadence.recording-of-other-account"]
)
def test_a_recording_is_named_by_its_isrc_and_its_file_in_each_release(rule: str) -> None:
    found = loud(rule)

    assert [(line.file, line.line, end_of(line)) for line, _ in found] == [
        (f"{ONE}/{ONE}.xml", 49, "ISRC"),
        (f"{TWO}/{TWO}.xml", 49, "ISRC"),
    ]
    assert [sound for _, sound in found] == [
        Place(file=f"{number}/resources/{number}_01_001.flac") for number in (ONE, TWO)
    ]


def test_the_evidence_says_that_the_sum_is_of_the_sound() -> None:
    rule = "cadence.identical-recording"
    first, second = notices(RULES / rule / "loud", rule)

    sums = {"pcm_md5", "sound_sha256"}
    assert {k: first.evidence.get(k) for k in sums} == {k: second.evidence.get(k) for k in sums}
    assert sums & first.evidence.keys()
    assert not {"sha256", "file_sha256"} & first.evidence.keys()


@pytest.mark.parametrize(
    "rule",
    [
        f"cadence.{measure}-per-{entity}{extreme}"
        for measure in ("tracks", "releases")
        for entity in ("artist", "account")
        for extreme in ("", "-extreme")
    ],
)
def test_a_crowd_names_the_release_in_each_message(rule: str) -> None:
    found = loud(rule)

    assert found
    assert {(len(places), end_of(places[0])) for places in found} == {(1, "Release")}
    assert len({places[0].file for places in found}) == len(found)


@pytest.mark.parametrize(
    ("rule", "end"),
    [("cadence.royalty-edge", "Duration"), ("cadence.royalty-edge-account", "ISRC")],
)
def test_a_short_track_is_named_by_its_line(rule: str, end: str) -> None:
    (places,) = loud(rule)

    assert [end_of(place) for place in places] == [end]
    assert "/SoundRecording[1]/" in (places[0].xpath or "")


def test_a_track_that_was_not_compared_is_named_by_its_isrc() -> None:
    assert [(len(places), end_of(places[0])) for places in loud("cadence.not-compared")] == [
        (1, "ISRC")
    ]


def test_sound_without_a_message_is_named_itself() -> None:
    assert loud("cadence.no-account") == [(Place(file="tin-lighthouse.flac"),)]


def test_a_message_without_a_sender_is_named(tmp_path: Path) -> None:
    (source,) = (RULES / "cadence.not-compared" / "loud").glob("*.xml")
    before, _, rest = source.read_text("utf-8").partition("<MessageSender>")
    _, _, after = rest.partition("</MessageSender>")
    (tmp_path / source.name).write_text(before + after, "utf-8")

    (notice,) = notices(tmp_path, "cadence.no-account")

    assert [place.file for place in notice.places] == [source.name]


def test_a_batch_gives_the_same_bytes_wherever_it_lies(tmp_path: Path) -> None:
    written = []
    for home in ("here", "there"):
        folder = tmp_path / home / "batch"
        shutil.copytree(RULES / "cadence.identical-recording" / "loud", folder)
        command = [sys.executable, "-m", "precheck", "check", "batch", "--format", "json"]
        done = subprocess.run(  # noqa: S603 - our own program
            [*command, "--offline", "--as-of", "2026-11-22"],
            cwd=folder.parent,
            capture_output=True,
            check=False,
            timeout=300,
            env={**os.environ, "PYTHONHASHSEED": "1" if home == "here" else "2"},
        )
        body, _, run = done.stdout.partition(b'"run"')
        assert run
        assert b'"pcm_md5"' in body or b'"sound_sha256"' in body
        assert str(tmp_path).encode() not in body
        written.append(body)
    assert written[0] == written[1]
