"""Answers are recorded, and judged again without a service: the verdict is the same."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fault_plan import Fault, Plan
from faulty_service import FaultyService

from precheck import Reason, Release, Tools, Track, Unavailable
from precheck.testing import A_DAY, a_release, a_track, facts_for, look
from precheck.web import Web
from precheck_voice.facts import Transport, VoiceMatches
from precheck_voice.matches import voice_matches
from precheck_voice.options import Recordings, VoiceOptions
from precheck_voice.recording import folder_of, noted, record, safe
from precheck_voice.wire import Audio, Wrapped

FIXTURES = Path(__file__).parents[3] / "fixtures"
ADA, BOB = "isni:000000012345678X", "spotify:artist:4aBc"
HONEST = Plan(seed=1, weights={Fault.HONEST: 1})


class Desk:
    """A release to be checked, settings that name a service, and a folder for records."""

    def __init__(self, folder: Path, service: str, fixture: str) -> None:
        self.release = Path(shutil.copytree(FIXTURES / "deliveries" / fixture, folder / "in" / "r"))
        for file in self.release.rglob("delivery.toml"):
            sung = file.read_text(encoding="utf-8").replace(
                "has_vocals = false", "has_vocals = true"
            )
            file.write_text(sung, encoding="utf-8")
        self.records = folder / "records"
        self.config = folder / "precheck.toml"
        self.config.write_text(
            f'[plugins.voice]\nservice = "{service}"\nartists = ["{ADA}", "{BOB}"]\n'
            "[web]\nbackoff-seconds = 0.001\nmax-attempts = 2\n",
            encoding="utf-8",
        )

    def check(self, *options: str | Path, release: Path | None = None) -> str:
        """The report as JSON, without what no two runs share and where the answers came from."""
        done = subprocess.run(  # noqa: S603 - our own command
            [
                *(sys.executable, "-m", "precheck", "check", str(release or self.release)),
                *(
                    "--json",
                    "--for",
                    "spotify",
                    "--as-of",
                    A_DAY.isoformat(),
                    "--config",
                    str(self.config),
                ),
                *map(str, options),
            ],
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.stderr == ""
        if "--output" in options:
            return done.stdout
        report = json.loads(done.stdout)
        report.pop("run")
        report.pop("seconds", None)
        text = json.dumps(report, indent=1)
        text = re.sub(r'"transport": "(stored|local)"', '"transport": ""', text)
        # A fingerprint is made from the evidence, which says where an answer came from.
        return re.sub(r'"(service|fingerprint)": "[^"]*"', r'"\1": ""', text)


def compared(report: str) -> set[str]:
    return {
        notice["rule"]
        for release in json.loads(report)["releases"]
        for notice in release.get("notices", ())
        if notice["rule"].startswith("voice.")
    }


@pytest.mark.parametrize("fixture", ["clean-album", "batch"])
def test_a_replayed_run_ends_as_the_recorded_one_did(tmp_path: Path, fixture: str) -> None:
    with FaultyService(HONEST) as service:
        desk = Desk(tmp_path, service.url, fixture)
        live = desk.check("--record-voice", desk.records)
        asked = sum(map(len, service.given.values()))
        replayed = desk.check("--voice-response", desk.records)

        assert sum(map(len, service.given.values())) == asked > 0
    assert replayed == live
    assert compared(live)
    if fixture != "batch":
        [folder] = desk.records.iterdir()
        shutil.copytree(folder, desk.release / "voice")
        assert desk.check("--offline") == live.replace('"offline": false', '"offline": true')


def test_a_single_file_is_judged_too(tmp_path: Path) -> None:
    with FaultyService(HONEST) as service:
        desk = Desk(tmp_path, service.url, "clean-single")
        live = desk.check("--record-voice", desk.records)
    [file] = desk.records.glob("*/*.json")

    assert desk.check("--voice-response", file) == live
    assert desk.check("--voice-response", file.parent) == live


@pytest.mark.parametrize("fault", [Fault.PAGE, Fault.PERCENT, Fault.OTHER_AUDIO, Fault.BROKEN])
def test_what_was_no_answer_is_none_again(tmp_path: Path, fault: Fault) -> None:
    with FaultyService(Plan(seed=1, weights={fault: 1})) as service:
        desk = Desk(tmp_path, service.url, "clean-single")
        live = json.loads(desk.check("--record-voice", desk.records))
        desk.records.mkdir(exist_ok=True)
        replayed = json.loads(desk.check("--voice-response", desk.records))

    for report in (live, replayed):
        [release] = report["releases"]
        assert not any(verdict["complete"] for verdict in release["verdicts"])
        assert not compared(json.dumps(report))
    assert skipped(live) == skipped(replayed)


def skipped(report: dict[str, Any]) -> set[tuple[str, str]]:
    [release] = report["releases"]
    return {(skip["rule"], skip["reason"]) for skip in release["skips"]}


# --- one track -------------------------------------------------------------------------------


@pytest.fixture
def track(tmp_path: Path) -> Track:
    path = tmp_path / "slow-tide.wav"
    path.write_bytes(b"a sound")
    return a_track(audio=path)


@pytest.fixture
def release(tmp_path: Path, track: Track) -> Release:
    return a_release(track, root=tmp_path)


def replay(track: Track, release: Release, folder: Path) -> VoiceMatches | Unavailable:
    options = VoiceOptions(service="http://127.0.0.1:9", artists=(ADA, BOB))
    found: VoiceMatches | Unavailable = look(
        voice_matches, track, release, options, Recordings(response=str(folder))
    )
    return found


def an_answer(**more: Any) -> bytes:
    answer = {
        "schema": "voice-compare/1",
        "outcome": "ok",
        "audio": {"vocal_seconds": 80.0},
        "matches": [{"artist": ADA, "score": 0.71, "band": "strong"}],
    }
    return json.dumps({**answer, **more}).encode()


def recorded(folder: Path, answer: bytes, track: Track, release: Release, *asked: str) -> None:
    body = noted(answer, track, release, frozenset(asked))
    assert record(str(folder), body, track, release) is None


def test_a_recorded_answer_says_where_it_lay(
    track: Track, release: Release, tmp_path: Path
) -> None:
    recorded(tmp_path / "rec", an_answer(), track, release, ADA, BOB)

    found = replay(track, release, tmp_path / "rec")

    assert isinstance(found, VoiceMatches)
    assert found.transport is Transport.STORED
    assert found.service == "rec/release/QZPRE2600001.json"
    assert found.artists == (ADA, BOB)


@pytest.mark.parametrize(
    "answer",
    [
        an_answer(artists=[ADA]),
        an_answer(matches=[{"artist": "eve", "score": 0.71, "band": "strong"}]),
        an_answer(schema="voice-compare/2"),
        b"null",
        b'{"schema": "voice-compare/1", "schema": "voice-compare/1"}',
        b'{"detail": "\xff\\ud800"}',
    ],
)
def test_an_answer_that_was_refused_is_refused_again(
    track: Track, release: Release, tmp_path: Path, answer: bytes
) -> None:
    recorded(tmp_path / "rec", answer, track, release, ADA, BOB)

    found = replay(track, release, tmp_path / "rec")

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.SERVICE
    assert "rec/release/QZPRE2600001.json: the voice service's answer is not valid" in found.detail


def test_a_track_without_a_record_is_not_asked_about(
    track: Track, release: Release, tmp_path: Path
) -> None:
    (tmp_path / "rec").mkdir()

    found = replay(track, release, tmp_path / "rec")

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.SERVICE
    assert "no recorded answer is about this track" in found.detail


@pytest.mark.parametrize("place", ["/", "rec\\ords"])
def test_records_in_a_place_that_cannot_be_read_are_no_answers(
    track: Track, release: Release, tmp_path: Path, place: str
) -> None:
    folder = tmp_path / place
    folder.mkdir(exist_ok=True)

    found = replay(track, release, folder)

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.UNREADABLE


def test_a_record_and_an_answer_of_the_release_are_not_chosen_between(
    track: Track, release: Release, tmp_path: Path
) -> None:
    recorded(tmp_path / "rec", an_answer(), track, release, ADA)
    shutil.copytree(tmp_path / "rec" / "release", tmp_path / "voice")

    found = replay(track, release, tmp_path / "rec")

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.INCONCLUSIVE


def test_two_tracks_with_one_isrc_are_recorded_by_their_references(tmp_path: Path) -> None:
    one, two = a_track("A1"), a_track("A2")
    release = a_release(one, two, root=tmp_path)
    recorded(tmp_path / "rec", an_answer(), one, release, ADA)
    recorded(tmp_path / "rec", an_answer(matches=[]), two, release, ADA)

    files = {file.name: json.loads(file.read_bytes()) for file in (tmp_path / "rec").glob("*/*")}

    assert {name: said["track"] for name, said in files.items()} == {
        "A1.json": {"reference": "A1"},
        "A2.json": {"reference": "A2"},
    }


def test_an_answer_of_a_vendor_is_recorded_in_its_wrapping(
    track: Track, release: Release, tmp_path: Path
) -> None:
    answer = Wrapped(vendor="pyannoteai", response={"status": "failed"}, audio=Audio(seconds=9.0))

    assert record(str(tmp_path / "rec"), answer, track, release) is None

    [file] = (tmp_path / "rec").glob("*/*.json")
    assert file.name == "QZPRE2600001.pyannoteai.json"
    assert json.loads(file.read_bytes()) == {
        "vendor": "pyannoteai",
        "response": {"status": "failed"},
        "track": {"isrc": "QZPRE2600001"},
        "audio": {"seconds": 9.0},
    }


def test_a_key_that_is_repeated_is_not_recorded(
    tmp_path: Path, track: Track, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRECHECK_VOICE_KEY", "hush-hush")

    with FaultyService(Plan(seed=1, weights={Fault.ECHO: 1})) as service:
        found = asked(service, track, release, tmp_path / "rec")

    assert isinstance(found, Unavailable)
    assert "hush" not in found.detail
    [file] = (tmp_path / "rec").glob("*/*.json")
    assert "***" in file.read_text()
    assert "hush" not in file.read_text()


def test_an_answer_that_cannot_be_recorded_is_not_passed_over(
    tmp_path: Path, track: Track, release: Release
) -> None:
    (tmp_path / "rec").write_text("a file")

    with FaultyService(HONEST) as service:
        found = asked(service, track, release, tmp_path / "rec")

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.UNREADABLE
    assert "cannot be recorded as QZPRE2600001.json" in found.detail


def asked(
    service: FaultyService, track: Track, release: Release, folder: Path
) -> VoiceMatches | Unavailable:
    async def act() -> Any:
        async with Web(allow_hosts=("127.0.0.1",)) as web:
            options = VoiceOptions(service=service.url, artists=(ADA, BOB))
            tools = Tools(as_of=A_DAY, web=web, data=Path())
            facts = facts_for(track, release, options, Recordings(record=str(folder)))
            return await voice_matches.inspect(track, facts, tools)  # type: ignore[misc]

    found: VoiceMatches | Unavailable = asyncio.run(act())
    return found


@pytest.mark.parametrize(
    "name", ["", "..", ".hidden", "a/b", "a b", "x" * 300, "ä", "\0", "\ud800"]
)
def test_a_name_that_is_no_files_name_becomes_one(name: str) -> None:
    found = safe(name)

    assert re.fullmatch(r"[A-Za-z0-9_][\w.-]{0,120}", found)
    assert found != safe(name + "!")


def test_the_folder_is_named_for_the_release() -> None:
    assert folder_of(a_release(id="9520000000011.xml")) == "9520000000011"
    assert folder_of(a_release(id="batch/9520000000011.xml")).startswith("batch_9520000000011-")


def test_facts_of_a_replay_are_stale_without_it_and_those_of_a_record_are_not(
    tmp_path: Path,
) -> None:
    """Saved with its facts, a report says what it rested on."""
    with FaultyService(HONEST) as service:
        desk = Desk(tmp_path, service.url, "clean-single")
        for name, options in {
            "live": ("--record-voice", desk.records),
            "replayed": ("--voice-response", desk.records),
        }.items():
            saved = desk.check("--with-facts", "--output", tmp_path / name, *options)
            assert saved == ""

    assert "stale" not in judged(desk, tmp_path / "live")
    assert "stale" in judged(desk, tmp_path / "replayed")


def judged(desk: Desk, report: Path) -> str:
    done = subprocess.run(  # noqa: S603 - our own command
        [
            *(sys.executable, "-m", "precheck", "judge", str(report), "--json"),
            *("--config", str(desk.config), "--for", "spotify"),
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode in (0, 1, 3), done.stderr
    return done.stdout
