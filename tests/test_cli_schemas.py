"""`precheck schemas` as a user runs it, and what `precheck check` makes of the schemas."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
SCHEMAS = ROOT / "fixtures" / "schemas"
LOUD = ROOT / "fixtures" / "rules" / "ddex.schema-invalid" / "loud"
LICENCE = "ddex.net/apply-ddex-implementation-licence"


def precheck(
    *arguments: str | Path, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command in a home of its own, so that nothing of this machine's user is touched."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "PRECHECK_"))}
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "precheck", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**inherited, "HOME": str(cwd), **environment},
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with the small schemas added."""
    done = precheck("schemas", "add", SCHEMAS, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


def rules_of(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    report = json.loads(done.stdout)
    return {n["rule"]: n["severity"] for r in report["releases"] for n in r.get("notices", [])}


def test_adding_says_what_was_added(tmp_path: Path) -> None:
    done = precheck("schemas", "add", SCHEMAS, cwd=tmp_path)

    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "added ERN 4.3.2 with value set 9",
        "added value set 9 (allowed-value-sets.xsd)",
    ]


def test_a_zip_is_added_like_a_folder(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "ddex.zip", "w") as archive:
        for file in SCHEMAS.iterdir():
            archive.write(file, f"ERN/{file.name}")

    done = precheck("schemas", "add", "ddex.zip", cwd=tmp_path)

    assert "added ERN 4.3.2" in done.stdout


def test_the_licence_is_spoken_of_once(tmp_path: Path) -> None:
    said = [precheck("schemas", "add", SCHEMAS, cwd=tmp_path).stderr for _ in range(3)]

    assert [LICENCE in one for one in said] == [True, False, False]


def test_they_are_kept_with_the_users_data(home: Path) -> None:
    assert (home / ".local" / "share" / "precheck" / "schemas" / "index.json").is_file()


@pytest.mark.parametrize("variable", ["PRECHECK_SCHEMAS", "XDG_DATA_HOME"])
def test_a_variable_says_where_else(tmp_path: Path, variable: str) -> None:
    there = tmp_path / "there"

    precheck("schemas", "add", SCHEMAS, cwd=tmp_path, **{variable: str(there)})

    assert [path.name for path in there.rglob("index.json")] == ["index.json"]


def test_the_settings_say_where_else(tmp_path: Path) -> None:
    (tmp_path / "precheck.toml").write_text('[schemas]\nfolder = "of-the-house"\n')

    precheck("schemas", "add", SCHEMAS, cwd=tmp_path)

    assert (tmp_path / "of-the-house" / "index.json").is_file()


def test_the_variable_wins_over_the_settings(tmp_path: Path) -> None:
    (tmp_path / "precheck.toml").write_text('[schemas]\nfolder = "of-the-house"\n')

    precheck("schemas", "add", SCHEMAS, cwd=tmp_path, PRECHECK_SCHEMAS="mine")

    assert (tmp_path / "mine" / "index.json").is_file()
    assert not (tmp_path / "of-the-house").exists()


def test_what_is_listed_names_versions_sums_and_what_is_lacking(home: Path) -> None:
    lines = precheck("schemas", "list", cwd=home).stdout.splitlines()

    assert lines[1].startswith("ERN 4.3.2   value set 9")
    assert lines[2].startswith("value set 9  allowed-value-sets.xsd")
    assert lines[-1].startswith("lacking: 3.8, 3.8.1,")
    assert lines[-1].endswith("4.3, 4.3.1 (judged by 4.3.2)")


def test_what_is_listed_for_machines_says_the_same(home: Path) -> None:
    listed = json.loads(precheck("schemas", "list", "--json", cwd=home).stdout)

    [schema] = listed["schemas"]
    assert (schema["version"], schema["value_set_version"]) == ("4.3.2", 9)
    assert len(schema["sha256"]) == 64
    assert [one["version"] for one in listed["value_sets"]] == [9]
    assert "4.3.1" in listed["lacking"]
    assert "4.3.2" not in listed["lacking"]


def test_an_empty_store_is_listed_too(tmp_path: Path) -> None:
    done = precheck("schemas", "list", cwd=tmp_path)

    assert done.returncode == 0
    assert "none yet; precheck schemas add FOLDER_OR_ZIP" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_schema_is_removed(home: Path) -> None:
    assert precheck("schemas", "remove", "4.3.2", cwd=home).returncode == 0
    assert json.loads(precheck("schemas", "list", "--json", cwd=home).stdout)["schemas"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "nowhere"), "does not exist"),
        (("add", "."), "there is no schema file"),
        (("remove", "4.3"), "no schema of ERN 4.3 has been added"),
        (("add",), "Missing argument 'FOLDER_OR_ZIP'"),
    ],
)
def test_wrong_use_is_told_and_is_exit_code_2(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = precheck("schemas", *arguments, cwd=tmp_path)

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_what_could_be_added_is_there_though_something_could_not(tmp_path: Path) -> None:
    for file in SCHEMAS.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "page.xsd").write_text("<html><body>Please sign in</body></html>")

    done = precheck("schemas", "add", ".", cwd=tmp_path)

    assert done.returncode == 2
    assert "added ERN 4.3.2" in done.stdout
    assert "page.xsd is an HTML page" in done.stderr


