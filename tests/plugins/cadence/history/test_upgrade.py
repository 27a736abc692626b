"""A file of the first shape, written by the code of its time, is brought to this one in place."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from precheck_cadence.history import (
    HOUR,
    Entity,
    HistoryFailure,
    Measure,
    Tally,
    moment,
)
from precheck_cadence.history.shape import VERSION
from precheck_cadence.history.store import Store
from precheck_cadence.upload import ArtistName, TimedBy, UploadEvent, UploadTrack

DUMP = Path(__file__).with_name("version-1.sql")
"""`iterdump` of what the first shape's code wrote, with the two pragmas that it leaves out."""
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def old_file(folder: Path) -> Path:
    file = folder / "history.sqlite"
    db = sqlite3.connect(file)
    db.executescript(DUMP.read_text(encoding="utf-8"))
    db.execute("PRAGMA journal_mode = WAL")
    db.close()
    return file


def track(number: int, sum_: str) -> UploadTrack:
    code = f"QZPRE26{number:05}"
    return UploadTrack(
        reference="A1",
        key=f"isrc:{code}",
        isrc=code,
        title=f"Title {number}",
        title_key=f"title {number}",
        artist="Ada Example",
        artists=(ArtistName("ada example", "Ada Example"),),
        sums=(sum_,),
    )


def event(product: str, *tracks: UploadTrack, hours: int, account: str = "cy") -> UploadEvent:
    return UploadEvent(
        release="r.xml",
        account=account,
        product=product,
        message=f"N{hours}",
        uploaded=NOON + timedelta(hours=hours),
        timed_by=TimedBy.DELIVERY,
        tracks=tracks,
    )


def test_what_counted_before_counts_after(tmp_path: Path) -> None:
    until = moment(NOON) + 100 * HOUR
    with Store.in_file(old_file(tmp_path)) as history:
        ada = history.tally(Entity.ACCOUNT, "ada", 0, until)
        artist = history.tally(Entity.ARTIST, "ada example", 0, until)
        days = history.course(Entity.ACCOUNT, "ada", 0, until)
        accounts = history.accounts(Entity.ARTIST, "ada example", 0, until, Measure.TRACKS)
        bo = history.tally(Entity.ARTIST, "bo", 0, until)
    assert ada == Tally(releases=1, tracks=3, timed=3, edge=1, short=1)
    assert artist == Tally(releases=1, tracks=5, timed=4, edge=2, short=2)
    assert [(day.tally.releases, day.tally.tracks) for day in days] == [(1, 2), (0, 1)]
    assert accounts == 3
    assert (bo.releases, bo.tracks) == (1, 1)


def test_bytes_are_found_whether_they_were_of_the_sound_or_of_the_file(tmp_path: Path) -> None:
    digest = "04" * 32
    with Store.in_file(old_file(tmp_path)) as history:
        found = [
            history.same_sums(event("icpn:9", one, hours=99), one)
            for one in (
                track(9, f"sound:{digest}"),
                track(9, f"file:{digest}"),
                track(9, f"pcm:{digest[:32]}"),
            )
        ]
    assert [[same.isrc for same in some] for some in found] == [["QZPRE2600004"]] * 2 + [[]]
    assert found[0][0].sums == (f"sound:{digest}",)


def test_what_a_product_once_held_is_still_known(tmp_path: Path) -> None:
    again = event("icpn:1", track(1, f"sound:{'01' * 32}"), hours=90, account="ada")
    with Store.in_file(old_file(tmp_path)) as history:
        history.record([again])
        came = history.came(again)
    assert [(part.recording, part.moment) for part in came] == [
        ("", moment(NOON)),
        ("isrc:QZPRE2600001", moment(NOON)),
    ]


def test_an_upgraded_file_has_the_shape_of_a_new_one(tmp_path: Path) -> None:
    def shape(file: Path) -> tuple[list[tuple[str]], tuple[int], tuple[str]]:
        db = sqlite3.connect(file)
        tables = db.execute("SELECT sql FROM sqlite_master WHERE sql <> '' ORDER BY sql").fetchall()
        version = db.execute("PRAGMA user_version").fetchone()
        state = db.execute("PRAGMA integrity_check").fetchone()
        db.close()
        return tables, version, state

    old, new = old_file(tmp_path), tmp_path / "new.sqlite"
    for file in (old, new):
        with Store.in_file(file):
            pass
    assert shape(old) == shape(new)
    assert shape(old)[1:] == ((VERSION,), ("ok",))


def test_an_upgrade_that_breaks_off_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    file = old_file(tmp_path)
    db = sqlite3.connect(file)
    db.execute("CREATE TABLE hourly (in_the TEXT, way TEXT)")
    db.commit()
    before = list(db.iterdump())
    db.close()
    with pytest.raises(HistoryFailure, match="hourly"):
        Store.in_file(file)
    db = sqlite3.connect(file)
    assert list(db.iterdump()) == before
    assert db.execute("PRAGMA user_version").fetchone() == (1,)
    db.close()
