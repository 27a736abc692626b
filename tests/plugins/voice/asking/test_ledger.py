"""The ledger: claims, budgets, several processes, and files that cannot be used."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from os import uname
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from msgspec.structs import replace
from vendor_house import Bench, FakeVendor, resemble

from precheck import AiDetections, Reason, Unavailable
from precheck_voice.asking.ledger import DAY_SECONDS, Entry, Ledger

NOW = 1_800_000_000.0


def an_entry(owner: str = "elsewhere|1|a", **more: Any) -> Entry:
    entry = Entry("k", "pex", "pex.example", "0" * 64, "", b"", owner, NOW + 60, NOW)
    return replace(entry, **more)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "made when needed" / "ledger.sqlite")


def test_a_question_has_one_owner_until_it_is_released_or_runs_out(ledger: Ledger) -> None:
    mine, theirs = an_entry(), an_entry("elsewhere|2|b")
    assert ledger.claim(mine, now=NOW).owner == mine.owner
    assert ledger.claim(theirs, now=NOW).owner == mine.owner
    assert ledger.claim(theirs, now=NOW + 61).owner == theirs.owner
    ledger.release("k", mine.owner)
    assert ledger.claim(mine, now=NOW).owner == theirs.owner
    ledger.release("k", theirs.owner)
    assert ledger.look("k") is None


def test_an_owner_keeps_a_question_for_longer_unless_it_is_lost(ledger: Ledger) -> None:
    mine, theirs = an_entry(), an_entry("elsewhere|2|b", owned_until=NOW + 200)
    ledger.claim(mine, now=NOW)
    assert ledger.hold("k", mine.owner, NOW + 90)
    assert ledger.claim(theirs, now=NOW + 61).owner == mine.owner
    assert ledger.claim(theirs, now=NOW + 91).owner == theirs.owner
    assert not ledger.hold("k", mine.owner, NOW + 300)
    assert ledger.look("k") == theirs
    assert not ledger.hold("another", mine.owner, NOW + 300)


def test_who_lost_the_question_while_waiting_for_a_turn_sends_nothing(
    bench: Bench, vendor: FakeVendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    vendor.flow = resemble
    claim = Ledger.claim

    def lost(self: Ledger, entry: Entry, **how: Any) -> Entry:
        found = claim(self, entry, **how)
        later = replace(entry, owner="elsewhere|2|b", owned_until=entry.owned_until + 60)
        claim(self, later, now=entry.owned_until + 1)
        return found

    monkeypatch.setattr(Ledger, "claim", lost)
    found = bench.heard(resemble_detect={"url": vendor.url})

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.SERVICE
    assert "not sent: another process asks the same by now" in found.detail
    assert vendor.told == []
    assert [entry.owner for entry in bench.ledger.entries()] == ["elsewhere|2|b"]


def test_an_owner_that_was_killed_has_it_no_more(ledger: Ledger) -> None:
    with get_context("spawn").Pool(1) as pool:
        pid = pool.apply(_pid)
    dead, mine = an_entry(f"{uname().nodename}|{pid}|a"), an_entry()
    ledger.claim(dead, now=NOW)
    assert ledger.claim(mine, now=NOW).owner == mine.owner


def _pid() -> int:
    from os import getpid

    return getpid()


def test_a_job_and_an_answer_outlive_their_owner(ledger: Ledger) -> None:
    ledger.claim(an_entry(), now=NOW)
    ledger.started("k", "j-1", "1" * 64, "store.example", now=NOW + 1)
    ledger.release("k", an_entry().owner)
    kept = ledger.look("k")
    assert kept is not None
    assert (kept.job, kept.sha256, kept.host) == ("j-1", "1" * 64, "store.example")
    ledger.answered("k", b"{}", "1" * 64, "store.example", now=NOW + 2)
    kept = ledger.look("k")
    assert kept is not None
    assert (kept.job, kept.answer, kept.at) == ("", b"{}", NOW + 2)


def test_a_budget_is_of_one_run_and_one_vendor(ledger: Ledger) -> None:
    assert [ledger.spend("run", "pex", 2, now=NOW) for _ in range(3)] == [True, True, False]
    assert ledger.spend("run", "hive", 2, now=NOW)
    assert ledger.spend("other", "pex", 2, now=NOW)
    assert not ledger.spend("other", "pex", 0, now=NOW)
    assert ledger.spend("run", "pex", 2, now=NOW + 8 * DAY_SECONDS)


def test_many_who_open_a_new_file_at_once_count_together(ledger: Ledger) -> None:
    together = Barrier(8)

    def spend(_: int) -> bool:
        together.wait()
        return Ledger(ledger.file).spend("run", "pex", 5, now=NOW)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(spend, range(8))) == 5


def test_a_new_file_is_opened_by_many_at_once_and_refused_to_none(tmp_path: Path) -> None:
    for number in range(25):
        file, together = tmp_path / f"{number}.sqlite", Barrier(8)

        def look(file: Path = file, together: Barrier = together) -> Entry | None:
            together.wait()
            return Ledger(file).look("k")

        with ThreadPoolExecutor(8) as pool:
            assert [one.result() for one in [pool.submit(look) for _ in range(8)]] == [None] * 8


def test_what_is_listed_is_forgotten_by_vendor(ledger: Ledger) -> None:
    assert (ledger.entries(), ledger.forget()) == ((), 0)
    assert not ledger.file.exists()
    ledger.claim(an_entry(), now=NOW)
    ledger.claim(an_entry(key="l", vendor="hive", at=NOW + 1), now=NOW)
    assert [entry.key for entry in ledger.entries()] == ["l", "k"]
    assert [entry.key for entry in ledger.entries("pex")] == ["k"]
    assert ledger.forget("pex") == 1
    assert [entry.key for entry in ledger.entries()] == ["l"]
    assert ledger.file.stat().st_mode & 0o077 == 0


def test_answers_that_nobody_will_use_are_forgotten(ledger: Ledger) -> None:
    for key, vendor, answer in (("k", "pex", b"{}"), ("l", "hive", b"{}"), ("m", "pex", b"")):
        ledger.claim(an_entry(key=key, vendor=vendor, answer=answer), now=NOW)
    newer = an_entry(key="n", at=NOW + 10)

    ledger.claim(newer, now=NOW + 10, stale_before=NOW + 5)

    assert {entry.key for entry in ledger.entries()} == {"l", "m", "n"}


# --- files that cannot be used ---------------------------------------------------------------


def damaged(file: Path) -> None:
    file.write_bytes(b"this is no database" * 100)


def foreign(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE songs (title TEXT)")
    db.close()


def newer(file: Path) -> None:
    Ledger(file).spend("run", "pex", 1, now=NOW)
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 9")
    db.close()


def folder(file: Path) -> None:
    file.mkdir()


def behind_a_file(file: Path) -> None:
    file.parent.rmdir()
    file.parent.write_text("a file where a folder should be")


WAYS = [
    (damaged, "is damaged or no SQLite database"),
    (foreign, "is not one that this version wrote"),
    (newer, "is not one that this version wrote"),
    (folder, "cannot be opened"),
    (behind_a_file, "cannot be opened"),
]


@pytest.mark.parametrize(("spoil", "words"), WAYS)
def test_without_a_ledger_nothing_is_sent_and_nothing_passes(
    bench: Bench, vendor: FakeVendor, spoil: Any, words: str
) -> None:
    vendor.flow = resemble
    bench.ledger.file.parent.mkdir()
    spoil(bench.ledger.file)

    found = bench.heard(resemble_detect={"url": vendor.url})

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.SERVICE
    assert found.detail.startswith("Resemble Detect: not sent: the ledger of what was sent")
    assert words in found.detail
    assert found.remedy
    assert vendor.told == []


def test_a_ledger_that_stays_locked_is_named(
    bench: Bench, vendor: FakeVendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("precheck_voice.asking.ledger.BUSY_SECONDS", 0.05)
    vendor.flow = resemble
    bench.ledger.spend("run", "pex", 1, now=NOW)
    with sqlite3.connect(bench.ledger.file, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        found = bench.heard(resemble_detect={"url": vendor.url})
        other.execute("ROLLBACK")
    other.close()

    assert isinstance(found, Unavailable)
    assert "is still locked after 0.05 s" in found.detail
    assert vendor.told == []
    assert isinstance(bench.heard(resemble_detect={"url": vendor.url}), AiDetections)
