"""Where a finding points: a line of the message, a stretch of the sound, a record of consent."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from precheck import Place
from precheck.report import Notice
from precheck.testing import a_release, a_track, ask, check
from precheck_voice.facts import BrokenConsent, Consents
from precheck_voice.rules.consent import consent_unused_invalid

FIXTURES = Path(__file__).parents[3] / "fixtures"
RULES = FIXTURES / "rules"
CLEAN = FIXTURES / "deliveries" / "clean-single"


def notices(path: Path, rule: str) -> list[Notice]:
    report = check(path, only=("voice",))
    return [n for r in report.releases for n in r.notices if n.rule == rule]


def of(path: Path, rule: str) -> tuple[Place, ...]:
    (notice,) = notices(path, rule)
    return notice.places


@pytest.fixture
def sung(tmp_path: Path) -> Path:
    """A release with its sound, and an answer that hears a protected voice in it."""
    folder = tmp_path / "release"
    shutil.copytree(CLEAN, folder)
    (message,) = folder.glob("*.xml")
    isrc = message.read_text("utf-8").partition("<ISRC>")[2].partition("<")[0]
    answer: dict[str, Any] = {
        "schema": "voice-compare/1",
        "track": {"isrc": isrc},
        "outcome": "ok",
        "audio": {"vocal_seconds": 28.0},
        "matches": [
            {
                "artist": "isni:000000012345678X",
                "score": 0.71,
                "band": "strong",
                "windows": [
                    {"start": 3.0, "end": 6.0, "score": 0.6},
                    {"start": 12.0, "end": 15.0, "score": 0.71},
                ],
            }
        ],
    }
    (folder / "voice").mkdir()
    (folder / "voice" / "answer.json").write_text(json.dumps(answer), "utf-8")
    return folder


def test_a_resemblance_is_a_line_of_the_message_and_a_stretch_of_the_sound(sung: Path) -> None:
    (sound,) = (sung / "resources").glob("*.flac")

    line, stretch = of(sung, "voice.resembles-without-consent")

    assert (line.file or "").endswith(".xml")
    assert (line.xpath or "").endswith("ISRC")
    assert line.start_seconds is None
    assert stretch == Place(file=f"resources/{sound.name}", start_seconds=12.0, end_seconds=15.0)


@pytest.mark.parametrize("rule", ["voice.resembles-without-consent", "voice.possible-resemblance"])
def test_without_the_sound_there_is_no_time(rule: str) -> None:
    (line,) = of(RULES / rule / "loud", rule)

    assert (line.line, line.start_seconds) == (49, None)


@pytest.mark.parametrize(
    "rule",
    [
        "consented",
        "consent-broken",
        "consent-expired",
        "consent-not-yet-valid",
        "consent-other-person",
        "consent-out-of-scope",
    ],
)
def test_a_needed_record_is_named_beside_the_track(rule: str) -> None:
    line, record = of(RULES / f"voice.{rule}" / "loud", f"voice.{rule}")

    assert (line.file, line.line) == ("9520000002008.xml", 49)
    assert record == Place(file="consents/corva.json")


@pytest.mark.parametrize("rule", ["consent-term-long", "consent-unused-invalid"])
def test_a_record_that_nothing_needs_is_named_itself(rule: str) -> None:
    assert of(RULES / f"voice.{rule}" / "loud", f"voice.{rule}") == (
        Place(file="consents/corva.json"),
    )


@pytest.mark.parametrize("folder", ["../elsewhere", "/elsewhere"])
def test_a_folder_outside_the_release_is_named_by_what_names_it(folder: str) -> None:
    broken = BrokenConsent(file=folder, why="it is no path inside the release folder")

    (finding,) = ask(
        consent_unused_invalid,
        a_release(a_track(), root=Path("release")),
        Consents(broken=(broken,)),
    )

    assert finding.file == Path("release/delivery.toml")
