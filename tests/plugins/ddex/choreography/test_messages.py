"""What the messages of a batch say of themselves: their ids, and that they take down."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plugins.ddex.choreography.whole import (
    ICPN,
    MANIFEST,
    OTHER,
    a_whole_batch,
    edited,
    notices,
)


@pytest.mark.parametrize(
    ("end", "is_told"),
    [("<EndDate>2026-01-31</EndDate>", False), ("<EndDate>2027-01-31</EndDate>", True), ("", True)],
)
def test_deals_that_are_over_take_a_release_down(
    end: str, tmp_path: Path, *, is_told: bool
) -> None:
    folder = a_whole_batch(tmp_path)
    message = folder / ICPN / f"{ICPN}.xml"
    text = message.read_text("utf-8").replace("</StartDate>", f"</StartDate>{end}")
    message.write_text(text.replace("2026-12-11</StartDate>", "2025-12-11</StartDate>"), "utf-8")
    edited(folder / MANIFEST, r"(?s)<HashSum>.*?</HashSum>\s*<HashSumAlg.*?</HashSum>", "")
    edited(folder / MANIFEST, "NewReleaseDelivery", "TakeDown")

    assert [n.rule for n in notices(folder)] == ["ddex.manifest-takedown-differs"] * is_told


def test_two_messages_with_one_id_are_told(tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    (folder / MANIFEST).unlink()
    edited(folder / OTHER / f"{OTHER}.xml", "(<MessageId>.*)91", r"\g<1>90")

    found = [n for n in notices(folder) if n.rule != "ddex.manifest-missing"]

    assert [(n.rule, n.subject.release) for n in found] == [
        ("ddex.message-id-repeated", f"{OTHER}/{OTHER}.xml")
    ]
    assert found[0].message == (
        f"the message has the MessageId 'PRECHECK-FIXTURE-0090', and so has {ICPN}/{ICPN}.xml"
    )


@pytest.mark.parametrize("dpid", ["PADPIDA2026000001Q", "PADPIDA2026000002O"])
def test_another_sender_or_recipient_may_have_the_same_id(dpid: str, tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    (folder / MANIFEST).unlink()
    message = edited(folder / OTHER / f"{OTHER}.xml", "(<MessageId>.*)91", r"\g<1>90")
    edited(message, f"{dpid}</PartyId>", "PADPIDA2026000003M</PartyId>")

    assert [n.rule for n in notices(folder)] == ["ddex.manifest-missing"]
