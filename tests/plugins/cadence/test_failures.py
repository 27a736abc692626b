"""What happens when the file is not as it should be: never a pass, never half a batch."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from precheck import Reason, Unavailable
from precheck_cadence.history import HistoryFailure
from precheck_cadence.history.shape import VERSION
from precheck_cadence.history.store import Store
from precheck_cadence.options import CadenceOptions


def why_not(counter: Any, desk: Any) -> Unavailable:
    fact = counter.learn(desk.release(1))
    assert isinstance(fact, Unavailable)
    return fact


def test_a_missing_folder_is_named_and_not_made(
    new_counter: Any, desk: Any, tmp_path: Path
) -> None:
    counter = new_counter(tmp_path, CadenceOptions(history="not/there/history.sqlite"))
    why = why_not(counter, desk)
    assert why.reason is Reason.UNREADABLE
    assert "'not/there/history.sqlite'" in why.detail
    assert "Create the folder" in why.remedy
    assert not (tmp_path / "not").exists()


def test_a_folder_in_the_place_of_the_file_is_told_of(counter: Any, desk: Any) -> None:
    counter.file.mkdir()
    why = why_not(counter, desk)
    assert (why.reason, "is a folder" in why.detail) == (Reason.UNREADABLE, True)


@pytest.mark.parametrize("name", ["h" * 300, "half\0way"])
def test_a_name_that_no_file_can_have_is_told_of(
    new_counter: Any, desk: Any, tmp_path: Path, name: str
) -> None:
    why = why_not(new_counter(tmp_path, CadenceOptions(history=name)), desk)
    assert why.reason is Reason.UNREADABLE
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_left_as_it_is(counter: Any, desk: Any) -> None:
    counter.file.write_bytes(b"these are my notes, not a database\n" * 100)
    before = counter.file.read_bytes()
    why = why_not(counter, desk)
    assert (why.reason, "no SQLite database" in why.detail) == (Reason.UNREADABLE, True)
    assert counter.file.read_bytes() == before


def test_the_database_of_another_program_is_left_as_it_is(counter: Any, desk: Any) -> None:
    db = sqlite3.connect(counter.file)
    db.execute("CREATE TABLE recipes (name TEXT)")
    db.commit()
    db.close()
    before = counter.file.read_bytes()
    why = why_not(counter, desk)
    assert (why.reason, "another program" in why.detail) == (Reason.UNREADABLE, True)
    assert counter.file.read_bytes() == before


def test_a_damaged_history_is_told_of(counter: Any, desk: Any) -> None:
    for number in range(1, 40):
        counter.known(desk.release(number, tracks=5))
    content = bytearray(counter.file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    counter.file.write_bytes(content)
    why = why_not(counter, desk)
    assert (why.reason, "damaged" in why.detail) == (Reason.UNREADABLE, True)


def test_a_history_that_lost_a_table_is_told_of(counter: Any, desk: Any) -> None:
    counter.known(desk.release(1))
    db = sqlite3.connect(counter.file)
    db.execute("DROP TABLE came")
    db.commit()
    db.close()
    why = why_not(counter, desk)
    assert (why.reason, "no such table" in why.detail) == (Reason.UNREADABLE, True)


def test_a_history_of_a_newer_version_is_refused_untouched(counter: Any, desk: Any) -> None:
    counter.known(desk.release(1))
    db = sqlite3.connect(counter.file)
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    why = why_not(counter, desk)
    assert why.reason is Reason.UNREADABLE
    assert f"shape {VERSION + 1}, known to {VERSION}" in why.detail


def test_a_locked_history_is_a_service_failure_and_records_nothing(
    counter: Any, new_counter: Any, desk: Any
) -> None:
    counter.known(desk.release(1))
    hasty = new_counter(counter.folder, structs.replace(counter.options, busy_seconds=0.1))
    holder = sqlite3.connect(counter.file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    why = hasty.learn(desk.release(2))
    holder.execute("ROLLBACK")
    holder.close()
    assert isinstance(why, Unavailable)
    assert (why.reason, "locked after 0.1 s" in why.detail) == (Reason.SERVICE, True)
    assert counter.counts() == (1, 1)
    hasty.known(desk.release(2))
    assert counter.counts() == (2, 2)


def test_a_failure_in_the_middle_of_a_batch_records_nothing_of_it(counter: Any, desk: Any) -> None:
    counter.known(desk.release(1))
    good, bad = counter.event(desk.release(2)), counter.event(desk.release(3))
    db = sqlite3.connect(counter.file)
    db.execute(
        "CREATE TRIGGER stop BEFORE INSERT ON recording WHEN NEW.isrc = 'QZPRE2600301'"
        " BEGIN SELECT RAISE(ABORT, 'no room'); END"
    )
    db.commit()
    db.close()
    with (
        Store.in_file(counter.file) as history,
        pytest.raises(HistoryFailure, match="no room"),
    ):
        history.record([good, bad])
    assert counter.counts() == (1, 1)
