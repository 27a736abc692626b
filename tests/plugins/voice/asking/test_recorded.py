"""What vendors answer in a run is recorded, and judged again without asking them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import vendor_house
from msgspec.structs import replace
from vendor_house import KEY, Bench, FakeVendor

from precheck import AiDetections, Reason, Unavailable
from precheck_voice.facts import Transport, VoiceMatches
from precheck_voice.options import Recordings, VoiceOptions


def answers(folder: Path) -> dict[str, Any]:
    return {file.name: json.loads(file.read_bytes()) for file in folder.glob("*/*.json")}


def record(bench: Bench, folder: Path) -> None:
    bench.recordings = Recordings(record=str(folder))


def replay(bench: Bench, folder: Path) -> None:
    bench.recordings = Recordings(response=str(folder))
    bench.ledger.forget()


@pytest.fixture
def detector(vendor: FakeVendor) -> dict[str, dict[str, Any]]:
    vendor.flow = vendor_house.resemble
    return {"resemble_detect": {"url": vendor.url}}


def test_a_recorded_detection_is_judged_alike_without_asking(
    bench: Bench, vendor: FakeVendor, detector: dict[str, Any], tmp_path: Path
) -> None:
    record(bench, tmp_path / "rec")
    live = bench.heard(**detector)
    vendor.requests.clear()
    replay(bench, tmp_path / "rec")

    again = bench.heard(**detector)

    assert isinstance(live, AiDetections), live
    assert again == live
    assert vendor.requests == []
    [(name, said)] = answers(tmp_path / "rec").items()
    assert name.endswith(".resemble-detect.json")
    assert said["vendor"] == "resemble-detect"
    assert said["audio"]["sha256"] == bench.sha256
    assert KEY not in json.dumps(said)


def test_an_answer_from_the_ledger_is_recorded_as_well(
    bench: Bench, vendor: FakeVendor, detector: dict[str, Any], tmp_path: Path
) -> None:
    bench.heard(**detector)
    vendor.requests.clear()
    record(bench, tmp_path / "rec")

    bench.heard(**detector)

    assert vendor.requests == []
    assert len(answers(tmp_path / "rec")) == 1


def test_a_vendor_without_a_record_is_not_asked(
    bench: Bench, vendor: FakeVendor, detector: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "rec").mkdir()
    replay(bench, tmp_path / "rec")

    found = bench.heard(**detector)

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.SERVICE
    assert found.detail.startswith("no recorded answer of Resemble Detect is about this track")
    assert vendor.requests == []


def test_a_failure_that_was_answered_is_the_same_again(
    bench: Bench, vendor: FakeVendor, tmp_path: Path
) -> None:
    def failing(_: FakeVendor, __: object) -> tuple[int, object, dict[str, str]]:
        item = {"uuid": "9f-1", "status": "failed", "media_type": "audio"}
        return 200, {"success": True, "item": item}, {}

    vendor.flow = failing
    options = {"resemble_detect": {"url": vendor.url}}
    record(bench, tmp_path / "rec")
    live = bench.heard(**options)
    replay(bench, tmp_path / "rec")

    again = bench.heard(**options)

    assert isinstance(live, Unavailable)
    assert isinstance(again, Unavailable)
    assert again.reason is live.reason
    assert "failed" in again.detail


def test_an_answer_that_cannot_be_recorded_is_no_answer(
    bench: Bench, detector: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "rec").write_text("a file")
    record(bench, tmp_path / "rec")

    found = bench.heard(**detector)

    assert isinstance(found, Unavailable)
    assert "cannot be recorded" in found.detail


def test_a_recorded_comparison_is_judged_alike_without_asking(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, tmp_path: Path
) -> None:
    vendor.flow = vendor_house.pyannoteai
    vendor.state["store"] = store.url
    (bench.root / "prints.json").write_text(json.dumps({"ada": "YWRh"}))
    table = {"url": vendor.url, "voiceprints": "prints.json"}
    options = VoiceOptions(artists=("ada", "bob"), vendors={"pyannoteai": table})
    record(bench, tmp_path / "rec")
    live = bench.compared(options)
    vendor.requests.clear()
    replay(bench, tmp_path / "rec")

    again = bench.compared(options)

    assert isinstance(live, VoiceMatches), live
    assert isinstance(again, VoiceMatches), again
    assert again.service.startswith("rec/")
    stored = replace(live, transport=Transport.STORED, service=again.service, sent_to="")
    assert again == stored
    assert vendor.requests == []
    assert "YWRh" not in json.dumps(answers(tmp_path / "rec"))
