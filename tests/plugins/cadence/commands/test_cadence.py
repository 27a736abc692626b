"""`precheck cadence` as it is run: what it shows, how it ends, what it leaves alone."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from precheck.present.cells import width_of
from precheck_cadence.history.shape import VERSION
from precheck_cadence.upload import UploadEvent

ROOT = Path(__file__).parents[4]
GOLDEN = Path(__file__).parent / "golden"
SCHEMA = json.loads((ROOT / "docs" / "cadence.schema.json").read_bytes())
SETTINGS = '[plugins.cadence]\nhistory = "history.sqlite"\nbusy_seconds = 0.1\n'
NOW = "2026-11-20T12:00:00Z"


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "precheck", "cadence", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "80", "LINES": "24", **environment},
    )
    assert "Traceback" not in done.stderr
    return done


def answer(folder: Path, *arguments: str) -> dict[str, Any]:
    done = run(folder, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(found, SCHEMA, cls=jsonschema.Draft202012Validator)
    return found


@pytest.fixture
def kept(tmp_path: Path, counter: Any, desk: Any) -> Path:
    """An artist with a release every three weeks, and four within the last week; and others."""
    at = [timedelta(days=-21 * n, microseconds=-7 * n) for n in range(2, 20)]
    at += [timedelta(hours=-h) for h in (3, 30, 80, 150)]
    releases = [desk.release(n, tracks=1 + n % 3, at=ago) for n, ago in enumerate(at, 1)]
    releases += [
        desk.release(50, at=timedelta(days=-900), account="old", artist="Old Example"),
        desk.release(51, at=timedelta(days=-2), account="harbour", artist="Cy Example"),
        desk.release(52, at=timedelta(days=9), account="late", artist="Dee Example"),
    ]
    events = [counter.event(release) for release in releases]
    with counter.open() as history:
        history.record([event for event in events if isinstance(event, UploadEvent)])
    (tmp_path / "precheck.toml").write_text(SETTINGS)
    return tmp_path


# --- what it shows ---------------------------------------------------------------------------


def test_it_says_what_is_left_and_when_the_next_slot_opens(kept: Path) -> None:
    found = answer(kept, "ada", "--as-of", NOW, "--for", "default")
    limits = {
        (window["of"], window["kind"], window["hours"], left["begins"]): left
        for window in found["windows"]
        for left in window["limits"]
    }
    weekly = limits["account", "releases", 168, 5]
    assert (weekly["more"], weekly["share"]) == (0, 0.8)
    assert weekly["next_slot"] == "2026-11-21T06:00:00Z"  # 150 hours ago, and 7 days on
    assert limits["account", "releases", 168, 10]["more"] == 5
    assert limits["artist", "releases", 168, 3]["next_slot"] == "2026-11-26T06:00:00Z"
    assert (found["account"], found["tier"], found["as_of"]) == ("ada", "artist", NOW)
    assert found["conduct"]["week"]["releases"] == 4
    assert [said["rule"] for said in found["rules"]][:1] == ["cadence.releases-per-artist"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("account", ["ada"]),
        ("plan", ["ada", "--plan", "3 albums of 12 tracks"]),
        ("page", ["ada", "--drawn", "78x22", "--product", "icpn:19", "--product", "icpn:99"]),
    ],
)
def test_the_page_is_as_it_was(kept: Path, name: str, words: list[str]) -> None:
    done = run(kept, *words, "--as-of", NOW, "--for", "default", "--no-color")
    assert (done.returncode, done.stderr) == (0, "")
    shown = done.stdout
    if name == "page":
        lines = json.loads(shown)
        shown = "".join("".join(p["text"] for p in line).rstrip() + "\n" for line in lines)
    assert max(map(len, shown.splitlines())) <= 80
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("PRECHECK_UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


def test_a_policy_and_the_settings_set_the_limits(kept: Path) -> None:
    rule = 'rule = "cadence.releases-per-account"\nfrom = 2026-01-01\nbasis = "ours"\n'
    (kept / "house.toml").write_text(
        f'name = "house"\ntitle = "House"\nkind = "house"\n[[rules]]\n{rule}'
        'severity = "review"\noptions = { from_7_days = 9 }\n'
        'trial = { on = 2026-11-01, history = "ours", clean = 9, clean-held = 0 }\n'
    )
    (kept / "precheck.toml").write_text(
        f'{SETTINGS}[rules."cadence.releases-per-account-extreme"]\nseverity = "off"\n'
    )
    found = answer(kept, "ada", "--as-of", NOW, "--for", "house.toml", "--for", "default")
    lefts = [
        (
            left["rule"].removeprefix("cadence."),
            left["begins"],
            left["severity"],
            left["recipients"],
        )
        for window in found["windows"]
        if (window["of"], window["kind"]) == ("account", "releases")
        for left in window["limits"]
    ]
    assert lefts == [
        ("releases-per-account", 5, "warning", ["default"]),
        ("releases-per-account", 9, "review", ["house"]),
    ]
    text = run(kept, "ada", "--as-of", NOW, "--for", "house.toml", "--for", "default").stdout
    assert "review from 9: cadence.releases-per-account, for house" in text
    given = ("--as-of", NOW, "--for", "house.toml", "--plan", "5 releases")
    text = run(kept, "ada", *given).stdout
    assert "To stay below every limit of review: 4 of 5 may go now" in text


def test_without_a_policy_those_of_the_settings_count_else_every_one(kept: Path) -> None:
    assert len(answer(kept, "ada", "--as-of", NOW)["recipients"]) > 10
    (kept / "precheck.toml").write_text(f'for = ["spotify"]\n{SETTINGS}')
    assert answer(kept, "ada", "--as-of", NOW)["recipients"] == ["spotify"]


def test_a_label_of_the_settings_has_a_labels_limits(kept: Path) -> None:
    (kept / "precheck.toml").write_text(f'{SETTINGS}labels = ["harbour"]\n')
    found = answer(kept, "harbour", "--as-of", NOW, "--for", "default")
    assert found["tier"] == "label"
    begins = {left["begins"] for window in found["windows"] for left in window["limits"]}
    assert {40, 120, 150, 301} <= begins


def test_a_plan_is_told_in_words(kept: Path) -> None:
    text = run(kept, "ada", "--as-of", NOW, "--for", "default", "--plan", "12 releases").stdout
    assert "The plan: 12 releases of 1 track by ada example, sent now" in text
    assert "To stay below every limit: 0 of 12 may go now, all at once never." in text
    assert "Spread, if nothing else is sent: 1 release every 5 days from " in text
    assert "warning  + releases from 'ada': 16 in 7 days (notice from 5)" in text
    small = run(kept, "old", "--as-of", NOW, "--for", "default", "--plan", "1 release").stdout
    assert "All of it stays below every limit now." in small


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("many", "write it as '12 releases'"),
        ("3 albums", "say of how many tracks"),
        ("3 singles of 4 tracks", "a single is not of tracks"),
        ("0 releases", "from 1 to 1,000,000 releases"),
        ("1 release of 99999 tracks", "of 1 to 10,000 tracks"),
        ("12 \x1b[2J", "write it as"),
    ],
)
def test_a_plan_that_says_nothing_is_refused(kept: Path, words: str, told: str) -> None:
    done = run(kept, "ada", "--plan", words)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("12 releases", (12, 1, False)),
        ("1 RELEASE", (1, 1, False)),
        ("3 albums of 12 tracks", (3, 12, False)),
        ("2 EPs of 5 tracks each", (2, 5, False)),
        ("20 singles", (20, 1, False)),
        ("30 tracks", (1, 30, False)),
        ("2 AI releases", (2, 1, True)),
        ("1 ai album of 10 tracks", (1, 10, True)),
    ],
)
def test_a_plan_may_be_said_in_many_ways(
    kept: Path, words: str, expected: tuple[int, int, bool]
) -> None:
    plan = answer(kept, "ada", "--as-of", NOW, "--for", "default", "--plan", words)["plan"]
    assert (plan["releases"], plan["tracks_each"], plan["is_ai"]) == expected


def test_products_are_marked_and_say_what_now_is(kept: Path) -> None:
    found = answer(kept, "ada", "--product", "icpn:20", "--product", "icpn:1")
    assert found["as_of"] == "2026-11-19T06:00:00Z"  # when the later of the two came
    assert [mark["product"] for mark in found["marked"]] == ["icpn:20", "icpn:1"]
    assert found["is_later"]


def test_a_moment_may_be_a_day_and_have_a_zone(kept: Path) -> None:
    for said, expected in (
        ("2026-11-20", "2026-11-20T00:00:00Z"),
        ("2026-11-20T13:00:00+01:00", NOW),
        ("2026-11-20 12:00", NOW),
    ):
        assert answer(kept, "ada", "--as-of", said)["as_of"] == expected
    done = run(kept, "ada", "--as-of", "yesterday")
    assert (done.returncode, "is no moment" in done.stderr) == (2, True)


def test_every_name_may_be_looked_at(kept: Path) -> None:
    found = answer(kept, "ada", "--as-of", NOW, "--for", "default", "--artist", "CY  Example")
    assert {w["name"] for w in found["windows"] if w["of"] == "artist"} == {"cy example"}


def test_the_schema_is_printed_and_is_a_schema(tmp_path: Path) -> None:
    done = run(tmp_path, "--schema")
    assert json.loads(done.stdout) == SCHEMA
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_name_that_would_steer_the_terminal_is_shown_and_does_not(
    kept: Path, counter: Any, desk: Any
) -> None:
    hostile = "ada\x1b[2J\u202e" + 60 * "夜のバス"
    releases = [
        desk.release(number, account=hostile, artist="\x1b]0;x\x07" + 90 * "長い")
        for number in range(70, 75)
    ]
    with counter.open() as history:
        history.record([counter.event(release) for release in releases])
    for arguments in ((), ("--plan", "9 releases"), ("--drawn", "80x24")):
        done = run(kept, hostile, "--as-of", "2026-11-21", *arguments)
        assert done.returncode == 0
        assert not {"\x1b", "\u202e", "\x07"} & set(done.stdout)
        if "--drawn" not in arguments:
            assert max(map(width_of, done.stdout.splitlines())) <= 80


def test_a_screen_says_how_much_room_there_is(kept: Path) -> None:
    for size in ("80", "80x", "axb", "-1x4"):
        done = run(kept, "ada", f"--drawn={size}")
        assert (done.returncode, "write it as 80x24" in done.stderr) == (2, True)
    tall = json.loads(run(kept, "ada", "--as-of", NOW, "--drawn", "150x50").stdout)
    low = json.loads(run(kept, "ada", "--as-of", NOW, "--drawn", "78x20").stdout)
    assert len(tall) != len(low)
    assert {piece["look"] for line in tall for piece in line} >= {"", "strong", "quiet", "wave"}


# --- what may be wrong -----------------------------------------------------------------------


def test_an_account_that_is_not_there_is_told(kept: Path) -> None:
    done = run(kept, "nobody\x1b")
    assert (done.returncode, done.stdout) == (2, "")
    assert "the history holds nothing of account 'nobody" in done.stderr
    assert "\x1b" not in done.stderr
    early = run(kept, "ada", "--as-of", "2020-01-01")
    assert early.returncode == 2
    assert "nothing of account 'ada' up to 2020-01-01 00:00:00 UTC" in early.stderr


def test_an_unknown_policy_is_told_with_what_is_like_it(kept: Path) -> None:
    done = run(kept, "ada", "--for", "spotfy")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean 'spotify'" in done.stderr


def test_without_a_history_it_says_where_to_name_one(tmp_path: Path) -> None:
    done = run(tmp_path, "ada")
    assert (done.returncode, done.stdout) == (2, "")
    assert "set history under [plugins.cadence]" in done.stderr
    (tmp_path / "precheck.toml").write_text(SETTINGS)
    done = run(tmp_path, "ada")
    assert (done.returncode, "there is no history" in done.stderr) == (2, True)
    assert not (tmp_path / "history.sqlite").exists()


def test_a_history_that_is_damaged_or_newer_is_told_and_left_alone(kept: Path) -> None:
    file = kept / "history.sqlite"
    newer = sqlite3.connect(file)
    newer.execute(f"PRAGMA user_version = {VERSION + 1}")
    newer.commit()
    newer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    newer.close()
    for content, told in (
        (file.read_bytes(), "newer version"),
        (b"these are my notes, not a database\n" * 100, "no SQLite database"),
    ):
        for rest in ("-wal", "-shm"):
            Path(f"{file}{rest}").unlink(missing_ok=True)
        file.write_bytes(content)
        done = run(kept, "ada")
        assert (done.returncode, done.stdout) == (2, "")
        assert told in done.stderr
        assert file.read_bytes() == content


def test_a_locked_history_ends_it_with_3(kept: Path) -> None:
    db = sqlite3.connect(kept / "history.sqlite", isolation_level=None)
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    db.execute("BEGIN EXCLUSIVE")
    db.execute("CREATE TABLE x (y)")
    done = run(kept, "ada")
    db.execute("ROLLBACK")
    db.close()
    assert (done.returncode, done.stdout) == (3, "")
    assert "still locked" in done.stderr


def test_nothing_is_written(kept: Path) -> None:
    file = kept / "history.sqlite"
    shutil.copy(file, kept / "before.sqlite")

    def rows(of: Path) -> list[str]:
        with sqlite3.connect(of) as db:
            return list(db.iterdump())

    before = rows(file)
    run(kept, "ada", "--plan", "12 releases", "--as-of", NOW)
    assert rows(file) == before
    assert sorted(p.name for p in kept.iterdir()) == sorted(
        {"before.sqlite", "history.sqlite", "precheck.toml", *wal(kept)}
    )


def wal(folder: Path) -> set[str]:
    """What SQLite keeps beside a file."""
    return {p.name for p in folder.iterdir() if p.name.endswith(("-wal", "-shm"))}


def test_a_server_answers_alike(
    counter: Any, server_counter: Any, desk: Any, tmp_path: Path
) -> None:
    releases = [
        desk.release(n, tracks=n % 4 + 1, at=timedelta(hours=-9 * n, microseconds=-n))
        for n in range(1, 25)
    ]
    found = []
    for each in (counter, server_counter):
        each.known(*releases)
        given = ("--as-of", NOW, "--for", "default", "--plan", "4 AI albums of 9 tracks")
        told = answer(tmp_path, "ada", *given, "--history", each.options.history)
        told.pop("history")
        found.append(told)
    assert found[0] == found[1]
