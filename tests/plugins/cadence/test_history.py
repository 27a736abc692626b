"""The history on disk: what is remembered, and what happens when the file is not as it should."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from precheck import Reason, Unavailable
from precheck_cadence.history import Entity, Measure, moment
from precheck_cadence.history.shape import VERSION
from precheck_cadence.history.sqlite import APPLICATION_ID, SqliteDatabase
from precheck_cadence.history.store import Store
from precheck_cadence.upload import UploadEvent

# --- what is remembered ----------------------------------------------------------------------


def test_recording_twice_counts_once(either: Any, desk: Any) -> None:
    release = desk.release(1, tracks=3)
    first, second = either.known(release), either.known(release)
    assert first == second
    assert either.counts() == (1, 3)


def test_an_update_counts_when_the_release_first_came(either: Any, desk: Any) -> None:
    either.known(desk.release(1, tracks=2, at=timedelta()))
    update = desk.release(1, tracks=3, at=timedelta(days=5), name="update.xml")
    fact = either.known(update)
    assert either.counts() == (1, 3)
    days = {(w.measure, w.count, w.until) for w in fact.windows if w.hours == 24}
    assert days == {
        (Measure.RELEASES, 1, desk.noon),
        (Measure.TRACKS, 2, desk.noon),
        (Measure.TRACKS, 1, desk.noon + timedelta(days=5)),
    }


def test_an_older_message_that_comes_late_does_not_undo_the_newer(either: Any, desk: Any) -> None:
    either.known(desk.release(1, tracks=2, at=timedelta(days=5)))
    either.known(desk.release(1, tracks=3, at=timedelta()))
    assert either.counts() == (1, 2)
    late = either.known(desk.release(1, tracks=2, at=timedelta(days=5)))
    assert {w.until for w in late.windows} == {desk.noon}


def test_what_an_update_drops_no_longer_counts(either: Any, desk: Any) -> None:
    either.known(desk.release(1, tracks=9, at=timedelta()))
    fact = either.known(desk.release(1, tracks=1, at=timedelta(hours=1)))
    tracks = {w.count for w in fact.windows if w.measure is Measure.TRACKS}
    assert tracks == {1}


def test_bytes_once_known_survive_a_message_without_files(either: Any, desk: Any) -> None:
    either.known(desk.release(1))
    either.known(desk.release(1, own=[desk.track(101, audio=None)]))
    copy = desk.release(2, own=[desk.track(101, isrc="QZPRE2699999")])
    assert [twin.differs for twin in either.known(copy).twins] == [("isrc",)]


def test_the_same_code_in_two_accounts_is_two_products(either: Any, desk: Any) -> None:
    either.known(desk.release(1), desk.release(1, account="bo", name="bo.xml"))
    assert either.counts() == (2, 2)


def test_spellings_of_an_artist_count_together(either: Any, desk: Any) -> None:
    names = ("Beyoncé", "Beyonce\u0301", "BEYONCÉ")
    fact = either.known(*(desk.release(n, artist=name) for n, name in enumerate(names, 1)))
    found = [(w.name, w.count) for w in fact.windows if w.of is Entity.ARTIST and w.hours == 24]
    assert found == [("BEYONCÉ", 3), ("BEYONCÉ", 3)]


def test_an_artist_of_two_accounts_is_counted_once_for_both(either: Any, desk: Any) -> None:
    fact = either.known(desk.release(1), desk.release(2, account="bo"))
    artist = [w for w in fact.windows if w.of is Entity.ARTIST and w.hours == 24]
    assert {(w.count, w.accounts) for w in artist} == {(2, 2)}
    account = [w for w in fact.windows if w.of is Entity.ACCOUNT and w.hours == 24]
    assert {(w.count, w.accounts) for w in account} == {(1, 1)}


def test_without_a_history_only_the_batch_counts_and_nothing_is_written(
    new_counter: Any, desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    counter = new_counter()
    counter.known(desk.release(1))
    fact = counter.known(desk.release(2), desk.release(3))
    assert fact.history == ""
    assert max(w.count for w in fact.windows) == 2
    assert list(tmp_path.iterdir()) == []


def test_only_what_is_needed_is_stored(counter: Any, desk: Any) -> None:
    counter.known(desk.release(1))
    assert b"LeadVocalist" not in counter.file.read_bytes()
    assert b"bytes-101" not in counter.file.read_bytes()


def test_a_batch_without_uploads_does_not_apply(counter: Any) -> None:
    fact = counter.learn()
    assert isinstance(fact, Unavailable)
    assert fact.reason is Reason.NOT_APPLICABLE
    assert not counter.file.exists()


# --- the file --------------------------------------------------------------------------------


def test_the_file_says_whose_it_is_and_which_shape_it_has(counter: Any, desk: Any) -> None:
    counter.known(desk.release(1))
    db = sqlite3.connect(counter.file)
    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    db.close()


def test_an_empty_file_becomes_a_history(counter: Any, desk: Any) -> None:
    counter.file.touch()
    counter.known(desk.release(1))
    assert counter.counts() == (1, 1)


QUESTIONS = (
    (Entity.ACCOUNT, "ada"),
    (Entity.ARTIST, "ada example"),
    (Entity.INTAKE, ""),
)


def ask_everything(history: Store, event: UploadEvent) -> None:
    until = moment(event.uploaded)
    history.came(event)
    history.same_sums(event, event.tracks[0])
    history.recent("ada", until, 50)
    history.compared("ada", until, 50)
    history.covers("ada", until, 50)
    history.songs("ada", "icpn:1")
    history.dropped("ada", "icpn:1")
    history.standings("ada", 50)
    history.by_isrc("QZPRE2600101")
    history.by_product("icpn:1")
    for entity, key in QUESTIONS:
        history.tally(entity, key, 0, until)
        history.hours(entity, key, 0, until)
        history.days(entity, key, 0, until)
        history.course(entity, key, 0, until)
        history.first(entity, key)
        history.last_before(entity, key, until)
        history.names(entity, key, 0, until, 50)
        history.newest(entity, key, 0, until, 50)
        history.products(entity, key, 0, until, 50)
        for measure in Measure:
            history.arrivals(entity, measure, key, 0, until)
            history.accounts(entity, key, 0, until, measure)


def plans(counter: Any, do: Callable[[Store], None]) -> dict[str, list[str]]:
    """How SQLite goes about each statement."""
    asked: list[str] = []
    with Store.in_file(counter.file) as history:
        database = history.database
        assert isinstance(database, SqliteDatabase)
        database.db.set_trace_callback(asked.append)
        do(history)
    db = sqlite3.connect(counter.file)
    words = ("SELECT", "UPDATE", "DELETE", "INSERT")
    found = {
        statement: [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {statement}")]
        for statement in asked
        if statement.startswith(words)
    }
    db.close()
    return found


def test_no_question_scans_a_table(counter: Any, desk: Any) -> None:
    counter.known(desk.release(1, tracks=2, at=timedelta(days=1)), desk.release(2))
    event = counter.event(desk.release(1, tracks=3))

    def everything(history: Store) -> None:
        history.record([event])
        ask_everything(history, event)

    found = plans(counter, everything)

    assert len(found) >= 30
    steps = [step for plan in found.values() for step in plan]
    scans = [step for step in steps if step.startswith("SCAN")]
    ours = {"came", "c", "hourly", "entity", "a", "product", "p", "recording", "r", "sum"}
    assert [scan for scan in scans if scan.split()[1] in ours] == []
