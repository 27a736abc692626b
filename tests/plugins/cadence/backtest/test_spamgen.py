"""The made-up histories: anybody can import them, and they are what they say."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec import structs

from precheck_cadence.commands.history import command
from precheck_cadence.upload import ArtistName, UploadEvent

BENCHMARKS = Path(__file__).parents[4] / "benchmarks"
UPLOADS, SEED = 400, 3


@pytest.fixture
def spamgen(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    monkeypatch.delitem(sys.modules, "spamgen", raising=False)
    return __import__("spamgen")


def as_kept(event: UploadEvent) -> UploadEvent:
    """Of names the history keeps the keys."""

    def named(artists: tuple[ArtistName, ...]) -> tuple[ArtistName, ...]:
        return tuple(ArtistName(artist.key, artist.key) for artist in artists)

    tracks = [structs.replace(track, artists=named(track.artists)) for track in event.tracks]
    return structs.replace(event, artists=named(event.artists), tracks=tuple(tracks))


def test_what_is_made_can_be_imported_whole(
    spamgen: ModuleType, counter: Any, tmp_path: Path
) -> None:
    file = tmp_path / "made.jsonl"
    truths = spamgen.write(file, UPLOADS, SEED)
    made = [event for _, events in spamgen.accounts(UPLOADS, SEED) for event in events]

    done = CliRunner().invoke(command, ["import", str(file), "--history", str(counter.file)])

    assert done.exit_code == 0, done.output
    with counter.open() as history:
        kept = {
            event.product: event
            for account in history.senders()
            for event in history.uploads_of(account)
        }
    assert len(kept) == len(made) == sum(truth.uploads for truth in truths)
    for event in map(as_kept, made):
        ours = kept[event.product]
        assert [structs.replace(t, reference="", key="") for t in ours.tracks] == [
            structs.replace(t, reference="", key="") for t in event.tracks
        ]
        same = {"release": "", "tracks": (), "status": event.status}
        assert structs.replace(ours, **same) == structs.replace(event, **same)


def test_the_truth_names_every_account_and_when_it_began(
    spamgen: ModuleType, tmp_path: Path
) -> None:
    file = tmp_path / "made.jsonl"
    spamgen.write(file, UPLOADS, SEED)
    with file.with_name("made.jsonl.truth.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))

    sent = Counter(e.account for _, events in spamgen.accounts(UPLOADS, SEED) for e in events)
    assert {row["account"]: int(row["uploads"]) for row in rows if row["uploads"] != "0"} == sent
    bad = [row for row in rows if row["bad"] == "1"]
    assert bad
    assert all(row["since"] and int(row["bad_uploads"]) > 0 for row in bad)
    assert not any(row["since"] for row in rows if row["bad"] == "0")
