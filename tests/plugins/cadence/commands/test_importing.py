"""`precheck history import` and `export` as they are run."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from precheck_cadence.history.store import Store

HEADER = "account,icpn,uploaded,release_title,isrc,title,artist,seconds,status"


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "precheck", "history", *arguments, "--history", "h.sqlite"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    process = start(folder, *arguments)
    out, err = process.communicate()
    assert "Traceback" not in err
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def status(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(folder, "status", "--json").stdout)
    return found


def row(number: int, account: str = "ada", **values: str) -> str:
    cells = {
        "account": account,
        "icpn": f"{number:012}",
        "uploaded": "2026-11-20T10:00:00Z",
        "release_title": "Album",
        "isrc": f"QZPRE26{number:05}",
        "title": "Song",
        "artist": "Ada",
        "seconds": "180",
        "status": "",
    } | values
    return ",".join(cells[name] for name in HEADER.split(","))


def written(folder: Path, *rows: str, header: str = HEADER, name: str = "in.csv") -> Path:
    file = folder / name
    file.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return file


def test_rows_become_products_and_what_cannot_be_read_is_kept(tmp_path: Path) -> None:
    written(
        tmp_path,
        row(1),
        row(1, isrc="QZPRE2600011"),
        row(2, seconds="long"),
        '"an open quote,1',
        row(3, uploaded="2026-11-20 10:00"),
        row(4, status="taken-down"),
        row(9, uploaded="", status="rejected"),
    )
    done = run(tmp_path, "import", "in.csv", "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 3
    assert (answer["rows"], answer["uploads"], answer["standings"], answer["rejected"]) == (
        *(7, 2, 1, 4),
    )
    with (tmp_path / "in.rejected.csv").open(newline="") as file:
        rejected = {int(r["rejected_line"]): r["rejected_why"] for r in csv.DictReader(file)}
    assert rejected == {
        4: "seconds is 'long', not a number",
        5: "this is no CSV: unexpected end of data",
        6: "uploaded '2026-11-20 10:00' has no time zone: add one, or say by --timezone which is"
        " meant",
        8: "status_at is missing: what became of the product, and when",
    }
    found = status(tmp_path)
    assert (found["products"], found["recordings"]) == (2, 3)


def test_corrected_rows_are_added_to_what_is_there(tmp_path: Path) -> None:
    written(tmp_path, row(1), row(1, isrc="QZPRE2600011", seconds="?"))
    run(tmp_path, "import", "in.csv")
    text = (tmp_path / "in.rejected.csv").read_text().replace("?", "30")
    (tmp_path / "again.csv").write_text(text)
    done = run(tmp_path, "import", "again.csv")
    assert (done.returncode, done.stderr) == (0, "")
    found = status(tmp_path)
    assert (found["products"], found["recordings"]) == (1, 2)


def test_rows_of_one_product_need_not_stand_together(tmp_path: Path) -> None:
    written(tmp_path, row(1), row(2), row(1, isrc="QZPRE2600011"), row(2, isrc="QZPRE2600012"))
    run(tmp_path, "import", "in.csv")
    assert status(tmp_path)["recordings"] == 4


def test_columns_may_be_called_otherwise_and_times_have_a_zone_by_option(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        row(1, uploaded="2026-07-01 10:00"),
        header=HEADER.replace("account", "Client").replace("seconds", "nonsense"),
    )
    assert "no column account" in run(tmp_path, "import", file.name).stderr
    wrong = run(tmp_path, "import", file.name, "--map", "account=Kunde")
    assert (wrong.returncode, "no such column" in wrong.stderr) == (2, True)
    wrong = run(tmp_path, "import", file.name, "--map", "acount=Client")
    assert (wrong.returncode, "no such name" in wrong.stderr) == (2, True)
    mapped = ("--map", "account=Client", "--timezone")
    wrong = run(tmp_path, "import", file.name, *mapped, "Europe/Nowhere")
    assert (wrong.returncode, "knows no such zone" in wrong.stderr) == (2, True)
    done = run(tmp_path, "import", file.name, *mapped, "Europe/Berlin")
    assert done.returncode == 0
    assert "nothing is known of what is called nonsense" in done.stderr
    assert status(tmp_path)["first"] == "2026-07-01T08:00:00Z"


def test_a_file_is_imported_once_unless_one_says_again(tmp_path: Path) -> None:
    written(tmp_path, row(1))
    run(tmp_path, "import", "in.csv")
    done = run(tmp_path, "import", "in.csv")
    assert (done.returncode, "was imported before" in done.stderr) == (0, True)
    again = run(tmp_path, "import", "in.csv", "--again", "--json")
    assert json.loads(again.stdout)["uploads"] == 1
    assert status(tmp_path)["products"] == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("in.csv", b"", "does not begin with a header"),
        ("in.csv", b"\xff\xfe\n", "does not begin with a header"),
        ("in.txt", b"x", "is neither .csv nor .jsonl nor .parquet"),
        ("in.parquet", b"PAR1 no", "cannot be read as Parquet"),
    ],
)
def test_what_is_no_such_file_is_told_of(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    (tmp_path / name).write_bytes(content)
    done = run(tmp_path, "import", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert not (tmp_path / "h.sqlite").exists()


def test_a_missing_file_and_a_folder_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name in ("none.csv", "folder.csv"):
        done = run(tmp_path, "import", name)
        assert (done.returncode, "cannot be read or written" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "this is no JSON"),
        (b"[1]", "this is no object of JSON"),
        (b'{"account": "\xff"}', "not in UTF-8"),
        (b"[" * 100_000, "this is no JSON"),
        (b'{"account": "a"}', "one of them must name the product"),
        (b'{"account": "a", "icpn": "1", "uploaded": "2026-01-01T00:00Z"}', "there is no track"),
        (b'{"account": "a", "icpn": "1", "tracks": 3, "status": "x"}', "is not a list of objects"),
        (b'{"account": 1.5, "icpn": "1", "uploaded": "x"}', "account is 1.5, not a text"),
        (b'{"icpn": "1", "uploaded": "x"}', "account is missing"),
        (b'{"account": "' + b"a" * 2_001 + b'"}', "a text of at most 2,000 bytes"),
        (b'{"account": "a", "icpn": "1", "status": "gone"}', "not one of pending, accepted"),
        (
            (
                b'{"account": "a", "icpn": "1", "uploaded": "2026-01-01T00:00Z", "isrc": "x",'
                b' "artists": [1]}'
            ),
            "not a list of texts",
        ),
        (
            (
                b'{"account": "a", "icpn": "1", "uploaded": "2026-01-01T00:00Z", "isrc": "x",'
                b' "sums": "md5:aa"}'
            ),
            "sums is 'md5:aa', not pcm: and an MD5",
        ),
        (b'{"account": "a", "icpn": "1", "uploaded": "9999-12-31T23:59-05:00"}', "the calendar"),
    ],
)
def test_lines_of_json_that_say_nothing_are_kept(tmp_path: Path, line: bytes, why: str) -> None:
    good = (
        b'{"account": "a", "icpn": 12, "uploaded": "2026-01-01T00:00Z", "tracks": [{"isrc": "x"}]}'
    )
    (tmp_path / "in.jsonl").write_bytes(b"\xef\xbb\xbf" + line + b"\n\n" + good)
    done = run(tmp_path, "import", "in.jsonl", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["rejected"], answer["uploads"]) == (3, 1, 1)
    kept = json.loads((tmp_path / "in.rejected.jsonl").read_text())
    assert kept["rejected_line"] == 1
    assert why in kept["rejected_why"]


def test_parquet_has_lists_and_times_of_its_own(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from datetime import UTC, datetime

    import pyarrow.parquet as files

    when = datetime(2026, 11, 20, 10, tzinfo=UTC)
    good = {
        "account": "ada",
        "icpn": 12,
        "uploaded": when,
        "tracks": [{"isrc": "QZPRE2600001", "artists": ["Ada", "Bo"], "seconds": 31.0}],
    }
    good["points"] = float("nan")
    table = pyarrow.Table.from_pylist([good, {**good, "account": None, "icpn": None}])
    files.write_table(table, tmp_path / "in.parquet")
    done = run(tmp_path, "import", "in.parquet", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["uploads"], answer["rejected"]) == (3, 1, 1)
    kept = json.loads((tmp_path / "in.rejected.jsonl").read_text())
    assert (kept["rejected_line"], kept["uploaded"]) == (2, "2026-11-20T10:00:00Z")
    assert status(tmp_path)["recordings"] == 1
    assert "was imported before" in run(tmp_path, "import", "in.parquet").stderr


def test_a_locked_history_ends_an_import_with_3_and_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "precheck.toml").write_text("[plugins.cadence]\nbusy_seconds = 0.1\n")
    written(tmp_path, row(1, seconds="?"), row(2))
    with Store.in_file(tmp_path / "h.sqlite"):
        pass
    db = sqlite3.connect(tmp_path / "h.sqlite", isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    done = run(tmp_path, "import", "in.csv")
    assert (done.returncode, "still locked" in done.stderr) == (3, True)
    db.execute("ROLLBACK")
    db.close()
    done = run(tmp_path, "import", "in.csv", "--json")
    assert json.loads(done.stdout)["rows"] == 2
    assert len((tmp_path / "in.rejected.csv").read_text().splitlines()) == 2


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="prlimit is not installed")
def test_a_full_disk_ends_an_import_with_3_and_it_goes_on_later(tmp_path: Path) -> None:
    written(tmp_path, *(row(n) for n in range(1, 3_000)))
    command = [sys.executable, "-m", "precheck", "history", "import", "in.csv"]
    done = subprocess.run(  # noqa: S603 - our own command
        ["prlimit", "--fsize=400000", *command, "--history", "h.sqlite"],  # noqa: S607
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "Make room on its disk" in done.stderr
    assert "Traceback" not in done.stderr
    assert json.loads(run(tmp_path, "import", "in.csv", "--json").stdout)["uploads"] == 2_999


# --- export ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl"])
def test_what_is_exported_can_be_imported(tmp_path: Path, name: str) -> None:
    written(tmp_path, row(1), row(2, status="rejected"))
    run(tmp_path, "import", "in.csv")
    done = run(tmp_path, "export", name, "--json")
    assert json.loads(done.stdout)["products"] == 2
    other = tmp_path / "other"
    other.mkdir()
    (tmp_path / name).rename(other / name)
    answer = json.loads(run(other, "import", name, "--json").stdout)
    assert (answer["uploads"], answer["standings"], answer["rejected"]) == (2, 1, 0)


def test_nothing_is_overwritten_and_no_half_file_is_left(tmp_path: Path) -> None:
    written(tmp_path, row(1))
    run(tmp_path, "import", "in.csv")
    before = (tmp_path / "in.csv").read_bytes()
    done = run(tmp_path, "export", "in.csv")
    assert (done.returncode, "is there already" in done.stderr) == (2, True)
    assert (tmp_path / "in.csv").read_bytes() == before
    done = run(tmp_path, "export", "nowhere/out.csv")
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True)
    assert sorted(f.name for f in tmp_path.glob("*.part")) == []
