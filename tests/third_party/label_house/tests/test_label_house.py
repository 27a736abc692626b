"""The plugin's own tests. Nothing here needs a release on disk."""

from __future__ import annotations

from pathlib import Path

from label_house.catalogue import CatalogueEntry, catalogue_entry
from label_house.options import LabelHouse, LengthLimits
from label_house.rules import length_differs

from precheck import Reason, Unavailable
from precheck.testing import a_track, ask, contract, look, some_tools

pytest_plugins = "precheck.testing"

ISRC = "QZPRE2600001"
ENTRY = CatalogueEntry(isrc=ISRC, seconds=200.0)

test_contract = contract("label-house", samples=[a_track(duration_seconds=185.0), ENTRY])


def test_another_length_is_found() -> None:
    [finding] = ask(length_differs, a_track(title="Low Sun", duration_seconds=185.0), ENTRY)

    assert finding.message == "Low Sun is 185.0 s long, the catalogue says 200.0 s"


def test_a_fade_is_not_another_length() -> None:
    assert ask(length_differs, a_track(duration_seconds=201.5), ENTRY) == []


def test_a_policy_may_be_stricter() -> None:
    strict = LengthLimits(tolerance_seconds=0.5)

    assert ask(length_differs, a_track(duration_seconds=201.5), ENTRY, strict)


def test_the_catalogue_is_read(tmp_path: Path) -> None:
    (tmp_path / "ours.csv").write_text(f"isrc,seconds\n{ISRC},200\n", encoding="utf-8")

    entry = look(
        catalogue_entry,
        a_track(isrc=ISRC),
        LabelHouse(catalogue="ours.csv"),
        tools=some_tools(data=tmp_path),
    )

    assert entry == ENTRY


def test_without_a_catalogue_nothing_is_claimed() -> None:
    why = look(catalogue_entry, a_track(isrc=ISRC), LabelHouse())

    assert isinstance(why, Unavailable)
    assert why.reason is Reason.NOT_CONFIGURED
