"""What the C2PA library writes about a manifest store, and what is taken from it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from precheck_audio_tags.claims import said_in
from precheck_audio_tags.facts import ManifestState

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def report(*failures: str, state: str = "Invalid", **manifest: Any) -> str:
    """What the library writes, as far as it is read."""
    success = [{"code": "claimSignature.validated"}]
    failed = [{"code": code} for code in failures]
    return json.dumps(
        {
            "active_manifest": "m",
            "manifests": {"m": manifest},
            "validation_state": state,
            "validation_results": {"activeManifest": {"success": success, "failure": failed}},
        }
    )


def test_a_certificate_that_ran_out_since_says_nothing_about_the_file() -> None:
    old = ("signingCredential.untrusted", "signingCredential.expired")
    assert said_in(report(*old)).state is ManifestState.UNTRUSTED
    assert said_in(report(*old, "assertion.dataHash.mismatch")).codes == (
        "assertion.dataHash.mismatch",
    )


def test_an_invalid_state_without_a_reason_stays_invalid() -> None:
    assert said_in(report()).state is ManifestState.INVALID
    assert said_in("{}").state is ManifestState.INVALID


def test_a_time_stamp_says_when_it_was_signed() -> None:
    said = said_in(report(state="Trusted", signature_info={"time": "2026-11-01T08:00:00+00:00"}))
    assert said.signed == datetime(2026, 11, 1, 8, tzinfo=UTC)


def test_odd_actions_are_passed_over_and_old_forms_are_read() -> None:
    said = said_in(
        report(
            state="Valid",
            claim_generator="Old Tool/1.0",
            assertions=[
                {"label": "c2pa.actions", "data": {"actions": 7}},
                {"label": "c2pa.actions__1", "data": {"actions": [{"softwareAgent": "Suno v5"}]}},
                {"label": "c2pa.metadata", "data": {"Iptc4xmpExt:DigitalSourceType": IPTC + "x/"}},
                {"label": "c2pa.hash.data", "data": None},
            ],
        )
    )
    assert said.tools == ("Suno v5", "Old Tool/1.0")
    assert said.source_types == ("x",)


def test_a_ring_of_ingredients_ends() -> None:
    ring = [{"relationship": "parentOf", "active_manifest": "m"}]
    assert said_in(report(state="Valid", ingredients=ring)).source_types == ()