def test_a_damaged_schema_is_listed_so_and_mended_by_adding(home: Path) -> None:
    [folder] = home.rglob("files")
    for file in folder.iterdir():
        file.write_bytes(b"")
    listed = precheck("schemas", "list", cwd=home).stdout
    assert listed.count("damaged: add it again") == 2
    [schema] = json.loads(precheck("schemas", "list", "--json", cwd=home).stdout)["schemas"]
    assert schema["is_damaged"] is True

    done = precheck("schemas", "add", SCHEMAS, cwd=home)

    assert set(done.stdout.splitlines()) == {
        "ERN 4.3.2 was damaged, and is mended",
        "value set 9 was damaged, and is mended",
    }
    assert "damaged:" not in precheck("schemas", "list", cwd=home).stdout
    assert precheck("check", LOUD, "--only", "ddex", cwd=home).returncode == 1


def test_a_broken_store_is_told(home: Path) -> None:
    (home / ".local/share/precheck/schemas/index.json").write_text("{")

    done = precheck("schemas", "list", cwd=home)

    assert done.returncode == 2
    assert "remove that folder and add the schemas again" in done.stderr
    assert "Traceback" not in done.stderr


CHECK = ("check", LOUD, "--offline", "--json", "--only", "ddex", "--only", "recipients")


def test_a_message_is_validated_once_the_schema_is_there(home: Path) -> None:
    assert rules_of(precheck(*CHECK, cwd=home))["ddex.schema-invalid"] == "block"


def test_without_schemas_the_rule_is_skipped_and_the_verdict_complete(tmp_path: Path) -> None:
    done = precheck(*CHECK, "--for", "default", cwd=tmp_path)

    assert "ddex.schema-invalid" not in rules_of(done)
    report = json.loads(done.stdout)
    [skip] = [s for s in report["releases"][0]["skips"] if s["rule"] == "ddex.schema-invalid"]
    assert skip["reason"] == "not-configured"
    assert "precheck schemas add" in skip["remedy"]
    assert done.returncode == 0


def test_with_a_broken_store_the_verdict_is_not_complete(home: Path) -> None:
    (home / ".local/share/precheck/schemas/index.json").write_text("{")

    assert precheck(*CHECK, "--for", "default", cwd=home).returncode == 3


def test_worker_processes_validate_too(home: Path) -> None:
    batch = home / "batch"
    for number in range(3):
        (batch / str(number)).mkdir(parents=True)
        [message] = LOUD.glob("*.xml")
        (batch / str(number) / message.name).write_bytes(message.read_bytes())

    done = precheck("check", batch, "--offline", "--json", "-j2", cwd=home)

    report = json.loads(done.stdout)
    told = [n["rule"] for r in report["releases"] for n in r["notices"]]
    assert told.count("ddex.schema-invalid") == 3
